"""The message of a command's commit: what happened, and what the commands to come must know."""

from __future__ import annotations

from collections.abc import Mapping

from salescli.store.book import Book
from salescli.store.git.book_commits import BY, MADE_BY
from salescli.store.git.identity import account
from salescli.store.proposed_write import proposed_trailer
from salescli.text.safe_text import harmless


def with_trailers(book: Book, message: str, trailers: Mapping[str, str]) -> str:
    """Return a message with the trailers at its end: that a command made it, and who that was."""
    # Where the book names who writes in it, that is the same for everybody.
    by = {} if book.settings.me else {BY: account()}
    facts = {**by, **trailers, **proposed_trailer()}
    noted = "".join(f"{name}: {value}\n" for name, value in facts.items())
    return f"{harmless(message)}\n\n{MADE_BY}\n{noted}"
