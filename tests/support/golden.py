"""Screens that were read and found good, kept in tests/views/screens: what makes and compares them.

`NAME.txt` is what a pipe gets, `NAME.svg` its picture; `80x24/NAME.txt` and `120x40/NAME.txt` are
what a terminal of that size shows. With `UPDATE_SCREENS=1` the tests write them anew.
"""

from __future__ import annotations

import io
import os
import pydoc
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

SCREENS = Path(__file__).parents[1] / "views/screens"
SIZES = ((80, 24), (120, 40))


class _Terminal(io.StringIO):
    """Standard output as a terminal; TERM says that it is a plain one."""

    def isatty(self) -> bool:
        return True


def in_terminal(monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], *words: str) -> str:
    """What a command shows in a terminal of so many cells and lines."""
    from salescli.cli import app

    terminal = _Terminal()
    with monkeypatch.context() as patch:
        for name, number in zip(("COLUMNS", "LINES"), size, strict=True):
            patch.setenv(name, str(number))
        patch.setattr(sys, "stdout", terminal)
        patch.setattr(pydoc, "pager", pydoc.pager)  # which the first call replaces for good
        with pytest.raises(SystemExit) as ended:
            app(list(words), prog_name="salescli")
    assert ended.value.code in (0, 1, None)
    return terminal.getvalue()


def kept(name: str, new: str) -> str:
    """The kept file of that name; where the screens are written anew, it is `new`."""
    path = SCREENS / name
    if os.environ.get("UPDATE_SCREENS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(new.encode())
    return path.read_bytes().decode()


def sized(name: str, size: tuple[int, int]) -> str:
    """The name of the file of a screen in a terminal of that size."""
    return f"{size[0]}x{size[1]}/{name}.txt"


def left_over(folder: str, names: Iterable[str]) -> set[str]:
    """The files of a folder of screens that are none of these."""
    return {path.name for path in (SCREENS / folder).iterdir() if path.is_file()} - set(names)
