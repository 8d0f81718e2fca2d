"""What every requirement of a process comes to on one log.

Each kind of requirement is read, as declarative process modelling (Declare) has it, on the
sequence of step occurrences that the trace gives:

    times = n     existence(n)           of a required step, or of another once it was held
    at_most = n   absence(n + 1)
    outcome       existence              of a required step's outcome, or of another's once held
    role          response               somebody in the role is met with the step, or later
    after         precedence             order "stages" adds one from every required step of
                                         the earlier stages
    leads_to      response
    never_with    not co-existence
    ask           precedence             of each finished step and each role of the minimum

A rule's function gives the verdict while the deal is open, by what the future can still change:
met and broken are final, waived was skipped on the record, open can still go either way; and
whether the requirement holds on the log as it is. An ending makes the open ones final: what
holds is met; what doesn't is broken on a deal won, and lapsed on one lost or walked away from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from salescli.domain.process import Process, Step, earlier_steps
from salescli.domain.replay import finished_by_holding
from salescli.domain.requirement import Requirement, Rule, Verdict
from salescli.domain.standing import Standing, Status, Trace

_MET, _OPEN, _BROKEN, _WAIVED = Verdict.MET, Verdict.OPEN, Verdict.BROKEN, Verdict.WAIVED

Judgement = tuple[Verdict, bool, int | None]
Judge = Callable[["Term", Trace], Judgement]
_UNTRIGGERED: Judgement = (_OPEN, True, None)
_MISSING: Judgement = (_OPEN, False, None)


@dataclass(frozen=True, slots=True)
class Term:
    """One requirement of a process, ready to be judged: the step that it binds, and the rest."""

    rule: Rule
    step: Step
    other: str = ""
    target: Step | None = None


def verdicts(standing: Standing, process: Process) -> tuple[Requirement, ...]:
    """Return the verdict on every requirement of the process, in the order of its steps."""
    trace = standing.trace
    return tuple(_settle(term, _RULES[term.rule](term, trace), standing) for term in terms(process))


def unmet(standing: Standing, process: Process) -> tuple[Requirement, ...]:
    """Return those requirements that don't hold, with their verdicts, in the same order.

    What takes effect once a step was held is passed over where it was not.
    """
    trace, found = standing.trace, []
    for step, whole, unheld in _judged_by_step(process):
        for judge, term in whole if step in trace.held else unheld:
            judgement = judge(term, trace)
            if not judgement[1]:
                found.append(_settle(term, judgement, standing))
    return tuple(found)


@lru_cache(maxsize=64)
def terms(process: Process) -> tuple[Term, ...]:
    """Return the requirements that a process makes. What refers to undeclared steps makes none."""
    steps = {step.id: step for step in process.steps}
    terms = [term for step in process.steps for term in _terms_of(step, process, steps)]
    return tuple(dict.fromkeys((*terms, *_ask_terms(process, steps))))


def _terms_of(step: Step, process: Process, steps: dict[str, Step]) -> Iterator[Term]:
    yield Term(Rule.TIMES, step)
    if step.at_most is not None:
        yield Term(Rule.AT_MOST, step)
    for outcome in step.outcomes:
        if outcome.required:
            yield Term(Rule.OUTCOME, step, outcome.id)
    for role in step.theirs:
        yield Term(Rule.ROLE, step, role)
    references = (
        (Rule.AFTER, (*step.after, *earlier_steps(step, process))),
        (Rule.LEADS_TO, step.leads_to),
        (Rule.NEVER_WITH, _exclusive(step, steps)),
    )
    for rule, others in references:
        yield from (Term(rule, step, other, steps[other]) for other in others if other in steps)


def _exclusive(step: Step, steps: dict[str, Step]) -> list[str]:
    """Return the steps that exclude this one, a pair that says so on both sides counted once."""
    return [
        other
        for other in step.never_with
        if not (other < step.id and other in steps and step.id in steps[other].never_with)
    ]


def _ask_terms(process: Process, steps: dict[str, Step]) -> Iterator[Term]:
    if process.ask is None or process.ask.step not in steps:
        return
    ask = steps[process.ask.step]
    for other in process.minimum():
        if other in steps and other != ask.id:
            yield Term(Rule.ASK_STEP, ask, other, steps[other])
    for role in process.ask.roles:
        yield Term(Rule.ASK_ROLE, ask, role)


def _settle(term: Term, judgement: Judgement, standing: Standing) -> Requirement:
    verdict, holds, moment = judgement
    if verdict is _OPEN and standing.status is not Status.OPEN:
        if holds:
            verdict = _MET
        else:
            verdict = _BROKEN if standing.status is Status.WON else Verdict.LAPSED
    entry = None if moment is None else standing.trace.entries[moment]
    return Requirement(term.rule, term.step.id, term.other, verdict, holds, entry)


def _times(term: Term, trace: Trace) -> Judgement:
    held = trace.held.get(term.step.id, ())
    if len(held) >= term.step.times:
        return _MET, True, held[term.step.times - 1]
    if term.step.id in trace.skipped:
        return _WAIVED, True, trace.skipped[term.step.id]
    if held or term.step.required:
        return _MISSING
    return (_MET, True, None) if term.step.times == 1 else _UNTRIGGERED


def _at_most(term: Term, trace: Trace) -> Judgement:
    held = trace.held.get(term.step.id, ())
    most = term.step.at_most
    if most is not None and len(held) > most:
        return _BROKEN, False, held[most]
    return _UNTRIGGERED


def _outcome(term: Term, trace: Trace) -> Judgement:
    if term.other in trace.met:
        return _MET, True, trace.met[term.other]
    if term.step.id in trace.skipped:
        return _WAIVED, True, trace.skipped[term.step.id]
    return _MISSING if term.step.required or term.step.id in trace.held else _UNTRIGGERED


def _role(term: Term, trace: Trace) -> Judgement:
    held = trace.held.get(term.step.id)
    last = trace.role_last.get(term.other)
    if held and last is not None and last >= held[0]:
        return _MET, True, last
    if term.step.id in trace.skipped:
        return _WAIVED, True, trace.skipped[term.step.id]
    return _MISSING if held else _UNTRIGGERED


def _after(term: Term, trace: Trace) -> Judgement:
    held = trace.held.get(term.step.id)
    before = trace.held.get(term.other)
    skipped = trace.skipped.get(term.other)
    deadline = held[0] if held else len(trace.entries)
    if before and before[0] < deadline:
        return _MET, True, before[0]
    if skipped is not None and skipped < deadline:
        return _WAIVED, True, skipped
    return (_BROKEN, False, deadline) if held else _UNTRIGGERED


def _leads_to(term: Term, trace: Trace) -> Judgement:
    held = trace.held.get(term.step.id)
    following = trace.held.get(term.other)
    if term.other in trace.skipped:
        return _WAIVED, True, trace.skipped[term.other]
    if not held or (following and following[-1] > held[-1]):
        return _UNTRIGGERED
    answered = following[-1] if following else -1
    unanswered = next((moment for moment in held if moment > answered), held[-1])
    return _BROKEN if term.step.id == term.other else _OPEN, False, unanswered


def _never_with(term: Term, trace: Trace) -> Judgement:
    held, other = trace.held.get(term.step.id), trace.held.get(term.other)
    if held and other:
        return _BROKEN, False, max(held[0], other[0])
    return _UNTRIGGERED


def _ask_step(term: Term, trace: Trace) -> Judgement:
    done = finished_by_holding(term.target, trace) if term.target else None
    return _before_asking(term, trace, done, trace.skipped.get(term.other))


def _ask_role(term: Term, trace: Trace) -> Judgement:
    return _before_asking(term, trace, trace.role_first.get(term.other), None)


def _before_asking(term: Term, trace: Trace, done: int | None, skipped: int | None) -> Judgement:
    asking = trace.held.get(term.step.id)
    deadline = asking[0] if asking else len(trace.entries)
    if done is not None and done < deadline:
        return _MET, True, done
    if skipped is not None and skipped < deadline:
        return _WAIVED, True, skipped
    return (_BROKEN, False, deadline) if asking else _UNTRIGGERED


_RULES: dict[Rule, Judge] = {
    Rule.TIMES: _times,
    Rule.AT_MOST: _at_most,
    Rule.OUTCOME: _outcome,
    Rule.ROLE: _role,
    Rule.AFTER: _after,
    Rule.LEADS_TO: _leads_to,
    Rule.NEVER_WITH: _never_with,
    Rule.ASK_STEP: _ask_step,
    Rule.ASK_ROLE: _ask_role,
}

_WITHOUT_STEP = {Rule.TIMES, Rule.OUTCOME}  # what may fail to hold where its step was not held

_Judged = tuple[tuple[Judge, Term], ...]


@lru_cache(maxsize=64)
def _judged_by_step(process: Process) -> tuple[tuple[str, _Judged, _Judged], ...]:
    """Return the terms of each step in order, with what judges them.

    All of them, and those that may fail to hold where the step was not held.
    """
    rows = []
    for step, group in groupby(terms(process), key=lambda term: term.step.id):
        whole = tuple((_RULES[term.rule], term) for term in group)
        unheld = tuple(row for row in whole if row[1].rule in _WITHOUT_STEP)
        rows.append((step, whole, unheld))
    return tuple(rows)
