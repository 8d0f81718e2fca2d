"""What was captured, as it is shown: in a line, on its card, as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from salescli.domain.incoming.captured import Captured, Form, Party
from salescli.domain.time.moment import day_of, local
from salescli.text.safe_text import fit, harmless, shorten, width
from salescli.text.wording import listed, short_day
from salescli.views.render.document import Block, Column, Document, Gap, Span, Table, TextLine
from salescli.views.render.layout import layout

_WRITTEN = ("email", "message")
_LINES = 10  # of the text, unless all of it is wanted
_ALL = 200
_NAMED = 6
CAPTURE = Span("salescli capture", "command")


@dataclass(frozen=True, slots=True)
class CapturedCard:
    """All that a card shows: what was captured, which of how many, and what it seems to be.

    `deals` are the deals that it may belong to, in words; `people` who of the deal was there, `new`
    who isn't known there. `due` is the next step that it seems to be, `stays` what else is
    scheduled.
    """

    captured: Captured
    place: tuple[int, int]
    today: date
    deals: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    due: str = ""
    stays: tuple[str, ...] = ()


def captured_text(captured: Captured) -> str:
    """Return what was captured in words: 'email from Dana Reyes (acme): Re: prices'."""
    deal = f" ({captured.likeliest}{'' if captured.deal else '?'})" if captured.likeliest else ""
    subject = f": {shorten(harmless(captured.subject), 40)}" if captured.subject else ""
    return f"{_what(captured)}{deal}{subject}"


def _what(captured: Captured) -> str:
    """Return what it is, and of whom: 'email from Dana Reyes'."""
    way = "to" if captured.is_ours else "from" if captured.kind in _WRITTEN else "with"
    way = f"maybe not {way}" if captured.doubt and way == "from" else way
    who = f" {way} {shorten(harmless(captured.who), 30)}" if captured.who else ""
    if captured.form is Form.REPLY:
        return f"invitation {captured.answer or 'answered'}{who.replace(' with ', ' by ')}"
    return f"{captured.kind}{who}"


def captured_line(waiting: Sequence[Captured]) -> list[Block]:
    """Return what waits to be logged, on one line, the oldest named."""
    if not waiting:
        return []
    more = f" + {len(waiting) - 1} more" if len(waiting) > 1 else ""
    text = f"{captured_text(waiting[0])}{more} ("
    return [TextLine((Span("To log: ", "strong"), text, CAPTURE, ")"), hang=2)]


def captured_list(waiting: Iterable[Captured], today: date) -> Document:
    """Return what waits to be logged, a line each, the oldest first."""
    rows = tuple(
        (
            short_day(day_of(one.at), today),
            f"{local(one.at):%H:%M}",
            one.likeliest or "-",
            _row(one),
        )
        for one in waiting
    )
    columns = (Column(), Column(), Column(), Column(grow=True))
    return (Table(columns, rows),) if rows else (TextLine(("Nothing waits to be logged.",)),)


def _row(captured: Captured) -> str:
    sure = "" if captured.deal or not captured.candidates else "which deal? "
    subject = f": {captured.subject}" if captured.subject else ""
    return f"{sure}{_what(captured)}{subject}"


def captured_card(card: CapturedCard, cells: int, lines: int, *, whole: bool = False) -> Document:
    """Return the card, in no more lines than these where that is possible; or all of it."""
    if whole:
        return (Gap(), *_body(card, cells, _ALL))
    document: Document = ()
    for most in range(_LINES, 0, -1):
        document = (Gap(), *_body(card, cells, most))
        if len(layout(document, cells)) <= lines:
            break
    return document


def _body(card: CapturedCard, cells: int, most: int) -> list[Block]:
    captured = card.captured
    subject = captured.subject or "no subject"
    return [
        _head(card, cells),
        TextLine((Span(subject, "strong"),), hang=2),
        *_text(captured.text, cells, most),
        *_seems(card),
    ]


def _head(card: CapturedCard, cells: int) -> Block:
    """Return the place, what it is and of whom, and at the right end when it was."""
    captured, (number, total) = card.captured, card.place
    at = f"{short_day(day_of(captured.at), card.today)} {local(captured.at):%H:%M}"
    place = f"{number} of {total}   "
    what = shorten(harmless(_what(captured) + _address(captured)), cells - len(place + at) - 2)
    blank = " " * max(cells - len(place + at) - width(what) - 2, 0)
    left = (Span(place, "faint"), Span(what, "title"), blank)
    return Table((Column(grow=True), Column(align="right")), ((left, at),))


def _address(captured: Captured) -> str:
    first = captured.people[0] if captured.people else Party()
    return f" <{first.address}>" if first.name and first.address else ""


def _text(text: str, cells: int, most: int) -> list[Block]:
    """Return the first lines of a text, each cut to the screen."""
    shown = [line for line in text.split("\n") if line.strip()]
    cut = [harmless(line.expandtabs(4)) for line in shown[:most]]
    lines: list[Block] = [TextLine((line[: fit(line, cells * 3)],), indent=2) for line in cut]
    more = len(shown) - len(cut)
    return [
        *lines,
        *([TextLine((Span(f"… {more} more lines: ?", "faint"),), indent=2)] if more > 0 else []),
    ]


def _seems(card: CapturedCard) -> list[Block]:
    captured = card.captured
    whose = "" if captured.kind not in _WRITTEN else " that we wrote" if captured.is_ours else ""
    lines: list[Block] = []
    if captured.doubt:
        text = f"It may not be from {harmless(captured.who)}: {captured.doubt}."
        lines.append(TextLine((Span(text, "error"),), hang=2))
    if captured.deal:
        there = f", with {listed(card.people)}" if card.people else ""
        lines.append(
            TextLine((Span(card.deals[0], "title"), f": {captured.kind}{whose}{there}"), hang=2)
        )
    elif card.deals:
        lines.append(TextLine((Span("Which deal?", "warning"),)))
        lines += (TextLine((deal,), indent=2, hang=2) for deal in card.deals)
    else:
        lines.append(TextLine((Span("No deal is known for it.", "warning"),)))
    if card.due:
        lines.append(TextLine((f"It seems to be: {card.due}.",), hang=2))
    if card.stays:
        lines.append(TextLine((f"Scheduled: {'; '.join(card.stays)}",), hang=2))
    if card.new:
        lines.append(TextLine((f"Not in the deal yet: {listed(card.new[:_NAMED])}",), hang=2))
    return lines


def captured_facts(captured: Captured) -> dict[str, Any]:
    """Return what was captured as JSON has it."""
    return {
        "ref": captured.ref,
        "at": local(captured.at),
        "kind": captured.kind,
        "form": str(captured.form),
        "wrote": ("we" if captured.is_ours else "they") if captured.kind in _WRITTEN else None,
        "people": [{"address": who.address, "name": who.name} for who in captured.people],
        "subject": captured.subject,
        "text": captured.text,
        "deal": captured.deal or None,
        "candidates": list(captured.candidates),
        "source": captured.source,
        "answer": captured.answer or None,
        "doubt": captured.doubt or None,
    }
