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

    `put_off` is the share of deals, of those with an expected close, that was postponed in the
    period; `days` are those of each postponement; `forward` counts the moves ahead. `late`
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
    """A reason for lost deals: how often a buyer `stated` it, how often it was `guessed`.

    `status` is lost or disqualified; `value` is that of all of them.
    """

    status: str
    reason: str
    stated: int
    guessed: int
    value: Amounts


def encounters(deals: Sequence[Trajectory], period: Period) -> tuple[EncounterStats, ...]:
    """Return how the encounters of the period ended: in all deals, then by the deals' status."""
    rows = (_talk(status, own, period) for status, own in _by_status(deals))
    return tuple(row for row in rows if row.advance.of or row.loose)


def _talk(status: str, deals: Sequence[Trajectory], period: Period) -> EncounterStats:
    advances = period.count([deal.advances for deal in deals])
    others = period.count([deal.continuations for deal in deals])
    loose = period.count([deal.loose for deal in deals])
    return EncounterStats(status, Share(advances, advances + others), loose)


def slippage(deals: Sequence[Trajectory], period: Period) -> tuple[Slippage, ...]:
    """Return how expected closes moved in the period: of all deals, then by the deals' status."""
    dated = [deal for deal in deals if deal.first_close is not None]
    rows = (_slippage(status, own, period) for status, own in _by_status(dated))
    return tuple(row for row in rows if row.put_off.of)


def _slippage(status: str, deals: Sequence[Trajectory], period: Period) -> Slippage:
    moves = [[days for day, days in deal.moves if period.has(day)] for deal in deals]
    later = [days for each in moves for days in each if days > 0]
    late = [
        (deal.ended - deal.first_close).days
        for deal in deals
        if deal.ended and deal.first_close and period.has(deal.ended)
    ]
    put_off = sum(any(days > 0 for days in each) for each in moves)
    forward = sum(days < 0 for each in moves for days in each)
    return Slippage(
        status, Share(put_off, len(deals)), len(later), forward, quartiles(later), quartiles(late)
    )


def _by_status(deals: Sequence[Trajectory]) -> list[tuple[str, Sequence[Trajectory]]]:
    groups = grouped(deals, lambda deal: (deal.status,))
    return [("", deals), *((str(status), groups.get(status, [])) for status in Status)]


def reasons(deals: Iterable[Trajectory], period: Period) -> tuple[LossReasons, ...]:
    """Return why the deals of the period were lost or walked away from, what buyers said first."""
    ended = (
        deal
        for deal in deals
        if deal.status in (Status.LOST, Status.DISQUALIFIED) and period.has(deal.ended)
    )
    groups = grouped(ended, lambda deal: ((deal.status, deal.reason),))
    rows = (
        LossReasons(
            str(status),
            reason,
            sum(bool(deal.said_by) for deal in own),
            sum(not deal.said_by for deal in own),
            sums(own),
        )
        for (status, reason), own in groups.items()
    )
    return tuple(
        sorted(
            rows, key=lambda row: (row.status != Status.LOST, -row.stated, -row.guessed, row.reason)
        )
    )
