"""What somebody else put into our own folder of a book: passed over, never emptied, never run."""

from __future__ import annotations

import errno
import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from salescli.store import holidays
from salescli.store.drafts import Draft, find_draft, keep_draft
from salescli.store.files.cache_file import read_cache, write_cache
from salescli.store.files.lock import locked
from salescli.store.files.private_dir import is_foreign_link
from salescli.store.holidays import PublicHolidays

STRANGER = 12345  # a number of no user
GIVEN_AWAY: set[tuple[int, int]] = set()


def linked(path: Path) -> None:
    """Give a file a second name."""
    os.link(path, path.with_name("other-name"))


def symlinked(path: Path) -> None:
    """Put the file elsewhere, and a link in its place."""
    elsewhere = path.with_name("elsewhere")
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def strange(path: Path) -> None:
    """Give a file to another user. Only root can: for others the system is made to say so."""
    if os.geteuid() == 0:
        os.chown(path, STRANGER, -1)
    else:
        GIVEN_AWAY.add(_file(path.lstat()))


class Strange:
    """What the system says of a file, but that it is another user's."""

    st_uid = STRANGER

    def __init__(self, status):
        self._status = status

    def __getattr__(self, name):
        return getattr(self._status, name)


@pytest.fixture(autouse=True)
def _given_away(monkeypatch):
    GIVEN_AWAY.clear()
    for name in ("stat", "lstat", "fstat"):
        monkeypatch.setattr(os, name, partial(_status, getattr(os, name)))


def _status(real, *place, **more):
    status = real(*place, **more)
    return Strange(status) if _file(status) in GIVEN_AWAY else status


def _file(status):
    return status.st_ino, status.st_mtime_ns  # the number of a file may be given out again


TRICKS = [linked, symlinked, strange]


@pytest.mark.parametrize("trick", TRICKS)
def test_a_cache_that_we_did_not_make_is_passed_over(tmp_path, trick):
    path = tmp_path / "next.answer"
    write_cache(str(path), b"forged")
    assert read_cache(str(path)) == b"forged"
    trick(path)
    assert read_cache(str(path)) == b""
    write_cache(str(path), b"ours")
    assert read_cache(str(path)) == b"ours"


@pytest.mark.parametrize("trick", TRICKS)
def test_so_is_a_draft(tmp_path, trick):
    draft = Draft("log", "acme", datetime(2026, 1, 1, tzinfo=UTC), {"note": "forged"})
    keep_draft(tmp_path, draft)
    (path,) = (tmp_path / ".salescli/drafts").iterdir()
    trick(path)
    assert find_draft(tmp_path, "log", "acme") is None
    keep_draft(tmp_path, draft)
    assert find_draft(tmp_path, "log", "acme") == draft


@pytest.mark.parametrize("trick", [*TRICKS, lambda path: (path.unlink(), os.mkfifo(path))])
def test_so_are_holidays(tmp_path, trick):
    public = PublicHolidays(tmp_path, "DE")
    known = public(2026)
    holidays._days.cache_clear()
    trick(public.path(2026))
    assert public(2026) == known


@pytest.mark.parametrize("trick", TRICKS)
def test_the_lock_is_another_file_then(tmp_path, trick):
    with locked(tmp_path):
        path = tmp_path / ".salescli/lock"
    path.write_text("theirs")
    trick(path)
    others = [one for one in path.parent.iterdir() if one.name != "lock"]
    with locked(tmp_path):
        assert path.read_text() == f"{os.getpid()}\n"
        assert path.lstat().st_nlink == 1
        assert path.stat().st_uid == os.geteuid()
    assert [one.read_text() for one in others] == ["theirs"] * len(others)


def test_a_lock_that_is_a_deal_empties_no_deal(acme, run):
    lock, before = acme.parent.parent / ".salescli/lock", acme.read_text()
    lock.unlink()
    os.link(acme, lock)
    assert run("note", "acme", "-m", "they rang").code == 0
    assert acme.read_text().startswith(before.rstrip("\n"))
    lock.unlink()
    os.link(acme.with_name("acme.toml"), lock)
    assert run("undo", "--yes").code == 0
    assert acme.read_text() == before


def test_with_sudo_the_lock_stays_the_owners(tmp_path, monkeypatch):
    own = tmp_path / ".salescli"
    own.mkdir(0o700)
    owner = os.geteuid() or STRANGER
    os.chown(own, owner, -1)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with locked(tmp_path):
        assert (own / "lock").stat().st_uid == owner
    inode = (own / "lock").stat().st_ino
    with locked(tmp_path):
        assert (own / "lock").stat().st_ino == inode


def test_what_nobody_may_look_into_is_no_link(tmp_path, monkeypatch):
    """Root may look everywhere: so the system refuses by hand."""

    def refused(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "stat", refused)
    monkeypatch.setattr(os, "lstat", refused)
    assert is_foreign_link(tmp_path) is None
