"""The screens about the whole book in a small terminal and in a large one, as they were read.

`UPDATE_SCREENS=1` writes them anew, as for the other screens.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.fixture_cache import copy_of

from salescli.text.safe_text import width
from salescli.views.render import plain
from salescli.views.render.plain import lines

KEPT = Path(__file__).parent / "book_screens"
COMMANDS = {
    "check": ("check",),
    "board": ("board",),
    "board-wide": ("board", "--wide"),
    "list": ("list",),
    "list-all": ("list", "--all"),
    "report": ("report",),
    "report-week": ("report", "--week"),
}
ONE_SCREEN = ("board", "list", "list-all", "report", "report-week")
SIZES = ((80, 24), (120, 40))


@pytest.fixture
def demo(run, tmp_path, monkeypatch, tmp_path_factory):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T08:30+01:00")

    def make(folder):
        assert run("demo", str(folder)).code == 0

    copy_of("screens", make, tmp_path_factory, tmp_path / "book")
    monkeypatch.chdir(tmp_path / "book")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("name", COMMANDS)
def test_a_screen_in_its_size_is_as_it_was_read(run, name, size, monkeypatch):
    columns, rows = size
    for module in ("board", "list"):
        monkeypatch.setattr(f"salescli.commands.{module}.screen_columns", lambda: columns)
        monkeypatch.setattr(f"salescli.commands.{module}.screen_lines", lambda: rows)
    monkeypatch.setattr(plain, "lines", lambda document, _: lines(document, columns))
    shown = run(*COMMANDS[name]).out
    kept = KEPT / f"{name}-{columns}x{rows}.txt"
    if os.environ.get("UPDATE_SCREENS"):
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(shown)
    assert shown == kept.read_text()
    assert all(width(line) <= columns for line in shown.splitlines())
    if name in ONE_SCREEN:
        assert len(shown.splitlines()) < rows, "and a line for what is typed next"


def test_no_screen_is_left_of_a_command_that_is_gone():
    names = {f"{name}-{columns}x{rows}.txt" for name in COMMANDS for columns, rows in SIZES}
    assert {path.name for path in KEPT.iterdir()} == names
