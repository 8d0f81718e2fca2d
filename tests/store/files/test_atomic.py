"""write_whole: the old file or the new one, and a plain reason when it is the old one."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys

import pytest

from salescli.store.files import atomic
from salescli.store.files.atomic import WriteError, os_error_text, write_whole


@pytest.fixture
def book(tmp_path):
    (tmp_path / "book" / "deals").mkdir(parents=True)
    return tmp_path / "book"


@pytest.fixture
def deal(book):
    path = book / "deals" / "acme.toml"
    path.write_bytes(b"old")
    return path


def listed(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(path, root) -> WriteError:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(WriteError) as caught:
        write_whole(path, b"new", root)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert not list(root.rglob("*.tmp"))
    told(caught.value, path)
    return caught.value


def told(error, path):
    assert str(path) in error.message
    assert "nothing was changed" in error.message
    assert error.fix
    assert error.exit_code == 2
    assert not error.changed


@pytest.mark.parametrize("data", [b"", b"new\r\n\xff\x00", b"x" * 3_000_000])
def test_writes_new_and_old_files(book, deal, data):
    for path in (deal, book / "deals" / "new.toml"):
        write_whole(path, data, book)
        assert path.read_bytes() == data
    assert listed(book / "deals") == ["acme.toml", "new.toml"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664, 0o755])
def test_keeps_the_mode(book, deal, mode):
    deal.chmod(mode)
    write_whole(deal, b"new", book)
    assert deal.stat().st_mode & 0o7777 == mode


def test_a_new_file_has_the_mode_of_the_umask(book):
    old = os.umask(0o027)
    try:
        write_whole(book / "new.toml", b"", book)
    finally:
        os.umask(old)
    assert (book / "new.toml").stat().st_mode & 0o7777 == 0o640


def test_a_file_left_by_a_dead_process_with_our_number_is_no_obstacle(book, deal):
    (deal.parent / f".acme.toml.{os.getpid()}.tmp").write_bytes(b"half")
    write_whole(deal, b"new", book)
    assert listed(deal.parent) == ["acme.toml"]


def test_short_writes_are_continued(book, deal, monkeypatch):
    write = os.write
    with monkeypatch.context() as patch:
        patch.setattr(atomic.os, "write", lambda descriptor, data: write(descriptor, data[:3]))
        write_whole(deal, b"0123456789", book)
    assert deal.read_bytes() == b"0123456789"


def test_order_of_the_calls(book, deal, monkeypatch):
    """The content is on disk before the name is, and the name before the command goes on."""
    calls = []

    def recorded(name):
        real = getattr(os, name)

        def call(*args, **more):
            calls.append(name)
            return real(*args, **more)

        return call

    with monkeypatch.context() as patch:
        for name in ("write", "fsync", "replace"):
            patch.setattr(atomic.os, name, recorded(name))
        write_whole(deal, b"new", book)
    assert calls == ["write", "fsync", "replace", "fsync"]


FAILURES = {
    "full disk, opening": ("open", errno.ENOSPC, "no space is left on the disk", "free some"),
    "full disk, writing": ("write", errno.ENOSPC, "no space is left on the disk", "free some"),
    "full disk, flushing": ("fsync", errno.ENOSPC, "no space is left on the disk", "free some"),
    "full disk, closing": ("close", errno.ENOSPC, "no space is left on the disk", "free some"),
    "quota": ("write", errno.EDQUOT, "the disk quota is used up", "free some"),
    "read-only folder": ("open", errno.EACCES, "the folder cannot be written to", "writable"),
    "read-only disk": ("open", errno.EROFS, "its disk is read-only", "writable"),
    "bad disk": ("fsync", errno.EIO, "the disk reported an error", "ls -la"),
    "replacing": ("replace", errno.EACCES, "the folder cannot be written to", "writable"),
    "the mode": ("fchmod", errno.EPERM, "the folder cannot be written to", "writable"),
    "too large": ("write", errno.EFBIG, "the file would be too large", "ls -la"),
    "another": ("write", errno.EDEADLK, os.strerror(errno.EDEADLK).lower(), "ls -la"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_failures(book, deal, monkeypatch, name):
    call, number, reason, fix = FAILURES[name]
    real, calls = getattr(os, call), []

    def fail(*args, **_more):
        calls.append(args)
        if call == "close":
            real(*args)
        raise OSError(number, os.strerror(number))

    old = os.umask(0o077)
    deal.chmod(0o666)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(atomic.os, call, fail)
            with pytest.raises(WriteError) as caught:
                write_whole(deal, b"new", book)
    finally:
        os.umask(old)
    told(caught.value, deal)
    assert deal.read_bytes() == b"old"
    assert listed(deal.parent) == ["acme.toml"]
    assert reason in caught.value.message
    assert fix in caught.value.fix


def test_the_folder_is_missing(book):
    assert "its folder does not exist" in refused(book / "no" / "a.toml", book).message


def test_the_name_is_too_long(book):
    assert "its name is too long" in refused(book / ("a" * 250 + ".toml"), book).message


def test_an_interruption_leaves_nothing(book, deal, monkeypatch):
    def interrupt(*_args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(atomic.os, "fsync", interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_whole(deal, b"new", book)
    assert deal.read_bytes() == b"old"
    assert listed(deal.parent) == ["acme.toml"]


def flush_of_the_folder_fails(monkeypatch, number):
    fsync = os.fsync

    def fail(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        fsync(descriptor)

    monkeypatch.setattr(atomic.os, "fsync", fail)


def test_a_folder_that_fails_to_flush_is_told_with_what_is_true(book, deal, monkeypatch):
    with monkeypatch.context() as patch:
        flush_of_the_folder_fails(patch, errno.EIO)
        with pytest.raises(WriteError) as caught:
            write_whole(deal, b"new", book)
    assert caught.value.changed
    assert deal.read_bytes() == b"new"
    assert "a power cut may lose it" in caught.value.message
    assert "nothing was changed" not in caught.value.message


def test_a_folder_that_cannot_be_flushed_is_no_failure(book, deal, monkeypatch):
    with monkeypatch.context() as patch:
        flush_of_the_folder_fails(patch, errno.EINVAL)
        write_whole(deal, b"new", book)
    assert deal.read_bytes() == b"new"


def test_a_link_inside_the_book_stays_a_link(book, deal):
    link = book / "deals" / "link.toml"
    link.symlink_to("acme.toml")
    write_whole(link, b"new", book)
    assert link.is_symlink()
    assert deal.read_bytes() == b"new"
    assert len(listed(book / "deals")) == 2


def test_a_book_behind_a_link_is_written(tmp_path, deal):
    (tmp_path / "link").symlink_to("book")
    write_whole(tmp_path / "link" / "deals" / "acme.toml", b"new", tmp_path / "link")
    assert deal.read_bytes() == b"new"


@pytest.mark.parametrize("target", ["../../outside.toml", "../../none.toml"])
def test_a_link_out_of_the_book_is_refused(tmp_path, book, target):
    (tmp_path / "outside.toml").write_bytes(b"theirs")
    link = book / "deals" / "link.toml"
    link.symlink_to(target)
    assert "outside" in refused(link, book).message
    assert link.is_symlink()
    assert listed(tmp_path) == ["book", "outside.toml"]


def test_a_folder_that_leads_out_of_the_book_is_refused(tmp_path, book):
    (tmp_path / "theirs").mkdir()
    (book / "more").symlink_to("../theirs")
    assert "outside" in refused(book / "more" / "a.toml", book).message
    assert "outside" in refused(book / ".." / "a.toml", book).message
    assert not listed(tmp_path / "theirs")


def test_what_is_no_file_is_refused(book):
    (book / "folder.toml").mkdir()
    os.mkfifo(book / "fifo.toml")
    (book / "loop.toml").symlink_to("loop.toml")
    assert "is not a file" in refused(book / "folder.toml", book).message
    assert "is not a file" in refused(book / "fifo.toml", book).message
    assert "leads nowhere" in refused(book / "loop.toml", book).message


def test_a_write_protected_file_is_refused(book, deal, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(atomic.os, "access", lambda path, _mode: path != deal.resolve())
        error = refused(deal, book)
    assert "write-protected" in error.message
    assert "chmod u+w" in error.fix


def test_an_error_without_a_number_has_a_reason():
    assert os_error_text(OSError("odd")) == "odd"


CRASH = """
import os, signal, sys
from pathlib import Path
left = int(sys.argv[2])
def deadly(real):
    def call(*args, **more):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **more)
    return call
from salescli.store.files import atomic as files
for name in ("open", "write", "fsync", "close", "replace"):
    setattr(os, name, deadly(getattr(os, name)))
write = os.write
os.write = lambda descriptor, data: write(descriptor, data[:2])
book = Path(sys.argv[1])
files.write_whole(book / "deals" / "acme.toml", b"newer", book)
os._exit(0)
"""


def test_killed_at_every_call_the_file_is_whole(book, deal):
    seen = []
    for left in range(40):
        deal.write_bytes(b"old")
        command = [sys.executable, "-c", CRASH, str(book), str(left)]
        done = subprocess.run(command, check=False, capture_output=True)
        seen.append(deal.read_bytes())
        if done.returncode == 0:
            break
        assert done.returncode == -9, done.stderr
    # open file, 3 writes, fsync, close, replace, open folder, fsync folder, close.
    assert seen == [b"old"] * 7 + [b"newer"] * 4
