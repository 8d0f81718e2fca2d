"""The card's 'done': when it was is asked for, where the step was due, and the rest by `log`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from salescli.commands.log import log
from salescli.commands.review_cards.current_deal import CurrentDeal
from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.typed.moved_answer import time_alone
from salescli.commands.support.which_deal.deal_words import steps_and_day
from salescli.domain.deal import NextStep
from salescli.domain.time.moment import day_of, local
from salescli.flags.day.log import LogFlags
from salescli.prompts import Asker, Hint
from salescli.store.drafts import find_draft
from salescli.text.wording import echo, when_text


def log_done(root: Path, stop: CurrentDeal) -> None:
    """Log what was next in a deal as done; a draft of it is taken up as it is.

    Raises SalescliError.
    """
    following, session = stop.subject.standing.next, stop.session
    if following is None or find_draft(root, "log", stop.handle):
        log(LogFlags(stop.handle, at=None if following else _typed_day(stop) or None, book=root))
        return
    typed = _typed_day(stop)
    is_asked = typed or following.day <= session.today
    at = _ask_when(following, session, typed) if is_asked else None
    log(LogFlags(stop.handle, kind=_kind(following), at=at, book=root))


def _typed_day(stop: CurrentDeal) -> str:
    """Return the day at the end of what was typed with the key: 'did it already, on friday'."""
    words = stop.typed.replace(",", " ").split()
    _, day = steps_and_day(words, stop.subject, stop.session) if words else ((), "")
    return day


def _kind(following: NextStep) -> str:
    """Return the kind of what was scheduled: a time with people is a meeting."""
    is_meeting = isinstance(following.on, datetime) and following.people
    return "meeting" if is_meeting else LogFlags("").kind


def _ask_when(following: NextStep, session: Session, typed: str) -> str | None:
    """Return when it was, as it can be typed; None for now.

    Enter is the day that was `typed` with the key, else when it was scheduled.
    """
    on = local(following.on) if isinstance(following.on, datetime) else following.on
    is_past = on <= session.now if isinstance(on, datetime) else day_of(on) < session.today

    def read(text: str) -> datetime:
        hour = time_alone(text, session)
        if hour is not None and is_past:
            return local(datetime.combine(day_of(on), hour))
        return arguments.moment_past(text, session)

    usual = when_text(on) if is_past else "now"
    if typed:
        usual = when_text(local(read(typed)))
    at = Asker({}, lambda _: None).ask(
        "at",
        "When was it",
        read,
        default=usual,
        hint=Hint(preview=lambda text: echo(local(read(text)), session.today)),
    )
    return None if at == session.now else arguments.written(at)
