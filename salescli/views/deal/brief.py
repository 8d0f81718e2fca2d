"""The screen of `brief`: what to know before a call, each fact with the day of its entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from salescli.domain.briefing import Briefing
from salescli.domain.day.review import due_words
from salescli.domain.deal import Entry, Person
from salescli.domain.incoming.promises import Promise, Side, current, without_promises
from salescli.domain.process import Process
from salescli.domain.summary import Summary, what_text
from salescli.domain.time.moment import When, day_of, local
from salescli.text.lazy_re import lazy_re
from salescli.text.safe_text import harmless
from salescli.text.wording import distance, listed, short_day
from salescli.views.deal.deal_head import poor_lines, stage_text, title_line
from salescli.views.deal.people_of_deal import met_days
from salescli.views.deal.shown_deal import ShownDeal
from salescli.views.phrases import money, names_text, step_title
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

_SENTENCE = lazy_re(r"(?<=[.?!])\s+(?=[A-Z])")
_LABEL = 12  # cells of the names of the facts
_MARGIN = 3


@dataclass(frozen=True, slots=True)
class Brief:
    """A deal, and what to know of it before its next step."""

    sheet: ShownDeal
    known: Briefing


@dataclass(frozen=True, slots=True)
class _Share:
    """Lines of the last note, promises of a side, lines of what to ask."""

    note: int
    promises: int
    ask: int


_SHARES = (
    *(_Share(4, 3, 8), _Share(3, 3, 6), _Share(3, 3, 5), _Share(2, 3, 4), _Share(2, 2, 4)),
    *(_Share(2, 2, 3), _Share(2, 2, 2), _Share(1, 2, 2), _Share(1, 1, 1), _Share(1, 1, 0)),
)


def brief_screen(brief: Brief, width: int, lines: int) -> Document:
    """Return what to know, in no more lines than these."""
    return first_that_fits((_screen(brief, share, width) for share in _SHARES), width, lines)


def _screen(brief: Brief, share: _Share, width: int) -> Document:
    cells = max(width - _LABEL - _MARGIN, 20)
    facts = [*_facts(brief, share, cells)]
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (Span(label.ljust(_LABEL), "faint"), text) for label, text in facts
    )
    columns = (Column(least=_LABEL), Column(grow=True, wrap=True))
    return (*_head(brief), *poor_lines(brief.sheet), Gap(), Table(columns, rows))


def _head(brief: Brief) -> list[Block]:
    sheet, about = brief.sheet, brief.known.about
    if about is None:
        step = brief.known.step
        what = f"suggested: {step.title or step.id}" if step and sheet.standing.is_open else ""
        status = "nothing is scheduled" if sheet.standing.is_open else str(sheet.standing.status)
        return [title_line(sheet.deal), TextLine((" · ".join(filter(None, (status, what))),))]
    late = about.day < sheet.today
    when = Span(due_words(about, sheet.today), "error" if late else "strong")
    agreed = "confirmed" if about.agreed else "not confirmed"
    return [
        title_line(sheet.deal),
        TextLine((f"{what_text(about, sheet.process)} · ", when, f" · {agreed}"), hang=2),
    ]


def _facts(brief: Brief, share: _Share, cells: int) -> Iterator[tuple[str, Cell]]:
    """Yield the name of each fact, and the fact."""
    sheet, known = brief.sheet, brief.known
    met = met_days(sheet.standing)
    for label, who in _labelled("With", known.present):
        yield label, _present(sheet, who, met.get(who))
    if known.missing or known.unknown:
        yield "Missing", _missing(known, sheet.process)
    yield "Stands", " · ".join(filter(None, _stands(sheet)))
    yield from _last(brief, share.note, cells)
    yield from _promised(brief, share.promises)
    if sheet.deal.competitors:
        yield "Against", ", ".join(sheet.deal.competitors)
    yield from _labelled("Goal", goals(brief))
    asks, orders = _how(brief, share.ask, cells)
    yield from _labelled("Ask", asks)
    yield from _labelled("How", orders)
    yield from _then(brief)


def _promised(brief: Brief, most: int) -> Iterator[tuple[str, Cell]]:
    """Yield the promises of each side and what is open, the newest first; the rest is counted."""
    sheet = brief.sheet
    fresh, older = current(brief.known.promises, sheet.standing.log, sheet.today)
    for label, side in (("They", Side.THEY), ("We", Side.WE), ("Open", Side.OPEN)):
        lines = [one for one in fresh if one.side is side]
        left = len(lines[most:]) + sum(one.side is side for one in older)
        more = f"{left} older" if left else ""
        shown = lines[:most]
        for name, one in _labelled(label, shown):
            yield (
                name,
                (*_promise(one, sheet.today), f"  + {more}" if more and one is shown[-1] else ""),
            )
        if more and not shown:
            yield label, f"{more}: salescli show {sheet.deal.handle} --log"


def _labelled(label: str, items: Any) -> Iterator[tuple[str, Any]]:
    """Yield items with a label at the first of them."""
    for number, item in enumerate(items):
        yield ("" if number else label), item


def _present(sheet: ShownDeal, handle: str, met: date | None) -> Cell:
    who = sheet.deal.people.get(handle, Person(handle))
    seen = f"met {short_day(met, sheet.today)}" if met else "not met yet"
    role = sheet.process.role_name(who.role) if who.role else ""
    beside = ", ".join(filter(None, (who.title, role, seen)))
    return (f"{who.name or handle} ({beside})", f"  {who.phone}" if who.phone else "")


def _missing(known: Briefing, process: Process) -> str:
    people = [f"{who.name or who.handle} ({process.role_name(who.role)})" for who in known.missing]
    texts = [f"{listed(people)} won't be there"] if people else []
    if known.unknown:
        roles = listed([*map(process.role_name, known.unknown)], "or")
        texts.append(f"find out who is the {roles}")
    return "; ".join(texts)


def _stands(sheet: ShownDeal) -> tuple[str, ...]:
    deal = sheet.deal
    ending = sheet.standing.ending
    if ending is not None:
        why = ending.evidence or ending.reason
        status = f"{sheet.standing.status} on {short_day(day_of(ending.at), sheet.today)}"
        return status, money(deal.value, deal.currency), why
    word = "closes" if deal.close and deal.close >= sheet.today else "was to close"
    close = f"{word} {short_day(deal.close, sheet.today)}" if deal.close else ""
    return stage_text(sheet), money(deal.value, deal.currency), close


def _day(entry: Entry, today: date) -> str:
    return short_day(day_of(entry.at), today)


def _last(brief: Brief, lines: int, cells: int) -> Iterator[tuple[str, Cell]]:
    """Yield the last encounter, and their last words where it does not show them."""
    today, entry, quote = brief.sheet.today, brief.known.last, brief.known.quote
    shown = ""
    if entry is None:
        yield "Last", "no conversation yet"
    else:
        names = names_text(brief.sheet.deal, entry.people)
        steps = ", ".join(step_title(brief.sheet.process, step) for step in entry.steps)
        yield "Last", f"{_day(entry, today)}, {steps or entry.kind}{f', {names}' if names else ''}"
        if note := harmless(without_promises(entry.note)):
            shown = clipped(note, cells, lines)
            yield "", shown
    if quote is not None and quote.text not in shown:
        yield "They said", f"\u201c{quote.text}\u201d ({_day(quote.entry, today)})"


def _promise(promise: Promise, today: date) -> tuple[Span | str, ...]:
    noted = f" ({short_day(promise.day, today)})"
    due = promise.due_day
    if due is None or promise.due is None:
        return (promise.text, noted)
    when = f"{short_day(due, today)}{_clock(promise.due)}, {distance(due, today)}"
    return (f"{promise.text} by ", Span(when, "error" if due < today else "strong"), noted)


def _clock(when: When) -> str:
    return f" {local(when):%H:%M}" if isinstance(when, datetime) else ""


def goals(brief: Brief) -> list[str]:
    """Return the goal of what comes next: as it was scheduled, else the step's open outcomes."""
    if brief.known.about is not None and brief.known.about.goal:
        return [brief.known.about.goal]
    step, met = brief.known.step, brief.sheet.standing.trace.met
    texts = [one.text or one.id for one in (step.outcomes if step else ()) if one.id not in met]
    return [text.rstrip(".") for text in texts]


def _how(brief: Brief, lines: int, cells: int) -> tuple[list[str], list[str]]:
    """Return the questions of the step's how, and what else it says; the questions go first."""
    step = brief.known.step
    every = [line.strip().removeprefix("Ask: ") for line in (step.how if step else "").splitlines()]
    texts = [
        text[:1].upper() + text[1:] for line in every for text in _SENTENCE.split(line) if text
    ]
    kept: list[str] = []
    for text in sorted(texts, key=lambda text: not text.endswith("?")):
        if sum(_rows(one, cells) for one in (*kept, text)) > lines:
            break
        kept.append(text)
    asks = [text for text in kept if text.endswith("?")]
    return asks, [text for text in kept if text not in asks]


def _rows(text: str, cells: int) -> int:
    """Return how many lines of such a width a text takes, near enough."""
    return -(-len(text) // max(cells - 4, 1))


def _then(brief: Brief) -> Iterator[tuple[str, Cell]]:
    """Yield what comes after, and what that needs."""
    sheet, known = brief.sheet, brief.known
    if known.then is not None:
        when = due_words(known.then, sheet.today)
        yield "Then", f"{what_text(known.then, sheet.process)}, {when}"
    if known.following is None:
        return
    step = known.following.step
    within = f"within {step.within.spoken()}" if step.within else ""
    unmet = listed([who.name or who.handle for who in known.following.unmet])
    unknown = listed([*map(sheet.process.role_name, known.following.unknown)])
    needs = [
        f"{unmet} not met yet" if unmet else "",
        f"find out who is the {unknown}" if unknown else "",
    ]
    text = ", ".join(filter(None, (step.title or step.id, within)))
    label = "" if known.then is not None else "Then"
    yield label, "; ".join(filter(None, (text, *needs)))


def nothing_today(upcoming: Summary | None, today: date) -> Document:
    """Return that nothing is scheduled for today, and what comes first after it."""
    lines: list[Block] = [Heading(short_day(today, today), "nothing is scheduled for today")]
    if upcoming is not None:
        when = due_words(upcoming.next, today)
        lines.append(TextLine((f"Next: {when}: {upcoming.handle}, {upcoming.what}.",)))
    return tuple(lines)
