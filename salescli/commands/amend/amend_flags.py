"""The flags of `amend`, and the entry that they make of the one that stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from salescli.commands.amend.agenda_flags import just_before, with_called_off, with_done
from salescli.commands.support import arguments
from salescli.commands.support.asking.endings import day_to_revisit
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed import people_arguments
from salescli.commands.support.typed.next_step_flags import from_flags
from salescli.commands.support.writing.opening import moved_opening
from salescli.domain.deal import ENCOUNTERS, Entry, NextStep, Person
from salescli.domain.replay import replay
from salescli.errors import UsageError
from salescli.flags.deals.amend import AmendFlags
from salescli.flags.support.ending import EndFlags
from salescli.flags.support.next_step import NextFlags
from salescli.text.wording import echo

_FACTS = ("kind", "steps", "did", "drop", "met", "people", "persons", "facts")
_ALL = (*_FACTS, "at", "note", "reason", "evidence", "said_by", "revisit", "following", "agreed")
# What can be corrected in an entry, by its kind.
_IN: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(ENCOUNTERS, (*_FACTS, "at", "note", "following", "agreed")),
    "note": ("at", "note", "facts"),
    "skip": ("at", "steps", "drop", "reason", "note", "following", "agreed"),
    "import": ("at", "steps", "note"),
    "close": ("at", "reason", "evidence", "said_by", "revisit", "note"),
    "change": ("at", "note"),
    **dict.fromkeys(("open", "reopen"), ("at", "note", "following", "agreed")),
    "schedule": ("at", "drop", "reason", "note", "following", "agreed"),
}
_SPOKEN = {
    "did": "next step that it was",
    "drop": "next step that it calls off",
    "met": "outcomes",
    "people": "people",
    "persons": "people",
    "facts": "disqualifying facts",
    "said_by": "person who said so",
    "revisit": "day to revisit",
    "following": "next step",
    "agreed": "next step",
}


def entry_meant(number: int | None, about: Subject) -> Entry:
    """Return the entry of that number, in order of time; without one the last encounter.

    Raises UsageError.
    """
    log, handle = about.standing.log, about.deal.handle
    shown = f"salescli amend {handle} --show   lists the entries with their numbers"
    if number is None:
        if about.standing.last_encounter is None:
            raise UsageError(f"no conversation is logged in {handle} yet", fix=shown)
        return about.standing.last_encounter
    if not 1 <= number <= len(log):
        raise UsageError(f"{handle} has {len(log)} entries, and no number {number}", fix=shown)
    return log[number - 1]


def still_there(seen: Entry, now: Subject) -> Entry:
    """Return the entry that was seen, as the log has it now. Raises UsageError where it is gone."""
    same = (entry for entry in now.deal.log if replace(entry, index=seen.index) == seen)
    entry = min(same, key=lambda entry: abs(entry.index - seen.index), default=None)
    if entry is None:
        raise UsageError(
            "the entry was changed meanwhile; nothing was changed",
            fix=f"salescli amend {now.deal.handle} --show   lists what there is now",
        )
    return entry


def without(about: Subject, entry: Entry) -> Subject:
    """Return the deal as it would be without an entry."""
    deal = replace(about.deal, log=tuple(other for other in about.deal.log if other != entry))
    return replace(about, deal=deal, standing=replay(deal, about.process))


def replaced(about: Subject, old: Entry, new: Entry, people: Iterable[Person] = ()) -> Subject:
    """Return the deal with an entry in place of another one, and with new people."""
    opening = moved_opening(about, new.at) if old.kind != "open" else None
    others = (replace(e, at=new.at) if e is opening else e for e in about.deal.log)
    log = tuple(new if entry == old else entry for entry in others)
    everybody = {**about.deal.people, **{person.handle: person for person in people}}
    deal = replace(about.deal, people=everybody, log=log)
    return replace(about, deal=deal, standing=replay(deal, about.process))


def check_fits(flags: AmendFlags, entry: Entry) -> None:
    """Raise UsageError where an entry of its kind has nothing of what a flag names."""
    empty = AmendFlags()
    for name in _ALL:
        if getattr(flags, name) != getattr(empty, name) and not has(entry, name):
            what = _SPOKEN.get(name, name)
            raise UsageError(f"an entry of the kind '{entry.kind}' has no {what} to correct")


def has(entry: Entry, name: str) -> bool:
    """Return whether an entry has, by its kind, what that flag corrects."""
    return name in _IN.get(entry.kind, ())


def entry_by_flags(
    flags: AmendFlags, entry: Entry, about: Subject, session: Session
) -> tuple[Entry, tuple[Person, ...]]:
    """Return the entry as the flags correct it, and the people who are new in it.

    Raises SalescliError.
    """
    check_fits(flags, entry)
    newcomers = tuple(people_arguments.new_person(text, about) for text in flags.persons)
    for person in newcomers:
        if person.handle in about.deal.people:
            raise UsageError(f"'{person.handle}' already exists in this deal", fix="choose another")
    people = {**about.deal.people, **{person.handle: person for person in newcomers}}
    changes = _facts(flags, entry, about, people)
    if flags.at is not None:
        changes |= {"at": arguments.at_flag(flags.at, session), "undated": False}
    for name in ("note", "evidence"):
        text = getattr(flags, name)
        if text is not None:
            changes[name] = arguments.clean(text)
    if flags.said_by is not None:
        named = people_arguments.typed_people(_names(flags.said_by), people)
        changes["said_by"] = "".join(named[:1])
    if flags.reason is not None:
        changes["reason"] = _reason(flags.reason, entry, about)
    if flags.revisit is not None:
        changes["revisit"] = _revisit(flags.revisit, entry, session)
    changes["nexts"] = _nexts(flags, entry, about, session, people)
    return _on_agenda(flags, entry, replace(entry, **changes), about), newcomers


def _on_agenda(flags: AmendFlags, old: Entry, new: Entry, about: Subject) -> Entry:
    """Return an entry with the items of the agenda that it was, and that it calls off."""
    if flags.did or flags.drop:
        before = just_before(about, old, new.at)
        new = with_done(new, _names(*flags.did), before) if flags.did else new
        new = with_called_off(new, _names(*flags.drop), before) if flags.drop else new
    if new.kind == "schedule" and not (new.nexts or new.drop):
        raise UsageError(
            "the entry would schedule nothing and call nothing off", fix="salescli undo"
        )
    return new


def _facts(
    flags: AmendFlags, entry: Entry, about: Subject, people: Mapping[str, Person]
) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    if flags.kind is not None:
        changes["kind"] = arguments.encounter_kind(flags.kind)
    if flags.steps:
        changes["steps"] = arguments.steps(_names(*flags.steps), about)
        if entry.kind == "skip" and not changes["steps"]:
            raise UsageError("a skip names the steps that it sets aside", fix="name them")
    if flags.met:
        held = changes.get("steps", entry.steps)
        changes["met"] = arguments.outcomes(_names(*flags.met), about, held)
    if flags.people:
        changes["people"] = people_arguments.typed_people(_names(*flags.people), people)
    elif flags.persons:
        new = [handle for handle in people if handle not in about.deal.people]
        changes["people"] = (*entry.people, *new)
    if flags.facts:
        declared = {reason.id: reason.text for reason in about.process.disqualify}
        fix = f"declared: {', '.join(declared)}"
        facts = arguments.chosen("disqualifier", _names(*flags.facts), declared, fix)
        changes["flags"] = facts
    return changes


def _names(*texts: str) -> list[str]:
    """Return what was named; `-` is none."""
    return [text for text in texts if text.strip() not in ("", "-")]


def _revisit(text: str, entry: Entry, session: Session) -> date | None:
    end = EndFlags(revisit=text, result=entry.result)
    return day_to_revisit(end, session)


def _reason(text: str, entry: Entry, about: Subject) -> str:
    if not arguments.clean(text):
        raise UsageError("the reason can't be left out", fix='add --reason "…"')
    if entry.kind != "close" or not about.judged:
        return arguments.clean(text)
    declared = {one.id: one.text for one in (*about.process.disqualify, *about.process.loss)}
    return arguments.reason(text, declared)


def _nexts(
    flags: AmendFlags,
    entry: Entry,
    about: Subject,
    session: Session,
    people: Mapping[str, Person],
) -> tuple[NextStep, ...]:
    if flags.following.is_empty and flags.agreed is None:
        return entry.nexts
    if not entry.nexts:
        return (from_flags(flags.following, about, session, people),)
    before = _next_meant(flags.following, entry, about)
    after = next_by_flags(flags, before, about, session, people)
    return tuple(after if step is before else step for step in entry.nexts)


def _next_meant(flags: NextFlags, entry: Entry, about: Subject) -> NextStep:
    """Return the next step of an entry that the flags name. Raises UsageError."""
    if len(entry.nexts) == 1:
        return entry.nexts[0]
    step = arguments.steps([flags.step], about)[0] if flags.step else ""
    named = [one for one in entry.nexts if (step and one.step == step) or one.what == flags.what]
    if len(named) != 1:
        names = ", ".join(one.step or one.what for one in entry.nexts)
        raise UsageError(
            "the entry scheduled several next steps", fix=f"name one with --next or --what: {names}"
        )
    return named[0]


def next_by_flags(
    flags: AmendFlags,
    before: NextStep,
    about: Subject,
    session: Session,
    people: Mapping[str, Person],
) -> NextStep:
    """Return a next step with what the flags say of it. Raises SalescliError."""
    given = flags.following
    after = before
    if given.step:
        step = arguments.steps([given.step], about)[0]
        declared = about.process.step(step)
        title = declared.title if declared else ""
        after = after if step == before.step else replace(after, step=step, what=title)
    if given.what.strip():
        after = replace(
            after, what=arguments.clean(given.what), step=after.step if given.step else ""
        )
    if given.on is not None:
        after = replace(after, on=arguments.read_when(given.on, session))
    if given.people:
        after = replace(after, people=people_arguments.typed_people(_names(*given.people), people))
    if given.goal:
        after = replace(after, goal=arguments.clean(given.goal))
    if flags.agreed is not None:
        after = replace(after, agreed=flags.agreed)
    return after


def check_amended(entry: Entry, before: Subject, after: Subject, session: Session) -> None:
    """Raise UsageError where a deal can't be as it would be `after` an entry is amended.

    An open deal keeps a next step, and its opening comes first.
    """
    handle = before.deal.handle
    if leaves_nothing(before, after):
        raise UsageError(
            f"{handle} would be left without a next step; nothing was changed",
            fix="say what happens next, and when: --next STEP --on DATE",
        )
    first = after.standing.log[0]
    if entry.kind == "open" and first.at < entry.at:
        raise UsageError(
            f"{handle} would be opened after its first entry, {echo(first.at, session.today)}",
            fix=f"salescli amend {handle} --show   lists the entries",
        )


def leaves_nothing(before: Subject, after: Subject) -> bool:
    """Return whether an open deal that had a next step has none any more."""
    lost = bool(before.standing.agenda) or not before.standing.is_open
    return lost and after.standing.is_open and not after.standing.agenda
