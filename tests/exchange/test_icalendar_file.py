"""iCalendar: next steps as events, read back by the library, whatever their texts try to do."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from support.building import deal, process, step
from support.hostile import ANY_TEXT
from support.table import each

from salescli.domain.appointments import appointments
from salescli.domain.deal import NextStep, Person
from salescli.domain.replay import replay
from salescli.exchange.calendar.feed import feed, invitation
from salescli.exchange.calendar.icalendar_file import Event, calendar_lines, is_address, uid
from salescli.text.safe_text import harmless, harmless_lines

TODAY = date(2026, 11, 21)
LINE = process(
    step("call/discovery", takes="45m", theirs="owner"),
    step("prove/trial", takes="2w"),
    "close/ask",
)
AT = datetime(2026, 11, 9, 10, tzinfo=UTC)
PLAIN = Event("u", 0, AT, AT, "CONFIRMED", AT, timedelta(minutes=30), "Talk")
PROPERTIES = {
    *("UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "CREATED", "STATUS", "DTSTART", "DTEND"),
    *("SUMMARY", "DESCRIPTION", "ORGANIZER", "ATTENDEE", "TRANSP"),
}


def events_of(log, **header):
    about = deal(log, "bob:owner", **header)
    return list(feed(about, LINE, replay(about, LINE), TODAY))


def text_of(events, **about):
    return "".join(calendar_lines(events, **about))


def event_in(text):
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


def test_a_time_is_one_moment_whatever_the_zone_of_its_writer():
    east = datetime(2026, 11, 24, 15, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    text = text_of([replace(PLAIN, on=east)])
    assert "DTSTART:20261124T093000Z\r\n" in text
    assert "DTEND:20261124T100000Z\r\n" in text
    assert "TZID" not in text


def test_a_date_alone_is_a_whole_day_that_is_not_taken():
    event = event_in(text_of([replace(PLAIN, on=date(2026, 11, 24))]))
    assert event.decoded("DTSTART") == date(2026, 11, 24)
    assert event.decoded("DTEND") == date(2026, 11, 25)
    assert str(event["TRANSP"]) == "TRANSPARENT"


@pytest.mark.parametrize(
    "on", [date.max, datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC)]
)
def test_the_ends_of_time_are_events_too(on):
    assert event_in(text_of([replace(PLAIN, on=on)]))["DTSTART"]


@pytest.mark.parametrize(
    ("named", "minutes"), [("discovery", 45), ("trial", 30), ("ask", 30), ('"Lunch"', 30)]
)
def test_an_event_takes_as_long_as_its_step(named, minutes):
    (event,) = events_of(f"9 open -> {named} 24T15:00")
    assert event.length == timedelta(minutes=minutes)


def test_an_event_says_what_with_whom_and_how():
    how = process(step("call/discovery", theirs="owner"))
    known = replace(how.steps[0], title="Discovery", how="Ask: who pays?\nListen.\n")
    how = replace(how, steps=(known,))
    about = deal("9 open -> discovery 24 @bob goal:yes agreed", "bob:owner", company="Acme")
    (event,) = feed(about, how, replay(about, how), TODAY)
    assert event.summary == "Acme: Discovery"
    assert event.description == (
        "Goal: yes\n\nWith Bob (owner)\n\nAsk: who pays?\nListen.\n\nsalescli log acme discovery"
    )
    assert (event.status, event.invited) == ("CONFIRMED", ())


KEPT = {
    "held": ("9 open -> discovery 12; 12 call discovery", []),
    "overdue": ("9 open -> discovery 12", ["TENTATIVE"]),
    "lost": ("9 open -> discovery 24 agreed; 10 close lost", ["CANCELLED"]),
    "cancelled long ago": ("-60 open -> discovery -50; -51 close lost", []),
    "closed with a next step": ("9 open; 10 close lost -> discovery 12", []),
    "moved": ("9 open -> discovery 24; 10 schedule -> discovery 25", ["TENTATIVE"]),
    "beside another": ("9 open -> discovery 24; 10 schedule -> ask 25", ["TENTATIVE", "TENTATIVE"]),
    "replaced": (
        "9 open -> discovery 24; 10 schedule drop:discovery -> ask 25",
        ["CANCELLED", "TENTATIVE"],
    ),
}


@pytest.mark.parametrize(("log", "expected"), KEPT.values(), ids=KEPT)
def test_the_feed_has_what_lies_ahead_and_what_fell_of_late(log, expected):
    assert [event.status for event in events_of(log)] == expected


def test_an_invitation_says_nothing_of_how_we_go_about_it():
    about = deal("9 open -> discovery 24 @bob goal:yes", "bob:owner", company="Acme")
    about = replace(about, people={"bob": Person("bob", "Bob", "owner", "bob@acme.example")})
    ada = Person("ada", "Ada", email="ada@example.com")
    event = invitation(appointments(about.log)[0], about, LINE, ada)
    back = event_in(text_of([event], method="REQUEST"))
    assert str(back["ORGANIZER"]) == "mailto:ada@example.com"
    assert str(back["ATTENDEE"]) == "mailto:bob@acme.example"
    assert back["ATTENDEE"].params["RSVP"] == "TRUE"
    assert (str(back["SUMMARY"]), str(back["DESCRIPTION"])) == ("discovery", "yes")
    assert str(back["STATUS"]) == "CONFIRMED"
    own = event_in(text_of(feed(about, LINE, replay(about, LINE), TODAY)))
    assert own["UID"] == back["UID"]
    assert own["ATTENDEE"].params["SCHEDULE-AGENT"] == "CLIENT"
    assert "ORGANIZER" not in own


@each(
    "text, expected",
    [
        ("dana@acme.example", True),
        ("d.o'neil+x@acme-it.example", True),
        ("", False),
        ("dana", False),
        ("a@b\r\nATTENDEE:mailto:c@d", False),
        ("a@b?bcc=c@d", False),
        ("a@b,c@d", False),
        ('"a"@b.example', False),
        ("Dana <dana@acme.example>", False),
    ],
)
def test_what_is_an_address(text, expected):
    assert is_address(text) == expected


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_whatever_the_texts_say_it_stays_one_event_of_the_same_properties(
    summary, description, name, organizer
):
    guest = Person("bob", name, email="bob@acme.example")
    host = Person("ada", organizer, email="ada@example.com")
    event = replace(
        PLAIN, summary=summary, description=description, invited=(guest,), organizer=host
    )
    text = text_of([event], method="REQUEST")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    assert "\x1b" not in text
    back = event_in(text)
    assert set(back) <= PROPERTIES
    assert str(back["SUMMARY"]) == harmless(summary)
    assert str(back.get("DESCRIPTION", "")) == "\n".join(harmless_lines(description))
    called = harmless(name or "bob")
    assert back["ATTENDEE"].params["CN"] == re.sub('["^]', "'", called.replace("\\", "/"))


@given(st.data())
def test_hostile_facts_of_a_deal_make_one_sound_event(data):
    said = data.draw(st.tuples(*[ANY_TEXT] * 6))
    following = NextStep(date(2026, 11, 24), "discovery", said[0], ("bob",), said[1])
    about = deal("9 open", company=said[2], title=said[3])
    entry = replace(about.log[0], nexts=(following,))
    person = Person("bob", said[4], said[5], said[5])
    about = replace(about, handle=said[3], log=(entry,), people={"bob": person})
    (event,) = feed(about, LINE, replay(about, LINE), TODAY)
    assert set(event_in(text_of([event], name=said[2]))) <= PROPERTIES


def test_a_name_is_made_of_its_parts_alone():
    assert uid("deals", "acme", 1.0, 1) == uid("deals", "acme", 1.0, 1)
    assert uid("deals", "acme", 1.0, 1) != uid("deals", "acme", 1.0, 2)


def test_the_feed_is_the_same_each_time_and_tells_of_what_it_leaves_out(acme, run, monkeypatch):
    first = run("export", "ics")
    assert first.code == 0
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-22T23:00:00+01:00")
    assert run("export", "ics").out == first.out
    (acme.parent / "broken.toml").write_text("x =")
    partly = run("export", "ics")
    assert (partly.code, partly.out) == (1, first.out)
    assert "broken.toml:1" in partly.err


def test_the_feed_goes_to_a_file_but_not_over_one_of_the_book(acme, run):
    done = run("export", "ics", "-o", "feed.ics")
    assert done.out == "A calendar of 1 next step is in feed.ics.\n"
    book = acme.parent.parent
    assert (book / "feed.ics").read_bytes().endswith(b"END:VCALENDAR\r\n")
    refused = run("export", "ics", "-o", "deals/acme.toml")
    assert (refused.code, "choose another name" in refused.err) == (2, True)
    assert run("export", "ics", "-o", "nowhere/feed.ics").code == 2
    assert run("export", "ics", "-o", "-").out.startswith("BEGIN:VCALENDAR")


def test_an_invitation_from_whom_git_knows_to_whom_the_deal_knows(acme, run, monkeypatch):
    first = ("--next", "discovery", "--on", "mon", "--process", "small-business")
    assert run("add", "New", *first).code == 0
    assert "nobody is named" in run("invite", "new").err
    assert run("schedule", "acme", "--on", "mon 10:00").code == 0
    refused = run("invite", "acme")
    assert (refused.code, "salescli person acme bob --email" in refused.err) == (2, True)
    assert run("person", "acme", "bob", "--email", "bob@acme.example").code == 0
    invited = run("invite", "acme", "-o", "invite.ics")
    assert invited.out.splitlines() == [
        "acme: the invitation of Mon 23 Nov 2026 10:00 is in invite.ics.",
        "  Send it to bob@acme.example",
    ]
    back = event_in((acme.parent.parent / "invite.ics").read_bytes())
    assert str(back["ORGANIZER"]) == "mailto:ada@example.com"
    assert "MAILTO:ME@X.EXAMPLE" in run("invite", "acme", "--from", "me@x.example").out.upper()
    assert run("invite", "acme", "--from", "me").code == 2
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    unknown = run("invite", "acme")
    assert (unknown.code, "--from you@example.com" in unknown.err) == (2, True)


@pytest.mark.usefixtures("acme")
def test_what_was_cancelled_can_be_taken_back(run, monkeypatch):
    run("person", "acme", "bob", "--email", "bob@acme.example")
    run("schedule", "acme", "--on", "mon 10:00", "--with", "bob")
    assert "nothing of acme was cancelled" in run("invite", "acme", "--cancel").err
    sent = event_in(run("invite", "acme").out)
    flags = ("--next", "demo", "--on", "tue", "--with", "bob", "--instead", "discovery")
    run("schedule", "acme", *flags)
    back = Calendar.from_ical(run("invite", "acme", "--cancel").out)
    assert str(back["METHOD"]) == "CANCEL"
    (event,) = back.walk("VEVENT")
    assert (event["UID"], str(event["STATUS"])) == (sent["UID"], "CANCELLED")
    assert int(event["SEQUENCE"]) > int(sent["SEQUENCE"])
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-26T10:00:00+01:00")
    overdue = run("invite", "acme")
    assert (overdue.code, "salescli schedule acme" in overdue.err) == (2, True)
    run("lose", "acme", "--reason", "price", "--evidence", "Too dear")
    assert "--cancel" in run("invite", "acme").err
