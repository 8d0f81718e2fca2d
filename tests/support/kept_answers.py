"""What the program answers in a book's folder: with what was kept, and with nothing kept."""

from __future__ import annotations

import contextlib
import io
import shutil
import sys
from pathlib import Path

from salescli import start


def answer(words):
    """What a command line writes and how it ends, through the very start of the program."""
    sys.argv, code = ["salescli", *words], 0
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    errors = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        try:
            start.main()
        except SystemExit as end:
            code = end.code
    out.flush()
    return code, out.buffer.getvalue().decode(), errors.getvalue()


def made_anew(words):
    """The same where nothing was kept, and nothing is kept of it."""
    own, aside = Path(".salescli"), Path("aside")
    own.rename(aside)
    try:
        return answer(words)
    finally:
        shutil.rmtree(own, ignore_errors=True)
        aside.rename(own)
