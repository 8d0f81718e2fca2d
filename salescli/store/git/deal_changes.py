"""How often the file of a deal was changed, and when last: a count that never falls.

It is the number of commits that touched the file, on any line of history that was merged, and one
more for each change that is yet to be committed. An undo is a change like any other. Without git
nobody counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from salescli.store.git.history import History


@dataclass(frozen=True, slots=True)
class DealChanges:
    """How often a deal was changed, and when last: in git, or by the time of its file."""

    number: int
    at: datetime


def count_changes(history: History, file: str = "deals") -> dict[str, DealChanges]:
    """Return the changes of a file, or of each in a folder, by name. Raises SalescliError."""
    log = ("log", "-z", "--full-history", "--no-renames", "--no-ext-diff", "--no-color")
    said = history.git_output(*log, "--format=%x01%ct", "--name-only", "HEAD", "--", file)
    number: Counter[str] = Counter()
    last: dict[str, int] = {}
    for name, seconds in _touches(said.decode("utf-8", "surrogateescape"), history.prefix):
        number[name] += 1
        last[name] = max(seconds, last.get(name, 0))
    for name in history.uncommitted([file]):
        number[name] += 1
    return {name: DealChanges(n, _moment(last.get(name, 0))) for name, n in number.items()}


def _touches(said: str, prefix: str) -> Iterator[tuple[str, int]]:
    """Yield each file that a commit touched, with the commit's time in seconds."""
    seconds = 0
    for field in said.split("\0"):
        name = field.lstrip("\n")
        if name.startswith("\x01"):
            seconds = int(name[1:].strip() or 0)
        elif name:
            yield name.removeprefix(prefix), seconds


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):  # a date that no clock shows
        return datetime.fromtimestamp(0, UTC)
