"""`demo`: a demo book of living example deals, and its review."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from salescli.commands.agenda import ReviewFlags
from salescli.commands.demo_deals import demo_deals
from salescli.commands.init import make_book
from salescli.commands.next import next_
from salescli.commands.record import tell
from salescli.commands.session import clock
from salescli.errors import UsageError
from salescli.model.moment import day_of
from salescli.model.settings import Settings
from salescli.model.shell import word
from salescli.model.spoken import count
from salescli.store import git
from salescli.store.door import writing
from salescli.store.files import why
from salescli.store.where import SETTINGS
from salescli.views.document import Block, Column, Gap, Line, Span, Table
from salescli.views.out import emit

_PROCESSES = ("enterprise", "small-business", "account-management")
_TRY = (
    ("show ardent", "a deal as it should be, and what comes next in it"),
    ("show merrowby", "one where the business was asked for too early"),
    ("check", "all that is wrong in this book, and how to fix it"),
    ("log lindvik", "a call, which can't end without a next step"),
)


def demo(folder: Path | None) -> None:
    """Write the book, in a temporary folder where none is named; show its review, and what to try.

    Raises UsageError where the folder can't be had for it.
    """
    deals = demo_deals(day_of(clock(os.environ)))
    root = _new_folder(folder)
    book = make_book(root, Settings(me="ada", commit=_has_memory(root)), _PROCESSES)
    with writing(book) as door:
        for handle, text in deals.items():
            door.put(book.deal_path(handle), text)
        tell(door.finish(count(len(deals), "example deal")))
    emit(_where(root, count(len(deals), "example deal")))
    next_(root, ReviewFlags(listed=True))
    emit(_what_to_try(root))


def _new_folder(folder: Path | None) -> Path:
    """The folder of the new book, there and empty. Raises UsageError."""
    root = folder.expanduser().absolute() if folder is not None else None
    try:
        if root is None:
            return Path(tempfile.mkdtemp(prefix="salescli-demo-")).absolute()
        if (root / SETTINGS).exists():
            raise UsageError(
                f"{root} is a book already",
                fix=f"salescli next --book {word(str(folder))}   or name another folder",
            )
        if root.is_dir() and any(root.iterdir()):
            raise UsageError(f"{root} is not empty", fix="name a new folder, or none at all")
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            f"{root or 'a temporary folder'} can't be made: {why(error)}",
            fix="name a folder that you may write in: salescli demo DIR",
        ) from None
    return root


def _has_memory(root: Path) -> bool:
    """Whether git keeps the book: in a repository of its own, even inside of another one.

    Where git doesn't know who its user is, the book's author is Ada: nothing that is tried out
    in it shall end in a warning.
    """
    if not git.available() or git.init(root):
        return False
    git.introduce(root, "Ada", "ada@example.com")
    return True


def _where(root: Path, what: str) -> tuple[Block, ...]:
    path = Line((Span(str(root), "strong"),), indent=2)
    return Line((f"A demo book with {what} is in",)), path, Gap()


def _what_to_try(root: Path) -> tuple[Block, ...]:
    enter = [f"cd {word(str(root))}"]
    if os.environ.get("SALESCLI_BOOK"):
        enter.insert(0, "unset SALESCLI_BOOK")
    rows = tuple((Span(f"salescli {command}", "command"), says) for command, says in _TRY)
    return (
        Gap(),
        Line(("To look around in it:",)),
        *(Line((Span(command, "command"),), indent=2) for command in enter),
        Table((Column(), Column(grow=True, wrap=True)), rows, indent=2),
        Line(("It is only an example: deleting the folder removes all of it.",)),
    )
