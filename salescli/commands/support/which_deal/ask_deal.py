"""Which deal is meant where none was named: the one that is due now comes first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from salescli.commands.support.session import Session, in_terminal
from salescli.commands.support.which_deal.find_deal import find_page
from salescli.domain.time.moment import local
from salescli.errors import UsageError
from salescli.text.shell_quoting import command
from salescli.text.wording import when_text

if TYPE_CHECKING:
    from salescli.domain.day.review import Review

_LISTED = 8


def deal_or_asked(session: Session, name: str | None, verb: str) -> str:
    """Return the name of the deal, asked for in a terminal where none was typed.

    Raises UsageError elsewhere, with the deals that may be meant.
    """
    if name is not None:
        return name
    # Most often it was named: all else is loaded only where it wasn't.
    from salescli.commands.support.reading.review_selection import reviewed
    from salescli.flags.day.next import ReviewFlags

    reviews = sorted(
        reviewed(session, ReviewFlags()).reviews, key=lambda review: _near(review, session)
    )
    if not reviews:
        raise UsageError("there is no open deal", fix="salescli add COMPANY")
    if not in_terminal():
        listed = [command(verb, one.about.handle) for one in reviews[:_LISTED]]
        raise UsageError("which deal?", fix="\n  ".join(listed))
    from salescli.prompts import Asker, Choice, Hint

    choices = tuple(Choice(one.about.handle, _due(one)) for one in reviews)
    intro = tuple(f"  {one.name}: {one.label}" for one in choices[:_LISTED])
    return Asker({}, lambda _: None).ask(
        "deal",
        "Which deal",
        lambda text: find_page(session, text).handle,
        default=choices[0].name,
        hint=Hint(choices, intro=intro),
    )


def _near(review: Review, session: Session) -> tuple[bool, float]:
    """Return what sorts the appointment nearest to now first, and leaves the others in order."""
    on = review.about.next.on if review.about.next else None
    if not isinstance(on, datetime) or local(on).date() != session.today:
        return True, 0
    return False, abs((on - session.now).total_seconds())


def _due(review: Review) -> str:
    following = review.about.next
    if following is None:
        return "no next step"
    on = following.on
    day = when_text(local(on) if isinstance(on, datetime) else on)
    return f"{following.what or following.step}, {day}"
