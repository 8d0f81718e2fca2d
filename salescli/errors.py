"""What can stop a command: one error class and its few kinds, each with its exit code."""

from __future__ import annotations

DONE = 0
FINDINGS = 1
COULD_NOT_RUN = 2
INTERRUPTED = 130


class SalescliError(Exception):
    """A reason, in plain words, why a command could not run, and what to type next."""

    exit_code = COULD_NOT_RUN

    def __init__(self, message: str, *, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


class NotFoundError(SalescliError):
    """A book, deal, process, step or person that isn't there."""


class UsageError(SalescliError):
    """Something is missing or contradictory in what was typed."""


class UnshownError(SalescliError):
    """A change is written, and what there is to say of it could not be shown."""


class UnreadError(UnshownError):
    """So it is, since nobody reads it any more."""


class InterruptedByUserError(SalescliError):
    """Ctrl-C, the end of input or a closed terminal: what was typed is kept where it can be.

    `over`: nothing more will be typed, as after the end of input.
    """

    exit_code = INTERRUPTED

    def __init__(self, message: str, *, fix: str = "", over: bool = False) -> None:
        super().__init__(message, fix=fix)
        self.over = over
