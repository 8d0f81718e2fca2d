"""What a later file changes in a deal that came from an earlier one. Pure.

A deal that came from elsewhere keeps in `[custom.import]` where it came from, its id there, and
what was said of it then. So a later file changes what was changed *there* since; what was changed
here stays, and where both were, it is said and ours stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from salescli.domain.calendar.planned_elsewhere import ACTIVITY, STEP
from salescli.domain.deal import IMPORTED, Deal, Entry, Person
from salescli.domain.deal_fields import COLUMNS
from salescli.domain.finding import Key
from salescli.domain.replay import is_open
from salescli.domain.time.moment import day_of
from salescli.exchange.csv.deal_handles import people_of
from salescli.exchange.csv.imported_log import Source, close_entry, entries_of
from salescli.exchange.csv.rows import Fact
from salescli.exchange.csv.stages import StageMapping
from salescli.text.shell_quoting import command
from salescli.text.wording import day_text

_OPEN = "open"
# What stands in the log, which is not rewritten.
_TOLD = {"opened": "its opening", "ended": "its close", "reason": "its reason"}


@dataclass(frozen=True, slots=True)
class Update:
    """What changes in a deal that is in the book. `kept` says what stays though it differs.

    `moved` are entries whose day was not known, as they were and as they are.
    """

    handle: str
    line: int
    changes: Mapping[Key, Any] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    people: tuple[Person, ...] = ()
    words: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    moved: tuple[tuple[Entry, Entry], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is to be written."""
        return not (self.changes or self.entries or self.people)


def seen(fact: Fact) -> dict[str, Any]:
    """Return what a file says of a deal, as it is kept to be compared with the next one."""
    table: dict[str, Any] = {}
    for name in COLUMNS:
        value = fact.header.get(name)
        value = list(value) if isinstance(value, tuple) else value
        if value not in (None, "", []):
            table[name] = value
    days = {name: getattr(fact, name) for name in ("opened", "ended")}
    table |= {name: day_of(when) for name, when in days.items() if when is not None}
    table["status"] = fact.result or _OPEN
    if fact.notes:
        table["notes"] = mark_of(fact.notes)
    if fact.next_activity is not None:
        table[ACTIVITY] = fact.next_activity
    texts = {"stage": fact.stage, "reason": fact.reason, STEP: fact.next_step}
    return table | {name: text for name, text in texts.items() if text}


def update_of(fact: Fact, deal: Deal, ladder: StageMapping, source: Source) -> Update:
    """Return what a row changes in the deal that came from an earlier one."""
    table = deal.custom.get(IMPORTED)
    base: Mapping[str, Any] = table if isinstance(table, Mapping) else {}
    changes, pairs, kept = _compared(fact, deal, base)
    entries = [*_held_since(fact, deal, ladder, source), *_noted_since(fact, base, source)]
    moved: tuple[tuple[Entry, Entry], ...] = ()
    if base.get("status") != (fact.result or _OPEN):
        here = "" if is_open(deal) else _ending(deal)
        if fact.result and not here:
            closing = close_entry(fact, ladder, source)
            moved = tuple(_moved(deal, closing, base))
            closing, late = _placed(deal, closing, moved)
            kept += late
            entries = [*(replace(e, at=min(e.at, closing.at)) for e in entries), closing]
        elif here != fact.result:
            there = fact.result or "open again"
            kept.append(f"it is {here} here, and now {there} there: {command('show', deal.handle)}")
    words = list(map(_entry_words, entries))
    words += [f"{name} {_shown(new)}" for name, (_, new) in pairs.items()]
    words += [f"{name} there {_shown(said)}" for name, said in _planned(changes).items()]
    if pairs:
        entries.append(Entry(source.now, "change", by=source.by, change=pairs))
    people = tuple(people_of(fact.contacts, deal.people.values()))
    words += [f"{person.name or person.email} added" for person in people]
    return Update(
        deal.handle, fact.line, changes, tuple(entries), people, tuple(words), tuple(kept), moved
    )


def _moved(deal: Deal, closing: Entry, base: Mapping[str, Any]) -> Iterator[tuple[Entry, Entry]]:
    """Yield what an import wrote at its own moment, for want of a day, and what can't be as late.

    A deal was opened, and its steps were done, no later than it closed.
    """
    for entry in deal.log:
        is_unknown = entry.undated or (entry.kind == "open" and "opened" not in base)
        if is_unknown and entry.at > closing.at:
            yield entry, replace(entry, at=closing.at)


def _placed(
    deal: Deal, closing: Entry, moved: Iterable[tuple[Entry, Entry]]
) -> tuple[Entry, list[str]]:
    """Return the entry that closes a deal after all others, and what is to be said of it."""
    gone = {old.index for old, _ in moved}
    last = max((e.at for e in deal.log if e.index not in gone), default=closing.at)
    if last <= closing.at:
        return closing, []
    late = []
    if day_of(last) > day_of(closing.at):
        there, here = day_text(day_of(closing.at)), day_text(day_of(last))
        late.append(
            f"it was {closing.result} on {there} there; the log here goes on to {here},"
            f" so it ends then: {command('show', deal.handle)}"
        )
    return replace(closing, at=last), late


def _compared(
    fact: Fact, deal: Deal, base: Mapping[str, Any]
) -> tuple[dict[Key, Any], dict[str, tuple[Any, Any]], list[str]]:
    """Return the changes to the file, those that the log records, and what stays anyway."""
    changes: dict[Key, Any] = {}
    pairs: dict[str, tuple[Any, Any]] = {}
    kept: list[str] = []
    said = seen(fact)
    cells = (*COLUMNS, STEP, ACTIVITY)
    blank = {name: None for name in cells if name in base and name in fact.blank - said.keys()}
    for name, value in {**said, **blank}.items():
        if base.get(name) == value:
            continue
        changes["custom", IMPORTED, name] = value
        if name in _TOLD and base.get("status") == (fact.result or _OPEN):
            kept.append(
                f"{_TOLD[name]} is {_shown(value)} there now: {command('edit', deal.handle)}"
            )
        ours = _ours(deal, name) if name in COLUMNS else value
        if ours == value:
            continue
        if ours == base.get(name):
            changes[name,] = value
            pairs[name] = ("" if ours is None else ours, "" if value is None else value)
        else:
            kept.append(f"{name} is {_shown(ours)} here, and now {_shown(value)} there")
    return changes, pairs, kept


def _planned(changes: Mapping[Key, Any]) -> dict[str, Any]:
    """Return what is planned there by now, by what it is called."""
    names = {STEP: "next step", ACTIVITY: "next activity"}
    return {names[key[-1]]: value for key, value in changes.items() if key[-1] in names}


def _held_since(fact: Fact, deal: Deal, ladder: StageMapping, source: Source) -> list[Entry]:
    """Return the entries for the steps that were held there since."""
    if deal.process != ladder.process.name:
        return []
    held = {step for entry in deal.log if entry.holds for step in entry.steps}
    met = {outcome for entry in deal.log for outcome in entry.met}
    news = []
    for entry in entries_of(fact, ladder, source):
        steps = tuple(step for step in entry.steps if step not in held)
        outcomes = tuple(name for name in entry.met if name not in met)
        if entry.kind == "import" and (steps or outcomes):
            news.append(replace(entry, steps=steps, met=outcomes))
        elif entry.kind == "import" and entry.is_contact and _is_later(entry, deal):
            news.append(entry)
    return news


def _is_later(contact: Entry, deal: Deal) -> bool:
    """Return whether nobody is known to have been in touch on that day or since."""
    return all(day_of(entry.at) < day_of(contact.at) for entry in deal.log if entry.is_contact)


def _noted_since(fact: Fact, base: Mapping[str, Any], source: Source) -> list[Entry]:
    """Return the note of a row, where it says something else than before."""
    if not fact.notes or base.get("notes") == mark_of(fact.notes):
        return []
    return [Entry(source.now, "note", by=source.by, note=fact.notes)]


def mark_of(text: str) -> str:
    """Return a short mark of a text, by which another one is told from it."""
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()[:12]


def _entry_words(entry: Entry) -> str:
    """Return what an entry that comes in is, in a few words."""
    if entry.kind == "note":
        return "a note"
    if entry.steps:
        return f"{', '.join(entry.steps)} done"
    return entry.result or f"in touch on {day_text(day_of(entry.at))}"


def _ending(deal: Deal) -> str:
    return next(entry.result for entry in reversed(deal.log) if entry.kind == "close")


def _ours(deal: Deal, name: str) -> Any:
    value = getattr(deal, name)
    value = list(value) if isinstance(value, tuple) else value
    return None if value in ("", []) else value


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value)
    return "nothing" if value in (None, "") else str(value)
