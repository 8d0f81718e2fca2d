"""P07: every step, outcome, role, reason and person that a deal names must be declared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import chain

from salescli.domain.checks.checked_deal import Case, next_place, place
from salescli.domain.deal import Entry
from salescli.domain.finding import Key, Severity
from salescli.domain.problem import Problem
from salescli.domain.rules import rule
from salescli.text.matching import nearest


@rule("P07", Severity.ERROR)
def undeclared_name(case: Case) -> Iterator[Problem]:
    """A step, outcome, role, reason or person that the process or the deal does not declare.

    Why: a misspelt step counts for nothing: it looks done to you and missing to the process.
    Example: `steps = ["dicovery"]`, or `with = ["dana"]` without a [people.dana].
    Fix: correct the name, or declare it in the process or under [people].
    """
    process, people = case.process, case.deal.people
    steps = {step.id for step in process.steps}
    outcomes = {outcome.id for step in process.steps for outcome in step.outcomes}
    flags = {reason.id for reason in process.disqualify}
    for handle, person in people.items():
        if person.role and case.judged:
            roles = {role.id for role in process.roles}
            yield from _undeclared("role", [person.role], roles, ("people", handle, "role"))
    for entry in case.deal.log:
        yield from _people(entry, people)
        if case.judged:
            yield from _undeclared("step", entry.steps, steps, place(entry, "steps"))
            yield from _undeclared("outcome", entry.met, outcomes, place(entry, "met"))
            yield from _undeclared("disqualifying fact", entry.flags, flags, place(entry, "flags"))
            yield from _reasons(case, entry)
            for number, following in enumerate(entry.nexts):
                named = [following.step] if following.step else []
                key = next_place(entry, number, "step")
                yield from _undeclared("step", named, steps, key)


def _people(entry: Entry, people: Collection[str]) -> Iterator[Problem]:
    yield from _undeclared("person", entry.people, people, place(entry, "with"))
    if entry.said_by:
        yield from _undeclared("person", [entry.said_by], people, place(entry, "said_by"))
    for number, following in enumerate(entry.nexts):
        key = next_place(entry, number, "with")
        yield from _undeclared("person", following.people, people, key)


def _reasons(case: Case, entry: Entry) -> Iterator[Problem]:
    if entry.kind != "close" or not entry.reason or entry.result not in ("lost", "disqualified"):
        return iter(())
    declared = {
        "lost": case.process.loss,
        "disqualified": tuple(chain(case.process.disqualify, case.process.loss)),
    }[entry.result]
    known = [reason.id for reason in declared]
    return _undeclared("reason", [entry.reason], known, place(entry, "reason"))


def _undeclared(
    word: str, names: Iterable[str], known: Collection[str], key: Key
) -> Iterator[Problem]:
    owner = "the deal" if word == "person" else "the process"
    for name in names:
        if name in known:
            continue
        near = nearest(name, known)
        hint = f": did you mean '{near}'?" if near else ""
        yield Problem(
            f"the {word} '{name}' is not declared by {owner}{hint}",
            fix=f"write '{near}'" if near else f"correct it, or declare it in {owner}",
            key=key,
        )
