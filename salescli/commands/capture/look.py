"""Looking at the folders for what came in since: only what is new is read, and placed.

When a folder is seen for the first time, what is older than a month is left alone, and so is what
no deal is known for: nobody is asked about the mails of years.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from salescli.commands.capture.take_in import who_we_are
from salescli.commands.support.reading.captured_waiting import load_links, take_in
from salescli.commands.support.session import Session
from salescli.domain.incoming.addresses import Ours
from salescli.domain.incoming.captured import Captured
from salescli.domain.incoming.placement import Placer
from salescli.exchange.mail.read_source import captured_in, head_in
from salescli.store.capture_folders import WatchedFolder
from salescli.store.captured import waiting_captured
from salescli.text.lazy_re import lazy_re
from salescli.text.wording import count
from salescli.views.render.output import progress

_MONTH = timedelta(days=30)
_MOST = 64 * 1024 * 1024  # bytes of one file, or of what was added to a mailbox
_HEAD = 64 * 1024
_SHOWN = 500  # files after which it is said how far it is
_STAMP = lazy_re(r"(\d{9,11})\.")  # a Maildir's names begin with when a mail came


def take_new(session: Session, looked: Sequence[WatchedFolder]) -> None:
    """Take in what is new in folders. Raises SalescliError."""
    links, us = load_links(session), who_we_are(session)
    placer = Placer(links)
    for waiting in waiting_captured(session.book.root):
        placer.note(waiting)
    found: list[Captured] = []
    for watched in looked:
        files = [file for file in watched.fresh if not _is_old(file, watched, session.now)]
        for number, file in enumerate(files, 1):
            found += _in_file(file, watched, us, placer, session.now)
            if number % _SHOWN == 0:
                progress(f"Looking at {count(len(files), 'new mail')}: {number}")
        if len(files) >= _SHOWN:
            progress("")
    take_in(session, found, links)


def _is_old(file: Path, watched: WatchedFolder, now: datetime) -> bool:
    if not watched.is_first_at(file) or file == watched.path:
        return False
    stamp = _STAMP.match(file.name)
    try:
        came = int(stamp[1]) if stamp else file.stat().st_mtime
    except OSError:
        return True
    return came < (now - _MONTH).timestamp()


def _in_file(
    file: Path, watched: WatchedFolder, us: Ours, placer: Placer, now: datetime
) -> Iterator[Captured]:
    """Yield what a file has in it that somebody is to be asked about."""
    is_first = watched.is_first_at(file)
    try:
        changed = datetime.fromtimestamp(file.stat().st_mtime).astimezone().replace(microsecond=0)
        with file.open("rb") as opened:
            if file == watched.path:
                opened.seek(watched.read)
            data = opened.read(_HEAD)
            at, name = min(changed, now), file.name
            head = head_in(data, us, at, name)
            if head is not None and not _matters(placer.place(head), now, is_first=is_first):
                return
            data += opened.read(_MOST)
    except (OSError, ValueError, OverflowError):  # it was moved meanwhile: its new name is new
        return
    for captured in captured_in(data, us, at, name):
        placed = placer.place(captured)
        if _matters(placed, now, is_first=is_first):
            yield placed


def _matters(captured: Captured, now: datetime, *, is_first: bool) -> bool:
    """Whether somebody is to be asked about it; `is_first`: its folder was never seen before."""
    is_known = bool(captured.deal or captured.candidates)
    if captured.is_bulk or is_first:
        return is_known and (not is_first or captured.at >= now - _MONTH)
    return bool(captured.people or captured.text)
