"""Which deals a list is about: conditions on what is known of a deal, and an order. Pure.

Different conditions must all hold; of several values of one condition, any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from salescli.domain.deal_fields import Amount
from salescli.domain.standing import Status
from salescli.domain.summary import Summary
from salescli.domain.time.moment import sort_key
from salescli.domain.time.period import Period
from salescli.text.matching import meant


@dataclass(frozen=True, slots=True)
class Bounds:
    """The amounts from `low` to `high`; each bound belongs to it unless it is `beyond`.

    None leaves a side open. With a currency, amounts of that one only.
    """

    low: Amount | None = None
    high: Amount | None = None
    beyond: bool = False
    currency: str = ""

    def has(self, value: Amount | None, currency: str) -> bool:
        """Return whether the amount lies in it; one that isn't known doesn't."""
        if value is None or self.currency not in ("", currency):
            return False
        if self.beyond and value in (self.low, self.high):
            return False
        low_enough = self.high is None or value <= self.high
        return low_enough and (self.low is None or value >= self.low)


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on a deal; an empty one leaves nothing out.

    `stages` are ids or titles, as they stand for open deals. Where both are asked for, a deal may
    be `overdue` or `unscheduled`; `waiting` is for an answer to what we wrote. `people`,
    `companies` and `competitors` are names as they were typed, or parts of them.
    """

    statuses: frozenset[Status] = frozenset({Status.OPEN})
    processes: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    overdue: bool = False
    unscheduled: bool = False
    waiting: bool = False
    people: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    value: Bounds | None = None
    closing: Period | None = None

    @property
    def only_open(self) -> bool:
        """Whether closed deals are left out by their status alone."""
        return self.statuses == {Status.OPEN}


def matching_deals(deals: Iterable[Summary], filters: Filters, today: date) -> list[Summary]:
    """Return the deals for which all conditions hold on that day, in their order."""
    conditions = _conditions(filters, today)
    return [deal for deal in deals if all(holds(deal) for holds in conditions)]


def is_overdue(deal: Summary, today: date) -> bool:
    """Return whether the day of its next step has passed."""
    return deal.next is not None and deal.next.day < today


def _conditions(wanted: Filters, today: date) -> list[Callable[[Summary], bool]]:
    """Return the conditions that leave something out."""
    named: list[tuple[object, Callable[[Summary], bool]]] = [
        (wanted.statuses, lambda deal: deal.status in wanted.statuses),
        (wanted.processes, lambda deal: deal.process in wanted.processes),
        (wanted.stages, lambda deal: _stands_in(deal, wanted.stages)),
        (wanted.tags, lambda deal: not wanted.tags.isdisjoint(deal.tags)),
        (wanted.owners, lambda deal: deal.owner in wanted.owners),
        (wanted.overdue or wanted.unscheduled, lambda deal: _is_pressing(deal, wanted, today)),
        (wanted.waiting, lambda deal: deal.waits is not None),
        (wanted.people, lambda deal: _has_person(deal, wanted.people)),
        (wanted.companies, lambda deal: _is_named(wanted.companies, [deal.company])),
        (wanted.competitors, lambda deal: _is_named(wanted.competitors, deal.competitors)),
        (
            wanted.value,
            lambda deal: bool(wanted.value and wanted.value.has(deal.value, deal.currency)),
        ),
        (wanted.closing, lambda deal: bool(wanted.closing and _closes(deal, wanted.closing))),
    ]
    return [condition for value, condition in named if value]


def _stands_in(deal: Summary, stages: frozenset[str]) -> bool:
    return deal.is_open and not stages.isdisjoint((deal.stage, deal.stage_title))


def _is_pressing(deal: Summary, wanted: Filters, today: date) -> bool:
    late = wanted.overdue and is_overdue(deal, today)
    return late or (wanted.unscheduled and deal.is_open and deal.next is None)


def _has_person(deal: Summary, wanted: Iterable[str]) -> bool:
    names = {handle: name for handle, name, _ in deal.people}
    addresses = [address.casefold() for _, _, address in deal.people]
    return any(meant(text, names) or text.strip().casefold() in addresses for text in wanted)


def _is_named(wanted: Iterable[str], names: Iterable[str]) -> bool:
    known = {name: name for name in names}
    return any(meant(text, known) for text in wanted)


def _closes(deal: Summary, period: Period) -> bool:
    return deal.close is not None and period.has(deal.close)


@dataclass(frozen=True, slots=True)
class Order:
    """By what a list is ordered, and whether the last comes first."""

    by: str
    descending: bool = False


Ranks = Mapping[tuple[str, str | None], int]  # the place of a stage in its process

_KEYS: Mapping[str, Callable[[Summary], Any]] = {
    "deal": lambda deal: deal.handle,
    "title": lambda deal: deal.title.casefold(),
    "company": lambda deal: deal.company.casefold(),
    "process": lambda deal: deal.process,
    "status": lambda deal: list(Status).index(deal.status),
    "value": lambda deal: deal.value,
    "currency": lambda deal: deal.currency,
    "close": lambda deal: deal.close,
    "owner": lambda deal: deal.owner,
    "source": lambda deal: deal.source,
    "next": lambda deal: sort_key(deal.next.on) if deal.next else None,
    "last": lambda deal: sort_key(deal.last_at) if deal.last_at else None,
    "opened": lambda deal: sort_key(deal.opened) if deal.opened else None,
    "ended": lambda deal: sort_key(deal.ended) if deal.ended else None,
}
SORTS = (*_KEYS, "stage")


def sort_deals(deals: Sequence[Summary], orders: Iterable[Order], ranks: Ranks) -> list[Summary]:
    """Return the deals by the first of the orders, those equal in it by the next one, and so on.

    What isn't known comes last either way. Values are compared within their currency, the
    currencies in alphabetical order.
    """
    ordered = list(deals)
    for order in reversed(list(orders)):
        ordered = _by(ordered, order, ranks)
    return ordered


def _by(deals: list[Summary], order: Order, ranks: Ranks) -> list[Summary]:
    def of_stage(deal: Summary) -> Any:
        return deal.process, ranks.get((deal.process, deal.stage), len(ranks))

    key = of_stage if order.by == "stage" else _KEYS[order.by]
    known = [deal for deal in deals if key(deal) not in (None, "")]
    unknown = [deal for deal in deals if key(deal) in (None, "")]
    known.sort(key=key, reverse=order.descending)
    if order.by == "value":
        known.sort(key=lambda deal: deal.currency)
    return known + unknown
