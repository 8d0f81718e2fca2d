"""`list`: the deals of the book."""

from __future__ import annotations

from pathlib import Path

from salescli.commands.session import Session
from salescli.commands.survey import DONE, FINDINGS, findings, overview, survey
from salescli.commands.then import as_it_stood, session_at
from salescli.views.facts import deal_facts, envelope, unreadable_facts
from salescli.views.list import list_screen
from salescli.views.out import emit, emit_json


def list_(
    book: Path | None,
    today: str | None,
    *,
    at: str | None = None,
    everything: bool,
    as_json: bool,
) -> int:
    """List the open deals, or all of them, as they are or as they stood `at` a day.

    The exit code. Raises SalescliError.
    """
    with session_at(book, today, at) as session:
        emit(as_it_stood(session) if at and not as_json else ())
        return _list(session, everything=everything, as_json=as_json)


def _list(session: Session, *, everything: bool, as_json: bool) -> int:
    if as_json:
        return _as_json(session, everything=everything)
    seen = overview(session, closed=everything)
    emit(list_screen(seen.summaries, seen.unreadable, session.today, seen.left_out))
    return FINDINGS if seen.unreadable else DONE


def _as_json(session: Session, *, everything: bool) -> int:
    seen = survey(session, closed=everything)
    deals = [unreadable_facts(fault) for fault in seen.unreadable]
    for one in seen.subjects:
        found = findings(session, one)
        deals.append(deal_facts(one.deal, one.process, one.standing, found))
    emit_json(envelope(session.today, "deals", deals))
    return FINDINGS if seen.unreadable else DONE
