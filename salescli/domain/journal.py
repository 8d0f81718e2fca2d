"""The journal: what happened in a deal on each day of a period, and what it adds up to. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from salescli.domain.agenda import Turn, turns
from salescli.domain.deal import Deal
from salescli.domain.deal_fields import Amount
from salescli.domain.process import Process
from salescli.domain.standing import Standing
from salescli.domain.time.moment import day_of
from salescli.domain.time.period import Period


@dataclass(frozen=True, slots=True)
class JournalDay:
    """One deal on one day: its entries of that day, each with what it did to the agenda."""

    deal: Deal
    process: Process
    day: date
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What happened, counted. `won_value` has the values of the deals won, by currency."""

    encounters: int = 0
    emails: int = 0  # of the encounters
    advances: int = 0
    opened: int = 0
    won: int = 0
    lost: int = 0
    walked: int = 0
    won_value: Mapping[str, Amount] = field(default_factory=dict)


def journal_days(
    deal: Deal, process: Process, standing: Standing, period: Period
) -> list[JournalDay]:
    """Return the days of a period on which something happened in a deal, in order of time."""
    days: dict[date, list[Turn]] = {}
    for turn in turns(standing.log, {step.id for step in process.steps}):
        day = day_of(turn.entry.at)
        if period.has(day):
            days.setdefault(day, []).append(turn)
    return [JournalDay(deal, process, day, tuple(of)) for day, of in days.items()]


def logged_by(of_day: JournalDay, colleague: str) -> JournalDay:
    """Return what of a day in a deal a colleague logged."""
    own = tuple(turn for turn in of_day.turns if turn.entry.by == colleague)
    return replace(of_day, turns=own)


def is_advance(turn: Turn) -> bool:
    """Return whether an entry is an encounter whose follow-up the buyer agreed to."""
    return turn.entry.is_encounter and turn.follow_up is not None and turn.follow_up.agreed


def tallies_summed(first: Tally, second: Tally) -> Tally:
    """Return two tallies in one."""
    values = dict(first.won_value)
    for currency, value in second.won_value.items():
        values[currency] = values.get(currency, 0) + value
    return Tally(
        encounters=first.encounters + second.encounters,
        emails=first.emails + second.emails,
        advances=first.advances + second.advances,
        opened=first.opened + second.opened,
        won=first.won + second.won,
        lost=first.lost + second.lost,
        walked=first.walked + second.walked,
        won_value=values,
    )


def tally(days: Iterable[JournalDay]) -> Tally:
    """Return what the days of a journal add up to."""
    counts: defaultdict[str, int] = defaultdict(int)
    values: defaultdict[str, Amount] = defaultdict(int)
    for of_day in days:
        for turn in of_day.turns:
            entry = turn.entry
            counts["encounters"] += entry.is_encounter
            counts["emails"] += entry.kind == "email"
            counts["advances"] += is_advance(turn)
            counts[entry.result or entry.kind] += 1
            if entry.result == "won" and of_day.deal.value is not None:
                values[of_day.deal.currency] += of_day.deal.value
    return Tally(
        encounters=counts["encounters"],
        emails=counts["emails"],
        advances=counts["advances"],
        opened=counts["open"],
        won=counts["won"],
        lost=counts["lost"],
        walked=counts["disqualified"],
        won_value=dict(values),
    )
