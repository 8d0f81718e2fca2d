"""Intervals and shrinkage, against published examples and a second way of computing them."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescli.insight.statistics.proportion import (
    Share,
    Shrunk,
    beta_quantile,
    beta_share,
    difference,
    wilson,
)


# R. G. Newcombe, Two-sided confidence intervals for the single proportion (1998), table I, method 3
@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(count, of, low, high):
    interval = wilson(count, of)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_ends_of_wilson_lie_z_standard_errors_away(counted):
    """The definition: a proportion p is in it while (share - p)^2 <= z^2 p (1 - p) / n."""
    count, of = counted
    interval = wilson(count, of, z=2.0)
    for end in (interval.low, interval.high):
        if 0 < end < 1:
            assert (count / of - end) ** 2 == pytest.approx(4 * end * (1 - end) / of)
    assert 0 <= interval.low <= count / of <= interval.high <= 1


# R. G. Newcombe, Interval estimation for the difference (1998), table II, method 10
@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_a_difference_as_published(one, other, low, high):
    interval = difference(Share(*one), Share(*other))
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_of_nothing_nothing_is_known():
    nothing = Share(0, 0)
    assert nothing.value is None
    assert (nothing.interval.low, nothing.interval.high) == (0, 1)
    assert difference(nothing, Share(1, 2)) is None
    assert difference(Share(1, 2), nothing) is None


def exactly(x, a, b):
    """I_x(a, b) of whole a and b, as a binomial tail (DLMF 8.17.5), in fractions."""
    n = a + b - 1
    return sum(comb(n, j) * x**j * (1 - x) ** (n - j) for j in range(a, n + 1))


@given(st.fractions(0, 1, max_denominator=50), st.integers(1, 60), st.integers(1, 60))
def test_the_beta_distribution_as_exact_fractions_have_it(x, a, b):
    wanted = exactly(Fraction(x), a, b)
    assert beta_share(float(x), a, b) == pytest.approx(float(wanted), rel=1e-9, abs=1e-13)


@pytest.mark.parametrize(
    ("probability", "a", "b", "x"),
    [
        (0.025, 1, 1, 0.025),  # the uniform distribution
        (0.5, 2, 2, 0.5),
        (0.5, 1, 2, 1 - 0.5**0.5),  # in closed form: 1 - (1 - p)^(1/b)
        (0.975, 3, 1, 0.975 ** (1 / 3)),
        # Clopper and Pearson's interval of 7 in 10 is (0.3475, 0.9333): beta quantiles
        (0.025, 7, 4, 0.3475),
        (0.975, 8, 3, 0.9333),
    ],
)
def test_quantiles_of_the_beta_distribution(probability, a, b, x):
    assert beta_quantile(probability, a, b) == pytest.approx(x, abs=5e-5)


@given(st.floats(0.01, 0.99), st.floats(0.1, 5000), st.floats(0.1, 5000))
def test_a_quantile_is_where_the_distribution_has_that_share(probability, a, b):
    x = beta_quantile(probability, a, b)
    if 1e-9 < x < 1 - 1e-9:
        assert beta_share(x, a, b) == pytest.approx(probability, abs=1e-6)


def test_few_deals_stay_near_the_prior_and_many_leave_it():
    few, many = Shrunk(3, 3, prior=0.4, weight=10), Shrunk(3000, 3000, prior=0.4, weight=10)
    assert few.value == pytest.approx(7 / 13)
    assert many.value == pytest.approx(3004 / 3010)
    assert few.interval.low < 0.4 < few.value < few.interval.high
    assert many.interval.low > 0.99


def test_a_prior_without_doubt_keeps_its_end():
    sure = Shrunk(0, 0, prior=0.0, weight=10)
    assert (sure.value, sure.interval.low, sure.interval.high) == (0, 0, 0)
    assert Shrunk(2, 2, prior=1.0, weight=10).interval.low == 1
