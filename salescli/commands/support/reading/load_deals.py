"""All deals of a book, read and replayed; and the findings about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

from salescli.commands.support.reading.read_anew import Found, Wanted, read_anew, summary_of
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject, subject_of
from salescli.domain.day.revisit import awaited, bond
from salescli.domain.finding import Finding
from salescli.domain.summary import Summary
from salescli.store.cache.deal_cache import DealCache
from salescli.store.cache.deal_states import deal_states
from salescli.store.cache.row_form import RowForm
from salescli.store.cache.summary_rows import SUMMARIES
from salescli.store.deal_loader import deal_file, pages
from salescli.store.files.fingerprint import State
from salescli.views.render.output import passes

if TYPE_CHECKING:
    from salescli.views.render.progress_bar import ProgressBar

DONE, FINDINGS = 0, 1
# The one finding that goes by the hour: an entry ahead of the clock. All others go by the day.
IN_FUTURE = "F04"

_MANY = 30  # deals to read: for fewer nobody waits
_PATIENCE = 0.5  # seconds without a word

T = TypeVar("T")


def load_deals(session: Session) -> Iterator[Subject | Finding]:
    """Each deal of the book, read and replayed, or why its file can't be read.

    They are read one by one, and none of them is held.
    """
    for page in pages(session.book, session.loader):
        if page.deal is None:
            yield from page.faults
        else:
            yield subject_of(page, page.deal)


@dataclass(frozen=True, slots=True)
class Summaries:
    """The summaries of the deals, the faults of those that can't be read, what was left out.

    `awaited` are the closed deals that come back on a day, by that day, asked for or not;
    `bonds` says of each deal that has one what it is to them. `passed_over` names open deals that
    have nothing to do for some days.
    """

    summaries: tuple[Summary, ...]
    unreadable: tuple[Finding, ...]
    left_out: int = 0
    awaited: tuple[Summary, ...] = ()
    bonds: Mapping[str, str | None] = field(default_factory=dict)
    passed_over: tuple[str, ...] = ()


def load_summaries(
    session: Session,
    *,
    closed: bool = False,
    states: Mapping[str, State] | None = None,
    until: date | None = None,
) -> Summaries:
    """Return the open deals as lists and the review know them; with `closed` all deals.

    `states` are those of the deals' files, where they were looked at before anything was read. Of
    deals that are known to have their first next step after `until` no more than that is read.
    """
    found = found_deals(
        *(session, SUMMARIES, summary_of),
        closed=closed,
        states=states,
        until=until,
        in_order=False,
    )
    return sorted_out(found, closed=closed)


def sorted_out(deals: Iterable[tuple[str, Found[Summary]]], *, closed: bool = False) -> Summaries:
    """Return what deals came to, by handle, as `load_summaries` does."""
    summaries: list[Summary] = []
    unreadable: list[Finding] = []
    known: list[Summary] = []
    passed_over: list[str] = []
    left_out = 0
    for handle, deal in deals:
        if isinstance(deal, tuple):
            unreadable += deal
            continue
        if deal is False:
            passed_over.append(handle)
            continue
        if deal is not True:
            known.append(deal)
        if deal is True or not (closed or deal.is_open):
            left_out += 1
        else:
            summaries.append(deal)
    summaries.sort(key=attrgetter("handle"))
    unreadable.sort(key=attrgetter("deal"))
    return Summaries(
        tuple(summaries),
        tuple(unreadable),
        left_out,
        awaited=tuple(awaited(known)),
        bonds={one.handle: bound for one in known if (bound := bond(one)) != ""},
        passed_over=tuple(passed_over),
    )


def through_cache(
    session: Session,
    form: RowForm[T],
    conclude: Callable[[Subject], T],
    *,
    closed: bool,
    states: Mapping[str, State] | None = None,
    until: date | None = None,
    also: Iterable[Wanted[Any]] = (),
    in_order: bool = True,
) -> Iterator[Found[T]]:
    """Yield what each deal of the book came to, or why it is unreadable, as `found_deals` does."""
    found = found_deals(
        *(session, form, conclude),
        closed=closed,
        states=states,
        until=until,
        also=also,
        in_order=in_order,
    )
    return (deal for _, deal in found)


def found_deals(
    session: Session,
    form: RowForm[T],
    conclude: Callable[[Subject], T],
    *,
    closed: bool,
    states: Mapping[str, State] | None = None,
    until: date | None = None,
    also: Iterable[Wanted[Any]] = (),
    in_order: bool = True,
    only: Iterable[str] | None = None,
) -> Iterator[tuple[str, Found[T]]]:
    """Yield the handle of each deal of the book, what it came to, or why it is unreadable.

    Only what was touched since it was kept is read and replayed again. Of a closed deal nothing
    but that is found out, unless it is asked for or concerns a deal that comes back; of one whose
    first next step is after `until`, no more than that. What comes next wants `also` of a deal that
    is read is found out with it. Where they needn't come `in_order`, less of the cache is held.
    Of a few of the deals `only` these are found out.
    """
    last = until.isoformat() if until else ""
    states = deal_states(session.book) if states is None else states
    cache, wanted = DealCache(session.book, states), (form, conclude)
    reading = _Reading(len(states))
    try:
        handles = states if only is None else only
        for number, handle in enumerate(handles if in_order else cache.by_file(handles)):
            known = cache.find(handle, form, closed=closed, until=last)
            if known is None:
                reading.show(number)
                fresh = read_anew(session, cache, handle, wanted, closed=closed, also=also)
                yield handle, fresh
            else:
                yield handle, known
    finally:
        reading.close()
    cache.save()


class _Reading:
    """Shows in a terminal how far the reading of many deals is."""

    def __init__(self, total: int) -> None:
        self._total, self._read = total, 0
        self._bar: ProgressBar | None = None

    def show(self, number: int) -> None:
        """Show that so many deals are known, and that one more is read."""
        self._read += 1
        if self._read == _MANY:
            from salescli.views.render.progress_bar import ProgressBar

            self._bar = ProgressBar(self._total, after=_PATIENCE)
        if self._bar is not None:
            self._bar.show(number, "Reading deals")

    def close(self) -> None:
        """Take it away."""
        if self._bar is not None:
            self._bar.close()


def findings(session: Session, about: Subject) -> list[Finding]:
    """Return what the checks say of one deal, the book's ignored codes left out."""
    from salescli.domain.checks import examine
    from salescli.domain.checks.checked_deal import Case
    from salescli.domain.verdicts import unmet

    case = Case(
        deal=about.deal,
        process=about.process,
        judged=about.judged,
        standing=about.standing,
        requirements=unmet(about.standing, about.process),
        now=session.now,
        calendar=session.book.settings.calendar,
        faults=about.faults,
    )
    found = not_ignored(session, examine(case))
    if any(one.code == IN_FUTURE for one in found):
        passes()
    handle = about.deal.handle
    return [one.placed(handle, one.file or deal_file(handle), one.line) for one in found]


def not_ignored(session: Session, results: Iterable[Finding]) -> list[Finding]:
    """Return the findings whose codes the book doesn't ignore."""
    return [one for one in results if one.code not in session.book.settings.ignore]
