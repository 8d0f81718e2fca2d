"""Whether this run has written to a book: then nothing may say that nothing was changed."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_writes = 0
_books: dict[str, dict[str, None]] = {}


def writes() -> int:
    """Return how many changes this run has written by now."""
    return _writes


def has_written() -> bool:
    """Return whether there are books that were written to since they were last asked for."""
    return bool(_books)


def written_books() -> dict[str, list[str]]:
    """Return the books that were written to since they were last asked for.

    Each by its folder, with the handles of the deals that are known to be written.
    """
    books = {book: list(deals) for book, deals in _books.items()}
    _books.clear()
    return books


def forget_writes() -> None:
    """Begin to count anew: another command is run."""
    global _writes  # noqa: PLW0603
    _writes = 0
    _books.clear()


def note_write(book: str, deals: Iterable[str] = ()) -> None:
    """Count one more change that is in place in a book, by its folder, and in these deals of it."""
    global _writes  # noqa: PLW0603 - it is a fact about the process
    _writes += 1
    note_book(book)
    _books[book] |= dict.fromkeys(deals)


def note_book(book: str) -> None:
    """Note that what a book says may be another thing by now, by its folder."""
    _books.setdefault(book, {})
