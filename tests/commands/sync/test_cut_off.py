"""A sync that is killed anywhere: the next one ends right, and nothing of either side is lost."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import time
from contextlib import suppress

import pytest
from support.clones import Clones, git, make_clones
from support.crashing import die, failing, run_until
from support.effort import FULL, size
from support.fixture_cache import copy_of

from salescli.commands.calendar import after_writes
from salescli.store.sync import place_merge

KILLS = size(4, 2000)
EVERY = size(99, 1)
DEALS = size(6, 40)

ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO)


@pytest.fixture
def clones(request, tmp_path_factory, run, monkeypatch) -> Clones:
    """Each machine has logged something on each of many deals, and opened one; `one` has synced."""

    def sync(folder) -> None:
        monkeypatch.chdir(folder)
        done = run("sync")
        assert done.code == 0, done.err

    def make(folder) -> None:
        acme = request.getfixturevalue("acme")
        text = acme.read_text()
        for number in range(DEALS):
            acme.with_name(f"deal-{number}.toml").write_text(text.replace("Acme", f"Deal {number}"))
        git(acme.parent.parent, "add", "deals")
        git(acme.parent.parent, "commit", "-qm", "deals")
        clones = make_clones(acme.parent.parent, folder, sync)
        for number, clone in enumerate(clones.both):
            for deal in range(DEALS):
                with clones.deal(number, f"deal-{deal}").open("a") as file:
                    file.write(entry(number, deal))
            clones.deal(number, f"new-{number}").write_text(text.replace("Acme", f"New {number}"))
            git(clone, "add", "deals")
            git(clone, "commit", "-qm", "calls")
        sync(clones.both[0])

    folder = tmp_path_factory.mktemp("clones")
    copy_of("clones-to-merge", make, tmp_path_factory, folder)
    return Clones(folder)


def entry(number: int, deal: int) -> str:
    at = f"2026-11-21T1{number}:{deal:02}:00+01:00"
    return f'\n[[log]]\nat = {at}\nby = "ada"\nkind = "note"\nnote = "{number}.{deal}"\n'


def restore(clones: Clones, spare: Clones) -> None:
    """Make the clones what they were, in the folders where they are."""
    for name in ("two", "hub.git"):
        shutil.rmtree(clones.folder / name, ignore_errors=True)
        shutil.copytree(spare.folder / name, clones.folder / name, symlinks=True)


def spare_of(clones: Clones, tmp_path_factory) -> Clones:
    folder = tmp_path_factory.mktemp("spare") / "clones"
    shutil.copytree(clones.folder, folder, symlinks=True)
    return Clones(folder)


def assert_merged(clones: Clones) -> None:
    """The second clone holds all of both sides, once, and so does the hub."""
    clones.assert_sound(1)
    for deal in range(DEALS):
        notes = clones.notes(1, f"deal-{deal}")
        assert notes[f"0.{deal}"] == notes[f"1.{deal}"] == 1
    assert clones.deal(1, "new-0").exists()
    assert clones.deal(1, "new-1").exists()
    assert git(clones.both[1], "rev-parse", "HEAD") == git(
        clones.folder / "hub.git", "rev-parse", "main"
    )
    subjects = git(clones.both[1], "log", "--format=%s").splitlines()
    assert "edited by hand" not in "".join(subjects)


def unlock(clones: Clones) -> None:
    """Do what is said where git itself was killed: delete the lock that it left."""
    for lock in (clones.both[1] / ".git").rglob("*.lock"):
        lock.unlink()


def test_killed_at_every_call(clones, tmp_path_factory):
    spare = spare_of(clones, tmp_path_factory)
    points = 0
    for call in range(1, 3000, EVERY):
        restore(clones, spare)
        os.chdir(clones.both[1])
        end = run_until(("sync",), call, die, reads=FULL)
        if end.code is not None:
            break
        points += 1
        seen = run_until(("list", "--json"), 0, die)
        assert seen.code == 0, seen.said
        done = run_until(("sync",), 0, die)
        assert done.code == 0, done.said
        assert_merged(clones)
    assert end.code == 0, end.said
    assert points >= size(1, 100)
    print(f"sync: {points} points")


def test_an_error_at_every_call(clones, tmp_path_factory):
    """A full disk, no permission, a disk that fails: a sentence, and the next sync ends right."""
    spare = spare_of(clones, tmp_path_factory)
    for call in range(2, 3000, EVERY):
        restore(clones, spare)
        os.chdir(clones.both[1])
        error = ERRORS[(call // EVERY) % len(ERRORS)]
        end = run_until(("sync",), call, failing(error), reads=FULL)
        if not end.call:
            break
        assert end.code in (0, 2), end
        assert not any(word in end.said for word in ("at fault", "Traceback", "hook")), end
        assert (end.code == 2) == ("\nerror: " in f"\n{end.said}"), end
        done = run_until(("sync",), 0, die)
        assert done.code == 0, done.said
        assert_merged(clones)


@pytest.mark.parametrize(
    ("number", "group"),
    [
        (signal.SIGKILL, False),
        (signal.SIGTERM, False),
        (signal.SIGKILL, True),
        (signal.SIGINT, True),
    ],
    ids=["kill", "term", "kill the group", "ctrl-c"],
)
def test_killed_at_any_time(clones, tmp_path_factory, number, group):
    """The parent alone, its git living on, or all of them; the next sync starts at once."""
    spare = spare_of(clones, tmp_path_factory)
    chance = random.Random(int(number) + group)  # noqa: S311 - when to kill is no secret
    restore(clones, spare)
    start = time.monotonic()
    assert clones.run(1, "sync").code == 0
    longest = time.monotonic() - start
    for _ in range(KILLS // 4):
        restore(clones, spare)
        for _ in range(chance.choice((1, 1, 2))):
            with clones.start(1, "sync", stdout=subprocess.DEVNULL) as process:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(chance.uniform(0, longest))
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, number) if group else process.send_signal(number)
        done = clones.run(1, "sync")
        if "left" in done.said and "behind" in done.said:
            assert group
            assert "delete it" in done.said
            unlock(clones)
            done = clones.run(1, "sync")
        assert done.code == 0, done.said
        assert_merged(clones)


def test_conflicts_are_all_there_or_not_at_all(clones, tmp_path_factory):
    """A sync that is killed while it leaves conflicts to be resolved."""
    for number, name in enumerate(("Deal Zero", "Deal Nought")):
        file = clones.deal(number, "deal-0")
        file.write_text(file.read_text().replace("Deal 0", name))
        git(clones.both[number], "commit", "-qam", name)
    clones.works(0, "sync")
    spare = spare_of(clones, tmp_path_factory)
    for call in range(3, 3000, EVERY):
        restore(clones, spare)
        os.chdir(clones.both[1])
        end = run_until(("sync",), call, die, reads=FULL)
        if end.code is not None:
            break
        done = run_until(("sync",), 0, die)
        assert done.code == 1, done.said
        assert "deals/deal-0.toml" in done.said
        assert "Deal Zero" in done.said
        assert "Deal Nought" in done.said
        assert (
            git(clones.both[1], "diff", "--name-only", "--diff-filter=U") == "deals/deal-0.toml\n"
        )
        file = clones.deal(1, "deal-0")
        text = "\n".join(
            line
            for line in file.read_text().split("\n")
            if not line.startswith(("<<<<<<<", "=======", ">>>>>>>")) and "Deal Zero" not in line
        )
        file.write_text(text)
        done = run_until(("sync",), 0, die)
        assert done.code == 0, done.said
        assert_merged(clones)
    assert end.code == 1, end.said


def test_conflicts_that_are_all_there_stay_where_a_file_was_edited_since(clones, run, monkeypatch):
    for number, name in enumerate(("Deal Zero", "Deal Nought")):
        file = clones.deal(number, "deal-0")
        file.write_text(file.read_text().replace("Deal 0", name))
        git(clones.both[number], "commit", "-qam", name)
    clones.works(0, "sync")
    monkeypatch.chdir(clones.both[1])
    with monkeypatch.context() as patch:
        patch.setattr(place_merge, "remove_journal", lambda _root: None)
        patch.setattr(after_writes, "after_writes", lambda: None)  # it ends before
        assert run("sync").code == 1
    with clones.deal(1, "deal-1").open("a") as file:
        file.write("# by hand\n")
    assert "left conflicts" in run("next", "--list").err
    assert "Deal Nought" in run("sync").out
    assert git(clones.both[1], "diff", "--name-only", "--diff-filter=U") == "deals/deal-0.toml\n"
