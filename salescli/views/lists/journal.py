"""The journal on a screen: a line for each deal on each day, the last day first; and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from salescli.domain.agenda import Turn
from salescli.domain.deal import Entry
from salescli.domain.diff.entry_phrases import change_words, quoted, when_words
from salescli.domain.journal import JournalDay, Tally, is_advance, tally
from salescli.domain.process import Process
from salescli.text.safe_text import width as cells_of
from salescli.text.wording import count, listed, short_day
from salescli.views.handles import handle_column, shown_handles
from salescli.views.phrases import money, step_title
from salescli.views.render.document import Block, Cell, Column, Gap, Span, Table, TextLine
from salescli.views.render.row_spacing import ALIGNED

Place: TypeAlias = tuple[int, datetime, str]

_NEXT = "next "
_TOGETHER = 20  # rows of a table, of which some hundred are laid out in one go
_AROUND = 10 + 2 * 2  # cells of a line that its day and the gaps take
_ENDINGS = {"won": "won", "lost": "lost", "disqualified": "walked away"}


class JournalPlan(NamedTuple):
    """What a journal is: the place of each row, their tally, the period in words.

    A place is the ordinal of the day, below zero, the time, and the deal. No more than `limit` of
    the rows are shown.
    """

    places: Sequence[Place]
    tally: Tally
    when: str
    limit: int | None = None


def journal_row(of_day: JournalDay) -> Any:
    """Return a deal on a day as its line shows it, with the people and without, in JSON."""
    cells = (_cell(of_day, with_people=with_people) for with_people in (True, False))
    return [
        [[part.text, part.style] if isinstance(part, Span) else part for part in cell]
        for cell in cells
    ]


def journal_screen(
    plan: JournalPlan, rows: Iterator[Any], today: date, width: int | None = None
) -> Iterator[Block]:
    """Yield the journal of a period, some of its `rows` (see `journal_row`) at a time.

    Where a line is too long for the width, who was there gives way first.
    """
    places = plan.places
    nothing = "nothing but notes and changes" if places else "nothing was logged"
    yield TextLine((Span(plan.when, "title"), f"  {tally_text(plan.tally) or nothing}"), 0, 2)
    if not places:
        return
    yield Gap()
    shown = places[: plan.limit]
    names = shown_handles((handle for _, _, handle in shown), width)
    ordinals = {place[0] for place in shown}
    days = {ordinal: short_day(date.fromordinal(-ordinal), today) for ordinal in ordinals}
    handles = {names.get(handle, handle) for _, _, handle in shown}
    columns = (
        Column(least=10, wide=_widest(days.values(), width)),
        handle_column(names)._replace(wide=_widest(handles, width)),
        Column(grow=True, least=20),
    )
    room = width and width - _AROUND - max(map(cells_of, names.values()), default=0)
    lines = _lines(zip(shown, rows, strict=False), days, names, room)
    while some := tuple(islice(lines, _TOGETHER)):
        yield Table(columns, some)
    if more := len(places) - len(shown):
        yield TextLine((f"And {more} more: --limit {len(places)}.",))


def _widest(texts: Iterable[str], width: int | None) -> int:
    sizes = map(cells_of, texts)
    return max((size for size in sizes if width or size <= ALIGNED), default=0)


def _lines(
    rows: Iterable[tuple[Place, Any]],
    days: Mapping[int, str],
    names: Mapping[str, str],
    room: int | None,
) -> Iterator[tuple[Cell, ...]]:
    before = 1
    for (day, _, handle), row in rows:
        name = Span(names.get(handle, handle), "strong")
        yield "" if day == before else days[day], name, _fitting_cell(row, room)
        before = day


def tally_text(counted: Tally) -> str:
    """Return what happened in numbers: `6 calls and meetings, 4 advances, 1 won (12,000 EUR)`."""
    values = listed([money(value, code) for code, value in sorted(counted.won_value.items())])
    parts = [
        _talks(counted.encounters - counted.emails),
        count(counted.emails, "email") if counted.emails else "",
        count(counted.advances, "advance") if counted.advances else "",
        f"{counted.won} won{f' ({values})' if values else ''}" if counted.won else "",
        f"{counted.lost} lost" if counted.lost else "",
        f"{counted.walked} walked away" if counted.walked else "",
        f"{counted.opened} opened" if counted.opened else "",
    ]
    return ", ".join(filter(None, parts))


def _talks(number: int) -> str:
    return count(number, "call or meeting", "calls and meetings") if number else ""


def _fitting_cell(row: Any, room: int | None) -> Cell:
    """Return what there is to say of a deal on a day, without the people where they don't fit."""
    whole, short = ([part if isinstance(part, str) else Span(*part) for part in one] for one in row)
    text = "".join(part.text if isinstance(part, Span) else part for part in whole)
    is_long = room is not None and cells_of(text) > room
    return tuple(short if is_long else whole)


def _cell(of_day: JournalDay, *, with_people: bool) -> tuple[Span | str, ...]:
    """Return what happened to a deal on a day, and what was agreed to come next or moved."""
    happened = [
        text
        for turn in of_day.turns
        for text in _happened(turn.entry, of_day, with_people=with_people)
    ]
    plans = [text for turn in of_day.turns for text in _plans(turn, of_day)]
    text, arrow = "; ".join(plans), " → " if happened and plans else ""
    if not any(is_advance(turn) for turn in of_day.turns):
        return ("; ".join(happened), arrow, text)
    begins = " to " if text.startswith(_NEXT) else ", " if text else ""
    rest = f"{begins}{text.removeprefix(_NEXT)}"
    return ("; ".join(happened), arrow, Span("advance", "good"), rest)


def _happened(entry: Entry, of_day: JournalDay, *, with_people: bool = True) -> Iterator[str]:
    steps = ", ".join(step_title(of_day.process, step) for step in (*entry.steps, *entry.did))
    present = f" · {', '.join(entry.people)}" if entry.people and with_people else ""
    if entry.is_encounter:
        words = steps or (quoted(entry.note) if entry.note.strip() else "")
        yield f"{entry.kind}{f': {words}' if words else ''}{present}"
    elif entry.kind == "close":
        yield _ending(entry, of_day)
    elif entry.kind == "skip":
        yield f"skipped: {steps}"
    elif entry.kind in ("open", "reopen"):
        value = money(of_day.deal.value, of_day.deal.currency)
        yield f"{entry.kind}ed{f', {value}' if value and entry.kind == 'open' else ''}"
    elif entry.kind == "import":
        yield f"imported: {steps}"
    elif entry.kind == "note":
        yield f"note: {quoted(entry.note)}"
    for field, (old, new) in entry.change.items():
        yield f"{field} {change_words(old, new, of_day.day)}"
    yield from (f"cancelled: {step_title(of_day.process, name)}" for name in entry.drop)


def _ending(entry: Entry, of_day: JournalDay) -> str:
    value = money(of_day.deal.value, of_day.deal.currency)
    result = _ENDINGS.get(entry.result, "closed")
    after = f", {value}" if value and entry.result == "won" else ""
    reason = f": {entry.reason}" if entry.reason else ""
    back = f", back on {when_words(entry.revisit, of_day.day)}" if entry.revisit else ""
    return f"{result}{after}{reason}{back}"


def _plans(turn: Turn, of_day: JournalDay) -> Iterator[str]:
    for item, before in turn.on:
        name = _name(item.next.step, item.next.what, of_day.process)
        when = when_words(item.next.on, of_day.day)
        if before is None:
            yield f"{_NEXT}{when}: {name}"
        elif before.next.on != item.next.on:
            yield f"moved from {when_words(before.next.on, of_day.day)} to {when}: {name}"
        elif item.next.agreed and not before.next.agreed:
            yield f"confirmed for {when}: {name}"


def _name(step: str, what: str, process: Process) -> str:
    return what or step_title(process, step)


def journal_facts(of_day: JournalDay) -> dict[str, Any]:
    """Return a deal on a day as JSON has it."""
    happened = [text for turn in of_day.turns for text in _happened(turn.entry, of_day)]
    plans = [text for turn in of_day.turns for text in _plans(turn, of_day)]
    numbers = tally([of_day])
    return {
        "day": of_day.day,
        "deal": of_day.deal.handle,
        "by": list(dict.fromkeys(turn.entry.by for turn in of_day.turns if turn.entry.by)),
        "happened": happened,
        "agenda": plans,
        "encounters": numbers.encounters,
        "advances": numbers.advances,
        "results": [turn.entry.result for turn in of_day.turns if turn.entry.result],
    }
