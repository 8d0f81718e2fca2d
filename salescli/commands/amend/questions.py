"""The questions of `amend`: those of the entry's kind, with the answers that stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from salescli.commands.amend.agenda_flags import just_before, with_called_off
from salescli.commands.amend.amend_flags import has, without
from salescli.commands.amend.other_step import as_other_step, ask_other_step
from salescli.commands.support import arguments
from salescli.commands.support.asking.ask_note import ask_note
from salescli.commands.support.asking.ask_people import ask_people
from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.asking.encounter_questions import ask_met
from salescli.commands.support.asking.endings import ask_revisit
from salescli.commands.support.asking.steps_done import ask_done, ask_steps
from salescli.commands.support.typed.day_echo import here, when_echo
from salescli.commands.support.typed.move_text import read_moved_day
from salescli.commands.support.typed.moved_answer import time_alone
from salescli.domain.deal import ENCOUNTERS, Entry, NextStep
from salescli.domain.diff.entry_phrases import quoted
from salescli.domain.encounter_kinds import KIND_WORDS
from salescli.domain.incoming.promises import in_one_line
from salescli.domain.time.moment import When, day_of, local
from salescli.domain.time.shift import shifted
from salescli.prompts import Choice, Hint
from salescli.text.answer_words import is_as_shown
from salescli.text.safe_text import harmless
from salescli.text.wording import echo, when_text

_SHOWN = ("at", "kind", "steps", "did", "people", "met", "note")  # what is said when it changes


def ask_entry(talk: Conversation, entry: Entry) -> Entry:
    """Return an entry as it is corrected; Enter leaves an answer as it stands."""
    old, before = entry, replace(talk, subject=without(talk.subject, entry))
    entry = _said(talk, old, replace(entry, at=_ask_at(talk, entry)))
    if has(entry, "kind"):
        hint = Hint(tuple(Choice(kind, ", ".join(KIND_WORDS[kind][:4])) for kind in ENCOUNTERS))
        read = partial(_kind, entry)
        kind = talk.asker.ask("kind", "Kind", read, default=entry.kind, hint=hint)
        entry = _said(talk, entry, replace(entry, kind=kind))
    if has(entry, "did"):
        entry = _said(talk, entry, _ask_what_took_place(talk, old, entry))
    elif has(entry, "steps"):
        entry = _said(talk, entry, replace(entry, steps=ask_steps(before, entry.steps)))
    if not {following.step for following in entry.nexts}.issuperset(entry.drop):
        entry = _ask_called_off(talk, old, entry)
    if has(entry, "people"):
        present = ask_people(talk, "with", "With whom", entry.people)
        entry = _said(talk, entry, replace(entry, people=present))
    if has(entry, "met"):
        met = ask_met(before, entry.steps, entry.met)
        entry = _said(talk, entry, replace(entry, met=met))
    if has(entry, "evidence"):
        entry = _ask_ending(talk, entry)
    if entry.reason and entry.kind == "skip":
        entry = replace(entry, reason=_ask_text(talk, "reason", "Why", entry.reason))
    if has(entry, "note"):
        entry = _said(talk, entry, replace(entry, note=_ask_note(talk, entry)))
    return replace(entry, nexts=tuple(_ask_nexts(talk, entry)))


def _said(talk: Conversation, old: Entry, new: Entry) -> Entry:
    """Return the corrected entry; what of the old one is replaced or removed is said."""
    for name in _SHOWN:
        before, after = getattr(old, name), getattr(new, name)
        if not before or before == after:
            continue
        is_kept = isinstance(before, tuple | str) and after[: len(before)] == before
        was = "" if is_kept else f"was: {_shown(before)}   "
        talk.asker.say(f"  {was}now: {_shown(after) or 'nothing'}")
    return new


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, datetime):
        return when_text(local(value))
    text = harmless(in_one_line(str(value)))
    return f"\u201c{text}\u201d" if " " in text else text


def _ask_note(talk: Conversation, entry: Entry) -> str:
    about = ("amend", talk.subject.deal.handle)
    return ask_note(talk.asker, talk.session, about, before=entry.note)


def _ask_ending(talk: Conversation, entry: Entry) -> Entry:
    """Return an ending with its evidence, and the day on which the deal comes back."""
    evidence = _ask_text(talk, "evidence", "Evidence", entry.evidence)
    revisit = None if entry.result == "won" else ask_revisit(talk, entry.revisit)
    return replace(entry, evidence=evidence, revisit=revisit)


def _kind(entry: Entry, text: str) -> str:
    return entry.kind if is_as_shown(text) else arguments.encounter_kind(text)


def _ask_what_took_place(talk: Conversation, old: Entry, entry: Entry) -> Entry:
    """Return an encounter with the steps, and the next steps in words, that it was."""
    then = replace(talk, subject=just_before(talk.subject, old, entry.at))
    known = {item.next.what for item in then.subject.standing.agenda if not item.next.step}
    before = (*entry.steps, *(words for words in entry.did if words in known))
    done = ask_done(then, before, entry.kind)
    unknown = (words for words in entry.did if words not in known)
    did = (*unknown, *(item.next.what for item in done.items))
    note = "\n".join(filter(None, (entry.note, done.remark)))
    kind = done.kind or entry.kind
    return replace(entry, steps=done.steps, did=did, note=note, kind=kind)


def _ask_called_off(talk: Conversation, old: Entry, entry: Entry) -> Entry:
    """Return an entry with the next steps that it calls off; `-` is none."""
    then = just_before(talk.subject, old, entry.at)

    def read(text: str) -> Entry:
        names = [name for name in map(str.strip, text.split(",")) if name not in ("", "-")]
        return with_called_off(entry, names, then) if text else entry

    return talk.asker.ask("drop", "Called off", read, shown=", ".join(entry.drop))


def _ask_at(talk: Conversation, entry: Entry) -> datetime:
    session = talk.session

    def read(text: str) -> datetime:
        if not text or is_as_shown(text):
            return entry.at
        at = shifted(text, local(entry.at))
        if (hour := time_alone(text, session)) is not None:
            at = local(datetime.combine(day_of(entry.at), hour))
        if isinstance(at, datetime) and at <= session.now:
            return at
        return arguments.moment_past(text, session)

    hint = Hint(preview=lambda text: echo(local(read(text)), session.today))
    shown = when_text(local(entry.at))
    return talk.asker.ask("at", "When was it", read, shown=shown, hint=hint)


def _ask_text(talk: Conversation, key: str, question: str, before: str) -> str:
    def read(text: str) -> str:
        return arguments.clean(text) or before

    return talk.asker.ask(key, question, read, shown=quoted(before) if before else "none")


def _ask_nexts(talk: Conversation, entry: Entry) -> list[NextStep]:
    """Return the next steps of an entry; those that are in force are asked about."""
    agenda = talk.subject.standing.agenda
    due = {item.place: item.next for item in agenda if item.entry.index == entry.index}
    return [
        _ask_next(talk, step, f"-{place}" if place else "") if due.get(place) == step else step
        for place, step in enumerate(entry.nexts)
    ]


def _ask_next(talk: Conversation, before: NextStep, suffix: str) -> NextStep:
    asker, session = talk.asker, talk.session
    typed = ask_other_step(talk, before, suffix)
    after = before if typed is None else as_other_step(before, typed, talk.subject)

    def read_day(text: str) -> When:
        if not text or is_as_shown(text):
            return after.on
        return read_moved_day(text, after, session, arguments.read_when)

    if typed is not None and typed.on is not None:
        on = typed.on
        asker.say(f"  {when_echo(on, session)}")
    else:
        on = asker.ask(
            f"on{suffix}",
            "When",
            read_day,
            shown=when_text(here(before.on)),
            hint=Hint(preview=lambda text: echo(read_day(text), session.today)),
        )
    stranger = () if typed is None else filter(None, (typed.stranger,))
    people = ask_people(talk, f"next-with{suffix}", "With whom", (*after.people, *stranger))
    question = "Have they confirmed it?"
    agreed = asker.confirm(f"agreed{suffix}", question, default=before.agreed)
    return replace(after, on=on, people=people, agreed=agreed)
