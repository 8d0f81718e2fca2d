"""The stages of a process as a line that deals come along: how far each one came, and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from salescli.domain.time.period import Period
from salescli.insight.report.results import Amounts, grouped, sums
from salescli.insight.statistics.proportion import Share
from salescli.insight.statistics.survival import Quartiles, quartiles
from salescli.insight.trajectory import Trajectory

Line = tuple[str, ...]

OPENED = ""  # the place before the first stage: the deal was opened


@dataclass(frozen=True, slots=True)
class Standings:
    """The open deals of a process that stand in one stage, their values per currency.

    `unvalued` of them have no value. The stage is empty where the process declares none.
    """

    process: str
    stage: str
    deals: int
    unvalued: int
    value: Amounts


@dataclass(frozen=True, slots=True)
class Passage:
    """From one stage of a process to the next: of the deals that `reached` it, how many went on.

    `on` leaves out those that are `still` there, open and undecided; from the last stage it counts
    the deals that were won. `days` is how long those that went on took from here to there.
    `untold` deals are in none of these numbers: they were imported as closed, and nothing says how
    far they had come; they stand with the opening alone.
    """

    process: str
    stage: str
    reached: int
    on: Share
    still: int
    days: Quartiles
    untold: int = 0


def stage_path(deals: Iterable[Trajectory]) -> Line:
    """Return the stages of a process in order, as the newest revision among its deals has them."""
    return max(deals, key=attrgetter("revision")).stages


def stage_paths(deals: Iterable[Trajectory]) -> dict[str, Line]:
    """Return the stages of each process that the deals follow."""
    groups = grouped(deals, lambda deal: (deal.process,))
    return {process: stage_path(own) for process, own in groups.items()}


def stages_passed(deal: Trajectory, line: Line) -> int:
    """Return how many stages of the line a deal reached: all of them when it was won.

    A stage counts as reached when a step of it or of a later one was held. Of a deal that was
    imported as closed, without its way, none is known: neither of a lost one, nor of a won one.
    Were the won ones taken to have reached all, whatever gets to a stage would seem to be won.
    """
    if deal.untold:
        return 0
    if deal.is_won:
        return len(line)
    if deal.reached is None:
        return 0
    if deal.stages == line:
        return line.index(deal.reached) + 1
    until = deal.stages.index(deal.reached) + 1
    return max((line.index(s) + 1 for s in deal.stages[:until] if s in line), default=0)


def pipeline(deals: Sequence[Trajectory]) -> tuple[Standings, ...]:
    """Return where the open deals stand, process by process, stage by stage."""
    rows: list[Standings] = []
    for process, own in sorted(grouped(deals, lambda deal: (deal.process,)).items()):
        groups = grouped((deal for deal in own if deal.is_open), lambda deal: (deal.stage or "",))
        if groups:
            stages = dict.fromkeys([*stage_path(own), *sorted(groups)])
            rows += [_standings(process, stage, groups.get(stage, [])) for stage in stages]
    return tuple(rows)


def _standings(process: str, stage: str, deals: Sequence[Trajectory]) -> Standings:
    unvalued = sum(deal.value is None for deal in deals)
    return Standings(process, stage, len(deals), unvalued, sums(deals))


def passages(deals: Sequence[Trajectory], period: Period) -> tuple[Passage, ...]:
    """Return the conversion from stage to stage of the deals that were opened in the period."""
    groups = grouped(deals, lambda deal: (deal.process,))
    rows: list[Passage] = []
    for process, every in sorted(groups.items()):
        line = stage_path(every)
        own = [deal for deal in every if period.has(deal.opened)]
        if own:
            rows += _passages(process, line, own)
    return tuple(rows)


def _passages(process: str, line: Line, deals: Sequence[Trajectory]) -> Iterable[Passage]:
    reached = [0] * (len(line) + 2)
    still = [0] * (len(line) + 1)
    days: list[list[int]] = [[] for _ in still]
    known = [deal for deal in deals if not deal.untold]
    for deal in known:
        far = stages_passed(deal, line)
        for place in range(far + 1):
            reached[place] += 1
        reached[-1] += deal.is_won
        if deal.is_open:
            still[far] += 1
        for place, taken in enumerate(_between(deal, line)):
            if taken is not None:
                days[place].append(taken)
    for place, stage in enumerate((OPENED, *line)):
        on = Share(reached[place + 1], reached[place] - still[place])
        untold = len(deals) - len(known) if stage == OPENED else 0
        between = quartiles(days[place])
        yield Passage(process, stage, reached[place], on, still[place], between, untold)


def _between(deal: Trajectory, line: Line) -> Iterable[int | None]:
    """Return the days from each place of the line to the one after it, where both are known."""
    here = deal.opened
    for there in arrivals(deal, line):
        yield None if here is None or there is None else max((there - here).days, 0)
        here = there


def arrivals(deal: Trajectory, line: Line) -> list[date | None]:
    """Return the day on which a deal came to each stage, or past it; last, the day it was won."""
    days = deal.entered
    if deal.stages != line:
        known = dict(zip(deal.stages, deal.entered, strict=False))
        days = tuple(known.get(stage) for stage in line)
    earliest: date | None = None
    came: list[date | None] = [deal.ended if deal.is_won else None]
    for day in reversed(days):
        if day is not None and (earliest is None or day < earliest):
            earliest = day
        came.append(earliest)
    return came[::-1]
