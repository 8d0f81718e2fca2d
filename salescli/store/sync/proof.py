"""The proof of a merge, before there is a commit of it: nothing of either side is missing.

Every deal, person and log entry that either side has is in the result, but for what one side took
out and the other left as it was; every other file is as the one side has it that changed it. The
proof reads the tree that is to be committed, and knows nothing of how it was made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from salescli.store.git.conflict_marks import find_conflicts
from salescli.store.git.query import read_objects
from salescli.store.merge.opening import only_opening
from salescli.store.merge.semantics import ABSENT, LogRow, frozen, pair_logs, same
from salescli.store.sync.tree_merge import Blob, Changes, differences
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.text.wording import count

Sides = tuple[Blob | None, Blob | None, Blob | None]  # of the base, ours, theirs
Table = Mapping[str, Any]


def lost_parts(
    root: Path,
    prefix: str,
    commits: tuple[str, str, str],
    result: str,
    decided: frozenset[str] = frozenset(),
    *,
    by_hand: bool = False,
    sides: tuple[Changes, Changes] | None = None,
) -> list[str]:
    """Return what a tree lacks of the base, ours and theirs, a line each.

    `decided` are the paths that somebody was asked about. `by_hand`: somebody resolved conflicts
    in an editor, and may have changed more. `sides` are the changes of ours and of theirs, where
    git was asked for them. Raises SalescliError.
    """
    base, ours, theirs = commits
    here, there = sides or (differences(root, base, ours), differences(root, base, theirs))
    made = differences(root, base, result)
    doubtful: dict[str, tuple[Sides, Blob]] = {}
    lost = []
    for path in sorted(here.keys() | there.keys() | made.keys()):
        was = next(of[path][0] for of in (here, there, made) if path in of)
        side, other, now = (of[path][1] if path in of else was for of in (here, there, made))
        verdict = _verdict((was, side, other), now, by_hand=by_hand)
        if verdict and path not in decided:
            lost.append(f"{path}: {verdict}")
        elif verdict is None and now is not None and path not in decided:
            doubtful[path] = ((was, side, other), now)
    return lost + list(_inside(root, prefix, doubtful, loosely=by_hand))


def _verdict(sides: Sides, now: Blob | None, *, by_hand: bool) -> str | None:
    """Return what is wrong with a file by its object alone, '' for nothing; None: look inside."""
    was, ours, theirs = sides
    if was not in (ours, theirs) and ours != theirs:
        asked_about = by_hand and (ours is None or theirs is None)
        return ("" if asked_about else "it is missing") if now is None else None
    wanted = theirs if ours == was else ours
    if now == wanted:
        return ""
    if now is None:
        return "it is missing"
    if by_hand:
        return "what one side changed is missing" if now == was else None
    return "it differs from the side that changed it"


def _inside(
    root: Path, prefix: str, doubtful: Mapping[str, tuple[Sides, Blob]], *, loosely: bool
) -> Iterator[str]:
    """Yield what is missing inside files that are not as either side has them."""
    blobs = [blob for sides, now in doubtful.values() for blob in (*sides, now) if blob]
    held = read_objects(root, [blob.name for blob in blobs if blob.mode.startswith("100")])
    for path, (sides, now) in doubtful.items():
        data = held.get(now.name, b"")
        if not data.strip() and any(blob and held.get(blob.name, b"").strip() for blob in sides):
            yield f"{path}: it is empty"
            continue
        text = data.decode("utf-8", "replace")
        if path.startswith(prefix) and find_conflicts(text):
            yield f"{path}: it has conflict marks"
            continue
        if path.startswith(f"{prefix}deals/"):
            tables = [_table(held.get(blob.name, b"")) if blob else {} for blob in (*sides, now)]
            if all(table is not None for table in tables):
                was, ours, theirs, made = (table or {} for table in tables)
                lost = lost_of_deal((was, ours, theirs), made, loosely=loosely)
                yield from (f"{path}: {what}" for what in lost)


def _table(data: bytes) -> Table | None:
    try:
        return parse_toml(data.decode().removeprefix("\ufeff"))
    except (TomlError, UnicodeDecodeError):
        return None


def lost_of_deal(
    sides: tuple[Table, Table, Table], result: Table, *, loosely: bool = False
) -> Iterator[str]:
    """Yield what a merged deal lacks: people, and log entries.

    `loosely`: an entry may have been edited since, and is known by its time.
    """
    was, ours, theirs = map(_people, sides)
    for handle in sorted({*ours, *theirs} - set(_people(result))):
        mine, other = ours.get(handle, ABSENT), theirs.get(handle, ABSENT)
        if handle not in was or not same(was[handle], other if mine is ABSENT else mine):
            yield f"the person {handle} is missing"
    logs = [_log(table) for table in sides]
    wanted = [forms for row in pair_logs(*logs) if (forms := _wanted(row, logs))]
    lost = _not_among(_log(result), wanted, loosely=loosely)
    opening = only_opening(_log(result))
    if opening is not None:
        lost = [one for one in lost if not _same_but_time(one, _log(result)[opening])]
    if lost:
        such = f"such as that of {lost[0].get('at')}"
        yield f"{count(len(lost), 'log entry is', 'log entries are')} missing, {such}"


def _same_but_time(entry: Table, other: Table) -> bool:
    """Return whether an entry is another one at another time: an opening is moved to stay first."""
    return same({**entry, "at": None}, {**other, "at": None})


def _people(table: Table) -> Mapping[str, Any]:
    people = table.get("people")
    return people if isinstance(people, dict) else {}


def _log(table: Table) -> list[Table]:
    log = table.get("log")
    return [entry for entry in log if isinstance(entry, dict)] if isinstance(log, list) else []


def _wanted(row: LogRow, logs: Sequence[Sequence[Table]]) -> list[Table]:
    """Return the forms in which an entry may be there; none where one side took it out.

    Where both sides edited it, only its time is known beforehand.
    """
    base, ours, theirs = (
        None if index is None else log[index] for index, log in zip(row, logs, strict=False)
    )
    if ours is None or theirs is None:
        kept = ours if ours is not None else theirs
        return [] if kept is None or (base is not None and same(kept, base)) else [kept]
    if same(ours, theirs) or (base is not None and same(theirs, base)):
        return [ours]
    return [theirs] if base is not None and same(ours, base) else [ours, theirs]


def _not_among(
    log: Sequence[Table], wanted: Sequence[Sequence[Table]], *, loosely: bool
) -> list[Table]:
    """Return the entries that a log lacks.

    An entry is there in any of its forms, or, `loosely`, as an entry of its time.
    """
    left = Counter(frozen(entry) for entry in log)
    times = Counter(frozen(entry.get("at")) for entry in log)
    edited = []
    for forms in wanted:
        entry = next((form for form in forms if left[frozen(form)] > 0), None)
        if entry is None:
            edited.append(forms)
        else:
            left[frozen(entry)] -= 1
            times[frozen(entry.get("at"))] -= 1
    lost = []
    for forms in edited:
        ats = [frozen(form.get("at")) for form in forms]
        at = next((at for at in ats if times[at] > 0), None)
        if at is None or not (loosely or len(forms) > 1):
            lost.append(forms[0])
        else:
            times[at] -= 1
    return lost
