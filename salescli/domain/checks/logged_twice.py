"""F07: one mail or meeting that is logged twice, in a deal or in two."""

from __future__ import annotations

from collections.abc import Iterator

from salescli.domain.checks.checked_deal import Case, place
from salescli.domain.deal import Deal, Entry
from salescli.domain.finding import Finding, Key, Severity
from salescli.domain.problem import Problem
from salescli.domain.rules import REGISTRY, rule
from salescli.domain.time.moment import day_of
from salescli.text.shell_quoting import command
from salescli.text.wording import day_text

_CAPTURED = ("mid:", "uid:", "sha:")  # what was logged from another system is its own business

# What was captured, the key of its entry, and what it is called.
Logged = tuple[str, Key, str]


@rule("F07", Severity.WARNING)
def logged_twice(case: Case) -> Iterator[Problem]:
    """One mail or meeting is logged twice, in one deal or in two.

    Why: it counts twice, and one of the deals looks more alive than it is.
    Example: two laptops logged a mail in two deals, before they were synced.
    Fix: take it out of the deal that it doesn't belong to: `salescli edit DEAL`. Deals are compared
    where all are checked.
    """
    seen: set[str] = set()
    for entry in filter(_is_captured, case.standing.log):
        if entry.ref in seen:
            yield Problem(f"{_name(entry)} is logged twice", case.command("edit"), place(entry))
        seen.add(entry.ref)


def logged_in(deal: Deal) -> tuple[Logged, ...]:
    """Return what was captured and is logged in a deal, each once."""
    entries = {entry.ref: entry for entry in filter(_is_captured, deal.log)}
    return tuple((ref, place(entry), _name(entry)) for ref, entry in entries.items())


def logged_in_both(logged: Logged, handle: str, other: str, file: str) -> Finding:
    """Return the finding about a deal in which something is logged that is in another one, too."""
    _, key, name = logged
    problem = Problem(
        f"{name} is logged in {other}, too",
        fix=f"{command('edit', handle)}   or, if it belongs here: {command('edit', other)}",
    )
    found = REGISTRY["F07"].finding(problem)
    return Finding(found.code, found.severity, found.message, found.fix, handle, file, key)


def _is_captured(entry: Entry) -> bool:
    return entry.is_encounter and entry.ref.startswith(_CAPTURED)


def _name(entry: Entry) -> str:
    return f"the {entry.kind} of {day_text(day_of(entry.at))}"
