"""`next`: the daily review, as a list, as one line, as JSON; in a terminal it then walks on."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import Any

from salescli.commands.support.find_deal import open_subject
from salescli.commands.support.load_deals import DONE, FINDINGS, facts_of
from salescli.commands.support.review_selection import Reviewed, last_day, reviewed
from salescli.commands.support.session import Session, in_terminal, open_session
from salescli.domain.review import Review, Urgency
from salescli.flags.day.next import ReviewFlags
from salescli.store.cache.output_cache import CachedOutput
from salescli.store.drafts import drafts
from salescli.store.editor_files import stuck_texts
from salescli.views.facts import envelope, unreadable_facts
from salescli.views.next import ReviewScreen, brief_screen, next_screen
from salescli.views.render.output import emit, emit_json, encoded, screen_lines


def next_(flags: ReviewFlags, question: CachedOutput | None = None) -> int:
    """Show the review, and walk through it where somebody is there; the exit code.

    Another day than the real one is only looked at. The answer to a `question` is kept. Raises
    SalescliError.
    """
    flags.check()
    session = open_session(flags.book, flags.today)
    if flags.deal is not None:
        flags = replace(flags, deal=open_subject(session, flags.deal).deal.handle)
    if flags.as_json:
        return _as_json(session, flags)
    seen = reviewed(session, flags, question.deals if question is not None else None)
    if flags.brief:
        text = emit(brief_screen(seen.reviews, len(seen.unreadable)))
    else:
        text = _list(session, flags, seen)
        if not flags.listed and flags.today is None and in_terminal():
            from salescli.commands.walk.walk import walk

            seen = walk(session.book.root, flags, seen)
    code = _code(seen, flags)
    if question is not None and not session.has_warned:
        question.keep(code, encoded(text))
    return code


def _list(session: Session, flags: ReviewFlags, seen: Reviewed) -> str:
    agenda = ReviewScreen(
        today=session.today,
        calendar=session.book.settings.calendar,
        drafts=drafts(session.book.root),
        stuck=stuck_texts(session.book.root),
        unreadable=seen.unreadable,
        reviews=seen.reviews,
        until=None if flags.days is None else last_day(session, flags),
    )
    lines = None if flags.everything else screen_lines()
    limit = max((lines - 10) // 4, 3) if lines else None
    return emit(next_screen(agenda, flags.limit or limit))


def _code(seen: Reviewed, flags: ReviewFlags) -> int:
    pressing = flags.exit_code and any(one.is_pressing for one in seen.reviews)
    return FINDINGS if pressing or seen.unreadable else DONE


def _as_json(session: Session, flags: ReviewFlags) -> int:
    seen = reviewed(session, flags)
    ahead = flags.days is None
    shown = [one for one in seen.reviews if ahead or one.urgency is not Urgency.LATER]
    deals = (_facts(session, one) for one in shown[: flags.limit])
    emit_json(
        envelope(session.today, "deals", chain(map(unreadable_facts, seen.unreadable), deals))
    )
    return _code(seen, flags)


def _facts(session: Session, item: Review) -> dict[str, Any]:
    """Return a deal of the review as JSON has it, with why it is there and what is against it."""
    against = [sign.text for sign in item.signs]
    facts = facts_of(session, item.about.handle)
    return {**facts, "why": f"{item.urgency}: {item.why}", "signs": against}
