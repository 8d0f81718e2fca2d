"""Comparisons of won with lost deals: who is compared, and what chance alone would give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from salescli.insight.learn.evidence import Evidence
from salescli.insight.statistics.exact_tests import ContingencyTable, fisher, holm
from salescli.insight.statistics.noninferiority import is_noninferior

ENOUGH = 10  # deals with something, without it, won and lost: below it nothing is compared
LEVEL = 0.05  # of a p-value that was corrected
# That nothing is lost without something is a bolder claim: by fewer deals, the few points that it
# may cost (`no_worse`) can't be distinguished from none at all.
ENOUGH_TO_FREE = 400
LEVEL_TO_FREE = 0.01
_FACTORS = (1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0, 10.0)


class ComparedFact(StrEnum):
    """What is asked of the closed deals."""

    STEP = "step"  # was it held?
    OUTCOME = "outcome"  # was it met, once its step was held?
    ROLE = "role"  # was a person in it met before the business was asked for?
    SEVERAL = "several people"  # were two or more at the buyer met before that?
    EARLY = "early"  # was it held before a step that it waits for?
    PACE = "pace"  # did it come soon after the encounter before it?
    FACT = "fact"  # was it known when the deal was opened?
    LEFT_OUT = "left out"  # is a deal won as often without it?
    LATE = "late"  # is a deal won as often when it comes after its time frame?

    @property
    def frees(self) -> bool:
        """Whether it asks if something may go: then the deals with it are to be no worse."""
        return self in (ComparedFact.LEFT_OUT, ComparedFact.LATE)

    @property
    def enough(self) -> int:
        """How many deals each of the two groups must have."""
        return ENOUGH_TO_FREE if self.frees else ENOUGH

    @property
    def level(self) -> float:
        """What a corrected p-value must lie below."""
        return LEVEL_TO_FREE if self.frees else LEVEL


@dataclass(frozen=True, slots=True)
class Comparison:
    """Won and lost deals, with and without something; a table for each revision.

    `lacks` is the least number of deals that are missing before it can be tested; where that is 0,
    `p` is the p-value and `corrected` the same, corrected for the number of comparisons. `limit`
    are the business days that PACE and LATE tell apart.
    """

    question: ComparedFact
    about: str
    strata: tuple[ContingencyTable, ...]
    p: float = 1.0
    corrected: float = 1.0
    limit: int | None = None

    @property
    def total(self) -> ContingencyTable:
        """The deals of all revisions."""
        return sum(self.strata, ContingencyTable())

    @property
    def lacks(self) -> int:
        """How many deals are missing, at the least, before the two groups can be compared."""
        table, enough = self.total, self.question.enough
        groups = sum(missing(group, enough) for group in (table.having, table.lacking))
        return max(groups, missing(table.won) + missing(table.lost))

    @property
    def tells(self) -> bool:
        """Whether chance alone would hardly show as much, among so many comparisons."""
        return not self.lacks and self.corrected < self.question.level

    @property
    def helps(self) -> bool:
        """Whether deals with it are won more often than those without."""
        table = self.total
        return table.won_with * table.lacking > table.won_without * table.having


def missing(number: int, enough: int = ENOUGH) -> int:
    """Return how many deals are missing from a group."""
    return max(enough - number, 0)


def compare_groups(
    question: ComparedFact, about: str, deals: Iterable[tuple[Evidence, bool]]
) -> Comparison:
    """Return the comparison of some deals, each with or without it, by Fisher's exact test."""
    strata: dict[int, ContingencyTable] = {}
    for deal, having in deals:
        if deal.decided:
            strata[deal.revision] = strata.get(deal.revision, ContingencyTable()) + compare_fact(
                deal.won, having
            )
    tables = tuple(strata[revision] for revision in sorted(strata))
    comparison = Comparison(question, about, tables)
    return comparison if comparison.lacks else replace(comparison, p=fisher(tables))


_ONE = {
    (True, True): ContingencyTable(won_with=1),
    (False, True): ContingencyTable(lost_with=1),
    (True, False): ContingencyTable(won_without=1),
    (False, False): ContingencyTable(lost_without=1),
}


def compare_fact(won: bool, having: bool) -> ContingencyTable:
    """Return the table of one deal."""
    return _ONE[won, having]


def corrected_for_number(comparisons: Sequence[Comparison]) -> list[Comparison]:
    """Return the comparisons, their p-values corrected for the number of those that had enough."""
    tested = [number for number, comparison in enumerate(comparisons) if not comparison.lacks]
    values = holm([comparisons[number].p for number in tested])
    by_number = dict(zip(tested, values, strict=True))
    return [
        replace(comparison, corrected=by_number.get(number, 1.0))
        for number, comparison in enumerate(comparisons)
    ]


def more_needed(comparison: Comparison, comparisons: int) -> int | None:
    """Return how many more deals of the same shares would be proof, about, among `comparisons`.

    None where even ten times as many would not. What looks large in few deals tends to be less
    in many, so it is rather more than fewer.
    """
    size = comparison.total.won + comparison.total.lost
    for factor in _FACTORS:
        tables = tuple(table * factor for table in comparison.strata)
        grown = replace(comparison, strata=tables)
        p = is_noninferior(grown.total) if comparison.question.frees else fisher(tables)
        if not grown.lacks and p * max(comparisons, 1) < comparison.question.level:
            return round(size * (factor - 1))
    return None
