"""The rank test on published samples, against every way to deal out the ranks, and over strata."""

from __future__ import annotations

from itertools import combinations
from math import erfc, sqrt
from statistics import mean, pvariance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescli.insight.statistics.rank_test import rank_test


def dealings(first: list[int], second: list[int]) -> list[float]:
    """Mann and Whitney's U of every way to deal out the values, by pairs; the real one first."""
    values = first + second

    def above(own: tuple[int, ...]) -> float:
        others = [n for n in range(len(values)) if n not in own]
        return sum(
            (values[n] > values[m]) + (values[n] == values[m]) / 2 for n in own for m in others
        )

    return [above(own) for own in combinations(range(len(values)), len(first))]


def exact(first: list[int], second: list[int]) -> float:
    """The exact p-value: the share of all ways that lie as far from the middle."""
    every, middle = dealings(first, second), len(first) * len(second) / 2
    seen = abs(every[0] - middle)
    return sum(abs(one - middle) >= seen - 1e-9 for one in every) / len(every)


def test_a_published_sample_gives_its_p_value():
    """Ages at a diagnosis, in the manual of scipy.stats.mannwhitneyu: asymptotic, two-sided."""
    males, females = [19, 22, 16, 29, 24], [20, 11, 17, 12]
    assert rank_test([(males, females)]) == pytest.approx(0.11134688653314041, abs=1e-12)


def test_a_sample_without_ties_lies_near_the_exact_value():
    """Permeability constants: Hollander, Wolfe, Nonparametric Statistical Methods (1973), p. 69.

    The exact one-sided value is 0.1272, as in the manual of R's wilcox.test.
    """
    at_term = [80, 83, 189, 104, 145, 138, 191, 164, 73, 146]
    early = [115, 88, 90, 74, 121]
    assert exact(at_term, early) == pytest.approx(2 * 0.1272, abs=2e-4)
    assert rank_test([(at_term, early)]) == pytest.approx(2 * 0.1272, abs=0.015)


values = st.lists(st.integers(1, 6), min_size=1, max_size=5)


@given(values, values)
def test_its_mean_and_variance_are_those_of_all_ways_to_deal_out_the_values(first, second):
    every = dealings(first, second)
    middle = len(first) * len(second) / 2
    assert mean(every) == pytest.approx(middle)
    spread = pvariance(every)
    distance = max(abs(every[0] - middle) - 0.5, 0)
    expected = erfc(distance / sqrt(2 * spread)) if spread else 1.0
    assert rank_test([(first, second)]) == pytest.approx(expected)


def test_it_errs_to_the_safe_side_where_ten_lie_apart_from_ten():
    assert 2 / 184_756 < rank_test([(list(range(10)), list(range(10, 20)))]) < 0.001


@given(st.lists(st.integers(0, 9), max_size=8), st.lists(st.integers(0, 9), max_size=8))
def test_it_does_not_matter_which_sample_comes_first(first, second):
    forth, back = rank_test([(first, second)]), rank_test([(second, first)])
    assert forth == pytest.approx(back)
    assert 0 <= forth <= 1


@pytest.mark.parametrize("strata", [[], [([], [1, 2])], [([3, 3], [3, 3])]])
def test_where_nothing_differs_the_p_value_is_1(strata):
    assert rank_test(strata) == 1.0


def test_strata_that_differ_only_from_each_other_show_nothing():
    """Revision 2 is quicker and wins more; within each revision time does nothing."""
    slow, fast = list(range(20, 40)), list(range(1, 21))
    strata = [(slow[::5], slow), (fast, fast[::5])]
    pooled = [(slow[::5] + fast, slow + fast[::5])]
    assert rank_test(pooled) < 0.001
    assert rank_test(strata) > 0.5
