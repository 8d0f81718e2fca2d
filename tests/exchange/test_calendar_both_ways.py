"""Next steps on a real CalDAV server and back, by a real vdirsyncer: one server for all of it.

Each sync takes a third of a second, so a test is a morning with several things in it.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from support.caldav import InFolder, OnServer, Phone, Vdirsyncer, caldav_server
from support.effort import FULL

pytest.importorskip("vdirsyncer")

HOME, FAR = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
THEIRS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Other//Phone//EN
BEGIN:VEVENT
UID:7f@phone.example
DTSTAMP:20261120T100000Z
DTSTART;TZID=America/New_York:20261125T050000
DTEND;TZID=America/New_York:20261125T060000
SUMMARY:Look at the numbers
ORGANIZER:mailto:bob@acme.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:ada@example.com
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with caldav_server(tmp_path_factory.mktemp("radicale")) as running:
        yield running


def with_folder(book, folder, alarm='alarm = "15m"'):
    folder.mkdir(parents=True, exist_ok=True)
    settings = book / "salescli.toml"
    text = settings.read_text().replace(
        "[calendar]\n", f'[calendar]\nfolder = "{folder}"\n{alarm}\n'
    )
    settings.write_text(text)


@pytest.fixture
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("calendars") / "sales"


@pytest.fixture
def sales(acme, run, folder):
    """A book with a deal whose next step goes to a folder."""
    with_folder(acme.parent.parent, folder)
    done = run("person", "acme", "bob", "--email", "bob@acme.example")
    assert (done.code, done.err) == (0, "")
    return acme


@pytest.fixture
def synced(sales, server, folder, tmp_path_factory):
    """What brings the folder and the server in step, and a phone on the server."""
    syncer = Vdirsyncer(server, folder, tmp_path_factory.mktemp("vdirsyncer"), sales.stem)
    return syncer.sync, Phone(OnServer(server, sales.stem))


@pytest.fixture
def phoned(sales, folder, request, tmp_path_factory):
    """The same without a server, but in a full proof: the phone works on the folder itself."""
    assert sales.exists()
    if not FULL:
        return (lambda: None), Phone(InFolder(folder))
    server, name = request.getfixturevalue("server"), request.node.name
    syncer = Vdirsyncer(server, folder, tmp_path_factory.mktemp("vdirsyncer"), name)
    return syncer.sync, Phone(OnServer(server, name))


def does(run, *words):
    done = run(*words)
    assert (done.code, done.err) == (0, "")
    return done


def changes(run):
    done = run("calendar", "--json")
    assert (done.code, done.err) == (0, "")
    return [(one["kind"], one["there"]) for one in done.json["changes"]]


def due(run):
    return does(run, "list", "--json").json["deals"][0]["next"]["on"]


def at(day, hour, zone=HOME):
    return datetime(2026, 11, day, hour, tzinfo=zone)


def test_it_is_moved_here_and_there_and_on_both_sides(run, synced):
    sync, phone = synced
    sync()
    before = phone.show("Discovery")
    assert before["DTSTART"] == date(2026, 11, 23)
    assert before["STATUS"] == "TENTATIVE"
    does(run, "schedule", "acme", "--on", "tue 15:00", "--agreed", "--with", "bob")
    sync()
    moved = phone.show("Discovery")
    assert moved["DTSTART"] == at(24, 15)
    assert moved["STATUS"] == "CONFIRMED"
    assert moved["SEQUENCE"] > before["SEQUENCE"]
    assert changes(run) == []

    phone.move("Discovery", at(26, 4, FAR), at(26, 5, FAR))
    sync()
    assert due(run) == "2026-11-24T15:00:00+01:00"  # nothing is changed by itself
    assert changes(run) == [("moved", "2026-11-26T10:00:00+01:00")]
    said = does(run, "next", "--list").out
    assert "Calendar: acme: Discovery was moved to Thu 26 Nov 10:00" in said
    does(run, "calendar", "acme", "--take")
    assert due(run) == "2026-11-26T10:00:00+01:00"
    assert changes(run) == []
    sync()
    assert phone.show("Discovery")["DTSTART"] == at(26, 10)

    does(run, "schedule", "acme", "--on", "fri 9:00")
    phone.move("Discovery", at(30, 9), at(30, 10))
    sync()  # the server wins, and nothing of ours is lost
    assert changes(run) == [("moved", "2026-11-30T09:00:00+01:00")]
    does(run, "schedule", "acme", "--on", "wed 9:00")
    assert changes(run) == [("both", "2026-11-30T09:00:00+01:00")]
    does(run, "calendar", "acme", "--ours")
    sync()
    assert phone.show("Discovery")["DTSTART"] == at(25, 9)


def test_ours_is_put_back_and_what_is_deleted_there_is_asked(run, phoned):
    sync, phone = phoned
    does(run, "schedule", "acme", "--on", "tue 15:00", "--with", "bob")
    sync()
    phone.move("Discovery", at(26, 10), at(26, 11))
    sync()
    number = phone.show("Discovery")["SEQUENCE"]
    does(run, "calendar", "acme", "--ours")
    sync()
    back = phone.show("Discovery")
    assert back["DTSTART"] == at(24, 15)
    assert back["SEQUENCE"] > number
    assert changes(run) == []

    does(run, "schedule", "acme", "--what", "Lunch", "--on", "wed 12:00", "--also")
    sync()  # vdirsyncer takes a side that is empty for a mistake
    phone.delete("Discovery")
    sync()
    assert changes(run) == [("deleted", None)]
    assert "was deleted in your calendar" in does(run, "next", "--list").out
    does(run, "calendar", "acme", "--take")
    agenda = does(run, "list", "--json").json["deals"][0]["agenda"]
    assert [one["what"] for one in agenda] == ["Lunch"]
    assert changes(run) == []
    does(run, "undo", "--yes")
    sync()
    again = phone.show("Discovery")
    assert again["DTSTART"] == at(24, 15)
    assert again["SEQUENCE"] > back["SEQUENCE"]


def test_what_is_cancelled_leaves_and_what_is_done_stays(run, phoned, monkeypatch):
    sync, phone = phoned
    does(run, "schedule", "acme", "--what", "Lunch", "--on", "wed 12:00", "--also")
    does(run, "schedule", "acme", "--next", "discovery", "--on", "tue 15:00", "--with", "bob")
    sync()
    assert len(phone.events()) == 2
    does(run, "cancel", "acme", "--next", "lunch", "-m", "He is ill", "--keep")
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T16:00:00+01:00")
    done = ("--met", "pain-sized", "-m", "He counts by hand.")
    does(run, "log", "acme", "discovery", *done, "--next", "trial-start", "--on", "fri 10:00")
    sync()
    starts = sorted(
        str(one[1].walk("VEVENT")[0].decoded("DTSTART")) for one in phone.events().values()
    )
    assert starts == ["2026-11-24 14:00:00+00:00", "2026-11-27 09:00:00+00:00"]
    does(run, "undo", "--yes")
    does(run, "undo", "--yes")
    sync()
    assert sorted(one[1].walk("VEVENT")[0]["SUMMARY"] for one in phone.events().values()) == [
        "Acme GmbH: Discovery",
        "Acme GmbH: Lunch",
    ]


def test_guests_answer_and_others_invite(run, phoned):
    sync, phone = phoned
    does(run, "schedule", "acme", "--on", "tue 15:00", "--with", "bob")
    sync()
    phone.answer("Discovery", "ACCEPTED")
    phone.add(THEIRS)
    sync()
    found = does(run, "calendar", "--json").json["changes"]
    assert [(one["kind"], one["who"]) for one in found] == [
        ("meeting", ["Bob Ross"]),
        ("accepted", ["Bob Ross"]),
    ]
    for one in found:
        does(run, "calendar", "acme", "--event", one["id"], "--take")
    agenda = does(run, "list", "--json").json["deals"][0]["agenda"]
    assert [(one["on"], one["what"], one["agreed"]) for one in agenda] == [
        ("2026-11-24T15:00:00+01:00", "Discovery", True),
        ("2026-11-25T11:00:00+01:00", "Look at the numbers", True),
    ]
    assert "Bob Ross accepted" in does(run, "show", "acme", "--log").out
    sync()
    assert len(phone.events()) == 2  # theirs stays theirs
    theirs = phone.events()["7f@phone.example"][1].to_ical().decode()
    assert set(THEIRS.splitlines()) <= set(theirs.splitlines())  # the server adds its zone
    phone.answer("Discovery", "DECLINED")
    sync()
    (declined,) = does(run, "calendar", "--json").json["changes"]
    assert (declined["kind"], declined["who"]) == ("declined", ["Bob Ross"])
    assert "Calendar: acme: Bob Ross declined" in does(run, "next", "--list").out
    does(run, "calendar", "acme", "--ours")
    assert changes(run) == []
