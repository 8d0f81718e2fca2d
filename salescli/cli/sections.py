"""The sections of `salescli --help`, and how a command says its section and its examples.

A command is declared with both: `@app.command(rich_help_panel=DAY, epilog=examples("next"))`. The
examples stand at the end of its `--help`; the tests run each of them on the demo's book.
"""

from __future__ import annotations

from typing import NamedTuple

DAY = "Your day"
DEALS = "Deals"
DECIDING = "Deciding"
KEEPING = "Keeping the book"
SECTIONS = (DAY, DEALS, DECIDING, KEEPING)


class Summary(NamedTuple):
    """What a command does, in a line, and the section that it is listed in."""

    text: str
    section: str


def examples(*lines: str) -> str:
    """Return an epilog of example command lines; each is given without the program's name."""
    return "\n".join(f"salescli {line}" for line in lines)
