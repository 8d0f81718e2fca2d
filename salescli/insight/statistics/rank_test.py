"""A rank test: whether the times of won deals tend to differ from those of lost ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import erfc, sqrt

Strata = Sequence[tuple[Sequence[int], Sequence[int]]]


def rank_test(strata: Strata) -> float:
    """Return the two-sided p-value of the Wilcoxon-Mann-Whitney test, of one or several strata.

    H. B. Mann, D. R. Whitney, Annals of Mathematical Statistics 18 (1947), 50-60, by the normal
    approximation with correction for ties and continuity; strata are put together with the
    weights of P. van Elteren, Bulletin of the International Statistical Institute 37 (1960),
    351-361. 1 where nothing differs. Meant for ten values on each side and more, where it errs
    to the safe side.
    """
    apart = variance = smallest = 0.0
    for first, second in strata:
        size = len(first) + len(second)
        if not first or not second:
            continue
        weight = 1 / (size + 1)
        apart += weight * (_above(first, second) - len(first) * len(second) / 2)
        variance += weight * weight * _variance(first, second)
        smallest = max(smallest, weight)
    if variance == 0:
        return 1.0
    corrected = max(abs(apart) - smallest / 2, 0.0)
    return erfc(corrected / sqrt(2 * variance))


def _above(first: Sequence[int], second: Sequence[int]) -> float:
    """Return Mann and Whitney's U: the pairs in which `first` is the larger, equal ones by half."""
    ranks = dict[int, float]()
    passed = 0
    for value, group in groupby(sorted((*first, *second))):
        ties = len(list(group))
        ranks[value] = passed + (ties + 1) / 2
        passed += ties
    return sum(ranks[value] for value in first) - len(first) * (len(first) + 1) / 2


def _variance(first: Sequence[int], second: Sequence[int]) -> float:
    """Return the variance of U where nothing differs but by chance, ties taken into account."""
    size = len(first) + len(second)
    ties = [len(list(group)) for _, group in groupby(sorted((*first, *second)))]
    tied = sum(count**3 - count for count in ties)
    return len(first) * len(second) / 12 * (size + 1 - tied / (size * (size - 1)))
