"""What else may be said of a new deal, on one line: `value 12k close end of q1 source referral`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from salescli.commands.support import arguments
from salescli.commands.support.header_values import typed_value
from salescli.commands.support.new_deal import read_header, stated_value
from salescli.commands.support.session import Session
from salescli.domain.deal_fields import FIELDS, FLAGS, LISTS, Kind, singular
from salescli.errors import SalescliError, UsageError
from salescli.flags.day.add import AddFlags
from salescli.text.wording import echo
from salescli.views.phrases import money

DETAILS = 'value 12k close end of q1 source referral title "New ovens"'

_CHOSEN = "process"  # it is asked for by itself
_ALIKE = {"worth": "value", "closes": "close", "size": "employees"}
_TOKEN = re.compile(r'"([^"]*)"|“([^”]*)”|(\S+)')
_JOINED = re.compile(r"(\w+)[:=](.+)")


def _words() -> Mapping[str, str]:
    """Return the words that name a field of the header, each with its key."""
    keys = [key for key in FLAGS if key != _CHOSEN]
    return {**{singular(key): key for key in keys}, **{key: key for key in keys}, **_ALIKE}


def with_details(flags: AddFlags, text: str, session: Session) -> AddFlags:
    """Return the flags with what a line says beside them. Raises UsageError that names the word."""
    header: dict[str, Any] = {}
    for key, value in _fields(text, _words()):
        if key in header and FIELDS[key].kind not in LISTS:
            raise UsageError(f"{key} is typed twice", fix="type it once")
        header[key] = _read(key, value, session, header.get(key, ()))
    flags = replace(flags, header={**flags.header, **header})
    stated_value(session, flags)
    return flags


def details_meaning(before: AddFlags, flags: AddFlags, session: Session) -> str:
    """Return what a line was understood as, for its writer to check."""
    read = read_header(session, flags)
    keys = [key for key in flags.header if flags.header[key] != before.header.get(key)]
    return " · ".join(_shown(key, read, session) for key in keys)


def _shown(key: str, read: Mapping[str, Any], session: Session) -> str:
    if key == "value":
        return money(read["value"], read["currency"])
    value = read[key]
    if FIELDS[key].kind is Kind.DAY:
        return f"{key} {echo(value, session.today)}"
    return f"{key} {', '.join(value) if isinstance(value, tuple) else value}"


def _fields(text: str, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each field that is named, and the words behind it; an amount needs no name."""
    key, words = "", list[str]()
    for token in _TOKEN.finditer(text):
        quoted, plain = token[1] or token[2], token[3] or ""
        word, first = plain.rstrip(":="), ""
        if (joined := _JOINED.fullmatch(plain)) and joined[1].lower() in names:
            word, first = joined[1], joined[2]
        if not quoted and word.lower() in names:
            yield from _field(key, words)
            key, words = names[word.lower()], [first] if first else []
        else:
            words.append(quoted or plain)
    yield from _field(key, words)


def _field(key: str, words: list[str]) -> Iterator[tuple[str, str]]:
    value = " ".join(words).strip(" ,;")
    if key and not value:
        raise UsageError(
            f"what is the {key}?", fix=f'write {key} and what it is; "in quotes" if it is a name'
        )
    if not key and value:
        try:
            arguments.amount(value)
        except SalescliError:
            raise UsageError(
                f"'{value}' doesn't say what it is", fix=f"name it, as in: {DETAILS}"
            ) from None
    if value:
        yield key or "value", value


def _read(key: str, text: str, session: Session, before: tuple[str, ...]) -> Any:
    """Return the value of a field as its flag has it. Raises SalescliError."""
    value = typed_value(key, text, session, arguments.day_ahead)
    if FIELDS[key].kind in LISTS:
        return (*before, *value)
    return arguments.written(value) if FIELDS[key].kind is Kind.DAY else value
