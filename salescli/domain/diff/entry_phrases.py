"""The entries of a log in phrases, as a deal's history shows them. Pure.

A next step is compared with the one whose place it takes: postponed, brought forward, confirmed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from salescli.domain.agenda import Turn, turns
from salescli.domain.deal import Entry, NextStep, by_time
from salescli.domain.time.moment import When, day_of, local, sort_key
from salescli.text.safe_text import harmless, shorten
from salescli.text.wording import short_day

_NOTE = 60  # cells of a note that are shown


def entry_texts(turn: Turn, day: date) -> list[str]:
    """Return the phrases for an entry, seen from `day`, and for what it did to the agenda."""
    entry = turn.entry
    what = _what(entry)
    if what and day_of(entry.at) != day:
        what += f" on {_day(entry.at, day)}"
    texts = [what] if what else []
    texts += [f"{field} {change_words(old, new)}" for field, (old, new) in entry.change.items()]
    texts += _reached(entry)
    moved, cancelled = off_agenda(entry, entry.steps)
    texts += [f"{name} moved" for name in moved] + [f"{name} cancelled" for name in cancelled]
    for item, before in turn.on:
        texts += next_texts(item.next, before.next if before else None, day)
    return texts or [entry.kind]


def off_agenda(entry: Entry, done: Collection[str]) -> tuple[list[str], list[str]]:
    """Return what an entry takes off the agenda: what is scheduled anew, and what is cancelled.

    What was `done` before comes off too, and is neither.
    """
    anew = {following.step for following in entry.nexts}
    off = [name for name in entry.drop if name not in done]
    return [name for name in off if name in anew], [name for name in off if name not in anew]


def entry_name(entry: Entry, day: date) -> str:
    """Return the name of an entry: `call on Mon 9 Nov`."""
    return f"{entry.kind} on {_day(entry.at, day)}"


def turns_by_index(log: Iterable[Entry]) -> Mapping[int, Turn]:
    """Return what each entry of a log did to the agenda, by its `index`."""
    return {turn.entry.index: turn for turn in turns(by_time(log))}


def next_texts(after: NextStep, before: NextStep | None, day: date) -> Iterator[str]:
    """Yield the phrases for a next step, which may take the place of another one."""
    if before is None:
        yield f"next: {_scheduled(after, day)}"
        return
    if (before.step or before.what) != (after.step or after.what):
        yield f"next: {_scheduled(after, day)} instead of {before.step or before.what}"
        return
    if before.on != after.on:
        word = "postponed" if sort_key(after.on) > sort_key(before.on) else "brought forward"
        yield f"next step {word} from {when_words(before.on, day)} to {when_words(after.on, day)}"
    if before.agreed != after.agreed:
        yield f"next step {'confirmed' if after.agreed else 'no longer confirmed'}"
    if before.people != after.people:
        yield f"next step with {', '.join(after.people) or 'nobody named'}"
    if before.goal != after.goal or before.what != after.what:
        yield "next step reworded"
    if before == after:
        yield f"next step stays {_scheduled(after, day)}"


def change_words(old: Any, new: Any, day: date | None = None) -> str:
    """Return a value and the one in its place: `40,000 to 48,000`, `set to EUR`, `removed`."""
    before, after = value_text(old, day), value_text(new, day)
    if not after:
        return f"{before} removed"
    return f"{before} to {after}" if before else f"set to {after}"


def when_words(when: When, day: date) -> str:
    """Return a date or a time, the year only where it isn't that of `day`: `Tue 24 Nov 10:00`."""
    if isinstance(when, datetime):
        return f"{_day(when, day)} {local(when):%H:%M}"
    return short_day(when, day)


def quoted(text: str) -> str:
    """Return the beginning of a text on one line, in quotes."""
    from salescli.domain.incoming.promises import in_one_line

    return f"“{shorten(harmless(in_one_line(text)), _NOTE)}”"


def _what(entry: Entry) -> str:
    steps = ", ".join(entry.steps)
    present = f" with {', '.join(entry.people)}" if entry.people else ""
    if entry.is_encounter:
        steps = ", ".join((*entry.steps, *entry.did))
        return f"{steps} done{present}" if steps else f"{entry.kind}{present}"
    match entry.kind:
        case "skip":
            return f"{steps} skipped"
        case "close":
            return entry.result or "closed"
        case "open" | "reopen":
            return f"{entry.kind}ed"
        case "import":
            return f"{steps or 'contact'} {'done' if steps else 'known'}, by an import"
    return ""


def _reached(entry: Entry) -> Iterator[str]:
    if entry.met:
        yield f"met {', '.join(entry.met)}"
    if entry.flags:
        yield f"against it: {', '.join(entry.flags)}"
    for word, text in (("reason", entry.reason), ("evidence", entry.evidence)):
        if text:
            yield f"{word}: {shorten(harmless(text), _NOTE)}"
    if entry.said_by:
        yield f"said by {entry.said_by}"
    if entry.revisit:
        yield f"revisit on {when_words(entry.revisit, day_of(entry.at))}"
    if entry.note.strip():
        yield f"note: {quoted(entry.note)}"


def _scheduled(following: NextStep, day: date) -> str:
    present = f" with {', '.join(following.people)}" if following.people else ""
    confirmed = ", confirmed" if following.agreed else ""
    return (
        f"{following.step or following.what} on {when_words(following.on, day)}{present}{confirmed}"
    )


def value_text(value: Any, day: date | None) -> str:
    """Return a value of a field in words; a date has its year where `day` has another."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, date):
        return when_words(value, day or date(1, 1, 1))
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f"{value:,}"
    return "" if value is None else shorten(harmless(str(value)), _NOTE)


def _day(when: datetime, day: date) -> str:
    return short_day(day_of(when), day)
