"""The screen of `show`: who and how much, what is next, what is missing, who, and the last words.

It is one screen: the more lines there are, the more of each part is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from salescli.domain.advice import due_day
from salescli.domain.finding import Finding, Severity
from salescli.domain.incoming.promises import in_one_line
from salescli.domain.time.moment import day_of
from salescli.domain.time.workdays import Calendar
from salescli.domain.unanswered import unanswered
from salescli.text.safe_text import harmless
from salescli.text.shell_quoting import command, word
from salescli.text.wording import count, short_day
from salescli.views.agenda import item_row
from salescli.views.deal.deal_head import head_lines, own_line, poor_lines
from salescli.views.deal.encounters import entry_head, last_entries
from salescli.views.deal.missing import missing_now
from salescli.views.deal.people_of_deal import people_rows
from salescli.views.deal.planned import planned_line
from salescli.views.deal.shown_deal import ShownDeal
from salescli.views.findings import STYLES, finding_order
from salescli.views.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Gap,
    Heading,
    Span,
    Table,
    TextLine,
)
from salescli.views.render.layout import clipped, first_that_fits


@dataclass(frozen=True, slots=True)
class _Share:
    """How much of each part is shown: rows of a table, lines of a note; own fields or none."""

    agenda: int
    missing: int
    people: int
    notes: int
    findings: int
    whole: bool  # findings and own fields in as many lines as they take


_ALL = 10_000
_PIPE = (_Share(8, 8, 12, _ALL, 3, whole=True),)  # no note is cut
_SHARES = (
    _Share(8, 8, 12, 8, 3, whole=True),
    _Share(6, 6, 8, 4, 3, whole=True),
    _Share(4, 4, 5, 3, 3, whole=True),
    _Share(3, 3, 4, 2, 3, whole=True),
    _Share(3, 3, 3, 2, 3, whole=False),
    _Share(2, 2, 3, 2, 3, whole=False),
    _Share(2, 2, 3, 1, 3, whole=False),
    _Share(2, 2, 2, 1, 3, whole=False),
    _Share(1, 2, 2, 1, 3, whole=False),
    _Share(1, 1, 2, 1, 2, whole=False),
    _Share(1, 1, 1, 0, 1, whole=False),
)


def show_screen(sheet: ShownDeal, calendar: Calendar, width: int, lines: int | None) -> Document:
    """Return one deal on a screen of so many cells and lines; None are those of a pipe."""
    shares = _PIPE if lines is None else _SHARES
    return first_that_fits(
        (_screen(sheet, calendar, share, width) for share in shares), width, lines or 0
    )


def _screen(sheet: ShownDeal, calendar: Calendar, share: _Share, width: int) -> Document:
    return (
        *head_lines(sheet, width),
        *poor_lines(sheet),
        *own_line(sheet.deal, None if share.whole else width),
        Gap(),
        *_part("Next", _agenda(sheet, calendar), share.agenda, _NEXT),
        *_waiting(sheet),
        *_part("Missing now", missing_now(sheet), share.missing, (Column(), Column(grow=True))),
        *_part("People", people_rows(sheet), share.people, _PEOPLE),
        *_last(sheet, share.notes, width - 4),
        *_look_at(sheet.findings, share),
        Gap(),
        _footer(sheet),
    )


_NEXT = (Column(), Column(grow=True, wrap=True), Column())
_PEOPLE = (Column(), Column(grow=True, least=12), Column(grow=True), Column(least=17), Column())


def _part(
    title: str, rows: Sequence[tuple[Cell, ...]], most: int, columns: tuple[Column, ...]
) -> Iterator[Block]:
    """Yield a heading and no more rows than that, with how many more there are beside it."""
    if not rows:
        return
    more = f"{len(rows) - most} more" if len(rows) > most else ""
    yield Heading(title, more)
    kept = [n for n in range(len(columns)) if any(row[n] for row in rows)]
    shown = tuple(tuple(row[n] for n in kept) for row in rows[:most])
    yield Table(tuple(columns[n] for n in kept), shown, indent=2)


def _waiting(sheet: ShownDeal) -> Iterator[Block]:
    """Yield since when we wait for an answer to what we wrote."""
    waiting = unanswered(sheet.standing.log) if sheet.standing.is_open else ()
    if waiting:
        since = short_day(day_of(waiting[0].at), sheet.today)
        times = f": we wrote {len(waiting)} times" if len(waiting) > 1 else ""
        yield TextLine((Span(f"waiting for them since {since}{times}", "warning"),), indent=2)


def _agenda(sheet: ShownDeal, calendar: Calendar) -> list[tuple[Cell, ...]]:
    """Return the next steps; without any, what the process suggests."""
    if not sheet.standing.is_open:
        return []
    rows: list[tuple[Cell, ...]] = []
    for item in sheet.standing.agenda:
        is_late = item.next.day < sheet.today
        when, *rest = item_row(sheet.deal, sheet.process, item.next, sheet.today)
        rows.append((Span(when, "error" if is_late else "strong"), *rest))
    if rows:
        return rows
    due = sheet.review.about.due if sheet.review else None
    text = "win it or close it: nothing is left to do in the process"
    if due is not None:
        day = short_day(due_day(due.within, sheet.today, calendar), sheet.today)
        text = f"suggested: {due.title}, by {day}"
    text = (planned_line(sheet.review.about, sheet.today) if sheet.review else "") or text
    return [(Span("nothing is scheduled", "error"), text, "")]


def _last(sheet: ShownDeal, lines: int, cells: int) -> Iterator[Block]:
    entries = last_entries(sheet.standing.log)
    if not entries:
        return
    yield Heading("Last")
    for entry in entries:
        day = short_day(day_of(entry.at), sheet.today)
        head = entry_head(entry, sheet.process, sheet.deal, sheet.today)
        yield TextLine((Span(day, "faint"), f"  {head}"), indent=2, hang=4)
        # Why a deal was closed stands above.
        why = () if entry.kind == "close" else (entry.reason, entry.evidence)
        texts = (*why, in_one_line(entry.note))
        note = " ".join(harmless(text) for text in texts if text.strip())
        if note and lines:
            yield TextLine((clipped(note, cells, lines),), indent=4)


def _look_at(findings: Sequence[Finding], share: _Share) -> Iterator[Block]:
    """Yield the findings that matter most; of those that only inform, those about what is next."""
    weighty = [one for one in findings if one.severity is not Severity.INFO or one.code[0] == "N"]
    weighty.sort(key=finding_order)
    shown = weighty[: share.findings]
    if not shown:
        return
    more = len(findings) - len(shown)
    yield Heading(
        "Look at", f"{more} more: {command('check', shown[0].deal, flags='--all')}" if more else ""
    )
    if share.whole:
        for one in shown:
            yield TextLine((Span(one.code, STYLES[one.severity]), f"  {one.message}"), 2, 7)
    else:
        rows = tuple((Span(one.code, STYLES[one.severity]), one.message) for one in shown)
        yield Table((Column(), Column(grow=True)), rows, indent=2)


def _footer(sheet: ShownDeal) -> TextLine:
    handle, number = sheet.deal.handle, len(sheet.standing.log)
    parts = ["show --full  all of it", f"show --log  {count(number, 'entry', 'entries')}"]
    parts += [f"brief {word(handle)}"] if sheet.standing.is_open else []
    return TextLine((Span("   ".join(parts), "faint"),))
