"""What follows an encounter, a skip or a step that was called off, as the flags say it."""

from __future__ import annotations

from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.next_step_flags import from_flags
from salescli.commands.support.writing.agenda_items import ahead, check_kept, item_names
from salescli.domain.deal import NextStep
from salescli.flags.support.next_step import NextFlags


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
