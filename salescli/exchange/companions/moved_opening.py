"""The log of a deal with entries from before its opening: the opening moves back to the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from salescli.domain.deal import Entry


def log_with(
    log: Sequence[Entry], entries: Sequence[Entry]
) -> tuple[tuple[Entry, ...], tuple[tuple[Entry, Entry], ...]]:
    """Return a log with entries in order of time, and what moved: as it was, and as it is.

    What has no day stands with the opening, and moves with it.
    """
    first = log[0] if log else None
    times = [entry.at for entry in entries if not entry.undated]
    start = min([*times, first.at] if first else times, default=None)
    if start is None:
        return (*log, *entries), ()
    old = [entry for entry in log if first and start < first.at and _moves(entry, first)]
    moved = tuple((entry, replace(entry, at=start)) for entry in old)
    stays = (entry for entry in log if not any(entry is other for other in old))
    bare = (replace(entry, at=start) if entry.undated else entry for entry in entries)
    whole = (*(new for _, new in moved), *stays, *bare)
    return tuple(sorted(whole, key=lambda entry: entry.at)), moved


def _moves(entry: Entry, first: Entry) -> bool:
    return entry.at == first.at and (entry.undated or (entry is first and entry.kind == "open"))
