"""`history --since`: the journal of all deals, a line for each deal on each day."""

from __future__ import annotations

import gc
from datetime import date, timedelta

import pytest
from support.building import day, deal, process, step
from support.review_books import write_deals

from salescli.commands import history
from salescli.commands.support.reading.read_journal import read_deal_journal
from salescli.commands.support.session import open_session
from salescli.domain.journal import JournalDay, Tally, is_advance, journal_days, logged_by, tally
from salescli.domain.replay import replay
from salescli.domain.time.period import Period
from salescli.store.files import row_spool
from salescli.views.lists import journal
from salescli.views.lists.journal import journal_facts

LINE = process(step("call/discovery", "pain"), step("call/demo"), loss="price", roles="owner")
LOG = (
    "16 open -> discovery 17 @bob; 17 call discovery @bob -> demo 20 agreed; "
    "17T15:00 email note:sent -> demo 23; 20 meeting demo -> x 24; 24 close lost reason:price"
)


def days_of(log, period=Period(), by=""):  # noqa: B008 - it is frozen
    about = deal(log, "bob:owner")
    days = journal_days(about, LINE, replay(about, LINE), period)
    return [own for of_day in days if (own := logged_by(of_day, by) if by else of_day).turns]


def test_every_entry_is_on_its_day_and_on_no_other():
    days = days_of(LOG)
    assert [one.day for one in days] == [day(16), day(17), day(20), day(24)]
    assert [len(one.turns) for one in days] == [1, 2, 1, 1]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period(day(17), day(20)), [17, 20]),
        (Period(day(18)), [20, 24]),
        (Period(None, day(16)), [16]),
        (Period(day(25)), []),
    ],
)
def test_a_period_has_both_of_its_days(period, expected):
    assert [one.day.day for one in days_of(LOG, period)] == expected


def test_what_it_adds_up_to():
    counted = tally(days_of(LOG))
    assert counted == Tally(encounters=3, emails=1, advances=1, opened=1, lost=1)
    won = tally(days_of("16 open; 17 call discovery; 17T12:00 close won"))
    assert (won.won, won.lost, won.won_value) == (1, 0, {})


def test_an_advance_is_an_encounter_whose_next_step_they_confirmed():
    days = days_of("16 call discovery -> demo 20 agreed; 17 call -> demo 24; 18 note note:x")
    assert [is_advance(turn) for one in days for turn in one.turns] == [True, False, False]


def test_a_month_of_weeks_is_the_month():
    """No entry is in two weeks, and none in neither."""
    start = date(2026, 11, 2)
    weeks = [Period(start + timedelta(7 * n), start + timedelta(7 * n + 6)) for n in range(4)]
    apart = [one for week in weeks for one in days_of(LOG, week)]
    assert apart == days_of(LOG, Period(start, start + timedelta(27)))


@pytest.fixture
def week(book, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T18:00:00+01:00")
    held = "16 open -> discovery 20 @bob agreed; 23 call discovery =pain-sized @bob note:heard"
    write_deals(
        book,
        {
            "acme": (f"{held} -> demo 25 @bob agreed", {"value": 1200, "currency": "EUR"}),
            "bolt": (f"{held}; 23T15:00 close lost reason:price", {}),
            "corp": ("16 open -> discovery 20; 24 schedule -> discovery 26", {}),
            "dull": ("2 open -> discovery 30", {}),
            "evil": (f"{held}; 24T10:00 close won", {"value": 500, "currency": "EUR"}),
        },
    )
    return book


@pytest.mark.usefixtures("week")
def test_the_week_has_a_line_for_each_deal_on_each_day(run):
    done = run("history", "--since", "monday")
    assert (done.code, done.err) == (0, "")
    head, rows = done.out.split("\n\n")
    assert " ".join(head.split()) == (
        "Mon 23 Nov to Tue 24 Nov 2026 3 calls and meetings, 1 advance, 1 won (500 EUR), 1 lost"
    )
    assert [row[12:].split()[0] for row in rows.splitlines()] == [
        "corp",
        "evil",
        "acme",
        "bolt",
        "evil",
    ]
    text = done.out
    assert "advance to Wed 25 Nov: Demo" in text
    assert "lost: price" in text
    assert "moved from Fri 20 Nov to Thu 26 Nov: Discovery" in text
    assert "dull" not in text


@pytest.mark.usefixtures("week")
def test_until_by_and_limit(run):
    assert "evil" not in run("history", "--until", "2026-11-16").out.replace("evil  opened", "")
    run("note", "dull", "-m", "Rang twice")
    head, mine = run("history", "--by", "me").out.split("\n\n")
    assert head == "Until Tue 24 Nov 2026  nothing but notes and changes"
    assert mine.split() == ["Tue", "24", "Nov", "dull", "note:", "“Rang", "twice”"]
    limited = run("history", "--since", "monday", "--limit", "2").out
    assert "And 4 more: --limit 6." in limited
    unknown = run("history", "--since", "monday", "--by", "bob")
    assert (unknown.code, "there is no colleague 'bob'" in unknown.err) == (2, True)
    nothing = run("history", "--since", "2026-11-18", "--until", "2026-11-18")
    assert nothing.out == "Wed 18 Nov 2026  nothing was logged\n"


@pytest.mark.usefixtures("week")
def test_json_has_the_journal_beside_the_commits(run):
    facts = run("history", "--since", "monday", "--json").json
    assert isinstance(facts["history"], list)
    assert [(one["day"], one["deal"]) for one in facts["journal"]] == [
        ("2026-11-24", "corp"),
        ("2026-11-24", "evil"),
        ("2026-11-23", "acme"),
        ("2026-11-23", "bolt"),
        ("2026-11-23", "evil"),
    ]
    assert facts["journal"][1]["results"] == ["won"]
    assert "journal" not in run("history", "acme", "--since", "monday", "--json").json


def test_an_index_changes_nothing_and_what_is_unreadable_is_named(week, run):
    first = run("history", "--since", "monday")
    assert run("history", "--since", "monday") == first
    (week / "deals/broken.toml").write_text("x = [\n")
    again = run("history", "--since", "monday")
    assert again.out == first.out
    assert "deals/broken.toml" in again.err


@pytest.mark.usefixtures("week")
def test_json_holds_no_day_of_the_journal(run, monkeypatch):
    """Of a large book they would take a gigabyte: they are sorted in a file."""
    whole = run("history", "--since", "monday", "--json").json["journal"]
    monkeypatch.setattr(row_spool, "_HELD", 1)
    assert run("history", "--since", "monday", "--json").json["journal"] == whole
    rows = read_deal_journal(
        open_session(None), Period(date(2026, 11, 23)), None, journal_facts
    ).rows
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, JournalDay)]
    assert len(list(rows)) == len(whole) > 1


@pytest.mark.usefixtures("week")
def test_json_of_a_colleague_has_what_is_theirs(run):
    run("note", "dull", "-m", "Rang twice")
    (own,) = run("history", "--since", "monday", "--by", "me", "--json").json["journal"]
    assert (own["deal"], own["by"]) == ("dull", ["ada"])
    unknown = run("history", "--since", "monday", "--by", "bob", "--json")
    assert (unknown.code, "there is: ada" in unknown.err) == (2, True)


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize("columns", ["", "80", "60"])
def test_in_parts_it_is_laid_out_as_in_one(run, monkeypatch, columns):
    monkeypatch.setattr(history, "screen_columns", lambda: int(columns) if columns else None)
    monkeypatch.setenv("SALESCLI_NOW", "2027-01-04T18:00:00+01:00")  # the days show their years
    whole = run("history", "--since", "2026-11-01")
    monkeypatch.setattr(journal, "_TOGETHER", 1)
    assert run("history", "--since", "2026-11-01") == whole
    assert len(whole.out.splitlines()) > 8
