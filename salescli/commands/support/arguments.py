"""What was typed, at a flag or at a prompt, read against the deal and the day."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.domain.deal import ENCOUNTERS
from salescli.domain.time.exact_when import exact_when
from salescli.domain.time.moment import When, local
from salescli.errors import NotFoundError, UsageError
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import meant, runs
from salescli.text.wording import echo, listed

if TYPE_CHECKING:
    pass

_SPLIT = lazy_re(r"[\s,;&]+")
_BY = lazy_re(r"^(?:(?:it was|by|via|on|over|in|a|an|the|per|am)\s+)+", re.IGNORECASE)
_AND = {"and", "und", "et"}


class NoDateError(UsageError):
    """A text that is no date at all; a plain UsageError is a date that can't be meant so."""


def clean(text: str) -> str:
    """Return a text as it may be kept: what isn't valid Unicode is replaced."""
    return text.encode("utf-8", "replace").decode().replace("\r\n", "\n").strip()


def words(text: str) -> list[str]:
    """Return the words of a text, separated by commas, spaces or 'and', each once."""
    split = _SPLIT.split(text.strip())
    return list(dict.fromkeys(word for word in split if word and word.casefold() not in _AND))


def names(text: str) -> list[str]:
    """Return the names that a text gives; `-` is none, and so are the words for it."""
    from salescli.text.answer_words import is_none

    return [] if is_none(text) else [word for word in words(text) if word != "-"]


def known(word: str, names: Iterable[str], options: Collection[str], fix: str) -> tuple[str, ...]:
    """Return the names if all are among the options. Raises NotFoundError with the nearest."""
    for name in names:
        if name not in options:
            from difflib import get_close_matches

            near = get_close_matches(name, options, n=1, cutoff=0.5)
            hint = f": did you mean '{near[0]}'?" if near else ""
            raise NotFoundError(f"there is no {word} '{name}'{hint}", fix=fix)
    return tuple(dict.fromkeys(names))


def chosen(word: str, names: Iterable[str], titles: Mapping[str, str], fix: str) -> tuple[str, ...]:
    """Return the ids that names mean, each by id, title or an unambiguous part, once.

    Words that only together mean one (security review) may come one by one.
    Raises UsageError with both written out for two meanings, NotFoundError for none.
    """
    wanted = runs([part for name in names for part in words(clean(name))], titles)
    found: dict[str, None] = {}
    for name in wanted:
        ids = meant(name, titles)
        if len(ids) > 1:
            either = " or ".join(f"{one} ({titles[one]})" for one in ids)
            raise UsageError(f"'{name}' could be {either}", fix="write one of them")
        found |= dict.fromkeys(ids or known(word, [name], list(titles), fix))
    return tuple(found)


def steps(names: Iterable[str], subject: Subject) -> tuple[str, ...]:
    """Return the steps of the deal's process. Raises SalescliError."""
    if not subject.judged:
        return tuple(dict.fromkeys(map(clean, names)))
    titles = {step.id: step.title for step in subject.process.steps}
    return named_steps(names, titles, f"the steps of {subject.process.name}: {', '.join(titles)}")


def named_steps(names: Iterable[str], titles: Mapping[str, str], fix: str) -> tuple[str, ...]:
    """Return the steps that names mean, whatever is said around them. Raises SalescliError."""
    typed = tuple(names)
    if all(name in titles for name in typed):
        return tuple(dict.fromkeys(typed))
    # Most steps are named by their ids: all else is loaded only where one is not.
    from salescli.text.contact_words import contact_step, is_contact
    from salescli.text.names_of_steps import names_of_steps

    texts = [name for text in typed for name in names_of_steps(clean(text), titles)]
    for name in texts:
        if is_contact(name) and (near := contact_step(name, titles)):
            raise UsageError(
                f"'{name}' is how you were in contact, and a part of the step {near} too",
                fix=f"write {near} for the step; in words: --what {name}, or no step at all",
            )
    return chosen("step", texts, titles, fix)


def outcomes(names: Iterable[str], subject: Subject, held: Collection[str]) -> tuple[str, ...]:
    """Outcomes of the deal's process, those of the held steps first; `all` are those of them.

    Raises SalescliError.
    """
    if not subject.judged:
        return tuple(dict.fromkeys(map(clean, names)))
    near, every = (
        {o.id: o.text for step in subject.process.steps if step.id in among for o in step.outcomes}
        for among in (held, [step.id for step in subject.process.steps])
    )
    texts = list(names)
    if [name.strip().lower() for name in texts] == ["all"] and near:
        return tuple(near)
    fix = f"outcomes: {', '.join(near or every)}"
    wanted = runs([part for name in texts for part in words(clean(name))], near)
    found = [
        name
        for text in wanted
        for name in chosen("outcome", [text], near if meant(text, near) else every, fix)
    ]
    return tuple(dict.fromkeys(found))


def encounter_kind(text: str) -> str:
    """Return a kind of encounter, by name or a usual word for it. Raises UsageError."""
    if text in ENCOUNTERS:
        return text
    from salescli.domain.encounter_kinds import kinds_meant

    kinds = kinds_meant(text) or kinds_meant(_BY.sub("", text.strip()))
    if len(kinds) != 1:
        wrong = f"'{text}' could be {listed(kinds, 'or')}" if kinds else f"unknown kind '{text}'"
        raise UsageError(wrong, fix=f"use {listed(ENCOUNTERS, 'or')}")
    return kinds[0]


def role(name: str, subject: Subject) -> str:
    """Return a role of the deal's process, by id, title or part; '' for none.

    Raises SalescliError.
    """
    from salescli.domain.people.role_words import roles_meant
    from salescli.text.answer_words import is_none

    if is_none(name):
        return ""
    if not subject.judged or not name:
        return clean(name)
    titles = {role.id: role.title for role in subject.process.roles}
    if len(ids := roles_meant(name, titles)) == 1:
        return ids[0]
    return only("role", name, titles, f"roles: {', '.join(titles)}")


def reason(text: str, reasons: Mapping[str, str]) -> str:
    """Return the one declared reason that words mean; `reasons` has ids and texts.

    Raises UsageError with those that could be meant, NotFoundError with all of them.
    """
    from salescli.domain.reason_words import reasons_meant

    ids = reasons_meant(clean(text), reasons)
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise UsageError(f"'{text}' could be {listed(ids, 'or')}", fix="write one of them")
    known("reason", [text], reasons, f"reasons: {', '.join(reasons) or 'REASON'}")
    return text


def only(word: str, name: str, titles: Mapping[str, str], fix: str) -> str:
    """Return the one id that a name means. Raises SalescliError."""
    ids = meant(name, titles)
    if len(ids) != 1:
        ids = chosen(word, [name], titles, fix)
    if len(ids) != 1:
        raise UsageError(f"'{name}' could be {' or '.join(ids)}", fix=fix)
    return ids[0]


def when_ahead(text: str, session: Session) -> When:
    """Return a date or a time that isn't past; a part of a day is a time. Raises UsageError."""
    return check_ahead(read_when(text, session, timed=True), session)


def check_ahead(when: When, session: Session) -> When:
    """Return a date or a time that isn't past. Raises UsageError."""
    past = when < session.today if not isinstance(when, datetime) else when < session.now
    if past:
        raise UsageError(f"{echo(when, session.today)}, is in the past", fix="name a day ahead")
    return when


def read_when(text: str, session: Session, *, back: bool = False, timed: bool = False) -> When:
    """Return a date or a time; looking `back`, the last such day. Raises UsageError.

    With `timed` a part of the day stands for a time.
    """
    if (exact := exact_when(text)) is not None:
        return local(exact) if isinstance(exact, datetime) else exact
    from salescli.domain.time.date_grammar import DateError, UnknownDateError, parse_when

    settings, now = session.book.settings, local(session.now)
    try:
        when = parse_when(text, now, settings.calendar, settings.hours, back=back, timed=timed)
    except UnknownDateError as error:
        raise NoDateError(str(error)) from None
    except DateError as error:
        raise UsageError(str(error)) from None
    return local(when) if isinstance(when, datetime) else when


def typed_day(text: str, session: Session) -> date:
    """Return a date, past or ahead. Raises UsageError."""
    from salescli.domain.time.date_grammar import DateError, parse_day

    settings = session.book.settings
    try:
        return parse_day(text, local(session.now), settings.calendar, settings.hours)
    except DateError as error:
        raise UsageError(str(error)) from None


def day_ahead(text: str, session: Session) -> date:
    """Return a date that isn't past. Raises UsageError."""
    ahead = typed_day(text, session)
    if ahead < session.today:
        raise UsageError(f"{echo(ahead, session.today)}, is in the past", fix="name a day ahead")
    return ahead


def written(when: When) -> str:
    """Return a date or a time as it can be typed again on any day, and means the same."""
    return f"{local(when):%Y-%m-%dT%H:%M}" if isinstance(when, datetime) else when.isoformat()


def when_past(text: str, session: Session, *, timed: bool = False) -> When:
    """Return a day or a time that does not lie ahead.

    With `timed` a part of the day is a time: this morning is 9:00, or the first of the hours.
    Raises UsageError.
    """
    when = read_when(text, session, back=True, timed=timed)
    if timed and isinstance(when, datetime) and when > session.now:
        whole = read_when(text, session, back=True)
        when = whole if isinstance(whole, datetime) or whole > session.today else session.now
    if when > session.now if isinstance(when, datetime) else when > session.today:
        raise UsageError(
            f"{echo(when, session.today)}, is in the future",
            fix="write the day as in 2026-11-19, or 'yesterday 15:00'",
        )
    return when


def at_flag(text: str, session: Session) -> datetime:
    """Return when something happened, as `--at` says. Raises UsageError that names the flag."""
    try:
        return moment_past(text, session)
    except UsageError as error:
        raise at_error(error, "; what is planned: --next") from None


def at_error(error: UsageError, planned: str = "") -> UsageError:
    """Return what is wrong with `--at`; `planned` says what to type for what is to come."""
    ahead = planned if error.message.endswith("in the future") else ""
    return type(error)(f"--at: {error.message}", fix=f"{error.fix}{ahead}")


def moment_past(text: str, session: Session) -> datetime:
    """When something happened: a time, or a day (its noon), not ahead. Raises UsageError."""
    at = when_past(text, session, timed=True)
    if not isinstance(at, datetime):
        noon = local(datetime(at.year, at.month, at.day, 12))
        at = min(noon, session.now)
    return at
