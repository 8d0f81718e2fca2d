"""Fisher's test on published tables and against counting every table; Holm's correction."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescli.insight.statistics.exact_tests import ContingencyTable, fisher, holm


def every_table(table: ContingencyTable) -> dict[int, Fraction]:
    """The probability of each number of won deals with it, the margins given."""
    size = table.won + table.lost
    return {
        k: Fraction(
            comb(table.won, k) * comb(table.lost, table.having - k), comb(size, table.having)
        )
        for k in range(table.having + 1)
        if k <= table.won and table.having - k <= table.lost
    }


def counted(tables: list[ContingencyTable]) -> Fraction:
    """Fisher's p-value by going through every combination of tables, in exact fractions."""
    chances: dict[int, Fraction] = {}
    for choice in product(*(every_table(table).items() for table in tables)):
        number, chance = sum(k for k, _ in choice), Fraction(1)
        for _, part in choice:
            chance *= part
        chances[number] = chances.get(number, Fraction(0)) + chance
    observed = chances[sum(table.won_with for table in tables)]
    return sum((chance for chance in chances.values() if chance <= observed), Fraction(0))


@pytest.mark.parametrize(
    ("table", "p"),
    [
        # The tea tasting: Fisher, The Design of Experiments (1935); both tails of 17/70.
        (ContingencyTable(3, 1, 1, 3), 0.4857142857),
        (ContingencyTable(4, 0, 0, 4), 0.0285714286),
        # Convictions of like-sex twins of criminals: Fisher, Statistical Methods for Research
        # Workers (1925), section 21.02; 0.0005367 as in the manual of R's fisher.test.
        (ContingencyTable(2, 10, 15, 3), 0.0005367241),
        # Whales in two oceans: the manual of scipy.stats.fisher_exact.
        (ContingencyTable(8, 2, 1, 5), 0.0349650350),
    ],
)
def test_published_tables_give_their_p_value(table, p):
    assert fisher([table]) == pytest.approx(p, abs=1e-9)


small = st.builds(ContingencyTable, *[st.integers(0, 6)] * 4)


@given(st.lists(small, min_size=1, max_size=3))
def test_it_agrees_with_counting_every_table(tables):
    assert fisher(tables) == pytest.approx(float(counted(tables)), abs=1e-9)


@given(small)
def test_it_is_the_same_whichever_way_a_table_is_looked_at(table):
    won_for_lost = ContingencyTable(
        table.lost_with, table.won_with, table.lost_without, table.won_without
    )
    for other in (table.turned, won_for_lost):
        assert fisher([other]) == pytest.approx(fisher([table]), rel=1e-9)


@pytest.mark.parametrize(
    "tables", [[], [ContingencyTable()], [ContingencyTable(5, 5)], [ContingencyTable(5, 0, 5, 0)]]
)
def test_where_nothing_can_differ_the_p_value_is_1(tables):
    assert fisher(tables) == 1.0


def test_strata_that_differ_only_from_each_other_show_nothing():
    """Simpson's paradox: revision 2 wins more and holds it more, within each it does nothing."""
    revisions = [ContingencyTable(2, 18, 18, 162), ContingencyTable(72, 18, 8, 2)]
    assert fisher([revisions[0] + revisions[1]]) < 1e-6
    assert fisher(revisions) > 0.9


def test_ten_thousand_deals_are_counted_too():
    assert fisher([ContingencyTable(2500, 2500, 2500, 2500)]) == pytest.approx(1.0)
    assert 0 < fisher([ContingencyTable(2600, 2400, 2400, 2600)]) < 1e-3
    assert fisher([ContingencyTable(5000, 0, 0, 5000)]) < 1e-20
    assert fisher([ContingencyTable(1300, 1200, 1200, 1300)] * 2) < 1e-3


def test_holms_correction_gives_the_published_values():
    """The example of Wikipedia's 'Holm-Bonferroni method', as R's p.adjust corrects it."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([]) == []
    assert holm([0.6, 0.7]) == [1.0, 1.0]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_rejects_what_its_steps_reject(values):
    """His procedure, step by step: the smallest against level/n, the next against level/(n-1) …"""
    rejected = set()
    for rank, place in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        if values[place] * (len(values) - rank) >= 0.05:
            break
        rejected.add(place)
    assert {place for place, value in enumerate(holm(values)) if value < 0.05} == rejected


def test_a_table_grown_keeps_its_shares():
    assert ContingencyTable(2, 4, 6, 8) * 1.5 == ContingencyTable(3, 6, 9, 12)
