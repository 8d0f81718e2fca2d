"""The board: where deals stand, what they come to, and what is wrong with each."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.building import deal, process
from support.effort import size
from support.fixture_cache import copy_of
from support.terminal import Terminal

from salescli.domain.replay import replay
from salescli.domain.summary import summarise
from salescli.insight.board import board_place, place_on_board, weights
from salescli.insight.report.report import Scope, build_report
from salescli.insight.trajectory import brief_trajectory, trajectory_of
from salescli.text.safe_text import width

LINE = process("start/discovery", "prove/demo", "close/proposal")
OPEN = "9 open -> discovery 30"
AHEAD = "9 open -> discovery 12; 11 call discovery -> demo 14; 12 call demo -> proposal 30"
WON = "2 open -> discovery 3; 4 call discovery; 5 close won"
LOST = "2 open -> discovery 3; 5 close lost"


def course(handle, log=OPEN, **header):
    one = replace(deal(log, process="line", **header), handle=handle)
    return trajectory_of(one, LINE, replay(one, LINE))


HISTORY = [course("won", WON), course("lost", LOST)]
DEALS = [
    course("a", value=100, currency="EUR"),
    course("b", value=Decimal("50.5"), currency="USD"),
    course("c"),
    course("d", AHEAD, value=1000, currency="EUR"),
]


def test_columns_are_the_stages_in_order_and_amounts_are_never_added_across_currencies():
    every = [*DEALS, *HISTORY]
    start, prove, close = place_on_board(every, "abcd", weights(every))
    assert (start.stage, start.deals, start.unvalued) == ("start", ("a", "b", "c"), 1)
    assert start.value == {"EUR": 100, "USD": Decimal("50.5")}
    assert prove.deals == ()
    assert (close.deals, close.value) == (("d",), {"EUR": 1000})


def test_a_filter_leaves_deals_out_but_not_the_history():
    every = [*DEALS, *HISTORY]
    start, *_ = place_on_board(every, "b", weights(every))
    assert (start.deals, start.value) == (("b",), {"USD": Decimal("50.5")})
    assert start.weighted is not None


def test_without_a_closed_deal_nothing_is_weighted():
    assert weights(DEALS) == {}
    assert {one.weighted for one in place_on_board(DEALS, "abcd", {})} == {None}


LOGS = st.sampled_from([OPEN, AHEAD, WON, LOST])
VALUES = st.none() | st.integers(0, 10**6)


@settings(max_examples=size(15, 1000))
@given(st.lists(st.tuples(LOGS, VALUES, st.sampled_from(["EUR", "USD"])), max_size=12))
def test_the_board_weighs_as_the_forecast_of_the_report_does(drawn):
    every = [
        course(f"d{number}", log, value=value, currency=currency)
        for number, (log, value, currency) in enumerate(drawn)
    ]
    known = weights(every)
    total = board_place("", "", [one for one in every if one.is_open], known)
    said, weighted = {}, {}
    for due in build_report(every, Scope(today=course("x").opened)).forecast:
        said[due.currency] = said.get(due.currency, 0) + due.stated
        weighted[due.currency] = weighted.get(due.currency, 0) + (due.weighted or 0)
    assert total.value == {c: v for c, v in said.items() if c in total.value}
    if known:
        assert total.weighted == {c: v for c, v in weighted.items() if c in total.value}


@pytest.mark.parametrize("log", [OPEN, AHEAD, WON, LOST])
def test_a_summary_tells_as_much_of_the_course_as_the_board_needs(log):
    one = deal(log, process="line", value=5, currency="EUR")
    standing = replay(one, LINE)
    whole = trajectory_of(one, LINE, standing)
    brief = brief_trajectory(summarise(one, LINE, standing), LINE)
    names = ("deal", "process", "revision", "status", "stages", "stage", "reached", "value")
    for name in (*names, "currency", "close", "is_open", "is_won"):
        assert getattr(brief, name) == getattr(whole, name), name


@pytest.fixture
def demo(run, tmp_path, tmp_path_factory, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T08:30+01:00")
    copy_of("demo", lambda folder: run("demo", str(folder)), tmp_path_factory, tmp_path)


@pytest.mark.usefixtures("demo")
def test_as_json_it_has_the_deals_and_the_columns(run):
    told = run("board", "--process", "enterprise", "--json").json
    assert (told["version"], told["today"]) == (1, "2026-11-24")
    by_name = {one["deal"]: one for one in told["deals"]}
    assert by_name["tessaly"]["signs"] == "!<?"
    assert by_name["tessaly"]["weighted"] == 14816
    assert "N02" in by_name["tessaly"]["findings"]
    discover = next(one for one in told["columns"] if one["stage"] == "discover")
    assert discover == {
        "process": "enterprise",
        "stage": "discover",
        "title": "Discover",
        "deals": ["tessaly"],
        "without_value": 0,
        "value": {"EUR": 64000},
        "weighted": {"EUR": 14816},
    }
    columns = [handle for one in told["columns"] for handle in one["deals"]]
    assert columns == [one["deal"] for one in told["deals"]]
    assert [one["deal"] for one in run("list", "--process", "enterprise", "--json").json["deals"]]
    assert sorted(columns) == ["ardent", "corvane", "merrowby", "tessaly"]


def test_a_new_book_says_so_and_an_unreadable_deal_never_vanishes(run, book):
    assert run("board").out == "\nNo deal is open. salescli add COMPANY opens one.\n"
    (book / "deals/broken.toml").write_text("x =", encoding="utf-8")
    (book / "deals/stray.toml").write_text('company = "A"\nprocess = "gone"\n', encoding="utf-8")
    done = run("board")
    assert done.code == 1
    assert "deals/broken.toml:1" in done.out
    assert re.search(r"^gone +1 deal\b.*\n!x +stray +\(no stage\) ", done.out, re.MULTILINE)
    assert "Values are weighted from 10 closed deals on: 0 so far." in done.out
    assert [one["deal"] for one in run("board", "--json").json["deals"]] == ["broken", "stray"]
    done = run("board", "--process", "enterprise")
    assert "deals/broken.toml:1" in done.out
    assert run("board", "--process", "gne").err == (
        "error: there is no process 'gne': did you mean 'gone'?\n"
        "  there is: enterprise, gone, small-business\n"
    )


def test_in_a_terminal_long_columns_are_cut_and_say_so(run, book):
    for number in range(40):
        (book / f"deals/d{number:02}.toml").write_text('process = "enterprise"\n', encoding="utf-8")
    screen = Terminal("board").ends()
    assert len(screen.splitlines()) < 24
    assert max(map(width, screen.splitlines())) <= 80
    assert re.search(r"And \d+ more: salescli board --all shows them\.", screen)
    assert len(run("board").out.splitlines()) > 40


def test_it_fits_80_columns_whatever_the_names(run, book):
    text = 'process = "enterprise"\nvalue = 999999999999999\ncurrency = "EUR"\n'
    (book / f"deals/{'long-' * 11}name.toml").write_text(text, encoding="utf-8")
    assert run("board").code == 0
    assert max(map(width, Terminal("board").ends().splitlines())) <= 80


@pytest.mark.usefixtures("demo")
def test_side_by_side_where_the_screen_is_wide_enough(run, monkeypatch):
    wide = run("board", "--wide").out
    (heads,) = [line for line in wide.splitlines() if "Discover ·" in line]
    assert "Approve ·" in heads
    assert "empty: Qualify, Show, Sign, Hand over" in wide
    monkeypatch.setattr("salescli.commands.board.screen_columns", lambda: 80)
    narrow = run("board", "--wide").out
    assert narrow.startswith("Deal ")
    assert "Side by side takes 96 columns; here are 80." in narrow


@pytest.mark.usefixtures("demo")
def test_a_line_a_deal_and_the_empty_stages_in_one(run):
    shown = run("board").out.splitlines()
    assert sum("tessaly" in line for line in shown) == 1
    assert sum(line.split()[:1] == ["empty:"] for line in shown) == 3


@pytest.mark.usefixtures("demo")
def test_as_of_another_day(run):
    assert "\n!<  " in run("board", "--today", "2028-01-01").out


def test_as_it_stood(run, acme, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "2099-01-01T08:30+01:00")
    assert acme.exists()
    done = run("board", "--at", "2098-01-01")
    assert done.out.startswith("As it stood on Wed 1 Jan 2098")
    assert re.search(r"^!\S* +acme .* late ", done.out, re.MULTILINE)
