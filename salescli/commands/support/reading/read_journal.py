"""The journal of a book: only deals that were written in since are read."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from salescli.commands.support import arguments
from salescli.commands.support.reading.load_deals import through_cache
from salescli.commands.support.session import Session, me
from salescli.commands.support.subject import Subject, subject_of
from salescli.domain.finding import Finding
from salescli.domain.journal import JournalDay, journal_days, logged_by
from salescli.domain.time.moment import day_of
from salescli.domain.time.period import Period
from salescli.store.cache.touched_rows import TOUCHED, Touched
from salescli.store.deal_loader import read_page
from salescli.store.files.row_spool import RowSpool
from salescli.views.lists.journal import journal_facts


def read_deal_journal(
    session: Session, period: Period, by: str | None = None
) -> tuple[list[JournalDay], list[Finding]]:
    """Return what happened in all deals, the last day first, and why some can't be read.

    Raises NotFoundError where no entry is of that colleague.
    """
    unreadable: list[Finding] = []
    loggers: set[str] = set()
    days = list(_days(session, period, unreadable, loggers))
    if by is not None:
        colleague = _colleague(session, by, loggers)
        days = [own for of_day in days if (own := logged_by(of_day, colleague)).turns]
    days.sort(key=_latest_first)
    return days, unreadable


def read_journal_facts(
    session: Session, period: Period, by: str | None = None
) -> Iterator[Mapping[str, Any]]:
    """Return the same as JSON has it. All deals are read, and none of their days is held.

    Raises NotFoundError where no entry is of that colleague.
    """
    spool, loggers = RowSpool(), set[str]()
    try:
        for of_day in _days(session, period, [], loggers):
            for logger, own in _by_logger(of_day) if by is not None else (("", of_day),):
                spool.add((*_latest_first(own), own.deal.handle), journal_facts(own), logger)
        colleague = "" if by is None else _colleague(session, by, loggers)
    except BaseException:
        spool.close()
        raise
    return spool.in_order(colleague)


def _by_logger(of_day: JournalDay) -> Iterator[tuple[str, JournalDay]]:
    """Yield each who logged something in a deal on a day, and what of it is theirs."""
    for logger in dict.fromkeys(turn.entry.by for turn in of_day.turns):
        yield logger, logged_by(of_day, logger)


def _latest_first(of_day: JournalDay) -> tuple[int, datetime]:
    return -of_day.day.toordinal(), of_day.turns[0].entry.at


def _days(
    session: Session, period: Period, unreadable: list[Finding], loggers: set[str]
) -> Iterator[JournalDay]:
    """Yield the days of a period in each deal; add who logged in it, and why others can't be read.

    They come by deal, in the order of the handles, and of a deal in order of time.
    """
    for about in _written_in(session, period, unreadable):
        loggers.update(entry.by for entry in about.deal.log)
        header = replace(about.deal, log=(), people={})  # of its log only the period is held
        yield from journal_days(header, about.process, about.standing, period)


def _written_in(session: Session, period: Period, unreadable: list[Finding]) -> Iterator[Subject]:
    """Yield the deals whose last entry isn't before the period; add why others can't be read."""
    for found in through_cache(session, TOUCHED, _touched, closed=True):
        if isinstance(found, tuple):
            unreadable += found
        elif not isinstance(found, bool) and (found.day is not None and _is_recent(found, period)):
            page = read_page(session.book, session.loader, found.handle)
            if page.deal is not None:
                yield subject_of(page, page.deal)


def _is_recent(touched: Touched, period: Period) -> bool:
    return period.since is None or (touched.day is not None and touched.day >= period.since)


def _touched(about: Subject) -> Touched:
    log = about.standing.log
    return Touched(about.deal.handle, day_of(log[-1].at) if log else None)


def _colleague(session: Session, name: str, loggers: Collection[str]) -> str:
    """Return the handle of the colleague that was named, `me` for oneself. Raises NotFoundError."""
    own = me(session)
    known = {*filter(None, loggers), own}
    wanted = own if name.strip().casefold() == "me" else name.strip().casefold()
    fix = f"there is: {', '.join(sorted(known))}"
    return arguments.known("colleague", [wanted], sorted(known), fix)[0]
