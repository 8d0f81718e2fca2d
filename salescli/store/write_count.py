"""Whether this run has written to a book: then nothing may say that nothing was changed."""

from __future__ import annotations

_writes = 0


def writes() -> int:
    """Return how many changes this run has written by now."""
    return _writes


def forget_writes() -> None:
    """Begin to count anew: another command is run."""
    global _writes  # noqa: PLW0603
    _writes = 0


def note_write() -> None:
    """Count one more change that is in place."""
    global _writes  # noqa: PLW0603 - it is a fact about the process
    _writes += 1
