"""Not now: a deal that is left for another day, and how it comes back."""

import json

import pytest
from support.terminal import history

from salescli.store.toml.reader import read_toml

LEFT = ("--reason", "timing", "--evidence", "After the audit")


def last(deal):
    return read_toml(deal)[0]["log"][-1]


@pytest.mark.parametrize("command", ["lose", "walk"])
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2027-03-01", "2027-03-01"),
        ("1 march", "2027-03-01"),
        ("in 3 months", "2027-02-21"),
        ("never", None),
        ("-", None),
    ],
)
def test_the_day_is_read_as_all_days_are(acme, run, command, typed, day):
    done = run(command, "acme", *LEFT, "--revisit", typed)
    assert done.code == 0, done.err
    revisit = last(acme).get("revisit")
    assert (str(revisit) if revisit else None) == day
    assert ("comes back in `next` on" in done.out) == (day is not None)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("yesterday", "--revisit: Fri 20 Nov 2026, yesterday, is in the past"),
        ("today", "too soon"),
        ("some day", "--revisit: "),
    ],
)
def test_another_day_is_refused_and_nothing_is_written(acme, run, typed, says):
    before = acme.read_bytes()
    done = run("lose", "acme", *LEFT, "--revisit", typed)
    assert done.code == 2
    assert says in done.err
    assert acme.read_bytes() == before


def test_a_win_has_no_such_day(acme, run):
    before = acme.read_bytes()
    done = run("log", "acme", "--won", "--revisit", "1 march")
    assert (done.code, acme.read_bytes()) == (2, before)
    assert "--revisit is for a deal that was lost or walked away from" in done.err


@pytest.mark.usefixtures("acme")
def test_it_is_listed_and_shown_with_its_day_and_why(run):
    assert "No deal comes back" in run("list", "--revisit").out
    ended = run("log", "acme", "-m", "Not now", "--lost", "timing", *LEFT[2:], "--revisit", "1 mar")
    assert ended.code == 0, ended.err
    listed = run("list", "--revisit").out
    assert "Mon 1 Mar 2027" in listed
    assert "Timing: After the audit" in listed
    assert "revisit on Mon 1 Mar 2027, in 100 days" in run("show", "acme").out
    for words in (["list", "--revisit"], ["list", "--all"], ["show", "acme"]):
        facts = json.loads(run(*words, "--json").out)["deals"]
        assert [deal["revisit"] for deal in facts] == ["2027-03-01"]
    columns = run("list", "--revisit", "--csv", "--columns", "deal,revisit,left").out
    assert "acme,2027-03-01,Timing: After the audit" in columns


@pytest.mark.usefixtures("acme")
def test_it_is_neither_in_the_forecast_nor_found_stale(run, monkeypatch):
    run("lose", "acme", *LEFT, "--revisit", "1 march")
    monkeypatch.setenv("SALESCLI_NOW", "2027-02-01T09:00:00+01:00")
    facts = json.loads(run("list", "--revisit", "--json").out)["deals"][0]
    assert not [code for code in facts["findings"] if code[0] in "NT"]
    assert run("list").out.strip().startswith("0 deals")
    report = json.loads(run("report", "--json").out)
    assert "acme" not in json.dumps(report.get("forecast", ""))


def test_another_day_is_set_and_none_by_correcting_the_ending(acme, run):
    run("lose", "acme", *LEFT, "--revisit", "1 march")
    entry = str(len(read_toml(acme)[0]["log"]))
    assert run("amend", "acme", "--entry", entry, "--revisit", "1 june").code == 0
    assert str(last(acme)["revisit"]) == "2027-06-01"
    assert "revisit" in history(acme.parent.parent)[0]
    assert run("amend", "acme", "--entry", entry, "--revisit", "-").code == 0
    assert "revisit" not in last(acme)
    assert "has no day to revisit" in run("amend", "acme", "--entry", "1", "--revisit", "-").err


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize("ends_it", ["reopen", "a deal that follows", "undo"])
def test_what_ends_it(run, ends_it):
    run("lose", "acme", *LEFT, "--revisit", "1 march")
    assert "acme" in run("list", "--revisit").out
    nexts = ("--next", "discovery", "--on", "thu")
    follows = ("--title", "Again", "--process", "small-business", "--follows", "acme")
    words = {
        "reopen": ("reopen", "acme", *nexts),
        "a deal that follows": ("add", "Acme", *follows, *nexts),
        "undo": ("undo", "--yes"),
    }[ends_it]
    done = run(*words)
    assert done.code == 0, done.err
    assert "Mon 1 Mar 2027" not in run("list", "--revisit").out


@pytest.mark.parametrize("command", ["lose", "walk"])
def test_an_ending_takes_a_note(run, acme, command):
    done = run(command, "acme", "--reason", "price", "--evidence", "Too dear", "-m", "Ask in 2028")
    assert done.code == 0, done
    assert last(acme)["note"] == "Ask in 2028"


@pytest.mark.usefixtures("acme")
def test_a_line_for_a_prompt_counts_it(run, monkeypatch):
    run("lose", "acme", *LEFT, "--revisit", "1 march")
    monkeypatch.setenv("SALESCLI_NOW", "2027-02-28T09:00:00+01:00")
    assert run("next", "--brief").out == ""
    monkeypatch.setenv("SALESCLI_NOW", "2027-03-02T09:00:00+01:00")
    assert run("next", "--brief").out == "1 to revisit\n"
