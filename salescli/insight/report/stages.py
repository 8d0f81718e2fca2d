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


def stage_path(courses: Iterable[Trajectory]) -> Line:
    """The stages of a process in order, as the newest revision among its deals has them."""
    return max(courses, key=attrgetter("revision")).stages


def stage_paths(courses: Iterable[Trajectory]) -> dict[str, Line]:
    """The line of each process that some deals are held to."""
    groups = grouped(courses, lambda one: (one.process,))
    return {process: stage_path(some) for process, some in groups.items()}


def stages_passed(course: Trajectory, line: Line) -> int:
    """How many stages of the line a deal reached: all of them when it was won.

    A stage counts as reached when a step of it or of a later one was held. Of a deal that was
    imported as closed, without its way, none is known: neither of a lost one, nor of a won one.
    Were the won ones taken to have reached all, whatever gets to a stage would seem to be won.
    """
    if course.untold:
        return 0
    if course.is_won:
        return len(line)
    if course.reached is None:
        return 0
    if course.stages == line:
        return line.index(course.reached) + 1
    until = course.stages.index(course.reached) + 1
    return max((line.index(s) + 1 for s in course.stages[:until] if s in line), default=0)


def pipeline(courses: Sequence[Trajectory]) -> tuple[Standings, ...]:
    """Where the open deals stand, process by process, stage by stage."""
    rows: list[Standings] = []
    for process, some in sorted(grouped(courses, lambda one: (one.process,)).items()):
        groups = grouped((c for c in some if c.is_open), lambda one: (one.stage or "",))
        if groups:
            stages = dict.fromkeys([*stage_path(some), *sorted(groups)])
            rows += [_standings(process, stage, groups.get(stage, [])) for stage in stages]
    return tuple(rows)


def _standings(process: str, stage: str, some: Sequence[Trajectory]) -> Standings:
    unvalued = sum(one.value is None for one in some)
    return Standings(process, stage, len(some), unvalued, sums(some))


def passages(courses: Sequence[Trajectory], period: Period) -> tuple[Passage, ...]:
    """The conversion from stage to stage of the deals that were opened in the period."""
    groups = grouped(courses, lambda one: (one.process,))
    rows: list[Passage] = []
    for process, every in sorted(groups.items()):
        line = stage_path(every)
        some = [one for one in every if period.has(one.opened)]
        if some:
            rows += _passages(process, line, some)
    return tuple(rows)


def _passages(process: str, line: Line, some: Sequence[Trajectory]) -> Iterable[Passage]:
    reached = [0] * (len(line) + 2)
    still = [0] * (len(line) + 1)
    days: list[list[int]] = [[] for _ in still]
    told = [one for one in some if not one.untold]
    for one in told:
        far = stages_passed(one, line)
        for place in range(far + 1):
            reached[place] += 1
        reached[-1] += one.is_won
        if one.is_open:
            still[far] += 1
        for place, taken in enumerate(_between(one, line)):
            if taken is not None:
                days[place].append(taken)
    for place, stage in enumerate((OPENED, *line)):
        on = Share(reached[place + 1], reached[place] - still[place])
        untold = len(some) - len(told) if stage == OPENED else 0
        between = quartiles(days[place])
        yield Passage(process, stage, reached[place], on, still[place], between, untold)


def _between(course: Trajectory, line: Line) -> Iterable[int | None]:
    """The days from each place of the line to the one after it, where both are known."""
    here = course.opened
    for there in arrivals(course, line):
        yield None if here is None or there is None else max((there - here).days, 0)
        here = there


def arrivals(course: Trajectory, line: Line) -> list[date | None]:
    """The day on which a deal came to each stage, or past it; last, the day on which it was won."""
    days = course.entered
    if course.stages != line:
        known = dict(zip(course.stages, course.entered, strict=False))
        days = tuple(known.get(stage) for stage in line)
    earliest: date | None = None
    came: list[date | None] = [course.ended if course.is_won else None]
    for day in reversed(days):
        if day is not None and (earliest is None or day < earliest):
            earliest = day
        came.append(earliest)
    return came[::-1]
