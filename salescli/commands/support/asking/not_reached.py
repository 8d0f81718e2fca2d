"""They were not reached: it is logged with the next try, in one entry.

Nobody was met, so it is no encounter: the next step moves, with a note that says why. What was
postponed often is a sign against a deal, also where it was for that reason.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from salescli.commands.support import arguments
from salescli.commands.support.session import Session, me
from salescli.commands.support.typed.day_in_words import words_and_day
from salescli.commands.support.typed.move_text import read_moved_day
from salescli.domain.deal import Entry, NextStep
from salescli.domain.time.moment import When, local
from salescli.errors import SalescliError
from salescli.prompts import Asker, Hint
from salescli.text.answer_words import is_none
from salescli.text.wording import echo, when_text

NOT_REACHED = "Tried, and not reached."
_CALL = "call again"


def ask_next_try(
    asker: Asker, following: NextStep, session: Session, note: str = "", *, typed: str = ""
) -> Entry:
    """Return the entry of a try, asked for when is the next one; `typed` is a day for it.

    What is still ahead stays, and the next try is a call beside it. What is said beside the day is
    noted.
    """
    is_ahead = _is_ahead(following, session)
    if is_ahead:
        asker.say(f"{following.what or following.step} on {when_text(following.on)} stays.")
    tried = _ask_when(asker, following, session, typed, beside=is_ahead)
    text = "\n".join(filter(None, (f"{NOT_REACHED} {note}".strip(), tried.remark)))
    if tried.remark:
        asker.say(f"  kept for the note: {tried.remark}")
    if tried.on is None:
        return Entry(session.now, "note", by=me(session), note=text)
    moved = replace(following, on=tried.on, agreed=False)
    call = NextStep(tried.on, what=_CALL, people=following.people) if is_ahead else moved
    return Entry(session.now, "schedule", by=me(session), note=text, nexts=(call,))


def _is_ahead(following: NextStep, session: Session) -> bool:
    if isinstance(following.on, datetime):
        return local(following.on) > session.now
    return following.day > session.today


@dataclass(frozen=True, slots=True)
class _NextTry:
    """When is the next try, None for none, and what was said beside the day."""

    on: When | None
    remark: str = ""


def _ask_when(
    asker: Asker, following: NextStep, session: Session, typed: str, *, beside: bool
) -> _NextTry:
    """Return the next try: what was due at another time, or a call `beside` what stays."""

    def read(text: str) -> _NextTry:
        """Return when it is tried next, and the rest for the note."""
        if beside and (not text or is_none(text)):
            return _NextTry(None)
        try:
            return _NextTry(_day(text))
        except arguments.NoDateError:
            words, on = words_and_day(text, session)
            if on is None:
                raise
            return _NextTry(on, words)

    def _day(text: str) -> When:
        if beside:
            return arguments.when_ahead(text, session)
        return read_moved_day(text, following, session)

    def preview(text: str) -> str:
        """Return what an answer would plan, in words."""
        tried = read(text)
        if tried.on is None:
            return ""
        day = echo(tried.on, session.today)
        said = f"for the note: {tried.remark}" if tried.remark else ""
        return "; ".join(filter(None, (f"a call beside it, {day}" if beside else day, said)))

    usual = "" if beside else when_text(_next_try(following, session))
    with suppress(SalescliError):
        usual = when_text(read(typed).on or session.today) if typed else usual
    shown = usual or "none"
    hint = Hint(preview=preview)
    return asker.ask("on", "Next try", read, default=usual, shown=shown, hint=hint, kept=_written)


def _written(tried: _NextTry) -> str:
    if tried.on is None:
        return "-"
    return " ".join(filter(None, (tried.remark, arguments.written(tried.on))))


def _next_try(following: NextStep, session: Session) -> When:
    """Return the next workday, at the hour that was planned."""
    tomorrow = session.today + timedelta(days=1)
    day = session.book.settings.calendar.next_workday(tomorrow)
    if not isinstance(following.on, datetime):
        return day
    hour = local(following.on)
    return local(datetime.combine(day, time(hour.hour, hour.minute)))
