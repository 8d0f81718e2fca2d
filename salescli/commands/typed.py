"""What was typed, at a flag or at a prompt, read against the deal and the day."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from salescli.commands.session import Session, Subject
from salescli.errors import NotFoundError, UsageError
from salescli.model.amount_text import Money, parse_money
from salescli.model.currency import currency_code
from salescli.model.dates import DateError, parse_day, parse_when
from salescli.model.deal import Amount, Person
from salescli.model.handles import is_handle
from salescli.model.moment import When, local, sort_key
from salescli.model.spoken import day_text, echo, when_text

_SPLIT = re.compile(r"[\s,]+")


def clean(text: str) -> str:
    """A text as it may be kept: what isn't valid Unicode is replaced."""
    return text.encode("utf-8", "replace").decode().replace("\r\n", "\n").strip()


def words(text: str) -> list[str]:
    """The words of a text, parted by commas or spaces, each once."""
    return list(dict.fromkeys(word for word in _SPLIT.split(text.strip()) if word))


def names(text: str) -> list[str]:
    """The names that a text gives; `-` is none."""
    return [word for word in words(text) if word != "-"]


def known(word: str, names: Iterable[str], options: Collection[str], fix: str) -> tuple[str, ...]:
    """The names, when all of them are among the options. Raises NotFoundError with the nearest."""
    for name in names:
        if name not in options:
            from difflib import get_close_matches

            near = get_close_matches(name, options, n=1, cutoff=0.5)
            hint = f": did you mean '{near[0]}'?" if near else ""
            raise NotFoundError(f"there is no {word} '{name}'{hint}", fix=fix)
    return tuple(dict.fromkeys(names))


def steps(names: Iterable[str], subject: Subject) -> tuple[str, ...]:
    """Steps of the deal's process. Raises NotFoundError."""
    if not subject.judged:
        return tuple(dict.fromkeys(map(clean, names)))
    options = [step.id for step in subject.process.steps]
    return known(
        "step", names, options, f"the steps of {subject.process.name}: {', '.join(options)}"
    )


def outcomes(names: Iterable[str], subject: Subject, held: Collection[str]) -> tuple[str, ...]:
    """Outcomes of the deal's process; the message lists those of the held steps."""
    if not subject.judged:
        return tuple(dict.fromkeys(map(clean, names)))
    near = [o.id for step in subject.process.steps if step.id in held for o in step.outcomes]
    every = [o.id for step in subject.process.steps for o in step.outcomes]
    return known("outcome", names, every, f"outcomes: {', '.join(near or every)}")


def people(names: Iterable[str], people: Mapping[str, Person]) -> tuple[str, ...]:
    """People of the deal, by handle. Raises NotFoundError."""
    fix = f"people: {', '.join(people) or 'none yet'}; a new one: --person 'dana: Dana Reyes, ROLE'"
    return known("person", names, people, fix)


def person(text: str, subject: Subject) -> Person:
    """A new person from `dana: Dana Reyes, it, dana@acme.example`; role and email may be left out.

    Raises UsageError where it isn't of that form.
    """
    handle, colon, rest = clean(text).partition(":")
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    if not colon or not parts or not is_handle(handle.strip()):
        raise UsageError(
            f"--person '{text}' is not of the form 'handle: Name, role, email'",
            fix="as in --person 'dana: Dana Reyes, it, dana@acme.example'",
        )
    email = next((part for part in parts[1:] if "@" in part), "")
    roles = [part for part in parts[1:] if part != email]
    if len(roles) > 1:
        raise UsageError(f"--person '{text}' has more than one role: {', '.join(roles)}")
    return Person(handle.strip(), parts[0], role(roles[0], subject) if roles else "", email)


def role(name: str, subject: Subject) -> str:
    """A role of the deal's process. Raises NotFoundError."""
    if not subject.judged or not name:
        return clean(name)
    options = [role.id for role in subject.process.roles]
    return known("role", [name], options, f"roles: {', '.join(options)}")[0]


def when_ahead(text: str, session: Session) -> When:
    """A date or a time that isn't past. Raises UsageError."""
    when = _when(text, session)
    past = when < session.today if not isinstance(when, datetime) else when < session.now
    if past:
        raise UsageError(f"{echo(when, session.today)}, is in the past", fix="name a day ahead")
    return when


def _when(text: str, session: Session, *, back: bool = False) -> When:
    settings = session.book.settings
    try:
        when = parse_when(text, local(session.now), settings.calendar, settings.hours, back=back)
    except DateError as error:
        raise UsageError(str(error)) from None
    return local(when) if isinstance(when, datetime) else when


def day(text: str, session: Session) -> date:
    """A date, past or ahead. Raises UsageError."""
    settings = session.book.settings
    try:
        return parse_day(text, local(session.now), settings.calendar, settings.hours)
    except DateError as error:
        raise UsageError(str(error)) from None


def day_ahead(text: str, session: Session) -> date:
    """A date that isn't past. Raises UsageError."""
    ahead = day(text, session)
    if ahead < session.today:
        raise UsageError(f"{echo(ahead, session.today)}, is in the past", fix="name a day ahead")
    return ahead


def written(when: When) -> str:
    """A date or a time as it can be typed again on any day, and means the same."""
    return f"{local(when):%Y-%m-%dT%H:%M}" if isinstance(when, datetime) else when.isoformat()


def when_past(text: str, session: Session, fix: str = "") -> When:
    """A day or a time that does not lie ahead, as `--at` takes it.

    Raises UsageError; `fix` says what else to type for what lies ahead.
    """
    try:
        when = _when(text, session, back=True)
    except UsageError as error:
        raise UsageError(f"--at: {error.message}") from None
    if when > session.now if isinstance(when, datetime) else when > session.today:
        raise UsageError(
            f"--at: {echo(when, session.today)}, is in the future",
            fix=f"write the day as in 2026-11-19, or 'yesterday 15:00'{fix}",
        )
    return when


def moment_past(text: str, session: Session, since: datetime | None) -> datetime:
    """When something happened: a time, or a day (its noon), not ahead and not before `since`.

    Raises UsageError.
    """
    at = when_past(text, session, "; what is planned: --next")
    if not isinstance(at, datetime):
        noon = local(datetime(at.year, at.month, at.day, 12))
        at = min(noon, session.now)
    if since is not None and sort_key(at) < sort_key(since):
        raise UsageError(
            f"--at: {when_text(at)} is before the deal was opened, {day_text(since)}",
            fix="salescli edit DEAL   can move its opening back: `at` of the first entry",
        )
    return at


def amount(text: str) -> Amount:
    """An amount of money from 0, without its currency. Raises UsageError."""
    return money(text, "").amount


def money(text: str, home: str) -> Money:
    """An amount of money and its currency, '' where none is named: 48k, €48,000, 48000 USD.

    `home` is the currency that a sign of several (`$`) stands for, where it is one of them.
    Raises UsageError.
    """
    try:
        return parse_money(text, home)
    except ValueError as error:
        message, _, fix = str(error).partition(": ")
        raise UsageError(message, fix=fix) from None


def currency(text: str, home: str = "") -> str:
    """The code of a currency, by code, sign or name; '' stays. Raises UsageError."""
    if not text.strip():
        return ""
    try:
        return currency_code(text, home)
    except ValueError as error:
        message, _, fix = str(error).partition(": ")
        raise UsageError(message, fix=fix) from None
