"""What a card says of the talk so far: last words, promises, and how the step is done."""

from __future__ import annotations

from datetime import date

from salescli.domain.briefing import last_words
from salescli.domain.deal import Entry
from salescli.domain.incoming.promises import Promise, Side, current, promises, without_promises
from salescli.domain.time.moment import day_of
from salescli.text.safe_text import harmless, shorten, width
from salescli.text.wording import listed, short_day
from salescli.views.day.card_content import Card
from salescli.views.phrases import step_title
from salescli.views.render.document import Block, Span, TextLine

ALL = 10_000  # lines: as many as there are
_PROMISED = 2  # promises of each side that are shown
_MORE = "  ? for all"
_RAGGED = 5  # cells that a line loses where its last word is wrapped


def last_lines(card: Card, cells: int) -> list[Block]:
    """Return the last entry that has words, and its words."""
    entry = last_words(card.standing)
    if entry is None:
        return [TextLine(("No conversation yet.",))] if card.review else []
    note = without_promises(entry.note)
    text = shorten(harmless(note.strip()), cells) if cells else ""
    what = f"{short_day(day_of(entry.at), card.today)}, {entry.kind}{_steps(card, entry)}"
    return [TextLine((Span(f"Last: {what}", ""), f": {text}" if text else ""), hang=2)]


def _steps(card: Card, entry: Entry) -> str:
    steps = ", ".join(step_title(card.process, step) for step in entry.steps)
    people = listed(entry.people)
    return (f", {steps}" if steps else "") + (f", with {people}" if people else "")


def promise_lines(card: Card) -> list[Block]:
    """Return what each side promised and still owes, a line a side."""
    if card.review is None:
        return []
    log = card.standing.log
    noted, _ = current(promises(log, card.calendar), log, card.today)
    lines: list[Block] = []
    for side, word in ((Side.THEY, "They promised"), (Side.WE, "We promised")):
        own = [promise for promise in noted if promise.side is side][:_PROMISED]
        if own:
            text = "; ".join(_promise(promise, card.today) for promise in own)
            lines.append(TextLine((f"{word}: {text}",), hang=2))
    return lines


def _promise(promise: Promise, today: date) -> str:
    due = f" by {short_day(promise.due_day, today)}" if promise.due_day else ""
    return f"{promise.text}{due} ({short_day(promise.day, today)})"


def how_lines(card: Card, lines: int, cells: int) -> list[Block]:
    """Return the first lines of how the step is done; `?` shows the rest."""
    due = card.review.about.due if card.review else None
    step = card.process.step(due.step) if due else None
    how = step.how.strip() if step else ""
    if not how or not lines:
        return []
    if lines == ALL:
        return [TextLine((text.strip(),), hang=2) for text in f"How: {how}".splitlines()]
    text = harmless(f"How: {how}")
    room = lines * (cells - 2) - len(_MORE) - _RAGGED * lines
    if width(text) <= room:
        return [TextLine((text,), hang=2)]
    cut = f"{shorten(text, room).rstrip('…').rpartition(' ')[0]} …"
    return [TextLine((cut, Span(_MORE, "faint")), hang=2)]
