"""The people and the log of deals as tables of their own: a row for each person, for each entry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from salescli.domain.deal import Deal, Entry, Person, by_time

Row = dict[str, Any]


def rows_of_people(deal: Deal) -> Iterator[Row]:
    """Yield a row for each person of a deal."""
    for person in deal.people.values():
        yield person_row(deal, person)


def person_row(deal: Deal, person: Person) -> Row:
    """Return a person with the deal that they take part in."""
    return {
        **_deal(deal),
        "handle": person.handle,
        "name": person.name,
        "role": person.role,
        "email": person.email,
        "phone": person.phone,
        "job_title": person.title,
        "links": list(person.links),
    }


def rows_of_log(deal: Deal) -> Iterator[Row]:
    """Yield a row for each entry of a deal's log, in order of time."""
    for entry in by_time(deal.log):
        yield entry_row(deal, entry)


def entry_row(deal: Deal, entry: Entry) -> Row:
    """Return an entry with its deal; what it scheduled is a list each of days, steps and words."""
    nexts = entry.nexts
    return {
        **_deal(deal),
        "at": entry.at,
        "undated": entry.undated,
        "kind": entry.kind,
        "by": entry.by,
        "steps": list(entry.steps),
        "met": list(entry.met),
        "with": list(entry.people),
        "flags": list(entry.flags),
        "note": entry.note,
        "result": entry.result,
        "reason": entry.reason,
        "evidence": entry.evidence,
        "said_by": entry.said_by,
        "revisit": entry.revisit,
        "changed": [f"{name}: {old} to {new}" for name, (old, new) in entry.change.items()],
        "did": list(entry.did),
        "drop": list(entry.drop),
        "next_on": [following.on for following in nexts],
        "next_step": [following.step or following.what for following in nexts],
        "next_goal": [following.goal for following in nexts if following.goal],
        "next_agreed": [following.agreed for following in nexts],
        "ref": entry.ref,
    }


def _deal(deal: Deal) -> Row:
    return {"deal": deal.handle, "deal_title": deal.title, "company": deal.company}
