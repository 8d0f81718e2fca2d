"""Calendar files of others: whatever they hold, they are read or passed over, and quickly."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescli.domain.calendar.events import Guest, event_key, event_when
from salescli.domain.incoming.addresses import ours
from salescli.domain.time.moment import local
from salescli.exchange.calendar.captured_events import captured_events, reply_in
from salescli.exchange.calendar.read_events import LARGEST, glance, read_events

NOW = local(event_when("2026-11-21T09:00:00+00:00"))
LINES = (
    "BEGIN:VCALENDAR",
    "END:VCALENDAR",
    "BEGIN:VEVENT",
    "END:VEVENT",
    "BEGIN:VTIMEZONE",
    "BEGIN:VALARM",
    "END:VALARM",
    "METHOD:REPLY",
    "UID:238b02a2-6db3-59e9-9679-4a06e19137b5",
    "UID;X=1:x",
    "DTSTART:20261124T100000Z",
    "DTSTART;TZID=Europe/Berlin:20261124T100000",
    "DTSTART;TZID=:20261124T100000",
    "DTSTART;VALUE=DATE:20261124",
    "DTSTART:00000000T000000",
    "DTSTART;VALUE=DURATION:PT1H",
    "DTEND:99991231T235959Z",
    "DURATION:-P99999999W",
    "DURATION:PT",
    "RRULE:FREQ=SECONDLY;COUNT=999999999",
    "RRULE:",
    "RDATE;VALUE=PERIOD:20261124T100000Z/P1D",
    "RECURRENCE-ID:20261124T100000Z",
    "SEQUENCE:-1",
    "SEQUENCE:9999999999999999999999",
    "STATUS:CANCELLED",
    'ATTENDEE;PARTSTAT=ACCEPTED;CN="a":mailto:bob@acme.example',
    "ATTENDEE;PARTSTAT=:mailto:",
    "ATTENDEE:urn:uuid:1",
    "ORGANIZER;CN=^n:MAILTO:Bob@Acme.example",
    "DTSTAMP:yesterday",
    "LAST-MODIFIED:20261121T090000Z",
    "X-SALESCLI-START:20261124T100000Z",
    "X-SALESCLI-START:99999999",
    "SUMMARY;ENCODING=BASE64;VALUE=BINARY:!!!",
    " folded",
    "\x00\x1b[31m\u202e",
    ";:,\\",
    "",
)


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=20), max_size=30), st.booleans())
def test_no_file_is_too_odd(lines, whole):
    if whole:
        lines = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"]
    data = "\r\n".join(lines).encode("utf-8", "surrogatepass")
    glance(data)
    reply_in(data)
    for event in read_events(data):
        event_when(event.on)
        assert event.summary.isprintable()
        assert event.end >= event.on
    for captured in captured_events(data, ours(["ada@example.com"]), NOW):
        assert captured.at <= NOW


@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_no_events(data):
    assert read_events(data) == []
    glance(data)


@pytest.mark.parametrize("unit", [b"BEGIN:VEVENT\n", b"ATTENDEE:mailto:a@b.example\n", b"A" * 9])
def test_a_bomb_is_over_at_once(unit):
    data = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261124\n" + unit * (LARGEST * 20 // len(unit))
    assert (glance(data), read_events(data)) == (([], []), [])
    assert len(read_events(data[: LARGEST // 4])) <= 1


def test_what_is_read_of_an_event():
    lines = (
        *("BEGIN:VCALENDAR", "METHOD:REPLY", "BEGIN:VEVENT", LINES[8]),
        *("DTSTART;TZID=America/New_York:20261124T050000", "DURATION:PT45M"),
        *("SUMMARY:Talk\\, and\\nmore", "SEQUENCE:3", LINES[26], LINES[29], LINES[31]),
        *("X-SALESCLI-START:20261123T100000Z", "END:VEVENT", "END:VCALENDAR"),
    )
    data = "\r\n".join(lines).encode()
    (event,) = read_events(data)
    assert (event.on, event.end) == ("2026-11-24T10:00:00+00:00", "2026-11-24T10:45:00+00:00")
    assert event.written == "2026-11-23T10:00:00+00:00"
    assert (event.summary, event.number, event.method) == ("Talk, and more", 3, "REPLY")
    assert event.guests == (Guest("bob@acme.example", "a", "ACCEPTED"),)
    assert event.organizer == "bob@acme.example"
    found = reply_in(data)
    assert found is not None
    assert found[2] == "accepted"
    assert glance(data) == ([event.uid], ["bob@acme.example"])


ZONE = """BEGIN:VCALENDAR
BEGIN:VTIMEZONE
TZID:{name}
{rules}END:VTIMEZONE
BEGIN:VEVENT
UID:1
DTSTART;TZID={name}:20261124T100000
END:VEVENT
END:VCALENDAR
"""
RULE = """BEGIN:STANDARD
DTSTART:16010101T000000
TZOFFSETFROM:+0400
TZOFFSETTO:+0500
{rule}
END:STANDARD
"""


def _start(rule: str, number: int = 1, name: str = "Ours") -> str:
    text = ZONE.format(name=name, rules=RULE.format(rule=rule) * number)
    return read_events(text.replace("\n", "\r\n").encode())[0].on


@pytest.mark.parametrize(
    "rule", ["RRULE:FREQ=YEARLY", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=1", "X-NONE:1"]
)
def test_zone_of_ones_own_counts(rule):
    assert _start(rule) == "2026-11-24T05:00:00+00:00"


@pytest.mark.parametrize(
    ("rule", "number"),
    [
        ("RRULE:FREQ=SECONDLY", 1),
        ("RRULE:FREQ=YEARLY;FREQ=MINUTELY", 1),
        ("RRULE;X=1:FREQ=SECONDLY", 1),
        ("RR\n ULE:FREQ=SECOND\n LY", 1),
        ("RRULE:FREQ=YEARLY;INTERVAL=0", 1),
        ("RRULE:FREQ=YEARLY;BYDAY=SU", 1),
        ("RRULE:FREQ=YEARLY", 500),
    ],
)
def test_zone_that_nobody_can_work_out_is_left_out(rule, number):
    assert _start(rule, number) == event_key(datetime(2026, 11, 24, 10).astimezone())
    assert _start(rule, number, "Europe/Berlin") == "2026-11-24T09:00:00+00:00"


def test_zone_of_one_file_says_nothing_of_another():
    other = RULE.replace("+0500", "-0500")
    texts = [ZONE.format(name="Ours", rules=r.format(rule="X-NONE:1")) for r in (RULE, other)]
    starts = [read_events(text.encode())[0].on for text in texts]
    assert starts == ["2026-11-24T05:00:00+00:00", "2026-11-24T15:00:00+00:00"]
