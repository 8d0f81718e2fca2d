"""What else may be said of a new deal, on one line: `value 12k close end of q1 source referral`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.typed import money_arguments
from salescli.commands.support.typed.detail_talk import told_details
from salescli.commands.support.typed.detail_words import DETAILS, NOTE, DetailReaders
from salescli.commands.support.typed.header_values import typed_value
from salescli.commands.support.typed.words_of_days import is_of_day
from salescli.commands.support.writing.new_deal import read_header, stated_value
from salescli.domain.deal_fields import FIELDS, LISTS, Kind
from salescli.errors import UsageError
from salescli.flags.day.add import AddFlags
from salescli.text.answer_words import is_bare_none
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.wording import echo
from salescli.views.phrases import money

__all__ = ["DETAILS", "detail_readers", "details_meaning", "with_details"]

# How long something lasts: no day on which it closes.
_LASTING = lazy_re(r"[0-9]+\s?(?:yrs?|years?|months?|mths?|jahre?|monate?)\b", re.IGNORECASE)
_LONGEST = 600  # characters of the line


def with_details(flags: AddFlags, text: str, session: Session) -> AddFlags:
    """Return the flags with what a line says beside them. Raises UsageError that names the word."""
    if not folded(text) or is_bare_none(text):
        return flags
    if len(text) > _LONGEST:
        raise UsageError(
            f"{len(text):,} characters are too many for one line",
            fix=f"up to {_LONGEST:,} here; a long text goes into a note: salescli note",
        )
    after = _with_details(flags, text, session)
    shown = details_meaning(flags, after, session)
    again = _with_details(flags, shown, session) if shown else after
    if details_meaning(flags, again, session) != shown:
        raise UsageError(f"'{text.strip()}' is not clear", fix=f"name each part, as in: {DETAILS}")
    return after


def detail_readers(session: Session) -> DetailReaders:
    """Return what reads an amount, and a day to close on."""
    return DetailReaders(money_arguments.typed_amount, lambda text: _known_close(text, session))


def _with_details(flags: AddFlags, text: str, session: Session) -> AddFlags:
    header: dict[str, Any] = {}
    note = ""
    for key, value in told_details(text, detail_readers(session)):
        if key == NOTE:
            note = arguments.clean(value)
            continue
        if key in header and FIELDS[key].kind not in LISTS:
            raise UsageError(f"{key} is typed twice", fix="type it once")
        header[key] = _read(key, value, session, header.get(key, ()))
    whole = "\n".join(dict.fromkeys(filter(None, (flags.note, note))))
    flags = replace(flags, header={**flags.header, **header}, note=whole)
    stated_value(session, flags)
    return flags


def details_meaning(before: AddFlags, flags: AddFlags, session: Session) -> str:
    """Return what a line was understood as, for its writer to check."""
    read = read_header(session, flags)
    keys = [key for key in flags.header if flags.header[key] != before.header.get(key)]
    shown = [_shown(key, read, session) for key in keys]
    note = flags.note.removeprefix(before.note).strip()
    return " · ".join((*shown, f"{NOTE} {note}") if note else shown)


def _shown(key: str, read: Mapping[str, Any], session: Session) -> str:
    if key == "value":
        return money(read["value"], read["currency"])
    value = read[key]
    if FIELDS[key].kind is Kind.DAY:
        return f"{key} {echo(value, session.today)}"
    return f"{key} {', '.join(value) if isinstance(value, tuple) else value}"


def _known_close(text: str, session: Session) -> date:
    """Return the day of a close; other words are refused without a look at what they may mean."""
    if _LASTING.match(text) or not all(map(is_of_day, text.split())):
        raise UsageError(f"'{text}' is no day to close on")
    day: date = typed_value("close", text, session, arguments.day_ahead)
    return day


def _read(key: str, text: str, session: Session, before: tuple[str, ...]) -> Any:
    """Return the value of a field as its flag has it. Raises SalescliError."""
    value = typed_value(key, text, session, arguments.day_ahead)
    if FIELDS[key].kind in LISTS:
        return (*before, *value)
    return arguments.written(value) if FIELDS[key].kind is Kind.DAY else value
