"""What git would not commit is committed later, as it was and under its own message."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from salescli.errors import SalescliError
from salescli.store.files.own_folder import OWED, OWN
from salescli.store.git.foreign_programs import first_look
from salescli.store.toml.reader import parse_toml

REFUSED = "warning: written, but not committed: "


@pytest.fixture
def root(acme, monkeypatch) -> Path:
    """The folder of a book that its owner has written to before."""
    monkeypatch.setattr("salescli.store.git.commit._PAUSES", (0.01,))
    assert first_look(acme.parent.parent) == ""
    return acme.parent.parent


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


def subjects(root: Path, number: int) -> list[str]:
    return git(root, "log", f"-{number}", "--format=%s").splitlines()


def hook(root: Path, script: str) -> Path:
    path = root / ".git" / "hooks" / "pre-commit"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def is_settled(root: Path) -> bool:
    return git(root, "status", "--porcelain") == "" and not (root / OWN / OWED).exists()


def refused(root: Path, run, *lines: tuple[str, ...]) -> None:
    """Run commands while a hook refuses what they did."""
    path = hook(root, "echo not now\nexit 1")
    for line in lines:
        done = run(*line)
        assert done.code == 0, done.err
        assert f"{REFUSED}the hook pre-commit of the repository refused: not now" in done.err
        assert "the next command commits it, or: salescli sync" in done.err
    path.unlink()


NOTES = [("note", "acme", "-m", text) for text in ("one", "two")]
SET = ("set", "acme", "value=5200")


def test_the_next_command_commits_each_under_its_own_message(run, root):
    refused(root, run, NOTES[0], SET, NOTES[1])
    done = run("note", "acme", "-m", "three")
    assert (done.code, done.err) == (0, "")
    assert subjects(root, 4) == [
        "acme: note",
        "acme: note",
        "acme: value set to 5200",
        "acme: note",
    ]
    for commit, has, lacks in (("HEAD~3", "one", "5200"), ("HEAD~2", "5200", "two")):
        text = git(root, "show", f"{commit}:deals/acme.toml")
        assert has in text
        assert lacks not in text
    assert is_settled(root)


def test_sync_without_a_remote_commits_it_and_says_so(run, root):
    refused(root, run, NOTES[0])
    done = run("sync")
    assert done.code == 0
    assert "Committed: acme: note." in done.out
    assert "no other copy to sync with" in done.out
    assert "git remote add origin URL" in done.out
    assert subjects(root, 1) == ["acme: note"]
    assert is_settled(root)
    again = run("sync")
    assert again.code == 2
    assert "no other copy to sync with" in again.err


def test_sync_without_a_remote_commits_edits_by_hand(run, root, acme):
    acme.write_text(acme.read_text().replace("Acme GmbH", "Acme AG"))
    done = run("sync")
    assert done.code == 0
    assert "Committed: acme: edited by hand." in done.out
    assert is_settled(root)


def test_what_doctor_advises_works(run, root):
    refused(root, run, NOTES[0])
    advice = run("doctor").out
    assert "salescli sync" in advice
    assert run("sync").code == 0
    assert "everything is committed" in run("doctor").out


def test_sync_says_what_still_refuses(run, root):
    refused(root, run, NOTES[0])
    hook(root, "echo never\nexit 1")
    done = run("sync")
    assert done.code == 2
    assert (
        "can't be committed yet: the hook pre-commit of the repository refused: never" in done.err
    )


def test_sync_with_a_remote_commits_and_sends_it(run, root, tmp_path_factory):
    hub = tmp_path_factory.mktemp("hub")
    git(hub, "init", "-q", "--bare")
    git(root, "remote", "add", "origin", str(hub))
    refused(root, run, *NOTES)
    done = run("sync")
    assert done.code == 0, done.err
    assert git(hub, "log", "--all", "-2", "--format=%s").splitlines() == ["acme: note"] * 2


def test_edits_by_hand_in_between_stay_edits_by_hand(run, root, acme):
    path = hook(root, "exit 1")
    acme.write_text(acme.read_text().replace("Acme GmbH", "Acme AG"))
    assert run(*NOTES[0]).code == 0
    acme.write_text(acme.read_text().replace("Acme AG", "Acme Ltd"))
    assert run(*NOTES[1]).code == 0
    acme.write_text(acme.read_text().replace("Acme Ltd", "Acme SE"))
    path.unlink()
    assert run("note", "acme", "-m", "three").code == 0
    by_hand = "acme: edited by hand"
    assert subjects(root, 6) == [
        "acme: note",
        by_hand,
        "acme: note",
        by_hand,
        "acme: note",
        by_hand,
    ]
    names = ["Acme SE", "Acme SE", "Acme Ltd", "Acme Ltd", "Acme AG", "Acme AG"]
    for back, name in enumerate(names):
        text = git(root, "show", f"HEAD~{back}:deals/acme.toml")
        assert parse_toml(text)["company"] == name
    assert is_settled(root)


def test_what_a_hook_objects_to_is_corrected_by_hand(run, root, acme):
    """A hook that reads the file would refuse what was owed for ever."""
    hook(root, "git show :deals/acme.toml | grep -q Liability && { echo no liability; exit 1; }")
    hook(root, "if git show :deals/acme.toml | grep -q Liability; then echo no; exit 1; fi")
    assert REFUSED in run("note", "acme", "-m", "Liability").err
    assert REFUSED in run("note", "acme", "-m", "two").err
    acme.write_text(acme.read_text().replace("Liability", "Risk"))
    assert run("sync").code == 0
    assert is_settled(root)
    assert "acme: note" in subjects(root, 1)[0]


def test_what_is_owed_comes_before_what_follows(run, root):
    """Also where the lock is gone by the time of the second command's own commit."""
    lock = root / ".git" / "index.lock"
    lock.touch()
    assert REFUSED in run(*NOTES[0]).err
    lock.unlink()
    assert run("add", "Borealis", "--process", "small-business", "--what", "Call", "--on", "mon")
    assert subjects(root, 2)[1] == "acme: note"


def test_a_command_that_is_killed_while_others_wait_is_owed_too(run, root):
    refused(root, run, NOTES[0])
    path = hook(root, "exit 1")
    owed = root / OWN / OWED
    (waiting,) = owed.iterdir()
    waiting.rename(root / OWN / "journal")
    assert "finished an interrupted command" in run("list").err
    assert len(list(owed.iterdir())) == 1
    path.unlink()
    assert run(*NOTES[1]).err == ""
    assert is_settled(root)


def test_it_may_be_deleted_and_is_an_edit_by_hand_then(run, root):
    refused(root, run, NOTES[0])
    shutil.rmtree(root / OWN)
    assert run(*NOTES[1]).code == 0
    assert subjects(root, 2) == ["acme: note", "acme: edited by hand"]


CUT = f".owed-000001.{2**22 + 1}.tmp"


def test_what_a_killed_command_left_of_one_is_deleted_by_the_next(run, root):
    """Else there would seem to be something to commit for ever."""
    left = root / OWN / OWED / CUT
    left.parent.mkdir(mode=0o700)
    left.write_text("cut")
    assert run(*NOTES[0]).err == ""
    assert is_settled(root)


@pytest.mark.parametrize("folder", ["captured", "proposals", "drafts"])
def test_doctor_deletes_what_killed_commands_left(run, root, folder):
    left = root / OWN / folder / CUT
    left.parent.mkdir(mode=0o700, exist_ok=True)
    left.write_text("cut")
    assert f"{folder}/{CUT}" in "".join(run("doctor", "--fix").out.split())
    assert not left.exists()


def test_a_first_commit_is_owed_too(run, tmp_path, monkeypatch):
    """The very first commands of somebody whom git doesn't know yet."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{who}_NAME")
        monkeypatch.delenv(f"GIT_{who}_EMAIL")
    for number, value in enumerate(("user.useConfigOnly", "true")):
        monkeypatch.setenv(("GIT_CONFIG_KEY_0", "GIT_CONFIG_VALUE_0")[number], value)
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    assert run("init", ".", "--me", "ada").code == 0
    first = ("--what", "Call", "--on", "mon")
    opened = run("add", "Acme", "--process", "small-business", *first)
    assert "git does not know who you are" in opened.err
    for key, value in (("name", "Ada"), ("email", "ada@example.com")):
        git(tmp_path, "config", f"user.{key}", value)
    assert run("sync").code == 0
    assert subjects(tmp_path, 2)[1] == "A new book of deals"
    assert subjects(tmp_path, 2)[0].startswith("acme: opened")
    assert is_settled(tmp_path)


def test_on_a_full_disk_it_is_owed_without_more_room(run, root, monkeypatch):
    """What is written is written: it is never said that nothing was changed."""

    def full(path, *_):
        raise SalescliError(f"{path} was not written: no space is left on the disk")

    with monkeypatch.context() as patch:
        patch.setattr("salescli.store.journal.owed_commits.write_private", full)
        refused(root, run, NOTES[0])
    assert run(*NOTES[1]).err == ""
    assert subjects(root, 2) == ["acme: note", "acme: note"]
    assert is_settled(root)


def test_without_git_it_is_owed_until_there_is_one(run, root, monkeypatch, tmp_path):
    """Else it would be an edit by hand to the git that comes back."""
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    done = run(*NOTES[0])
    assert (done.code, "there is no git on this machine" in done.err) == (0, True)
    monkeypatch.setenv("PATH", path)
    assert run(*SET).err == ""
    assert subjects(root, 2) == ["acme: value set to 5200", "acme: note"]
    assert is_settled(root)
