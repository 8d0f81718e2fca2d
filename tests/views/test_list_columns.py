"""Which columns of `list` a screen has room for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.building import day, deal, process

from salescli.domain.replay import replay
from salescli.domain.summary import summarise
from salescli.views.lists.list_columns import ON_SCREEN, USUAL, columns_that_fit

LINE = process("start/discovery", "prove/demo")


def row(handle="acme", company="Acme GmbH", **header):
    log = '20 call discovery -> "Ask Dana what her board said of it" 30'
    one = replace(deal(log, company=company, process="line", **header), handle=handle)
    return summarise(one, LINE, replay(one, LINE))


@pytest.mark.parametrize("cells", [20, 40, 60, 80, 100, 120, 160])
def test_what_is_shown_in_a_narrow_screen_is_shown_in_a_wider_one_too(cells):
    rows = [row(value=48_000, currency="EUR", close=day(30), owner="ada")]
    narrow = columns_that_fit(rows, day(21), cells)
    assert set(narrow) <= set(columns_that_fit(rows, day(21), cells + 20))
    assert narrow == tuple(name for name in ON_SCREEN if name in narrow)
    assert "deal" in narrow


def test_a_column_that_says_nothing_gives_its_room_to_others():
    assert "value" not in columns_that_fit([row()], day(21), 200)
    assert "owner" in columns_that_fit([row(owner="ada")], day(21), 200)


def test_a_long_name_keeps_its_room_and_less_important_columns_go():
    long = row(company="Gesellschaft für Schiffahrt und Hafenbetrieb", value=1, currency="EUR")
    assert "company" not in columns_that_fit([long], day(21), 80)
    assert "company" in columns_that_fit([long], day(21), 120)


def test_a_pipe_has_the_usual_ones():
    assert columns_that_fit([row()], day(21), None) == USUAL
