"""What an encounter, a skip or a cancelled step leaves on the agenda: the one invariant.

An open deal has an agenda after each of them, and says so: something is scheduled, or what stays
ahead is kept. There is no third way, by flags or at a prompt.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from salescli.commands.support import arguments
from salescli.commands.support.asking.ask_next_step import ask_next, ask_next_and_where
from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.asking.old_steps import ask_old_steps
from salescli.commands.support.asking.proposed_step import say_named_days
from salescli.commands.support.typed.day_echo import here
from salescli.commands.support.typed.moved_answer import moved_day
from salescli.commands.support.typed.next_step_text import read_next_step
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
from salescli.errors import SalescliError
from salescli.flags.support.next_step import NextFlags
from salescli.prompts import Choice, Hint
from salescli.prompts.hint import pressed
from salescli.prompts.key_words import key_meant, meaning
from salescli.text.answer_words import behind_no, is_all
from salescli.text.wording import echo, when_text

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
        return (confirmed_move(talk, wish.moved),), ()
    following, where = ask_next_and_where(talk, wish.flags)
    following, off = ask_old_steps(talk, following, where)
    return (following,), tuple(item_name(item, talk.subject.standing.agenda) for item in off)


@dataclass(frozen=True, slots=True)
class KeepWish:
    """What was answered to what stays ahead: a key of KEPT, OTHER and DONE.

    With OTHER it may be `moved`, or the `flags` say what comes next, where that was typed.
    """

    key: str
    moved: NextStep | None = None
    flags: NextFlags = field(default_factory=NextFlags)


def ask_to_keep(talk: Conversation, key: str = "keep", *, may_be_done: bool = False) -> KeepWish:
    """Return KEPT where what stays ahead is what comes next, DONE where it was done, else OTHER.

    It is asked where something stays ahead, and that it was done only where that `may_be_done`.
    """
    stays = ahead(talk.subject, talk.session)
    if not stays:
        return KeepWish(OTHER)
    process = talk.subject.process
    agenda = (f"{what_text(i.next, process)} on {when_text(i.next.on)}" for i in stays)
    talk.asker.say(f"On the agenda: {'; '.join(agenda)}")
    say_named_days(talk)
    following, named = stays[0].next, _named_day(stays[0].next, talk)
    keys = {KEPT: "yes", OTHER: "no"} | ({DONE: "done already"} if may_be_done else {})
    if named is not None:
        keys[NAMED] = f"move it to {echo(here(named), talk.session.today)}"
    question = "Is that what comes next?"

    def read(text: str) -> tuple[KeepWish, str]:
        wish = _moved_or_other(text, following, talk)
        if wish is not None:
            return wish, text
        letter = key_meant(keys, text, question)
        if letter == NAMED and named is not None:
            return KeepWish(OTHER, moved=replace(following, on=named)), letter
        return KeepWish(letter), letter

    def means(text: str) -> str:
        wish = _moved_or_other(text, following, talk)
        if wish and wish.moved:
            return f"moved to {echo(here(wish.moved.on), talk.session.today)}"
        return "no: that instead" if wish else meaning(keys, text, question)

    hint = replace(pressed(keys, question), preview=means)
    shown = "/".join((KEPT.upper(), *(letter for letter in keys if letter != KEPT)))
    return talk.asker.ask(
        key, question, read, default=KEPT, shown=shown, hint=hint, kept=lambda answer: answer[1]
    )[0]


def _named_day(following: NextStep, talk: Conversation) -> When | None:
    """Return the first day that was named for what comes next, where that is another one."""
    day = next(iter(talk.days), None)
    return day if day is not None and sort_key(day) != sort_key(following.on) else None


def confirmed_move(talk: Conversation, moved: NextStep) -> NextStep:
    """Return what was moved, with whether that day is confirmed."""
    talk.asker.say(f"  moved to {echo(here(moved.on), talk.session.today)}")
    question = "Have they confirmed it?"
    return replace(moved, agreed=talk.asker.confirm("agreed", question, default=moved.agreed))


def _moved_or_other(text: str, before: NextStep, talk: Conversation) -> KeepWish | None:
    """Return what an answer of several words says: another day of the step, or another step."""
    if len(text.split()) < 2:
        return None
    on = moved_day(text, before, talk.session)
    if on is not None:
        return KeepWish(OTHER, moved=replace(before, on=on))
    try:
        typed = read_next_step(behind_no(text) or text, talk.subject, talk.session)
    except SalescliError:
        return None
    if typed.on is None or not (typed.step or typed.what):
        return None
    flags = NextFlags(typed.step or None, what=typed.what, on=arguments.written(typed.on))
    return KeepWish(OTHER, flags=flags)


def ask_done_already(talk: Conversation, time: int) -> tuple[AgendaItem, ...]:
    """Return which of the next steps that stay ahead were done: the only one, or asked for."""
    stays = ahead(talk.subject, talk.session)
    if len(stays) < 2:
        return stays
    choices = tuple(
        Choice(item_name(i, stays), what_text(i.next, talk.subject.process)) for i in stays
    )

    def read(text: str) -> tuple[AgendaItem, ...]:
        if is_all(text):
            return stays
        return tuple(
            find_item(part, talk.subject) for part in filter(None, map(str.strip, text.split(",")))
        )

    question, key = "Which of them is done", f"done-already{time}"
    return talk.asker.ask(key, question, read, default=choices[0].name, hint=Hint(choices))
