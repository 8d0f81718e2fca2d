"""Tables beside deals that are no CRM's own: their columns by the words that people have for them.

A field takes its column before those below it, the surest name first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from salescli.exchange.companions.table_forms import Holds, TableForm
from salescli.exchange.csv.guess_columns import column_words
from salescli.exchange.csv.known_exports import Layout

_DEAL = "(?:deal|opportunity|project)"
_JOINED = {
    "deal_id": f"{_DEAL} (?:id|key|number|no)",
    "contact_id": "(?:contact|person|people) (?:id|key|number|no)",
    "company_id": "(?:company|account|organi[sz]ation|customer) (?:id|key|number|no)",
    "deal": f"{_DEAL}(?: ?name| ?title)?|related to|betrifft|geschäft",
    "company": "(?:company|account|organi[sz]ation|customer|client|firma|kunde|unternehmen)"
    "(?: ?name)?",
}
_WHEN = (
    "(?:activity |call |meeting |email |due |start |note )?"
    "(?:date|day|time|datetime|timestamp|when)"
    "|date time|datum|am|wann|created(?: ?at| ?on| ?date)?|logged(?: ?at| ?on)?"
    "|(?:done|sent|held|happened)(?: ?at| ?on)?|erstellt(?: am)?"
)
_TEXT = (
    "notes?|comments?|body|text|description|details|content|summary|message|notiz(?:en)?"
    "|beschreibung|kommentar|inhalt"
)
_NAMES: Mapping[Holds, Mapping[str, str]] = {
    Holds.PEOPLE: {
        "id": "(?:contact |person |people |record )?id",
        **_JOINED,
        "first": "first ?name|given name|vorname|prénom",
        "last": "last ?name|surname|family name|nachname|nom",
        "name": "(?:full |contact |person )?name|contact(?: person)?|person|ansprechpartner(?:in)?",
        "email": "(?:work |contact )?e ?mail(?: address| adresse)?|mail",
        "phone": "(?:work |contact )?(?:phone|telephone|mobile|cell|tel)(?: number| no)?"
        "|telefon(?:nummer)?|handy|mobil",
        "title": "(?:job )?title|position|job|function|funktion",
        "role": "(?:buying |deal |contact )?role|rolle",
    },
    Holds.COMPANIES: {
        "id": "(?:company |account |organi[sz]ation |record )?id",
        "name": "(?:company|account|organi[sz]ation|customer|firma|kunde)?(?: ?name)?",
        "industry": "industry|sector|branche",
        "country": "country|land|pays",
        "employees": "(?:number of )?employees|headcount|staff|mitarbeiter",
    },
    Holds.ACTIVITIES: {
        "id": "(?:activity |record |event |task |call |meeting )?id",
        **_JOINED,
        "type": "(?:activity |event )?(?:type|kind|channel)|activity|art|typ",
        "status": "status|state",
        "done": "done|completed|is done|closed|erledigt",
        "outcome": "(?:call |meeting )?(?:outcome|result)|ergebnis",
        "on": _WHEN,
        "time": "(?:start |due )?time|uhrzeit",
        "subject": "subject|title|topic|name|what|betreff|thema",
        "contact": "(?:contact|person|attendee|who|with|participant)s?(?: ?name)?|mit|teilnehmer",
        "email": "e ?mail(?: address)?|to",
        "text": _TEXT,
    },
    Holds.NOTES: {
        "id": "(?:note |record )?id",
        **_JOINED,
        "on": _WHEN,
        "contact": "(?:contact|person)(?: ?name)?",
        "subject": "subject|title|betreff",
        "text": _TEXT,
    },
}
_ABOUT = ("deal", "deal_id", "contact", "contact_id", "email", "company", "company_id")
_NEEDS: Mapping[Holds, tuple[tuple[str, ...], ...]] = {
    Holds.NOTES: (("text",), _ABOUT),
    Holds.ACTIVITIES: (("on",), ("subject", "text", "type"), _ABOUT),
    Holds.PEOPLE: (("name", "last", "first", "email"), ("email", "phone", "title", "deal", "role")),
    Holds.COMPANIES: (("name",), ("industry", "country", "employees", "id")),
}
_NO_NOTE = ("type", "status", "done", "outcome")  # of an activity, and of no note


def plain_form(
    columns: Sequence[str], holds: Holds | None = None
) -> tuple[TableForm, Layout] | None:
    """Return what a table beside the deals could be, and its columns; None for none of them.

    With `holds` it is that, if its columns allow it.
    """
    words = {name: column_words(name) for name in columns}
    for kind, needs in _NEEDS.items():
        layout = _layout(_NAMES[kind], words)
        needed = all(any(field in layout for field in group) for group in needs)
        if holds is None and kind is Holds.NOTES:
            active = _layout(_NAMES[Holds.ACTIVITIES], words)
            needed = needed and not any(field in active for field in _NO_NOTE)
        if needed and holds in (None, kind):
            return _FORMS[kind], layout
    return None


def _layout(names: Mapping[str, str], words: Mapping[str, str]) -> dict[str, str]:
    layout: dict[str, str] = {}
    for field, pattern in names.items():
        free = (name for name in words if name not in layout.values())
        fits = [name for name in free if re.fullmatch(pattern, words[name])]
        if fits:
            layout[field] = fits[0]
    return layout


_FORMS = {kind: TableForm("", f"a table of {kind}", kind, (), {}, "") for kind in _NAMES}
