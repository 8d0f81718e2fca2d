"""SEQUENCE never falls and DTSTAMP never goes back, so that the last word is the right time."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from support.clones import git

from salescli.store.git.foreign_programs import first_look

FIRST = ("--next", "discovery", "--on", "mon")


@pytest.fixture
def root(acme, run, monkeypatch) -> Path:
    assert first_look(acme.parent.parent) == ""
    assert run("person", "acme", "bob", "--email", "bob@acme.example").code == 0
    monkeypatch.setattr("salescli.store.git.commit._PAUSES", (0.01,))
    return acme.parent.parent


class Guest:
    """Whoever imports each invitation in turn: by SEQUENCE, then by DTSTAMP, the later one wins."""

    def __init__(self, run, monkeypatch) -> None:
        self.run, self.monkeypatch = run, monkeypatch
        self.now = self.begun = datetime.fromisoformat("2026-11-21T10:00:00+01:00")
        self.made = datetime.now().astimezone()  # of the commits before, by this machine's clock
        self.last = (-1, datetime.min.replace(tzinfo=self.now.tzinfo))
        self.shows = ""

    def does(self, *words: str):
        self.now += timedelta(minutes=1)
        self.monkeypatch.setenv("SALESCLI_NOW", self.now.isoformat())
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            self.monkeypatch.setenv(name, (self.made + (self.now - self.begun)).isoformat())
        done = self.run(*words)
        assert done.code == 0, done.err
        return done

    def imports(self, *words: str) -> str:
        done = self.run(*words)
        assert done.code == 0, done.err
        (event,) = Calendar.from_ical(done.out).walk("VEVENT")
        number = (int(event["SEQUENCE"]), event.decoded("DTSTAMP"))
        assert number >= self.last
        assert number[1] >= self.last[1]
        self.last, self.shows = number, str(event.decoded("DTSTART"))
        return self.shows


@pytest.fixture
def guest(run, monkeypatch) -> Guest:
    return Guest(run, monkeypatch)


@pytest.mark.parametrize("words", [("invite", "acme"), ("export", "ics")])
def test_after_undo_redo_and_an_edit_the_last_invitation_counts(root, guest, acme, words):
    at = [guest.imports(*words)]
    numbers = [guest.last[0]]
    for change in (
        ("schedule", "acme", "--on", "tue 15:00", "--with", "bob"),
        ("schedule", "acme", "--on", "wed 16:00", "--with", "bob"),
    ):
        guest.does(*change)
        at.append(guest.imports(*words))
        numbers.append(guest.last[0])
    for change, expected in (("undo", 1), ("undo", 0), ("redo", 1), ("redo", 2), ("undo", 1)):
        guest.does(change, "--yes")
        assert guest.imports(*words) == at[expected]
        numbers.append(guest.last[0])
    assert numbers == sorted(set(numbers))
    acme.write_text(acme.read_text().replace("2026-11-24T15:00", "2026-11-24T17:00"))
    assert "16:00" in guest.imports(*words)  # 17:00 in Berlin
    git(root, "commit", "-qam", "an hour later")
    guest.imports(*words)
    guest.does("note", "acme", "-m", "x")
    guest.imports(*words)


def test_what_git_refuses_counts_at_once(root, guest):
    guest.imports("invite", "acme")
    first = guest.last[0]
    hook = root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    for number, hour in enumerate((15, 16), 1):
        guest.run("schedule", "acme", "--on", f"tue {hour}:00", "--with", "bob")
        guest.imports("invite", "acme")
        assert guest.last[0] == first + number
    hook.unlink()
    assert guest.run("sync").code == 0
    guest.imports("invite", "acme")
    assert guest.last[0] >= first + 2


def test_two_clones_that_met_count_all_that_both_did(root, guest, monkeypatch, tmp_path_factory):
    hub, two = tmp_path_factory.mktemp("hub"), tmp_path_factory.mktemp("clone") / "two"
    git(hub, "init", "-q", "--bare")
    git(root, "remote", "add", "origin", str(hub))
    guest.does("sync")
    git(two.parent, "clone", "-q", str(hub), str(two))
    first_look(two)
    guest.does("schedule", "acme", "--on", "tue 15:00", "--with", "bob")
    guest.imports("invite", "acme")
    ours = guest.last[0]
    monkeypatch.chdir(two)
    for text in ("a", "b"):
        guest.does("note", "acme", "-m", text)
    guest.does("schedule", "acme", "--on", "wed 16:00", "--with", "bob")
    guest.does("sync")
    guest.imports("invite", "acme")
    theirs = guest.last[0]
    monkeypatch.chdir(root)
    guest.does("sync")
    shown = guest.imports("invite", "acme")
    assert guest.last[0] > max(ours, theirs)
    assert shown.startswith("2026-11-25 15:00")


def test_without_git_the_file_and_the_log_count(run, monkeypatch):
    assert run("init", ".", "--no-git", "--me", "ada").code == 0
    who = ("--person", "bob: Bob, owner", "--next-with", "bob")
    first = ("--next", "discovery", "--on", "mon 10:00")
    assert run("add", "Acme", "--process", "small-business", *first, *who).code == 0
    run("person", "acme", "bob", "--email", "bob@acme.example")
    guest = Guest(run, monkeypatch)
    sends = ("invite", "acme", "--from", "ada@example.com")
    guest.imports(*sends)
    first = guest.last[0]
    guest.does("schedule", "acme", "--on", "tue 15:00", "--with", "bob")
    guest.imports(*sends)
    assert guest.last[0] > first
    git(Path(), "init", "-q")
    git(Path(), "add", "-A")
    late = {"GIT_COMMITTER_DATE": (datetime.now().astimezone() + timedelta(seconds=5)).isoformat()}
    for name, text in late.items():
        monkeypatch.setenv(name, text)
    git(Path(), "commit", "-qm", "from now on with git")
    settings = Path("salescli.toml")
    settings.write_text(settings.read_text().replace("commit = false", "commit = true"))
    assert first_look(Path().absolute()) == ""
    guest.imports(*sends)


@pytest.mark.usefixtures("root")
def test_an_organizer_stands_where_guests_stand(run, monkeypatch, tmp_path):
    run("schedule", "acme", "--on", "tue 15:00", "--with", "bob")
    settings = tmp_path / "salescli.toml"
    settings.write_text(f'email = "sales@ada.example"\n{settings.read_text()}')
    for words in (("invite", "acme"), ("export", "ics")):
        (event,) = Calendar.from_ical(run(*words).out).walk("VEVENT")
        assert str(event["ORGANIZER"]) == "mailto:sales@ada.example"
        assert str(event["ATTENDEE"]) == "mailto:bob@acme.example"
    for event in Calendar.from_ical(run("plan", "acme", "--format", "ics").out).walk("VEVENT"):
        assert ("ORGANIZER" in event) == ("ATTENDEE" in event)
    settings.write_text(settings.read_text().replace("sales@ada.example", ""))
    assert run("check").out.count("F03") == 1
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    (event,) = Calendar.from_ical(run("export", "ics").out).walk("VEVENT")
    assert "ORGANIZER" not in event
    assert "ATTENDEE" not in event


@pytest.mark.parametrize("text", ["ada", "a b@x.example", "a@b, c@d", "a@b\nc", ""])
def test_an_address_that_is_none_is_a_finding(run, book, text):
    settings = book / "salescli.toml"
    settings.write_text(f"email = {text!r}\n{settings.read_text()}".replace("'", '"'))
    found = run("check", "--json").json["findings"]
    assert [(one["code"], one["file"]) for one in found] == [("F03", "salescli.toml")]


# What a deal, its log and its file may go through while its event stays one and the same.
KEPT = {
    "renamed": (("rename", "acme", "acme-rollout"),),
    "renamed and renamed again": (("rename", "acme", "beta"), ("rename", "beta", "acme")),
    "opened earlier": (("amend", "acme", "--entry", "1", "--at", "2026-11-02"),),
    "a call before its opening": (
        ("log", "acme", "--kind", "email", "--at", "2026-11-02", "-m", "x", "--keep"),
    ),
    "in other words": (("amend", "acme", "--entry", "1", "--what", "Ring Bob", "--on", "tue"),),
    "moved": (("schedule", "acme", "--on", "tue 15:00", "--with", "bob"),),
    "merged into another": (
        ("add", "Acme", "--handle", "twin", "--process", "small-business", *FIRST),
        ("merge", "acme", "--into", "twin", "--prefer", "twin"),
    ),
    "another process": (("set", "acme", "process=enterprise"),),
    "undone": (("rename", "acme", "beta"), ("undo", "--yes")),
}


def ahead(run):
    """The events that aren't cancelled, by UID: SEQUENCE and DTSTAMP."""
    events = Calendar.from_ical(run("export", "ics").out).walk("VEVENT")
    named = [str(event["UID"]) for event in events]
    assert len(named) == len(set(named))
    return {
        str(event["UID"]): (int(event["SEQUENCE"]), event.decoded("DTSTAMP"))
        for event in events
        if event["STATUS"] != "CANCELLED"
    }


@pytest.mark.parametrize("changes", KEPT.values(), ids=KEPT)
@pytest.mark.usefixtures("root")
def test_an_event_keeps_its_name_and_its_number_never_falls(run, guest, changes):
    guest.does("note", "acme", "-m", "x")
    ((name, before),) = ahead(run).items()
    plans = {
        e["UID"]
        for e in Calendar.from_ical(run("plan", "acme", "--format", "ics").out).walk("VEVENT")
    }
    for change in changes:
        guest.does(*change)
    after = ahead(run)
    assert name in after
    assert after[name] > before
    (handle, *_) = [
        one["deal"] for one in run("list", "--json").json["deals"] if one["deal"] != "twin"
    ] or ["twin"]
    if changes[0][0] == "rename":
        again = Calendar.from_ical(run("plan", handle, "--format", "ics").out).walk("VEVENT")
        assert {event["UID"] for event in again} == plans


@pytest.mark.usefixtures("root")
def test_an_invitation_to_one_of_several(run, guest):
    guest.does(
        "schedule",
        "acme",
        "--what",
        "Contract review",
        "--on",
        "fri 9:00",
        "--also",
        "--with",
        "bob",
    )
    assert guest.imports("invite", "acme").startswith("2026-11-23")
    assert guest.imports("invite", "acme", "--next", "contract").startswith("2026-11-27")
    assert run("invite", "acme", "--next", "lunch").code == 2
    guest.does("cancel", "acme", "--next", "contract", "-m", "ill", "--keep")
    guest.imports("invite", "acme", "--cancel", "--next", "review")
    assert run("invite", "acme", "--cancel", "--next", "discovery").code == 2


def test_in_a_shallow_clone_and_where_git_came_late_it_goes_on(
    root, guest, monkeypatch, tmp_path_factory
):
    for text in "abcde":
        guest.does("note", "acme", "-m", text)
    guest.imports("invite", "acme")
    guest.now += timedelta(hours=1)
    guest.does("add", "Beta", "--process", "small-business", *FIRST)
    shallow = tmp_path_factory.mktemp("shallow") / "two"
    git(root, "clone", "-q", "--depth", "1", f"file://{root}", str(shallow))
    first_look(shallow)
    monkeypatch.chdir(shallow)
    guest.imports("invite", "acme")
    monkeypatch.chdir(root)
    guest.now += timedelta(hours=1)
    guest.does("schedule", "acme", "--on", "tue 15:00", "--with", "bob")
    guest.imports("invite", "acme")


@pytest.mark.usefixtures("root")
def test_clocks_that_differ_leave_no_two_with_one_number(guest):
    numbers = []
    for minutes in (2, -2, 2, -2):  # a colleague's clock is two minutes fast
        guest.now += timedelta(minutes=minutes)
        guest.does("note", "acme", "-m", str(minutes))
        guest.imports("invite", "acme")
        numbers.append(guest.last[0])
    assert numbers == sorted(set(numbers))
