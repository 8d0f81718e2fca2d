"""`process list`, `show`, `new`, `check`, `revise`, `adopt`, `diff`, as a user types them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib

import pytest
from support.fixture_cache import copy_of
from support.screen import Screen
from support.snapshot import tree
from support.terminal import Terminal

from salescli.store.shipped_processes import shipped_names, shipped_text

TINY = """# Ours alone.
name     = "tiny"
title    = "Tiny"
revision = 1  # raised by revise
cycle    = "40bd"

[[stage]]
id = "talk"

[[step]]
id     = "discovery"
title  = "Discovery"
stage  = "talk"
within = "10bd"

[[step.outcome]]
id   = "pain-named"
text = "They name it"

[[step]]
id    = "offer"
title = "Offer"
stage = "talk"

[[step.outcome]]
id   = "said-yes"
text = "They say yes"

[[loss]]
id   = "price"
text = "Price"
"""
NEXT = ("--next", "discovery", "--on", "2026-12-01")
TIGHTER = TINY.replace("10bd", "3bd")
TIGHTENED = "step discovery: time frame tightened from 10bd to 3bd"
BROKEN = TINY.replace('id    = "offer"', 'id    = "offer"\nafter = ["discvery"]')


def git(book, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=book, capture_output=True, text=True, check=True)
    return done.stdout


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def tiny(book, run, tmp_path_factory):
    """A book with the process `tiny` and two deals in it, each with a step 6 business days off."""

    def make(folder):
        shutil.copytree(book, folder)
        on = ("--book", str(folder))
        (folder / "processes" / "tiny.toml").write_text(TINY)
        for company in ("Acme", "Borealis"):
            done = run(
                *(*on, "add", company, "--process", "tiny", "--person", "dana: Dana Reyes"),
                *(*NEXT, "--next-with", "dana", "--agreed"),
            )
            assert done.code == 0, done.err
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", "the process of our own", "--allow-empty")

    copy_of("tiny", make, tmp_path_factory, book)
    return book


@pytest.fixture
def revised(tiny, run, tmp_path_factory):
    """The same, once revision 2 gives discovery less time than the deals take for it."""
    source = tmp_path_factory.mktemp("given") / "next.toml"
    source.write_text(TIGHTER)
    done = run("process", "revise", "tiny", "--file", str(source))
    assert done.code == 0, done.err
    return tiny


@pytest.fixture
def given(tmp_path_factory):
    """Write a file for --file, outside of the book."""

    def write(text: str | bytes) -> str:
        path = tmp_path_factory.mktemp("given") / "next.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    return write


@pytest.fixture
def editor(tmp_path_factory, monkeypatch):
    """Let EDITOR put a text in place of what it is given; what it was given is kept beside."""

    def use(text: str):
        folder = tmp_path_factory.mktemp("editor")
        (folder / "text").write_text(text)
        script = folder / "editor"
        script.write_text(f'#!/bin/sh\ncp "$1" "{folder}/seen"\ncp "{folder}/text" "$1"\n')
        script.chmod(0o755)
        monkeypatch.setenv("EDITOR", str(script))
        return folder / "seen"

    return use


def codes(run) -> list[str]:
    return [found["code"] for found in run("check", "acme", "--json").json["findings"]]


# list and show


@pytest.mark.usefixtures("tiny")
def test_list_has_the_books_own_and_the_shipped_with_their_open_deals(run):
    rows = {row["name"]: row for row in run("process", "list", "--json").json["processes"]}
    assert set(rows) == {*shipped_names(), "tiny"}
    assert rows["tiny"]["open_deals"] == 2
    assert [name for name, row in rows.items() if row["in_book"]] == [
        *("enterprise", "small-business", "tiny")
    ]
    screen = run("process", "list")
    assert screen.code == 0
    assert all(name in screen.out for name in rows)


def test_list_names_a_process_that_cant_be_read(tiny, run):
    (tiny / "processes" / "tiny.toml").write_text("name = ")
    rows = {row["name"]: row for row in run("process", "list", "--json").json["processes"]}
    assert rows["tiny"]["revision"] is None
    assert rows["tiny"]["summary"] == "can't be read"
    assert "tiny" in run("process", "list").out


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("name", shipped_names())
def test_show_says_all_of_a_process_and_its_json_agrees_with_the_file(run, name):
    screen = run("process", "show", name)
    (facts,) = run("process", "show", name, "--json").json["processes"]
    declared = tomllib.loads(shipped_text(name))
    for key in ("name", "title", "revision", "summary", "cycle"):
        assert facts[key] == declared[key]
    assert [step["within"] for step in facts["steps"]] == [
        step.get("within") for step in declared["step"]
    ]
    words = flat(screen.out)
    assert all(flat(step["title"]) in words for step in declared["step"])


@pytest.mark.usefixtures("revised")
def test_show_of_a_past_revision(run):
    (old,) = run("process", "show", "tiny", "--revision", "1", "--json").json["processes"]
    (new,) = run("process", "show", "tiny", "--json").json["processes"]
    assert [one["steps"][0]["within"] for one in (old, new)] == ["10bd", "3bd"]


# new


def test_new_copies_with_its_comments_and_sets_name_and_revision(revised, run):
    done = run("process", "new", "ours", "--from", "tiny")
    assert done.code == 0
    made = (revised / "processes" / "ours.toml").read_text()
    assert made == TIGHTER.replace('"tiny"', '"ours"')
    assert run("process", "check", "ours").code == 0
    assert git(revised, "log", "-1", "--format=%s").startswith("process ours: made from tiny")
    assert git(revised, "status", "--porcelain") == ""


def test_new_from_a_shipped_process_that_the_book_has_not(book, run):
    assert run("process", "new", "ours", "--from", "channel").code == 0
    made = (book / "processes" / "ours.toml").read_text()
    old, new = shipped_text("channel").splitlines(), made.splitlines()
    changed = [line for before, line in zip(old, new, strict=True) if before != line]
    assert [line.split() for line in changed] == [["name", "=", '"ours"']]
    assert not (book / "processes" / "channel.toml").exists()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("new", "Ours!", "--from", "tiny"), "can't be the name of a process"),
        (("new", "../x", "--from", "tiny"), "can't be the name of a process"),
        (("new", "tiny", "--from", "channel"), "the process 'tiny' already exists"),
        (("new", "ours", "--from", "tinny"), "there is no process 'tinny': did you mean 'tiny'"),
        (("new", "ours"), "--from"),
        (("show", "tinny"), "there is no process 'tinny'"),
        (("show", "tiny", "--revision", "7"), "revision 7 of the process 'tiny' is not in"),
        (("show", "channel", "--revision", "7"), "'channel' is not in the book"),
        (("check", "tiny", "tinny"), "there is no process 'tinny'"),
        (("revise", "tinny"), "there is no process 'tinny'"),
        (("revise", "channel"), "'channel' is not in the book yet"),
        (("revise", "tiny", "--file", "nowhere.toml"), "nowhere.toml can't be read"),
        (("adopt", "tinny"), "there is no process 'tinny'"),
        (("adopt", "tiny", "acne", "--yes"), "acne"),
        (("diff", "tinny"), "there is no process 'tinny'"),
        (("diff", "tiny"), "tiny has only its first revision"),
        (("diff", "tiny", "7"), "revision 7 of the process 'tiny' is not in"),
        (("diff", "tiny", "1", "7"), "revision 7 of the process 'tiny' is not in"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else "",
)
def test_what_is_refused_says_why_and_changes_nothing(tiny, run, arguments, says):
    before = tree(tiny)
    done = run("process", *arguments)
    assert done.code == 2
    assert says in flat(done.err)
    assert tree(tiny) == before


# check


def test_check_of_all_of_some_and_of_a_shipped_one(tiny, run):
    (tiny / "processes" / "tiny.toml").write_text(BROKEN)
    everything = run("process", "check", "--json")
    assert (everything.code, len(everything.json["findings"])) == (1, 1)
    assert run("process", "check", "enterprise", "channel").out == "2 processes: nothing to fix.\n"
    (found,) = everything.json["findings"]
    assert (found["code"], found["file"], found["line"]) == ("R01", "processes/tiny.toml", 22)


# revise


def test_revise_keeps_the_one_in_force_byte_for_byte_and_raises_the_number(tiny, run, given):
    done = run("process", "revise", "tiny", "--file", given(TIGHTER))
    assert done.code == 0
    assert (tiny / "processes" / "past" / "tiny.1.toml").read_bytes() == TINY.encode()
    now = (tiny / "processes" / "tiny.toml").read_text()
    assert now == TIGHTER.replace("revision = 1", "revision = 2")
    assert TIGHTENED in flat(done.out)
    assert "revision 2 is in force" in done.out
    assert git(tiny, "log", "-1", "--format=%s%n%b").startswith("process tiny: revision 2")
    assert git(tiny, "status", "--porcelain") == ""


def test_deals_opened_before_stay_judged_by_theirs_and_new_ones_follow(tiny, run, given):
    before = run("check", "--json").json["findings"]
    assert run("process", "revise", "tiny", "--file", given(TIGHTER)).code == 0
    assert run("check", "--json").json["findings"] == before
    run("add", "Cobalt", "--process", "tiny", *NEXT)
    assert "revision = 2" in (tiny / "deals" / "cobalt.toml").read_text()
    assert "N04" in [found["code"] for found in run("check", "cobalt", "--json").json["findings"]]


def test_revise_through_the_editor_begins_with_the_text_in_force(tiny, run, editor):
    seen = editor(TIGHTER.replace("revision = 1", "revision = 2"))
    assert run("process", "revise", "tiny").code == 0
    assert seen.read_text() == TINY.replace("revision = 1", "revision = 2")
    assert '"3bd"' in (tiny / "processes" / "tiny.toml").read_text()
    assert (tiny / "processes" / "past" / "tiny.1.toml").read_text() == TINY


def test_whatever_name_and_number_a_text_has_it_is_the_next_revision(revised, run, given):
    text = TINY.replace('"tiny"', '"other"').replace("revision = 1", "revision = 41")
    assert run("process", "revise", "tiny", "--file", given(text)).code == 0
    assert (revised / "processes" / "tiny.toml").read_text() == TINY.replace(
        "revision = 1", "revision = 3"
    )
    assert sorted(path.name for path in (revised / "processes" / "past").iterdir()) == [
        *("tiny.1.toml", "tiny.2.toml")
    ]


EDITED = f".salescli/drafts/process-revise-tiny-{os.getpid()}-0.text/tiny.toml"


def refused(tiny, run, text: str, *arguments: str) -> str:
    """What revise says of a text that it refuses; all is as it was, and the text is kept."""
    before = {name: data for name, data in tree(tiny).items() if "/drafts/" not in name}
    done = run("process", "revise", "tiny", *arguments)
    assert done.code == 2
    after = tree(tiny)
    kept = after.pop(".salescli/drafts/revise-tiny.toml" if arguments else EDITED).decode()
    assert {name: data for name, data in after.items() if "/drafts/" not in name} == before
    assert kept.replace("revision = 2", "revision = 1") == text
    return flat(done.err)


def test_a_revision_with_errors_is_refused_and_its_text_kept(tiny, run, given, editor):
    says = refused(tiny, run, BROKEN, "--file", given(BROKEN))
    assert "R01 the step 'discvery' is not declared" in says
    assert "correct" in says
    editor(BROKEN)
    assert "the revision has 1 error" in refused(tiny, run, BROKEN)


def test_the_text_that_was_kept_can_be_mended_and_given_again(tiny, run, editor):
    editor(BROKEN)
    assert run("process", "revise", "tiny").code == 2
    draft = tiny / EDITED
    draft.write_text(draft.read_text().replace("discvery", "discovery"))
    assert run("process", "revise", "tiny", "--file", str(draft)).code == 0
    assert not draft.exists()
    assert 'after = ["discovery"]' in (tiny / "processes" / "tiny.toml").read_text()


def test_what_comes_back_unreadable_from_the_editor_is_kept(tiny, run, editor):
    editor(TINY + "oops")
    assert "can't be read" in refused(tiny, run, TINY + "oops")


@pytest.mark.parametrize("text", [TINY + "oops", b'name = "\xff"', "", "revision = {", "[[name]]"])
def test_a_file_that_cant_be_read_or_used_is_refused_and_left_as_it_is(tiny, run, given, text):
    path = given(text)
    before = {name: data for name, data in tree(tiny).items() if "/drafts/" not in name}
    done = run("process", "revise", "tiny", "--file", path)
    assert done.code == 2
    assert done.err
    after = {name: data for name, data in tree(tiny).items() if "/drafts/" not in name}
    assert after == before


def test_a_text_that_was_not_changed_does_nothing(tiny, run, given, editor):
    before = tree(tiny)
    for text in (TINY, TINY.replace("revision = 1", "revision = 2")):
        done = run("process", "revise", "tiny", "--file", given(text))
        assert (done.code, "nothing was changed" in done.out) == (0, True)
        editor(text)
        assert "nothing was changed" in run("process", "revise", "tiny").out
    assert tree(tiny) == before


def test_an_editor_that_fails_changes_nothing(tiny, run):
    before = tree(tiny)
    assert run("process", "revise", "tiny").code == 2
    assert tree(tiny) == before


def test_a_process_that_cant_be_read_is_not_revised(tiny, run, given):
    (tiny / "processes" / "tiny.toml").write_text("name = ")
    before = tree(tiny)
    assert "processes/tiny.toml:1" in run("process", "revise", "tiny", "--file", given(TINY)).err
    assert tree(tiny) == before


# adopt


def test_adopt_shows_what_would_change_and_writes_nothing_without_yes(revised, run):
    before = tree(revised)
    done = run("process", "adopt", "tiny")
    assert done.code == 2
    assert "--yes" in done.err
    for handle in ("acme", "borealis"):
        assert f"{handle} revision 1 to 2" in flat(done.out)
    assert "new: N04" in done.out
    assert tree(revised) == before


def test_adopt_changes_the_header_logs_it_and_commits_once(revised, run):
    commits = git(revised, "rev-list", "--count", "HEAD")
    assert codes(run) == []
    done = run("process", "adopt", "tiny", "--yes")
    assert done.code == 0
    for handle in ("acme", "borealis"):
        deal = tomllib.loads((revised / "deals" / f"{handle}.toml").read_text())
        assert deal["revision"] == 2
        last = deal["log"][-1]
        assert (last["kind"], last["by"]) == ("change", "ada")
        assert last["change"] == {"revision": [1, 2]}
    assert codes(run) == ["N04"]
    assert int(git(revised, "rev-list", "--count", "HEAD")) == int(commits) + 1
    subject = git(revised, "log", "-1", "--format=%s")
    assert subject == "process tiny: revision 2 adopted by acme, borealis\n"
    assert git(revised, "status", "--porcelain") == ""
    again = run("process", "adopt", "tiny", "--yes")
    assert "every open deal in it follows revision 2 already" in flat(again.out)


def test_in_a_terminal_adopt_asks_first(revised):
    before = tree(revised)
    shown = Terminal("process", "adopt", "tiny").answers("Let 2 deals follow revision 2?").ends(2)
    assert "nothing was changed" in shown
    assert tree(revised) == before
    Screen("process", "adopt", "tiny").asks("Let 2 deals follow revision 2? [y/N]").types(
        "y"
    ).ends()
    assert tree(revised) != before


def test_only_the_deals_that_are_named_adopt_and_each_but_once(revised, run):
    assert run("process", "adopt", "tiny", "acme", "acme", "--yes").code == 0
    acme, borealis = (
        tomllib.loads((revised / "deals" / f"{handle}.toml").read_text())
        for handle in ("acme", "borealis")
    )
    assert (acme["revision"], borealis.get("revision", 1)) == (2, 1)
    assert [entry["kind"] for entry in acme["log"]] == ["open", "change"]


def test_adopt_undone_is_as_it_was(revised, run):
    before = {name: data for name, data in tree(revised).items() if name.startswith("deals/")}
    run("process", "adopt", "tiny", "--yes")
    assert run("undo", "--yes").code == 0
    after = {name: data for name, data in tree(revised).items() if name.startswith("deals/")}
    assert after == before


def test_a_deal_that_is_closed_or_elsewhere_is_refused_where_it_is_named(revised, run):
    lost = run("lose", "acme", "--reason", "price", "--evidence", "Too dear", "--said-by", "dana")
    assert lost.code == 0, lost.err
    added = run("add", "Cobalt", "--process", "small-business", *NEXT)
    assert added.code == 0, added.err
    before = tree(revised)
    for handle, says in (("acme", "is closed"), ("cobalt", "its process is small-business")):
        done = run("process", "adopt", "tiny", handle, "--yes")
        assert (done.code, says in flat(done.err)) == (2, True), done.err
    assert tree(revised) == before
    assert "acme" not in run("process", "adopt", "tiny", "--yes").out


# diff


@pytest.mark.usefixtures("revised")
def test_diff_is_by_meaning(run):
    assert run("process", "diff", "tiny", "--json").json["changes"] == [TIGHTENED]
    for arguments in ((), ("1",), ("1", "2")):
        words = flat(run("process", "diff", "tiny", *arguments).out)
        assert words == f"tiny from revision 1 to 2 {TIGHTENED}"
    back = run("process", "diff", "tiny", "2", "1", "--json").json["changes"]
    assert back == ["step discovery: time frame loosened from 3bd to 10bd"]


@pytest.mark.usefixtures("revised")
def test_layout_and_comments_are_no_change(run, given):
    text = TIGHTER.replace("# Ours alone.\n", "").replace("  = ", " = ")
    assert run("process", "revise", "tiny", "--file", given(text)).code == 0
    assert run("process", "diff", "tiny", "--json").json["changes"] == []
    assert "nothing changed by meaning" in run("process", "diff", "tiny").out
