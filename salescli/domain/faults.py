"""Faults: what reading a file finds wrong with it. Each function's docstring is its rule.

They stand apart from the checks, since files are read by commands that check nothing.
"""

from __future__ import annotations

from salescli.domain.finding import Key, Severity
from salescli.domain.problem import Problem
from salescli.domain.rules import fault


@fault("F01", Severity.ERROR)
def invalid_toml(message: str, fix: str) -> Problem:
    """The file is not valid TOML.

    Why: nothing in it can be read, so the deal can't be reviewed until it is fixed.
    Example: a quotation mark that is never closed.
    Fix: correct the line that the message names; `git -C BOOK log -p FILE` shows what it was.
    """
    return Problem(message, fix)


@fault("F02", Severity.WARNING)
def unknown_key(message: str, fix: str, key: Key) -> Problem:
    """A key that the format does not know.

    Why: a misspelt key counts for nothing. It is kept as it is.
    Example: `clsoe = 2027-01-29`.
    Fix: rename it as the message suggests, or move it into [custom], where anything is allowed.
    """
    return Problem(message, fix, key)


@fault("F03", Severity.ERROR)
def wrong_value(message: str, key: Key) -> Problem:
    """A value of the wrong type or out of range.

    Why: what can't be read is left out, so the deal looks better or worse than it is.
    Example: `value = "a lot"`, or a log entry without `at`.
    Fix: correct the value; the message says what was expected.
    """
    return Problem(message, "correct the value in the file", key)


@fault("F05", Severity.ERROR)
def merge_conflict(message: str, fix: str) -> Problem:
    """The file has an unresolved merge conflict.

    Why: the file holds two versions of the deal, and neither can be read.
    Example: lines that begin with <<<<<<<, ======= and >>>>>>>.
    Fix: keep what is right, delete the marker lines, and commit the file.
    """
    return Problem(message, fix)


@fault("F06", Severity.ERROR)
def missing_process(message: str, fix: str = "", key: Key = ()) -> Problem:
    """The named process or revision is not in the book.

    Why: a deal is checked against the process that it names; without it, only its next step is.
    Example: `process = "entreprise"`, or a revision that was deleted from processes/past/.
    Fix: correct the name, or bring the process's file back from git.
    """
    return Problem(message, fix, key)


@fault("R11", Severity.ERROR)
def misnamed_process(message: str, fix: str) -> Problem:
    """The name of a process is not that of its file.

    Why: deals find a process by the name of its file.
    Example: `name = "enterprise"` in processes/big.toml.
    Fix: correct the name, or rename the file.
    """
    return Problem(message, fix, ("name",))
