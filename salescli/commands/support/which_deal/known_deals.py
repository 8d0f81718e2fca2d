"""The deals that could have been named, for a command that was typed without one."""

from __future__ import annotations

import os
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.book import find_book, open_book
from salescli.store.deal_loader import deal_handles
from salescli.text.shell_quoting import word

_SHOWN = 8


def deals_there_are() -> tuple[str, str]:
    """Return the handles of the book at hand in a line, and the first of them as a shell's word.

    Where there is none the line says so, and the word is empty.
    """
    try:
        known = deal_handles(open_book(find_book(None, os.environ, Path.cwd())))
    except SalescliError:
        return "there is no book here", ""
    if not known:
        return "the book has none", ""
    more = len(known) - _SHOWN
    shown = ", ".join(known[:_SHOWN])
    return (f"{shown} and {more} more" if more > 0 else shown), word(known[0])
