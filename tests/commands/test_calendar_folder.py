"""The calendar's folder as a user has it: unwritable, of two machines, hostile, at odd times."""

from __future__ import annotations

import errno
import os
import re
import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from support.caldav import InFolder, Phone
from support.clones import git
from support.effort import some

from salescli.exchange.calendar.folder_writer import EventWriter
from salescli.store.git.foreign_programs import first_look

HOME = ZoneInfo("Europe/Berlin")


def name_folder(book: Path, folder: Path | str) -> None:
    settings = book / "salescli.toml"
    text = settings.read_text()
    settings.write_text(text.replace("[calendar]\n", f'[calendar]\nfolder = "{folder}"\n', 1))


@pytest.fixture
def folder(acme, tmp_path_factory):
    folder = tmp_path_factory.mktemp("home") / "sales"
    folder.mkdir()
    name_folder(acme.parent.parent, folder)
    return folder


@pytest.fixture
def phone(folder):
    return Phone(InFolder(folder))


@pytest.fixture
def does(run):
    def do(*words):
        done = run(*words)
        assert (done.code, done.err) == (0, "")
        return done

    return do


def kinds(run):
    done = run("calendar", "--json")
    assert done.code == 0, done.err
    return [one["kind"] for one in done.json["changes"]]


def ahead(run):
    return run("list", "--json").json["deals"][0]["next"]["on"]


MOVED = ("schedule", "acme", "--on", "tue 15:00")


def test_on_a_full_disk_nothing_is_left_half_written(run, folder, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("salescli.store.files.atomic.os.write", full)
        done = run("calendar")
    assert done.code == 2
    assert "no space is left on the disk; the next command catches up" in done.err
    assert list(folder.iterdir()) == []
    assert run("calendar").code == 0
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("state", ["missing", "a file", "a link", "read-only"])
def test_a_folder_that_cannot_be_written_is_one_line_and_is_caught_up_with(
    run, acme, folder, state
):
    folder.rmdir()
    if state == "a file":
        folder.write_text("mine")
    elif state == "a link":
        (folder.parent / "other").mkdir()
        folder.symlink_to(folder.parent / "other")
    elif state == "read-only":
        folder.mkdir()
        (folder / f"{known_uid(run)}.ics").mkdir()  # root writes anywhere, but not here
    done = run(*MOVED)
    assert done.code == 0
    assert len(done.err.splitlines()) == 1
    assert re.match(r"warning: the calendar .* lacks changes: .*; the next command", done.err)
    assert "2026-11-24T15:00" in acme.read_text()
    looks = run("doctor", "--json").json["looks"]
    (look,) = [one["state"] for one in looks if one["name"] == "calendar folder"]
    assert look == ("ok" if state == "read-only" else "look")
    assert not list(folder.parent.glob("other/*"))
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)
    folder.mkdir()
    assert run("note", "acme", "-m", "x").err == ""
    assert len(list(folder.iterdir())) == 1


def known_uid(run):
    return re.search(r"UID:(\S+)", run("export", "ics").out)[1]


def test_only_our_own_files_are_ever_written(does, run, folder):
    mine = folder / "mine.ics"
    mine.write_text("BEGIN:VCALENDAR\nnot even iCalendar")
    (folder / "notes.txt").write_text("x")
    does(*MOVED)
    does("lose", "acme", "--reason", "price", "--evidence", "Too dear", "--said-by", "bob")
    assert sorted(path.name for path in folder.iterdir()) == ["mine.ics", "notes.txt"]
    assert kinds(run) == []


def test_an_event_says_when_it_rings_and_what_was_changed_there_stays(does, acme, folder, phone):
    does(*MOVED)
    (path,) = folder.iterdir()
    assert "VALARM" not in path.read_text()
    settings = acme.parent.parent / "salescli.toml"
    settings.write_text(settings.read_text().replace("folder =", 'alarm = "2h"\nfolder ='))
    does("note", "acme", "-m", "x")
    assert "TRIGGER:-PT2H" in path.read_text()
    path.write_text(
        path.read_text().replace("-PT2H", "-PT9M").replace("DTSTAMP", "LOCATION:Lab\nDTSTAMP")
    )
    does("schedule", "acme", "--on", "wed 9:00", "--agreed")
    assert phone.show("Discovery")["STATUS"] == "CONFIRMED"
    text = path.read_text()
    assert "LOCATION:Lab" in text
    assert "TRIGGER:-PT9M" in text


def test_a_day_without_a_time_does_not_ring_at_night(does, acme, folder):
    settings = acme.parent.parent / "salescli.toml"
    text = settings.read_text()
    for alarm, rings in (("15m", False), ("1d", True)):
        settings.write_text(text.replace("folder =", f'alarm = "{alarm}"\nfolder ='))
        does("calendar")
        (path,) = folder.iterdir()
        assert ("TRIGGER:-P1D" in path.read_text(), "VALARM" in path.read_text()) == (rings, rings)


def test_what_git_brings_and_what_an_editor_saves_gets_there_too(does, acme, folder, phone):
    does(*MOVED)
    acme.write_text(acme.read_text().replace("2026-11-24T15:00", "2026-11-25T15:00"))
    does("next", "--list")
    assert phone.show("Discovery")["DTSTART"] == datetime(2026, 11, 25, 15, tzinfo=HOME)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    does("note", "acme", "-m", "nothing for a calendar")
    does("next", "--list")
    assert before == {path: path.read_bytes() for path in folder.iterdir()}


def test_a_state_that_is_lost_changes_nothing(does, run, acme, folder, phone):
    does(*MOVED)
    own = acme.parent.parent / ".salescli"
    before = {path: path.read_bytes() for path in folder.iterdir()}
    shutil.rmtree(own)
    assert kinds(run) == []
    assert before == {path: path.read_bytes() for path in folder.iterdir()}
    phone.move("Discovery", *hours(26, 10))
    shutil.rmtree(own)
    assert kinds(run) == ["moved"]
    assert kinds(run) == ["moved"]


def hours(day, hour):
    return tuple(datetime(2026, 11, day, h, tzinfo=HOME) for h in (hour, hour + 1))


def test_a_folder_that_was_emptied_is_filled_again(does, run, folder):
    does(*MOVED)
    for text in ("a", "b"):
        does("schedule", "acme", "--what", text, "--on", "wed 9:00", "--also")
    for path in folder.iterdir():
        path.unlink()
    assert kinds(run) == []
    assert len(list(folder.iterdir())) == 3


def event_file(folder: Path) -> Path:
    (path,) = folder.glob("*.ics")
    return path


def changed(path: Path, **lines: str) -> str:
    """Return the text of an event with other lines, by the names of its properties."""
    text = path.read_text(encoding="utf-8")
    for name, line in lines.items():
        text = re.sub(rf"^{name}[;:].*$", lambda _, line=line: line, text, flags=re.MULTILINE)
    return text


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ({"DTSTART": "DTSTART;TZID=America/New_York:20261126T090000"}, "Thu 26 Nov 15:00"),
        ({"DTSTART": "DTSTART:20261126T090000"}, "Thu 26 Nov 09:00"),  # by the clock on the wall
        ({"DTSTART": "DTSTART;TZID=Mars/Olympus:20261126T090000"}, "Thu 26 Nov 09:00"),
        ({"DTSTART": "DTSTART;VALUE=DATE:20261126"}, "Thu 26 Nov in your calendar"),
        ({"STATUS": "STATUS:CANCELLED"}, "was deleted in your calendar"),
        ({"UID": "UID:other"}, "was deleted in your calendar"),
        ({"SUMMARY": "SUMMARY:Renamed on the phone"}, "the same."),
        ({"BEGIN": "BEGIN:X"}, "was deleted in your calendar"),  # which leaves no event
        ({"STATUS": "RRULE:FREQ=WEEKLY"}, "the same."),  # ours is still the first of them
    ],
)
def test_what_was_changed_by_hand_is_asked_about_in_words(does, run, folder, lines, says):
    does(*MOVED)
    path = event_file(folder)
    end = {"DTEND": "COMMENT:x"} if "DTSTART" in lines else {}
    path.write_text(changed(path, **lines, **end), encoding="utf-8")
    assert says in " ".join(run("calendar").out.split())


def test_a_title_of_the_phone_stays_where_its_next_step_moves(does, folder):
    does(*MOVED)
    path = event_file(folder)
    path.write_text(changed(path, SUMMARY="SUMMARY:Mine"), encoding="utf-8")
    does("schedule", "acme", "--on", "wed 9:00")
    text = path.read_text(encoding="utf-8")
    assert ("SUMMARY:Mine" in text, "20261125T080000Z" in text) == (True, True)


def test_a_copy_that_the_phone_made_is_a_meeting_of_its_own(does, run, folder):
    """Such copies have another UID, and what salescli noted in the event: that isn't theirs."""
    does("person", "acme", "bob", "--email", "bob@acme.example")
    does(*MOVED)
    path = event_file(folder)
    copy = folder / "copy.ics"
    copy.write_text(changed(path, UID="UID:4f6d"), encoding="utf-8")
    assert kinds(run) == []  # at the same time: it is the same meeting
    later = {"DTSTART": "DTSTART:20261127T090000Z", "DTEND": "DTEND:20261127T100000Z"}
    copy.write_text(changed(path, UID="UID:4f6d", **later), encoding="utf-8")
    assert kinds(run) == ["meeting"]
    copy.write_text(changed(path), encoding="utf-8")  # with the same UID: ours counts
    assert kinds(run) == []


def test_one_file_that_cannot_be_written_keeps_no_other_back(does, run, folder, monkeypatch):
    does(*MOVED)
    path, write = event_file(folder), EventWriter.write

    def refuse(self, name, data, done):
        if name == path.stem:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        write(self, name, data, done)

    with monkeypatch.context() as patch:
        patch.setattr(EventWriter, "write", refuse)
        run("set", "acme", "company=Acme Ltd")  # so that all events of it say something else
        done = run("schedule", "acme", "--what", "Ring them", "--on", "wed 9:00", "--also")
    assert (done.code, "lacks changes" in done.err) == (0, True)
    assert len(list(folder.glob("*.ics"))) == 2
    assert run("note", "acme", "-m", "x").err == ""
    assert "Acme Ltd" in path.read_text(encoding="utf-8")


def test_the_events_of_a_deal_stay_its_own_under_another_name(does, run, folder, phone):
    does(*MOVED)
    name = event_file(folder).name
    does("rename", "acme", "acme-two")
    assert (event_file(folder).name, kinds(run)) == (name, [])
    phone.move("Discovery", *hours(26, 10))
    assert kinds(run) == ["moved"]
    does("calendar", "acme-two", "--take")
    assert ahead(run).startswith("2026-11-26T10:00")
    does("rename", "acme-two", "acme")
    assert (event_file(folder).name, kinds(run)) == (name, [])


def test_two_books_in_one_folder_leave_each_other_alone(does, run, acme, folder, tmp_path_factory):
    does(*MOVED)
    first = event_file(folder)
    before = first.read_bytes()
    other = tmp_path_factory.mktemp("other")
    does("init", str(other), "--me", "ada")
    name_folder(other, folder)
    at, here = ("--book", str(other)), ("--book", str(acme.parent.parent))
    opened = ("--process", "small-business", "--what", "Ring", "--on", "wed 9:00")
    does(*at, "add", "Bolt", "--person", "Dana Reyes, owner, dana@acme.example", *opened)
    assert len(list(folder.glob("*.ics"))) == 2
    for book in (at, here):
        assert run(*book, "calendar", "--json").json["changes"] == []
    does(*at, "delete", "bolt", "--yes")
    assert (event_file(folder), first.read_bytes()) == (first, before)
    does(*here, "note", "acme", "-m", "x")
    assert first.read_bytes() == before


class Machines:
    """Two clones of a book, each with a home and a calendar; a server is what copies those."""

    def __init__(self, root: Path, scratch: Path, monkeypatch) -> None:
        hub, two = scratch / "hub", scratch / "two"
        self._books, self._scratch, self._monkeypatch = (
            {"one": root, "two": two},
            scratch,
            monkeypatch,
        )
        for name in self._books:
            self.folder(name).mkdir(parents=True)
        name_folder(root, "~/sales")
        git(root, "commit", "-qam", "calendar")
        git(scratch, "init", "-q", "--bare", str(hub))
        git(root, "remote", "add", "origin", str(hub))
        git(root, "push", "-qu", "origin", "HEAD")
        git(scratch, "clone", "-q", str(hub), str(two))
        first_look(two)

    def folder(self, name: str) -> Path:
        return self._scratch / f"home-{name}" / "sales"

    def at(self, name: str) -> None:
        """Sit down at a machine."""
        self._monkeypatch.chdir(self._books[name])
        self._monkeypatch.setenv("HOME", str(self.folder(name).parent))

    def serve(self, source: str, target: str) -> None:
        """Bring one machine's calendar to the other one."""
        shutil.rmtree(self.folder(target))
        shutil.copytree(self.folder(source), self.folder(target))


def test_two_machines_with_a_calendar_each_ask_once(does, run, acme, monkeypatch, tmp_path_factory):
    machines = Machines(acme.parent.parent, tmp_path_factory.mktemp("machines"), monkeypatch)
    machines.at("one")
    does(*MOVED)
    does("sync")
    machines.serve("one", "two")
    machines.at("two")
    does("sync")
    assert kinds(run) == []
    machines.at("one")
    does("schedule", "acme", "--on", "thu 9:00")  # which the other book doesn't know yet
    machines.serve("one", "two")
    machines.at("two")
    assert kinds(run) == []
    assert ahead(run) == "2026-11-24T15:00:00+01:00"
    assert "20261126T080000Z" in next(machines.folder("two").iterdir()).read_text()
    machines.at("one")
    does("sync")
    machines.at("two")
    does("sync")
    assert ahead(run) == "2026-11-26T09:00:00+01:00"
    Phone(InFolder(machines.folder("one"))).move("Discovery", *hours(27, 10))
    machines.serve("one", "two")
    assert kinds(run) == ["moved"]
    does("calendar", "acme", "--take")
    machines.serve("two", "one")
    machines.at("one")
    assert kinds(run) == []  # the other machine asked
    machines.at("two")
    does("sync")
    machines.at("one")
    does("sync")
    assert ahead(run) == "2026-11-27T10:00:00+01:00"
    assert kinds(run) == []
    files = [next(machines.folder(name).iterdir()).read_bytes() for name in ("one", "two")]
    assert files[0] == files[1]


def theirs(uid="x@phone", more="", start="DTSTART:20261125T090000Z", who="bob@acme.example"):
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:p", "BEGIN:VEVENT", f"UID:{uid}")
    rest = ("DTSTAMP:20261101T100000Z", start, "SUMMARY:Talk", f"ORGANIZER:mailto:{who}", more)
    return "\n".join(filter(None, (*lines, *rest, "END:VEVENT", "END:VCALENDAR", "")))


@pytest.fixture
def bob(does, folder):
    does("person", "acme", "bob", "--email", "bob@acme.example")
    return folder


def test_a_meeting_that_has_passed_is_captured_once(does, run, bob):
    (bob / "past.ics").write_text(theirs(start="DTSTART:20261120T090000Z"))
    assert kinds(run) == []
    assert "To log: meeting with" in does("next", "--list").out
    assert "To log: meeting with" in does("next", "--list").out
    (bob / "old.ics").write_text(theirs("old", start="DTSTART:20260920T090000Z"))
    assert "+ 1 more" not in does("next", "--list").out


def test_a_meeting_of_others_that_became_a_next_step_stays_theirs(does, run, bob):
    path = bob / "x.ics"
    path.write_text(theirs())
    does("calendar", "acme", "--take")
    assert run("invite", "acme", "--next", "talk", "--from", "a@b.example").code == 2
    moved = theirs(start="DTSTART:20261127T090000Z")
    path.write_text(moved)
    (change,) = does("calendar", "--json").json["changes"]
    assert (change["kind"], change["ours"]) == ("moved", None)
    assert "is Fri 27 Nov 10:00 in your calendar, Wed 25 Nov 10:00 here" in does("calendar").out
    assert run("calendar", "acme", "--ours").code == 2
    does("calendar", "acme", "--take")
    assert kinds(run) == []
    does("schedule", "acme", "--what", "Talk", "--on", "thu 9:00")
    assert kinds(run) == ["moved"]
    assert path.read_text() == moved
    path.write_text(moved.replace("SUMMARY", "STATUS:CANCELLED\nSUMMARY"))
    assert kinds(run) == ["deleted"]
    does("cancel", "acme", "--next", "talk", "-m", "They did", "--keep")
    assert kinds(run) == []
    assert path.exists()


def test_a_meeting_that_is_none_is_not_asked_about_again(does, run, bob):
    (bob / "x.ics").write_text(theirs())
    assert kinds(run) == ["meeting"]
    does("calendar", "acme", "--ours")
    assert kinds(run) == []
    assert (bob / "x.ics").read_text() == theirs()
    does("undo", "--yes")
    assert kinds(run) == ["meeting"]
    does("schedule", "acme", "--on", "wed 10:00")  # the same hour: it is known by then
    assert kinds(run) == []


def test_of_a_series_the_coming_meeting_is_asked_about_and_then_the_next(
    does, run, bob, monkeypatch
):
    series = theirs(start="DTSTART:20260902T090000Z", more="RRULE:FREQ=WEEKLY")
    (bob / "x.ics").write_text(series)
    (change,) = does("calendar", "--json").json["changes"]
    assert change["kind"] == "meeting"
    does("calendar", "acme", "--take")
    assert "Talk" in does("show", "acme").out
    assert kinds(run) == []
    assert (bob / "x.ics").read_text() == series
    later = does("show", "acme", "--json").json["deals"][0]["agenda"]
    assert "2026-11-25T10:00:00+01:00" in [item["on"] for item in later]
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-27T10:00+01:00")
    (change,) = does("calendar", "--json").json["changes"]
    assert "2026-12-02" in str(change)
    does("calendar", "acme", "--ours")
    monkeypatch.setenv("SALESCLI_NOW", "2026-12-03T10:00+01:00")
    assert kinds(run) == []


HOSTILE = {
    "escapes": theirs(more="SUMMARY:\x1b[31mred\x1b]0;own\x07 \u202eabc"),
    "no end of repeats": theirs(more="RRULE:FREQ=SECONDLY"),
    "odd zone": theirs(start="DTSTART;TZID=Mars/Base \u202e:20261125T090000"),
    "floating": theirs(start="DTSTART:20261125T100000"),
    "a day": theirs(start="DTSTART;VALUE=DATE:20261125"),
    "negative": theirs(more="DURATION:-P3D"),
    "ends before it begins": theirs(more="DTEND:20251125T090000Z"),
    "year 1": theirs(start="DTSTART:00010101T000000Z"),
    "year 9999": theirs(start="DTSTART:99991231T235959Z"),
    "no start": theirs(start="X-NONE:1"),
    "many guests": theirs(more="\n".join(f"ATTENDEE:mailto:g{n}@x.example" for n in range(5000))),
    "two starts": theirs(more="DTSTART:20261126T090000Z"),
    "a list of starts": theirs(start="DTSTART;VALUE=PERIOD:20261125T090000Z/PT1H"),
    "nested": "BEGIN:VEVENT\n" * 20000 + "ORGANIZER:mailto:bob@acme.example\n",
    "long line": theirs(more="DESCRIPTION:" + "x" * 200_000),
    "too large": theirs(more="DESCRIPTION:" + "x" * 1_000_000),
    "no utf-8": theirs().replace("Talk", "\udce9\udcff"),
    "nul": theirs().replace("Talk", "a\0b"),
    "a path for a name": theirs(uid="../../../etc/passwd"),
    "a long name": theirs(uid="u" * 250),
    "braces": theirs().replace("Talk", "{what} {0} {deal.x}"),
    "a number that is none": theirs(more="SEQUENCE:many"),
    "empty": "",
    "half": theirs()[:120],
}


@pytest.mark.parametrize("name", some(sorted(HOSTILE), 2))
def test_hostile_events_are_shown_harmlessly_or_not_at_all(run, bob, name):
    before = {path.name for path in bob.iterdir()}
    (bob / "bad.ics").write_bytes(HOSTILE[name].encode("utf-8", "surrogateescape"))
    for words in (("calendar",), ("calendar", "--json"), ("next", "--list")):
        done = run(*words)
        assert (done.code, done.err) == (0, "")
        assert not set(done.out) & set("\x1b\x07\u202e\0")
    for change in run("calendar", "--json").json["changes"]:
        assert run("calendar", "acme", "--event", change["id"], "--take").code == 0
        assert run("check").code in (0, 1)
    assert kinds(run) == []
    assert {path.name for path in bob.iterdir()} == {*before, "bad.ics"}
    assert run("undo", "--yes").code in (0, 2)


def test_an_event_of_ours_that_somebody_broke_is_asked_about_and_written_whole(run, does, bob):
    (path,) = bob.iterdir()
    for text in ("", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:x\n", path.read_text()[:150]):
        path.write_text(text)
        assert kinds(run) == ["deleted"]
        does("calendar", "acme", "--ours")
        assert kinds(run) == []
        assert path.read_text().endswith("END:VCALENDAR\n")


def test_a_device_in_the_folder_holds_nobody_up(run, bob):
    os.mkfifo(bob / "pipe.ics")
    (bob / "zero.ics").symlink_to("/dev/zero")
    (bob / "folder.ics").mkdir()
    assert kinds(run) == []


REPLY = """From: Bob Ross <bob@acme.example>
To: ada@example.com
Subject: {answer}: Discovery
Message-ID: <{answer}@acme.example>
Date: {date}
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain

Bob has answered.
--b
Content-Type: text/calendar; method=REPLY

BEGIN:VCALENDAR
VERSION:2.0
PRODID:p
METHOD:REPLY
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20261121T100000Z
DTSTART:20261124T140000Z
SUMMARY:Discovery
ATTENDEE;PARTSTAT={answer}:mailto:bob@acme.example
END:VEVENT
END:VCALENDAR
--b--
"""


@pytest.fixture(params=["with a folder", "without one"])
def sales(request, acme, does, tmp_path_factory):
    if request.param == "with a folder":
        name_folder(acme.parent.parent, tmp_path_factory.mktemp("sales"))
    does("person", "acme", "bob", "--email", "bob@acme.example")
    return tmp_path_factory.mktemp("mail")


def test_a_reply_by_mail_confirms_when_somebody_says_so(does, run, sales, monkeypatch):
    does(*MOVED, "--with", "bob")
    mail = sales / "reply.eml"

    def arrives(answer, minutes):
        now = f"2026-11-21T10:{minutes:02}:00+01:00"
        monkeypatch.setenv("SALESCLI_NOW", now)
        date = f"Sat, 21 Nov 2026 10:{minutes:02}:00 +0100"
        mail.write_text(REPLY.format(answer=answer, uid=known_uid(run), date=date))
        return does("capture", str(mail)).out

    assert "1 reply to an invitation" in arrives("ACCEPTED", 5)
    assert "To log" not in does("next", "--list").out
    assert kinds(run) == ["accepted"]
    assert kinds(run) == ["accepted"]
    does("calendar", "acme", "--take")
    assert run("list", "--json").json["deals"][0]["next"]["agreed"]
    assert "Bob Ross accepted on Sat 21 Nov 2026." in does("show", "acme", "--log").out
    does("capture", str(mail))
    arrives("DECLINED", 6)
    assert "Calendar: acme: Bob Ross declined" in does("next", "--list").out
    (change,) = does("next", "--json").json["calendar"]
    assert change["take"] == "salescli calendar acme --take"
    does("schedule", "acme", "--on", "wed 9:00", "--with", "bob")  # so it is to the time before
    assert "declined" not in does("next", "--list").out
    arrives("DECLINED", 8)
    assert "declined" not in does("next", "--list").out
