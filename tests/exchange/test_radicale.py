"""The feed on a real CalDAV server: Radicale, on a free port of this machine, in this process."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest
from icalendar import Calendar
from support.caldav import DATA, QUERY, caldav_server

PATH = "/ada/deals/"


@pytest.fixture
def ask(tmp_path_factory):
    """Send a request to the server; the status of its answer, and the answer."""
    with caldav_server(tmp_path_factory.mktemp("radicale")) as server:
        yield server.ask


def put(ask, run, folder):
    """Export the feed and put it on the server; what was put."""
    assert run("export", "ics", "-o", "feed.ics").code == 0
    feed = (folder / "feed.ics").read_bytes()
    status, said = ask("PUT", PATH, feed, Content_Type="text/calendar; charset=utf-8")
    assert status in (201, 204), said
    return feed


def read_back(ask):
    """The events that the server gives to a client that asks it by CalDAV, by their UID."""
    status, said = ask("REPORT", PATH, QUERY, Depth="1", Content_Type="application/xml")
    assert status == 207, said
    calendars = [Calendar.from_ical(data.text) for data in fromstring(said).iter(DATA)]  # noqa: S314 - our own server's
    return {str(event["UID"]): event for one in calendars for event in one.walk("VEVENT")}


def own(feed):
    return {str(event["UID"]): event for event in Calendar.from_ical(feed).walk("VEVENT")}


def facts(event):
    named = event.get("ATTENDEE", [])
    guests = named if isinstance(named, list) else [named]
    return (
        str(event["SUMMARY"]),
        event.decoded("DTSTART"),
        event.decoded("DTEND"),
        int(event["SEQUENCE"]),
        str(event["STATUS"]),
        str(event["DESCRIPTION"]),
        sorted(str(guest) for guest in guests),
    )


def test_the_demos_feed_is_read_back_as_it_was_put(tmp_path, run, ask, monkeypatch):
    assert run("demo", str(tmp_path / "demo")).code == 0
    monkeypatch.chdir(tmp_path / "demo")
    feed = put(ask, run, tmp_path / "demo")
    back = read_back(ask)
    assert len(back) > 8
    assert {name: facts(one) for name, one in back.items()} == {
        name: facts(one) for name, one in own(feed).items()
    }


def test_a_step_that_moves_moves_there_and_one_that_falls_is_cancelled(acme, run, ask):
    book = acme.parent.parent
    run("person", "acme", "bob", "--email", "bob@acme.example")
    put(ask, run, book)
    ((name, before),) = read_back(ask).items()
    assert str(before["STATUS"]) == "TENTATIVE"
    assert run("schedule", "acme", "--on", "tue 15:00", "--agreed").code == 0
    put(ask, run, book)
    moved = read_back(ask)[name]
    assert str(moved["STATUS"]) == "CONFIRMED"
    assert int(moved["SEQUENCE"]) > int(before["SEQUENCE"])
    assert str(moved.decoded("DTSTART")) == "2026-11-24 14:00:00+00:00"
    assert str(moved["ATTENDEE"]) == "mailto:bob@acme.example"
    done = run("lose", "acme", "--reason", "price", "--evidence", "Too dear", "--said-by", "bob")
    assert done.code == 0, done.err
    put(ask, run, book)
    ended = read_back(ask)[name]
    assert str(ended["STATUS"]) == "CANCELLED"
    assert int(ended["SEQUENCE"]) > int(moved["SEQUENCE"])


NASTY = (
    'a, b; c\\d: e"f',
    "line\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "\x1b[31mred \u202eabc",
    "<b>日本語</b> & **שלום** " + "é" * 90,
)


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_hostile_texts_arrive_as_one_event_that_says_them_harmlessly(acme, run, ask, text):
    book = acme.parent.parent
    assert run("set", "acme", f"company={text}").code == 0
    assert run("person", "acme", "bob", "--name", text, "--email", "bob@acme.example").code == 0
    moved = (
        "schedule",
        "acme",
        "--next",
        "demo",
        "--on",
        "tue",
        "--with",
        "bob",
        "--instead",
        "discovery",
    )
    assert run(*moved, "--what", text, "--goal", text).code == 0
    feed = put(ask, run, book)
    back = read_back(ask)
    assert {name: facts(one) for name, one in back.items()} == {
        name: facts(one) for name, one in own(feed).items()
    }
    assert len(back) == 2
    said = "".join(str(one) for event in back.values() for _, one in event.property_items())
    assert not {"\x1b", "\u202e"} & set(said)
