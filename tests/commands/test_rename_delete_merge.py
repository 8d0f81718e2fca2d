"""A deal's handle changed, a deal deleted, two files of one deal merged: each one change."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from support.fixture_cache import done_once
from support.terminal import CTRL_C, Terminal, history

from salescli.store.drafts import drafts
from salescli.store.toml.reader import read_toml

ADD = ("add", "Bolt AG", "--process", "small-business")


@pytest.fixture
def bolt(run, acme):
    """A second deal, which follows acme."""
    assert run(*ADD, "--follows", "acme", "--what", "Call Ann", "--on", "2026-11-26").code == 0
    return acme.with_name("bolt.toml")


def files_of_the_last_commit(book: Path) -> set[str]:
    line = ["git", "show", "--name-only", "--no-renames", "--format=", "HEAD"]
    done = subprocess.run(line, cwd=book, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def due(run, handle):
    deals = run("list", "--json").json["deals"]
    return next(deal["agenda"] for deal in deals if deal["deal"] == handle)


def test_a_deal_is_renamed_with_all_that_names_it(run, acme, bolt):
    book, text = acme.parent.parent, acme.read_text()
    done = run("rename", "acme", "acme-pilot")
    assert (done.code, done.err) == (0, "")
    assert "bolt follows acme-pilot now" in done.out
    assert not acme.exists()
    renamed = acme.with_name("acme-pilot.toml").read_text()
    assert re.sub(r'uid = "[0-9a-f-]{36}"\n', "", renamed) == text
    assert read_toml(bolt)[0]["follows"] == "acme-pilot"
    changed = {"deals/acme.toml", "deals/acme-pilot.toml", "deals/bolt.toml"}
    assert files_of_the_last_commit(book) == changed
    assert history(book)[0] == "acme-pilot: renamed, it was acme"


def test_history_goes_on_before_the_new_name_whatever_git_makes_of_renames(run, acme):
    book = acme.parent.parent
    for setting in (("diff.renames", "false"), ("diff.renameLimit", "1")):
        subprocess.run(["git", "config", *setting], cwd=book, check=True)
    assert run("rename", "acme", "acme-pilot").code == 0
    assert run("note", "acme-pilot", "-m", "After").code == 0
    shown = run("history", "acme-pilot").out
    assert "renamed, it was acme" in shown
    assert "They rang us" in shown
    assert "new: Acme GmbH" in shown


def test_undo_gives_the_old_name_back(run, acme, bolt):
    texts = acme.read_text(), bolt.read_text()
    assert run("rename", "acme", "acme-pilot").code == 0
    assert run("undo", "--yes").code == 0
    assert (acme.read_text(), bolt.read_text()) == texts
    assert not acme.with_name("acme-pilot.toml").exists()


def test_a_draft_goes_along_with_the_name(run, acme):
    terminal = Terminal("log", "acme")
    terminal.answers("Steps done", "discovery").sees("With whom").types(CTRL_C).ends(130)
    assert run("rename", "acme", "acme-pilot").code == 0
    kept = drafts(acme.parent.parent)
    assert [(draft.command, draft.name) for draft in kept] == [("log", "acme-pilot")]
    assert kept[0].answers["steps"] == "discovery"


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("bolt", "the deal 'bolt' already exists"),
        ("Bolt AG", "'Bolt AG' can't be a handle"),
        ("../x", "'../x' can't be a handle"),
        ("con", "some file systems keep it for a device"),
    ],
)
@pytest.mark.usefixtures("bolt")
def test_a_name_that_can_not_be_is_refused(run, acme, new, message):
    done = run("rename", "acme", new)
    assert done.code == 2
    assert message in done.err
    assert acme.exists()


def test_a_deal_is_deleted_and_undo_brings_it_back(run, acme, bolt):
    texts = acme.read_text(), bolt.read_text()
    done = run("delete", "acme", "--yes")
    assert (done.code, done.err) == (0, "")
    assert "bolt follows no deal now" in done.out
    assert not acme.exists()
    assert "follows" not in read_toml(bolt)[0]
    assert files_of_the_last_commit(acme.parent.parent) == {"deals/acme.toml", "deals/bolt.toml"}
    assert "deleted" in run("history", "acme").out
    assert run("undo", "--yes").code == 0
    assert (acme.read_text(), read_toml(bolt)[0]["follows"]) == (texts[0], "acme")


def test_deleting_is_asked_about_and_never_done_without(run, acme):
    done = run("delete", "acme")
    assert done.code == 2
    assert "salescli delete acme --yes" in done.err
    terminal = Terminal("delete", "acme").answers("Delete it? [y/N]")
    assert "nothing was changed" in terminal.ends()
    assert acme.exists()
    Terminal("delete", "acme").answers("Delete it?", "y").ends()
    assert not acme.exists()


def test_a_file_that_can_not_be_read_can_be_renamed_and_deleted(run, acme):
    acme.write_text("title = \n")
    assert run("rename", "acme", "broken").code == 0
    assert run("delete", "broken", "--yes").code == 0
    assert not list(acme.parent.iterdir())


@pytest.fixture
def twice(run, acme, monkeypatch):
    """Acme, and a second file of it, with another Bob, one entry of the first, and a demo set."""

    def begin() -> None:
        for line in (("set", "acme", "value=1000", "tags=retail"), ("rename", "acme", "acme-two")):
            text = acme.read_text()
            assert run(*line).code == 0
        acme.write_text(f"# the first file\n{text}")
        lee = ("--name", "Bob Lee", "--email", "lee@acme.de")
        assert run("person", "acme-two", "bob", *lee).code == 0
        assert run("person", "acme", "bob", "--email", "ross@acme.de").code == 0
        monkeypatch.setenv("SALESCLI_NOW", later)
        log = ("log", "acme-two", "discovery", "--with", "bob", "--met", "all", "-m", "Counts")
        assert run(*log, "--next", "demo", "--on", "2026-11-27", "--next-with", "bob").code == 0
        assert run("set", "acme-two", "value=2000", "tags=food", "source=referral").code == 0

    later = "2026-11-24T10:00:00+01:00"
    done_once("acme twice", begin, acme.parent.parent)
    monkeypatch.setenv("SALESCLI_NOW", later)
    return acme


@pytest.mark.parametrize(("prefer", "value"), [("acme", 1000), ("acme-two", 2000)])
def test_two_files_become_one(run, twice, prefer, value):
    assert run(*ADD, "--follows", "acme-two", "--what", "Call Ann", "--on", "2026-11-26").code == 0
    done = run("merge", "acme-two", "--into", "acme", "--prefer", prefer)
    assert (done.code, done.err) == (0, "")
    assert "bolt follows acme now" in done.out
    assert not twice.with_name("acme-two.toml").exists()
    assert twice.read_text().startswith("# the first file\n")
    table = read_toml(twice)[0]
    assert table["value"] == value
    assert table["source"] == "referral"
    assert table["tags"] == ["retail", "food"]
    assert {who: table["people"][who]["name"] for who in table["people"]} == {
        "bob": "Bob Ross",
        "bob-2": "Bob Lee",
    }
    times = [entry["at"] for entry in table["log"]]
    assert times == sorted(times)
    kinds = [entry["kind"] for entry in table["log"]]
    assert kinds.count("open") == kinds.count("skip") == 1
    call = next(entry for entry in table["log"] if entry["kind"] == "call")
    assert (call["with"], call["next"]["with"]) == (["bob-2"], ["bob-2"])
    assert [item["step"] for item in due(run, "acme")] == ["demo"]
    assert len(files_of_the_last_commit(twice.parent.parent)) == 3


def test_undo_gives_both_files_back(run, twice):
    other = twice.with_name("acme-two.toml")
    texts = twice.read_text(), other.read_text()
    assert run("merge", "acme-two", "--into", "acme", "--prefer", "acme").code == 0
    assert run("undo", "--yes").code == 0
    assert (twice.read_text(), other.read_text()) == texts


def test_the_same_person_is_one(run, twice):
    assert run("person", "acme-two", "bob", "--name", "Robert", "--email", "Ross@ACME.de").code == 0
    assert run("merge", "acme-two", "--into", "acme", "--prefer", "acme").code == 0
    people = read_toml(twice)[0]["people"]
    assert [(who, people[who]["name"]) for who in people] == [("bob", "Bob Ross")]


def test_what_differs_is_asked_about_in_a_terminal_and_refused_elsewhere(run, twice):
    done = run("merge", "acme-two", "--into", "acme")
    assert done.code == 2
    assert "acme-two and acme differ in value" in done.err
    assert "--prefer acme" in done.err
    Terminal("merge", "acme-two", "--into", "acme").answers("Which value [1]", "2").ends()
    assert read_toml(twice)[0]["value"] == 2000


def test_an_ending_of_the_first_file_is_a_note_in_an_open_deal(run, twice):
    lose = ("lose", "acme-two", "--reason", "no-decision", "--evidence", "It was the wrong file")
    assert run(*lose).code == 0
    assert run("merge", "acme", "--into", "acme-two").code == 2
    assert run("merge", "acme-two", "--into", "acme", "--prefer", "acme").code == 0
    assert run("list", "--json").json["deals"][0]["status"] == "open"
    notes = [entry.get("note", "") for entry in read_toml(twice)[0]["log"]]
    assert "Closed as lost. no-decision. It was the wrong file" in notes


def test_what_was_scheduled_in_either_stays_on_the_agenda(run, acme, bolt):
    assert run("merge", "bolt", "--into", "acme", "--prefer", "acme").code == 0
    assert [item["step"] or item["what"] for item in due(run, "acme")] == ["discovery", "Call Ann"]
    assert "follows" not in read_toml(acme)[0]
    assert not bolt.exists()
    assert not [
        one for one in run("check", "--json").json["findings"] if one["severity"] == "error"
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (("acme", "--into", "acme"), "acme can't be merged into itself"),
        (("acme", "--into", "bolt", "--prefer", "acme-x"), "there is no deal 'acme-x'"),
        (("acme",), "--into"),
    ],
)
@pytest.mark.usefixtures("bolt")
def test_a_merge_that_can_not_be_is_refused(run, acme, line, message):
    before = acme.read_text()
    done = run("merge", *line)
    assert done.code == 2
    assert message in done.err
    assert acme.read_text() == before


def test_deals_of_two_processes_are_not_merged(run, acme, bolt):
    assert run("set", "bolt", "process=enterprise").code == 0
    done = run("merge", "bolt", "--into", "acme", "--prefer", "acme")
    assert done.code == 2
    assert "salescli set bolt process=small-business" in done.err
    assert acme.exists()
    assert bolt.exists()
