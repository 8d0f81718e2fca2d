"""What every command starts from: the book, the clock, and the deal that was meant."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from salescli.domain.time.moment import day_of, local
from salescli.errors import UsageError
from salescli.store.book import Book, find_book, open_book
from salescli.store.files.own_folder import is_cut_off, is_unsettled
from salescli.store.locate_book import SETTINGS, current_folder
from salescli.store.process_loader import ProcessLoader
from salescli.views.render.output import notice, warn


@dataclass(frozen=True, slots=True, repr=False)
class Session:
    """One run of a command on a book."""

    book: Book
    loader: ProcessLoader
    now: datetime
    has_warned: bool = False

    @property
    def today(self) -> date:
        """The local day of `now`."""
        return day_of(self.now)


def finish_cut_off(root: Path) -> None:
    """Let no command take half of a change for the truth: finish what was cut off, and say so."""
    if is_cut_off(str(root)):
        from salescli.store.recovery import recover_first

        for sentence in recover_first(root):
            notice(sentence)


def open_session(book: Path | None, today: str | None = None) -> Session:
    """Return the session that the flags and the environment ask for. Raises SalescliError."""
    root = find_book(book, os.environ, current_folder())
    finish_cut_off(root)
    opened = open_book(root)
    now = clock(os.environ, today, opened)
    if fault := _holiday_fault(opened, day_of(now).year):
        warn(f"{fault}\n  until [calendar] in {SETTINGS} is fixed, only its own holidays count")
    return Session(opened, ProcessLoader(opened), now, has_warned=bool(fault))


def _holiday_fault(book: Book, year: int) -> str:
    """Return why a book is without public holidays, though it should have some; else nothing."""
    if not (book.settings.country or book.settings.region):
        return ""
    from salescli.store.holidays import holiday_fault

    return holiday_fault(book.settings.calendar.public, year)


def open_to_write(book: Path | None, *, together: bool = True) -> Session:
    """Return the session of a command that writes: what others owe is finished before it decides.

    So it is also where the command then refuses, or finds nothing to do. `together` is as for
    `finish_begun`. Raises SalescliError.
    """
    session = open_session(book)
    if not is_unsettled(str(session.book.root)):
        return session
    from salescli.store.finish_owed import finish_begun

    for sentence in finish_begun(session.book, together=together):
        notice(sentence)
    return open_session(book)


def clock(
    environ: Mapping[str, str], today: str | None = None, book: Book | None = None
) -> datetime:
    """Return the time to go by, to the second: SALESCLI_NOW where it is set, else the real one.

    A day given by `--today` stands for its end, so that what happened on it has happened.
    Raises UsageError.
    """
    try:
        now = datetime.now().astimezone()
    except ValueError:  # a zone that is more than a day away
        zone = environ.get("TZ", "")
        raise UsageError(f"TZ is '{zone}', which is no time zone", fix="unset TZ") from None
    said = environ.get("SALESCLI_NOW")
    if said:
        try:
            now = local(datetime.fromisoformat(said))
        except ValueError:
            raise UsageError(
                f"SALESCLI_NOW is '{said}', which is no ISO time",
                fix="write it as in SALESCLI_NOW=2026-11-24T09:00",
            ) from None
    if today is not None:
        day = _day(today, day_of(now), book)
        now = now if day == day_of(now) else local(datetime.combine(day, time(23, 59, 59)))
    return now.replace(microsecond=0)


def _day(text: str, today: date, book: Book | None) -> date:
    from salescli.domain.time.date_grammar import DateError, parse_day
    from salescli.domain.time.workdays import Calendar

    try:
        return parse_day(text, today, book.settings.calendar if book else Calendar())
    except DateError as error:
        raise UsageError(f"--today: {error}") from None


def in_terminal() -> bool:
    """Whether there is somebody to ask: both ends of the conversation are a terminal."""
    # Either is None where the shell closed it.
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def me(session: Session) -> str:
    """Who writes: `me` in the settings, else the name of the account."""
    if session.book.settings.me:
        return session.book.settings.me
    from salescli.store.git.identity import account

    return account()
