"""Screens as a terminal of 80 and of 120 cells shows them, with how many of its lines they take.

`UPDATE_SCREENS=1 pytest tests/views/test_sized_screens.py` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.fixture_cache import copy_of

from salescli.text.safe_text import width
from salescli.views.render import plain
from salescli.views.render.plain import lines

SIZED = Path(__file__).parent / "sized"
NOW = "2026-11-24T08:30+01:00"
SIZES = {80: 24, 120: 40}
# The commands, and those of their screens that are longer than the terminal is high.
COMMANDS = {
    "plan-ardent": (("plan", "ardent"), ()),
    "plan-merrowby": (("plan", "merrowby"), (80,)),
    "plan-lindvik": (("plan", "lindvik"), ()),
    "history-week": (("history", "--since", "2026-11-16"), ()),
}


@pytest.fixture
def shown(run, tmp_path, monkeypatch, tmp_path_factory):
    """Runs a command on the demo's book; the document that it shows."""
    monkeypatch.setenv("SALESCLI_NOW", NOW)

    def make(folder):
        assert run("demo", str(folder)).code == 0

    copy_of("screens", make, tmp_path_factory, tmp_path / "book")
    monkeypatch.chdir(tmp_path / "book")
    documents = []

    def noting(document, cells=80):
        documents.append(document)
        return lines(document, cells)

    monkeypatch.setattr(plain, "lines", noting)

    def show(*words):
        assert run(*words).code in (0, 1)
        return tuple(block for document in documents for block in document)

    return show


@pytest.mark.parametrize("cells", SIZES)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_screen_is_as_it_was_read_and_found_good(shown, name, cells):
    words, longer = COMMANDS[name]
    screen = lines(shown(*words), cells)
    path = SIZED / f"{name}-{cells}x{SIZES[cells]}.txt"
    text = "".join(f"{line}\n" for line in screen)
    if os.environ.get("UPDATE_SCREENS"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
    assert max(map(width, screen)) <= cells
    assert (len(screen) >= SIZES[cells]) == (cells in longer)


def test_no_screen_is_left_of_a_command_that_is_gone():
    kept = {f"{name}-{cells}x{high}.txt" for name in COMMANDS for cells, high in SIZES.items()}
    assert {path.name for path in SIZED.iterdir()} == kept
