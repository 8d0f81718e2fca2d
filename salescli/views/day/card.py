"""The card of the review: one deal, as much of it as whoever rings next has to know."""

from __future__ import annotations

from datetime import datetime

from salescli.domain.advice import due_day, people_for, roles_without_person
from salescli.domain.day.review import Urgency
from salescli.domain.deal import Deal, NextStep
from salescli.domain.process import Step
from salescli.domain.summary import reason_text, what_text
from salescli.domain.time.moment import day_of, local
from salescli.text.safe_text import harmless, width
from salescli.text.wording import distance, lateness, listed, short_day
from salescli.views.day.card_content import Card
from salescli.views.day.card_talk import ALL, how_lines, last_lines, promise_lines
from salescli.views.deal.planned import when_planned, where_planned
from salescli.views.deal.poor_deal import poor_line
from salescli.views.phrases import money, stage_title
from salescli.views.render.document import (
    Block,
    Column,
    Document,
    Gap,
    Span,
    Style,
    Table,
    TextLine,
)
from salescli.views.render.layout import layout

_THEN = 2  # of the next steps after the first, so many are named
_KNOWN = 4  # people of a deal to revisit that are named
# Lines of the last note and of the step's how: the most that fits.
_SHARES = ((2, 2), (2, 1), (1, 1), (1, 0), (0, 0))


def card_screen(card: Card, width: int, lines: int) -> Document:
    """Return one deal, in no more lines than these where that is possible at all."""
    document: Document = ()
    for notes, how in _SHARES:
        document = (Gap(), *_body(card, width, notes, how))
        if len(layout(document, width)) <= lines:
            break
    return document


def whole_card(card: Card, width: int) -> Document:
    """Return one deal with all of its last note, of the step's how, and of its agenda."""
    return (Gap(), *_body(card, width, ALL, ALL))


def _body(card: Card, width: int, notes: int, how: int) -> list[Block]:
    return [
        _head(card, width),
        *_poor(card),
        *_closed(card),
        *_next(card, ALL if notes == ALL else _THEN),
        *_done(card),
        *last_lines(card, notes * (width - 6)),
        *promise_lines(card),
        *how_lines(card, how, width),
        *_against(card),
    ]


def _head(card: Card, cells: int) -> Block:
    """Return the place, the deal, what it is worth, and at the right end when it is due."""
    deal, (number, total) = card.deal, card.place
    stage = stage_title(card.process, card.standing.stage) if card.standing.is_open else ""
    facts = (deal.company, money(deal.value, deal.currency), stage)
    text = f"{number} of {total}   "
    rest = "".join(f" · {harmless(fact)}" for fact in facts if fact)
    state, style = _state(card)
    used = width(text + harmless(deal.handle) + rest) + width(state) + 2
    blank = " " * max(cells - used, 0)
    left = (Span(text, "faint"), Span(deal.handle, "title"), rest + blank)
    return Table((Column(grow=True), Column(align="right")), ((left, Span(state, style)),))


def _state(card: Card) -> tuple[str, Style]:
    """Return when the deal is due, in a word or two."""
    review, following = card.review, card.standing.next
    if review is None:
        return (_back(card), "warning") if _back(card) else (str(card.standing.status), "strong")
    if following is None:
        return "no next step", "error"
    if review.urgency is Urgency.OVERDUE:
        return lateness(following.day, card.today), "error"
    if _has_passed(card, following):
        return "not logged yet", "warning"
    return distance(following.day, card.today), "strong"


def _back(card: Card) -> str:
    """Return since when a closed deal is to be revisited; empty where it isn't yet, or never."""
    day = card.standing.revisit
    if day is None or day > card.today:
        return ""
    return (
        "to revisit today"
        if day == card.today
        else f"to revisit since {short_day(day, card.today)}"
    )


def _has_passed(card: Card, following: NextStep) -> bool:
    on = following.on
    return isinstance(on, datetime) and local(on) <= card.now


def _closed(card: Card) -> list[Block]:
    ending = card.standing.ending
    if card.review is not None or ending is None:
        return []
    on = short_day(day_of(ending.at), card.today)
    why = reason_text(card.process, ending)
    text = f"{str(card.standing.status).capitalize()} on {on}" + (f", {why}" if why else "")
    lines: list[Block] = [TextLine((f"{text.rstrip('.')}.",), hang=2)]
    known = [_person(card.deal, who) for who in card.deal.people]
    if _back(card) and known:
        lines.append(TextLine((f"People: {listed(known[:_KNOWN])}",), hang=2))
    return lines


def _next(card: Card, most: int) -> list[Block]:
    """Return what comes next, with whom, its goal, and what comes then."""
    review = card.review
    if review is None:
        return []
    agenda, following = card.standing.agenda, card.standing.next
    if following is None:
        lines: list[Block] = [TextLine((_sentence(review.why),), hang=2)]
        lines += [*_proposed(card), *_suggested(card)]
    else:
        lines = [TextLine((Span(_item(card, following), "strong"),), hang=2)]
    if review.about.due and review.about.due.purpose:
        lines.append(TextLine((f"Goal: {review.about.due.purpose}.",), hang=2))
    then = [item.next for item in agenda[1 : 1 + most]]
    lines += [TextLine((f"Then: {_item(card, one)}",), hang=2) for one in then]
    more = len(agenda) - 1 - len(then)
    return [
        *lines,
        *(
            [
                TextLine(
                    (f"And {more} more: ? shows them",),
                )
            ]
            if more > 0
            else []
        ),
    ]


def _item(card: Card, following: NextStep) -> str:
    """Return a next step: 'Half-time review, Thu 26 Nov 10:00, with Theo Marsh (owner)'."""
    on = following.on
    at = f" {local(on):%H:%M}" if isinstance(on, datetime) else ""
    people = listed([_person(card.deal, who) for who in following.people])
    parts = (
        what_text(following, card.process),
        f"{short_day(following.day, card.today)}{at}",
        people and f"with {people}",
        "" if following.agreed else "not confirmed",
    )
    return ", ".join(filter(None, parts))


def _person(deal: Deal, handle: str) -> str:
    person = deal.people.get(handle)
    if person is None:
        return handle
    facts = ", ".join(filter(None, (person.role, person.phone)))
    return (person.name or handle) + (f" ({facts})" if facts else "")


def _proposed(card: Card) -> list[Block]:
    """Return what another system has next."""
    if card.proposed is None:
        return []
    where = where_planned(card.review.about) if card.review else ""
    what = what_text(card.proposed, card.process)
    planned = f"Planned{where}: {what}, {when_planned(card.proposed.on, card.today)}"
    return [TextLine((Span(planned, "strong"), ". a schedules it."), hang=2)]


def _suggested(card: Card) -> list[Block]:
    due = card.review.about.due if card.review else None
    step = card.process.step(due.step) if due else None
    if step is None or due is None:
        return [TextLine(("Nothing is left to do in the process: win it or close it.",))]
    day = short_day(due_day(step.within, card.today, card.calendar), card.today)
    takes = f", {step.takes.spoken()}" if step.takes else ""
    text = f"Suggested: {due.title}, by {day}{takes}{_with_whom(card, step)}"
    return [TextLine((Span(text, "strong"),), hang=2)]


def _with_whom(card: Card, step: Step) -> str:
    present = [_person(card.deal, who) for who in people_for(card.deal, step, card.standing)]
    absent = listed([*map(card.process.role_name, roles_without_person(card.deal, step))])
    there = f", with {listed(present)}" if present else ""
    return there + (f"; find out who is the {absent}" if absent else "")


def _done(card: Card) -> list[Block]:
    """Return what was done here in this review, what is against the close, and what was begun."""
    texts = [_sentence(text) for text in card.troubles]
    texts += [f"Unfinished: {', '.join(card.drafts)}. x drops it."] if card.drafts else []
    if card.done:
        texts.append(f"Done here: {'; '.join(card.done)}. u takes it back.")
    elif card.settled:
        texts.append("Nothing to do today.")
    return [TextLine((text,), hang=2) for text in texts]


def _poor(card: Card) -> list[Block]:
    """Return the signs of a poor deal, where they ask for its end."""
    line = poor_line(card.review, "k closes it.")
    return [line] if line else []


def _against(card: Card) -> list[Block]:
    """Return the signs that don't ask for the deal's end."""
    review = card.review
    if review is None or not review.signs or review.looks_poor:
        return []
    texts = "; ".join(sign.text for sign in review.signs)
    return [TextLine((Span(_sentence(texts), "warning"),), hang=2)]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
