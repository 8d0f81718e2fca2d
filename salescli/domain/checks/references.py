"""P07: every step, outcome, role, reason and person that a deal names must be declared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from salescli.domain.checks.checked_deal import Case, next_place, place
from salescli.domain.deal import Entry
from salescli.domain.finding import Key, Severity
from salescli.domain.problem import Problem
from salescli.domain.process import Process
from salescli.domain.rules import rule
from salescli.text.matching import nearest


@rule("P07", Severity.ERROR)
def undeclared_name(case: Case) -> Iterator[Problem]:
    """A step, outcome, role, reason or person that the process or the deal does not declare.

    Why: a misspelt step counts for nothing: it looks done to you and missing to the process.
    Example: `steps = ["dicovery"]`, or `with = ["dana"]` without a [people.dana].
    Fix: correct the name, or declare it in the process or under [people].
    """
    people, names = case.deal.people, _declared_by(case.process)
    for handle, person in people.items():
        if person.role and case.judged:
            yield from _undeclared("role", [person.role], names.roles, ("people", handle, "role"))
    for entry in case.deal.log:
        yield from _people(entry, people)
        if case.judged and not _is_declared(entry, names):
            yield from _named_of_process(case, entry, names)


@dataclass(frozen=True, slots=True)
class _Names:
    """What a process declares, by kind."""

    steps: frozenset[str]
    outcomes: frozenset[str]
    facts: frozenset[str]
    roles: frozenset[str]


@lru_cache(maxsize=64)
def _declared_by(process: Process) -> _Names:
    return _Names(
        steps=frozenset(step.id for step in process.steps),
        outcomes=frozenset(outcome.id for step in process.steps for outcome in step.outcomes),
        facts=frozenset(reason.id for reason in process.disqualify),
        roles=frozenset(role.id for role in process.roles),
    )


def _is_declared(entry: Entry, names: _Names) -> bool:
    """Return whether the process declares all that an entry names, as most do."""
    steps = [following.step for following in entry.nexts if following.step]
    return (
        names.steps.issuperset(entry.steps)
        and names.steps.issuperset(steps)
        and names.outcomes.issuperset(entry.met)
        and names.facts.issuperset(entry.flags)
        and entry.kind != "close"
    )


def _named_of_process(case: Case, entry: Entry, names: _Names) -> Iterator[Problem]:
    """Yield what an entry names that the process doesn't declare."""
    yield from _undeclared("step", entry.steps, names.steps, place(entry, "steps"))
    yield from _undeclared("outcome", entry.met, names.outcomes, place(entry, "met"))
    yield from _undeclared("disqualifying fact", entry.flags, names.facts, place(entry, "flags"))
    yield from _reasons(case, entry)
    for number, following in enumerate(entry.nexts):
        if following.step and following.step not in names.steps:
            key = next_place(entry, number, "step")
            yield from _undeclared("step", [following.step], names.steps, key)


def _people(entry: Entry, people: Collection[str]) -> Iterator[Problem]:
    if entry.people:
        yield from _undeclared("person", entry.people, people, place(entry, "with"))
    if entry.said_by:
        yield from _undeclared("person", [entry.said_by], people, place(entry, "said_by"))
    for number, following in enumerate(entry.nexts):
        if following.people:
            key = next_place(entry, number, "with")
            yield from _undeclared("person", following.people, people, key)


def _reasons(case: Case, entry: Entry) -> Iterable[Problem]:
    if entry.kind != "close" or not entry.reason or entry.result not in ("lost", "disqualified"):
        return ()
    declared = {
        "lost": case.process.loss,
        "disqualified": tuple(chain(case.process.disqualify, case.process.loss)),
    }[entry.result]
    known = [reason.id for reason in declared]
    return _undeclared("reason", [entry.reason], known, place(entry, "reason"))


def _undeclared(
    word: str, names: Iterable[str], known: Collection[str], key: Key
) -> Iterable[Problem]:
    """Return the problems of names that aren't known; of most there are none."""
    unknown = [name for name in names if name not in known]
    return _problems(word, unknown, known, key) if unknown else ()


def _problems(
    word: str, names: Iterable[str], known: Collection[str], key: Key
) -> Iterator[Problem]:
    owner = "the deal" if word == "person" else "the process"
    for name in names:
        near = nearest(name, known)
        hint = f": did you mean '{near}'?" if near else ""
        yield Problem(
            f"the {word} '{name}' is not declared by {owner}{hint}",
            fix=f"write '{near}'" if near else f"correct it, or declare it in {owner}",
            key=key,
        )
