"""The main screens, as a file each: UPDATE_SCREENS=1 writes them anew, for their writer to read."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from hostile import HOSTILE

from salescli.model.text import width
from salescli.store.render import literal

SCREENS = Path(__file__).parent / "screens"
NOW = "2026-11-24T08:30+01:00"
COMMANDS = {
    "next": ("next",),
    "next-all": ("next", "--all"),
    "show-ardent": ("show", "ardent"),
    "show-merrowby": ("show", "merrowby"),
    "show-thistlewend": ("show", "thistlewend"),
    "list-all": ("list", "--all"),
    "check": ("check",),
    "process-show": ("process", "show", "small-business"),
}


@pytest.fixture
def demo(run, tmp_path, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", NOW)
    assert run("demo", "book").code == 0
    monkeypatch.chdir(tmp_path / "book")
    return tmp_path / "book"


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_screen_is_as_it_was_read_and_found_good(run, name):
    done = run(*COMMANDS[name])
    assert done.code in (0, 1)
    assert not done.err
    path = SCREENS / f"{name}.txt"
    if os.environ.get("UPDATE_SCREENS"):
        SCREENS.mkdir(exist_ok=True)
        path.write_bytes(done.out.encode())
    assert done.out == path.read_bytes().decode()


def without_tables(screen):
    """The lines of a screen less the rows of its tables, which a pipe gets whole."""
    return re.sub(r"^People\n(  .*\n)+", "", screen, flags=re.MULTILINE).splitlines()


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "list-all"])
def test_its_lines_fit_a_terminal_of_80_cells(name):
    screen = (SCREENS / f"{name}.txt").read_bytes().decode()
    assert [line for line in without_tables(screen) if width(line) > 80] == []


def test_no_screen_is_left_of_a_command_that_is_gone():
    assert {path.stem for path in SCREENS.iterdir()} == set(COMMANDS)


HEADER = (
    "objective",
    "title",
    "company",
    "owner",
    "source",
    "currency",
    "industry",
    "country",
    "kind",
)
LISTED = ("tags", "competitors", "measures")
MEETING = ("note", "reason", "evidence", "said_by")
CONTROL = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def hostile_deal(text, *, ending):
    """A deal that says the same in every field that takes a text."""
    said = literal(text)
    header = [f"{name} = {said}" for name in HEADER] + [f"{name} = [{said}]" for name in LISTED]
    person = f"{{name = {said}, role = {said}, email = {said}}}"
    entry = f"at = 2026-11-18T10:00:00+01:00\nby = {said}\n"
    lines = [
        *header,
        'process = "small-business"\nrevision = 1',
        f"people = {{bob = {person}, {literal({text: 0}).rpartition(' = ')[0]} = {person}}}",
        f"[custom]\nown = {said}",
        f'[[log]]\n{entry}kind = "meeting"\nnote = {said}\nwith = [{said}]\nsteps = [{said}]',
        f"met = [{said}]\nflags = [{said}]",
        f"[log.next]\nstep = {said}\nwhat = {said}\ngoal = {said}\nwith = [{said}]",
        "on = 2026-11-23",
        f'[[log]]\n{entry}kind = "skip"\nsteps = [{said}]\nreason = {said}',
        f'[[log]]\n{entry}kind = "change"\n[log.change]\nsource = [{said}, {said}]',
    ]
    if ending:
        said_so = "\n".join(f"{name} = {said}" for name in MEETING)
        lines.append(f'[[log]]\n{entry}kind = "close"\nresult = "lost"\n{said_so}')
    return "\n".join(lines) + "\n"


WRITABLE = [text for text in HOSTILE if text.encode("utf-8", "replace").decode() == text]
WHOLE = (
    *(
        ("next", "--all"),
        ("next", "--all", "--json"),
        ("list", "--all"),
        ("list", "--all", "--json"),
    ),
    *(("check",), ("check", "--json"), ("check", "--format", "github")),
)
EACH = (("show",), ("show", "--json"))


def test_no_text_of_a_deal_reaches_the_screen_as_a_control(run, book):
    handles = []
    for number, text in enumerate(WRITABLE):
        for state, ending in (("open", False), ("closed", True)):
            path = book / f"deals/{state}-{number}.toml"
            path.write_bytes(hostile_deal(text, ending=ending).encode())
            assert tomllib.loads(path.read_bytes().decode())["title"] == text
            handles.append(path.stem)
    commands = [*WHOLE, *((*command, handle) for command in EACH for handle in handles)]
    for command in commands:
        done = run(*command)
        assert done.code in (0, 1), (command, done)
        assert not CONTROL.findall(done.out + done.err), command
    listed = run("list", "--all", "--json").json
    assert len(listed["deals"]) == len(handles), "every one of them can be read"
