"""Reading single TOML values: each reader gives the value as the model wants it, or says why not.

A table is read by a shape: for each key, the field that it fills and the reader of its value.
What can't be used becomes a finding and is left out; reading never stops at the first one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any

from salescli.domain.finding import Finding, Key
from salescli.domain.money.currency import IN_FILES
from salescli.domain.time.duration import Duration, parse_duration
from salescli.domain.time.moment import on_the_clock
from salescli.text.wording import excerpt

_TEXT = frozenset({str})

_HINTED = 100  # unknown keys for which the nearest known one is looked up: that takes its time

Reader = Callable[[Any], Any]
Shape = Mapping[str, tuple[str, Reader]]


class WrongValueError(ValueError):
    """A value of the wrong type or out of range; the message says what was expected."""


def read_table(
    table: Mapping[str, Any], shape: Shape, key: Key, findings: list[Finding]
) -> dict[str, Any]:
    """Return the fields that a table fills.

    Unknown keys and wrong values are added to `findings`.
    """
    fields = {}
    for name, value in table.items():
        known = shape.get(name)
        if known is None:
            findings.append(_unknown_key(name, shape if len(findings) < _HINTED else (), key))
            continue
        field, reader = known
        try:
            fields[field] = reader(value)
        except WrongValueError as wrong:
            findings.append(misread(f"{name}: {wrong}", (*key, name)))
    return fields


def misread(message: str, key: Key) -> Finding:
    """Return the finding F03: most files have none, so what makes it is loaded here."""
    from salescli.domain.faults import wrong_value

    return wrong_value(message, key)


def _unknown_key(name: str, known: Collection[str], key: Key) -> Finding:
    """Return the finding F02, with the nearest key that the format does know."""
    from difflib import get_close_matches

    from salescli.domain.faults import unknown_key

    near = get_close_matches(name, known, n=1, cutoff=0.6) if known else ()
    where = f" in {dotted(key)}" if key else ""
    hint = f"did you mean `{near[0]}`?" if near else "it is kept as it is"
    fix = f"rename it to `{near[0]}`" if near else "move what you want to keep into [custom]"
    return unknown_key(f"unknown key `{name}`{where}: {hint}", fix, (*key, name))


def dotted(key: Key) -> str:
    """Return a key as a person would write it: `log[3].next.on`, entries counted from 1."""
    text = ""
    for part in key:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            text += f".{part}" if text else part
    return text


def text(value: Any) -> str:
    """Read a string."""
    if type(value) is str:
        return value
    raise WrongValueError(f"expected text in quotes, not {describe(value)}")


def texts(value: Any) -> tuple[str, ...]:
    """Read a list of strings."""
    if type(value) is list and _TEXT.issuperset(map(type, value)):
        return tuple(value)
    raise WrongValueError(f'expected a list of texts such as ["a", "b"], not {describe(value)}')


def yes(value: Any) -> bool:
    """Read true or false."""
    if type(value) is bool:
        return value
    raise WrongValueError(f"expected true or false, not {describe(value)}")


def positive(value: Any) -> int:
    """Read a whole number from 1."""
    if type(value) is int and 1 <= value < 10**9:
        return value
    raise WrongValueError(f"expected a whole number, 1 or more, not {describe(value)}")


def whole(value: Any) -> int:
    """Read a whole number from 0."""
    if type(value) is int and 0 <= value < 10**12:
        return value
    raise WrongValueError(f"expected a whole number, 0 or more, not {describe(value)}")


def amount(value: Any) -> int | Decimal:
    """Read a number from 0, whole or decimal."""
    if type(value) is int and 0 <= value < 10**15:
        return value
    if type(value) is Decimal and value.is_finite() and 0 <= value < 10**15:
        return value
    raise WrongValueError(f"expected a number, 0 or more, such as 48000, not {describe(value)}")


def currency(value: Any) -> str:
    """Read the code of a currency; a sign or name that stands for a single one is known."""
    if not text(value) or value in IN_FILES:
        return IN_FILES.get(value, "")
    raise WrongValueError(f'expected a currency such as "EUR", not {describe(value)}')


def day(value: Any) -> date:
    """Read a date without a time."""
    if type(value) is date:
        return value
    raise WrongValueError(f"expected a date such as 2027-01-29, not {describe(value)}")


def moment(value: Any) -> datetime:
    """Read a time; without an offset it is taken as local."""
    if type(value) is datetime:
        return value if value.tzinfo is not None else _aware(value)
    raise WrongValueError(
        f"expected a date and time such as 2026-11-09T14:00:00+01:00, not {describe(value)}"
    )


def when(value: Any) -> date | datetime:
    """Read a date, or a date and time."""
    if type(value) is datetime:
        return value if value.tzinfo is not None else _aware(value)
    if type(value) is date:
        return value
    raise WrongValueError(f"expected a date, or a date and time, not {describe(value)}")


def _aware(value: datetime) -> datetime:
    try:
        return on_the_clock(value)
    except (OverflowError, ValueError, OSError):
        raise WrongValueError(f"{value} is out of range") from None


def duration(value: Any) -> Duration:
    """Read a duration such as 10bd."""
    if type(value) is not str:
        raise WrongValueError(f'expected a duration such as "10bd", not {describe(value)}')
    try:
        return parse_duration(value)
    except ValueError as wrong:
        raise WrongValueError(str(wrong)) from None


def one_of(*options: str) -> partial[str]:
    """Return a reader of one of a few words, which are its `args`."""
    return partial(_word, options)


def _word(options: tuple[str, ...], value: Any) -> str:
    if type(value) is str and value in options:
        return value
    raise WrongValueError(f"expected one of {', '.join(options)}, not {describe(value)}")


def table(value: Any) -> dict[str, Any]:
    """Read a table."""
    if type(value) is dict:
        return value
    raise WrongValueError(f"expected a table, not {describe(value)}")


def tables(value: Any) -> list[dict[str, Any]]:
    """Read a list of tables, as [[name]] gives it."""
    if type(value) is list and all(type(item) is dict for item in value):
        return value
    raise WrongValueError(f"expected tables headed [[…]], not {describe(value)}")


def table_or_tables(value: Any) -> list[dict[str, Any]]:
    """Return one table, or a list of them."""
    if type(value) is dict:
        return [value]
    if type(value) is list and value and all(type(item) is dict for item in value):
        return value
    raise WrongValueError(f"expected a table or tables headed [[…]], not {describe(value)}")


_KINDS: dict[type, str] = {
    bool: "true or false",
    int: "the number",
    Decimal: "the number",
    str: "the text",
    datetime: "the time",
    date: "the date",
    time: "the time of day",
    list: "a list",
    dict: "a table",
}


def describe(value: Any) -> str:
    """Return a value as a message names it: `the text 'soon'`."""
    kind = _KINDS.get(type(value), "this")
    if isinstance(value, list | dict):
        return kind
    if isinstance(value, Decimal) and value.is_infinite():
        return "a number that is out of range"
    shown = repr(value) if isinstance(value, str) else str(value)
    if isinstance(value, bool):
        return shown.lower()
    return f"{kind} {excerpt(shown)}"
