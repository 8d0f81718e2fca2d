"""`log`: an encounter, and then the next step, always. There is no third way to end it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from salescli.commands.support import arguments
from salescli.commands.support.session import Session, in_terminal, me, open_to_write
from salescli.commands.support.subject import Subject, must_be_open, replace_people
from salescli.commands.support.typed import people_arguments
from salescli.commands.support.typed.next_step_flags import taken_apart, with_introduced
from salescli.commands.support.typed.typed_note import typed_note
from salescli.commands.support.which_deal.ask_deal import deal_or_asked
from salescli.commands.support.which_deal.deal_words import steps_and_day, subject_and_words
from salescli.commands.support.writing.agenda_items import (
    after_entries,
    check_beside,
    find_item,
    item_name,
    show_agenda,
)
from salescli.commands.support.writing.appointments_kept import with_appointments
from salescli.commands.support.writing.follows_by_flags import follows_by_flags
from salescli.commands.support.writing.late_decisions import with_late_decisions
from salescli.commands.support.writing.opening import opening_text
from salescli.commands.support.writing.phrases import entry_line
from salescli.commands.support.writing.report_commit import record, show_written
from salescli.commands.support.writing.under_lock import Addition, Decide
from salescli.domain.deal import Entry, Person
from salescli.domain.standing import AgendaItem
from salescli.domain.time.moment import When, local
from salescli.errors import NotFoundError, SalescliError, UsageError
from salescli.flags.day.log import LogFlags
from salescli.text.shell_quoting import command
from salescli.text.wording import echo

if TYPE_CHECKING:
    from salescli.prompts import Asker

_SHORTEST = 3  # letters that name a next step
_WAY_OUT = "\n  or end the deal: --won, --lost REASON, --walk REASON"


def log(flags: LogFlags) -> None:
    """Log an encounter with its next step or the ending. Raises SalescliError."""
    session = open_to_write(flags.book)
    about, flags = _words_read(session, flags)
    key = ("log", about.deal.handle)
    note = typed_note(flags.note, session.book.root, key, edit=flags.edit)
    kind = _kind_said(flags.kind, note)
    flags = replace(flags, note=note, kind=kind, edit=False)
    flags = replace(flags, following=taken_apart(flags.following, about, session))
    if flags.is_whole or not in_terminal():
        _write(session, about.deal.handle, partial(_decided, flags, session))
        return
    _log_by_questions(flags, about, session)


def _kind_said(kind: str, note: str) -> str:
    """Return the kind, or the one that a note begins with where none was named."""
    if kind != LogFlags("").kind or not note:
        return kind
    from salescli.domain.encounter_kinds import kind_of_words

    return kind_of_words(note) or kind


def _log_by_questions(flags: LogFlags, about: Subject, session: Session) -> None:
    """Ask for what the flags don't say. Raises SalescliError."""
    from salescli.commands.support.asking.ask_encounter import ask_encounter
    from salescli.commands.support.asking.ask_next_step import resolve_dates
    from salescli.commands.support.asking.conversation import converse, recalled, talk_about
    from salescli.commands.support.asking.passed_over import by_flags
    from salescli.commands.support.writing.agenda_meanwhile import typed_on_agenda

    entry, _ = _from_flags(flags, about, session, session.now)
    flags = replace(
        flags,
        at=arguments.written(entry.at) if flags.at else None,
        following=resolve_dates(flags.following, about, session),
    )

    def run(asker: Asker) -> None:
        """Ask for what the flags leave open, and write the entry."""
        wanted = recalled(asker, flags)
        entry, newcomers = _from_flags(wanted, about, session, asker.begun or session.now)
        talk = replace(talk_about(about, session, asker), days=_days(wanted))
        talk.people.update({person.handle: person for person in newcomers})
        known = by_flags(wanted.done_before, wanted.skips, about)
        entries = ask_encounter(talk, entry, wanted, _named(wanted, talk.subject), known)
        decide = typed_on_agenda(about, entries, talk.newcomers, session)
        _write(session, about.deal.handle, decide)

    converse("log", about.deal.handle, session, run)


def _days(flags: LogFlags) -> tuple[When, ...]:
    timed = (datetime.fromisoformat(day) if "T" in day else day for day in flags.days)
    return tuple(date.fromisoformat(d) if isinstance(d, str) else local(d) for d in timed)


def _words_read(session: Session, flags: LogFlags) -> tuple[Subject, LogFlags]:
    """Return the deal, and the flags with the steps and the day that its words are.

    Raises SalescliError.
    """
    name = deal_or_asked(session, flags.deal, "log")
    about, words = subject_and_words(session, name, flags.steps, _is_understood)
    must_be_open(about)
    steps, day = steps_and_day(words, about, session) if flags.at is None else (words, "")
    if item := _item_named(steps, about):
        steps, flags = (), replace(flags, did=(*flags.did, item))
    return about, replace(flags, deal=about.deal.handle, steps=steps, at=day or flags.at)


def _is_understood(words: Sequence[str], about: Subject, session: Session) -> bool:
    """Whether words are steps of the deal or a next step, with or without a day behind them."""
    steps, _ = steps_and_day(words, about, session)
    return _are_steps(steps, about) or bool(_item_named(steps, about))


def _are_steps(words: Sequence[str], about: Subject) -> bool:
    try:
        arguments.steps(words, about)
    except SalescliError:
        return False
    return True


def _item_named(words: Sequence[str], about: Subject) -> str:
    """Return the next step in words that these are a part of; '' where they are steps, or none."""
    text = " ".join(words)
    if len(text) < _SHORTEST or _are_steps(words, about):
        return ""
    with suppress(SalescliError):
        return item_name(find_item(text, about), about.standing.agenda)
    return ""


def _decided(flags: LogFlags, session: Session, about: Subject) -> Addition:
    """Return the encounter and what follows it as the flags say it. Raises SalescliError."""
    must_be_open(about)
    _check_also(flags)
    entry, newcomers = _from_flags(flags, about, session, session.now)
    people = {**about.deal.people, **{person.handle: person for person in newcomers}}
    following, with_all, introduced = with_introduced(
        flags.following, replace_people(about, people)
    )
    flags = replace(flags, following=following)
    people, newcomers = dict(with_all.deal.people), (*newcomers, *introduced)
    before = _before(entry, flags, about)
    named = _named(flags, about)
    about = after_entries(about, before, session)
    about = replace_people(about, people)
    entries = _with_ending(entry, named, flags, about, session)
    return Addition([*before, *entries], newcomers)


def _before(entry: Entry, flags: LogFlags, about: Subject) -> list[Entry]:
    """Return what is on record before the encounter, as the flags say it. Raises SalescliError."""
    if not flags.done_before and not flags.skips:
        return []
    from salescli.commands.support.asking.passed_over import by_flags

    return by_flags(flags.done_before, flags.skips, about).entries(entry, about.standing.agenda)


def _check_also(flags: LogFlags) -> None:
    """Raise UsageError where nothing is to go beside what stays."""
    if flags.also and flags.is_whole and not flags.following.is_whole:
        raise UsageError("--also needs what goes beside the others", fix="--next STEP --on DATE")


def _named(flags: LogFlags, about: Subject) -> list[AgendaItem]:
    """Return the items of the agenda that the flags call off, or that the encounter was."""
    return [find_item(text, about) for text in (*flags.did, *flags.drop)]


def _from_flags(
    flags: LogFlags, about: Subject, session: Session, now: datetime
) -> tuple[Entry, tuple[Person, ...]]:
    """Return the encounter as far as the flags tell it, `now` where they don't say when.

    Raises SalescliError.
    """
    kind = arguments.encounter_kind(flags.kind)
    newcomers = tuple(people_arguments.new_person(text, about) for text in flags.persons)
    for person in newcomers:
        if person.handle in about.deal.people:
            raise UsageError(f"there is a '{person.handle}' already", fix="choose another handle")
    people = {**about.deal.people, **{person.handle: person for person in newcomers}}
    names = flags.people or tuple(person.handle for person in newcomers)
    present, introduced = people_arguments.people_introduced(names, people, about)
    newcomers += introduced
    done = [find_item(text, about).next for text in flags.did]
    named = (step.step for step in done if about.process.step(step.step))
    steps = _steps(dict.fromkeys((*flags.steps, *named)), about)
    facts = {reason.id: reason.text for reason in about.process.disqualify}
    entry = Entry(
        at=arguments.at_flag(flags.at, session) if flags.at else now,
        by=me(session),
        kind=kind,
        steps=steps,
        met=arguments.outcomes(flags.met, about, steps),
        people=present,
        flags=arguments.chosen("disqualifier", flags.facts, facts, f"declared: {', '.join(facts)}"),
        note=arguments.clean(flags.note),
        did=tuple(step.what for step in done if not about.process.step(step.step)),
        ref=flags.ref,
        wrote=flags.wrote,
        drop=tuple(item_name(find_item(text, about), about.standing.agenda) for text in flags.drop),
    )
    return entry, newcomers


def _steps(names: Iterable[str], about: Subject) -> tuple[str, ...]:
    """Return the steps. Raises SalescliError, which says where a note goes for what is none."""
    try:
        return arguments.steps(names, about)
    except NotFoundError as error:
        error.fix += f'\n  a note goes with -m: {command("log", about.deal.handle)} -m "…"'
        raise


def _with_ending(
    entry: Entry, named: Sequence[AgendaItem], flags: LogFlags, about: Subject, session: Session
) -> list[Entry]:
    if (end := flags.ended.end()) is not None:
        from salescli.commands.support.asking.endings import ending

        return [entry, ending(end, about, session)]
    decided = with_late_decisions(entry, named, about, session)
    after = after_entries(about, with_appointments(decided, about, session), session)
    nexts = follows_by_flags(
        flags.following, keep=flags.keep, after=after, session=session, way_out=_WAY_OUT
    )
    if flags.also:
        check_beside(nexts, after, session)
    ended = with_late_decisions(replace(entry, nexts=nexts), named, about, session)
    return with_appointments(ended, about, session)


def _write(session: Session, handle: str, decide: Decide) -> None:
    """Write an encounter and show it."""
    done = record(session, handle, decide)
    line, at = entry_line(done.entries), done.entries[0].at
    facts = f"It took place on {echo(local(at), session.today)}" if at < session.now else ""
    if done.opening is not None:
        facts += f"; {opening_text(done.opening, at, session)}"
    if not done.subject.standing.is_open:
        from salescli.commands.support.asking.endings import revisit_echo

        back = revisit_echo(done.entries[-1], session)
        show_written(handle, line, facts="; ".join(filter(None, (facts, back))))
        return
    held = entry_line(done.entries, nexts=False)
    show_agenda(held, done.subject, session, command("show", handle), facts=facts)
