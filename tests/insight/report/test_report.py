"""The report's sections, from courses that are written down by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.report_samples import LINE, TODAY, ago, one, told
from support.strategies import unsound_processes, wild_deals

from salescli.domain.replay import replay
from salescli.domain.time.period import Period
from salescli.insight.report.quarters import months_ahead, quarter
from salescli.insight.report.report import Scope, build_report
from salescli.insight.report.stages import arrivals, stages_passed
from salescli.insight.statistics.proportion import Share, beta_quantile
from salescli.insight.trajectory import trajectory_of
from salescli.views.render.json_text import json_text
from salescli.views.report.facts import report_facts
from salescli.views.report.page import report_page
from salescli.views.report.screen import report_document, report_screen


def test_the_total():
    total = told(
        one("w", 100, 40, value=1000),
        one("w", 90, 20, value=Decimal("0.5")),
        one("w", 90, 10, value=70, currency="USD"),
        one("l", 80, 70),
        one("d", 30, 5, value=9),
        one("o", value=5),
    ).total
    assert (total.opened, total.open, total.won, total.lost, total.disqualified) == (6, 1, 3, 1, 1)
    assert total.win == Share(3, 5)
    assert total.won_value == {"EUR": Decimal("1000.5"), "USD": 70}
    assert (total.days_won.lower, total.days_won.median, total.days_won.longest) == (65, 70, 80)
    assert total.days_lost.median == 10


# The period: 30 to 20 days ago, both included
@pytest.mark.parametrize(
    ("course", "opened", "ended"),
    [
        (one("w", 30, 20), 1, 1),
        (one("w", 31, 20), 0, 1),
        (one("w", 20, 19), 1, 0),
        (one("l", 50, 30), 0, 1),
        (one("l", 50, 31), 0, 0),
        (one("o", 25), 1, 0),
    ],
)
def test_a_period_counts_the_days_at_both_ends(course, opened, ended):
    total = told(course, period=Period(ago(30), ago(20))).total
    assert (total.opened, total.win.of) == (opened, ended)


def test_periods_before_and_a_year_ago():
    third = Period(date(2026, 7, 1), date(2026, 9, 30))
    assert third.before() == Period(date(2026, 3, 31), date(2026, 6, 30))
    leap = Period(date(2024, 2, 29), date(2024, 2, 29))
    assert leap.year_before() == Period(date(2023, 2, 28), date(2023, 2, 28))
    for open_sided in (Period(), Period(since=TODAY), Period(date.min, date(1, 2, 1))):
        with pytest.raises(ValueError, match="period"):
            open_sided.before()
    with pytest.raises(ValueError, match="year"):
        Period(date.min, TODAY).year_before()
    assert [quarter(date(2026, month, 1)) for month in (1, 3, 4, 12)] == [
        *("2026-Q1", "2026-Q1", "2026-Q2", "2026-Q4")
    ]
    assert months_ahead(date(9999, 11, 1), 12) == ["9999-11", "9999-12"]


def test_two_periods_are_compared():
    deals = [one("w", 100, 10)] * 9 + [one("l", 100, 10)] + [one("w", 100, 50)] * 3
    deals += [one("l", 100, 50)] * 7
    found = told(*deals, period=Period(ago(20), TODAY), other=Period(ago(60), ago(40)))
    assert (found.total.win, found.compared.other.win) == (Share(9, 10), Share(3, 10))
    # Newcombe's own example of 9/10 against 3/10
    ends = (found.compared.win.low, found.compared.win.high)
    assert ends == pytest.approx((0.1705, 0.8090), abs=5e-5)
    assert found.compared.advance is None


def test_the_pipeline_by_process_and_stage():
    rows = told(
        one(value=5),
        one(stage="late", value=7),
        one(stage="late", value=2, currency="USD"),
        one(stage="late"),
        one("w", value=99),
        one(process="other", stages=(), stage=None),
    ).pipeline
    assert [(r.process, r.stage, r.deals, r.unvalued, r.value) for r in rows] == [
        ("line", "early", 1, 0, {"EUR": 5}),
        ("line", "late", 3, 1, {"EUR": 7, "USD": 2}),
        ("other", "", 1, 1, {}),
    ]


def test_the_chance_is_drawn_towards_the_process_and_the_process_towards_the_book():
    early = [one("l", entered=(90,))] * 6
    late = [one("w", entered=(90, 50))] * 3 + [one("l", entered=(90, 50))]
    deals = [*early, *late, one("l"), one("l", process="other"), one(entered=(5,))]
    rows = {(row.process, row.stage): row for row in told(*deals).chances}
    book = Fraction(3 + 1, 12 + 2)
    line = (3 + 10 * book) / (11 + 10)
    wanted = {
        "": (3, 11, line),
        "early": (3, 10, (3 + 10 * line) / 20),
        "late": (3, 4, (3 + 10 * line) / 14),
    }
    for stage, (won, closed, chance) in wanted.items():
        share = rows["line", stage].share
        assert (share.count, share.of) == (won, closed)
        assert share.value == pytest.approx(float(chance))
    assert [rows["line", stage].open for stage in wanted] == [0, 1, 0]
    interval = rows["line", "late"].share.interval
    a, b = float(3 + 10 * line), float(1 + 10 * (1 - line))
    assert (interval.low, interval.high) == (beta_quantile(0.025, a, b), beta_quantile(0.975, a, b))
    assert {row.process for row in told(*deals, process="other").chances} == {"other"}
    assert told(*deals, process="other").chances[0].share.prior == pytest.approx(float(book))


def test_the_forecast_by_month_as_said_and_as_weighted():
    closed = [one("w", entered=(90, 50))] * 4 + [one("l", entered=(90,))] * 4
    found = told(
        *closed,
        one(value=1000, close=ago(1), entered=(5,)),
        one(value=2000, close=TODAY),
        one(value=300, close=date(2026, 12, 31), entered=(9, 5)),
        one(value=50, close=date(2026, 12, 1), currency="USD"),
        one(close=date(2026, 12, 2)),
        one(value=7, close=date(2027, 10, 31)),
        one(value=8, close=date(2027, 11, 1)),
        one(value=9),
    )
    rows = found.forecast
    assert [(r.when, r.currency, r.deals, r.unvalued, r.stated) for r in rows] == [
        ("passed", "EUR", 1, 0, 1000),
        ("2026-11", "EUR", 1, 0, 2000),
        ("2026-12", "EUR", 2, 1, 300),
        ("2026-12", "USD", 1, 0, 50),
        ("2027-10", "EUR", 1, 0, 7),
        ("later", "EUR", 1, 0, 8),
        ("none", "EUR", 1, 0, 9),
    ]
    chance = {row.stage: row.share for row in found.chances}
    assert rows[2].wins == pytest.approx(chance[""].value + chance["late"].value)
    assert float(rows[2].weighted) == pytest.approx(300 * chance["late"].value, abs=0.02)
    assert rows[2].low < rows[2].weighted < rows[2].high < rows[2].stated


def test_without_a_closed_deal_nothing_is_weighted():
    found = told(one(value=5))
    assert found.chances == ()
    assert found.forecast[0].weighted is None
    assert found.forecast[0].wins is None


def test_conversion_from_stage_to_stage():
    rows = told(
        one("w", 100, 60, entered=(90, 70)),
        one("w", 100, 60, entered=(80, None)),
        one("l", 100, 60, entered=(95,)),
        one("l", 100, 60),
        one("o", 100, entered=(98,)),
        one("o", 100),
        one("o", 500, entered=(400,)),
        period=Period(since=ago(200)),
    ).conversion
    assert [(r.stage, r.reached, r.on, r.still, r.days.median) for r in rows] == [
        ("", 6, Share(4, 5), 1, 7.5),
        ("early", 4, Share(2, 3), 1, 20),
        ("late", 2, Share(2, 2), 0, 10),
    ]


def test_deals_imported_as_closed_without_their_way_tell_no_chance_of_a_stage():
    """The won ones counted for every stage and the lost ones for none: each chance was 100 %."""
    past = [one("w", untold=True)] * 60 + [one("l", untold=True)] * 40
    found = told(*past, one("o", entered=(9,)), one("l", entered=(9,)))
    shares = {row.stage: (row.share.count, row.share.of) for row in found.chances}
    assert shares == {"": (60, 101), "early": (0, 1), "late": (0, 0)}
    (due,) = found.forecast
    assert due.wins == pytest.approx(float(found.chances[1].share.value))
    assert due.wins < 0.6
    rows = found.conversion
    assert [(r.reached, r.untold, r.on, r.still) for r in rows] == [
        (2, 100, Share(2, 2), 0),
        (2, 0, Share(0, 1), 1),
        (0, 0, Share(0, 0), 0),
    ]


def test_a_stage_that_was_jumped_over_was_reached_with_the_later_one():
    jumped = one("l", 100, 60, entered=(None, 70))
    assert stages_passed(jumped, LINE) == 2
    assert arrivals(jumped, LINE) == [ago(70), ago(70), None]


@pytest.mark.parametrize(
    ("stages", "reached", "places"),
    [
        (("early", "middle", "late"), "middle", 1),
        (("early", "middle", "late"), "late", 2),
        (("first", "second"), "second", 0),
        (("late", "early"), "early", 2),
    ],
)
def test_deals_of_older_revisions_are_placed_by_the_stages_that_are_left(stages, reached, places):
    old = replace(one(), stages=stages, entered=(None,) * len(stages), reached=reached)
    assert stages_passed(old, LINE) == places
    newest = one(revision=2)
    assert [r.stage for r in told(old, newest).conversion] == ["", "early", "late"]


def test_the_time_to_close_counts_open_deals_as_long_as_they_have_lasted():
    found = told(one("w", 100, 60), one("l", 100, 80), one("o", 30), one("o", 300), one("o", -5))
    curve = found.to_close
    assert (curve.ended, curve.censored) == (2, 2)
    assert [(p.days, p.at_risk, p.share) for p in curve.points] == [(20, 4, 0.75), (40, 2, 0.375)]
    assert [(row.status, row.days.median) for row in found.cycle] == [("won", 40), ("lost", 20)]


def test_slippage_counts_moves_on_their_own_day():
    close = ago(-30)
    rows = told(
        one(first_close=close, moves=((ago(50), 10), (ago(40), 20), (ago(3), 40), (ago(2), -5))),
        one(first_close=close),
        one(),
        one("w", 100, 5, first_close=ago(15), moves=((ago(90), 7),)),
        period=Period(since=ago(45)),
    ).slippage
    assert [(r.status, r.put_off, r.times, r.forward) for r in rows] == [
        ("", Share(1, 3), 2, 1),
        ("open", Share(1, 2), 2, 1),
        ("won", Share(0, 1), 0, 0),
    ]
    assert rows[0].days.median == 30
    assert rows[2].late.median == 10


def test_encounters_by_what_became_of_the_deal():
    rows = told(
        one(advances=(ago(5), ago(50)), continuations=(ago(4),), loose=(ago(3), ago(60))),
        one("l", 100, 50, advances=(ago(60),)),
        one("w", 100, 5, continuations=(ago(7),)),
        period=Period(since=ago(55)),
    ).encounters
    assert [(r.status, r.advance, r.loose) for r in rows] == [
        ("", Share(2, 4), 1),
        ("open", Share(2, 3), 1),
        ("won", Share(0, 1), 0),
    ]


def test_reasons_that_buyers_gave_come_apart_from_guesses():
    rows = told(
        one("l", reason="price", said_by="dana", value=5),
        *[one("l", reason="fit")] * 3,
        one("l", reason="price", value=6, currency="USD"),
        one("d", reason="no-budget"),
        one("l", reason="price", ended=90, said_by="x"),
        one("w"),
        period=Period(since=ago(20)),
    ).reasons
    assert [(r.status, r.reason, r.stated, r.guessed, r.value) for r in rows] == [
        ("lost", "price", 1, 1, {"EUR": 5, "USD": 6}),
        ("lost", "fit", 0, 3, {}),
        ("disqualified", "no-budget", 0, 1, {}),
    ]


def test_by_owner_source_tag_process_and_quarter():
    found = told(
        one("w", 200, 60, owner="ada", source="fair", tags=("a", "b"), value=5),
        one("l", 200, 60, owner="ada", source="web", tags=("b",)),
        one("w", 200, 3, owner="bob", source="web", process="other", advances=(ago(60),)),
        one("o", 3, owner="eve"),
    )

    def shares(rows):
        return {row.name: (row.win.count, row.win.of) for row in rows}

    assert shares(found.owners) == {"ada": (1, 2), "bob": (1, 1), "eve": (0, 0)}
    assert shares(found.sources) == {"web": (1, 2), "fair": (1, 1), "": (0, 0)}
    assert shares(found.tags) == {"b": (1, 2), "a": (1, 1)}
    assert shares(found.processes) == {"line": (1, 2), "other": (1, 1)}
    assert [(r.name, r.opened, r.won, r.advance.count) for r in found.quarters] == [
        ("2026-Q2", 3, 0, 0),
        ("2026-Q3", 0, 1, 1),
        ("2026-Q4", 1, 1, 0),
    ]
    assert shares(told(*[one()] * 2, period=Period(until=ago(300))).owners) == {"": (0, 0)}


def test_a_process_is_looked_at_by_itself():
    found = told(one("w"), one("w", process="other"), process="other")
    assert (found.deals, found.total.won) == (1, 1)


@st.composite
def books(draw):
    """The courses of a few deals, of processes and logs with anything wrong with them."""
    processes = [draw(unsound_processes()), draw(unsound_processes())]
    deals = draw(st.lists(wild_deals(), max_size=4))
    courses = [
        trajectory_of(d, process, replay(d, process)) for d in deals for process in processes
    ]
    return processes, courses


@given(books())
def test_whatever_the_files_say_there_is_a_report(made):
    processes, courses = made
    for other in (None, Period(date(2026, 1, 1), date(2026, 6, 30))):
        found = build_report(courses, Scope(TODAY, Period(since=date(2026, 7, 1)), other=other))
        assert json_text(report_facts(found, ()))
        shown = report_document(found, {one.name: one for one in processes}, ())
        assert report_screen(shown)
        assert report_page(shown)
    assert found.total.won + found.total.lost + found.total.disqualified == found.total.win.of
    first = {row.process: row for row in reversed(build_report(courses, Scope(TODAY)).conversion)}
    assert sum(row.reached for row in first.values()) == len(courses)
