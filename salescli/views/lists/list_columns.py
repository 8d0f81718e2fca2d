"""The columns that `list` can show, and what each of them says of a deal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from salescli.domain.deal_fields import FIELDS
from salescli.domain.own_fields import PREFIX
from salescli.domain.summary import Summary
from salescli.domain.time.moment import day_of, local
from salescli.text.safe_text import width
from salescli.text.wording import lateness, short_day
from salescli.views.phrases import money
from salescli.views.render.document import Cell, Column, Span

NOTHING, UNCONFIRMED = "- !", "*"  # nothing is scheduled; they haven't confirmed it

Say = Callable[[Summary, date], Cell]


@dataclass(frozen=True, slots=True)
class Shown:
    """One column: how it stands in a table, what it `says` there, and the `fact` for a program."""

    column: Column
    says: Say
    fact: Callable[[Summary], Any]


def _text(title: str, fact: Callable[[Summary], str], least: int = 6) -> Shown:
    return Shown(Column(title, grow=True, least=least), lambda row, _: fact(row), fact)


def _detail(key: str) -> Shown:
    title = key.removeprefix(PREFIX).replace("_", " ")
    return _text(f"{title[:1].upper()}{title[1:]}", lambda row: row.details.get(key, ""))


def shown_column(name: str) -> Shown:
    """Return a column by its name; an own field of the deals, `custom.slack`, is one too."""
    return COLUMNS[name] if name in COLUMNS else _detail(name)


def _number(title: str, fact: Callable[[Summary], int]) -> Shown:
    return Shown(Column(title, align="right"), lambda row, _: str(fact(row)), fact)


def _day(title: str, fact: Callable[[Summary], date | datetime | None]) -> Shown:
    def says(row: Summary, today: date) -> Cell:
        when = fact(row)
        return short_day(day_of(when), today) if when is not None else ""

    return Shown(Column(title, least=10), says, fact)


def _stage(row: Summary) -> str:
    return row.stage_title if row.is_open else str(row.status)


def _on(row: Summary, today: date) -> Cell:
    following = row.next
    if following is None:
        return Span(NOTHING, "error") if row.is_open else Span("")
    day, on = following.day, following.on
    if day < today:
        return Span(lateness(day, today), "error")
    sign = "" if following.agreed else UNCONFIRMED
    clock = f" {local(on):%H:%M}" if isinstance(on, datetime) else ""
    if day == today:
        return Span(f"today{clock}{sign}", "strong")
    return f"{short_day(day, today)}{sign}"


def _value(row: Summary, _: date) -> str:
    return money(row.value, row.currency)


COLUMNS: dict[str, Shown] = {
    "deal": Shown(
        Column("Deal", least=8), lambda row, _: Span(row.handle, "strong"), lambda row: row.handle
    ),
    "title": _text("Title", lambda row: row.title, 8),
    "company": Shown(
        Column("Company", least=8), lambda row, _: row.company, lambda row: row.company
    ),
    "process": _text("Process", lambda row: row.process),
    "revision": _number("Revision", lambda row: row.revision),
    "status": _text("Status", lambda row: str(row.status)),
    "stage": Shown(
        Column("Stage", grow=True, least=6), lambda row, _: _stage(row), lambda row: row.stage
    ),
    "reached": _text("Reached", lambda row: row.reached or ""),
    "value": Shown(Column("Value", align="right"), _value, lambda row: row.value),
    "currency": _text("Currency", lambda row: row.currency, 3),
    "close": _day("Close", lambda row: row.close),
    "owner": _text("Owner", lambda row: row.owner),
    "source": _text("Source", lambda row: row.source),
    "tags": _text("Tags", lambda row: ", ".join(row.tags)),
    "next": _text("Next", lambda row: row.what, 8),
    "on": Shown(Column("On", least=11), _on, lambda row: row.next.on if row.next else None),
    "agreed": Shown(
        Column("Agreed"),
        lambda row, _: ("yes" if row.next.agreed else "no") if row.next else "",
        lambda row: row.next.agreed if row.next else None,
    ),
    "last": _day("Last", lambda row: row.last_at),
    "opened": _day("Opened", lambda row: row.opened),
    "ended": _day("Ended", lambda row: row.ended),
    "encounters": _number("Conversations", lambda row: row.encounters),
    "revisit": _day("Revisit", lambda row: row.revisit),
    "left": _text("Left because", lambda row: row.left, 12),
    "competitors": _text("Competitors", lambda row: ", ".join(row.competitors)),
}
# The fields of the header that have no column of their own above stand in one as they are.
COLUMNS |= {key: _detail(key) for key in FIELDS if key not in COLUMNS}
AWAITED = ("deal", "company", "status", "value", "revisit", "left")  # of deals that come back
USUAL = ("deal", "company", "stage", "value", "next", "on")

# What a screen shows, as they stand there; and in which order they get their room.
ON_SCREEN = ("deal", "company", "stage", "value", "next", "on", "close", "last", "owner")
_BY_WEIGHT = ("deal", "on", "next", "value", "stage", "company", "close", "last", "owner")
_ENOUGH = {"next": 16}  # cells in which the words of a next step can be understood
_ROOMY = 34  # and those that they get before a column comes that is only good to have
_GUTTER = 2


def columns_that_fit(rows: Sequence[Summary], today: date, cells: int | None) -> tuple[str, ...]:
    """Return the columns that a screen so wide has room for, without cutting a name.

    Without a width it is the usual ones. A column that says nothing of any deal is left out.
    """
    if cells is None:
        return USUAL
    room, chosen = cells + _GUTTER, {"deal"}
    for name in _BY_WEIGHT:
        shown = COLUMNS[name]
        texts = [_text_of(shown.says(row, today)) for row in rows]
        if name == "close":
            words = max((width(row.what) for row in rows), default=0)
            room -= max(min(words, _ROOMY) - _ENOUGH["next"], 0)
        if rows and not any(texts):
            continue
        widest = max(map(width, texts), default=0)
        least = max(width(shown.column.title), min(widest, _ENOUGH.get(name, widest)))
        room -= max(least, shown.column.least) + _GUTTER
        if room >= 0:
            chosen.add(name)
    return tuple(name for name in ON_SCREEN if name in chosen)


def _text_of(cell: Cell) -> str:
    parts = cell if isinstance(cell, tuple) else (cell,)
    return "".join(part.text if isinstance(part, Span) else part for part in parts)
