"""The card of the review: one deal in a terminal, as much of it as its lines can hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salescli.domain.advice import due_day, people_for, roles_without_person
from salescli.domain.deal import Deal, Entry
from salescli.domain.process import Process, Step
from salescli.domain.review import Review
from salescli.domain.standing import Standing
from salescli.domain.time.moment import day_of
from salescli.domain.time.workdays import Calendar
from salescli.text.safe_text import harmless, shorten
from salescli.text.wording import day_text, echo, short_day
from salescli.views.agenda import item_text
from salescli.views.phrases import local_when, money, people_text, stage_title, step_title
from salescli.views.render.document import Block, Document, Gap, Heading, Span, Style, TextLine
from salescli.views.render.layout import layout


@dataclass(frozen=True, slots=True)
class Card:
    """All that a card shows; `review` is None where the deal is closed.

    `place` is which of how many it is; `settled`: it needs nobody any more, and was come back to.
    `troubles` are what else the calendar says against it, `drafts` the commands that were begun on
    it and not finished.
    """

    deal: Deal
    process: Process
    standing: Standing
    review: Review | None
    place: tuple[int, int]
    settled: bool
    troubles: tuple[str, ...]
    drafts: tuple[str, ...]
    today: date
    calendar: Calendar


_THEN = 2  # of the next steps after the first, so many are named
_UNDO = "What you did is saved; salescli undo takes back the last command."
# Lines of each note and of the step's `how`, and whether the parts stand apart: the most that fits.
_SHARES = (
    *((3, 9, True), (2, 6, True), (2, 4, True), (1, 4, True), (1, 2, True)),
    *((1, 4, False), (1, 2, False), (1, 1, False), (0, 1, False), (0, 0, False)),
)


def card_screen(card: Card, width: int, lines: int) -> Document:
    """Return one deal, in no more lines than these where that is possible at all."""
    document: Document = ()
    for notes, how, apart in _SHARES:
        parts = (_why(card), _encounters(card, notes * (width - 6)), _due(card, how), _signs(card))
        gap: Document = (Gap(),) if apart else ()
        body = (block for part in parts if part for block in (*gap, *part))
        document = (Gap(), *_head(card), *body)
        if len(layout(document, width)) <= lines:
            break
    return document


def _head(card: Card) -> list[Block]:
    deal, (number, total) = card.deal, card.place
    title = deal.title if deal.title not in ("", deal.company) else ""
    names = " · ".join(filter(None, (deal.company, title)))
    closing = deal.close and card.standing.is_open
    facts = (
        money(deal.value, deal.currency),
        stage_title(card.process, card.standing.stage) if card.standing.is_open else "",
        f"expected close {echo(deal.close, card.today)}" if closing and deal.close else "",
        f"owner {deal.owner}" if deal.owner else "",
    )
    return [
        Heading(deal.handle, f"{names}  ({number} of {total})".strip()),
        TextLine((" · ".join(filter(None, facts)),)),
    ]


def _why(card: Card) -> list[Block]:
    review, ending = card.review, card.standing.ending
    if review is None:
        on = f" on {day_text(day_of(ending.at))}" if ending else ""
        closed = Span(_sentence(f"{card.standing.status}{on}"), "strong")
        return [TextLine((closed, f" {_UNDO}"))]
    texts = [_sentence(text) for text in card.troubles]
    texts += [f"Unfinished: {', '.join(card.drafts)}"] if card.drafts else []
    texts += [f"Nothing to do today. {_UNDO}"] if card.settled else []
    then = [
        f"Then: {item_text(card.deal, card.process, step, card.today)}"
        for step in review.about.agenda[1 : 1 + _THEN]
    ]
    more = len(review.about.agenda) - 1 - _THEN
    then += [f"And {more} more: a shows them"] if more > 0 else []
    return [
        _reason(card, review),
        *(TextLine((text,), indent=2, hang=4) for text in then),
        *(TextLine((text,), indent=2, hang=4) for text in texts),
    ]


def _reason(card: Card, review: Review) -> TextLine:
    """Return the group of the review that it is in; what comes next, or why nothing does."""
    style: Style = "error" if review.is_pressing else "warning" if review.is_due else "strong"
    label = Span(f"{review.urgency[:1].upper()}{review.urgency[1:]}", style)
    following = card.standing.next
    if following is None:
        return TextLine((label, f": {review.why}"), hang=2)
    text = item_text(card.deal, card.process, following, card.today)
    return TextLine((label, f": {text}"), hang=2)


def _encounters(card: Card, cells: int) -> list[Block]:
    met = [entry for entry in card.standing.log if entry.is_encounter][-2:]
    if not met:
        return [TextLine(("No conversation yet.",))]
    return [line for entry in met[::-1] for line in _encounter(entry, card.process, cells)]


def _encounter(entry: Entry, process: Process, cells: int) -> list[Block]:
    steps = ", ".join(step_title(process, step) for step in entry.steps)
    present = f" · {', '.join(entry.people)}" if entry.people else ""
    what = f"  {entry.kind}{': ' if steps else ''}{steps}{present}"
    lines: list[Block] = [TextLine((Span(local_when(entry.at), "faint"), what), hang=4)]
    note = shorten(harmless(entry.note.strip()), cells) if cells else ""
    return [*lines, TextLine((note,), indent=4, hang=4)] if note else lines


def _due(card: Card, how: int) -> list[Block]:
    """Return what the process suggests: the step, with whom, its goal, and how."""
    review = card.review
    if review is None:
        return []
    due = review.about.due
    step = card.process.step(due.step) if due else None
    if step is None or due is None:
        return [TextLine(("Nothing is left to do in the process: win it or close it.",))]
    takes = f"{step.takes.spoken()}" if step.takes else ""
    by = ""
    if card.standing.next is None:
        by = f"by {short_day(due_day(step.within, card.today, card.calendar), card.today)}"
    facts = ", ".join(filter(None, (takes, by, _with_whom(card, step))))
    lines: list[Block] = [TextLine((Span(due.title, "strong"), f"  {facts}"), hang=2)]
    if due.purpose:
        lines.append(TextLine((f"Goal: {due.purpose}.",), indent=2, hang=4))
    advice = [text.strip() for text in f"How: {step.how.strip()}".splitlines() if step.how.strip()]
    lines += [TextLine((text,), indent=2, hang=4) for text in advice[:how]]
    if len(advice) > how:
        lines.append(TextLine((Span("a shows how to do it, and everything else", "faint"),), 2))
    return lines


def _with_whom(card: Card, step: Step) -> str:
    present = people_text(card.deal, people_for(card.deal, step, card.standing))
    absent = " and ".join(roles_without_person(card.deal, step))
    parts = [f"with {present}" if present else "", f"find out who is {absent}" if absent else ""]
    return "; ".join(filter(None, parts))


def _signs(card: Card) -> list[Block]:
    review = card.review
    if review is None or not review.signs:
        return []
    texts = [_sentence(sign.text) for sign in review.signs]
    if not review.looks_poor:
        return [TextLine((Span(text, "warning"),), hang=2) for text in texts]
    head = TextLine((Span("Walk away?", "warning"), "  Reasons for it (k closes the deal):"))
    return [head, *(TextLine((f"- {text}",), indent=2, hang=4) for text in texts)]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
