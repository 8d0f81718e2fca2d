"""What is still to come, in turn, and its days: counted forwards and backwards, by property."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.building import day, deal, process, step
from support.strategies import NOW, deals, processes

from salescli.domain.action_plan import make_plan
from salescli.domain.advice import earliest_end
from salescli.domain.deal import Entry
from salescli.domain.process import earlier_steps
from salescli.domain.replay import replay
from salescli.domain.schedule import earliest, in_turn, latest
from salescli.domain.time.duration import Duration
from salescli.domain.time.workdays import Calendar

TODAY = day(21)  # a Saturday
CALENDAR = Calendar()
CALENDARS = st.builds(
    Calendar,
    st.frozensets(st.integers(0, 6), max_size=6),
    st.frozensets(st.dates(day(1), day(90)), max_size=12),
)
WITHIN = st.none() | st.builds(Duration, st.integers(1, 12), st.sampled_from(("bd", "d", "h", "w")))
CLOSES = st.integers(10, 90).map(day)


def standing_of(judge, log="9 open"):
    return replay(deal(log), judge)


IN_TURN = {
    "as they are declared": (process("a", "b", order="free"), "9 open", "a b"),
    "what was held or skipped is done": (process("a", "b", "c"), "9 call a; 9 skip b", "c"),
    "what is optional waits for a reason": (process("a", "b?"), "9 open", "a"),
    "a scheduled step is one": (process("a", "b?"), "9 open -> b 24", "a b"),
    "an owed step is one": (process(step("a", leads_to="b"), "b?"), "9 call a", "b"),
    "an owed step that was skipped is none": (
        process(step("a", leads_to="b"), "b?"),
        "9 call a; 9 skip b",
        "",
    ),
    "one after the other": (process(step("a", after="b"), "b", order="free"), "9 open", "b a"),
    "by stages": (process("x/a", "y/b", "x/c"), "9 open", "a c b"),
    "a response comes after": (
        process("b", step("a", leads_to="b"), order="free"),
        "9 open",
        "a b",
    ),
    "the ask comes after its minimum": (
        process("ask", "a", "b", ask="ask: b", order="free"),
        "9 open",
        "a b ask",
    ),
    "what is said counts for more than what is implied": (
        process(step("a", leads_to="b"), step("b", leads_to="a"), step("c", after="b")),
        "9 open",
        "a b c",
    ),
    "a circle, and what waits for it": (
        process(step("c", after="a"), step("a", after="b"), step("b", after="a"), order="free"),
        "9 open",
        "a c b",
    ),
}


@pytest.mark.parametrize(("judge", "log", "expected"), IN_TURN.values(), ids=IN_TURN)
def test_what_is_to_come_in_turn(judge, log, expected):
    assert [turn.step.id for turn in in_turn(standing_of(judge, log), judge)] == expected.split()


def test_a_step_left_out_is_waited_for_by_none():
    judge = process("x/a", "y/b", "z/c")
    turns = in_turn(standing_of(judge), judge, ("b",))
    assert [(turn.step.id, turn.waits_for) for turn in turns] == [
        ("a", frozenset()),
        ("c", frozenset("a")),
    ]


def test_days_are_counted_forwards_from_today_and_backwards_from_the_close():
    judge = process(step("x/a", within="2bd"), step("y/b", within="1w", times=2), "y/c")
    turns = in_turn(standing_of(judge), judge)
    assert earliest(turns, TODAY, CALENDAR) == {"a": day(24), "b": day(38), "c": day(24)}
    assert latest(turns, day(50), CALENDAR) == {"a": day(34), "b": day(48), "c": day(48)}


def test_the_ends_of_time_are_the_ends():
    judge = process(step("a", within="9999bd"), step("b", within="9999w", after="a"))
    turns = in_turn(standing_of(judge), judge)
    assert latest(turns, date.min, CALENDAR) == {"a": date.min, "b": date.min}
    assert set(earliest(turns, date(9999, 1, 1), CALENDAR).values()) == {date.max}


@st.composite
def timed(draw):
    """A process whose steps have time frames, those of different steps told apart by them."""
    judge = draw(processes())
    frames = draw(st.lists(WITHIN, min_size=5, max_size=5))
    steps = (replace(one, within=of) for one, of in zip(judge.steps, frames, strict=False))
    return replace(judge, steps=tuple(steps))


def hard(steps, judge):
    """What each of some steps waits for by what the process says, circles left out."""
    waits = {
        one.id: {*one.after, *earlier_steps(one, judge)} & set(steps) for one in steps.values()
    }

    def reach(name):
        seen, ahead = set(), [name]
        while ahead:
            for other in waits[ahead.pop()] - seen:
                seen.add(other)
                ahead.append(other)
        return seen

    return {name: {o for o in others if name not in reach(o)} for name, others in waits.items()}


def done_after(start, row, calendar):
    """The day by which a row can be done that begins on some day."""
    for _ in range(row.times):
        within = row.step.within
        start = calendar.next_workday(calendar.add(start, within) if within else start)
    return start


@given(st.data(), CALENDARS, CLOSES)
def test_a_plan_keeps_to_the_order_the_workdays_and_what_can_fit(data, calendar, close):
    judge = data.draw(timed())
    about = replace(data.draw(deals(judge)), close=close)
    standing = replay(about, judge)
    made = make_plan(about, judge, standing, TODAY, calendar)
    rows = {row.step.id: row for row in made.rows}
    assert made.fits == (earliest_end(standing, judge, TODAY, calendar) <= close)
    assert made.fits == (not any(row.earliest > row.by for row in made.rows) and made.end <= close)
    assert [row.by for row in made.rows] == sorted(row.by for row in made.rows)
    for row in made.rows:
        assert calendar.is_workday(row.by)
        assert calendar.is_workday(row.earliest)
        assert row.by <= close
        assert row.earliest >= TODAY
    for name, others in hard({n: row.step for n, row in rows.items()}, judge).items():
        for other in others:
            assert done_after(rows[other].by, rows[name], calendar) <= rows[name].by
            assert done_after(rows[other].earliest, rows[name], calendar) <= rows[name].earliest


@given(st.data(), CALENDARS)
def test_a_relief_is_what_a_skip_brings(data, calendar):
    judge = data.draw(timed())
    about = data.draw(deals(judge))
    standing = replay(about, judge)
    end = earliest_end(standing, judge, TODAY, calendar)
    about = replace(about, close=end - timedelta(days=1))
    for relief in make_plan(about, judge, standing, TODAY, calendar).reliefs:
        skip = Entry(NOW, "skip", 99, steps=(relief.step.id,), reason="No need")
        after = replay(replace(about, log=(*about.log, skip)), judge)
        assert earliest_end(after, judge, TODAY, calendar) == relief.end < end
