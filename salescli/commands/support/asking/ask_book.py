"""Which book the first deal goes into, where the current folder is in none."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from salescli.errors import InterruptedByUserError
from salescli.prompts import Asker
from salescli.store.last_book import is_book

_USE, _MAKE = "u", "m"


def ask_which_book(last: Path, default: Path) -> Path:
    """Return the book used last, or the default one, which is still to be made."""
    asker = Asker({}, lambda _: None)
    asker.say(f"You are in no book of deals. The last one that you used is {last}.")
    keys = {_USE: f"use {last}", _MAKE: f"make a new book in {default}"}
    return last if asker.key("book", "Which book?", keys, default=_USE) == _USE else default


@contextmanager
def taken_back_if_left(root: Path, *, is_new: bool) -> Iterator[None]:
    """Leave no empty book behind where the first deal's questions are left; else say that it is.

    It stays where something of the answers is kept in it.
    """
    try:
        yield
    except InterruptedByUserError as cut:
        if not is_new or not is_book(root):
            raise
        if _is_empty(root):
            with suppress(OSError):
                shutil.rmtree(root)
            raise
        fix = "\n  ".join(filter(None, (cut.fix, f"the new book is in {root}")))
        raise InterruptedByUserError(cut.message, fix=fix, over=cut.over) from None


def _is_empty(root: Path) -> bool:
    """Return whether a book has no deal and no draft."""
    drafts = root / ".salescli" / "drafts"
    return not any((root / "deals").glob("*")) and not any(drafts.glob("*"))
