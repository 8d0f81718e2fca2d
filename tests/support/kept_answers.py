"""What the program answers in a book's folder: with what was kept, and with nothing kept."""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
from pathlib import Path
from unittest import mock

from salescli import start
from salescli.commands.support import reading

SCREEN = "in a terminal"


class Screen(io.TextIOWrapper):
    """A terminal, as far as what is written goes by one: its size is the environment's."""

    def isatty(self):
        return True


def answer(words):
    """What a command line writes and how it ends, through the very start of the program.

    Before it stands `SCREEN` where it is asked for in a terminal.
    """
    kind, words = (Screen, words[1:]) if words[0] == SCREEN else (io.TextIOWrapper, words)
    sys.argv, code = ["salescli", *words], 0
    out = kind(io.BytesIO(), encoding="utf-8")
    errors = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        try:
            start.main()
        except SystemExit as end:
            code = end.code
    out.flush()
    return code, out.buffer.getvalue().decode(), errors.getvalue()


def made_anew(words):
    """The same where nothing was kept, and nothing is kept of it; of a review in one piece."""
    own, aside = Path(".salescli"), Path("aside")
    own.rename(aside)
    whole = mock.patch(f"{reading.__name__}.spliced_review.kept_review", return_value=None)
    try:
        with whole:
            return answer(words)
    finally:
        shutil.rmtree(own, ignore_errors=True)
        aside.rename(own)
