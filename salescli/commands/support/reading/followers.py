"""The deals that grew out of another one: what they say of it goes along with it."""

from __future__ import annotations

from salescli.commands.support.session import Session
from salescli.store.deal_loader import pages
from salescli.store.transaction import Transaction
from salescli.text.wording import count


def followers(session: Session, handle: str) -> list[str]:
    """Return the deals that follow a deal; those that can't be read are left as they are."""
    every = (page.deal for page in pages(session.book, session.loader))
    return [deal.handle for deal in every if deal is not None and deal.follows == handle]


def follow_instead(session: Session, writes: Transaction, old: str, new: str) -> str:
    """Stage that the deals which follow one follow another, or none; return what is said of it."""
    handles = [handle for handle in followers(session, old) if handle not in (old, new)]
    for handle in handles:
        writes.change(handle, {("follows",): new or None})
    if not handles:
        return ""
    these = handles[0] if len(handles) == 1 else count(len(handles), "deal")
    verb = "follows" if len(handles) == 1 else "follow"
    return f"{these} {verb} {new} now" if new else f"{these} {verb} no deal now"
