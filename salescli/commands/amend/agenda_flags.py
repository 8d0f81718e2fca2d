"""What an entry that is amended did to the agenda, apart from its own next steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from salescli.commands.support.subject import Subject
from salescli.commands.support.writing.agenda_items import find_item, item_name
from salescli.domain.deal import Entry
from salescli.domain.replay import replay
from salescli.domain.standing import AgendaItem


def just_before(about: Subject, entry: Entry, at: datetime) -> Subject:
    """Return the deal as it stood before an entry that is to be `at` a time."""
    log = about.standing.log
    place = log.index(entry)
    others = [other for other in log if other != entry]
    earlier = log[:place] if at == entry.at else [one for one in others if _is_before(one, at)]
    deal = replace(about.deal, log=tuple(earlier))
    return replace(about, deal=deal, standing=replay(deal, about.process))


def _is_before(entry: Entry, at: datetime) -> bool:
    """Return whether an entry comes before a time; the opening, which moves with it, always."""
    return entry.at <= at or entry.kind == "open"


def with_done(entry: Entry, names: Sequence[str], before: Subject) -> Entry:
    """Return an encounter that was these items of the agenda. Raises SalescliError."""
    steps, did = entry.steps, list[str]()
    for item in (find_item(name, before) for name in names):
        if before.process.step(item.next.step):
            steps = tuple(dict.fromkeys((*steps, item.next.step)))
        else:
            did.append(item.next.what)
    return replace(entry, steps=steps, did=tuple(dict.fromkeys(did)))


def with_called_off(entry: Entry, names: Sequence[str], before: Subject) -> Entry:
    """Return an entry that calls these items of the agenda off. Raises SalescliError."""
    items: list[AgendaItem] = [find_item(name, before) for name in names]
    drop = dict.fromkeys(item_name(item, before.standing.agenda) for item in items)
    return replace(entry, drop=tuple(drop))
