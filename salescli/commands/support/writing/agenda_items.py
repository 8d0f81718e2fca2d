"""The items of a deal's agenda as commands name them: which one is meant, and what stays ahead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.writing.opening import with_entries
from salescli.commands.support.writing.phrases import following_text
from salescli.commands.support.writing.report_commit import show_written
from salescli.commands.support.writing.under_lock import stamped
from salescli.domain.deal import Entry, NextStep
from salescli.domain.standing import AgendaItem
from salescli.domain.summary import what_text
from salescli.domain.time.moment import When, day_of, local
from salescli.domain.time.workdays import Calendar
from salescli.errors import NotFoundError, UsageError
from salescli.text.lazy_re import lazy_re
from salescli.text.shell_quoting import word

_THE_ONE = lazy_re(r"(?:the|that|die|der|das|den)(?:\s+one)?\s+|one\s+|\s+one$", re.IGNORECASE)


def after_entries(about: Subject, entries: Iterable[Entry], session: Session) -> Subject:
    """Return where the deal will stand once these are logged: what comes next follows from it."""
    return with_entries(about, stamped(entries, about, session))


def find_item(text: str, about: Subject) -> AgendaItem:
    """Return the item that is named by its step, its title, its words, or part of one of them.

    Or by its day or its time: 'the one on friday', 'die um halb drei'.

    Raises NotFoundError where none is, UsageError where several are.
    """
    agenda, wanted = about.standing.agenda, text.strip().casefold()
    named = [item for item in agenda if wanted in _names(item.next, about)]
    part = named or [item for item in agenda if is_called(wanted, item.next, about)]
    part = part or [item for item in agenda if is_on(text, item.next.on)]
    if not part or not wanted:
        raise NotFoundError(
            f"nothing on the agenda of {about.deal.handle} is called '{text}'",
            fix=f"on it: {item_names(agenda)}" if agenda else "nothing is scheduled",
        )
    if len(part) > 1:
        raise UsageError(
            f"'{text}' can be {item_names(part, ' or ')}", fix="name one of them in full"
        )
    return part[0]


def is_on(text: str, when: When) -> bool:
    """Return whether a text names the day or the time of a next step."""
    from salescli.domain.time.date_grammar import DateError, parse_when

    words = _THE_ONE.sub("", text.strip())
    day = datetime.combine(day_of(when), time())
    due = local(when).replace(tzinfo=None) if isinstance(when, datetime) else when
    for now in (day, day - timedelta(days=1)):
        try:
            meant = parse_when(words, now, Calendar())
        except DateError:
            continue
        if meant == (due if isinstance(meant, datetime) else day_of(when)):
            return True
    return False


def is_called(text: str, following: NextStep, about: Subject) -> bool:
    """Return whether a text is a part of the step, its title or the words of a next step."""
    wanted = text.strip().casefold()
    return any(wanted in name for name in _names(following, about))


def _names(following: NextStep, about: Subject) -> set[str]:
    names = (following.step, following.what, what_text(following, about.process))
    return {name.casefold() for name in names if name}


def item_name(item: AgendaItem, agenda: Sequence[AgendaItem]) -> str:
    """Return the name by which an entry calls an item off: its step, where that names no other."""
    step, words = item.next.step, item.next.what
    alone = sum(step in (other.next.step, other.next.what) for other in agenda) == 1
    return step if step and (alone or not words) else words


def item_names(items: Iterable[AgendaItem], joint: str = ", ") -> str:
    """Return the names of items, as flags take them."""
    items = list(items)
    return joint.join(word(item_name(item, items)) for item in items)


def ahead(about: Subject, session: Session) -> tuple[AgendaItem, ...]:
    """Return what is on the agenda for today or later: the only thing that can be kept."""
    return tuple(item for item in about.standing.agenda if item.next.day >= session.today)


def check_kept(about: Subject, session: Session, flag: str = "--next") -> None:
    """Raise UsageError where nothing ahead stays on the agenda for `--keep` to keep."""
    if not ahead(about, session):
        raise UsageError(
            "nothing that is still ahead stays on the agenda: --keep has nothing to keep",
            fix=f"say what happens next, and when: {flag} STEP --on DATE",
        )


def place_taken(following: NextStep, about: Subject, session: Session) -> AgendaItem | None:
    """Return the item of the agenda that a next step would move; None where it is a new one."""
    entry = Entry(session.now, "schedule", nexts=(following,))
    after = after_entries(about, [entry], session)
    known = {item.serial: item for item in about.standing.agenda}
    added = (item for item in after.standing.agenda if item.entry is after.deal.log[-1])
    return next((known[item.serial] for item in added if item.serial in known), None)


def check_beside(nexts: Iterable[NextStep], about: Subject, session: Session) -> None:
    """Raise UsageError where a next step is not a new one beside those on the agenda."""
    for following in nexts:
        if place_taken(following, about, session):
            raise UsageError(
                f"'{what_text(following, about.process)}' is on the agenda already",
                fix="leave out --also to move it, or say what is different: --what TEXT",
            )


def agenda_texts(about: Subject, session: Session) -> list[str]:
    """Return what comes next in a deal, and what comes after that, as replay says it."""
    agenda = about.standing.agenda
    return [following_text(item.next, session, about.process) for item in agenda]


def show_agenda(
    text: str, about: Subject, session: Session, hint: str = "", *, facts: str = ""
) -> None:
    """Say what happened to a deal, and all that is on its agenda now."""
    due, *then = agenda_texts(about, session) or [""]
    show_written(about.deal.handle, text, hint, due=due, then=then, facts=facts)
