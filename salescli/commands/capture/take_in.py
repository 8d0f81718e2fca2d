"""Taking in what was named: files and standard input, placed in the deals that they belong to."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from salescli.commands.support.reading.captured_waiting import TakenIn, load_links, take_in
from salescli.commands.support.session import Session
from salescli.domain.incoming.addresses import Ours, ours
from salescli.domain.incoming.captured import Captured
from salescli.domain.incoming.placement import Placer
from salescli.errors import NotFoundError, SalescliError, UsageError
from salescli.exchange.mail.read_source import captured_in
from salescli.store.capture_folders import files_in
from salescli.store.captured import waiting_captured
from salescli.store.files.atomic import os_error_text
from salescli.store.git.identity import identity

INPUT = "-"
_LARGEST = 64 * 1024 * 1024  # bytes of one file


def who_we_are(session: Session) -> Ours:
    """Return our own addresses: git's, the book's, and those that it names beside them."""
    settings = session.book.settings
    return ours((identity(session.book.root).email, settings.email, *settings.addresses))


def read_sources(session: Session, names: Iterable[str]) -> list[Captured]:
    """Return what some files have in them, `-` being standard input. Raises SalescliError."""
    us = who_we_are(session)
    return [captured for name in names for captured in _in_source(name, us, session)]


def _in_source(name: str, us: Ours, session: Session) -> Iterator[Captured]:
    """Yield what a file has in it, or each file of a folder but for lists and newsletters."""
    path = Path(name).expanduser()
    if name == INPUT or not path.is_dir():
        yield from _read(name, us, session)
        return
    for file in sorted(files_in(path)):
        data, at = _bytes(str(file), session)
        yield from (one for one in captured_in(data, us, at, file.name) if not one.is_bulk)


def _read(name: str, us: Ours, session: Session) -> Iterator[Captured]:
    data, at = _bytes(name, session)
    many = list(captured_in(data, us, at, "" if name == INPUT else Path(name).name))
    if not many:
        raise UsageError(
            f"{name}: there is no mail, invitation, transcript or note in it; nothing was changed",
            fix="salescli help capture   shows what can be taken in",
        )
    yield from many


def _bytes(name: str, session: Session) -> tuple[bytes, datetime]:
    """Return what a file holds, no more than the largest that is read, and when it came."""
    if name == INPUT:
        if sys.stdin is None or sys.stdin.isatty():
            raise UsageError("there is no mail on standard input", fix="salescli capture - < FILE")
        return sys.stdin.buffer.read(_LARGEST), session.now
    path = Path(name).expanduser()
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
        with path.open("rb") as file:
            return file.read(_LARGEST), min(changed.replace(microsecond=0), session.now)
    except FileNotFoundError:
        raise NotFoundError(f"there is no file {name}", fix="salescli capture FILE") from None
    except (OSError, ValueError, OverflowError) as error:
        reason = os_error_text(error) if isinstance(error, OSError) else str(error)
        raise SalescliError(f"{name} can't be read: {reason}") from error


def placed(session: Session, many: Iterable[Captured]) -> TakenIn:
    """Let captured encounters wait, each with its deal or its candidates. Raises SalescliError."""
    links = load_links(session)
    placer = Placer(links)
    for waiting in waiting_captured(session.book.root):
        placer.note(waiting)
    return take_in(session, (placer.place(captured) for captured in many), links)
