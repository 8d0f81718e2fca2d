"""What the rows of a table beside the deals say: people, companies, activities and links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from salescli.domain.time.moment import When
from salescli.exchange.companions.html_text import text_of_html
from salescli.exchange.companions.table_forms import Holds, TableForm
from salescli.exchange.csv.conventions import Conventions
from salescli.exchange.csv.known_exports import Layout
from salescli.exchange.csv.outcome_names import yes_or_no
from salescli.exchange.csv.row_ids import plain_id
from salescli.exchange.csv.rows import LeftOut, Refused, RowCells, usable_rows
from salescli.exchange.csv.sheet import Sheet
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

_IDS = lazy_re(r"[;,|\s]+")
_NAMES = lazy_re(r"[;\n]")
_IN_BRACKETS = lazy_re(r"\s*\((?P<inside>[^()]*)\)\s*$")


@dataclass(frozen=True, slots=True)
class About:
    """Whom and what a row is about: ids as the other system has them, and names as they stand.

    `ids` are of a deal or of anything else, as Salesforce's WhatId is.
    """

    deal_ids: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    deals: tuple[str, ...] = ()
    contact_ids: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    company_ids: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person; `role` as it is called there."""

    line: int
    id: str
    name: str
    email: str
    phone: str
    title: str
    role: str
    about: About


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One company, with what a deal's header can take from it."""

    line: int
    id: str
    name: str
    fields: Mapping[str, str]
    about: About


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """Something that took place, is planned, or was noted. `kinds` are its words for what it was.

    `done` is None where nothing says whether it took place. `unread` says what is wrong with a day.
    """

    line: int
    id: str
    kinds: tuple[str, ...]
    subject: str
    text: str
    on: When | None
    done_on: When | None
    done: bool | None
    outcome: str
    status: str
    is_note: bool
    about: About
    unread: str = ""
    has_failed: bool = False


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Which things belong together: ids of deals, contacts, companies, activities."""

    line: int
    about: About
    activity_ids: tuple[str, ...]
    role: str


TableRow = PersonRow | CompanyRow | ActivityRow | LinkRow


def companion_rows(
    sheet: Sheet, form: TableForm, layout: Layout, settled: Conventions
) -> Iterator[TableRow | Refused | LeftOut]:
    """Yield what each row says. `settled` reads the days."""
    for row in usable_rows(sheet):
        if not isinstance(row, RowCells):
            yield row
            continue
        cells = {field: row.cells[column] for field, column in layout.items()}
        yield _READ[form.holds](row.line, cells, form, layout, settled)


def _person(
    line: int, cells: Mapping[str, str], _form: TableForm, _layout: Layout, _settled: Conventions
) -> TableRow | Refused:
    both = f"{cells.get('first', '')} {cells.get('last', '')}"
    name = _line(cells.get("name", "")) or _line(both)
    email = next(iter(_emails(cells.get("email", ""))), "")
    phone = _line(re.split("[;,\n]", cells.get("phone") or cells.get("mobile", ""))[0])
    if not (name or email):
        return Refused(line, "it has neither a name nor an address")
    about = _about({**cells, "email": "", "contact": "", "contact_id": ""})
    texts = (_line(cells.get("title", "")), _line(cells.get("role", "")))
    return PersonRow(line, _id(cells), name or email.partition("@")[0], email, phone, *texts, about)


def _company(
    line: int, cells: Mapping[str, str], _form: TableForm, _layout: Layout, _settled: Conventions
) -> TableRow | Refused:
    name = _line(cells.get("name", ""))
    if not name:
        return Refused(line, "it has no name")
    fields = {key: _line(cells.get(key, "")) for key in ("industry", "country", "employees")}
    return CompanyRow(line, _id(cells), name, fields, _about({"deal_id": cells.get("deal_id", "")}))


def _activity(
    line: int, cells: Mapping[str, str], form: TableForm, layout: Layout, settled: Conventions
) -> TableRow | Refused:
    is_note = form.holds is Holds.NOTES
    subject, text = (
        _line(text_of_html(cells.get("subject", ""))),
        text_of_html(cells.get("text", "")),
    )
    days, unread = _days(cells, layout, settled)
    if not (subject or text or cells.get("type") or cells.get("kind")) and is_note:
        return Refused(line, "it says nothing")
    kinds = tuple(filter(None, (cells.get("kind", ""), cells.get("type", ""), form.usual)))
    return ActivityRow(
        line,
        _id(cells),
        kinds,
        subject,
        text,
        days.get("on"),
        days.get("done_on"),
        yes_or_no(cells["done"]) if cells.get("done") else None,
        _line(cells.get("outcome", "")),
        _line(cells.get("status", "") or cells.get("done", "")),
        is_note,
        _about(cells),
        unread,
        bool(yes_or_no(cells.get("failed", ""))),
    )


def _link(
    line: int, cells: Mapping[str, str], _form: TableForm, _layout: Layout, _settled: Conventions
) -> TableRow | Refused:
    return LinkRow(
        line, _about(cells), split_ids(cells.get("activity_id")), _line(cells.get("role", ""))
    )


_READ = {
    Holds.PEOPLE: _person,
    Holds.COMPANIES: _company,
    Holds.ACTIVITIES: _activity,
    Holds.NOTES: _activity,
    Holds.LINKS: _link,
}


def _days(
    cells: Mapping[str, str], layout: Layout, settled: Conventions
) -> tuple[dict[str, When], str]:
    """Return the days of a row, and what is wrong with one of them."""
    days: dict[str, When] = {}
    unread = ""
    for field in ("on", "done_on"):
        text = cells.get(field, "")
        if text and field == "on" and (clock := cells.get("time", "")):
            text = f"{text} {clock}"
        try:
            if text:
                days[field] = settled.day(text, layout[field])
        except ValueError as error:
            unread = str(error)
    return days, unread


def _about(cells: Mapping[str, str]) -> About:
    deals = [_bare(name) for name in _parts(cells.get("deal"))]
    contacts = [_bare(name) for name in _parts(cells.get("contact"))]
    people = [inside for name in _parts(cells.get("contact")) for inside in _emails(name)]
    return About(
        split_ids(cells.get("deal_id")),
        split_ids(cells.get("about_id")),
        tuple(name for name, _ in deals),
        split_ids(cells.get("contact_id")),
        tuple(name for name, _ in contacts if "@" not in name),
        (*_emails(cells.get("email", "")), *people),
        split_ids(cells.get("company_id")),
        tuple(_bare(name)[0] for name in _parts(cells.get("company"))),
    )


def _bare(text: str) -> tuple[str, str]:
    """Return a name without what stands in brackets behind it, and that: `Dana (dana@acme.com)`."""
    match = _IN_BRACKETS.search(text)
    inside = match["inside"] if match else ""
    is_id = bool(match) and (inside.isdigit() or "@" in inside)
    return (text[: match.start()], inside) if match and is_id else (text, "")


def _id(cells: Mapping[str, str]) -> str:
    return plain_id(_line(cells.get("id", "")))


def split_ids(text: str | None) -> tuple[str, ...]:
    """Return the ids in a cell, each in the one form that it is known by."""
    return tuple(dict.fromkeys(plain_id(part) for part in _IDS.split(text or "") if part))


def _parts(text: str | None) -> Iterable[str]:
    return [name for part in _NAMES.split(text or "") if (name := _line(part))]


def _emails(text: str) -> tuple[str, ...]:
    found = re.findall(r"[^<>()\s,;\"']+@[^<>()\s,;\"']+", text)
    return tuple(dict.fromkeys(address.casefold() for address in found))


def _line(text: str) -> str:
    return " ".join(text.split())


def same_name(name: str) -> str:
    """Return a name as it is compared."""
    return folded(name)
