"""The guide: its pages are found, shown and true; their commands are run, their tables filled.

After a wanted change, `UPDATE_SCREENS=1 pytest tests/commands/help` writes the console blocks
anew, to be read.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from support.documented import NOW, commands, holds, played
from support.fixture_cache import copy_of
from support.screen import Screen
from support.table import each

from salescli.commands.help.pages import load_pages
from salescli.commands.review_cards.current_deal import current_deal
from salescli.commands.review_cards.keys import KEYS, keys_at, likely
from salescli.domain.checks import all_rules
from salescli.errors import NotFoundError

with as_file(files("salescli").joinpath("help")) as folder:
    FOLDER = Path(folder)
PAGES = {page.name: page for page in load_pages()}
TOML = re.compile(r"(?<=^```toml\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)


@pytest.fixture
def demo(run, tmp_path, tmp_path_factory, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", NOW)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, NOW)
    here = Path(tempfile.mkdtemp())  # a short path: long ones are folded
    copy_of("pages", lambda to: run("demo", str(to)), tmp_path_factory, here / "week-48")
    yield here / "week-48"
    monkeypatch.chdir(tmp_path)
    shutil.rmtree(here)


WITH_COMMANDS = [name for name, page in PAGES.items() if commands(page.text)]


@pytest.mark.parametrize("name", WITH_COMMANDS)
def test_what_a_page_shows_is_what_happens(run, demo, name):
    makes_a_book = commands(PAGES[name].text)[0].startswith("salescli init")
    os.chdir(demo.parent if makes_a_book else demo)
    assert holds(FOLDER / f"{name}.md", played(run, PAGES[name].text, demo.parent))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_title_a_summary_and_filled_tables(run, name):
    page = PAGES[name]
    assert page.text.startswith(f"# {page.title}\n\n{page.summary}\n\n")
    assert len(page.summary) < 62
    assert page.summary.endswith(".")
    done = run("help", name)
    assert (done.code, done.err) == (0, "")
    assert "{table" not in done.out
    shown = done.out.split("\n\n")
    assert [part for part in page.text.split("\n\n") if part not in shown] == [
        part for part in page.text.split("\n\n") if part.startswith("{table")
    ]


@each("name", PAGES)
def test_its_prose_fits_a_terminal_of_80_cells(name):
    outside = re.sub(r"^```.*?^```$", "", PAGES[name].text, flags=re.DOTALL | re.MULTILINE)
    long = [line for line in outside.splitlines() if len(line) > 80 and line[0] != "|"]
    assert long == []


@each("name", PAGES)
def test_what_it_shows_to_be_typed_or_copied_fits_too(name):
    blocks = re.findall(r"^```toml\n(.*?)^```$", PAGES[name].text, re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()]
    typed = [part for command in commands(PAGES[name].text) for part in command.split("\n")]
    assert [line for line in lines + typed if len(line) > 78] == []


def test_the_start_page_lists_every_page_on_one_screen(run):
    done = run("help")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert len(lines) < 24
    assert all(len(line) <= 80 for line in lines)
    shown = [line.split(maxsplit=1) for line in lines if line.startswith("  ")]
    assert shown == [[name, page.summary] for name, page in PAGES.items()]


def test_it_says_where_a_page_leads_that_is_there():
    named = {
        topic
        for page in PAGES.values()
        for topic in re.findall(r"`salescli help ([a-z-]+)`", page.text)
    }
    assert len(named) > 5
    assert named <= set(PAGES)


def test_every_command_that_a_page_names_is_there():
    from typer.main import get_command

    from salescli.cli import app

    known = set(get_command(app).list_commands(None))
    for name, page in PAGES.items():
        named = set(re.findall(r"(?:`|^\$ )salescli ([a-z-]+)", page.text, re.MULTILINE))
        assert named <= known, name


def test_help_of_a_command_is_its_own_help(run):
    assert run("help", "log") == run("log", "--help")
    assert run("help", "process", "show") == run("process", "show", "--help")


def test_help_of_a_code_is_what_rule_says(run):
    assert run("help", "p02") == run("rule", "P02")


@pytest.mark.parametrize(
    ("topic", "says", "fix"),
    [
        ("dat", "did you mean 'dates'?", "salescli help dates"),
        ("lgo", "did you mean 'log'?", "salescli help log"),
        ("mistake", "the word is on: ", "salescli help questions"),
        ("xyzzy", "no help on 'xyzzy'", "salescli help   lists"),
    ],
)
def test_an_unknown_topic_suggests_the_nearest(run, topic, says, fix):
    done = run("help", topic)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: no help on '{topic}'")
    assert says in done.err
    assert f"\n  {fix}" in done.err


@pytest.mark.parametrize("code", sorted(all_rules()))
def test_every_finding_is_in_a_table_with_its_severity(run, code):
    name = "processes" if code[0] == "R" else "findings"
    row = rf"^\| {code} \| {all_rules()[code].severity} \| \S"
    assert re.search(row, run("help", name).out, re.MULTILINE)


def test_every_key_that_a_card_offers_is_in_the_table(demo):
    # Only where something was begun or done on the deal, where it is to be revisited, or where
    # another system said what comes next.
    offered = {"x", "u", "o", "p", "f", "a"}
    for path in (demo / "deals").glob("*.toml"):
        try:
            stop = current_deal(demo, path.stem)
        except NotFoundError:
            continue
        offered |= {*keys_at(stop, first=False), likely(stop)}
    assert offered == set(KEYS)


def test_the_files_that_are_shown_are_read_without_a_complaint(run, book):
    paths = ("deals/acme.toml", "processes/small.toml", "salescli.toml")
    for path, content in zip(paths, TOML.findall(PAGES["files"].text), strict=True):
        (book / path).write_text(content, encoding="utf-8")
    done = run("check", "--select", "F,P07")
    assert (done.code, done.err) == (0, "")
    assert run("process", "check", "small").code == 0


def test_what_was_learnt_is_what_the_kept_screen_shows():
    learning = PAGES["learning"].text
    shown = re.search(r"(?<=^```text\n)Proposals.*?(?=^```$)", learning, re.MULTILINE | re.DOTALL)
    kept = Path(__file__).parents[2] / "views/screens/learn-planted.txt"
    assert shown
    assert shown[0] in kept.read_text(encoding="utf-8")


def test_a_page_in_a_terminal_is_formatted_and_a_long_one_is_paged():
    screen = Screen("help", "sync", PAGER="cat", NO_COLOR="")
    text = screen.ends()
    assert "##" not in screen.raw
    assert "```" not in screen.raw
    assert "Deals merge by meaning" in text
    screen = Screen("help", "sync", PAGER="head -n 1")
    assert "Two machines" in screen.ends()
    assert "Merging" not in screen.text
