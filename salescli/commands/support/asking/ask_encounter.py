"""An encounter, asked for: what was done, with whom, what was said, and what follows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from salescli.commands.support.asking.ask_note import ask_note
from salescli.commands.support.asking.ask_people import ask_people, likely_people
from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.asking.encounter_follow_up import BegunEncounter, ask_what_follows_it
from salescli.commands.support.asking.encounter_questions import MetAnswer, ask_met
from salescli.commands.support.asking.endings import ask_ending
from salescli.commands.support.asking.not_reached import ask_next_try
from salescli.commands.support.asking.passed_over import PassedOver, ask_passed_over
from salescli.commands.support.asking.steps_done import StepsAnswer, ask_done
from salescli.commands.support.asking.typed_ending import end_flags, is_meant
from salescli.commands.support.subject import Subject
from salescli.domain.deal import Entry, NextStep
from salescli.domain.standing import AgendaItem
from salescli.domain.time.moment import day_of
from salescli.flags.day.log import LogFlags


def ask_encounter(
    talk: Conversation,
    entry: Entry,
    flags: LogFlags,
    items: Sequence[AgendaItem],
    known: PassedOver,
) -> list[Entry]:
    """Return the encounter, what it passes over and what follows; flags save questions.

    `items` are those of the agenda that the flags name.
    """
    named, done = list(items), StepsAnswer()
    if not (entry.steps or entry.did or entry.ref):
        due, following = _due(talk.subject, entry.at), talk.subject.standing.next
        done = ask_done(talk, due, entry.kind, in_log=True, may_be_tried=following is not None)
        if following is not None and not done.reached:
            return [_tried(talk, following)]
        did = tuple(item.next.what for item in done.items)
        entry = replace(entry, steps=done.steps, did=did, kind=done.kind or entry.kind)
        named += done.items
        if done.end is not None and is_meant(talk, done.end):
            return [entry, ask_ending(talk, end_flags(done.end))]
    passed = ask_passed_over(talk, entry.steps, known)
    if entry.ref:
        return ask_what_follows_it(talk, BegunEncounter(entry, passed, tuple(named)), flags)
    present = entry.people or ask_people(talk, "with", "With whom", likely_people(talk))
    met = MetAnswer(entry.met) if entry.met else ask_met(talk, (*passed.done, *entry.steps))
    about = ("log", talk.subject.deal.handle)
    note = entry.note or ask_note(talk.asker, talk.session, about)
    note = "\n".join(filter(None, (done.remark, met.remark, note)))
    entry = replace(entry, people=present, met=met.names, note=note)
    begun = BegunEncounter(entry, passed, tuple(named), done.postponed)
    return ask_what_follows_it(talk, begun, flags)


def _tried(talk: Conversation, following: NextStep) -> Entry:
    """Return the entry of a try that reached nobody, with what is to be noted of it."""
    session = talk.session
    talk.asker.say("  nobody was reached: that is logged as a try, not as a call")
    note = ask_note(talk.asker, session, ("log", talk.subject.deal.handle))
    return ask_next_try(talk.asker, following, session, note)


def _due(about: Subject, at: datetime) -> tuple[str, ...]:
    """Return what an encounter most likely was: the first next step, in words where it was due."""
    following = about.standing.next
    if following is None or (not following.step and following.day > day_of(at)):
        return ()
    return (following.step or following.what,)
