"""A book with a past: the clock and git's own dates set together, and commits made by hand."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from support.fixture_cache import copy_of


def toml_text(text: str) -> str:
    """Any text as TOML may have it in quotes."""
    return '"' + "".join(f"\\U{ord(char):08x}" for char in text) + '"'


class Past:
    """The book's clock, and the git of whoever edits it by hand."""

    def __init__(self, book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.book, self._monkeypatch = book, monkeypatch

    def at(self, moment: str) -> None:
        """Set the clock, for salescli and for git: `2026-11-21 10:00`."""
        for name in ("SALESCLI_NOW", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            self._monkeypatch.setenv(name, f"{moment.replace(' ', 'T')}:00+01:00")

    def git(self, *arguments: str) -> str:
        """What git says to a command."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.book, capture_output=True, text=True, check=True
        )
        return done.stdout

    def subjects(self) -> list[str]:
        """The first lines of all commit messages, the newest first."""
        return self.git("log", "--format=%s").splitlines()

    def file(self, handle: str) -> Path:
        """The file of a deal."""
        return self.book / "deals" / f"{handle}.toml"

    def edit(self, handle: str, old: str, new: str, message: str = "") -> None:
        """Edit a deal's file by hand; commit it where there is a message."""
        text = self.file(handle).read_text()
        assert old in text
        self.file(handle).write_text(text.replace(old, new))
        if message:
            self.git("commit", "-qam", message)


def past_of(
    name: str,
    live: Callable[[Past], None],
    to: Path,
    factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> Past:
    """A copy of a book and its past, which `live` makes in the current folder, the first time."""

    def make(folder: Path) -> None:
        folder.mkdir()
        monkeypatch.chdir(folder)
        live(Past(folder, monkeypatch))

    copy_of(name, make, factory, to)
    monkeypatch.chdir(to)
    return Past(to, monkeypatch)
