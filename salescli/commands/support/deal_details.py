"""What else may be said of a new deal, on one line: `value 12k close end of q1 source referral`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from salescli.commands.support import arguments
from salescli.commands.support.new_deal import AddFlags, stated_value
from salescli.commands.support.session import Session, subject
from salescli.errors import SalescliError, UsageError
from salescli.text.wording import echo
from salescli.views.phrases import money

DETAILS = 'value 12k close end of q1 source referral title "New ovens"'

# What each word says, by the name of the flag.
_WORDS = {
    **{name: name for name in ("title", "value", "currency", "close", "owner", "source")},
    **{name: name for name in ("follows", "employees", "industry", "country", "kind")},
    **dict.fromkeys(("tag", "tags"), "tags"),
    **dict.fromkeys(("competitor", "competitors"), "competitors"),
    "worth": "value",
    "closes": "close",
    "size": "employees",
}
_TOKEN = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')
_JOINED = re.compile(r"(\w+)[:=](.+)")


def with_details(flags: AddFlags, text: str, session: Session) -> AddFlags:
    """Return the flags with what a line says beside them. Raises UsageError that names the word."""
    changes: dict[str, Any] = {}
    for name, value in _fields(text):
        if name in changes and name not in ("tags", "competitors"):
            raise UsageError(f"{name} is said twice", fix="say it once")
        changes[name] = _read(name, value, session, changes.get(name, ()))
    flags = replace(flags, **changes)
    stated_value(session, flags)
    return flags


def details_meaning(before: AddFlags, flags: AddFlags, session: Session) -> str:
    """Return what a line was understood as, for its writer to check."""
    value, currency = stated_value(session, flags)
    close = flags.close and echo(arguments.day_ahead(flags.close, session), session.today)
    shown = {"value": money(value, currency), "close": f"closes {close}"}
    names = [name for name in dict.fromkeys(_WORDS.values()) if _changed(name, before, flags)]
    return " · ".join(shown.get(name) or f"{name} {_plain(getattr(flags, name))}" for name in names)


def _changed(name: str, before: AddFlags, flags: AddFlags) -> bool:
    return bool(getattr(before, name) != getattr(flags, name))


def _plain(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _fields(text: str) -> Iterator[tuple[str, str]]:
    """Yield each field that is named, and the words behind it; an amount needs no name."""
    name, words = "", list[str]()
    for token in _TOKEN.finditer(text):
        quoted, plain = token[1] or token[2], token[3] or ""
        word, first = plain.rstrip(":="), ""
        if (joined := _JOINED.fullmatch(plain)) and joined[1].lower() in _WORDS:
            word, first = joined[1], joined[2]
        if not quoted and word.lower() in _WORDS:
            yield from _field(name, words)
            name, words = _WORDS[word.lower()], [first] if first else []
        else:
            words.append(quoted or plain)
    yield from _field(name, words)


def _field(name: str, words: list[str]) -> Iterator[tuple[str, str]]:
    value = " ".join(words).strip(" ,;")
    if name and not value:
        raise UsageError(
            f"what is the {name}?", fix=f'write {name} and what it is; "in quotes" if it is a name'
        )
    if not name and value:
        try:
            arguments.amount(value)
        except SalescliError:
            raise UsageError(
                f"'{value}' doesn't say what it is", fix=f"name it, as in: {DETAILS}"
            ) from None
    if value:
        yield name or "value", value


def _read(name: str, text: str, session: Session, before: tuple[str, ...]) -> Any:
    """Return the value of a field as its flag has it. Raises SalescliError."""
    if name == "close":
        return arguments.written(arguments.day_ahead(text, session))
    if name == "employees":
        return arguments.headcount(text)
    if name == "follows":
        return subject(session, text).deal.handle
    if name in ("tags", "competitors"):
        return (*before, *(word for part in text.split(",") if (word := part.strip())))
    return text
