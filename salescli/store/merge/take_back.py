"""A change of a file taken back by its meaning, while what was changed since then stays.

It is a merge like any other: what both came from is the file after the change, one side is the file
as it was before, the other the file as it is now. Where the same thing was changed since, nothing
is taken back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from salescli.domain.finding import Key
from salescli.store.formats.values import dotted
from salescli.store.git.revert import OverlapError, revert
from salescli.store.merge.merge import merge_texts
from salescli.store.merge.opening import before_all
from salescli.store.merge.semantics import ABSENT, pair_logs, same
from salescli.store.toml.reader import TomlError, parse_toml

Table = Mapping[str, Any]


def take_back(
    file: str, before: bytes | None, after: bytes | None, now: bytes | None
) -> bytes | None:
    """Return what a file is to hold now, so that its change from `before` to `after` is taken back.

    None stands for no file. Raises OverlapError where the same was changed since, and SalescliError
    where git can't be run.
    """
    if not file.startswith("deals/") or None in (before, after, now) or now in (before, after):
        return revert(before, after, now)
    try:
        texts = [data.decode() for data in (after, now, before) if data is not None]
        tables = [parse_toml(text.removeprefix("\ufeff")) for text in texts]
    except (UnicodeDecodeError, TomlError):
        return revert(before, after, now)
    if overlap := next(_overlaps(*tables), ""):
        raise OverlapError(f"a later change touches the same lines: {overlap}")
    merged = merge_texts(*texts)
    if not merged.by_meaning:
        return revert(before, after, now)
    if merged.conflicts:
        field = merged.conflicts[0].field or "several of them"
        raise OverlapError(f"a later change touches the same lines: {field}")
    return before_all(merged.text).encode()


def _overlaps(after: Table, now: Table, before: Table) -> Iterator[str]:
    """Yield what a change did and what was changed since, or is needed by what came since."""
    logs = [_log(table) for table in (after, now, before)]
    heads = [{k: v for k, v in table.items() if k != "log"} for table in (after, now, before)]
    yield from (dotted(key) for key in _both(heads[0], heads[1], heads[2], ()))
    for row in pair_logs(*logs):
        if row.base is None:
            continue
        was, is_now, then = (
            ABSENT if index is None else log[index] for log, index in zip(logs, row, strict=True)
        )
        for key in _both(was, is_now, then, ()):
            if key == ("at",) and was.get("kind") == "open":
                continue  # moved back by somebody else, too: the earlier time holds
            yield f"{dotted(key)} of log entry {row.base + 1}" if key else _entry(row.base)
    yield from _needed(after, now, before)


def _entry(index: int) -> str:
    return f"log entry {index + 1}"


def _both(after: Any, now: Any, before: Any, path: Key) -> Iterator[Key]:
    """Yield the paths at which both the change and what came since did something."""
    if same(after, before) or same(now, after) or same(now, before):
        return
    if not all(isinstance(value, dict) for value in (after, now, before)):
        yield path
        return
    for name in {**after, **now, **before}:
        was, is_now, then = (table.get(name, ABSENT) for table in (after, now, before))
        yield from _both(was, is_now, then, (*path, name))


def _needed(after: Table, now: Table, before: Table) -> Iterator[str]:
    """Yield the people that would go, and that a later entry names."""
    gone = _people(after).keys() - _people(before).keys()
    if not gone:
        return
    log = _log(now)
    rows = pair_logs(_log(after), log, _log(before))
    later = [log[row.first] for row in rows if row.first is not None and row.base is None]
    named = {name for entry in later for name in _named(entry)}
    yield from (f"a later entry names {name}" for name in sorted(gone & named))


def _named(entry: Table) -> Iterator[str]:
    """Yield whom an entry names."""
    following = entry.get("next", [])
    tables = following if isinstance(following, list) else [following]
    for table in (entry, *(one for one in tables if isinstance(one, dict))):
        people = table.get("with", [])
        yield from (who for who in people if isinstance(who, str))
    if isinstance(entry.get("said_by"), str):
        yield entry["said_by"]


def _people(table: Table) -> Table:
    people = table.get("people", {})
    return people if isinstance(people, dict) else {}


def _log(table: Table) -> Sequence[Table]:
    log = table.get("log", [])
    return [entry for entry in log if isinstance(entry, dict)] if isinstance(log, list) else []
