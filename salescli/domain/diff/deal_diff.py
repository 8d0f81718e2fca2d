"""What changed between two states of a deal, by meaning, not by lines. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from salescli.domain.deal import Deal, Entry, NextStep, Person
from salescli.domain.deal_fields import FIELDS, LISTS, singular
from salescli.domain.diff.entry_phrases import (
    change_words,
    entry_name,
    entry_texts,
    next_texts,
    turns_by_index,
    when_words,
)

Key = tuple[str, ...]

_LISTS = (
    *(("steps", ""), ("met", "met "), ("people", "with "), ("flags", "against it: ")),
    *(("did", ""), ("drop", "cancelling ")),
)
_TEXTS = ("note", "reason", "evidence")
_ANY = datetime(1970, 1, 1, tzinfo=UTC)
_WORDS = ("by", "result", "said_by", "revisit", "ref", "wrote")


@dataclass(frozen=True, slots=True)
class DealChange:
    """One thing that changed: what it is about, and what happened to it."""

    key: Key
    text: str


def compare_deals(before: Deal | None, after: Deal | None, day: date) -> list[DealChange]:
    """Return the changes from one state of a deal to another, as seen from `day`.

    None stands for a deal that isn't there. A new one is described by its name and its log.
    """
    if after is None:
        return [DealChange((), "deleted")] if before else []
    if before is None:
        named = " · ".join(dict.fromkeys(filter(None, (after.company, after.title))))
        return [
            DealChange((), f"new: {named}" if named else "new"),
            *_log((), after.log, set(), day),
        ]
    header = [*_header(before, after, day), *_custom(before, after)]
    fields = {change.key[0] for change in header}
    fields |= {".".join(change.key) for change in header}
    return [*header, *_people(before, after), *_log(before.log, after.log, fields, day)]


def shared(versions: Sequence[Sequence[DealChange]]) -> list[DealChange]:
    """Return what a merge changed on its own: the changes that none of the merged versions had."""
    first, *others = versions
    return [
        change for change in first if all(change.key in {c.key for c in other} for other in others)
    ]


def _header(before: Deal, after: Deal, day: date) -> Iterator[DealChange]:
    for field in FIELDS:
        old, new = getattr(before, field), getattr(after, field)
        if old == new:
            continue
        if FIELDS[field].kind in LISTS:
            yield from _listed(field, old, new)
        elif field == "close" and old and new:
            word = "postponed" if new > old else "brought forward"
            text = f"close {word} from {when_words(old, day)} to {when_words(new, day)}"
            yield DealChange((field,), text)
        else:
            yield DealChange((field,), f"{field} {change_words(old, new, day)}")


def _listed(field: str, old: Sequence[str], new: Sequence[str]) -> Iterator[DealChange]:
    word = singular(field)
    yield from (
        DealChange((field, item), f"{word} {item} added") for item in new if item not in old
    )
    yield from (
        DealChange((field, item), f"{word} {item} removed") for item in old if item not in new
    )
    if sorted(old) == sorted(new):
        yield DealChange((field,), f"{field} in another order")


def _custom(before: Deal, after: Deal) -> Iterator[DealChange]:
    for name in dict.fromkeys((*before.custom, *after.custom)):
        old, new = before.custom.get(name), after.custom.get(name)
        if isinstance(old, Mapping) and isinstance(new, Mapping) and old != new:
            keys = [k for k in dict.fromkeys((*old, *new)) if old.get(k) != new.get(k)]
            yield DealChange(("custom", name), f"{name} changed in {', '.join(keys)}")
        elif old != new:
            yield DealChange(("custom", name), f"{name} {change_words(old, new)}")


def _people(before: Deal, after: Deal) -> Iterator[DealChange]:
    for name, person in after.people.items():
        old = before.people.get(name)
        if old is None:
            yield DealChange(("people", name), f"{name} added{_known(person)}")
            continue
        for field in ("name", "role", "email", "phone", "title", "links"):
            pair = getattr(old, field), getattr(person, field)
            if pair[0] != pair[1]:
                yield DealChange(("people", name, field), f"{name}: {field} {change_words(*pair)}")
    for name in before.people:
        if name not in after.people:
            yield DealChange(("people", name), f"{name} removed")


def _known(person: Person) -> str:
    known = ", ".join(filter(None, (person.name, person.role)))
    return f" ({known})" if known else ""


def _log(
    before: Sequence[Entry], after: Sequence[Entry], shown: set[str], day: date
) -> Iterator[DealChange]:
    """Yield the entries that were removed, altered or added, without changes already `shown`."""
    same = next(
        (n for n, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]),
        min(len(before), len(after)),
    )
    gone = _difference(before[same:], after[same:])
    new = _difference(after[same:], before[same:])
    altered = _pairs(gone, new, lambda e: (e.at, e.is_encounter or e.kind))
    altered += _pairs(gone, new, lambda e: repr(replace(e, at=_ANY, index=0)))
    was = turns_by_index(before) if gone else {}
    now = turns_by_index(after) if new else {}
    for entry in gone:
        texts = "; ".join(entry_texts(was[entry.index], day))
        yield DealChange(_key(entry), f"removed: {texts}")
    for old, entry in altered:
        name = entry_name(old, day)
        yield from (
            DealChange(_key(old), f"{name}: {text}") for text in entry_changes(old, entry, day)
        )
    for entry in new:
        kept = {field: pair for field, pair in entry.change.items() if field not in shown}
        if entry.kind != "change" or kept or entry.note or not entry.change:
            turn = replace(now[entry.index], entry=replace(entry, change=kept))
            yield from (DealChange(_key(entry), text) for text in entry_texts(turn, day))


def _key(entry: Entry) -> Key:
    return "log", entry.at.isoformat(), entry.kind


def _difference(these: Iterable[Entry], others: Iterable[Entry]) -> list[Entry]:
    """Return the entries that the others don't have, each as often as it is missing there."""
    left = Counter(repr(replace(entry, index=0)) for entry in others)
    missing = []
    for entry in these:
        form = repr(replace(entry, index=0))
        if left[form]:
            left[form] -= 1
        else:
            missing.append(entry)
    return missing


def _pairs(
    gone: list[Entry], new: list[Entry], form: Callable[[Entry], Hashable]
) -> list[tuple[Entry, Entry]]:
    """Return entries of both lists that are alike in form, removed of them."""
    pairs = []
    for old in tuple(gone):
        match = next((entry for entry in new if form(entry) == form(old)), None)
        if match is not None:
            gone.remove(old)
            new.remove(match)
            pairs.append((old, match))
    return pairs


def entry_changes(old: Entry, new: Entry, day: date) -> Iterator[str]:
    """Yield what an entry says otherwise than it did, in phrases seen from `day`."""
    if old.kind != new.kind:
        yield f"{old.kind} is {new.kind} now"
    if old.at != new.at:
        yield f"moved to {when_words(new.at, day)}"
    for field, word in _LISTS:
        before, after = getattr(old, field), getattr(new, field)
        yield from (f"{word}{name} added" for name in after if name not in before)
        yield from (f"{word}{name} removed" for name in before if name not in after)
    for field in _TEXTS:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            yield f"{field} {'reworded' if before and after else 'added' if after else 'removed'}"
    for field in _WORDS:
        pair = getattr(old, field), getattr(new, field)
        if pair[0] != pair[1]:
            yield f"{field.replace('_', ' ')} {change_words(*pair)}"
    if old.nexts != new.nexts:
        yield from _rescheduled(old.nexts, new.nexts, day)
    if old.change != new.change:
        yield "the change that it records was rewritten"


def _rescheduled(old: Sequence[NextStep], new: Sequence[NextStep], day: date) -> Iterator[str]:
    """Yield what became of the next steps of an entry: each against the one of the same name."""
    if len(old) == len(new) == 1:
        yield from next_texts(new[0], old[0], day)
        return
    before = {(step.step, step.what): step for step in old}
    after = {(step.step, step.what): step for step in new}
    for name, following in after.items():
        if following != before.get(name):
            yield from next_texts(following, before.get(name), day)
    if not after:
        yield "no next step"
        return
    yield from (
        f"no next step {step or what}" for step, what in before if (step, what) not in after
    )


def differing_keys(before: dict[str, Any], after: dict[str, Any]) -> Iterator[DealChange]:
    """Yield the changes between two tables of settings, each named by its key."""
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if isinstance(old, dict) and isinstance(new, dict):
            yield from (
                replace(change, key=(key, *change.key)) for change in differing_keys(old, new)
            )
        elif old != new:
            plain = not isinstance(old, dict) and not isinstance(new, dict)
            yield DealChange((key,), f"{key} {change_words(old, new) if plain else 'changed'}")
