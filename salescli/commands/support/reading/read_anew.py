"""A deal that has to be read, since nothing that is kept of it counts; it is kept from then on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, TypeVar

from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject, subject_of
from salescli.domain.day.revisit import concerns_revisits
from salescli.domain.deal import Deal
from salescli.domain.finding import Finding
from salescli.domain.replay import is_open
from salescli.domain.summary import Summary, summarise
from salescli.store.cache.deal_cache import DealCache
from salescli.store.cache.deal_label import label_of_read
from salescli.store.cache.row_form import RowForm
from salescli.store.deal_loader import read_page

T = TypeVar("T")

# What a deal file says: what it came to, True where it is closed, False where nothing is to be done
# until after the day that was named, or why it can't be read.
Found: TypeAlias = T | bool | tuple[Finding, ...]
# What is asked of a deal: how it is kept, and how it is concluded.
Wanted: TypeAlias = tuple[RowForm[T], Callable[[Subject], T]]


def read_anew(
    session: Session,
    cache: DealCache,
    handle: str,
    wanted: Wanted[T],
    *,
    closed: bool,
    also: Iterable[Wanted[Any]] = (),
) -> Found[T]:
    """Return what a deal came to that has to be read, and add it to what is known."""
    page = read_page(session.book, session.loader, handle, None if closed else _is_no_concern)
    if page.deal is None:
        return page.faults
    opened = is_open(page.deal)
    concerns = not _is_no_concern(page.deal)
    label = label_of_read(page.deal, is_open=opened)
    cache.note(handle, page.deal.process, label, closed=not concerns)
    if not (closed or concerns):
        return True
    form, conclude = wanted
    about = subject_of(page, page.deal)
    value = conclude(about)
    cache.add(handle, form, value)
    for other, conclude_other in also if concerns else ():
        cache.add(handle, other, conclude_other(about))
    return value


def _is_no_concern(deal: Deal) -> bool:
    return not is_open(deal) and not concerns_revisits(deal)


def summary_of(about: Subject) -> Summary:
    """Return the summary of a deal that was replayed."""
    return summarise(about.deal, about.process, about.standing, judged=about.judged)
