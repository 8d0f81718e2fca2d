"""How far a long command is, as a bar in a terminal; nothing of it before some time has passed."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from salescli.views.render.output import progress

_AFTER = 1.0  # seconds
_EVERY = 0.1  # seconds between two pictures of it
_CELLS = 24


class ProgressBar:
    """A bar of so many parts, shown `after` so many seconds; `close` takes it away."""

    def __init__(
        self, total: int, clock: Callable[[], float] = monotonic, after: float = _AFTER
    ) -> None:
        self._total = max(total, 1)
        self._clock = clock
        self._next = clock() + after

    def show(self, done: int, what: str) -> None:
        """Show that so many parts are done, and what is at hand."""
        if self._clock() < self._next:
            return
        self._next = self._clock() + _EVERY
        part = min(done / self._total, 1.0)
        full = round(part * _CELLS)
        progress(f"{what}  {'█' * full}{'░' * (_CELLS - full)} {part:4.0%}")

    def close(self) -> None:
        """Take the bar away."""
        progress("")
