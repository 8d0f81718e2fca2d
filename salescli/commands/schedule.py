"""`schedule`: set a next step, move one, put one beside the others or in place of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from salescli.commands.support import arguments
from salescli.commands.support.asking.agenda_choice import ask_which
from salescli.commands.support.asking.ask_next_step import ask_next_and_where, resolve_dates
from salescli.commands.support.asking.ask_place import ask_place, place_in_words, shown_item
from salescli.commands.support.asking.conversation import (
    Conversation,
    converse,
    recalled,
    talk_about,
)
from salescli.commands.support.session import Session, in_terminal, me, open_to_write
from salescli.commands.support.subject import Subject, must_be_open
from salescli.commands.support.typed.move_text import read_moved_day
from salescli.commands.support.typed.next_step_flags import (
    from_flags,
    step_flag,
    taken_apart,
    with_introduced,
)
from salescli.commands.support.typed.next_step_text import read_next_step
from salescli.commands.support.which_deal.deal_words import subject_and_words
from salescli.commands.support.which_deal.find_deal import open_subject
from salescli.commands.support.writing.agenda_items import (
    check_beside,
    find_item,
    item_name,
    item_names,
    place_taken,
    show_agenda,
)
from salescli.commands.support.writing.agenda_meanwhile import typed_on_agenda
from salescli.commands.support.writing.report_commit import record
from salescli.commands.support.writing.under_lock import Addition, Decide
from salescli.domain.deal import Entry, NextStep
from salescli.domain.standing import AgendaItem
from salescli.errors import NotFoundError, SalescliError, UsageError
from salescli.flags.day.schedule import Place, ScheduleFlags
from salescli.flags.support.next_step import NextFlags
from salescli.prompts import Asker
from salescli.text.change_words import is_change_talk
from salescli.text.matching import meant

_NOTHING, _NOWHERE = NextFlags(), Place()


def schedule(flags: ScheduleFlags) -> None:
    """Log what comes next in a deal; what isn't said stays as it was. Raises SalescliError."""
    session = open_to_write(flags.book)
    about, words = subject_and_words(session, flags.deal, flags.words, _is_understood)
    must_be_open(about)
    place = flags.place
    following = _with_words(flags.following, words, about, session)
    if place.also and place.instead is not None:
        raise UsageError("a next step goes beside the others or in place of one", fix="give one")
    following = taken_apart(following, about, session)
    if in_terminal() and following.on and not following.what:
        following = ask_which(following, place, about)
    if following.on is None and in_terminal():
        following = _item_in_words(following, about)
        _ask(session, about, resolve_dates(following, about, session), place)
    else:
        decide = partial(_decided, following, place, session)
        _write(session, about.deal.handle, decide)


def _is_understood(words: Sequence[str], about: Subject, session: Session) -> bool:
    """Whether words are a step of the deal or a day, rather than words of any kind."""
    try:
        typed = read_next_step(" ".join(words), about, session)
    except SalescliError:
        return False
    return bool(typed.step) or not typed.what


def _with_words(
    flags: NextFlags, words: Sequence[str], about: Subject, session: Session
) -> NextFlags:
    """Return the flags with what the words behind the deal say. Raises SalescliError."""
    if not words:
        return flags
    if flags.step or flags.what or flags.on:
        raise UsageError(
            f"'{' '.join(words)}' and the flags both say what comes next", fix="give one of them"
        )
    typed = read_next_step(" ".join(words), about, session)
    on = arguments.written(typed.on) if typed.on is not None else None
    people = flags.people or typed.flag_people
    return replace(flags, step=typed.step or None, what=typed.what, on=on, people=people)


def _item_in_words(flags: NextFlags, about: Subject) -> NextFlags:
    """Return the flags with the words of the item that `--next` names, where it is no step."""
    titles = {step.id: step.title for step in about.process.steps}
    if not flags.step or meant(flags.step, titles) or not about.standing.agenda:
        return flags
    following = find_item(flags.step, about).next
    return replace(flags, step=following.step or None, what=flags.what or following.what)


def move(book: Path | None, name: str, text: str = "") -> None:
    """Move the next step in force: it stays the step; its day and its people are asked for.

    The day is not asked for where `text` is one: 'move it to fri 11th same time'.

    Raises SalescliError.
    """
    session = open_to_write(book)
    about = open_subject(session, name)
    before = about.standing.next
    if before is None:
        known = _NOTHING
    elif about.process.step(before.step):
        known = NextFlags(step=before.step)
    else:
        known = NextFlags(what=before.what)
    flags = _NOTHING
    if before is not None and text:
        try:
            names = [f"{who.name} {who.handle}" for who in about.deal.people.values()]
            day = read_moved_day(text, before, session, own=names)
            flags = replace(flags, on=arguments.written(day))
        except arguments.NoDateError:
            if not is_change_talk(text):
                raise
    _ask(session, about, flags, _NOWHERE, known=known)


def reschedule(book: Path | None, name: str, text: str = "") -> None:
    """Ask for another next step in place of the one in force; for what `text` leaves open of it.

    Raises SalescliError.
    """
    session = open_to_write(book)
    about = open_subject(session, name)
    flags = _with_words(_NOTHING, text.split(), about, session)
    agenda = about.standing.agenda
    instead = Place(instead=item_name(agenda[0], agenda)) if agenda else _NOWHERE
    _ask(session, about, flags, _NOWHERE, usual=instead)


def _ask(
    session: Session,
    about: Subject,
    flags: NextFlags,
    place: Place,
    *,
    known: NextFlags = _NOTHING,
    usual: Place = _NOWHERE,
) -> None:
    """Ask for a next step and write it; `known` and `usual` are what holds where nobody says."""

    def run(asker: Asker) -> None:
        """Ask for what is not known yet, and write the entry."""
        talk = talk_about(about, session, asker)
        typed, where = recalled(asker, flags), recalled(asker, place, "place")
        wanted = replace(typed, step=typed.step or known.step, what=typed.what or known.what)
        entry = _asked(talk, wanted, usual if where == _NOWHERE else where)
        decide = typed_on_agenda(about, [entry], talk.newcomers, session)
        _write(session, about.deal.handle, decide)

    converse("schedule", about.deal.handle, session, run)


def _asked(talk: Conversation, flags: NextFlags, place: Place) -> Entry:
    """Return the entry as it was asked for."""
    about, session = talk.subject, talk.session
    before = _target(flags, place, about)
    if before is None and not (place.also or flags.step or flags.in_words):
        before = next(iter(about.standing.agenda), None)
    following, where = ask_next_and_where(talk, flags, before.next if before else None)
    moved = place_taken(following, about, session)
    if place.instead is not None and moved:
        place = Place()  # it was moved, rather than given up
    if place == Place() and about.standing.agenda and not moved:
        place = place_in_words(where, about) or ask_place(talk, following)
    return _entry(following, place, about, session)


def _decided(flags: NextFlags, place: Place, session: Session, about: Subject) -> Addition:
    """Return the next step that the flags make of the agenda as it is. Raises SalescliError."""
    must_be_open(about)
    flags, about, newcomers = with_introduced(flags, about)
    return Addition([_from_flags(flags, place, about, session)], newcomers)


def _from_flags(flags: NextFlags, place: Place, about: Subject, session: Session) -> Entry:
    """Return the entry that the flags make. Raises UsageError that names what is missing."""
    agenda, people = about.standing.agenda, about.deal.people
    target = _target(flags, place, about)
    if target is not None and flags.on:
        flags = replace(flags, on=_moved(flags.on, target.next, session))
    if target is not None and place == Place():
        following = from_flags(_kept(flags, target.next), about, session, people)
        moved = place_taken(following, about, session)
        name = None if moved else item_name(target, agenda)
        return _entry(following, Place(instead=name), about, session)
    is_named = bool(flags.step) or flags.in_words
    if agenda and place == Place():
        if not is_named:
            raise UsageError(
                f"{about.deal.handle} has {len(agenda)} next steps: which one?",
                fix=f"--next {item_names(agenda, ' or --next ')}",
            )
        raise _beside_or_instead(about)
    following = from_flags(flags, about, session, people)
    if place.also:
        check_beside([following], about, session)
    return _entry(following, place, about, session)


def _moved(text: str, before: NextStep, session: Session) -> str:
    """Return the day that is typed, as it means the same for any next step."""
    return arguments.written(read_moved_day(text, before, session))


def _beside_or_instead(about: Subject) -> UsageError:
    agenda = about.standing.agenda
    standing = "; ".join(shown_item(item, about) for item in agenda)
    instead = item_names(agenda, " or --instead ")
    return UsageError(
        f"{about.deal.handle} has a next step already: {standing}",
        fix=f"--also   puts the new one beside it\n  --instead {instead}   puts it in its place",
    )


def _target(flags: NextFlags, place: Place, about: Subject) -> AgendaItem | None:
    """Return the item that is to be moved: the one that the flags name, or the only one."""
    agenda = about.standing.agenda
    if place.instead is not None:
        return find_item(place.instead, about)
    if place.also:
        return None
    words = arguments.clean(flags.what)
    if flags.step and about.process.step(flags.step):
        of_step = [item for item in agenda if item.next.step == flags.step]
        same = [item for item in of_step if item.next.what == words] if words else []
        if len(of_step) > 1 and not same:
            raise UsageError(
                f"'{flags.step}' is on the agenda more than once",
                fix=f"--what names the one: {', '.join(item.next.what for item in of_step)}",
            )
        return next(iter(same or of_step), None)
    if flags.step and agenda:
        return _item_or_step(flags.step, about)
    if words:
        return next((item for item in agenda if item.next.what == words), None)
    return agenda[0] if len(agenda) == 1 else None


def _item_or_step(name: str, about: Subject) -> AgendaItem | None:
    """Return the item of that name; None for a step. Raises SalescliError for neither."""
    try:
        return find_item(name, about)
    except NotFoundError:
        step_flag(name, about)
        return None


def _kept(flags: NextFlags, before: NextStep) -> NextFlags:
    """Return the flags, with what the item says where they say nothing."""
    return replace(
        flags,
        step=before.step,
        what=flags.what or before.what,
        people=flags.people or before.people,
        goal=flags.goal or before.goal,
    )


def _entry(following: NextStep, place: Place, about: Subject, session: Session) -> Entry:
    drop: tuple[str, ...] = ()
    if place.instead is not None:
        item = find_item(place.instead, about)
        drop = (item_name(item, about.standing.agenda),)
    return Entry(session.now, "schedule", by=me(session), nexts=(following,), drop=drop)


def _write(session: Session, handle: str, decide: Decide) -> None:
    """Write what comes next and show it."""
    done = record(session, handle, decide)
    show_agenda("scheduled", done.subject, session)
