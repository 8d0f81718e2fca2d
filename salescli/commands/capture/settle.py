"""What becomes of what was captured, beside being logged: another deal, a new one, or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from salescli.commands.add import add
from salescli.commands.capture.deal_label import summary_label
from salescli.commands.capture.newcomer import newcomer_text
from salescli.commands.support.arguments import clean
from salescli.commands.support.reading.load_deals import load_summaries
from salescli.commands.support.session import Session
from salescli.commands.support.which_deal.find_deal import find_page
from salescli.commands.support.writing.open_deal import new_handle
from salescli.commands.support.writing.report_commit import report_commit, show_written
from salescli.domain.incoming.addresses import company_domain
from salescli.domain.incoming.captured import Captured
from salescli.flags.day.add import AddFlags
from salescli.prompts import Asker, Choice, Hint
from salescli.store.captured import keep_captured
from salescli.store.deal_loader import deal_handles
from salescli.store.dismissed import dismiss
from salescli.store.transaction import transaction
from salescli.text.handles import company_handle
from salescli.text.lazy_re import lazy_re
from salescli.text.safe_text import harmless, shorten
from salescli.text.wording import count
from salescli.views.render.output import notice

_LISTED = 8
_REPLY = lazy_re(r"(?:\s*(?:re|aw|fwd?|wg|sv|antw)\s*:)+\s*", re.IGNORECASE)


def ask_other_deal(session: Session, captured: Captured) -> Captured:
    """Return it with the deal that is chosen, the likeliest first; and keep that.

    Raises SalescliError.
    """
    summaries = load_summaries(session).summaries
    known = {one.handle: summary_label(one) for one in summaries}
    first = [handle for handle in captured.candidates if handle in known]
    others = [handle for handle in known if handle not in first and handle != captured.deal]
    choices = tuple(Choice(handle, known[handle]) for handle in (*first, *others))
    shown = first or others
    intro = tuple(f"  {handle}: {harmless(known[handle])}" for handle in shown[:_LISTED])
    handle = Asker({}, lambda _: None).ask(
        "deal",
        "Which deal",
        lambda text: find_page(session, text).handle,
        default=first[0] if first else "",
        hint=Hint(choices, intro=intro),
    )
    return assign(session, captured, handle)


def assign(session: Session, captured: Captured, handle: str) -> Captured:
    """Return it with a deal, kept so. Raises SalescliError."""
    chosen = replace(captured, deal=handle, candidates=())
    keep_captured(session.book.root, chosen)
    return chosen


def add_as_deal(session: Session, captured: Captured) -> None:
    """Open a deal with the company and the person of what was captured. Raises SalescliError.

    It is that deal's afterwards, and is still to be logged.
    """
    first = next((party for party in captured.people if party.address), None)
    domain = company_domain(first.address) if first else ""
    company = domain.rsplit(".", 2)[-2].replace("-", " ").title() if domain else ""
    company = Asker({}, lambda _: None).ask("company", "Company", str, default=company or "-")
    title = _title(session, captured, company)
    header = {"title": title} if title else {}
    persons = (newcomer_text(first),) if first else ()
    before = set(deal_handles(session.book))
    add(AddFlags((company,), header=header, persons=persons, book=session.book.root))
    for handle in sorted(set(deal_handles(session.book)) - before)[:1]:
        assign(session, captured, handle)


def _title(session: Session, captured: Captured, company: str) -> str:
    """Return the title by which a second deal of a company is told from the first; '' for none."""
    taken = deal_handles(session.book)
    handle = company_handle(company)
    if handle not in taken:
        return ""
    notice(f"{handle} is a deal of {harmless(company)} already: name the new one")

    def read(text: str) -> str:
        title = clean(text)
        new_handle(session, company, title, None)
        return title

    subject = shorten(harmless(_REPLY.sub("", captured.subject)), 60)
    return Asker({}, lambda _: None).ask("title", "Title", read, default=subject)


def dismiss_captured(session: Session, many: Sequence[Captured]) -> None:
    """Never ask about these again, on any machine of the book. Raises SalescliError."""
    what = many[0].subject or many[0].who or many[0].ref
    shown = shorten(harmless(what), 50) if len(many) == 1 else count(len(many), "item")
    with transaction(session.book) as writes:
        dismiss(writes, session.book.root, [one.ref for one in many])
        done = writes.finish(f"dismissed: {shown}")
    show_written("dismissed", shown, "salescli undo   brings it back")
    report_commit(done)
