"""The main screens, as a file each: UPDATE_SCREENS=1 writes them anew, for their writer to read."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from hostile import HOSTILE
from proof import some

from salescli.commands.stop import card_of, stop_at
from salescli.model.text import width
from salescli.store.render import literal
from salescli.views.card import card_screen
from salescli.views.plain import lines

SCREENS = Path(__file__).parent / "screens"
NOW = "2026-11-24T08:30+01:00"
COMMANDS = {
    "next": ("next",),
    "next-all": ("next", "--all"),
    "show-ardent": ("show", "ardent"),
    "show-merrowby": ("show", "merrowby"),
    "show-thistlewend": ("show", "thistlewend"),
    "list-all": ("list", "--all"),
    "list-pressing": ("list", "--overdue", "--unscheduled", "--sort", "-value"),
    "board": ("board",),
    "board-enterprise": ("board", "--process", "enterprise"),
    "check": ("check",),
    "report": ("report",),
    "report-since": ("report", "--since", "2026-10-01", "--compare", "before"),
    "process-show": ("process", "show", "small-business"),
}
CARDS = ("tarrow", "tessaly", "ardent")


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
    is_as_it_was(name, done.out)


def is_as_it_was(name, shown):
    path = SCREENS / f"{name}.txt"
    if os.environ.get("UPDATE_SCREENS"):
        SCREENS.mkdir(exist_ok=True)
        path.write_bytes(shown.encode())
    assert shown == path.read_bytes().decode()


@pytest.mark.parametrize("handle", CARDS)
def test_a_card_is_as_it_was_read_and_found_good(demo, handle):
    card = card_screen(card_of(stop_at(demo, handle), (2, 5)), 80, 20)
    is_as_it_was(f"card-{handle}", "".join(f"{line}\n" for line in lines(card)))


FITTING = [
    *(name for name in COMMANDS if not name.startswith("list-")),
    *(f"card-{handle}" for handle in CARDS),
]


def without_tables(screen):
    """The lines of a screen less the rows of its tables, which a pipe gets whole."""
    return re.sub(r"^People\n(  .*\n)+", "", screen, flags=re.MULTILINE).splitlines()


@pytest.mark.parametrize("name", FITTING)
def test_its_lines_fit_a_terminal_of_80_cells(name):
    screen = (SCREENS / f"{name}.txt").read_bytes().decode()
    assert [line for line in without_tables(screen) if width(line) > 80] == []


def test_no_screen_is_left_of_a_command_that_is_gone():
    assert {path.stem for path in SCREENS.iterdir()} == {
        *COMMANDS,
        *(f"card-{handle}" for handle in CARDS),
    }


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
        ("board",),
        ("board", "--json"),
    ),
    *(("check",), ("check", "--json"), ("check", "--format", "github")),
)
EACH = (("show",), ("show", "--json"))


def test_no_text_of_a_deal_reaches_the_screen_as_a_control(run, book):
    handles = []
    for number, text in enumerate(some(WRITABLE, 3)):
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
    for handle in handles:
        card = lines(card_screen(card_of(stop_at(book, handle), (1, 1)), 80, 20))
        assert not CONTROL.findall("\n".join(card)), handle
    listed = run("list", "--all", "--json").json
    assert len(listed["deals"]) == len(handles), "every one of them can be read"
