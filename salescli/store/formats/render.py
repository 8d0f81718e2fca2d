"""A deal as the table of its file, and as the text of a new one."""

from __future__ import annotations

from typing import Any

from salescli.domain.deal import Deal, Entry, NextStep, Person
from salescli.domain.deal_fields import FIELDS
from salescli.store.toml.write import table_text, toml_value

_ENTRY = (
    "by",
    "kind",
    "steps",
    "met",
    "people",
    "flags",
    "result",
    "reason",
    "evidence",
    "said_by",
    "revisit",
    "did",
    "drop",
    "ref",
    "wrote",
)
_PERSON = ("name", "role", "email", "phone", "title", "links")
_RENAMED = {"people": "with"}


def deal_table(deal: Deal) -> dict[str, Any]:
    """Return the table of a whole deal, as its file holds it."""
    table: dict[str, Any] = {name: toml_value(getattr(deal, name)) for name in FIELDS}
    table = {name: value for name, value in table.items() if value not in (None, "", [])}
    if deal.custom:
        table["custom"] = dict(deal.custom)
    if deal.people:
        table["people"] = {handle: person_table(who) for handle, who in deal.people.items()}
    if deal.log:
        table["log"] = [entry_table(entry) for entry in deal.log]
    return table


def person_table(person: Person) -> dict[str, Any]:
    """Return the table of a person."""
    return _filled(person, _PERSON)


def entry_table(entry: Entry) -> dict[str, Any]:
    """Return the table of a log entry. Times are given with their offset, to the last digit."""
    table: dict[str, Any] = {"at": toml_value(entry.at)}
    table |= _filled(entry, _ENTRY)
    if entry.undated:
        table["undated"] = True
    if entry.note:
        table["note"] = entry.note
    if entry.change:
        table["change"] = {name: list(pair) for name, pair in entry.change.items()}
    if entry.nexts:
        nexts = [_next_table(following) for following in entry.nexts]
        table["next"] = nexts[0] if len(nexts) == 1 else nexts
    return table


def _next_table(following: NextStep) -> dict[str, Any]:
    table = _filled(following, ("step", "what", "on", "people", "goal"))
    if following.agreed:
        table["agreed"] = True
    return table | _filled(following, ("uid",))


def _filled(thing: object, names: tuple[str, ...]) -> dict[str, Any]:
    values = {_RENAMED.get(name, name): toml_value(getattr(thing, name)) for name in names}
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def deal_text(deal: Deal) -> str:
    """Return the text of a new deal's file."""
    return table_text(deal_table(deal))
