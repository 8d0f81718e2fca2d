"""The screen of `brief --week`: what is scheduled on the coming days, as a dated list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from salescli.domain.deal import NextStep
from salescli.domain.summary import Summary
from salescli.domain.time.moment import local
from salescli.text.wording import count, short_day
from salescli.views.facts import next_facts
from salescli.views.handles import handle_column, shown_handles
from salescli.views.render.document import (
    Cell,
    Column,
    Document,
    Gap,
    Heading,
    Span,
    Table,
    TextLine,
)


@dataclass(frozen=True, slots=True)
class WeekItem:
    """A next step with its deal, and what it is called."""

    about: Summary
    next: NextStep
    what: str


def brief_week_screen(
    items: Sequence[WeekItem], today: date, days: int, width: int | None = None
) -> Document:
    """Return what is scheduled on so many days from today on, the day at its first."""
    if not items:
        return (TextLine((f"Nothing is scheduled for the next {days} days.",)),)
    handles = shown_handles((item.about.handle for item in items), width)
    is_narrow = width is not None and width < _WIDE
    rows: list[tuple[Cell, ...]] = []
    for day, group in groupby(items, key=lambda item: item.next.day):
        texts = [short_day(day, today)]
        rows += [(texts.pop() if texts else "", *_row(item, handles, is_narrow)) for item in group]
    columns = (
        *(Column(least=10), Column(least=5), handle_column(handles)),
        *(Column(grow=True, least=16), Column(), Column()),
    )
    used = [n for n in range(len(columns)) if any(row[n] for row in rows)]
    shown = tuple(tuple(row[n] for n in used) for row in rows)
    table = Table(tuple(columns[n] for n in used), shown)
    last = short_day(today + timedelta(days=days - 1), today)
    head = Heading(f"{short_day(today, today)} to {last}", "what is scheduled")
    return (head, table, Gap(), TextLine((f"{count(len(items), 'next step')}.",)))


_WIDE = 100  # cells from which on a line has whole names, and a phone with what isn't confirmed


def _row(item: WeekItem, handles: Mapping[str, str], is_narrow: bool) -> tuple[Cell, ...]:
    on, handle = item.next.on, item.about.handle
    phone = next(iter(_phones(item).values()), "")
    unsure = "" if item.next.agreed else "unconfirmed"
    return (
        f"{local(on):%H:%M}" if isinstance(on, datetime) else "",
        Span(handles.get(handle, handle), "strong"),
        item.what,
        _names(item, is_narrow),
        phone if phone and is_narrow else ", ".join(filter(None, (phone, unsure))),
    )


def _names(item: WeekItem, is_narrow: bool) -> str:
    """Return who is there; without much room one of them, and how many more there are."""
    known = {handle: name for handle, name, _ in item.about.people}
    names = [known.get(who) or who for who in item.next.people]
    more = len(names) - 1
    return f"{names[0]} +{more}" if is_narrow and more > 0 else ", ".join(names)


def _phones(item: WeekItem) -> dict[str, str]:
    phones = dict(item.about.phones)
    return {who: phones[who] for who in item.next.people if who in phones}


def appointment_facts(item: WeekItem) -> dict[str, Any]:
    """Return a next step with its deal and people, as JSON has it."""
    return {
        "deal": item.about.handle,
        "company": item.about.company,
        **next_facts(item.next),
        "what": item.what,
        "phones": _phones(item),
    }
