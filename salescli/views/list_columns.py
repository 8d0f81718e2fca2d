"""The columns that `list` can show, and what each of them says of a deal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from salescli.domain.summary import Summary
from salescli.domain.time.moment import day_of
from salescli.text.wording import lateness, short_day
from salescli.views.phrases import money
from salescli.views.render.document import Cell, Column, Span

Say = Callable[[Summary, date], Cell]


@dataclass(frozen=True, slots=True)
class Shown:
    """One column: how it stands in a table, what it `says` there, and the `fact` for a program."""

    column: Column
    says: Say
    fact: Callable[[Summary], Any]


def _text(title: str, fact: Callable[[Summary], str], least: int = 6) -> Shown:
    return Shown(Column(title, grow=True, least=least), lambda one, _: fact(one), fact)


def _number(title: str, fact: Callable[[Summary], int]) -> Shown:
    return Shown(Column(title, align="right"), lambda one, _: str(fact(one)), fact)


def _day(title: str, fact: Callable[[Summary], date | datetime | None]) -> Shown:
    def says(one: Summary, today: date) -> Cell:
        when = fact(one)
        return short_day(day_of(when), today) if when is not None else ""

    return Shown(Column(title, least=10), says, fact)


def _stage(one: Summary) -> str:
    return one.stage_title if one.is_open else str(one.status)


def _on(one: Summary, today: date) -> Span:
    if one.next is None:
        return Span("nothing", "error") if one.is_open else Span("")
    day = one.next.day
    late = day < today
    return Span(lateness(day, today), "error") if late else Span(short_day(day, today))


def _value(one: Summary, _: date) -> str:
    return money(one.value, one.currency)


COLUMNS: dict[str, Shown] = {
    "deal": Shown(
        Column("Deal", least=8), lambda one, _: Span(one.handle, "strong"), lambda one: one.handle
    ),
    "title": _text("Title", lambda one: one.title, 8),
    "company": _text("Company", lambda one: one.company, 8),
    "process": _text("Process", lambda one: one.process),
    "revision": _number("Revision", lambda one: one.revision),
    "status": _text("Status", lambda one: str(one.status)),
    "stage": Shown(
        Column("Stage", grow=True, least=6), lambda one, _: _stage(one), lambda one: one.stage
    ),
    "reached": _text("Reached", lambda one: one.reached or ""),
    "value": Shown(Column("Value", align="right"), _value, lambda one: one.value),
    "currency": _text("Currency", lambda one: one.currency, 3),
    "close": _day("Close", lambda one: one.close),
    "owner": _text("Owner", lambda one: one.owner),
    "source": _text("Source", lambda one: one.source),
    "tags": _text("Tags", lambda one: ", ".join(one.tags)),
    "next": _text("Next", lambda one: one.what, 8),
    "on": Shown(Column("On", least=10), _on, lambda one: one.next.on if one.next else None),
    "agreed": Shown(
        Column("Agreed"),
        lambda one, _: ("yes" if one.next.agreed else "no") if one.next else "",
        lambda one: one.next.agreed if one.next else None,
    ),
    "last": _day("Last", lambda one: one.last_at),
    "opened": _day("Opened", lambda one: one.opened),
    "ended": _day("Ended", lambda one: one.ended),
    "encounters": _number("Encounters", lambda one: one.encounters),
}
USUAL = ("deal", "company", "stage", "value", "next", "on")
