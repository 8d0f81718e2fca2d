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
        """Whether the amount lies in it; one that isn't known doesn't."""
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
    be `overdue` or `unscheduled`.
    """

    statuses: frozenset[Status] = frozenset({Status.OPEN})
    processes: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    overdue: bool = False
    unscheduled: bool = False
    value: Bounds | None = None
    closing: Period | None = None

    @property
    def only_open(self) -> bool:
        """Whether closed deals are left out by their status alone."""
        return self.statuses == {Status.OPEN}


def matching_deals(deals: Iterable[Summary], filters: Filters, today: date) -> list[Summary]:
    """The deals for which all conditions hold on that day, in their order."""
    conditions = _conditions(filters, today)
    return [one for one in deals if all(holds(one) for holds in conditions)]


def is_overdue(deal: Summary, today: date) -> bool:
    """Whether the day of its next step has passed."""
    return deal.next is not None and deal.next.day < today


def _conditions(wanted: Filters, today: date) -> list[Callable[[Summary], bool]]:
    """The conditions that leave something out."""
    named: list[tuple[object, Callable[[Summary], bool]]] = [
        (wanted.statuses, lambda one: one.status in wanted.statuses),
        (wanted.processes, lambda one: one.process in wanted.processes),
        (wanted.stages, lambda one: _stands_in(one, wanted.stages)),
        (wanted.tags, lambda one: not wanted.tags.isdisjoint(one.tags)),
        (wanted.owners, lambda one: one.owner in wanted.owners),
        (wanted.overdue or wanted.unscheduled, lambda one: _is_pressing(one, wanted, today)),
        (
            wanted.value,
            lambda one: bool(wanted.value and wanted.value.has(one.value, one.currency)),
        ),
        (wanted.closing, lambda one: bool(wanted.closing and _closes(one, wanted.closing))),
    ]
    return [condition for given, condition in named if given]


def _stands_in(deal: Summary, stages: frozenset[str]) -> bool:
    return deal.is_open and not stages.isdisjoint((deal.stage, deal.stage_title))


def _is_pressing(deal: Summary, wanted: Filters, today: date) -> bool:
    late = wanted.overdue and is_overdue(deal, today)
    return late or (wanted.unscheduled and deal.is_open and deal.next is None)


def _closes(deal: Summary, period: Period) -> bool:
    return deal.close is not None and period.has(deal.close)


@dataclass(frozen=True, slots=True)
class Order:
    """By what a list is ordered, and whether the last comes first."""

    by: str
    descending: bool = False


Ranks = Mapping[tuple[str, str | None], int]  # the place of a stage in its process

_KEYS: Mapping[str, Callable[[Summary], Any]] = {
    "deal": lambda one: one.handle,
    "title": lambda one: one.title.casefold(),
    "company": lambda one: one.company.casefold(),
    "process": lambda one: one.process,
    "status": lambda one: list(Status).index(one.status),
    "value": lambda one: one.value,
    "currency": lambda one: one.currency,
    "close": lambda one: one.close,
    "owner": lambda one: one.owner,
    "source": lambda one: one.source,
    "next": lambda one: sort_key(one.next.on) if one.next else None,
    "last": lambda one: sort_key(one.last_at) if one.last_at else None,
    "opened": lambda one: sort_key(one.opened) if one.opened else None,
    "ended": lambda one: sort_key(one.ended) if one.ended else None,
}
SORTS = (*_KEYS, "stage")


def sort_deals(deals: Sequence[Summary], orders: Iterable[Order], ranks: Ranks) -> list[Summary]:
    """The deals by the first of the orders, those equal in it by the next one, and so on.

    What isn't known comes last either way. Values are compared within their currency, the
    currencies in alphabetical order.
    """
    found = list(deals)
    for order in reversed(list(orders)):
        found = _by(found, order, ranks)
    return found


def _by(deals: list[Summary], order: Order, ranks: Ranks) -> list[Summary]:
    def of_stage(one: Summary) -> Any:
        return one.process, ranks.get((one.process, one.stage), len(ranks))

    key = of_stage if order.by == "stage" else _KEYS[order.by]
    known = [one for one in deals if key(one) not in (None, "")]
    unknown = [one for one in deals if key(one) in (None, "")]
    known.sort(key=key, reverse=order.descending)
    if order.by == "value":
        known.sort(key=lambda one: one.currency)
    return known + unknown
