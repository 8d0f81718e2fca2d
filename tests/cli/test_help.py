"""The help: the start screen, the sections of --help, whole words, and examples that work."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from zipfile import ZipFile

import pytest
from support.fixture_cache import copy_of
from support.workbooks import workbook_of

from salescli.flags.support.command_table import SECTIONS as FOLDERS

NOW = "2026-11-24T08:30+01:00"
CSV = """\
Record ID;Deal Name;Associated Company;Amount;Deal Stage;Create Date;Close Date;Deal owner
101;Two ovens;Tarrow Bakery;960;Presentation Scheduled;2026-10-05 09:12;2026-12-24;Ada
"""
CONTACTS = (
    "Record ID,First Name,Last Name,Email,Associated Deal IDs\n7,Pia,Lund,pia@t.example,101\n"
)
CALLS = "Record ID,Call Title,Activity date,Associated Deal IDs\n1,Intro,2026-10-06 10:30,101\n"


def named_commands():
    """Return every command for people by its words, those of groups included."""
    from typer.main import get_command

    from salescli.cli import app

    root, found = get_command(app), {}
    for name in root.list_commands(None):
        command = root.get_command(None, name)
        inner = command.list_commands(None) if hasattr(command, "list_commands") else []
        every = [(sub, command.get_command(None, sub)) for sub in inner] or [("", command)]
        found |= {f"{name} {sub}".strip(): one for sub, one in every if not one.hidden}
    return found


SECTIONS = tuple(FOLDERS.values())
COMMANDS = named_commands()


@pytest.fixture
def demo(run, tmp_path, tmp_path_factory, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", NOW)
    monkeypatch.setenv("EDITOR", "true")
    copy_of("demo", lambda folder: run("demo", str(folder)), tmp_path_factory, tmp_path)
    return tmp_path


def test_the_program_alone_shows_the_commands_of_a_day_on_one_screen(run):
    done = run()
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert len(lines) < 24
    assert all(len(line) <= 80 for line in lines)
    named = re.findall(r"salescli (\w+)", done.out)
    assert set(named) <= {name.partition(" ")[0] for name in COMMANDS}
    assert len(set(named)) > 5


def test_every_command_stands_in_one_section_of_the_help(run):
    listed = run("--help").out
    parts = re.split(rf"^({'|'.join(SECTIONS)}):$", listed, flags=re.MULTILINE)
    assert tuple(parts[1::2]) == SECTIONS
    shown = re.findall(r"^  ([\w-]+) +\S", "".join(parts[2::2]), re.MULTILINE)
    assert sorted(shown) == sorted({name.partition(" ")[0] for name in COMMANDS})


@pytest.mark.parametrize("group", [(), ("process",), ("export",)], ids=" ".join)
def test_what_a_command_does_is_said_in_one_whole_line(run, group):
    listed = run(*group, "-h").out
    listed = re.findall(r"^  [a-z][\w-]* .*", listed, re.MULTILINE)
    assert listed
    assert [line for line in listed if not line.endswith(".") or line.endswith("...")] == []


@pytest.mark.parametrize("group", ["process", "export"])
def test_a_group_alone_shows_its_help(run, group):
    assert run(group) == run(group, "--help")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_examples_of_a_command_end_its_help_and_work(run, demo, name):
    shown = run(*name.split(), "--help").out
    lines = shown.partition("\nExamples:\n")[2].splitlines()
    assert lines
    assert [line for line in lines if len(line) > 80 or line[:11] != "  salescli "] == []
    prepare(run, name, demo)
    for line in lines:
        words = shlex.split(line)[1:]
        assert name in " ".join(words)
        done = run(*words)
        assert done.code in (0, 1), (line, done.err)
        assert "error:" not in done.err, line


def move_in_calendar(run, demo, company):
    """Name a calendar's folder, and move the next step of a company there."""
    (demo / "calendar").mkdir()
    settings = demo / "salescli.toml"
    folder = f'[calendar]\nfolder = "{demo}/calendar"\n'
    settings.write_text(settings.read_text().replace("[calendar]\n", folder))
    assert run("calendar").code == 0
    (event,) = [one for one in (demo / "calendar").iterdir() if company in one.read_text()]
    text = event.read_bytes()
    event.write_bytes(re.sub(rb"(DT(START|END)(;VALUE=DATE)?):\d{8}", rb"\1:20261203", text))


def write_mails(demo, names):
    for name in names:
        mail = f"Message-ID: <{name}@ardent.example>\nFrom: felix.amsel@ardent.example\n\nHi\n"
        (demo / f"{name}.eml").write_text(mail, encoding="utf-8")


def write_exports(demo):
    """Write an export of each kind that the examples of import name."""
    for table, text in (("deals", CSV), ("contacts", CONTACTS), ("calls", CALLS)):
        (demo / f"{table}.csv").write_text(text, encoding="utf-8")
    rows = [line.split(";") for line in CSV.splitlines()]
    (demo / "pipeline.xlsx").write_bytes(workbook_of({"Read me": [["x"]], "Deals": rows}))
    with ZipFile(demo / "export.zip", "w") as archive:
        for table in ("deals.csv", "contacts.csv", "calls.csv"):
            archive.write(demo / table, table)


def prepare(run, name, demo):
    """Put in place what the examples of a command begin with, beside the demo's book."""
    if name == "import":
        write_exports(demo)
    if name.startswith("process "):
        now = (demo / "processes/enterprise.toml").read_text(encoding="utf-8")
        (demo / "next.toml").write_text(now.replace("130bd", "120bd"), encoding="utf-8")
    write_mails(demo, ("mail", "newsletter") if name == "capture" else ())
    if name == "calendar":
        move_in_calendar(run, demo, "Lindvik")
    if name in {"undo", "redo"}:
        for deal in ("lindvik", "lindvik", "ardent", "lindvik"):
            assert run("note", deal, "-m", "Rang").code == 0
    if name == "process diff":
        assert run("process", "revise", "enterprise", "--file", "next.toml").code == 0
    if name == "sync":
        shared = demo / "shared.git"
        subprocess.run(["git", "init", "--quiet", "--bare", str(shared)], check=True)
        subprocess.run(["git", "remote", "add", "origin", str(shared)], cwd=demo, check=True)
    os.chdir(demo)
    if name == "redo":
        for _ in range(2):
            assert run("undo", "--yes").code == 0


def test_the_start_screen_names_a_deal_of_the_book(run, acme, monkeypatch):
    acme.rename(acme.with_name("bolt.toml"))
    monkeypatch.chdir(acme.parent.parent)
    shown = run().out
    assert "\n  salescli log bolt                what happened, and what happens next\n" in shown
    assert "acme" not in shown
