"""The review on ten mornings, as a terminal of 80 by 24 and one of 120 by 40 show it.

After a wanted change, `UPDATE_SCREENS=1` writes them anew, to be read (.github/CONTRIBUTING.md).
"""

from __future__ import annotations

import re

import pytest
from support.golden import SIZES, in_terminal, kept, sized
from support.mornings import MORNINGS, Morning, log, write_morning

from salescli.store.drafts import Draft, keep_draft
from salescli.text.safe_text import width
from salescli.views.screen_room import rows_for_groups

QUESTION = 2  # lines: what is asked, and its keys


@pytest.fixture
def screen(book, monkeypatch):
    """What shows a morning in a terminal of so many cells and lines."""

    def show(name, cells, rows):
        morning = MORNINGS[name]
        monkeypatch.setenv("SALESCLI_NOW", morning.at.isoformat())
        write_morning(book, morning)
        for handle in morning.drafts:
            keep_draft(book, Draft("log", handle, morning.at, {"note": "Half"}))
        return in_terminal(monkeypatch, (cells, rows), "next")

    return show


def read_first(text):
    """The words of the first two lines below the summary, but for what says that it can wait."""
    lines = [line for line in text.splitlines()[1:] if line.strip()]
    below = [line for line in lines if not line.startswith("Can wait: ")]
    return " ".join(" ".join(below[:2]).split())


@pytest.mark.parametrize("name", MORNINGS)
@pytest.mark.parametrize(("cells", "rows"), SIZES, ids=str)
def test_a_morning_is_as_it_was_read_and_found_good(screen, name, cells, rows):
    text = screen(name, cells, rows)
    assert text == kept(sized(f"morning-{name}", (cells, rows)), text)
    assert re.match(MORNINGS[name].first, read_first(text)), MORNINGS[name].todo
    shown = text.splitlines()
    assert max(map(width, shown)) <= cells
    if name != "all-day":
        assert len(shown) <= rows - QUESTION


def test_three_today_six_overdue_two_without_and_five_ahead_are_whole_on_24_lines(screen):
    shown = screen("full", 80, 24).splitlines()
    assert shown[0] == "Mon 30 Nov 2026 · 3 today · 6 overdue · 2 without a next step"
    assert not any(" more: " in line or " of " in line for line in shown)
    assert len(shown) == 22


def test_today_is_whole_however_few_lines_there_are(screen):
    shown = screen("all-day", 80, 10)
    assert shown.count("+49 171 5550143") == 12
    assert "And 13 more: salescli next --all" in shown


LONG = "landeskrankenhaus-nord-rollout"


@pytest.fixture
def long_names(book, monkeypatch):
    morning = Morning(
        "30T07:30",
        {
            LONG: log("midpoint-review 30T10:00 @theo agreed", "theo"),
            f"{LONG}-two": log("midpoint-review 29 @theo agreed", "theo"),
        },
        first="",
        todo="",
    )
    monkeypatch.setenv("SALESCLI_NOW", morning.at.isoformat())
    write_morning(book, morning)


@pytest.mark.usefixtures("long_names")
@pytest.mark.parametrize(
    "words", [("next",), ("list",), ("board",), ("brief", "--week"), ("history", "--since", "30d")]
)
def test_a_long_handle_leaves_room_for_what_is_to_be_done(words, monkeypatch, run, book):
    (book / f"deals/{LONG}-two.toml").unlink()
    shown = in_terminal(monkeypatch, (80, 24), *words)
    assert "landeskranke…" in shown
    assert ("advance" if "history" in words else "Midpoint rev") in shown
    assert LONG in run(*words).out or words == ("board",)
    assert run("show", "landeskranke").code == 0


@pytest.mark.usefixtures("long_names")
def test_a_handle_is_as_long_as_tells_it_from_the_others(monkeypatch):
    shown = in_terminal(monkeypatch, (80, 24), "next")
    assert f"{LONG}  " in shown
    assert f"{LONG}-…" in shown


SHARES = {
    "all fit": ((3, 6, 2, 5), 20, [3, 6, 2, 5]),
    "the last one gives way": ((3, 6, 2, 5), 18, [3, 6, 2, 3]),
    "each has its least": ((3, 20, 20, 20), 14, [3, 4, 2, 1]),
    "the first is whole": ((9, 2, 0, 1), 4, [9, 0, 0, 0]),
    "a heading without a row is none": ((1, 1, 1, 1), 5, [1, 1, 0, 0]),
    "nothing": ((0, 0, 0, 0), 10, [0, 0, 0, 0]),
    "no first": ((0, 3, 0, 0), 3, [0, 2, 0, 0]),
}


@pytest.mark.parametrize(("sizes", "room", "expected"), SHARES.values(), ids=SHARES)
def test_how_groups_share_the_lines(sizes, room, expected):
    assert rows_for_groups(sizes, (0, 2, 2, 1), room) == expected
    assert sum(number + bool(number) for number in expected) <= max(room, sizes[0] + 1)
