"""The journal of a book: only deals that were written in since are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from salescli.commands.support import arguments
from salescli.commands.support.reading.load_deals import through_cache
from salescli.commands.support.session import Session, me
from salescli.commands.support.subject import Subject, subject_of
from salescli.domain.finding import Finding
from salescli.domain.journal import (
    JournalDay,
    Tally,
    journal_days,
    logged_by,
    tallies_summed,
    tally,
)
from salescli.domain.time.moment import day_of
from salescli.domain.time.period import Period
from salescli.store.cache.touched_rows import TOUCHED, Touched
from salescli.store.deal_loader import read_page
from salescli.store.files.row_spool import RowSpool


@dataclass(frozen=True, slots=True)
class ReadJournal:
    """What happened in all deals: a row for each deal on each day, the last day first.

    `places` has the ordinal of the day of each, below zero, its time and its deal. The rows are
    read from a file, once.
    """

    places: Sequence[tuple[int, datetime, str]]
    rows: Iterator[Any]
    tally: Tally
    unreadable: Sequence[Finding]
    close: Callable[[], None]  # to be called where not all of the rows were read


def read_deal_journal(
    session: Session, period: Period, by: str | None, as_json: Callable[[JournalDay], Any]
) -> ReadJournal:
    """Return the journal of a period, whose days are `as_json` in JSON; none of them is held.

    Raises NotFoundError where no entry is of that colleague.
    """
    spool, loggers, unreadable = RowSpool(), set[str](), list[Finding]()
    tallies: dict[str, Tally] = {}
    try:
        for of_day in _days(session, period, unreadable, loggers):
            for logger, own in _by_logger(of_day) if by is not None else (("", of_day),):
                spool.add(_latest_first(own), as_json(own), logger)
                tallies[logger] = tallies_summed(tallies.get(logger, Tally()), tally([own]))
        whose = "" if by is None else _colleague(session, by, loggers)
    except BaseException:
        spool.close()
        raise
    told_of = tallies.get(whose, Tally())
    return ReadJournal(
        *(spool.keys(whose), spool.in_order(whose), told_of, unreadable, spool.close)
    )


def _by_logger(of_day: JournalDay) -> Iterator[tuple[str, JournalDay]]:
    """Yield each who logged something in a deal on a day, and what of it is theirs."""
    for logger in dict.fromkeys(turn.entry.by for turn in of_day.turns):
        yield logger, logged_by(of_day, logger)


def _latest_first(of_day: JournalDay) -> tuple[int, datetime, str]:
    return -of_day.day.toordinal(), of_day.turns[0].entry.at, of_day.deal.handle


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
