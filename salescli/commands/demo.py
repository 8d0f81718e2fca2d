"""`demo`: a demo book of living example deals, and its review."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from salescli.commands.init import make_book
from salescli.commands.next import next_
from salescli.commands.support.example_deals import demo_deals
from salescli.commands.support.report_commit import report_commit
from salescli.commands.support.session import clock
from salescli.domain.settings import Settings
from salescli.domain.time.moment import day_of
from salescli.errors import UsageError
from salescli.flags.day.next import ReviewFlags
from salescli.flags.keeping.demo import DemoFlags
from salescli.store.files.atomic import os_error_text
from salescli.store.git import commit
from salescli.store.locate_book import SETTINGS
from salescli.store.transaction import transaction
from salescli.text.shell_quoting import word
from salescli.text.wording import count
from salescli.views.render.document import Block, Column, Gap, Span, Table, TextLine
from salescli.views.render.output import emit

_PROCESSES = ("enterprise", "small-business", "account-management")
_TRY = (
    ("show ardent", "a deal as it should be, and what comes next in it"),
    ("show merrowby", "one where the business was asked for too early"),
    ("check", "all that is wrong in this book, and how to fix it"),
    ("log lindvik", "a call, which can't end without a next step"),
)


def demo(flags: DemoFlags) -> None:
    """Write the book, in a temporary folder where none is named; show its review, and what to try.

    Raises UsageError where the folder can't be had for it.
    """
    deals = demo_deals(day_of(clock(os.environ)))
    root = _new_folder(flags.folder)
    book = make_book(root, Settings(me="ada", commit=_has_memory(root)), _PROCESSES)
    with transaction(book) as door:
        for handle, text in deals.items():
            door.put(book.deal_path(handle), text)
        report_commit(door.finish(count(len(deals), "example deal")))
    emit(_where(root, count(len(deals), "example deal")))
    next_(ReviewFlags(book=root, listed=True))
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
            f"{root or 'a temporary folder'} can't be made: {os_error_text(error)}",
            fix="name a folder that you may write in: salescli demo DIR",
        ) from None
    return root


def _has_memory(root: Path) -> bool:
    """Whether git keeps the book: in a repository of its own, even inside of another one.

    Where git doesn't know who its user is, the book's author is Ada: nothing that is tried out
    in it shall end in a warning.
    """
    if not commit.available() or commit.init_repository(root):
        return False
    commit.set_identity(root, "Ada", "ada@example.com")
    return True


def _where(root: Path, what: str) -> tuple[Block, ...]:
    path = TextLine((Span(str(root), "strong"),), indent=2)
    return TextLine((f"A demo book with {what} is in",)), path, Gap()


def _what_to_try(root: Path) -> tuple[Block, ...]:
    enter = [f"cd {word(str(root))}"]
    if os.environ.get("SALESCLI_BOOK"):
        enter.insert(0, "unset SALESCLI_BOOK")
    rows = tuple((Span(f"salescli {command}", "command"), says) for command, says in _TRY)
    return (
        Gap(),
        TextLine(("To look around in it:",)),
        *(TextLine((Span(command, "command"),), indent=2) for command in enter),
        Table((Column(), Column(grow=True, wrap=True)), rows, indent=2),
        TextLine(("It is only an example: deleting the folder removes all of it.",)),
    )
