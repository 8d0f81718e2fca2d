"""The plan of an import with what other tables add: one deal or one update each. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from salescli.domain.calendar.planned_elsewhere import AHEAD, read_planned
from salescli.domain.deal import IMPORTED, Deal, Entry
from salescli.exchange.companions.deal_people import DealPeople
from salescli.exchange.companions.moved_opening import log_with
from salescli.exchange.csv.import_plan import ImportPlan
from salescli.exchange.csv.update_deal import Update

_AHEAD = 20  # of what is planned there, so much is kept of a deal


@dataclass(slots=True)
class CompanionRows:
    """What is added to one deal."""

    people: DealPeople
    entries: list[Entry] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)


def plan_with(
    plan: ImportPlan, deals: Mapping[str, Deal], added: Mapping[str, CompanionRows]
) -> ImportPlan:
    """Return the plan with all that is added, in one new deal or one update each."""
    created = tuple(_created(deal, added.get(deal.handle)) for deal in plan.created)
    updated = {update.handle: update for update in plan.updated}
    fresh = {deal.handle for deal in plan.created}
    for handle, addition in added.items():
        if handle not in fresh:
            before = updated.get(handle, Update(handle, 0))
            after = _updated(deals[handle], addition, before)
            if not after.is_empty:
                updated[handle] = after
    return replace(
        plan,
        created=created,
        updated=tuple(updated.values()),
        same=tuple(handle for handle in plan.same if handle not in updated),
    )


def _created(deal: Deal, addition: CompanionRows | None) -> Deal:
    if addition is None:
        return deal
    log, _ = log_with(deal.log, addition.entries)
    custom = deal.custom
    if ahead := _planned(addition):
        custom = {**custom, IMPORTED: {**custom[IMPORTED], AHEAD: ahead}}
    return replace(deal, people=addition.people.everybody, log=log, custom=custom)


def _kept_ahead(deal: Deal) -> list[str]:
    """Return what was planned in a deal by an earlier file."""
    table = deal.custom.get(IMPORTED)
    ahead = table.get(AHEAD) if isinstance(table, Mapping) else None
    return [text for text in ahead if isinstance(text, str)] if isinstance(ahead, list) else []


def _planned(addition: CompanionRows, kept: Iterable[str] = ()) -> list[str]:
    """Return what is planned now: as the file has it, and what it says nothing else of."""
    heads = [entry.note.partition("\n")[0] for entry in addition.entries]
    done = [words for head in heads for words in (head, head.rpartition(": ")[2])]
    new = [read_planned(text).what for text in addition.ahead]
    said = {words.casefold() for words in (*done, *new)}
    stays = (text for text in kept if read_planned(text).what.casefold() not in said)
    return sorted(dict.fromkeys((*addition.ahead, *stays)))[:_AHEAD]


def _updated(deal: Deal, addition: CompanionRows, before: Update) -> Update:
    """Return an update with what is added to a deal of the book."""
    people, words = addition.people, list(before.words)
    changes = dict(before.changes)
    changes |= {("people", *key): text for key, text in people.filled.items()}
    kept = _kept_ahead(deal)
    ahead = _planned(addition, kept)
    if ahead != kept:
        changes["custom", IMPORTED, AHEAD] = ahead or None
        words.append("what is planned there" if ahead else "nothing is planned there any more")
    new = [people.everybody[handle] for handle in people.new]
    known = {person.handle for person in before.people}
    words += [
        f"{person.name or person.email} added" for person in new if person.handle not in known
    ]
    words += [f"{people.everybody[handle].name}: {name}" for handle, name in people.filled]
    counted = Counter(entry.kind for entry in addition.entries)
    words += [f"{number} {kind}{'s' * (number > 1)}" for kind, number in counted.items()]
    _, moved = log_with(deal.log, addition.entries)
    return replace(
        before,
        changes=changes,
        entries=(*before.entries, *addition.entries),
        people=(*before.people, *(who for who in new if who.handle not in known)),
        moved=(*before.moved, *moved),
        words=tuple(words),
    )
