"""`next`: the daily review, as a list, as one line, as JSON; in a terminal it then walks on."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from shutil import get_terminal_size
from typing import Any

from salescli.commands.support.reading.load_deals import DONE, FINDINGS, facts_of
from salescli.commands.support.reading.review_screen import review_screen
from salescli.commands.support.reading.review_selection import Reviewed, reviewed
from salescli.commands.support.session import Session, in_terminal, open_session
from salescli.commands.support.which_deal.find_deal import open_subject
from salescli.domain.day_plan import next_change
from salescli.domain.review import Review, Urgency
from salescli.domain.summary import Summary
from salescli.flags.day.next import ReviewFlags
from salescli.store.cache.output_cache import CachedOutput
from salescli.views.facts import envelope, unreadable_facts
from salescli.views.next import brief_screen, next_screen
from salescli.views.planned import planned_line
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
        change = next_change(seen.reviews, session.now)
        question.keep(code, encoded(text), change.timestamp() if change else None)
    return code


def _list(session: Session, flags: ReviewFlags, seen: Reviewed) -> str:
    screen = review_screen(session, flags, seen)
    lines = None if flags.everything or flags.limit else screen_lines()
    width = get_terminal_size().columns if screen_lines() else None
    return emit(next_screen(screen, width, lines))


def _code(seen: Reviewed, flags: ReviewFlags) -> int:
    pressing = flags.exit_code and any(one.is_pressing for one in seen.reviews)
    return FINDINGS if pressing or seen.unreadable else DONE


def _as_json(session: Session, flags: ReviewFlags) -> int:
    seen = reviewed(session, flags)
    ahead = flags.days is None
    shown = [one for one in seen.reviews if ahead or one.urgency is not Urgency.LATER]
    deals = (_facts(session, one) for one in shown[: flags.limit])
    whole = envelope(session.today, "deals", chain(map(unreadable_facts, seen.unreadable), deals))
    emit_json({**whole, "revisit": [_revisit_facts(one) for one in seen.revisit]})
    return _code(seen, flags)


def _revisit_facts(about: Summary) -> dict[str, Any]:
    """Return a closed deal that comes back, with its day and why it was left."""
    return {
        "deal": about.handle,
        "company": about.company,
        "status": about.status,
        "revisit": about.revisit,
        "left": about.left,
    }


def _facts(session: Session, item: Review) -> dict[str, Any]:
    """Return a deal of the review as JSON has it, with why it is there and what is against it."""
    against = [sign.text for sign in item.signs]
    facts = facts_of(session, item.about.handle)
    why = f"{item.urgency}: {item.why}"
    planned = planned_line(item.about, item.today) if item.about.next is None else ""
    return {**facts, "why": why, "signs": against, "planned": planned}
