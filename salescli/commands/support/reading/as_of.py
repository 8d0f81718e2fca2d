"""The book as it stood on a day: its files of then, in a folder that lasts as long as the look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

from salescli.commands.support.arguments import at_error, when_past
from salescli.commands.support.session import Session, open_session
from salescli.domain.time.moment import local
from salescli.errors import SalescliError, UsageError
from salescli.store.book import open_book
from salescli.store.deal_loader import deal_file
from salescli.store.locate_book import SETTINGS
from salescli.store.process_loader import ProcessLoader
from salescli.text.wording import when_text
from salescli.views.render.document import Document, Gap, Span, TextLine


@contextmanager
def session_at(
    book: Path | None, today: str | None, at: str | None, name: str | None = None
) -> Iterator[Session]:
    """Yield the session that the flags ask for, on the book as it stood `at` a day, if any.

    The clock then shows the end of that day. Where `name` is a deal's handle, the other deals may
    be left out. Raises SalescliError.
    """
    session = open_session(book, today)
    if at is None:
        yield session
        return
    if today is not None:
        raise UsageError("--at and --today don't go together", fix="leave one of them out")
    from salescli.store.files.scratch import scratch
    from salescli.store.git.history import open_history
    from salescli.store.git.snapshot import files_at, write_snapshot

    try:
        when = when_past(at, session)
    except UsageError as error:
        raise at_error(error) from None
    if not isinstance(when, datetime):
        when = min(local(datetime.combine(when, time(23, 59, 59))), session.now)
    remembered = open_history(session.book.root)
    there = files_at(remembered, when)
    if SETTINGS not in there:
        raise SalescliError(
            f"the book has no commit as old as {when_text(when)}",
            fix="salescli history   shows how far back it goes",
        )
    own = deal_file(name) if name else ""
    if own in there:
        there = {f: o for f, o in there.items() if f == own or not f.startswith("deals/")}
    with scratch(session.book.root) as folder:
        write_snapshot(remembered, there, folder)
        opened = open_book(folder, kept_in=session.book.root)
        yield replace(session, book=opened, loader=ProcessLoader(opened), now=when)


def session_as_of(session: Session) -> Document:
    """Return the line that says of when the book is that is shown."""
    return (TextLine((Span(f"As it stood on {when_text(session.now)}", "faint"),)), Gap())
