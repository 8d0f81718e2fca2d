"""What an encounter, a skip or a cancelled step leaves on the agenda: the one invariant.

An open deal has an agenda after each of them, and says so: something is scheduled, or what stays
ahead is kept. There is no third way, by flags or at a prompt.
"""

from __future__ import annotations

from salescli.commands.support.asking.ask_next_step import ask_next, say_named_days
from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.next_step_flags import from_flags
from salescli.commands.support.writing.agenda_items import (
    ahead,
    check_kept,
    find_item,
    item_name,
    item_names,
)
from salescli.domain.deal import NextStep
from salescli.domain.standing import AgendaItem
from salescli.domain.summary import what_text
from salescli.flags.support.next_step import NextFlags
from salescli.prompts import Choice, Hint
from salescli.text.answer_words import is_all
from salescli.text.wording import when_text

KEPT, OTHER, DONE = "y", "n", "d"


def follows_by_flags(
    flags: NextFlags,
    *,
    keep: bool,
    after: Subject,
    session: Session,
    way_out: str = "",
    flag: str = "--next",
) -> tuple[NextStep, ...]:
    """Return what the flags schedule; nothing where they keep what stays ahead.

    `after` is the deal as it will stand, `flag` the one that names a step.
    Raises UsageError that names the flags.
    """
    if keep and flags.is_empty:
        check_kept(after, session, flag)
        return ()
    stays = ahead(after, session)
    if stays:
        way_out = f"\n  or keep what stays: --keep   ({item_names(stays)}){way_out}"
    people = after.deal.people
    return (from_flags(flags, after, session, people, way_out=way_out, flag=flag),)


def ask_what_follows(
    talk: Conversation, flags: NextFlags, *, keep: bool = False
) -> tuple[NextStep, ...]:
    """Return what is scheduled, asked for; nothing where Enter keeps what stays ahead."""
    if keep and flags.is_empty:
        check_kept(talk.subject, talk.session)
        return ()
    if not flags.is_empty:
        return (ask_next(talk, flags),)
    return () if ask_to_keep(talk) == KEPT else (ask_next(talk, flags),)


def ask_to_keep(talk: Conversation, key: str = "keep", *, may_be_done: bool = False) -> str:
    """Return KEPT where what stays ahead is what comes next, DONE where it was done, else OTHER.

    It is asked where something stays ahead, and that it was done only where that `may_be_done`.
    """
    stays = ahead(talk.subject, talk.session)
    if not stays:
        return OTHER
    shown = (f"{what_text(i.next, talk.subject.process)} on {when_text(i.next.on)}" for i in stays)
    talk.asker.say(f"On the agenda: {'; '.join(shown)}")
    say_named_days(talk)
    keys = {KEPT: "yes", OTHER: "no"} | ({DONE: "done already"} if may_be_done else {})
    shown_keys = "Y/n/d" if may_be_done else "Y/n"
    return talk.asker.key(key, "Is that what comes next?", keys, default=KEPT, shown=shown_keys)


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
