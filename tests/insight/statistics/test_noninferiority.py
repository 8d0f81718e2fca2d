"""That something costs nothing must be shown: by Newcombe's interval, at published limits."""

from __future__ import annotations

import pytest

from salescli.insight.statistics.exact_tests import ContingencyTable
from salescli.insight.statistics.noninferiority import is_noninferior


@pytest.mark.parametrize(
    ("table", "limit"),
    [
        # Table II of Newcombe (1998), method 10: the lower limits at 95 %, examples (a), (b), (c).
        (ContingencyTable(56, 14, 48, 32), 0.0524),
        (ContingencyTable(9, 1, 3, 7), 0.1705),
        (ContingencyTable(6, 1, 2, 5), 0.0582),
        # Example (d): 5/56 less 0/29.
        (ContingencyTable(5, 51, 0, 29), -0.0381),
    ],
)
def test_at_the_published_lower_limit_the_p_value_is_half_of_five_percent(table, limit):
    assert is_noninferior(table, margin=-limit) == pytest.approx(0.025, abs=2e-4)


@pytest.mark.parametrize(
    "table", [ContingencyTable(), ContingencyTable(5, 5), ContingencyTable(0, 0, 5, 5)]
)
def test_an_empty_group_shows_nothing(table):
    assert is_noninferior(table) == 1.0


def test_equal_shares_of_few_deals_show_nothing_and_of_many_a_lot():
    assert is_noninferior(ContingencyTable(10, 10, 10, 10)) > 0.3
    assert is_noninferior(ContingencyTable(2000, 2000, 2000, 2000)) < 1e-5


def test_what_is_worse_by_more_than_the_margin_shows_nothing_however_many():
    assert is_noninferior(ContingencyTable(400, 600, 500, 500)) == 1.0


def test_groups_of_which_all_were_won_are_not_taken_for_certain():
    assert is_noninferior(ContingencyTable(10, 0, 10, 0)) > 0.05
