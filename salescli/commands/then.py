"""The book as it stood on a day: its files of then, in a folder that lasts as long as the look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from salescli.commands.session import Session, open_session
from salescli.commands.typed import when_past
from salescli.errors import SalescliError, UsageError
from salescli.model.moment import local
from salescli.model.spoken import when_text
from salescli.store.book import open_book
from salescli.store.memory import memory
from salescli.store.pages import deal_file
from salescli.store.past import files_then, lay_out
from salescli.store.shelf import Shelf
from salescli.store.where import SETTINGS
from salescli.views.document import Document, Gap, Line, Span


@contextmanager
def session_at(
    book: Path | None, today: str | None, at: str | None, name: str | None = None
) -> Iterator[Session]:
    """The session that the flags ask for, on the book as it stood `at` a day where they name one.

    The clock then shows the end of that day. Where `name` is a deal's handle, the other deals may
    be left out. Raises SalescliError.
    """
    session = open_session(book, today)
    if at is None:
        yield session
        return
    if today is not None:
        raise UsageError("--at and --today don't go together", fix="leave one of them out")
    when = when_past(at, session)
    if not isinstance(when, datetime):
        when = min(local(datetime.combine(when, time(23, 59, 59))), session.now)
    remembered = memory(session.book.root)
    there = files_then(remembered, when)
    if SETTINGS not in there:
        raise SalescliError(
            f"the book has no commit as old as {when_text(when)}",
            fix="salescli history   shows how far back it goes",
        )
    own = deal_file(name) if name else ""
    if own in there:
        there = {f: o for f, o in there.items() if f == own or not f.startswith("deals/")}
    with TemporaryDirectory(prefix="salescli-") as folder:
        lay_out(remembered, there, Path(folder))
        opened = open_book(Path(folder), kept_in=session.book.root)
        yield replace(session, book=opened, shelf=Shelf(opened), now=when)


def as_it_stood(session: Session) -> Document:
    """The line that says of when the book is that is shown."""
    return (Line((Span(f"As it stood on {when_text(session.now)}", "faint"),)), Gap())
