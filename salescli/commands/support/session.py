"""What every command starts from: the book, the clock, and the deal that was meant."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from salescli.domain.deal import Deal
from salescli.domain.finding import Finding
from salescli.domain.process import Process
from salescli.domain.replay import replay
from salescli.domain.standing import Standing
from salescli.domain.time.moment import day_of, local
from salescli.errors import NotFoundError, SalescliError, UsageError
from salescli.store.book import Book, find_book, open_book
from salescli.store.deal_loader import DealFile, deal_handles, read_page
from salescli.store.files.own_folder import is_cut_off
from salescli.store.git.identity import account
from salescli.store.holidays import holiday_fault
from salescli.store.locate_book import SETTINGS, current_folder
from salescli.store.process_loader import ProcessLoader
from salescli.text.shell_quoting import command
from salescli.text.wording import day_text, listed
from salescli.views.render.output import notice, warn


@dataclass(frozen=True, slots=True)
class Session:
    """One run of a command on a book."""

    book: Book
    shelf: ProcessLoader
    now: datetime
    has_warned: bool = False

    @property
    def today(self) -> date:
        """The local day of `now`."""
        return day_of(self.now)


@dataclass(frozen=True, slots=True)
class Subject:
    """The deal that a command is about, with its process and where it stands."""

    deal: Deal
    process: Process
    judged: bool
    standing: Standing
    faults: tuple[Finding, ...] = ()


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
    if fault := holiday_fault(opened.settings.calendar.public, day_of(now).year):
        warn(f"{fault}\n  until [calendar] in {SETTINGS} is fixed, only its own holidays count")
    return Session(opened, ProcessLoader(opened), now, has_warned=bool(fault))


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


def subject(session: Session, name: str) -> Subject:
    """Return the deal that a name means, replayed. Raises SalescliError where it can't be read."""
    page = find_page(session, name)
    if page.deal is None:
        fault = page.faults[0]
        raise SalescliError(f"{fault.file}:{fault.line}: {fault.message}", fix=fault.fix)
    return subject_of(page, page.deal)


def subject_of(page: DealFile, deal: Deal) -> Subject:
    """Return the deal of a page that could be read, replayed."""
    return Subject(deal, page.process, page.judged, replay(deal, page.process), page.faults)


def open_subject(session: Session, name: str) -> Subject:
    """Return the deal that a name means, which must be open. Raises SalescliError."""
    about = subject(session, name)
    must_be_open(about)
    return about


def must_be_open(about: Subject) -> None:
    """Raise UsageError where a deal is closed."""
    ending = about.standing.ending
    if ending is not None:
        handle = about.deal.handle
        raise UsageError(
            f"{handle} was {ending.result} on {day_text(day_of(ending.at))}",
            fix=f"{command('reopen', handle)}   takes it up again",
        )


def must_be_closed(about: Subject) -> None:
    """Raise UsageError where a deal is open."""
    if about.standing.is_open:
        handle = about.deal.handle
        raise UsageError(f"{handle} is open", fix=command("show", handle))


def find_page(session: Session, name: str) -> DealFile:
    """Return the page of the deal of that handle, company or title, or the only one with a part.

    Raises NotFoundError, with the candidates, where none or several are meant.
    """
    known = deal_handles(session.book)
    if name in known:
        return read_page(session.book, session.shelf, name)
    if not name.strip():
        raise NotFoundError("an empty name is no deal's", fix="salescli list   shows all deals")
    from salescli.commands.support.deal_names import (
        handles_meant,  # which itself starts from a session
    )

    meant = handles_meant(session, name)
    if len(meant) > 1:
        raise NotFoundError(f"'{name}' could be {_either(meant)}", fix="name it by its handle")
    if not meant:
        raise _unknown(name, known)
    return read_page(session.book, session.shelf, meant[0])


def _unknown(name: str, known: list[str]) -> NotFoundError:
    from difflib import get_close_matches

    if not known:
        return NotFoundError(
            f"there is no deal '{name}': the book has none", fix="salescli add COMPANY"
        )
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f": did you mean {_either(near)}?" if near else ""
    return NotFoundError(f"there is no deal '{name}'{hint}", fix="salescli list   shows all deals")


def _either(names: list[str]) -> str:
    if len(names) > 8:
        return f"{', '.join(names[:8])} or {len(names) - 8} others"
    return listed(names, "or")


def in_terminal() -> bool:
    """Whether there is somebody to ask: both ends of the conversation are a terminal."""
    # Either is None where the shell closed it.
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def me(session: Session) -> str:
    """Who writes: `me` in the settings, else the name of the account."""
    return session.book.settings.me or account()
