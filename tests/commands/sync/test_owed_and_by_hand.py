"""What is owed when somebody commits or pulls by hand: it is built on what git has by then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from support.clones import Clones, git

from salescli.store.files.own_folder import OWED, OWN
from salescli.store.toml.reader import parse_toml

LOCK, HOOK, NOBODY = "another git", "a hook", "no identity"


@pytest.fixture
def clones(synced_clones, tmp_path_factory, monkeypatch) -> Clones:
    monkeypatch.setattr("salescli.store.git.commit._PAUSES", (0.01,))
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "pull.rebase")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "false")
    return synced_clones(tmp_path_factory.mktemp("clones"))


def refuse(clone: Path, how: str, monkeypatch) -> Callable[[], None]:
    """Let git refuse every commit; what lets it commit again."""
    if how == LOCK:
        lock = clone / ".git" / "index.lock"
        lock.touch()
        return lock.unlink
    if how == HOOK:
        hook = clone / ".git" / "hooks" / "pre-commit"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
        return hook.unlink
    monkeypatch.setenv("GIT_COMMITTER_NAME", "")
    return lambda: monkeypatch.setenv("GIT_COMMITTER_NAME", "Ada")


def committed_and_pulled(clone: Path) -> None:
    git(clone, "commit", "-qam", "mine, by hand")
    git(clone, "pull", "-q")


def committed_and_rebased(clone: Path) -> None:
    git(clone, "commit", "-qam", "mine, by hand")
    git(clone, "pull", "-q", "--rebase")


def pulled_beneath(clone: Path) -> None:
    git(clone, "pull", "-q", "--rebase", "--autostash")


def stashed_and_pulled(clone: Path) -> None:
    git(clone, "stash", "-q")
    git(clone, "pull", "-q")


def moved_to_theirs(clone: Path) -> None:
    git(clone, "fetch", "-q")
    git(clone, "reset", "-q", "origin/main")


def taken_from_them(clone: Path) -> None:
    """The colleague's commit is made ours by hand, and one more is made on top of it."""
    committed_and_pulled(clone)
    file = clone / "deals" / "acme.toml"
    file.write_text(file.read_text().replace("Acme GmbH", "Acme AG"))
    git(clone, "commit", "-qam", "renamed by hand")


BY_HAND = [
    committed_and_pulled,
    committed_and_rebased,
    pulled_beneath,
    stashed_and_pulled,
    moved_to_theirs,
    taken_from_them,
]


def notes_of(clone: Path, commit: str) -> Counter[str]:
    table = parse_toml(git(clone, "show", f"{commit}:deals/acme.toml", check=False))
    return Counter(entry.get("note") for entry in table.get("log", ()))


def assert_nothing_lost(clone: Path) -> None:
    """No commit lacks an entry that its parent has, and the files are as they were committed."""
    rows = [row.split() for row in git(clone, "rev-list", "--parents", "HEAD").splitlines()]
    notes = {commit: notes_of(clone, commit) for commit, *_ in rows}
    for commit, *parents in rows:
        for parent in parents:
            assert not notes[parent] - notes[commit]
    assert git(clone, "status", "--porcelain") == ""
    assert not (clone / OWN / OWED).exists()


CASES = [
    (by_hand, (LOCK, HOOK, NOBODY)[number % 3], ("note", "sync")[number % 2])
    for number, by_hand in enumerate(BY_HAND)
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0].__name__}-{case[2]}")
def test_an_owed_commit_is_built_on_what_git_has(clones, run, monkeypatch, case):
    by_hand, how, after = case
    mine, theirs = clones.both
    assert run("note", "acme", "-m", "theirs", "--book", str(theirs)).code == 0
    assert run("sync", "--book", str(theirs)).code == 0
    relent = refuse(mine, how, monkeypatch)
    for text in ("mine 1", "mine 2"):
        assert "not committed" in run("note", "acme", "-m", text, "--book", str(mine)).err
    relent()
    by_hand(mine)
    words = ("note", "acme", "-m", "last") if after == "note" else ("sync",)
    done = run(*words, "--book", str(mine))
    assert done.code == 0, done.err
    expected = {"mine 1": 1, "mine 2": 1, "theirs": 1} | ({"last": 1} if after == "note" else {})
    assert {note: n for note, n in clones.notes(0).items() if note in expected} == expected
    assert_nothing_lost(mine)


def test_what_a_colleague_took_back_of_it_is_not_brought_back(clones, run, monkeypatch):
    """It was committed by hand, sent, and taken back there: the file is as before once more."""
    mine, theirs = clones.both
    relent = refuse(mine, HOOK, monkeypatch)
    assert run("note", "acme", "-m", "mine", "--book", str(mine)).code == 0
    relent()
    git(mine, "commit", "-qam", "mine, by hand")
    git(mine, "push", "-q")
    git(theirs, "pull", "-q")
    git(theirs, "revert", "--no-edit", "HEAD")
    git(theirs, "push", "-q")
    git(mine, "pull", "-q")
    assert run("sync", "--book", str(mine)).code == 0
    assert clones.notes(0)["mine"] == 0
    assert git(mine, "status", "--porcelain") == ""


def test_a_field_that_both_changed_stays_as_committed_and_it_is_said(clones, run, monkeypatch):
    mine, theirs = clones.both
    assert run("set", "acme", "value=7000", "--book", str(theirs)).code == 0
    assert run("sync", "--book", str(theirs)).code == 0
    relent = refuse(mine, HOOK, monkeypatch)
    assert run("set", "acme", "value=6000", "--book", str(mine)).code == 0
    relent()
    stashed_and_pulled(mine)
    done = run("note", "acme", "-m", "last", "--book", str(mine))
    assert done.code == 0
    assert "a later commit changed the same lines and they stay" in done.err
    kept = mine / OWN / "drafts" / "unfinished-acme.toml"
    assert parse_toml(kept.read_text())["value"] == 6000
    table = parse_toml(clones.deal(0).read_text())
    assert table["value"] == 7000
    changes = [entry["change"]["value"][1] for entry in table["log"] if "change" in entry]
    assert sorted(changes) == [6000, 7000]
    assert_nothing_lost(mine)


def test_a_deal_that_a_colleague_changed_is_not_deleted_late(clones, run, monkeypatch):
    mine, theirs = clones.both
    assert run("note", "acme", "-m", "theirs", "--book", str(theirs)).code == 0
    assert run("sync", "--book", str(theirs)).code == 0
    relent = refuse(mine, HOOK, monkeypatch)
    assert run("delete", "acme", "--yes", "--book", str(mine)).code == 0
    relent()
    moved_to_theirs(mine)
    done = run("sync", "--book", str(mine))
    assert done.code == 0
    assert "acme.toml was changed by a later commit: it was not deleted" in done.out
    assert clones.notes(0)["theirs"] == 1
    assert_nothing_lost(mine)


def test_what_is_corrected_by_hand_keeps_what_was_pulled(clones, run):
    mine, theirs = clones.both
    assert run("note", "acme", "-m", "theirs", "--book", str(theirs)).code == 0
    assert run("sync", "--book", str(theirs)).code == 0
    hook = mine / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n! git show :deals/acme.toml | grep -q Liability\n")
    hook.chmod(0o755)
    assert "not committed" in run("note", "acme", "-m", "Liability", "--book", str(mine)).err
    moved_to_theirs(mine)
    clones.deal(0).write_text(clones.deal(0).read_text().replace("Liability", "Risk"))
    assert run("sync", "--book", str(mine)).code == 0
    assert {clones.notes(0)[note] for note in ("Risk", "theirs")} == {1}
    assert_nothing_lost(mine)
