"""Whether doing without something costs nothing: that two shares differ by chance is no proof.

'No difference was found' is what few deals always say. What may be left out must be *shown* to be
no worse, by more than a margin that is worth the effort.
"""

from __future__ import annotations

from math import erfc, sqrt

from salescli.insight.statistics.exact_tests import ContingencyTable
from salescli.insight.statistics.proportion import wilson

MARGIN = 0.05  # of the share won: what leaving it out may cost at most
_SUREST = 8.0  # in standard deviations


def is_noninferior(table: ContingencyTable, margin: float = MARGIN) -> float:
    """Return the one-sided p-value of 'it is won less often with it, by the margin or more'.

    Small where deals with it are won as often as those without, or hardly less. It is the level
    at which the lower limit of the difference of the two shares reaches the margin, by R. G.
    Newcombe, Statistics in Medicine 17 (1998), 873-890, method 10. 1 where a group is empty.
    """
    if not table.having or not table.lacking:
        return 1.0
    low, high = 0.0, _SUREST
    if _lower_limit(table, low) <= -margin:
        return 1.0
    for _ in range(50):
        middle = (low + high) / 2
        if _lower_limit(table, middle) > -margin:
            low = middle
        else:
            high = middle
    return erfc(low / sqrt(2)) / 2


def _lower_limit(table: ContingencyTable, z: float) -> float:
    """Return the lower limit, at `z` standard deviations, of the share won with it less without."""
    having, lacking = table.won_with / table.having, table.won_without / table.lacking
    below = having - wilson(table.won_with, table.having, z).low
    above = wilson(table.won_without, table.lacking, z).high - lacking
    return having - lacking - sqrt(below * below + above * above)
