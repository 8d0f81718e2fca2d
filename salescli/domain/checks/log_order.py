"""F04: the order of a log. Each check's docstring is its rule."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from salescli.domain.checks.checked_deal import Case, place
from salescli.domain.deal import Entry
from salescli.domain.finding import Severity
from salescli.domain.problem import Problem
from salescli.domain.rules import rule
from salescli.domain.time.moment import local
from salescli.text.wording import when_text

CLOCKS_DIFFER = timedelta(minutes=5)  # the clocks of two machines that are both taken for right


@rule("F04", Severity.ERROR)
def entry_out_of_order(case: Case) -> Iterator[Problem]:
    """A log entry is in the future, or out of order.

    Why: what hasn't happened yet is a next step, and a log reads from top to bottom. Two clocks
    that are a few minutes apart are allowed.
    Example: a meeting logged with a date in next week.
    Fix: correct `at`, or move the entry to its place in the file.
    """
    latest = None
    for entry in case.deal.log:
        if entry.at - case.now > CLOCKS_DIFFER:
            yield Problem(
                f"the entry of {_when(entry)} is in the future",
                fix="correct `at`; what is planned belongs in a [log.next]",
                key=place(entry, "at"),
            )
        if latest is not None and latest.at - entry.at > CLOCKS_DIFFER:
            yield Problem(
                f"the entry of {_when(entry)} comes after a later one, of {_when(latest)}",
                fix="move it to its place in the file, or correct `at`",
                key=place(entry, "at"),
            )
        if latest is None or entry.at > latest.at:
            latest = entry


def _when(entry: Entry) -> str:
    return when_text(local(entry.at))
