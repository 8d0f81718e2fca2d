"""A deal in two lines: who and what, how much, how far, by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from salescli.domain.deal import IMPORTED, Deal
from salescli.domain.own_fields import PREFIX, own_fields, plain_words
from salescli.domain.summary import reason_text
from salescli.text.safe_text import harmless, shorten, width
from salescli.text.shell_quoting import command
from salescli.text.wording import day_text, distance, echo, short_day
from salescli.views.deal.poor_deal import poor_line
from salescli.views.deal.shown_deal import ShownDeal
from salescli.views.phrases import money, stage_title
from salescli.views.render.document import Block, Heading, Span, TextLine

_LONG = 60  # cells of an own field beside others


def title_line(deal: Deal) -> Heading:
    """Return the deal's handle, with company and title beside it."""
    title = deal.title if deal.title not in ("", deal.company) else ""
    return Heading(deal.handle, " · ".join(filter(None, (deal.company, title))))


def head_lines(sheet: ShownDeal, cells: int) -> list[Block]:
    """Return who and what, and in a line how much, how far and by when; of a closed deal, why.

    What the line has no room for is left out from its end: process, owner.
    """
    deal, ending = sheet.deal, sheet.standing.ending
    follows = sheet.process.name or deal.process or "no process"
    facts = [money(deal.value, deal.currency)]
    if ending is None:
        facts.append(stage_text(sheet))
        facts.append(_closing(deal.close, sheet.today) if deal.close else "")
    else:
        facts.append(f"{sheet.standing.status} on {day_text(ending.at)}")
    facts += [deal.owner, follows if sheet.judged else f"{follows}, which is not in the book"]
    lines: list[Block] = [title_line(deal), TextLine((_fitting(facts, cells),))]
    if ending and (ending.reason or ending.evidence or ending.revisit):
        back = f"revisit on {echo(ending.revisit, sheet.today)}" if ending.revisit else ""
        by = f"said by {ending.said_by}" if ending.said_by else ""
        texts = (harmless(reason_text(sheet.process, ending)), by, back)
        lines.append(TextLine((" · ".join(filter(None, texts)),)))
    return lines


def poor_lines(sheet: ShownDeal) -> list[Block]:
    """Return the signs that ask for the end of a deal, with the command that ends it."""
    line = poor_line(sheet.review, command("walk", sheet.deal.handle))
    return [line] if line else []


def _closing(close: date, today: date) -> str:
    word = "closes" if close >= today else "was to close"
    return f"{word} {short_day(close, today)}, {distance(close, today)}"


def _fitting(facts: Sequence[str], cells: int) -> str:
    kept = [fact for fact in facts if fact]
    while len(kept) > 1 and width(" · ".join(map(harmless, kept))) > cells:
        kept.pop()
    return " · ".join(kept)


def stage_text(sheet: ShownDeal) -> str:
    """Return the stage with its place among the others: `Approve (6 of 8)`."""
    ids = [stage.id for stage in sheet.process.stages]
    stage = sheet.standing.stage
    title = stage_title(sheet.process, stage)
    return f"{title} ({ids.index(stage) + 1} of {len(ids)})" if stage in ids else title


def own_texts(deal: Deal, *, imported: bool) -> list[tuple[str, str]]:
    """Return the owner's own fields in words, by their keys; those of an import too, or not."""
    inner = f"{PREFIX}{IMPORTED}."
    return [
        (key.removeprefix(PREFIX), text)
        for key, value in own_fields(deal.custom)
        if (text := plain_words(value)) and (imported or not key.startswith(inner))
    ]


def own_line(deal: Deal, cells: int | None) -> list[Block]:
    """Return the owner's own fields, long ones cut; in so many cells, if not None."""
    texts = [
        f"{key} {shorten(harmless(text), _LONG)}" for key, text in own_texts(deal, imported=False)
    ]
    text = " · ".join(texts)
    text = text if cells is None else shorten(text, cells)
    return [TextLine((Span(text, "faint"),))] if texts else []


def met_text(day: date | None, today: date) -> str:
    """Return when somebody was last met, as short as can be: `met 18 Nov`."""
    if day is None:
        return "not met yet"
    text = day_text(day).split(" ", 1)[1]
    return f"met {text}" if day.year != today.year else f"met {text.rsplit(' ', 1)[0]}"
