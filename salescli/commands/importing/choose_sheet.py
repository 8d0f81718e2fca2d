"""Which sheet of a workbook has the deals: named, asked for, or the only one that can have them."""

from __future__ import annotations

from collections.abc import Sequence
from shlex import quote
from typing import TYPE_CHECKING

from salescli.errors import NotFoundError, SalescliError, UsageError
from salescli.exchange.csv.guess_columns import guess_columns
from salescli.exchange.csv.known_exports import recognise
from salescli.exchange.csv.sheet import sheet_of
from salescli.exchange.xlsx.workbook import Workbook
from salescli.text.matching import meant

if TYPE_CHECKING:
    from salescli.prompts import Asker

_LOOKED_AT = 60  # rows of a sheet that it is judged by
_SHOWN = 10
_MARKS = (("stage", "status", "won"), ("value",), ("close", "closed", "closed_won", "closed_lost"))


def choose_sheet(book: Workbook, typed: str, file: str, asker: Asker | None) -> str:
    """Return the name of a sheet. Raises SalescliError where nobody can be asked."""
    if typed:
        return _named(typed, (*book.names, *book.hidden))
    if len(book.names) == 1:
        return book.names[0]
    likely = _likely(book)
    if asker is not None:
        from salescli.prompts import Hint, name_choices

        asker.say(f"Its sheets: {', '.join(book.names)}")
        return asker.ask(
            "sheet",
            "Which one has the deals",
            lambda text: _named(text, book.names),
            default=likely[0] if likely else book.names[0],
            hint=Hint(name_choices(book.names)),
        )
    if len(likely) == 1:
        return likely[0]
    which = f"{len(likely)} of them could have" if likely else "none of them looks as if it has"
    raise UsageError(
        f"{file} has {len(book.names)} sheets, and {which} the deals",
        fix=f"--sheet NAME, as in --sheet {quote((likely or book.names)[0])}; it has: "
        + _listed(book.names),
    )


def _named(text: str, names: Sequence[str]) -> str:
    exact = [name for name in names if name.casefold() == text.strip().casefold()]
    matching = exact or list(meant(text, {name: name for name in names}))
    if len(matching) == 1:
        return matching[0]
    if matching:
        raise UsageError(f"'{text}' could be {' or '.join(matching)}", fix="write one of them")
    raise NotFoundError(f"there is no sheet '{text}'", fix=f"there is: {_listed(names)}")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")


def _likely(book: Workbook) -> list[str]:
    """Return the sheets that say most of what deals have, in the order of the workbook."""
    scores = {name: _score(book, name) for name in book.names}
    best = max(scores.values())
    return [name for name, score in scores.items() if score == best and best]


def _score(book: Workbook, name: str) -> int:
    """Return how many of stage, value and close a sheet has beside the names of deals."""
    try:
        sheet = sheet_of(book.grid(name, _LOOKED_AT).rows, name)
    except SalescliError:
        return 0
    known = recognise(sheet.columns)
    layout = known[1] if known else guess_columns(sheet)
    if not {"title", "company"} & set(layout):
        return 0
    return sum(any(field in layout for field in fields) for fields in _MARKS)
