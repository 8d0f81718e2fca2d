"""Exact tests of fourfold tables, and what becomes of many of them at once.

A table has two groups of deals (with and without something) and two results. Tables of several
strata (revisions of a process) are tested together, each compared only within itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Weights this far below the largest one add nothing to a sum of floats.
_NOTHING = 1e-30
# Tables as likely as the one observed must count as such whatever their rounding: R's tolerance.
_ALIKE = 1 + 1e-7


@dataclass(frozen=True, slots=True)
class ContingencyTable:
    """How many deals were won and lost with something, and how many without it."""

    won_with: int = 0
    lost_with: int = 0
    won_without: int = 0
    lost_without: int = 0

    @property
    def having(self) -> int:
        """How many deals had it."""
        return self.won_with + self.lost_with

    @property
    def lacking(self) -> int:
        """How many deals did not have it."""
        return self.won_without + self.lost_without

    @property
    def won(self) -> int:
        """How many deals were won."""
        return self.won_with + self.won_without

    @property
    def lost(self) -> int:
        """How many deals were lost."""
        return self.lost_with + self.lost_without

    @property
    def turned(self) -> ContingencyTable:
        """The same deals, seen from those without it."""
        return ContingencyTable(self.won_without, self.lost_without, self.won_with, self.lost_with)

    def __add__(self, other: ContingencyTable) -> ContingencyTable:
        return ContingencyTable(
            self.won_with + other.won_with,
            self.lost_with + other.lost_with,
            self.won_without + other.won_without,
            self.lost_without + other.lost_without,
        )

    def __mul__(self, factor: float) -> ContingencyTable:
        """Return the table that so many times as many deals of the same shares would give."""
        counts = (self.won_with, self.lost_with, self.won_without, self.lost_without)
        return ContingencyTable(*(round(count * factor) for count in counts))


def fisher(tables: Sequence[ContingencyTable]) -> float:
    """Return the two-sided p-value of Fisher's exact test, of one table or several strata at once.

    R. A. Fisher, The Design of Experiments (1935), chapter 2. Given the margins, the number of
    won deals that had it is hypergeometric; over strata it is a sum of such numbers (the exact
    conditional test of J. J. Gart, Biometrika 57 (1970), 471-475). The p-value is the probability
    of all numbers that are no likelier than the one observed, as R's fisher.test counts it.
    """
    low, weights = 0, [1.0]
    for table in tables:
        first, own = _hypergeometric(table)
        low, weights = _sum_of(low, weights, first, own)
    place = sum(table.won_with for table in tables) - low
    observed = weights[place] if 0 <= place < len(weights) else 0.0
    limit = max(observed * _ALIKE, _NOTHING)
    tail = sum(weight for weight in weights if weight <= limit)
    return min(tail / sum(weights), 1.0)


def _hypergeometric(table: ContingencyTable) -> tuple[int, list[float]]:
    """Return the least number of won deals with it, and the weight of each number from there on.

    Each weight follows from its neighbour's, so that no large factorial is ever needed; the
    largest is 1.
    """
    low = max(0, table.won - table.lacking)
    high = min(table.won, table.having)
    mode = (table.won + 1) * (table.having + 1) // (table.won + table.lost + 2)
    mode = min(max(mode, low), high)
    falling = table.lacking - table.won
    weights = [1.0]
    for k in range(mode, high):
        weights.append(
            weights[-1] * (table.won - k) * (table.having - k) / ((k + 1) * (falling + k + 1))
        )
    below = [1.0]
    for k in range(mode, low, -1):
        below.append(below[-1] * k * (falling + k) / ((table.won - k + 1) * (table.having - k + 1)))
    return low, below[:0:-1] + weights


def _sum_of(
    low: int, weights: list[float], first: int, own: list[float]
) -> tuple[int, list[float]]:
    """Return the weights of the sum of two independent numbers; those that are nothing left out."""
    if len(weights) == 1:
        return low + first, own
    if len(own) == 1:
        return low + first, weights
    low, weights = _trimmed(low, weights)
    first, own = _trimmed(first, own)
    total = [0.0] * (len(weights) + len(own) - 1)
    for place, weight in enumerate(weights):
        for offset, other in enumerate(own):
            total[place + offset] += weight * other
    largest = max(total)
    return low + first, [weight / largest for weight in total]


def _trimmed(low: int, weights: list[float]) -> tuple[int, list[float]]:
    kept = [place for place, weight in enumerate(weights) if weight > _NOTHING]
    return low + kept[0], weights[kept[0] : kept[-1] + 1]


def holm(values: Sequence[float]) -> list[float]:
    """Return the p-values corrected for their number, in the same order.

    S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of
    Statistics 6 (1979), 65-70: the chance that even one of those below 0.05 is chance alone is at
    most 0.05, however they depend on each other.
    """
    corrected = [1.0] * len(values)
    largest = 0.0
    for rank, place in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        largest = max(largest, min(values[place] * (len(values) - rank), 1.0))
        corrected[place] = largest
    return corrected
