"""Where an event was changed: all cases of the book, the calendar and what was last written."""

from __future__ import annotations

from datetime import datetime
from itertools import product

import pytest
from support.table import each

from salescli.domain.appointments import State
from salescli.domain.calendar.changes import ChangeKind, EventSide, changed_side
from salescli.domain.calendar.events import (
    DealEvents,
    Guest,
    PlannedEvent,
    SeenEvent,
    event_key,
    event_when,
    is_ours,
)
from salescli.domain.calendar.review import review_calendar
from salescli.domain.calendar.sides import CalendarSides

OURS = "238b02a2-6db3-59e9-9679-4a06e19137b5"
NOW = datetime.fromisoformat("2026-11-21T10:00:00+01:00")
TUE, WED, THU = (f"2026-11-{day}T10:00:00+00:00" for day in (24, 25, 26))


def seen(on, written=None, **facts):
    return SeenEvent(OURS, on, on if written is None else written, **facts)


@each(
    "here, there, last, expected",
    [
        (TUE, None, None, EventSide.HERE),
        (TUE, None, TUE, EventSide.GONE),
        (TUE, seen(TUE), TUE, EventSide.NOWHERE),
        (WED, seen(TUE), TUE, EventSide.HERE),
        (TUE, seen(WED, TUE), TUE, EventSide.THERE),
        (WED, seen(WED, TUE), TUE, EventSide.NOWHERE),
        (WED, seen(THU, TUE), TUE, EventSide.BOTH),
        (TUE, seen(WED), TUE, EventSide.ELSEWHERE),
        (WED, seen(THU), TUE, EventSide.HERE),
        # What was last written isn't known: the event says it, or nothing does.
        (WED, seen(TUE), None, EventSide.HERE),
        (TUE, seen(WED, TUE), None, EventSide.THERE),
        (WED, seen(THU, TUE), None, EventSide.BOTH),
        (TUE, seen(WED, ""), None, EventSide.THERE),
    ],
)
def test_where_an_event_was_changed(here, there, last, expected):
    assert changed_side(here, there, last) is expected


def planned(state=State.AHEAD, on=TUE, uid=OURS, agreed=False):
    return PlannedEvent(uid, on, state, "d", "Demo", ("bob",), agreed)


def sides(event, there, last, unreadable=()):
    people = (("bob", "Bob Ross", "bob@acme.example"),)
    deals = () if event is None else (DealEvents("acme", "Acme", True, people, (event,)),)
    return CalendarSides(
        deals=deals,
        seen={there.uid: there} if there else {},
        written={OURS: ("acme", last)} if last is not None else {},
        current=(),
        unreadable=unreadable,
        dismissed=(),
        own={"ada@example.com"},
        now=NOW,
    )


EVENTS = [None, *(planned(state, on) for state in State for on in (TUE, WED))]
THERE = [None, *(seen(on, mark) for on in (TUE, WED, THU) for mark in (None, TUE, ""))]
LAST = [None, "", TUE, WED]


@pytest.mark.parametrize("event", EVENTS, ids=str)
def test_what_is_asked_about_is_never_written_and_nothing_is_done_twice(event):
    for there, last in product(THERE, LAST):
        review = review_calendar(sides(event, there, last))
        asked = {change.uid for change in review.changes}
        done = [*review.write, *review.delete, *review.forget]
        assert len(done) == len(set(done))
        assert not asked & set(done)
        assert not review.write or event.state is State.AHEAD
        if there is not None and last == TUE and there.on == THU and there.written != THU:
            assert not done or event is None or event.state is State.HELD  # moved by somebody
        if review.delete:
            assert event is None or event.state is State.CANCELLED


def test_of_a_deal_that_cannot_be_read_nothing_is_deleted():
    review = review_calendar(sides(None, seen(TUE), TUE, unreadable={"acme"}))
    assert (review.delete, review.forget) == ([], [])
    assert review_calendar(sides(None, seen(TUE), TUE)).delete == [OURS]


@pytest.mark.parametrize(
    ("uid", "ours"),
    [(OURS, True), (OURS.upper(), False), ("x@google.com", False), (f"../{OURS}", False)],
)
def test_whose_a_uid_is(uid, ours):
    assert is_ours(uid) is ours


@pytest.mark.parametrize("text", ["2026-11-24", "2026-11-24T09:00:00+01:00"])
def test_a_key_is_read_back_as_the_same_time(text):
    key = event_key(event_when(text))
    assert event_key(event_when(key)) == key


def meeting(**facts):
    named = {"guests": (Guest("bob@acme.example", "Bob"),), "summary": "Talk", **facts}
    return SeenEvent("x@phone", named.pop("on", WED), "", **named)


@each(
    "there, kinds",
    [
        (meeting(), [ChangeKind.MEETING]),
        (meeting(organizer="bob@acme.example", guests=()), [ChangeKind.MEETING]),
        (meeting(status="CANCELLED"), []),
        (meeting(guests=(Guest("eve@else.example"),)), []),
        (meeting(guests=(Guest("bob@acme.example", "", "DECLINED"),)), []),
        (meeting(on=TUE), []),  # the deal's own next step is at that time
        (meeting(on="2026-11-20T10:00:00+00:00"), []),
        (meeting(on="2027-11-20T10:00:00+00:00"), []),
        (meeting(on="2026-11-21"), [ChangeKind.MEETING]),
    ],
)
def test_which_meetings_of_others_are_asked_about(there, kinds):
    review = review_calendar(sides(planned(), there, TUE))
    assert [one.kind for one in review.changes if one.kind is not ChangeKind.DELETED] == kinds


@pytest.mark.parametrize(
    ("on", "end", "repeats", "count"),
    [
        ("2026-11-20T09:00:00+00:00", "2026-11-20T10:00:00+00:00", False, 1),
        ("2026-11-21T08:30:00+00:00", "2026-11-21T09:30:00+00:00", False, 0),  # it goes on
        ("2026-11-20T09:00:00+00:00", "", True, 0),
        ("2026-10-01T09:00:00+00:00", "", False, 0),
        ("2026-11-20", "", False, 1),
    ],
)
def test_which_meetings_have_passed_and_are_to_be_logged(on, end, repeats, count):
    review = review_calendar(sides(planned(), meeting(on=on, end=end, repeats=repeats), TUE))
    assert len(review.passed) == count
