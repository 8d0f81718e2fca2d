"""Which column of an unknown file could be which field: a proposal, by name and by content."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from salescli.domain.deal_fields import COLUMNS
from salescli.exchange.csv.amount_columns import AmountStyle, amount_style, read_amount
from salescli.exchange.csv.conventions import filled_cells
from salescli.exchange.csv.foreign_dates import is_date, is_numbered
from salescli.exchange.csv.known_exports import Layout
from salescli.exchange.csv.outcome_names import OPEN, is_box, is_over, outcome_name, status_ending
from salescli.exchange.csv.row_money import currency_of
from salescli.exchange.csv.sheet import Sheet
from salescli.text.lazy_re import lazy_re

_LOOKED_AT = 200  # cells of a column that its content is judged by

# The names that a field goes by, the surest first; a field takes its column before those below it.
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("(?:deal|opportunity|record|lead|crm) ?(?:id|key|number|no)", "id"),
    "opened": (
        (
            "(?:date )?(?:create|created|creation|open|opened|opening|start|engage|added|entered)"
            " ?(?:date|on|at|time)?"
        ),
        "(?:erstellt|angelegt|eröffnet|beginn)(?: am)?|erstelldatum|erstellungsdatum|anlagedatum",
    ),
    "contacted": (
        "last (?:contacted|contact|touch|activity|interaction|conversation) ?(?:date|on|at|time)?",
        "letzter kontakt|letzte aktivität|zuletzt kontaktiert",
    ),
    "next_activity": (
        (
            "(?:date of )?next (?:activity|action|contact|step|call|touch|meeting|follow ?up) "
            "(?:date|on|at|due|due date)"
        ),
        "next (?:activity|contact|follow ?up|appointment|meeting|call)",
        "nächste[rns]? (?:termin|kontakt|aktivität|anruf|gespräch|treffen|follow ?up)(?: am)?",
        "wiedervorlage|termin|follow ?up|(?:nächster )?schritt am",
    ),
    "closed": (
        "(?:actual |real )?(?:closed|ended) ?(?:date|on|at|time)?|actual close date|date closed",
        "(?:geschlossen|abgeschlossen)(?: am)?|tatsächlicher abschluss",
    ),
    "close": (
        "(?:expected |est |estimated |forecast )?(?:close|closing|closure|end) ?(?:date|on)?",
        "(?:erwarteter |voraussichtlicher |geplanter )?(?:abschluss|abschlussdatum|zieldatum)",
        "date de (?:clôture|signature)|closed ?(?:date|on)?",
    ),
    "value": (
        (
            "(?:close |deal |contract |total |net |est |estimated |expected )?"
            "(?:value|amount|revenue|price|volume|size|wert)"
        ),
        "acv|arr|mrr|tcv|(?:auftrags|gesamt)?(?:betrag|summe|volumen|wert)|umsatz|preis|montant",
        "opportunity|worth|budget",
    ),
    "currency": ("(?:deal )?currency(?: code| id)?", "währung|devise"),
    "status": (
        "(?:deal |opportunity |lead )?(?:status|state|outcome|result)|statut|ergebnis",
        "stage semantic(?: id)?",
    ),
    "won": ("(?:is |closed |deal )?(?:won|signed|gewonnen|unterschrieben)",),
    "stage": (
        "(?:deal |sales |pipeline |opportunity )?(?:stage|phase|step|stufe)(?: name| id)?",
        "(?:deal )?status|statut|étape",
    ),
    "company": (
        (
            "(?:company|account|organi[sz]ation|customer|client|firma|kunde|unternehmen|buyer)"
            "(?: ?name)?"
        ),
        "entreprise|société|organisation",
    ),
    "title": (
        "(?:deal|opportunity|project|projekt)(?: ?name| ?title)?",
        "title|name|titel|bezeichnung|topic|subject|product|betreff",
        "lead(?: name)?|what|thema",
    ),
    "owner": (
        "(?:deal |account |opportunity |record )?owner(?: name)?|assigned to|responsible",
        "(?:sales )?(?:agent|rep|person)|salesperson|seller",
        "verantwortlich(?:er)?|zuständig(?:er)?|besitzer|verkäufer|vertriebler|propriétaire",
    ),
    "contact": (
        "(?:primary |main )?contact(?: person| name)?|ansprechpartner(?:in)?|kontakt(?:person)?",
    ),
    "email": ("(?:contact |person )?e ?mail(?: address| adresse)?|mail",),
    "phone": (
        "(?:contact |person )?(?:phone|telephone|mobile|cell|tel)(?: number| no)?",
        "telefon(?:nummer)?|handy|mobil(?:nummer)?|téléphone",
    ),
    "reason": (
        "(?:closed ?)?(?:loss|lost) ?reason|reason(?: lost)?|(?:verlust|absage)grund",
        "lost because|why(?: lost)?",
    ),
    "next_step": (
        "next ?(?:steps?|actions?|activity)(?: description| subject)?|to ?do",
        "nächster schritt|nächste aktivität|prochaine étape",
    ),
    "notes": (
        "(?:deal )?(?:notes?|comments?|remarks?|description)",
        "notiz(?:en)?|bemerkung(?:en)?|kommentare?|beschreibung|anmerkung(?:en)?|remarques?",
    ),
}
_NAMES |= {
    key: (field.columns or key.replace("_", " "),)
    for key, field in COLUMNS.items()
    if key not in _NAMES
}


_ABOUT_WHEN = lazy_re(
    r"\b(?:[qh][1-4]|jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|kw ?[0-9]+)"
    r"(?:[a-zä]*\b)",
    re.IGNORECASE,
)

_MOST = 0.9  # of the cells of a column, where it has to be of one kind


def guess_columns(sheet: Sheet) -> Layout:
    """Return the column of each field that one seems to be for, no column for two of them."""
    layout: dict[str, str] = {}
    plain = {name: column_words(name) for name in sheet.columns}
    for field, patterns in _NAMES.items():
        fits = _CONTENT.get(field, _any)
        for name in _called(patterns, plain):
            if name not in layout.values() and fits(cells := _some(sheet, name)) and cells:
                layout[field] = name
                break
    return layout


def column_words(name: str) -> str:
    """Return the words of a column's name: those of `StageName` and DATE_CREATE too."""
    parted = re.sub("(?<=[a-zäöüß])(?=[A-ZÄÖÜ])", " ", name)
    return re.sub(r"[\W_]+", " ", parted).strip().casefold()


def _called(patterns: Sequence[str], plain: dict[str, str]) -> list[str]:
    """Return the columns that go by one of the names, the surest first."""
    return [n for pattern in patterns for n, text in plain.items() if re.fullmatch(pattern, text)]


def _some(sheet: Sheet, name: str) -> list[str]:
    return list(islice(filled_cells(sheet, name), _LOOKED_AT))


def _any(_: list[str]) -> bool:
    return True


def _days(cells: list[str]) -> bool:
    """Return whether at least half are days: people write `TBC` and `15.02.` among them."""
    return 2 * sum(is_date(cell) or is_numbered(cell) for cell in cells) >= len(cells)


def _some_days(cells: list[str]) -> bool:
    """Return whether a cell is a day, or what people write for one: 'Ende Jan', 'Q1'."""
    return any(is_date(cell) or _ABOUT_WHEN.search(cell) for cell in cells)


def _mostly_amounts(cells: list[str]) -> bool:
    """Return whether at least half are amounts: people write 'ca. 300' and 'tbd' among them."""
    return _amounts(cells, 0.5)


def _amounts(cells: list[str], least: float = _MOST) -> bool:
    style, unsettled = amount_style(cells)
    style = AmountStyle("point") if unsettled else style

    def readable(cell: str) -> bool:
        """Return whether a cell is an amount."""
        try:
            read_amount(cell, style)
        except ValueError:
            return False
        return True

    return _most(cells, readable, least)


def _once_each(cells: list[str]) -> bool:
    return len(set(cells)) == len(cells)


def _most(cells: list[str], fits: Callable[[str], bool], least: float = _MOST) -> bool:
    return sum(map(fits, cells)) >= least * len(cells)


def _currencies(cells: list[str]) -> bool:
    def is_one(cell: str) -> bool:
        try:
            return bool(currency_of(cell))
        except ValueError:
            return False

    return _most(cells, is_one)


def _texts(cells: list[str]) -> bool:
    return not (_days(cells) or _amounts(cells) or all(map(is_box, cells)))


def _statuses(cells: list[str]) -> bool:
    """Return whether all cells are words for open, for an ending, or for over."""

    def is_status(cell: str) -> bool:
        name = outcome_name(cell)
        return name in OPEN or name == "deleted" or is_over(cell) or bool(status_ending(cell))

    return all(map(is_status, cells))


_CONTENT: dict[str, Callable[[list[str]], bool]] = {
    "id": _once_each,
    "opened": _days,
    "contacted": _days,
    "next_activity": _days,
    "next_step": _texts,
    "closed": _days,
    "close": _some_days,
    "currency": _currencies,
    "status": _statuses,
    "won": lambda cells: all(map(is_box, cells)),
    "title": _texts,
    "company": _texts,
    "notes": _texts,
    "value": _mostly_amounts,
    "email": lambda cells: _most(cells, lambda cell: "@" in cell),
    "employees": lambda cells: _most(cells, lambda cell: cell[:1].isdigit()),
}
