"""What a command needs for a moment lies in the book's own folder, also when it is killed."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from support.clones import CLI

from salescli.commands.merge_driver import merge_driver
from salescli.store.files import scratch as module
from salescli.store.files.lock import locked
from salescli.store.files.scratch import drop_scratch, left_scratch, scratch, scratch_in

DEAD = 4_000_000_000  # no process has that number


def left(root: Path, name: str = "0") -> Path:
    folder = root / ".salescli" / f".scratch-{name}.{DEAD}.tmp"
    folder.mkdir(parents=True)
    (folder / "ours").write_text("a deal's text")
    return folder


def test_it_is_closed_to_others_and_gone_in_the_end(tmp_path):
    with scratch(tmp_path) as first, scratch(tmp_path) as second:
        assert first != second
        assert first.parent == tmp_path / ".salescli"
        assert first.stat().st_mode & 0o077 == 0
        assert left_scratch(tmp_path) == []
    assert list((tmp_path / ".salescli").iterdir()) == []


def test_it_lies_in_the_book_that_is_locked(tmp_path):
    with locked(tmp_path), scratch() as folder:
        assert folder.parent == tmp_path / ".salescli"
    with scratch() as folder:
        assert tmp_path not in folder.parents


def test_it_lies_in_the_book_that_is_worked_in(tmp_path):
    with scratch_in(tmp_path), scratch() as folder:
        assert folder.parent == tmp_path / ".salescli"
    with scratch() as folder:
        assert tmp_path not in folder.parents


def test_what_git_asks_the_merge_driver_stays_in_the_book(acme, tmp_path, monkeypatch):
    root, seen = acme.parent.parent, []
    monkeypatch.chdir(root)
    made = module._new_folder
    monkeypatch.setattr(module, "_new_folder", lambda book: seen.append(book) or made(book))
    sides = [tmp_path / name for name in ("base", "ours", "theirs")]
    for side in sides:
        side.write_text(f"[[ {side.name}")  # nothing that can be merged by meaning
    assert merge_driver(*sides, "deals/acme.toml") == 1
    assert seen == [root]
    assert list((root / ".salescli").glob(".scratch-*")) == []


def test_one_that_is_in_use_is_never_deleted(tmp_path):
    folder = left(tmp_path)
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    drop_scratch(tmp_path)
    assert (folder / "ours").exists()
    os.close(descriptor)
    drop_scratch(tmp_path)
    assert not folder.exists()


def test_what_is_no_such_folder_stays(tmp_path):
    own = tmp_path / ".salescli"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    own.mkdir()
    (own / f".scratch-0.{DEAD}.tmp").symlink_to(elsewhere)
    (own / "drafts").mkdir()
    drop_scratch(tmp_path)
    assert elsewhere.is_dir()
    assert (own / "drafts").is_dir()


def test_where_the_book_can_not_be_written_to_the_systems_is_used(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "private_folder", lambda _: (_ for _ in ()).throw(OSError))
    with scratch(tmp_path) as folder:
        assert folder.is_dir()
        assert tmp_path not in folder.parents


def test_the_next_command_deletes_what_a_killed_one_left(acme, run):
    folder = left(acme.parent.parent)
    assert f"left by a killed command: {folder.relative_to(acme.parent.parent)}" in " ".join(
        run("doctor").out.split()
    )
    assert run("note", "acme", "-m", "hello").code == 0
    assert not folder.exists()


@pytest.mark.parametrize("words", [("note", "acme", "-m", "next"), ("doctor", "--fix")])
def test_a_kill_leaves_nothing_in_the_systems_folder(acme, run, tmp_path_factory, words):
    """Git waits in a hook, with the index that was made for it, when the command is killed."""
    root, temporary = acme.parent.parent, tmp_path_factory.mktemp("temporary")
    (root / ".git" / "hooks").mkdir(exist_ok=True)
    hook = root / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    assert run("note", "acme", "-m", "owed").code == 0
    acme.write_text(acme.read_text().replace("Acme GmbH", "Acme AG"))
    reached = tmp_path_factory.mktemp("reached") / "it"
    hook.write_text(f"#!/bin/sh\ntouch {reached}\nexec sleep 60\n")
    process = subprocess.Popen(
        [*CLI, "note", "acme", "-m", "killed"],
        cwd=root,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not reached.exists():
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert list(temporary.iterdir()) == []
    assert len(list((root / ".salescli").glob(".scratch-*"))) == 1
    hook.unlink()
    assert run(*words).code in {0, 1}
    assert list((root / ".salescli").glob(".scratch-*")) == []
