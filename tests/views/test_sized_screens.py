"""The screens in a small terminal and in a large one, as they were read and found good.

After a wanted change, `UPDATE_SCREENS=1` writes them anew, to be read (.github/CONTRIBUTING.md).
"""

from __future__ import annotations

import pytest
from support.fixture_cache import copy_of
from support.golden import SIZES, in_terminal, kept, left_over, sized
from support.mornings import MORNINGS

from salescli.text.safe_text import width

NOW = "2026-11-24T08:30+01:00"
SHOWN = ("ardent", "merrowby", "lindvik", "tarrow", "thistlewend")
BRIEFED = ("ardent", "umberfield", "corvane")
COMMANDS = {
    "next": ("next",),
    **{f"show-{name}": ("show", name) for name in SHOWN},
    **{f"brief-{name}": ("brief", name) for name in BRIEFED},
    "brief-week": ("brief", "--week"),
    "find": ("find", "price"),
    "find-deal": ("find", "clauses", "--deal", "ardent"),
    "people": ("people",),
    "people-viktor": ("people", "viktor"),
    "people-pinegrove": ("people", "pinegrove"),
    "check": ("check",),
    "board": ("board",),
    "board-wide": ("board", "--wide"),
    "list": ("list",),
    "list-all": ("list", "--all"),
    "list-own": ("list", "--columns", "deal,company,value,next,custom.slack"),
    "report": ("report",),
    "report-week": ("report", "--week"),
    "plan-ardent": ("plan", "ardent"),
    "plan-merrowby": ("plan", "merrowby"),
    "plan-lindvik": ("plan", "lindvik"),
    "history-week": ("history", "--since", "2026-11-16"),
}
# What may be longer than its terminal is high: the width of those.
LONGER = {"people": (80, 120), "check": (80,), "plan-merrowby": (80,)}
NOTE = "Rang Mara.\nwe: the security pack by thu\nthey: open clauses by fri 20 nov\n? who signs"


@pytest.fixture
def demo(run, tmp_path, monkeypatch, tmp_path_factory):
    monkeypatch.setenv("SALESCLI_NOW", NOW)

    def make(folder):
        on = ("--book", str(folder))
        for words in (
            ("demo", str(folder)),
            (*on, "note", "ardent", "-m", NOTE),
            (*on, "person", "ardent", "felix", "--phone", "+49 40 5550111"),
            (*on, "set", "ardent", "custom.slack=#ardent"),
        ):
            assert run(*words).code == 0

    copy_of("sized", make, tmp_path_factory, tmp_path / "book")
    monkeypatch.chdir(tmp_path / "book")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("name", COMMANDS)
def test_a_screen_in_its_size_is_as_it_was_read_and_found_good(name, size, monkeypatch):
    cells, rows = size
    shown = in_terminal(monkeypatch, size, *COMMANDS[name])
    assert shown == kept(sized(name, size), shown)
    assert [line for line in shown.splitlines() if width(line) > cells] == []
    if cells not in LONGER.get(name, ()):
        assert len(shown.splitlines()) < rows, "and a line for what is typed next"


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("name", SHOWN)
def test_a_larger_screen_shows_no_less(name, monkeypatch):
    shown = [in_terminal(monkeypatch, (80, rows), "show", name) for rows in range(12, 60, 4)]
    sizes = [len(text.splitlines()) for text in shown]
    assert sizes == sorted(sizes)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_no_screen_is_left_of_a_command_that_is_gone(size):
    names = (*COMMANDS, *(f"morning-{name}" for name in MORNINGS))
    folder = sized("", size).partition("/")[0]
    assert left_over(folder, (f"{name}.txt" for name in names)) == set()
