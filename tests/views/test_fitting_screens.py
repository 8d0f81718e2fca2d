"""`show` and `brief` on one screen, small and large: as they were read and found good.

After a wanted change, `UPDATE_SCREENS=1 pytest tests/views/test_fitting_screens.py` writes them
again, to be read.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.fixture_cache import copy_of

from salescli.commands.brief import brief_of
from salescli.commands.support.find_deal import subject
from salescli.commands.support.session import open_session
from salescli.commands.support.shown_deal import shown_deal
from salescli.text.safe_text import width
from salescli.views.brief import brief_screen
from salescli.views.render.plain import lines
from salescli.views.show import show_screen

SCREENS = Path(__file__).parent / "fitting"
NOW = "2026-11-24T08:30+01:00"
SIZES = ((80, 24), (120, 40))
SHOWN = ("ardent", "merrowby", "lindvik", "tarrow", "thistlewend")
BRIEFED = ("ardent", "umberfield", "corvane")


@pytest.fixture
def session(run, tmp_path, monkeypatch, tmp_path_factory):
    monkeypatch.setenv("SALESCLI_NOW", NOW)
    book = tmp_path / "book"
    copy_of("screens", lambda to: run("demo", str(to)), tmp_path_factory, book)
    monkeypatch.chdir(book)
    note = "Rang Mara.\nwe: the security pack by thu\nthey: open clauses by fri 20 nov\n? who signs"
    assert run("note", "ardent", "-m", note).code == 0
    assert run("person", "ardent", "felix", "--phone", "+49 40 5550111").code == 0
    assert run("set", "ardent", "custom.slack=#ardent").code == 0
    return open_session(None)


def shown(session, name, cells, rows):
    about = subject(session, name)
    calendar = session.book.settings.calendar
    return lines(show_screen(shown_deal(session, about), calendar, cells, rows), cells)


def briefed(session, name, cells, rows):
    return lines(
        brief_screen(brief_of(session, subject(session, name)), cells, min(rows, 23)), cells
    )


SCREEN = {"show": shown, "brief": briefed}
CASES = [*(("show", name) for name in SHOWN), *(("brief", name) for name in BRIEFED)]


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x40"])
@pytest.mark.parametrize(("kind", "name"), CASES)
def test_a_deal_fits_the_screen(session, kind, name, size):
    cells, rows = size
    found = SCREEN[kind](session, name, cells, rows - 1)
    assert len(found) < rows
    assert [line for line in found if width(line) > cells] == []
    path = SCREENS / f"{kind}-{name}-{cells}.txt"
    text = "".join(f"{line}\n" for line in found)
    if os.environ.get("UPDATE_SCREENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SHOWN)
def test_a_larger_screen_shows_no_less(session, name):
    sizes = [len(shown(session, name, 80, rows)) for rows in range(12, 60, 4)]
    assert sizes == sorted(sizes)
