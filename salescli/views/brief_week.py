"""The screen of `brief --week`: what is scheduled on the coming days, as a dated list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from salescli.domain.deal import Deal, NextStep
from salescli.domain.process import Process
from salescli.domain.summary import what_text
from salescli.domain.time.moment import local
from salescli.text.wording import count, short_day
from salescli.views.facts import next_facts
from salescli.views.phrases import names_text, phones_text
from salescli.views.render.document import (
    Cell,
    Column,
    Document,
    Gap,
    Span,
    Table,
    TextLine,
)


@dataclass(frozen=True, slots=True)
class Appointment:
    """A next step with its deal."""

    deal: Deal
    process: Process
    next: NextStep


def week_screen(items: Sequence[Appointment], today: date, days: int) -> Document:
    """Return what is scheduled on so many days from today on, the day at its first."""
    if not items:
        return (TextLine((f"Nothing is scheduled for the next {days} days.",)),)
    rows: list[tuple[Cell, ...]] = []
    for day, group in groupby(items, key=lambda item: item.next.day):
        texts = [short_day(day, today)]
        rows += [(texts.pop() if texts else "", *_row(item)) for item in group]
    used = [n for n in range(len(_COLUMNS)) if any(row[n] for row in rows)]
    shown = tuple(tuple(row[n] for n in used) for row in rows)
    table = Table(tuple(_COLUMNS[n] for n in used), shown)
    return (table, Gap(), TextLine((f"{count(len(items), 'next step')}.",)))


_COLUMNS = (
    Column(least=10),
    Column(least=5),
    Column(least=12),
    Column(grow=True, least=16),
    Column(grow=True, least=8),
    Column(least=17),
)


def _row(item: Appointment) -> tuple[Cell, ...]:
    on = item.next.on
    phone = phones_text(item.deal, item.next.people)
    return (
        f"{local(on):%H:%M}" if isinstance(on, datetime) else "",
        Span(item.deal.handle, "strong"),
        what_text(item.next, item.process),
        names_text(item.deal, item.next.people),
        ", ".join(filter(None, (phone, "" if item.next.agreed else "unconfirmed"))),
    )


def appointment_facts(item: Appointment) -> dict[str, Any]:
    """Return a next step with its deal and people, as JSON has it."""
    people = [item.deal.people[who] for who in item.next.people if who in item.deal.people]
    return {
        "deal": item.deal.handle,
        "company": item.deal.company,
        **next_facts(item.next),
        "what": what_text(item.next, item.process),
        "phones": {who.handle: who.phone for who in people if who.phone},
    }
