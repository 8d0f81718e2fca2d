"""What an encounter, a skip or a cancelled step leaves on the agenda: the one invariant.

An open deal has an agenda after each of them, and says so: something is scheduled, or what stays
ahead is kept. There is no third way, by flags or at a prompt.
"""

from __future__ import annotations

from salescli.commands.support.agenda_items import ahead, check_kept, item_names
from salescli.commands.support.ask_next_step import ask_next, say_named_days
from salescli.commands.support.conversation import Conversation
from salescli.commands.support.next_step_flags import from_flags
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.domain.deal import NextStep
from salescli.domain.summary import what_text
from salescli.flags.support.next_step import NextFlags
from salescli.text.wording import when_text


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
    return () if flags.is_empty and ask_to_keep(talk) else (ask_next(talk, flags),)


def ask_to_keep(talk: Conversation) -> bool:
    """Ask whether what stays ahead is what comes next; never where nothing does."""
    stays = ahead(talk.subject, talk.session)
    if not stays:
        return False
    shown = (f"{what_text(i.next, talk.subject.process)} on {when_text(i.next.on)}" for i in stays)
    talk.asker.say(f"On the agenda: {'; '.join(shown)}")
    say_named_days(talk)
    return talk.asker.confirm("keep", "Is that what comes next?", default=True)
