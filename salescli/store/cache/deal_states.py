"""The states of the files of a book's deals, looked at once where a command looked already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from salescli.store.book import Book
from salescli.store.files.fingerprint import State, states


@contextmanager
def looked_at(root: str, states: Mapping[str, State]) -> Iterator[None]:
    """Let the states of a book's deals be taken as they were seen, for a command that reads."""
    _LOOKED_AT[root] = states
    try:
        yield
    finally:
        del _LOOKED_AT[root]


_LOOKED_AT: dict[str, Mapping[str, State]] = {}


def deal_states(book: Book) -> Mapping[str, State]:
    """Return the handles of all deals, in alphabetical order, with the states of their files.

    Raises OSError where their folder can't be listed: that is not a book without deals.
    """
    seen = _LOOKED_AT.get(str(book.root))
    if seen is not None:
        return seen
    try:
        return states(str(book.deals))
    except FileNotFoundError:
        return {}
