"""SEQUENCE never falls and DTSTAMP never goes back, so that the last word is the right time."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from support.clones import git

from salescli.store.git.foreign_programs import first_look


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
        self.now = datetime.fromisoformat("2026-11-21T10:00:00+01:00")
        self.last = (-1, datetime.min.replace(tzinfo=self.now.tzinfo))
        self.shows = ""

    def does(self, *words: str):
        self.now += timedelta(minutes=1)
        for name in ("SALESCLI_NOW", "GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            self.monkeypatch.setenv(name, self.now.isoformat())
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
    assert guest.last[0] == first + 2


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


def test_without_git_the_log_counts(run, monkeypatch):
    assert run("init", ".", "--no-git", "--me", "ada").code == 0
    who = ("--person", "bob: Bob, owner", "--next-with", "bob")
    first = ("--next", "discovery", "--on", "mon 10:00")
    assert run("add", "Acme", "--process", "small-business", *first, *who).code == 0
    run("person", "acme", "bob", "--email", "bob@acme.example")
    guest = Guest(run, monkeypatch)
    sends = ("invite", "acme", "--from", "ada@example.com")
    guest.imports(*sends)
    assert guest.last[0] == 0
    guest.does("schedule", "acme", "--on", "tue 15:00", "--with", "bob")
    guest.imports(*sends)
    assert guest.last[0] == 1


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
