"""locked: one process at a time, and never stopped by a dead one."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys

import pytest

from salescli.errors import SalescliError
from salescli.store.files import lock
from salescli.store.files.lock import locked

HOLD = """
import sys
from pathlib import Path
from salescli.store.files.lock import locked
with locked(Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"locked\n"
        yield process
        if process.poll() is None:
            process.kill()


def free(folder) -> bool:
    try:
        with locked(folder, timeout=0):
            return True
    except SalescliError:
        return False


def test_holds_and_frees(tmp_path):
    with locked(tmp_path):
        assert not free(tmp_path)
    assert free(tmp_path)
    with pytest.raises(ZeroDivisionError), locked(tmp_path):
        raise ZeroDivisionError
    assert free(tmp_path)


def test_is_private_and_signed(tmp_path):
    file = tmp_path / ".salescli" / "lock"
    with locked(tmp_path):
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.parent.stat().st_mode & 0o777 == 0o700
        assert file.read_text() == f"{os.getpid()}\n"
    assert file.read_text() == ""


def test_tells_who_holds_it(tmp_path, holder):
    with pytest.raises(SalescliError) as caught, locked(tmp_path, timeout=0.1):
        pass
    assert caught.value.exit_code == 2
    assert f"process {holder.pid}" in caught.value.message
    assert "nothing was changed" in caught.value.message
    assert f"ps -p {holder.pid}" in caught.value.fix


def test_tells_of_what_a_dead_holder_left_at_work(tmp_path):
    """Its lock is held by a program that it started."""
    script = (
        "import subprocess, sys; from pathlib import Path; from salescli.store.files import lock\n"
        "with lock.locked(Path('.')):\n"
        "    print(subprocess.Popen(['sleep', '60'], pass_fds=lock.held()).pid, flush=True)\n"
        "    sys.stdin.read(); import os; os._exit(9)"
    )
    line = [sys.executable, "-c", script]
    with subprocess.Popen(line, cwd=tmp_path, stdin=-1, stdout=-1, text=True) as dead:
        left = int(dead.stdout.readline())
        dead.stdin.close()
        dead.wait()
    try:
        with pytest.raises(SalescliError) as caught, locked(tmp_path, timeout=0.1):
            pass
    finally:
        os.kill(left, signal.SIGKILL)
    assert f"process {dead.pid}) left a program running" in caught.value.message
    assert f"lsof {tmp_path}/.salescli/lock" in caught.value.fix


@pytest.mark.usefixtures("holder")
def test_tells_of_a_holder_without_a_name(tmp_path):
    (tmp_path / ".salescli" / "lock").write_bytes(b"\xff; rm -rf")
    with pytest.raises(SalescliError) as caught, locked(tmp_path, timeout=0):
        pass
    assert (
        caught.value.message
        == "another salescli command is changing this book; nothing was changed"
    )


def test_waits_for_its_turn(tmp_path, holder, monkeypatch):
    def finish(_seconds):
        holder.stdin.close()
        holder.wait()

    with monkeypatch.context() as patch:
        patch.setattr(lock.time, "sleep", finish)
        with locked(tmp_path):
            assert holder.returncode == 0


def test_a_killed_holder_does_not_block(tmp_path, holder):
    holder.kill()
    holder.wait()
    assert (tmp_path / ".salescli" / "lock").read_text() == f"{holder.pid}\n"
    assert free(tmp_path)


def test_a_lock_file_that_was_replaced_meanwhile_does_not_count(tmp_path, monkeypatch):
    """Two processes with a lock each, on a deleted file and on its successor, would both write."""
    flock = lock.fcntl.flock
    file = tmp_path / ".salescli" / "lock"
    deleted = []

    def delete_first(descriptor, how):
        flock(descriptor, how)
        if len(deleted) < 2:
            deleted.append(descriptor)
            file.unlink()
            if len(deleted) == 2:
                file.write_bytes(b"")

    with monkeypatch.context() as patch:
        patch.setattr(lock.fcntl, "flock", delete_first)
        patch.setattr(lock.time, "sleep", lambda _seconds: None)
        with locked(tmp_path):
            patch.undo()
            assert not free(tmp_path)
    assert len(deleted) == 2


def test_children_do_not_inherit_it(tmp_path):
    with locked(tmp_path):
        child = subprocess.Popen(["sleep", "60"], close_fds=False)
    assert free(tmp_path)
    child.kill()
    child.wait()


@pytest.mark.parametrize(
    ("call", "number", "reason"),
    [
        ("open", errno.EACCES, "the folder cannot be written to"),
        ("open", errno.EROFS, "its disk is read-only"),
        ("mkdir", errno.EACCES, "the folder cannot be written to"),
        ("mkdir", errno.ENOSPC, "no space is left on the disk"),
    ],
)
def test_a_folder_that_cannot_be_written_to(tmp_path, monkeypatch, call, number, reason):
    def fail(*_args, **_more):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(lock.os, call, fail)
        with pytest.raises(SalescliError) as caught, locked(tmp_path):
            pass
    assert reason in caught.value.message
    assert str(tmp_path) in caught.value.message
    assert "nothing was changed" in caught.value.message
    assert caught.value.fix


def test_a_file_system_without_locks(tmp_path, monkeypatch):
    def fail(*_args):
        raise OSError(errno.ENOLCK, "No locks available")

    with monkeypatch.context() as patch:
        patch.setattr(lock.fcntl, "flock", fail)
        with pytest.raises(SalescliError, match="does not support locks"), locked(tmp_path):
            pass


def test_a_full_disk_does_not_stop_the_lock(tmp_path, monkeypatch):
    def fail(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(lock.os, "pwrite", fail)
        with locked(tmp_path):
            assert not free(tmp_path)


def test_what_stands_in_the_way(tmp_path):
    (tmp_path / ".salescli").write_bytes(b"")
    with pytest.raises(SalescliError, match="could not be locked"), locked(tmp_path):
        pass
    with pytest.raises(SalescliError, match="its folder does not exist"), locked(tmp_path / "no"):
        pass
    book = tmp_path / "book"
    (book / ".salescli").mkdir(parents=True)
    (book / ".salescli" / "lock").symlink_to(tmp_path / "elsewhere")
    with locked(book):
        assert not (book / ".salescli" / "lock").is_symlink()
    assert not (tmp_path / "elsewhere").exists()


COUNT = """
import sys
from pathlib import Path
from salescli.store.files.lock import locked
folder = Path(sys.argv[1])
for _ in range(25):
    with locked(folder, timeout=60):
        file = folder / "count"
        file.write_text(str(int(file.read_text()) + 1))
"""


def test_nothing_is_lost_between_processes(tmp_path):
    (tmp_path / "count").write_text("0")
    command = [sys.executable, "-c", COUNT, str(tmp_path)]
    processes = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait() for process in processes] == [0] * 4
    assert (tmp_path / "count").read_text() == "100"


def test_others_that_take_turns_are_waited_for_longer(tmp_path, monkeypatch):
    """Many writers at once each get their turn; one that keeps the lock is reported in time."""
    now, tries = [0.0], []

    def taken(descriptor, _file):
        tries.append(now[0])
        holder = b"%d\n" % min(len(tries), 40)  # forty of them, then one that stays
        os.pwrite(descriptor, holder, 0)
        return False

    monkeypatch.setattr(lock, "_try", taken)
    monkeypatch.setattr(lock.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(lock.time, "sleep", lambda _seconds: now.__setitem__(0, now[0] + 1))
    with pytest.raises(SalescliError, match="process 40"), locked(tmp_path, timeout=10):
        pass
    assert tries[-1] == 39 + 10
    now[0], tries[:] = 0.0, []
    monkeypatch.setattr(lock.time, "sleep", lambda _seconds: now.__setitem__(0, now[0] + 9))
    with pytest.raises(SalescliError, match="nothing was changed"), locked(tmp_path, timeout=10):
        pass
    assert tries[-1] <= 60 + 9
