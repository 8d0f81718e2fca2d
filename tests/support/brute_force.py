"""Replay and verdicts in salescli/README.md, read as plainly as can be: slow, and easy to believe.

A log is a word: the sequence of what happened, one event after the other. A requirement is a
predicate over words: it holds, or it doesn't. Its verdict follows from the definition alone, by
trying the word with every short continuation. Nothing here is clever, and nothing of salescli's
own reasoning is used: only the dataclasses that state the deal and the process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from salescli.domain.deal import Deal, Entry
from salescli.domain.process import Process, Step

# How many further events are tried: enough to hold a step as often as the largest `times` of the
# strategies wants, and once more often than their largest `at_most` allows.
LOOKAHEAD = 3

Event = tuple[str, str]  # ("held", step), ("skipped", step), ("reached", outcome), ("met", role)
Word = tuple[Event, ...]


@dataclass(frozen=True)
class Clause:
    """One requirement: its kind, the step it binds, what it refers to, and when it holds.

    `letters` are the events that it looks at, other than steps that are held.
    """

    rule: str
    step: str
    other: str
    holds: Callable[[Word], bool]
    letters: Word = ()


# The word of a log


def in_order(deal: Deal) -> list[Entry]:
    """The entries in order of `at`; those of the same time as in the file."""
    return sorted(deal.log, key=lambda entry: entry.at)


def is_encounter(entry: Entry) -> bool:
    return entry.kind in {"call", "meeting", "email", "message", "visit"}


def steps_held(entry: Entry) -> list[str]:
    """A step is held by an encounter or an import that names it: once, however often it does."""
    if not (is_encounter(entry) or entry.kind == "import"):
        return []
    return [step for n, step in enumerate(entry.steps) if step not in entry.steps[:n]]


def word_of(deal: Deal) -> Word:
    """The word of a deal's log.

    The outcomes of an entry come first. Who takes part in an encounter is there before its first
    step and still there after its last one, and so is an event at both ends of it.
    """
    word: list[Event] = []
    for entry in in_order(deal):
        there = [deal.people[name].role for name in entry.people if name in deal.people]
        roles = [("met", role) for role in there if role and is_encounter(entry)]
        word += [("reached", outcome) for outcome in entry.met]
        word += roles
        word += [("held", step) for step in steps_held(entry)]
        word += [("skipped", step) for step in entry.steps if entry.kind == "skip"]
        word += roles
    return tuple(word)


# The requirements of a process, each with its predicate


def clauses(process: Process) -> Iterator[Clause]:
    """Every requirement that the process makes; one that is made twice comes twice."""
    declared = {step.id: step for step in process.steps}
    for step in process.steps:
        yield times(step)
        if step.at_most is not None:
            yield at_most(step, step.at_most)
        yield from (outcome(step, each.id) for each in step.outcomes if each.required)
        yield from (role(step, each) for each in step.theirs)
        yield from (after(step, other) for other in step.after if other in declared)
        yield from (after(step, other) for other in earlier(step, process))
        yield from (leads_to(step, other) for other in step.leads_to if other in declared)
        yield from (never_with(step, other) for other in step.never_with if other in declared)
    if process.ask is not None and process.ask.step in declared:
        ask = declared[process.ask.step]
        yield from (ask_step(ask, declared[other]) for other in minimum(process, declared))
        yield from (ask_role(ask, each) for each in process.ask.roles)


def earlier(step: Step, process: Process) -> list[str]:
    """The required steps of the stages before a step's own, where the stages are in order."""
    if process.order != "stages":
        return []
    stages = [stage.id for stage in process.stages]
    before = stages[: stages.index(step.stage)]
    return [other.id for other in process.steps if other.required and other.stage in before]


def minimum(process: Process, declared: dict[str, Step]) -> list[str]:
    """What must be finished before the ask: what is named, else the required steps before it."""
    assert process.ask is not None
    names = list(declared)
    before = names[: names.index(process.ask.step)]
    named = process.ask.steps
    if named is None:
        named = tuple(name for name in before if declared[name].required)
    return [name for name in named if name in declared and name != process.ask.step]


def times(step: Step) -> Clause:
    """existence(n); of a step that isn't required only once the log speaks of it."""

    def holds(word: Word) -> bool:
        binds = step.required or any(
            (what, step.id) in word for what in ("held", "skipped", "unheeded")
        )
        if ("skipped", step.id) in word or not binds:
            return True
        return word.count(("held", step.id)) >= step.times

    return Clause("times", step.id, "", holds)


def at_most(step: Step, most: int) -> Clause:
    """absence(n + 1)."""
    return Clause("at_most", step.id, "", lambda word: word.count(("held", step.id)) <= most)


def outcome(step: Step, name: str) -> Clause:
    """existence, of a required step's outcome or of another's once that one was held."""

    def holds(word: Word) -> bool:
        if ("skipped", step.id) in word or not (step.required or ("held", step.id) in word):
            return True
        return ("reached", name) in word

    return Clause("outcome", step.id, name, holds, (("reached", name),))


def role(step: Step, name: str) -> Clause:
    """Somebody in the role is met in the encounter that first held the step, or in a later one."""

    def holds(word: Word) -> bool:
        if ("skipped", step.id) in word or ("held", step.id) not in word:
            return True
        return ("met", name) in word[word.index(("held", step.id)) :]

    return Clause("role", step.id, name, holds, (("met", name),))


def after(step: Step, other: str) -> Clause:
    """precedence: before each holding of the step the other one was held, or skipped."""

    def holds(word: Word) -> bool:
        return all(
            ("held", other) in word[:n] or ("skipped", other) in word[:n]
            for n, event in enumerate(word)
            if event == ("held", step.id)
        )

    return Clause("after", step.id, other, holds)


def leads_to(step: Step, other: str) -> Clause:
    """response: after each holding of the step the other one is held; a skip waives it."""

    def holds(word: Word) -> bool:
        return ("skipped", other) in word or all(
            ("held", other) in word[n + 1 :]
            for n, event in enumerate(word)
            if event == ("held", step.id)
        )

    return Clause("leads_to", step.id, other, holds)


def never_with(step: Step, other: str) -> Clause:
    """not-co-existence, the same requirement whichever of the two says it."""
    first, second = sorted((step.id, other))
    return Clause(
        "never_with",
        first,
        second,
        lambda word: not (("held", first) in word and ("held", second) in word),
    )


def ask_step(ask: Step, target: Step) -> Clause:
    """At the first time that the ask's step was held, the target was finished."""

    def holds(word: Word) -> bool:
        if ("held", ask.id) not in word:
            return True
        return is_finished(target, word[: word.index(("held", ask.id))])

    wanted = tuple(("reached", each.id) for each in target.outcomes if each.required)
    return Clause("ask-step", ask.id, target.id, holds, wanted)


def ask_role(ask: Step, name: str) -> Clause:
    """At the first time that the ask's step was held, somebody in the role had been met."""

    def holds(word: Word) -> bool:
        return ("held", ask.id) not in word or ("met", name) in word[: word.index(("held", ask.id))]

    return Clause("ask-role", ask.id, name, holds, (("met", name),))


def is_finished(step: Step, word: Word) -> bool:
    """Held `times` times and each required outcome reached, or skipped."""
    if ("skipped", step.id) in word:
        return True
    reached = all(("reached", each.id) in word for each in step.outcomes if each.required)
    return reached and word.count(("held", step.id)) >= step.times


# The verdict on a requirement


@cache
def continuations(letters: Word) -> tuple[Word, ...]:
    """Every word of 1 to LOOKAHEAD of these events."""
    return tuple(word for n in range(LOOKAHEAD) for word in product(letters, repeat=n + 1))


def by_definition(clause: Clause, word: Word, futures: tuple[Word, ...]) -> str:
    """met: holds whatever comes. broken: whatever comes, it doesn't. open: it depends."""
    if clause.holds(word):
        return "met" if all(clause.holds(word + future) for future in futures) else "open"
    return "open" if any(clause.holds(word + future) for future in futures) else "broken"


def verdict_on(clause: Clause, process: Process, word: Word, status: str) -> str:
    """The verdict on one requirement of a deal with this log and this status.

    Waived is what holds for good because of a skip, and wouldn't if the skip went unheeded.
    """
    letters = (*(("held", step.id) for step in process.steps), *clause.letters)
    futures = continuations(letters)
    verdict = by_definition(clause, word, futures)
    if verdict == "met" and any(what == "skipped" for what, _ in word):
        unheeded = tuple(("unheeded" if what == "skipped" else what, name) for what, name in word)
        return "met" if by_definition(clause, unheeded, futures) == "met" else "waived"
    if verdict == "open" and status != "open":
        if clause.holds(word):
            return "met"
        return "broken" if status == "won" else "lapsed"
    return verdict
