"""What an encounter, a skip or a cancelled step leaves on the agenda: the one invariant.

An open deal has an agenda after each of them, and says so: something is scheduled, or what stays
ahead is kept. There is no third way, by flags or at a prompt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from salescli.commands.support import arguments
from salescli.commands.support.arguments import NoDateError
from salescli.commands.support.asking.ask_next_step import ask_next, ask_next_and_where
from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.asking.next_question import NextAnswer
from salescli.commands.support.asking.old_steps import ask_old_steps
from salescli.commands.support.asking.proposed_step import say_named_days
from salescli.commands.support.asking.typed_ending import ending_typed
from salescli.commands.support.session import Session
from salescli.commands.support.typed.day_echo import here
from salescli.commands.support.typed.day_in_words import words_and_day
from salescli.commands.support.typed.move_text import read_moved_day
from salescli.commands.support.typed.moved_answer import moved_day
from salescli.commands.support.typed.next_step_text import NextStepText, read_next_step
from salescli.commands.support.typed.with_people import with_people
from salescli.commands.support.writing.agenda_items import (
    ahead,
    check_kept,
    find_item,
    item_name,
)
from salescli.domain.deal import NextStep
from salescli.domain.standing import AgendaItem
from salescli.domain.summary import what_text
from salescli.domain.time.moment import When, sort_key
from salescli.errors import SalescliError, UsageError
from salescli.flags.support.next_step import NextFlags
from salescli.prompts import Choice, Hint
from salescli.prompts.hint import pressed
from salescli.prompts.key_words import key_meant, meaning
from salescli.text.answer_words import behind_no, is_all
from salescli.text.change_words import is_change_talk
from salescli.text.confirmed_words import parted_confirmation
from salescli.text.lazy_re import lazy_re
from salescli.text.place_words import ALSO, behind_what_is_kept, place_meant
from salescli.text.wording import echo, when_text

_AND = lazy_re(r"[\s,]+(?:and|und|plus|then|dann)\s+", re.IGNORECASE)
KEPT, OTHER, DONE, NAMED = "y", "n", "d", "t"


def ask_what_follows(
    talk: Conversation, flags: NextFlags, *, keep: bool = False
) -> tuple[tuple[NextStep, ...], tuple[str, ...]]:
    """Return what is scheduled, asked for, and what it takes off; nothing is what stays ahead."""
    if keep and flags.is_empty:
        check_kept(talk.subject, talk.session)
        return (), ()
    if not flags.is_empty:
        return (ask_next(talk, flags),), ()
    wish = ask_to_keep(talk)
    if wish.key == KEPT:
        return (), ()
    if wish.moved is not None:
        return (settled_move(talk, wish, wish.moved),), ()
    following, where = ask_next_and_where(talk, wish.flags)
    following, off = ask_old_steps(talk, following, wish.where or where)
    return (following,), tuple(item_name(item, talk.subject.standing.agenda) for item in off)


@dataclass(frozen=True, slots=True)
class KeepWish:
    """What was answered to what stays ahead: a key of KEPT, OTHER and DONE.

    With OTHER it may be `moved`, or the `flags` say what comes next, where that was typed, or the
    deal `ends`; what is moved may be `confirmed` too. `where` is ALSO for what goes beside it.
    """

    key: str
    moved: NextStep | None = None
    confirmed: bool = False
    ends: NextAnswer | None = None
    flags: NextFlags = field(default_factory=NextFlags)
    where: str = ""


def ask_to_keep(talk: Conversation, key: str = "keep", *, may_be_done: bool = False) -> KeepWish:
    """Return KEPT where what stays ahead is what comes next, DONE where it was done, else OTHER.

    It is asked where something stays ahead, and that it was done only where that `may_be_done`.
    """
    about = talk.subject
    stays = ahead(about, talk.session)
    if not stays:
        return KeepWish(OTHER)
    agenda = (f"{what_text(i.next, about.process)} on {when_text(i.next.on)}" for i in stays)
    talk.asker.say(f"On the agenda: {'; '.join(agenda)}")
    say_named_days(talk)
    following, named = stays[0].next, _named_day(stays[0].next, talk)
    keys = {KEPT: "yes", OTHER: "no"} | ({DONE: "done already"} if may_be_done else {})
    if named is not None:
        keys[NAMED] = f"move it to {echo(here(named), talk.session.today)}"
    question = "Is that what comes next?"

    def read(text: str) -> tuple[KeepWish, str]:
        """Return what is wished for the next step, and the key or the words that said it."""
        if wish := _wish(text, following, talk, may_end=may_be_done):
            return wish, text
        letter = key_meant(keys, text, question)
        if letter == NAMED and named is not None:
            return KeepWish(OTHER, moved=replace(following, on=named)), letter
        if letter == KEPT and parted_confirmation(text)[1] and not following.agreed:
            return KeepWish(OTHER, replace(following, agreed=True), confirmed=True), text
        return KeepWish(letter), letter

    def means(text: str) -> str:
        wish = read(text)[0] if len(text) > 1 else KeepWish(KEPT)
        return _meaning(wish, talk) or meaning(keys, text, question)

    hint = replace(pressed(keys, question), preview=means)
    shown = "/".join((KEPT.upper(), *(letter for letter in keys if letter != KEPT)))
    return talk.asker.ask(
        key, question, read, default=KEPT, shown=shown, hint=hint, kept=lambda answer: answer[1]
    )[0]


def _meaning(wish: KeepWish, talk: Conversation) -> str:
    """Return what an answer was understood as; '' for a key."""
    if wish.ends:
        return f"no: the deal ends: {wish.ends.ending}"
    if wish.moved:
        return _settled(wish, wish.moved, talk)
    if wish.flags.is_empty:
        return ""
    return "yes, and that beside it" if wish.where == ALSO else "no: that instead"


def ask_postponed(talk: Conversation, before: NextStep, postponed: str) -> KeepWish:
    """Return when a next step is that was postponed: asked, with the day that was said with it."""
    session = talk.session
    _, named = _day_said(postponed, session)

    def read(text: str) -> When:
        return read_moved_day(text, before, session)

    on = talk.asker.ask(
        "moved-to",
        f"{what_text(before, talk.subject.process)}: moved to when?",
        read,
        default=when_text(here(named)) if named else "",
        hint=Hint(preview=lambda text: echo(here(read(text)), session.today)),
        kept=arguments.written,
    )
    return KeepWish(OTHER, moved=replace(before, on=on, agreed=False))


def _day_said(text: str, session: Session) -> tuple[str, When | None]:
    """Return the words and the day that a text says, None for none that is clear."""
    try:
        return words_and_day(text, session)
    except SalescliError:
        return text, None


def _named_day(following: NextStep, talk: Conversation) -> When | None:
    """Return the first day that was named for what comes next, where that is another one."""
    day = next(iter(talk.days), None)
    return day if day is not None and sort_key(day) != sort_key(following.on) else None


def settled_move(talk: Conversation, wish: KeepWish, moved: NextStep) -> NextStep:
    """Return what was moved, with whether that day is confirmed: asked where that wasn't said."""
    talk.asker.say(f"  {_settled(wish, moved, talk)}")
    if wish.confirmed:
        return replace(moved, agreed=True)
    question = "Have they confirmed it?"
    return replace(moved, agreed=talk.asker.confirm("agreed", question, default=moved.agreed))


def _settled(wish: KeepWish, moved: NextStep, talk: Conversation) -> str:
    day = echo(here(moved.on), talk.session.today)
    is_kept = any(moved.on == item.next.on for item in talk.subject.standing.agenda)
    what = f"stays on {day}" if is_kept else f"moved to {day}"
    return f"{what}; confirmed" if wish.confirmed else what


def _wish(text: str, before: NextStep, talk: Conversation, *, may_end: bool) -> KeepWish | None:
    """Return what an answer says in more than a key; None for a key."""
    bare = behind_no(text) or text
    if (more := behind_what_is_kept(bare)) and (wish := _beside(more, talk)):
        return wish
    if may_end and len(text) > 1 and (end := ending_typed(bare, talk.subject)):
        return KeepWish(OTHER, ends=end)
    return _moved_or_other(text, before, talk)


def _beside(text: str, talk: Conversation) -> KeepWish | None:
    """Return the next step that goes beside what stays; None for words that are none."""
    try:
        typed = read_next_step(text, talk.subject, talk.session)
    except SalescliError:
        return None
    if typed.kept is not None or typed.on is None or not (typed.step or typed.what):
        return None
    return KeepWish(OTHER, flags=_as_flags(typed, typed.on), where=ALSO)


def _as_flags(typed: NextStepText, on: When) -> NextFlags:
    return NextFlags(
        typed.step or None, what=typed.what, on=arguments.written(on), people=typed.flag_people
    )


def _moved_or_other(text: str, before: NextStep, talk: Conversation) -> KeepWish | None:
    """Return what an answer of several words says: another day of the step, or another step."""
    bare, confirmed = parted_confirmation(text)
    said = with_people(bare, talk.people) if " " in bare else None
    people, rest = (said.beside(before.people), said.rest) if said else (before.people, bare)
    on = _other_day(rest, before, talk.session) if len(rest) > 1 else None
    if on is not None or (people != before.people and is_change_talk(rest)):
        moved = replace(before, on=on or before.on, people=people)
        return KeepWish(OTHER, moved=moved, confirmed=confirmed)
    if len(text.split()) < 2:
        return None
    _check_one(behind_no(text) or text, before, talk)
    try:
        where, bare = place_meant(behind_no(text) or text)
        typed = read_next_step(bare, talk.subject, talk.session)
    except SalescliError:
        return None
    if typed.kept is not None and typed.on is not None:
        people = typed.kept.people if typed.people is None else typed.people
        return KeepWish(OTHER, moved=replace(typed.kept, on=typed.on, people=people))
    if typed.on is None or not (typed.step or typed.what):
        return None
    return KeepWish(OTHER, flags=_as_flags(typed, typed.on), where=where)


def _check_one(text: str, before: NextStep, talk: Conversation) -> None:
    """Raise UsageError where a text moves what stands, and says another next step too."""
    for joint in _AND.finditer(text):
        head, rest = text[: joint.start()], text[joint.end() :]
        try:
            moved = moved_day(head, before, talk.session, by_name=True)
            other = read_next_step(rest, talk.subject, talk.session)
        except SalescliError:
            continue
        if moved is not None and (other.step or other.what):
            raise UsageError(
                f"'{text}' is two next steps",
                fix=f"type '{head}' here; '{rest}' goes with salescli schedule --also",
            )


def _other_day(text: str, before: NextStep, session: Session) -> When | None:
    """Return the day or the hour that an answer gives, where it is another one.

    Raises UsageError for one that can't be meant.
    """
    try:
        on = read_moved_day(text, before, session)
    except NoDateError:
        return None
    is_its_day = not isinstance(on, datetime) and on == before.day
    return None if is_its_day or on == before.on else on


def ask_done_already(talk: Conversation, time: int) -> tuple[AgendaItem, ...]:
    """Return which of the next steps that stay ahead were done: the only one, or asked for."""
    stays = ahead(talk.subject, talk.session)
    if len(stays) < 2:
        return stays
    choices = tuple(
        Choice(item_name(i, stays), what_text(i.next, talk.subject.process)) for i in stays
    )

    def read(text: str) -> tuple[AgendaItem, ...]:
        """Return the items that an answer names."""
        if is_all(text):
            return stays
        return tuple(
            find_item(part, talk.subject) for part in filter(None, map(str.strip, text.split(",")))
        )

    question, key = "Which of them is done", f"done-already{time}"
    return talk.asker.ask(key, question, read, default=choices[0].name, hint=Hint(choices))
