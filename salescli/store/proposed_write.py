"""The write that applies a proposal: held against what it was made for, and marked as proposed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

PROPOSED_BY = "Proposed-by"  # a trailer of the commit

Check = Callable[[], None]
_by: ContextVar[str] = ContextVar("by", default="")
_check: ContextVar[Check | None] = ContextVar("check", default=None)


@contextmanager
def proposed_write(by: str, check: Check) -> Iterator[None]:
    """Let what is written meanwhile be marked; `check` raises under the lock where it can't be."""
    named, checked = _by.set(by), _check.set(check)
    try:
        yield
    finally:
        _by.reset(named)
        _check.reset(checked)


def check_proposed() -> None:
    """Hold the book, which is locked, against the proposal: before the first write alone."""
    check = _check.get()
    if check is not None:
        _check.set(None)
        check()


def proposed_trailer() -> Mapping[str, str]:
    """Return the trailer of a commit that applies a proposal; of others there is none."""
    by = _by.get()
    return {PROPOSED_BY: by} if by else {}
