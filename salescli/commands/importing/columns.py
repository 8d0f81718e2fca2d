"""What the columns of a file to import are: known, told by flags, or asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from shlex import quote
from typing import TYPE_CHECKING, TypeVar

from salescli.commands.importing.table_file import table_name
from salescli.commands.support import arguments
from salescli.errors import NotFoundError, UsageError
from salescli.exchange.csv.amount_columns import Decimals
from salescli.exchange.csv.conventions import Conventions, UndecidedError, decide_conventions
from salescli.exchange.csv.export import OURS
from salescli.exchange.csv.foreign_dates import Order
from salescli.exchange.csv.guess_columns import guess_columns
from salescli.exchange.csv.known_exports import FIELDS, HELD, Export, Layout, flat, recognise
from salescli.exchange.csv.sheet import Sheet
from salescli.prompts import Asker, Hint, name_choices
from salescli.text.answer_words import is_as_shown, is_none
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded, meant
from salescli.text.outcome_answers import PLACES

if TYPE_CHECKING:
    from salescli.flags.keeping.import_ import ImportFlags

_ASKED = ("title", "company", "id", "value", "stage", "owner", "opened", "close")
_SHOWN, _LONG = 12, 40  # columns that a message names, and the letters of each
DATES: tuple[Order, ...] = ("dmy", "mdy")
SPREADSHEET = "1904"  # what numbered days are counted from, where it isn't 1900
DECIMALS: tuple[Decimals, ...] = ("point", "comma")

# 'the Was column' names Was.
_SAID_AROUND = lazy_re(
    r"(?:(?:the|die|der|das|it's|that's)\s+)(.+?)(?:\s+(?:column|one|spalte))?"
    r"|(.+)\s+(?:column|spalte)",
    re.IGNORECASE,
)

_NOT_THERE = lazy_re(
    r"\b(?:steht|gibt|gibts|ist|kommt|hat|haben)\b.*\b(?:nicht?|keine?)\b"
    r"|\bnot (?:in|there|in it)\b|\bisn t (?:in|there)\b|\bmissing\b|\bfehlt\b"
)
_AROUND_PLACE = frozenset({"the", "die", "der", "das", "column", "spalte", "nr", "number", "one"})

W = TypeVar("W", bound=str)


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What a file is: an export that is known, or not, and the columns of its fields."""

    export: Export | None
    layout: Layout

    @property
    def title(self) -> str:
        """What it is taken for, in words."""
        return self.export.title if self.export else "a table of its own form"


def columns_of(sheet: Sheet, flags: ImportFlags, asker: Asker | None) -> ColumnChoice:
    """Return what the columns of a sheet are. Raises SalescliError with the flags to add."""
    told = dict(_told(text, sheet.columns) for text in flags.maps)
    known = _known(sheet.columns, flags)
    if known:
        layout = {**known[1], **told}
    elif told:
        layout = told
    elif asker is None:
        raise _unknown(sheet, flags)
    else:
        layout = _ask(sheet, asker)
    layout = {field: column for field, column in layout.items() if column}
    if not {"title", "company", "id"} & set(layout):
        raise UsageError(
            "no column has the names of the deals", fix="--map title=COLUMN or company=COLUMN"
        )
    return ColumnChoice(known[0] if known else None, layout)


def _known(columns: Sequence[str], flags: ImportFlags) -> tuple[Export, Layout] | None:
    """Return the known export that a file is. Our own table would pass for one.

    Raises UsageError for such a table, which would double each deal, unless flags map its columns.
    """
    if not set(OURS) <= set(columns):
        return recognise(columns)
    if flags.maps:
        return None
    raise UsageError(
        f"{table_name(flags.file)} is a table that salescli made for a spreadsheet:"
        " it lacks the logs",
        fix="salescli export json -o FILE   keeps everything, and import reads it back",
    )


def _told(text: str, columns: Sequence[str]) -> tuple[str, str]:
    """Return the field and the column that `title=Deal Name` says; `title=` takes it out."""
    field, equals, name = (part.strip() for part in text.partition("="))
    if not equals:
        raise UsageError(f"--map '{text}' is not of the form FIELD=COLUMN", fix="as in title=Name")
    if not (field.startswith(HELD) and field != HELD):
        arguments.known("field", [field], FIELDS, f"fields: {', '.join(FIELDS)}, {HELD}STEP")
    return field, _column(name, columns) if name else ""


def _column_or_none(text: str, columns: Sequence[str]) -> str:
    """Return the column that an answer names; '' for none. Raises SalescliError."""
    if not text or (text not in columns and (is_none(text) or _NOT_THERE.search(folded(text)))):
        return ""
    try:
        return _column(text, columns)
    except NotFoundError:
        place = column_place(text)
        if 0 < place <= len(columns):
            return columns[place - 1]
        raise


def _answered(text: str, *, shown: str, columns: Sequence[str]) -> str:
    """Return the column that an answer names, or the one that is shown. Raises SalescliError."""
    is_shown = text not in columns and is_as_shown(text)
    return _column_or_none(shown if is_shown else text, columns)


def column_place(text: str) -> int:
    """Return the place that an answer says: 'die erste' is 1; 0 for none."""
    words = [word for word in folded(text).split() if word not in _AROUND_PLACE]
    if len(words) != 1:
        return 0
    return int(words[0]) if words[0].isdecimal() else PLACES.get(words[0], 0)


def _column(name: str, columns: Sequence[str]) -> str:
    if bare := _SAID_AROUND.fullmatch(name.strip()):
        name = name if name in columns else bare[1] or bare[2]
    found = next((column for column in columns if flat(column) == flat(name)), None)
    begun = meant(name, {column: column for column in columns}) if found is None else ()
    if len(begun) > 1:
        raise UsageError(f"'{name}' could be {' or '.join(begun)}", fix="write one of them")
    if begun:
        return begun[0]
    if found is None:
        from difflib import get_close_matches

        near = get_close_matches(name, columns, n=1, cutoff=0.5)
        hint = f": did you mean '{near[0]}'?" if near else ""
        raise NotFoundError(
            f"the file has no column '{name}'{hint}", fix=f"it has: {_listed(columns)}"
        )
    return found


def _listed(columns: Sequence[str]) -> str:
    """Return the first columns of a file, as a message names them."""
    names = [name if len(name) <= _LONG else f"{name[:_LONG]}…" for name in columns[:_SHOWN]]
    return ", ".join(names) + (", …" if len(columns) > _SHOWN else "")


def _unknown(sheet: Sheet, flags: ImportFlags) -> UsageError:
    proposed = guess_columns(sheet)
    maps = " ".join(f"--map {quote(f'{field}={name}')}" for field, name in proposed.items())
    is_empty = not {*proposed} - {"id", "email", "phone", "contact"}
    empty = " (it looks as if it has no deals)" if is_empty else ""
    return UsageError(
        f"{table_name(flags.file)} is not an export that is known by its columns: "
        f"{_listed(sheet.columns)}",
        fix=f"say which column is which{empty}, as in:\n"
        f"  salescli import {quote(str(flags.file))} {maps or '--map title=COLUMN'}\n"
        f"  fields: {', '.join(FIELDS)}, {HELD}STEP",
    )


def _ask(sheet: Sheet, asker: Asker) -> dict[str, str]:
    proposed = guess_columns(sheet)
    asker.say(f"Its columns: {', '.join(sheet.columns)}")
    asker.say("Which column is which? Enter takes what is proposed, - is none.")
    layout = {}
    for field in dict.fromkeys((*_ASKED, *proposed)):
        layout[field] = asker.ask(
            f"map.{field}",
            f"  {field} ({FIELDS[field][:1].lower()}{FIELDS[field][1:].rstrip('.')})",
            partial(_answered, shown=proposed.get(field, "-"), columns=sheet.columns),
            default=proposed.get(field, "-"),
            hint=Hint(name_choices(sheet.columns)),
        )
    if unused := [name for name in sheet.columns if name not in layout.values()]:
        asker.say(f"Kept as they are, beside the fields: {', '.join(unused)}")
    return layout


def settled_by(
    sheet: Sheet, settled: Conventions, flags: ImportFlags, asker: Asker | None
) -> Conventions:
    """How dates and amounts are to be read, asked for where the columns leave it open.

    Raises UndecidedError that names the flag where nobody can be asked.
    """
    typed = "" if flags.dates == SPREADSHEET else flags.dates
    dates = _one_of("--dates", typed, DATES)
    decimals = _one_of("--decimals", flags.decimals, DECIMALS)
    while True:
        try:
            return decide_conventions(sheet, settled, dates, decimals)
        except UndecidedError as unsettled:
            if asker is None:
                raise
            if unsettled.flag == "--currency":
                code = _ask_which(unsettled, unsettled.options, asker)
                sign = unsettled.before.removesuffix("=")
                settled = replace(settled, signs={**settled.signs, sign: code})
            elif unsettled.flag == "--dates":
                dates = _ask_which(unsettled, DATES, asker)
            else:
                decimals = _ask_which(unsettled, DECIMALS, asker)


def _ask_which(unsettled: UndecidedError, options: tuple[W, ...], asker: Asker) -> W:
    """Which of two readings of a column is meant. There is no default: that would be a guess."""
    asker.say(f"{unsettled.message}.")
    spoken = " or ".join(
        f"{word} ({_SPOKEN[word]})" if word in _SPOKEN else word for word in options
    )

    def read(text: str) -> W:
        word = _one_of("the answer", text, options)
        if word is None:
            raise UsageError(f"type {' or '.join(options)}")
        return word

    return asker.ask(
        unsettled.flag, f"Which is it, {spoken}", read, hint=Hint(name_choices(list(options)))
    )


_SPOKEN = {
    "dmy": "day first",
    "mdy": "month first",
    "point": "1.50",
    "comma": "1,50",
}


def _one_of(name: str, word: str, options: tuple[W, ...]) -> W | None:
    """Return the option that a word is, None where there is none. Raises UsageError for another."""
    found = next((option for option in options if option == word), None)
    if word and found is None:
        names = " or ".join(options)
        raise UsageError(f"{name}: '{word}' is not {names}", fix=f"type {names}")
    return found
