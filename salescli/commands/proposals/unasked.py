"""A command run as nobody's hand is on the keyboard: nothing asked, nothing read, no editor."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from salescli.flags.support.declaration import CommandLine
from salescli.text.safe_text import width
from salescli.views.render.layout import PIPE


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What it printed, line by line, without the breaks by which a pipe folds long lines."""
        lines: list[str] = []
        end = 0  # of the last line as it was printed
        for line in self.out.rstrip().split("\n"):
            word = line.split(maxsplit=1)[0] if line.strip() else ""
            if lines and line[:1] == " " and word and end + 1 + width(word) > PIPE:
                lines[-1] += f" {line.strip()}"
            else:
                lines.append(line)
            end = width(line)
        return lines


def run_unasked(line: CommandLine, words: tuple[str, ...], book: Path, at: datetime) -> Said:
    """Run a command line on a book, as if it were typed at that time; return what it said."""
    out, err = io.StringIO(), io.StringIO()
    with _on_book(book, at), redirect_stdout(out), redirect_stderr(err):
        code = line.run(list(words))
    return Said(code, out.getvalue(), err.getvalue())


@contextmanager
def _on_book(book: Path, at: datetime) -> Iterator[None]:
    """Let commands work on that book at that time, with nothing to read and no editor to open."""
    environ, stdin = dict(os.environ), sys.stdin
    around = {"SALESCLI_BOOK": str(book), "SALESCLI_NOW": at.isoformat(), "GIT_EDITOR": "false"}
    os.environ.update(around)
    sys.stdin = None
    try:
        yield
    finally:
        sys.stdin = stdin
        os.environ.clear()
        os.environ.update(environ)
