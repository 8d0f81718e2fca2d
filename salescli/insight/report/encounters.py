"""What was said: how encounters ended, how expected closes moved, and why deals were lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from salescli.domain.standing import Status
from salescli.domain.time.period import Period
from salescli.insight.report.results import Amounts, grouped, sums
from salescli.insight.statistics.proportion import Share
from salescli.insight.statistics.survival import Quartiles, quartiles
from salescli.insight.trajectory import Trajectory


@dataclass(frozen=True, slots=True)
class EncounterStats:
    """The encounters of the period in deals of one status, or in all ("").

    `advance` is the share of those whose next step the buyer agreed to among those with a next
    step. `loose` ones ended in none at all.
    """

    status: str
    advance: Share
    loose: int


@dataclass(frozen=True, slots=True)
class Slippage:
    """How the expected closes of the deals of one status, or of all (""), were moved.

    `put_off` is the share of deals, of those with an expected close, that was put off in the
    period; `days` are those of each put-off; `forward` counts the moves to an earlier day. `late`
    is how many days after the first expected close the deals that ended in the period did so
    (negative: before it).
    """

    status: str
    put_off: Share
    times: int
    forward: int
    days: Quartiles
    late: Quartiles


@dataclass(frozen=True, slots=True)
class LossReasons:
    """A reason for which deals ended in the period: so often a buyer `said` it, so often we guess.

    `status` is lost or disqualified; `value` is that of all of them.
    """

    status: str
    reason: str
    said: int
    guessed: int
    value: Amounts


def encounters(courses: Sequence[Trajectory], period: Period) -> tuple[EncounterStats, ...]:
    """How the encounters of the period ended: in all deals, then by what became of the deals."""
    rows = (_talk(status, some, period) for status, some in _by_status(courses))
    return tuple(one for one in rows if one.advance.of or one.loose)


def _talk(status: str, some: Sequence[Trajectory], period: Period) -> EncounterStats:
    advances = period.count([one.advances for one in some])
    others = period.count([one.continuations for one in some])
    loose = period.count([one.loose for one in some])
    return EncounterStats(status, Share(advances, advances + others), loose)


def slippage(courses: Sequence[Trajectory], period: Period) -> tuple[Slippage, ...]:
    """How expected closes moved in the period: of all deals, then by what became of them."""
    dated = [one for one in courses if one.first_close is not None]
    rows = (_slippage(status, some, period) for status, some in _by_status(dated))
    return tuple(one for one in rows if one.put_off.of)


def _slippage(status: str, some: Sequence[Trajectory], period: Period) -> Slippage:
    moves = [[days for day, days in one.moves if period.has(day)] for one in some]
    later = [days for each in moves for days in each if days > 0]
    late = [
        (one.ended - one.first_close).days
        for one in some
        if one.ended and one.first_close and period.has(one.ended)
    ]
    put_off = sum(any(days > 0 for days in each) for each in moves)
    forward = sum(days < 0 for each in moves for days in each)
    return Slippage(
        status, Share(put_off, len(some)), len(later), forward, quartiles(later), quartiles(late)
    )


def _by_status(courses: Sequence[Trajectory]) -> list[tuple[str, Sequence[Trajectory]]]:
    groups = grouped(courses, lambda one: (one.status,))
    return [("", courses), *((str(status), groups.get(status, [])) for status in Status)]


def reasons(courses: Iterable[Trajectory], period: Period) -> tuple[LossReasons, ...]:
    """Why the deals of the period were lost or walked away from, what buyers said first."""
    ended = (
        one
        for one in courses
        if one.status in (Status.LOST, Status.DISQUALIFIED) and period.has(one.ended)
    )
    groups = grouped(ended, lambda one: ((one.status, one.reason),))
    rows = (
        LossReasons(
            str(status),
            reason,
            sum(bool(one.said_by) for one in some),
            sum(not one.said_by for one in some),
            sums(some),
        )
        for (status, reason), some in groups.items()
    )
    return tuple(
        sorted(
            rows, key=lambda one: (one.status != Status.LOST, -one.said, -one.guessed, one.reason)
        )
    )
