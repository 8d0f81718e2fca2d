"""The tables of `learn`, one section a function; a section without anything to say is empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from salescli.insight.learn.compare import ComparedFact, Comparison
from salescli.insight.learn.landmark import decisive_step
from salescli.insight.learn.learn import Lessons
from salescli.insight.learn.pace import Quartiles
from salescli.views.learn.phrases import fraction, interval, p_value, share
from salescli.views.phrases import stage_title, step_title
from salescli.views.render.document import Block, Cell, Column, Gap, Heading, Span, Table
from salescli.views.report.numbers import tenths

_SHARES = (
    Column(grow=True, least=12),
    Column("won", align="right"),
    Column(),
    Column("lost", align="right"),
    Column(),
    Column("p", align="right"),
)
_SKIPPED = Column("skipped", align="right")


def results_part(lessons: Lessons) -> Iterator[Block]:
    """Yield how the deals of each revision ended."""
    yield from (Gap(), Heading("Results by revision"))
    columns = (
        *(Column("revision"), Column("won", align="right"), Column("lost", align="right")),
        *(Column("disqualified", align="right"), Column("share won")),
        Column("days to win", align="right"),
    )
    rows = tuple(
        (
            *(str(result.revision), str(result.won), str(result.lost), str(result.disqualified)),
            share(result.won, result.won + result.lost),
            "" if result.days is None else f"{tenths(result.days)}bd",
        )
        for result in lessons.results
    )
    yield Table(columns, rows, indent=2)


def steps_part(lessons: Lessons) -> Iterator[Block]:
    """Yield which steps were held, and how often each was set aside."""
    compared = {fact.about: fact for fact in lessons.answers_to(ComparedFact.STEP)}
    yield from (Gap(), Heading("Steps", "done, of the deals that went on past them"))
    rows = []
    for step in lessons.process.steps:
        skipped = str(lessons.skipped.get(step.id, "") or "")
        name = step_title(lessons.process, step.id) + ("" if step.required else " (optional)")
        fact = compared.get(step.id)
        cells: tuple[Cell, ...] = _cells(fact) if fact else ("", "", "", "", "last")
        rows.append((name, *cells, skipped))
    yield Table((*_SHARES, _SKIPPED), tuple(rows), indent=2)


def outcomes_part(lessons: Lessons) -> Iterator[Block]:
    """Yield which outcomes were met."""
    facts_shown = lessons.answers_to(ComparedFact.OUTCOME)
    if facts_shown:
        yield from (Gap(), Heading("Outcomes", "met, of the deals that had their step"))
        yield _table(facts_shown, [fact.about for fact in facts_shown])


def people_part(lessons: Lessons) -> Iterator[Block]:
    """Who was met before the ask."""
    facts_shown = [
        *lessons.answers_to(ComparedFact.ROLE),
        *lessons.answers_to(ComparedFact.SEVERAL),
    ]
    if facts_shown:
        before = step_title(lessons.process, decisive_step(lessons.process) or "")
        yield from (Gap(), Heading("People", f"met before {before}, of the deals that came to it"))
        several = "two or more at the buyer"
        names = [
            several if fact.question is ComparedFact.SEVERAL else fact.about for fact in facts_shown
        ]
        yield _table(facts_shown, names)


def facts(lessons: Lessons) -> Iterator[Block]:
    """Yield what was known of the deals at first."""
    facts_shown = lessons.answers_to(ComparedFact.FACT)
    if facts_shown:
        yield from (Gap(), Heading("Facts", "known when the deal was opened"))
        yield _table(facts_shown, [fact.about for fact in facts_shown])


def _table(facts_shown: Sequence[Comparison], names: Sequence[str]) -> Table:
    rows = ((name, *_cells(fact)) for name, fact in zip(names, facts_shown, strict=True))
    return Table(_SHARES, tuple(rows), indent=2)


def _cells(fact: Comparison) -> tuple[Cell, ...]:
    table = fact.total
    shares: list[Cell] = []
    for part, of in ((table.won_with, table.won), (table.lost_with, table.lost)):
        shares += [fraction(part, of), interval(part, of)]
    if fact.lacks:
        return (*shares, Span(f"{fact.lacks} more", "faint"))
    return (*shares, Span(p_value(fact.corrected), "strong" if fact.tells else ""))


def order_part(lessons: Lessons) -> Iterator[Block]:
    """Yield the order of the steps in won deals."""
    places = lessons.order.places
    if not places:
        return
    yield from (Gap(), Heading("Order", "of the steps in won deals, as it was"))
    after = {
        place.step: lessons.order.pairs[place.step, following.step]
        for place, following in pairwise(places)
    }
    rows = []
    for place in places:
        pair = after.get(place.step)
        before = f"{pair.before} of {pair.both}" if pair and pair.both else ""
        name = step_title(lessons.process, place.step)
        rows.append((tenths(place.median), name, str(place.deals), before))
    columns = (
        *(Column("place", align="right"), Column("step", grow=True)),
        *(Column("deals", align="right"), Column("before the next one in", align="right")),
    )
    yield Table(columns, tuple(rows), indent=2)


def paces_part(lessons: Lessons) -> Iterator[Block]:
    """Yield how soon the steps came."""
    p = {fact.about: _cells(fact)[-1] for fact in lessons.answers_to(ComparedFact.PACE)}
    rows = tuple(
        (
            step_title(lessons.process, pace.step),
            "" if pace.within is None else f"{pace.within}bd",
            *(_quartiles(pace.won_quartiles), _quartiles(pace.lost_quartiles)),
            p.get(pace.step, ""),
        )
        for pace in lessons.paces
        if pace.won or pace.lost
    )
    if rows:
        note = "business days since the conversation before: median (quartiles)"
        yield from (Gap(), Heading("Pace", note))
        columns = (
            *(Column(grow=True, least=12), Column("within", align="right")),
            *(Column("won", align="right"), Column("lost", align="right")),
            Column("p", align="right"),
        )
        yield Table(columns, rows, indent=2)


def _quartiles(quartiles: Quartiles | None) -> str:
    if quartiles is None:
        return ""
    low, middle, high = map(tenths, quartiles)
    return f"{middle} ({low}-{high})"


def stops_part(lessons: Lessons) -> Iterator[Block]:
    """Yield how far the others had come."""
    if not any(stop.lost or stop.disqualified for stop in lessons.stops):
        return
    yield from (Gap(), Heading("Where they stopped", "the furthest stage with a step done"))
    rows = tuple(
        (
            stage_title(lessons.process, stop.stage) if stop.stage else "no step done",
            *(str(stop.lost or ""), str(stop.disqualified or "")),
        )
        for stop in lessons.stops
    )
    columns = (
        *(Column(grow=True), Column("lost", align="right")),
        Column("disqualified", align="right"),
    )
    yield Table(columns, rows, indent=2)


SECTIONS = (
    results_part,
    steps_part,
    outcomes_part,
    people_part,
    facts,
    order_part,
    paces_part,
    stops_part,
)
