"""How far the changes of a deal have come: a number that never falls, for SEQUENCE, and a time.

The number of a file is the greatest of: the time of a commit that touched it, in seconds, plus how
many commits of the book are not older than ten minutes before that one. It is taken over all lines
of history that were merged. A commit more, of whatever clock, can only raise it, and raises it
where clocks differ by less than ten minutes; an undo is a commit like any other, and so is a
rename. It holds in a shallow clone, too: the commit where its history ends touches all files, and
is no older than the last one that touched this one. And it holds where git came late: the first
commit is younger than anything that was written before. (Only the count of the last ten minutes can
be lost, where a clone is made, or git comes, within minutes of many commits.) What is yet to be
committed adds one. Without git the time of the file stands for the number (see `numbered`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from salescli.store.git.history import History

_SKEW = 600  # seconds by which clocks may differ
_EPOCH = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())  # SEQUENCE has room for 31 bits
_LOG = ("log", "-z", "--full-history", "--no-renames", "--no-ext-diff", "--no-color")


@dataclass(frozen=True, slots=True)
class DealChanges:
    """How far the changes of a deal have come, and the time of the last one.

    `number` is 0 where nobody counts; `at` is then the time of the file.
    """

    number: int
    at: datetime


def count_changes(history: History, file: str = "deals") -> dict[str, DealChanges]:
    """Return the changes of a file, or of each in a folder, by name. Raises SalescliError."""
    output = history.git_output(*_LOG, "--format=%x01%ct", "--name-only", "HEAD", "--", file)
    every = sorted(map(int, history.git_output("log", "--format=%ct", "HEAD").split()))
    number: dict[str, int] = {}
    last: dict[str, int] = {}
    for name, at in _touches(output.decode("utf-8", "surrogateescape"), history.prefix):
        later = len(every) - bisect_right(every, at - _SKEW)
        number[name] = max(at - _EPOCH + later, number.get(name, 1))
        last[name] = max(at, last.get(name, 0))
    for name in history.uncommitted([file]):
        number[name] = number.get(name, 0) + 1
    return {name: DealChanges(n, _moment(last.get(name, 0))) for name, n in number.items()}


def seconds(at: datetime) -> int:
    """Return a time as a number: seconds since the beginning of 2020, from 0."""
    return max(int(at.timestamp()) - _EPOCH, 0)


def _touches(output: str, prefix: str) -> Iterator[tuple[str, int]]:
    """Yield each file that a commit touched, with the commit's time in seconds."""
    at = 0
    for field in output.split("\0"):
        name = field.lstrip("\n")
        if name.startswith("\x01"):
            at = int(name[1:].strip() or 0)
        elif name:
            yield name.removeprefix(prefix), at


def _moment(at: int) -> datetime:
    try:
        return datetime.fromtimestamp(at, UTC)
    except (ValueError, OverflowError, OSError):  # a date that no clock shows
        return datetime.fromtimestamp(0, UTC)
