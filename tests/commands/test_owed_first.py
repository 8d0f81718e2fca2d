"""What is owed is finished by whatever command is to write, also where it then refuses."""

from __future__ import annotations

import shutil
import subprocess
import threading
import time
from pathlib import Path

import pytest

from salescli.store.files.lock import locked
from salescli.store.files.own_folder import JOURNAL, OWED, OWN
from salescli.store.git.foreign_programs import first_look
from salescli.store.journal.journal import FileUpdate, Journal, write_journal

MAIL = """From: Bob <bob@elsewhere.example>
To: Ada <ada@example.com>
Date: Fri, 20 Nov 2026 09:00:00 +0100
Subject: Talk
Message-ID: <1@elsewhere.example>

Words.
"""
NEXT = ("--what", "Call", "--on", "mon")
# Each refuses, or has nothing to do.
IDLE = (
    ("add", "Acme GmbH", "--handle", "acme", "--process", "small-business", *NEXT),
    ("agent", "--install"),
    ("amend", "gone", "-m", "x"),
    ("apply", "gone-1"),
    ("calendar", "--take"),
    ("cancel", "gone", "-m", "x"),
    ("capture", "mail.eml"),
    ("capture", "mail.eml", "--dismiss"),
    ("delete", "gone", "--yes"),
    ("doctor", "--fix"),
    ("edit", "gone"),
    ("import", "missing.csv"),
    ("learn", "--apply"),
    ("log", "gone", "-m", "x", *NEXT),
    ("lose", "gone", "--reason", "price", "--evidence", "x"),
    ("merge", "gone", "--into", "acme"),
    ("note", "gone", "-m", "x"),
    ("person", "gone", "eve", "--name", "Eve"),
    ("process", "adopt", "small-business", "--yes"),
    ("process", "new", "small-business", "--from", "small-business"),
    ("process", "revise", "gone", "--file", "missing.toml"),
    ("redo", "--yes"),
    ("rename", "acme", "acme"),
    ("reopen", "acme", *NEXT),
    ("schedule", "gone", *NEXT),
    ("set", "acme", "value=many"),
    ("skip", "acme", "gone", "-m", "x"),
    ("undo", "gone", "--yes"),
    ("walk", "gone", "--reason", "too-small", "--evidence", "x"),
    ("win", "gone", "--evidence", "x"),
)


@pytest.fixture
def root(acme, run, monkeypatch) -> Path:
    """The folder of a book in which each of these commands has nothing to do."""
    root = acme.parent.parent
    monkeypatch.setattr("salescli.store.git.commit._PAUSES", (0.01,))
    assert first_look(root) == ""
    shutil.rmtree(root / ".git" / "hooks", ignore_errors=True)
    (root / "mail.eml").write_text(MAIL)
    (root / ".git" / "info" / "exclude").write_text("mail.eml\n")
    for line in (("agent", "--install"), ("capture", "mail.eml", "--dismiss"), ("doctor", "--fix")):
        assert run(*line).code == 0
    run("process", "new", "mine", "--from", "small-business")
    return root


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


def is_settled(root: Path) -> bool:
    left = [name for name in (JOURNAL, OWED) if (root / OWN / name).exists()]
    return not left and git(root, "status", "--porcelain") == ""


def test_a_commit_that_is_owed_is_made_before_a_command_refuses(run, root):
    lock = root / ".git" / "index.lock"
    before = git(root, "rev-parse", "HEAD").strip()
    for number, words in enumerate(IDLE):
        lock.touch()
        assert "the next command commits it" in run("note", "acme", "-m", f"note {number}").err
        lock.unlink()
        done = run(*words)
        last, before_it = git(root, "rev-parse", "HEAD", "HEAD~1").split()
        assert before_it == before, (words, done)
        before = last
        assert f"note {number}" in git(root, "show", "HEAD:deals/acme.toml"), words
        assert is_settled(root), (words, done)


@pytest.mark.parametrize("words", [("delete", "gone", "--yes"), ("redo", "--yes")])
def test_what_a_killed_command_began_is_waited_for(run, root, words):
    """Its git may still be at work, and have the lock."""
    acme = root / "deals" / "acme.toml"
    before = acme.read_bytes()
    after = before + b'\n[[log]]\nat = 2026-11-21T10:00:00+01:00\nkind = "note"\nnote = "x"\n'
    change = Journal((FileUpdate("deals/acme.toml", before, after),), "acme: note\n\n")
    write_journal(root, change)
    acme.write_bytes(after)
    has_lock = threading.Event()

    def hold() -> None:
        with locked(root):
            has_lock.set()
            time.sleep(0.4)

    holder = threading.Thread(target=hold)
    holder.start()
    assert has_lock.wait(10)
    done = run(*words)
    holder.join()
    assert "finished an interrupted command: acme: note" in " ".join(done.err.split()), done
    assert is_settled(root)
    assert git(root, "log", "-1", "--format=%s") == "acme: note\n"


def test_git_that_still_refuses_keeps_no_command_from_saying_what_it_says(run, root):
    (root / ".git" / "index.lock").touch()
    assert run("note", "acme", "-m", "one").code == 0
    done = run("delete", "gone", "--yes")
    assert (done.code, "no deal" in done.err) == (2, True)
    assert len(list((root / OWN / OWED).iterdir())) == 1
