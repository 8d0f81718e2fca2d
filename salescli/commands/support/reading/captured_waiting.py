"""What was captured and waits to be logged: what is settled already is left out, and forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from operator import attrgetter

from salescli.commands.support.reading.load_deals import through_cache
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.domain.incoming.captured import Captured, Form
from salescli.domain.incoming.links import DealLinks, links_of
from salescli.domain.incoming.placement import Placer
from salescli.store.cache.link_rows import LINKS
from salescli.store.captured import drop_captured, has_captured, keep_captured, waiting_captured
from salescli.store.deal_loader import deal_handles
from salescli.store.dismissed import dismissed

_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of what was captured: what waits from now on, and how many are known already."""

    waiting: tuple[Captured, ...]
    known: int = 0


def captured_waiting(session: Session) -> list[Captured]:
    """Return what waits to be logged, the oldest first.

    What was logged or dismissed meanwhile, here or on another machine, doesn't wait any more. It is
    forgotten a month later: until then `undo` brings it back. Replies to invitations are no
    encounters (see `waiting_replies`). Raises SalescliError.
    """
    return [captured for captured in _unsettled(session) if captured.form is not Form.REPLY]


def waiting_replies(session: Session) -> list[Captured]:
    """Return the replies to invitations that nobody has looked at yet. Raises SalescliError."""
    if not any(one.form is Form.REPLY for one in waiting_captured(session.book.root)):
        return []  # without a look at any deal
    return [captured for captured in _unsettled(session) if captured.form is Form.REPLY]


def _unsettled(session: Session) -> list[Captured]:
    root = session.book.root
    if not has_captured(root):
        return []
    links = load_links(session)
    settled = _settled(session, links)
    waiting = waiting_captured(root)
    for captured in waiting:
        if captured.ref in settled and captured.at < session.now - _KEPT:
            drop_captured(root, captured.ref)
    return _placed_anew(session, [one for one in waiting if one.ref not in settled], links)


def _placed_anew(
    session: Session, waiting: Iterable[Captured], links: Iterable[DealLinks]
) -> list[Captured]:
    """Return what waits, placed again where its deal isn't known, or was renamed or deleted."""
    placer, handles = Placer(links), set(deal_handles(session.book))
    placed: list[Captured] = []
    for captured in waiting:
        placer.note(captured)
        placed.append(captured if captured.deal in handles else _placed(captured, placer, handles))
    return placed


def _placed(captured: Captured, placer: Placer, handles: Collection[str]) -> Captured:
    """Return it placed as the book is now: no deal that is gone is named."""
    again = placer.place(captured)
    if again.likeliest:
        return again
    left = tuple(handle for handle in captured.candidates if handle in handles)
    return replace(captured, deal="", candidates=left)


def take_in(
    session: Session, many: Iterable[Captured], links: Iterable[DealLinks] | None = None
) -> TakenIn:
    """Let captured encounters wait to be logged; one that is known changes nothing.

    `links` are those of the book's deals, where they were read before. Raises SalescliError.
    """
    root = session.book.root
    deals = load_links(session) if links is None else links
    known = _settled(session, deals) | {one.ref for one in waiting_captured(root)}
    fresh: dict[str, Captured] = {}
    number = 0
    for captured in many:
        number += 1
        if captured.ref not in known:
            fresh.setdefault(captured.ref, captured)
    for captured in fresh.values():
        keep_captured(root, captured)
    return TakenIn(tuple(fresh.values()), number - len(fresh))


def load_links(session: Session) -> list[DealLinks]:
    """Return what ties captured encounters to each deal of the book that can be read."""
    seen = through_cache(session, LINKS, _links, closed=True, in_order=False)
    links = (links for links in seen if isinstance(links, DealLinks))
    return sorted(links, key=attrgetter("handle"))


def _links(about: Subject) -> DealLinks:
    return links_of(about.deal, about.process, about.standing)


def _settled(session: Session, links: Iterable[DealLinks]) -> set[str]:
    logged = {ref for deal in links for ref in deal.refs}
    return logged | dismissed(session.book.root)
