"""Family F: what is wrong with the file itself. Each check's docstring is its rule.

All but F04 are found while reading; the checks here pass them on, so that every code has one
place that says what it means.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from salescli.domain.checks.case import Case, place
from salescli.domain.finding import Finding, finding
from salescli.domain.time.moment import local
from salescli.text.wording import when_text

CLOCKS_DIFFER = timedelta(minutes=5)  # the clocks of two machines that are both taken for right


def _faults(case: Case, code: str) -> Iterator[Finding]:
    return (fault for fault in case.faults if fault.code == code)


def f01(case: Case) -> Iterator[Finding]:
    """The file is not valid TOML.

    Why: nothing in it can be read, so the deal can't be reviewed until it is mended.
    Example: a quotation mark that is never closed.
    Mend: correct the line that the message names; `git -C BOOK log -p FILE` shows what it was.
    """
    return _faults(case, "F01")


def f02(case: Case) -> Iterator[Finding]:
    """A key that the format does not know.

    Why: a misspelt key counts for nothing. It is kept as it is.
    Example: `clsoe = 2027-01-29`.
    Mend: rename it as the message suggests, or move it into [custom], where anything may stand.
    """
    return _faults(case, "F02")


def f03(case: Case) -> Iterator[Finding]:
    """A value of the wrong type or out of range.

    Why: what can't be read is left out, and the deal looks better or worse than it is.
    Example: `value = "a lot"`, or a log entry without `at`.
    Mend: correct the value; the message says what was expected.
    """
    return _faults(case, "F03")


def f04(case: Case) -> Iterator[Finding]:
    """A log entry lies in the future, or out of order.

    Why: what hasn't happened yet is a next step, and a log reads from top to bottom. Two clocks
    that are a few minutes apart are no reason.
    Example: a meeting entered with the date of next week.
    Mend: correct `at`, or move the entry to its place in the file.
    """
    latest = None
    for entry in case.deal.log:
        when = when_text(local(entry.at))
        if entry.at - case.now > CLOCKS_DIFFER:
            yield finding(
                "F04",
                f"the entry of {when} lies in the future",
                fix="correct `at`; what is planned belongs into a [log.next]",
                key=place(entry, "at"),
            )
        if latest is not None and latest.at - entry.at > CLOCKS_DIFFER:
            yield finding(
                "F04",
                f"the entry of {when} stands after a later one, of {when_text(local(latest.at))}",
                fix="move it to its place in the file, or correct `at`",
                key=place(entry, "at"),
            )
        if latest is None or entry.at > latest.at:
            latest = entry


def f05(case: Case) -> Iterator[Finding]:
    """The file has an unresolved merge conflict.

    Why: two versions of the deal stand in one file, and neither can be read.
    Example: lines that begin with <<<<<<<, ======= and >>>>>>>.
    Mend: keep what is right, take the marker lines out, and commit the file.
    """
    return _faults(case, "F05")


def f06(case: Case) -> Iterator[Finding]:
    """The named process or revision is not in the book.

    Why: a deal is judged by the process that it names; without it only its next step can be.
    Example: `process = "entreprise"`, or a revision that was deleted from processes/past/.
    Mend: correct the name, or bring the process's file back from git.
    """
    return _faults(case, "F06")
