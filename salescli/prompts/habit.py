"""The Enter that habit adds to a key: where it comes late it meets the next question.

A key answers its question soon after it is pressed. What may then still come of it, Enter or the
rest of a word, is no answer to the next question: it is taken away there, once, if it comes first.
"""

from __future__ import annotations

import atexit
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass

PRESSED = 0.3  # seconds in which what follows a key is a part of the same answer
_LATE = 1.5  # seconds after a key in which its Enter may still come


@dataclass(slots=True)
class Habit:
    """What may still come of the key that was pressed last: `rests`, each ended by Enter."""

    rests: frozenset[str] = frozenset()
    until: float = 0.0  # on the monotonic clock

    def expect(self, rests: frozenset[str], waited: float) -> None:
        """Expect what may follow a key that was pressed so many seconds ago."""
        if not self.until:
            atexit.register(self._drop_enter)
        self.rests, self.until = rests, time.monotonic() + _LATE - waited

    def forget(self) -> None:
        """Expect no more: something else was typed."""
        self.rests = frozenset()

    def expects(self, text: str) -> bool:
        """Return whether a line that Enter ends is what is expected."""
        return text in self.rests and time.monotonic() < self.until

    def may_become(self, text: str) -> bool:
        """Return whether a line that is being typed may be what is expected."""
        return any(rest.startswith(text) for rest in self.rests)

    def _drop_enter(self) -> None:
        """Keep a late Enter from the shell that comes after this command; nothing else is read."""
        import fcntl
        import termios

        if not self.expects(""):
            return
        with suppress(OSError, ValueError, AttributeError):
            number = sys.stdin.fileno()
            waiting = fcntl.ioctl(number, termios.FIONREAD, b"\0" * 4)
            if int.from_bytes(waiting, sys.byteorder) == 1:
                os.read(number, 1)


HABIT = Habit()
