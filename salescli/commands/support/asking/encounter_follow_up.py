"""What follows an encounter, asked for: what stays ahead, a next step, or the end of the deal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from salescli.commands.support.asking.ask_next_step import ask_next_or_ending
from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.asking.endings import ask_ending, check_ending
from salescli.commands.support.asking.keep_agenda import (
    DONE,
    KEPT,
    OTHER,
    KeepWish,
    ask_done_already,
    ask_postponed,
    ask_to_keep,
    settled_move,
)
from salescli.commands.support.asking.old_steps import ask_old_steps
from salescli.commands.support.asking.passed_over import PassedOver
from salescli.commands.support.asking.typed_ending import end_flags, is_meant
from salescli.commands.support.subject import Subject, replace_people
from salescli.commands.support.writing.agenda_items import after_entries, check_beside, item_name
from salescli.commands.support.writing.appointments_kept import with_appointments
from salescli.commands.support.writing.late_decisions import with_late_decisions
from salescli.domain.deal import Entry, NextStep
from salescli.domain.standing import AgendaItem
from salescli.flags.day.log import LogFlags
from salescli.flags.support.ending import EndFlags


@dataclass(frozen=True, slots=True)
class BegunEncounter:
    """An encounter, what it passes over, and the next steps that it names.

    `postponed` says that what was due is on another day.
    """

    entry: Entry
    passed: PassedOver
    named: tuple[AgendaItem, ...]
    postponed: str = ""


def ask_what_follows_it(
    talk: Conversation, begun: BegunEncounter, flags: LogFlags, time: int = 1
) -> list[Entry]:
    """Return the encounter, with what goes before it, and what follows: kept, asked, or the end.

    `time` counts how often it was asked what is still to come.
    """
    entry = begun.entry
    before = begun.passed.entries(entry, talk.subject.standing.agenda)
    begins = after_entries(talk.subject, before, talk.session)
    decided = with_late_decisions(entry, begun.named, begins, talk.session)
    decided = with_appointments(decided, begins, talk.session)
    standing = after_entries(begins, decided, talk.session)
    after = replace(talk, subject=replace_people(standing, talk.people))
    end = flags.ended.end()
    if end is not None:
        return [*before, entry, ask_ending(talk, check_ending(end, standing, talk.session))]
    wish = KeepWish(OTHER, flags=flags.following)
    is_asked = flags.following.is_empty and not flags.also
    agenda = after.subject.standing.agenda
    if is_asked and begun.postponed and agenda:
        wish = ask_postponed(after, agenda[0].next, begun.postponed)
    elif is_asked:
        wish = ask_to_keep(after, f"keep{time if time > 1 else ''}", may_be_done=True)
        if wish.key == KEPT:
            return [*before, *decided]
        if wish.key == DONE:
            done = _done_too(ask_done_already(after, time), begun, talk.subject)
            return ask_what_follows_it(talk, done, flags, time + 1)
    following, off = _ask_next(after, wish, is_asked=is_asked)
    if not isinstance(following, NextStep):
        return [*before, entry, ask_ending(talk, following)]
    if flags.also:
        check_beside((following,), after.subject, talk.session)
    drop = tuple(item_name(item, standing.standing.agenda) for item in off)
    entry = replace(entry, nexts=(following,), drop=(*entry.drop, *drop))
    ended = with_late_decisions(entry, (*begun.named, *off), begins, talk.session)
    return [*before, *with_appointments(ended, begins, talk.session)]


def _ask_next(
    talk: Conversation, wish: KeepWish, *, is_asked: bool
) -> tuple[NextStep | EndFlags, tuple[AgendaItem, ...]]:
    """Return what comes next, or an ending, and what it takes off where that `is_asked`."""
    if wish.moved is not None:
        return settled_move(talk, wish, wish.moved), ()
    if wish.ends is not None and is_meant(talk, wish.ends):
        return end_flags(wish.ends), ()
    following, where = ask_next_or_ending(talk, wish.flags)
    if not (is_asked and isinstance(following, NextStep)):
        return following, ()
    return ask_old_steps(talk, following, wish.where or where)


def _done_too(items: Iterable[AgendaItem], begun: BegunEncounter, about: Subject) -> BegunEncounter:
    """Return an encounter where next steps were done too: steps before it, words in it."""
    items = list(items)
    steps = [item.next.step for item in items if about.process.step(item.next.step)]
    words = [item for item in items if item.next.step not in steps]
    did = (*begun.entry.did, *(item.next.what for item in words))
    return BegunEncounter(
        replace(begun.entry, did=did),
        replace(begun.passed, done=(*begun.passed.done, *steps)),
        (*begun.named, *words),
    )
