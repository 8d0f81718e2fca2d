"""The plan as it is sent to the buyer: days that hold, what both know, and nothing of ours."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.building import day, deal, process, step

from salescli.domain.action_plan import make_plan
from salescli.domain.buyer_plan import make_buyer_plan
from salescli.domain.deal import Person
from salescli.domain.replay import replay
from salescli.domain.time.moment import day_of
from salescli.domain.time.workdays import Calendar
from salescli.text.wording import MONTHS, day_text
from salescli.views.plan.html import plan_html
from salescli.views.plan.markdown import plan_markdown
from salescli.views.plan.phrases import COLUMNS, cells
from salescli.views.plan.screen import plan_screen
from salescli.views.plan.text import plan_text
from salescli.views.render.plain import lines

TODAY = day(23)  # a Monday
LINE = process(
    step("call/discovery", "pain", within="5bd", theirs="owner", ours="founder"),
    step("prove/trial", "used", within="10bd", theirs="user"),
    step("prove/review", "fine", within="5bd", after="trial"),
    step("close/proposal", "signed", within="5bd", times=2, theirs="owner"),
    ask="proposal",
    roles="owner user founder:ours",
)
SHORT = [month[:3] for month in MONTHS]
DAYS = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\d+) (\w{3}) (\d{4})")
OURS = ("fit", "late", "can't", "not before", "to spare", "passed", "#b3261e", "red", "Ask")


def plan(log="9 open", *, as_is=False, **header):
    about = deal(log, "bob:owner uma:user", **header)
    return make_buyer_plan(about, LINE, replay(about, LINE), TODAY, Calendar(), as_is=as_is)


def row(made, name):
    (found,) = (one for one in made.rows if one.step.id == name)
    return dict(zip(COLUMNS, cells(made, found), strict=True))


def texts(made):
    yield plan_markdown(made)
    yield plan_html(made)
    yield "\n".join(lines(plan_text(made)))


def days_to_come(text):
    """The days that stand above what was done."""
    shown = re.split(r"(?:## |<h2>|\n)Done", text.partition("As of")[2])[0].partition(".")[2]
    for number, month, year in DAYS.findall(shown):
        yield date(int(year), SHORT.index(month) + 1, int(number))


def test_what_does_not_fit_is_proposed_with_the_first_close_that_does():
    made = plan(close=day(55))
    assert (made.is_proposed, made.close) == (True, date(2027, 1, 4))
    assert [one.by for one in made.rows] == sorted(one.by for one in made.rows)
    assert "- **Close:** Mon 4 Jan 2027 (proposed)" in plan_markdown(made)
    fitting = plan(close=day(93))
    assert (fitting.is_proposed, fitting.close) == (False, day(93))
    assert "- **Close:** Mon 1 Feb 2027\n" in plan_markdown(fitting)


def test_as_is_keeps_the_agreed_close_and_shows_no_day_that_has_passed():
    made = plan(close=day(55), as_is=True)
    assert (made.is_proposed, made.close) == (False, day(55))
    assert row(made, "discovery")["Day"] == "as soon as possible"
    past = plan_markdown(plan(close=day(20), as_is=True))
    assert "- **Close:** to be agreed" in past


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ("9 open -> discovery 25 @bob agreed", ("Wed 25 Nov 2026", "confirmed")),
        ("9 open -> discovery 25T10:00 @bob", ("Wed 25 Nov 2026 10:00", "to be confirmed")),
        ("9 open -> discovery 20 @bob agreed", ("by Mon 14 Dec 2026", "")),  # it has passed
        ("9 open", ("by Mon 14 Dec 2026", "")),
    ],
)
def test_a_row_on_the_agenda_has_its_day_and_whether_they_confirmed_it(log, expected):
    shown = row(plan(log, close=day(79)), "discovery")
    assert (shown["Day"], shown["State"]) == expected


def test_a_day_on_the_agenda_that_is_too_late_moves_the_close():
    made = plan("9 open -> discovery 92 agreed", close=day(93))
    assert made.is_proposed
    assert made.close > day(93)
    assert made.rows[0].scheduled.day == day(92)
    assert all(one.by > day(92) for one in made.rows[1:])


def test_what_took_place_is_behind_both_sides_and_comes_with_its_day():
    made = plan("9 call discovery @bob; 16 meeting trial @uma; 17 skip review reason:theirs")
    assert [one.step.id for one in made.rows] == ["proposal"]
    assert [(one.step.id, one.on) for one in made.done] == [
        ("discovery", day(9)),
        ("trial", day(16)),
    ]
    assert all("theirs" not in text for text in texts(made))
    again = plan("9 call discovery @bob -> discovery 25 @bob agreed")
    assert next(one.step.id for one in again.rows) == "discovery"


def test_a_step_waits_for_no_step_that_comes_after_it_in_the_plan():
    made = plan("9 open -> review 24 agreed", close=day(93))
    assert made.rows[0].step.id == "review"
    assert row(made, "review")["After"] == ""


def test_both_sides_are_named():
    about = deal("9 open", "", owner="ada-lane")
    about = replace(about, people={"bob": Person("bob", "Bob Ross", "owner")})
    made = make_buyer_plan(about, LINE, replay(about, LINE), TODAY, Calendar())
    assert row(made, "discovery")["Your side"] == "Bob Ross"
    assert row(made, "trial")["Your side"] == "user, to be named"
    assert row(made, "discovery")["Our side"] == "Ada Lane"


EVENTS = st.sampled_from(
    [
        *("call discovery", "call discovery =pain @bob", "meeting trial", "meeting review =fine"),
        *("call proposal", "skip trial reason:x", "call -> review 20", "call -> trial 40 agreed"),
        *("call -> discovery 24T10:00 agreed", "call -> proposal 80", "call -> review 23T08:00"),
    ]
)


@given(
    st.lists(EVENTS, max_size=5),
    st.none() | st.integers(-20, 120),
    st.none() | st.integers(-20, 120),
    st.booleans(),
)
def test_no_day_to_come_has_passed_and_nothing_of_ours_is_said(events, close, go_live, as_is):
    log = "; ".join(f"{9 + n} {event}" for n, event in enumerate(["open", *events]))
    ahead = {
        name: TODAY + timedelta(days)
        for name, days in (("close", close), ("go_live", go_live))
        if days is not None
    }
    made = plan(log, as_is=as_is, **ahead)
    held = {name for entry in deal(log).log for name in entry.steps if entry.kind != "skip"}
    for one in made.rows:
        booked = one.scheduled is not None
        assert not booked or day_of(one.scheduled.on) >= TODAY
        assert booked or one.step.id not in held or one.step.times > 1
    if not as_is or made.is_proposed:
        assert all(TODAY <= one.by <= max(made.close, one.by) for one in made.rows)
    for text in texts(made):
        assert all(shown >= TODAY for shown in days_to_come(text))
        spoken = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
        assert not [word for word in OURS if re.search(rf"\b{re.escape(word)}\b", spoken)]


def test_the_screen_and_the_plan_that_is_sent_come_to_the_same_close():
    log = "9 open; 10 call discovery @bob =pain; 16 call trial @uma; 20 call review @bob =fine"
    about = deal(log, "bob:owner uma:user", close=day(24))
    facts = about, LINE, replay(about, LINE), TODAY, Calendar()
    own, shared = make_plan(*facts), make_buyer_plan(*facts)
    assert (own.end, shared.close) == (shared.close, own.end)
    assert [one.id for one in shared.again] == ["trial"]
    assert "trial" not in [row.step.id for row in shared.rows]
    shown = "\n".join(lines(plan_screen(own, shared)))
    assert "trial took place: the buyer's plan leaves it out, and leaves the time." in shown
    assert f"with a close on {day_text(own.end)} proposed" in " ".join(shown.split())


def test_the_last_day_of_a_contract_is_never_moved():
    about = deal("9 open", "bob:owner uma:user", close=day(30), kind="renewal")
    facts = about, LINE, replay(about, LINE), TODAY, Calendar()
    own, shared = make_plan(*facts), make_buyer_plan(*facts)
    assert (own.fits, shared.close, shared.is_proposed) == (False, day(30), False)
    shown = "\n".join(lines(plan_screen(own, shared)))
    assert "The close is the contract's last day: it stays." in shown
    assert "close=" not in shown
    assert "proposed" not in shown
