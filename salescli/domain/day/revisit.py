"""Deals that ended with 'not now': on which day they come back, and why they were left. Pure.

A deal that was lost or walked away from may name a day to revisit it. From that day on it is in the
review, each day once, until it is answered: it was reopened, another deal that follows it was
opened since, or its ending names another day or none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from salescli.domain.deal import Deal
from salescli.domain.summary import Summary


def awaited(deals: Iterable[Summary]) -> list[Summary]:
    """Return the closed deals that come back on some day, the first day first.

    `deals` has every deal of the book that `concerns_revisits`, and may have others.
    """
    waiting: list[tuple[date, str, Summary]] = []
    followers: dict[str, list[Summary]] = {}
    for deal in deals:
        if deal.revisit is not None:
            waiting.append((deal.revisit, deal.handle, deal))
        if deal.follows:
            followers.setdefault(deal.follows, []).append(deal)
    return [
        deal
        for _, handle, deal in sorted(waiting)
        if not any(_was_opened_since(other, deal) for other in followers.get(handle, ()))
    ]


def bond(deal: Summary) -> str | None:
    """Return what a deal is to those that come back: which it follows, and since when; '' of none.

    None for one that comes back itself. As long as each deal's bond is the same, so are they.
    """
    if deal.revisit is not None:
        return None
    return f"{deal.follows} {deal.opened}" if deal.follows else ""


def due_revisits(waiting: Iterable[Summary], today: date) -> list[Summary]:
    """Return those of the awaited deals whose day has come, the longest waiting first."""
    return [deal for deal in waiting if deal.revisit is not None and deal.revisit <= today]


def concerns_revisits(deal: Deal) -> bool:
    """Return whether a closed deal may have to be known although nobody asks for closed deals."""
    return bool(deal.follows) or any(entry.revisit for entry in deal.log)


def _was_opened_since(other: Summary, deal: Summary) -> bool:
    """Return whether another deal was opened after this one had ended."""
    return other.opened is None or deal.ended is None or other.opened >= deal.ended
