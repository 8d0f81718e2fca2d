"""Filters and orders of `list`, as pure functions, and as a user meets them."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.building import day, deal, process
from support.fixture_cache import copy_of
from support.table import each
from support.terminal import Terminal

from salescli.commands.support.typed.list_query import value_bounds
from salescli.domain.deal import Person
from salescli.domain.list_filters import SORTS, Bounds, Filters, Order, matching_deals, sort_deals
from salescli.domain.replay import replay
from salescli.domain.standing import Status
from salescli.domain.summary import summarise
from salescli.domain.time.period import Period
from salescli.errors import UsageError

TODAY = day(21)
LINE = process("start/discovery", "prove/demo", "prove/pilot")


def made(handle, log="9 open -> discovery 30", **header):
    one = replace(deal(log, process="line", **header), handle=handle)
    return summarise(one, LINE, replay(one, LINE))


PLAIN = made("plain", owner="ada", value=100, currency="EUR", close=day(25), tags=("retail",))
LATE = made("late", "9 open -> discovery 12", owner="bob", value=900, currency="USD")
LOOSE = made("loose", "9 open -> discovery 12; 11 call discovery", value=300, currency="EUR")
WON = made("won", "9 open -> discovery 12; 13 close won", owner="ada", close=day(14))
DEALS = [PLAIN, LATE, LOOSE, WON]
EVERY = frozenset(Status)


def left(**conditions):
    return [one.handle for one in matching_deals(DEALS, Filters(**conditions), TODAY)]


FILTERED = [
    ({}, ["plain", "late", "loose"]),
    ({"statuses": EVERY}, ["plain", "late", "loose", "won"]),
    ({"statuses": frozenset({Status.WON})}, ["won"]),
    ({"processes": frozenset({"line"})}, ["plain", "late", "loose"]),
    ({"processes": frozenset({"other"})}, []),
    ({"stages": frozenset({"prove"})}, ["loose"]),
    ({"stages": frozenset({"start", "prove"}), "statuses": EVERY}, ["plain", "late", "loose"]),
    ({"tags": frozenset({"retail", "x"})}, ["plain"]),
    ({"owners": frozenset({"ada"})}, ["plain"]),
    ({"overdue": True}, ["late"]),
    ({"unscheduled": True, "statuses": EVERY}, ["loose"]),
    ({"overdue": True, "unscheduled": True}, ["late", "loose"]),
    ({"value": Bounds(100, 300)}, ["plain", "loose"]),
    ({"value": Bounds(100, 900, beyond=True)}, ["loose"]),
    ({"value": Bounds(low=0, currency="USD")}, ["late"]),
    ({"closing": Period(day(20), day(30))}, ["plain"]),
    ({"closing": Period(), "statuses": EVERY}, ["plain", "won"]),
    ({"overdue": True, "owners": frozenset({"ada"})}, []),
]


@each("conditions, found", FILTERED)
def test_conditions_leave(conditions, found):
    assert left(**conditions) == found


PEOPLE = {"dana": Person("dana", "Dana R\u00e9yes", email="dana@acme.example")}


def known_as(summary):
    people = tuple((who.handle, who.name, who.email) for who in PEOPLE.values())
    return replace(summary, people=people)


KNOWN = [
    known_as(made("known", company="Acme GmbH", competitors=("Rival Inc", "status quo"))),
    made("other", company="Bolt"),
]
NAMED = [
    ({"people": ("reyes",)}, ["known"]),
    ({"people": ("DANA@acme.example",)}, ["known"]),
    ({"people": ("bob", "dana")}, ["known"]),
    ({"people": ("bob",)}, []),
    ({"companies": ("acme",)}, ["known"]),
    ({"companies": ("gmbh", "bolt")}, ["known", "other"]),
    ({"competitors": ("rival",)}, ["known"]),
    ({"competitors": ("status",), "companies": ("bolt",)}, []),
]


@each("conditions, found", NAMED)
def test_names_are_meant_by_a_part_of_them(conditions, found):
    assert [one.handle for one in matching_deals(KNOWN, Filters(**conditions), TODAY)] == found


RANKS = {("line", "start"): 0, ("line", "prove"): 1}


def sorted_by(*orders):
    return [one.handle for one in sort_deals(DEALS, orders, RANKS)]


def test_what_is_not_known_comes_last_either_way_and_ties_keep_their_order():
    assert sorted_by(Order("close")) == ["won", "plain", "late", "loose"]
    assert sorted_by(Order("close", descending=True)) == ["plain", "won", "late", "loose"]
    assert sorted_by(Order("stage")) == ["plain", "late", "won", "loose"]


def test_values_are_compared_within_their_currency():
    assert sorted_by(Order("value")) == ["plain", "loose", "late", "won"]
    assert sorted_by(Order("value", descending=True)) == ["loose", "plain", "late", "won"]


def test_the_first_order_counts_before_the_second():
    assert sorted_by(Order("owner"), Order("deal")) == ["plain", "won", "late", "loose"]


@given(st.lists(st.tuples(st.sampled_from(SORTS), st.booleans()), max_size=3))
def test_an_order_loses_nothing(orders):
    assert sorted(sorted_by(*(Order(*one) for one in orders))) == ["late", "loose", "plain", "won"]


RANGES = [
    (">10000", Bounds(10000, None, beyond=True)),
    (">=10k", Bounds(10000)),
    ("<5k", Bounds(None, 5000, beyond=True)),
    ("<= 5.5k", Bounds(None, 5500)),
    ("10k..50k", Bounds(10000, 50000)),
    ("1.50..2.5", Bounds(Decimal("1.5"), Decimal("2.5"))),
    ("10k..", Bounds(10000)),
    ("..1m", Bounds(None, 1000000)),
    ("10000", Bounds(10000, 10000)),
    (">10k eur", Bounds(10000, None, beyond=True, currency="EUR")),
    ("1k..2k USD", Bounds(1000, 2000, currency="USD")),
]


@each("text, meant", RANGES)
def test_a_range_of_amounts(text, meant):
    assert value_bounds(text) == meant


@each("text", ["", "..", ">", ">>3", "-3", "1e5", "5k..1k", "> 1 eu"])
def test_anything_else_is_no_range(text):
    with pytest.raises(UsageError):
        value_bounds(text)


@pytest.fixture
def demo(run, tmp_path, tmp_path_factory, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T08:30+01:00")
    copy_of("demo", lambda folder: run("demo", str(folder)), tmp_path_factory, tmp_path)


def listed(run, *flags):
    done = run("list", "--columns", "deal", *flags, "--csv")
    assert (done.code, done.err) == (0, "")
    return done.out.split("\n")[1:-1]


COMPOSED = [
    (("--overdue",), ["lindvik", "tessaly"]),
    (("--overdue", "--process", "enterprise"), ["tessaly"]),
    (("--overdue", "--unscheduled"), ["lindvik", "tarrow", "tessaly"]),
    (("--stage", "Trial", "--value", "<1500"), ["morrow", "pinegrove"]),
    (("--closing", "this quarter", "--sort", "-value"), ["merrowby", "tessaly"]),
    (("--closing", "overdue"), ["tessaly"]),
    (("--status", "won", "--status", "lost"), ["brightmoor", "cinderlane", "thistlewend"]),
    (("--value", ">=80k", "--all", "--sort", "value"), ["ardent", "callowmark", "merrowby"]),
    (("--sort", "process,-value", "--limit", "2"), ["cinderlane-account", "merrowby"]),
    (("--mine", "--stage", "discover"), ["tessaly"]),
    (("--owner", "ada", "--limit", "1"), ["ardent"]),
]


@pytest.mark.usefixtures("demo")
def test_filters_compose_on_every_way_out(run):
    for flags, found in COMPOSED:
        rows = listed(run, *flags)
        assert rows[: len(found)] == found, flags
        as_json = run("list", *flags, "--json").json["deals"]
        assert [one["deal"] for one in as_json] == rows, flags
        shown = run("list", *flags).out
        assert [line.split()[0] for line in shown.split("\n\n")[0].splitlines()[1:]] == rows, flags


@pytest.mark.usefixtures("demo")
def test_a_list_of_columns_and_how_many_there_are(run):
    done = run("list", "--columns", "deal,value,close", "--value", ">60k")
    assert done.out == (
        "Deal            Value  Close\n"
        "ardent     86,000 EUR  Tue 2 Feb 2027\n"
        "merrowby  120,000 EUR  Tue 29 Dec\n"
        "tessaly    64,000 EUR  Fri 6 Nov\n"
        "\n"
        "3 of 10 deals.\n"
    )
    none = run("list", "--value", ">1m").out
    assert none == "None of 10 deals matches: salescli list shows them all.\n"


@pytest.mark.usefixtures("demo")
def test_any_field_is_a_column_and_own_ones_too(run):
    assert run("set", "lindvik", "custom.Slack=#lindvik").code == 0
    columns = "deal,industry,custom.slack"
    rows = run("list", "--person", "theo", "--columns", columns).out.splitlines()
    assert [line.split() for line in rows[:2]] == [
        ["Deal", "Industry", "Slack"],
        ["lindvik", "retail", "#lindvik"],
    ]
    cells = list(csv.DictReader(io.StringIO(run("list", "--columns", columns, "--csv").out)))
    assert {row["custom.Slack"] for row in cells} == {"", "#lindvik"}
    assert "industry" in run("list", "--csv").out.splitlines()[0]
    assert "did you mean 'custom.slack'" in run("list", "--columns", "custom.slck").err


REFUSED = [
    (("--columns", "deal,valeu"), "there is no column 'valeu': did you mean 'value'?\n  there is:"),
    (("--columns", " "), "--columns names none\n  there is: deal, title,"),
    (("--sort", "size"), "there is no order 'size'\n  there is: deal, title,"),
    (("--stage", "prove"), "there is no stage 'prove': did you mean 'approve'?"),
    (("--process", "enterprize"), "there is no process 'enterprize': did you mean 'enterprise'?"),
    (("--tag", "no"), "there is no tag 'no'"),
    (("--owner", "adda"), "there is no owner 'adda': did you mean 'ada'?\n  there is: ada"),
    (("--status", "one"), "there is no status 'one'"),
    (("--closing", "soon"), "--closing: 'soon' is neither a period nor a day"),
    (("--value", "lots"), "--value 'lots' is no range of amounts\n  write it as '>10000'"),
    (("--value", "5..3"), "--value 5..3 is empty\n  --value 3..5"),
    (("--mine", "--owner", "ada"), "--mine and --owner contradict each other"),
    (("--csv", "--json"), "--csv and --json contradict each other"),
    (("--json", "--columns", "deal"), "--columns is for the table and --csv"),
]


@pytest.mark.usefixtures("demo")
def test_what_the_book_does_not_have_is_refused_with_what_it_has(run):
    for flags, said in REFUSED:
        done = run("list", *flags)
        assert (done.code, done.out) == (2, ""), flags
        assert said in done.err, flags


def test_an_unreadable_deal_never_vanishes_and_no_cell_runs(run, book):
    (book / "deals/broken.toml").write_text("x =", encoding="utf-8")
    text = 'company = "=1+1"\nprocess = "enterprise"\nvalue = 5\ncurrency = "EUR"\n'
    (book / "deals/odd.toml").write_text(text, encoding="utf-8")
    (book / "deals/other.toml").write_text(text.replace("EUR", "USD"), encoding="utf-8")
    for flags in ((), ("--overdue",), ("--json",), ("--csv",)):
        done = run("list", *flags)
        assert done.code == 1
        assert "broken" in done.out + done.err, flags
    rows = list(csv.DictReader(io.StringIO(run("list", "--csv").out)))
    assert rows[0]["company"] == "'=1+1"
    assert rows[0]["currency"] == "EUR"
    assert "in EUR and USD as they stand; --value '>1 EUR'" in run("list", "--value", ">1").out


def test_a_list_in_a_terminal_is_no_longer_than_its_screen(run, book):
    for number in range(40):
        (book / f"deals/d{number:02}.toml").write_text('process = "enterprise"\n', encoding="utf-8")
    screen = Terminal("list").ends()
    assert len(screen.splitlines()) < 24
    assert "And 23 more: --limit 40 shows all of them." in screen
    assert "40 deals." in screen
    assert len(run("list").out.splitlines()) > 40
