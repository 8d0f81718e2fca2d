"""How long deals take: quartiles of those that ended, and Kaplan-Meier with those still open.

Times are whole days. A deal that is still open is censored: it took longer than it has by now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_ROUNDING = 1e-12  # what multiplying some thousand floats may add to a share


@dataclass(frozen=True, slots=True)
class Quartiles:
    """The three quartiles and the longest of so many times, in days; None where there are none."""

    count: int
    lower: float | None = None
    median: float | None = None
    upper: float | None = None
    longest: int | None = None


def quartiles(days: Iterable[int]) -> Quartiles:
    """Return the quartiles of some times, interpolated between the two nearest ones.

    R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages, The American Statistician
    50 (1996), 361-365: definition 7, which spreadsheets, R and NumPy use.
    """
    ordered = sorted(days)
    if not ordered:
        return Quartiles(0)
    from statistics import quantiles

    # One alone has no quantiles before Python 3.13; twice the same, it has its own.
    lower, median, upper = quantiles(
        ordered * 2 if len(ordered) == 1 else ordered, n=4, method="inclusive"
    )
    return Quartiles(len(ordered), lower, median, upper, ordered[-1])


@dataclass(frozen=True, slots=True)
class Point:
    """After so many `days`, of those `at_risk` so many `ended`; the `share` still open then."""

    days: int
    at_risk: int
    ended: int
    share: float


@dataclass(frozen=True, slots=True)
class Survival:
    """The share of deals that are still open by their age, from all deals, open ones too.

    The quartiles are the ages by which a quarter, half and three quarters have ended; None where
    too few have ended to tell.
    """

    ended: int
    censored: int
    points: tuple[Point, ...]
    lower: int | None
    median: int | None
    upper: int | None


def kaplan_meier(ended: Iterable[int], censored: Iterable[int]) -> Survival:
    """Return the product-limit estimate of how long deals stay open.

    E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, Journal of
    the American Statistical Association 53 (1958), 457-481. Of the same day, endings come before
    censored times, as there. A quantile is the first time at which no more than the rest is left.
    """
    endings, others = Counter(ended), Counter(censored)
    at_risk = endings.total() + others.total()
    share = 1.0
    points: list[Point] = []
    firsts: dict[int, int] = {}
    for days in sorted(endings | others):
        if endings[days]:
            share *= (at_risk - endings[days]) / at_risk
            points.append(Point(days, at_risk, endings[days], share))
            for quarter in (1, 2, 3):
                if share <= 1 - quarter / 4 + _ROUNDING:
                    firsts.setdefault(quarter, days)
        at_risk -= endings[days] + others[days]
    lower, median, upper = (firsts.get(quarter) for quarter in (1, 2, 3))
    return Survival(endings.total(), others.total(), tuple(points), lower, median, upper)
