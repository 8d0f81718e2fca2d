"""Times: quartiles against the standard library, Kaplan-Meier against published and brute force."""

from __future__ import annotations

import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescli.insight.statistics.survival import kaplan_meier, quartiles

DAYS = st.lists(st.integers(0, 400), max_size=40)

# Weeks of remission under 6-MP, Freireich and others, Blood 21 (1963), as textbooks retell it.
RELAPSED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
CENSORED = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
SURVIVAL = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def test_kaplan_meier_as_published():
    found = kaplan_meier(RELAPSED, CENSORED)
    assert {p.days: p.share for p in found.points} == pytest.approx(SURVIVAL, abs=5e-4)
    assert [p.at_risk for p in found.points] == [21, 17, 15, 12, 11, 7, 6]
    assert (found.ended, found.censored) == (9, 12)
    assert (found.lower, found.median, found.upper) == (13, 23, None)


def open_after(day, ended, censored):
    """The share that is open after a day, one day after the other, in fractions."""
    share = Fraction(1)
    for now in range(day + 1):
        at_risk = sum(days >= now for days in (*ended, *censored))
        if at_risk:
            share *= 1 - Fraction(ended.count(now), at_risk)
    return share


@given(DAYS, DAYS)
def test_kaplan_meier_as_brute_force_has_it(ended, censored):
    found = kaplan_meier(ended, censored)
    assert [p.days for p in found.points] == sorted(set(ended))
    shares = {day: open_after(day, ended, censored) for day in set(ended)}
    assert {p.days: p.share for p in found.points} == pytest.approx(shares)
    for quantile, left in ((found.lower, 3), (found.median, 2), (found.upper, 1)):
        assert quantile == min(
            (d for d, s in shares.items() if s <= Fraction(left, 4)), default=None
        )


def test_a_quarter_and_a_half_that_come_out_even_fall_on_no_rounding():
    found = kaplan_meier(range(1, 13), ())
    assert (found.lower, found.median, found.upper) == (3, 6, 9)


@given(st.lists(st.integers(0, 400), min_size=2, max_size=40))
def test_quartiles_as_the_standard_library_has_them(days):
    found = quartiles(days)
    wanted = statistics.quantiles(days, n=4, method="inclusive")
    assert [found.lower, found.median, found.upper] == pytest.approx(wanted)
    assert (found.count, found.longest) == (len(days), max(days))


def test_quartiles_of_one_and_of_none():
    one, none = quartiles([7]), quartiles([])
    assert (one.lower, one.median, one.upper, one.longest) == (7, 7, 7, 7)
    assert (none.count, none.median, none.longest) == (0, None, None)
