"""Values of a deal's header as they are typed, at `set` and at the flags of `add`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.typed import money_arguments
from salescli.commands.support.which_deal.find_deal import subject
from salescli.domain.deal import IMPORTED
from salescli.domain.deal_fields import FIELDS, LISTS, Kind
from salescli.domain.own_fields import PREFIX
from salescli.errors import UsageError
from salescli.text.lazy_re import lazy_re

_OWN = lazy_re(r"[^\W_][\w-]{0,63}")
_SEPARATORS = {Kind.TEXTS: ",", Kind.SENTENCES: ";"}
# What reads a text; an amount is read with its currency, by whoever knows both.
_READ: Mapping[Kind, Callable[[str, Session], Any]] = {
    Kind.TEXT: lambda text, _: arguments.clean(text),
    Kind.AMOUNT: lambda text, _: arguments.clean(text),
    Kind.CURRENCY: lambda text, session: money_arguments.typed_currency(
        text, session.book.settings.currency
    ),
    Kind.HANDLE: lambda text, session: subject(session, text).deal.handle,
}


def typed_value(
    key: str, text: str, session: Session, day: Callable[[str, Session], date] = arguments.typed_day
) -> Any:
    """Return the value of a field from a text; lists as lists. Raises SalescliError.

    `day` reads a day: by default a past one too.
    """
    kind = FIELDS[key].kind
    if kind in LISTS:
        return cleaned(text.split(_SEPARATORS[kind]))
    if kind is Kind.DAY:
        return _last_day(text, session, day) if key == "close" else day(text, session)
    if kind is Kind.WHOLE:
        return _whole(key, text)
    return _READ[kind](text, session)


def _last_day(text: str, session: Session, day: Callable[[str, Session], date]) -> date:
    """Return a day on which a deal closes: of a week, a month or a quarter the end.

    Raises UsageError.
    """
    with suppress(UsageError):
        return day(f"end of {text}", session)
    return day(text, session)


def own_name(field: str) -> str:
    """Return the name of an own field of the deal, `slack` of `custom.slack`; '' for another field.

    Raises UsageError where it can't be one.
    """
    name = field.removeprefix(PREFIX)
    if name == field:
        return ""
    if not _OWN.fullmatch(name) or name == IMPORTED:
        raise UsageError(
            f"'{field}' can't be a field of your own",
            fix="use letters, digits, - and _: as in custom.slack=#acme",
        )
    return name


def flag_value(key: str, value: Any, session: Session) -> Any:
    """Return the value of a field from its flag, as a deal has it; days in the future.

    Raises SalescliError.
    """
    if isinstance(value, tuple):
        return tuple(map(arguments.clean, value))
    if isinstance(value, str) and (value or FIELDS[key].kind is Kind.DAY):
        return typed_value(key, value, session, arguments.day_ahead)
    return value


def cleaned(texts: Iterable[str]) -> list[str]:
    """Return the texts as they may be kept, the empty ones left out."""
    return [text for part in texts if (text := arguments.clean(part))]


def _whole(key: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise UsageError(f"'{text}' is not a whole number", fix=f"as in {key}=250")
    return int(text)
