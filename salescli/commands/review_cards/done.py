"""The card's 'done': when it was is asked for, where the step was due, and the rest by `log`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from salescli.commands.log import log
from salescli.commands.review_cards.card_words import is_said_done
from salescli.commands.review_cards.current_deal import CurrentDeal
from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.typed.moved_answer import time_alone
from salescli.commands.support.typed.remarks import says_only
from salescli.commands.support.which_deal.deal_words import steps_and_day
from salescli.commands.support.writing.agenda_items import item_name
from salescli.domain.deal import NextStep
from salescli.domain.encounter_kinds import kind_of_words
from salescli.domain.time.moment import day_of, local
from salescli.flags.day.log import LogFlags
from salescli.prompts import Asker, Hint
from salescli.store.drafts import find_draft
from salescli.text.wording import echo, when_text
from salescli.text.yes_words import behind_done, says_done_first

_SHORTEST = 3  # words behind a 'done' that say something


def log_done(root: Path, stop: CurrentDeal) -> None:
    """Log what was next in a deal as done; a draft of it is taken up as it is.

    Raises SalescliError.
    """
    following, session = stop.subject.standing.next, stop.session
    typed, words = _day_and_words(stop)
    flags = LogFlags(stop.handle, note=words, book=root)
    if words:
        Asker({}, lambda _: None).say(f"  kept for the note: {words}")
    if following is None or find_draft(root, "log", stop.handle):
        log(replace(flags, at=None if following else typed or None))
        return
    kind = kind_of_words(words)
    if kind:
        Asker({}, lambda _: None).say(f"  kept as the kind: {kind}")
    flags = _with_done(flags, stop) if words and says_done_first(stop.typed) else flags
    is_asked = typed or following.day <= session.today
    at = _ask_when(following, session, typed) if is_asked else None
    log(replace(flags, kind=kind or _kind(following), at=at))


def _with_done(flags: LogFlags, stop: CurrentDeal) -> LogFlags:
    """Return flags that say too that what comes next was done."""
    item, *_ = stop.subject.standing.agenda
    if stop.subject.process.step(item.next.step):
        return replace(flags, steps=(item.next.step,))
    return replace(flags, did=(item_name(item, stop.subject.standing.agenda),))


def _day_and_words(stop: CurrentDeal) -> tuple[str, str]:
    """Return the day that was typed with the key, and the words beside it that say more."""
    words = behind_done(stop.typed)
    day = _typed_day(stop)
    if day:
        rest, _ = steps_and_day(words.replace(",", " ").split(), stop.subject, stop.session)
        bare = " ".join(rest)
        words = bare if says_only(bare, lambda _: False) else words
    is_short = not says_done_first(stop.typed) or len(words.split()) < _SHORTEST
    is_empty = is_short and says_only(words, lambda _: False)
    return day, "" if is_empty or is_said_done(words) else words


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
