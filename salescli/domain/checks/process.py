"""Family P: where the log breaks the process. Each check's docstring is its rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from salescli.domain.checks.checked_deal import Case, place
from salescli.domain.deal import Entry
from salescli.domain.finding import Severity
from salescli.domain.problem import Problem
from salescli.domain.process import Step, decides
from salescli.domain.requirement import Requirement, Rule, Verdict
from salescli.domain.rules import rule
from salescli.domain.time.moment import day_of
from salescli.text.shell_quoting import word
from salescli.text.wording import count, day_text, listed

Grouped = Iterator[tuple[str, list[Requirement]]]


def _by_step(requirements: Iterable[Requirement]) -> Grouped:
    """Yield requirements by the step that they bind."""
    for step, group in groupby(requirements, key=lambda requirement: requirement.step):
        yield step, list(group)


def _broken(case: Case, *rules: Rule) -> Grouped:
    """Yield the broken requirements of some kinds, by the step that they bind."""
    return _by_step(r for r in case.of(*rules) if r.verdict is Verdict.BROKEN)


def _missing(case: Case, rule: Rule) -> Grouped:
    """Yield what the steps of stages that were left still lack, by the step."""
    left = case.stages_left()
    steps = ((r, case.process.step(r.step)) for r in case.of(rule))
    return _by_step(r for r, step in steps if step is not None and step.stage in left)


def _do(case: Case, step: str, flags: str = "") -> str:
    """Return the command that makes up for a step; of a closed deal the file is edited."""
    if not case.is_open:
        return f"{case.command('edit')}   and add what is missing from the log"
    return case.command("log", step, flags=flags)


def _do_or_skip(case: Case, step: str) -> str:
    """Return the command that makes up for a step, and the one that skips or schedules it."""
    if not case.is_open:
        return _do(case, step)
    if decides(step, case.process):
        later = case.command("schedule", flags=f"--next {word(step)} --on DATE")
        return f"{_do(case, step)}   or: {later}"
    return f"{_do(case, step)}   or: {case.command('skip', step, flags='-m REASON')}"


@rule("P01", Severity.ERROR)
def step_out_of_order(case: Case) -> Iterator[Problem]:
    """A step was done before one that it must come after.

    Why: deals are lost over steps that were passed without a word; it stays on the record.
    Example: the demo took place before discovery, so nobody knew what to show.
    Fix: nothing undoes it. Do what is missing, and it is for information only; next time skip
    a step on the record before you pass it: `salescli skip DEAL STEP -m REASON`.
    """
    for step, requirements in _by_step(_first_passed_over(case)):
        before = [requirement.other for requirement in requirements]
        pending = [other for other in before if other not in case.standing.finished]
        fix = "it stays on the record; nothing is left to do"
        if pending and case.is_open:
            fix = _do_or_skip(case, pending[0])
        was_fixed = all(_was_done_later(case, other) for other in before)
        yield Problem(
            f"{case.title(step)} was done before {listed([case.title(b) for b in before])}",
            fix=fix,
            key=place(requirements[0].entry, "steps"),
            severity=Severity.INFO if was_fixed else None,
        )


def _first_passed_over(case: Case) -> Iterator[Requirement]:
    """Yield the broken precedences, of each step that was passed over the first alone.

    Whatever comes after it was done before it too; that is one mistake, not ten.
    """
    broken = [r for r in case.of(Rule.AFTER) if r.verdict is Verdict.BROKEN]
    held = case.standing.trace.held
    first: dict[str, int] = {}
    for requirement in broken:
        moment = held[requirement.step][0]
        first[requirement.other] = min(moment, first.get(requirement.other, moment))
    return (r for r in broken if held[r.step][0] == first[r.other])


def _was_done_later(case: Case, step: str) -> bool:
    """Return whether what was missing was held after all, or skipped with a reason."""
    trace = case.standing.trace
    skipped = trace.skipped.get(step)
    return step in trace.held or (skipped is not None and bool(trace.entries[skipped].reason))


@rule("P02", Severity.ERROR)
def premature_ask(case: Case) -> Iterator[Problem]:
    """The business was asked for before the minimum was done.

    Why: a price without a reason to pay it invites a no, or silence.
    Example: the proposal went out before anybody met the economic buyer.
    Fix: nothing undoes it. Do what was missing, then ask again: then it is for information only.
    """
    for step, requirements in _broken(case, Rule.ASK_STEP, Rule.ASK_ROLE):
        missing = [r.other for r in requirements if r.rule is Rule.ASK_STEP]
        roles = [r.other for r in requirements if r.rule is Rule.ASK_ROLE]
        unmet = [r for r in requirements if r.rule is Rule.ASK_ROLE and not _was_met(case, r.other)]
        was_fixed = not unmet and all(
            other in case.standing.finished and _was_done_later(case, other) for other in missing
        )
        yield Problem(
            f"{case.title(step)} asked for the business before {_minimum(case, missing, roles)}",
            fix=f"{case.command('show')}   lists what is missing: do it, then ask again",
            key=place(requirements[0].entry, "steps"),
            severity=Severity.INFO if was_fixed else None,
        )


def _minimum(case: Case, steps: list[str], roles: list[str]) -> str:
    """Return what should have been there: `'Demo' was finished and the IT was met`."""
    finished = listed([case.title(step) for step in steps])
    met = listed([f"the {case.process.role_name(role)}" for role in roles])
    parts = [f"{finished} {_were(steps)} finished"] if steps else []
    parts += [f"{met} {_were(roles)} met"] if roles else []
    return listed(parts)


def _were(names: list[str]) -> str:
    return "were" if len(names) > 1 else "was"


def _was_met(case: Case, role: str) -> bool:
    return role in case.standing.trace.role_first


@rule("P03", Severity.WARNING)
def unmet_outcome(case: Case) -> Iterator[Problem]:
    """A stage was left with a required outcome unmet.

    Why: an outcome is what the buyer could confirm; without it the next stage stands on hope.
    Of a step that was never done, P05 says so.
    Example: the evaluation began, and its success criteria were never agreed in writing.
    Fix: reach the outcome, then `salescli log DEAL STEP --met OUTCOME`; or skip the step.
    """
    for step, requirements in _missing(case, Rule.OUTCOME):
        if step in case.standing.trace.held:
            unmet = [requirement.other for requirement in requirements]
            outcome = case.process.outcome(unmet[0])
            text = f" ({outcome.text})" if outcome and outcome.text and len(unmet) == 1 else ""
            yield Problem(
                f"{case.title(step)} was left with its {_named('outcome', unmet)} unmet{text}",
                fix=_do(case, step, " ".join(f"--met {word(name)}" for name in unmet)),
                key=place(case.last_holding(step)),
            )


def _named(kind: str, names: list[str]) -> str:
    """Return `outcome 'a'`, or `outcomes 'a' and 'b'`."""
    quoted = listed([f"'{name}'" for name in names])
    return f"{kind}{'s' * (len(names) > 1)} {quoted}"


@rule("P04", Severity.WARNING)
def role_not_met(case: Case) -> Iterator[Problem]:
    """A step was done without a role that it calls for, and its stage was left.

    Why: a demo without the people who must live with it has to be given again.
    Example: the security review took place without anybody from IT.
    Fix: meet them and log it with that person; give the person the role in the deal's file.
    """
    for step, requirements in _missing(case, Rule.ROLE):
        roles = listed([case.process.role_name(requirement.other) for requirement in requirements])
        yield Problem(
            f"{case.title(step)} was done without meeting its {roles}",
            fix=_do(case, step, "--with PERSON"),
            key=place(case.last_holding(step)),
        )


@rule("P05", Severity.WARNING)
def too_few_encounters(case: Case) -> Iterator[Problem]:
    """A step was done less often than its `times`, and its stage was left.

    Why: nobody can learn from what was skipped silently.
    Example: the process wants two discovery conversations, and the demo came after one.
    Fix: do it, or `salescli skip DEAL STEP -m REASON`.
    """
    for name, _ in _missing(case, Rule.TIMES):
        step = case.process.step(name)
        wanted = step.times if step else 1
        held = case.standing.held(name)
        short = "was never done" if not held else f"was done {held} of {count(wanted, 'time')}"
        yield Problem(
            f"{case.title(name)} {short}, and the deal has moved on",
            fix=_do_or_skip(case, name),
            key=place(case.last_holding(name)),
        )


@rule("P06", Severity.WARNING)
def too_many_encounters(case: Case) -> Iterator[Problem]:
    """A step was done more often than its maximum.

    Why: the fifth demo is a way of not asking for the decision.
    Example: `at_most = 3`, and a fourth demo was logged.
    Fix: nothing undoes it. Ask for the outcome of the step, or schedule another step.
    """
    for step, requirements in _broken(case, Rule.AT_MOST):
        declared = case.process.step(step)
        most = declared.at_most if declared else None
        yield Problem(
            f"{case.title(step)} was done {count(case.standing.held(step), 'time')}: "
            f"its maximum is {most}",
            fix=case.command("schedule", flags="--next ANOTHER-STEP --on DATE"),
            key=place(requirements[0].entry, "steps"),
        )


@rule("P08", Severity.ERROR)
def missing_follow_up(case: Case) -> Iterator[Problem]:
    """A step that must follow another is late (deal open), or was late at the win and never came.

    Why: a trial without a review in the middle, or a promise without its follow-up, is forgotten.
    Where several must follow, each has the time of those before it too: one comes after another.
    Example: the trial began three weeks ago; its midpoint review is due within five business days.
    Fix: do it and log it, or `salescli skip DEAL STEP -m REASON`.
    """
    for requirement in case.of(Rule.LEADS_TO):
        if requirement.entry is None or case.was_abandoned:
            continue
        if requirement.entry.undated:
            continue
        target = case.process.step(requirement.other)
        if target is None or target.within is None:
            continue
        ending = case.standing.ending
        limit = _follow_by(case, requirement.entry, requirement.step, target)
        if limit >= (day_of(ending.at) if ending else case.today):
            continue
        late = ", and never came" if ending else f": it was due by {day_text(limit)}"
        yield Problem(
            f"{case.title(requirement.other)} must follow {case.title(requirement.step)}{late}",
            fix=_do_or_skip(case, requirement.other),
            key=place(requirement.entry, "steps"),
        )


def _follow_by(case: Case, entry: Entry, name: str, target: Step) -> date:
    """Return the day by which a step must have followed an entry that was another step."""
    day, step = day_of(entry.at), case.process.step(name)
    names = step.leads_to if step else ()
    for before in names[: names.index(target.id)] if target.id in names else ():
        other = case.process.step(before)
        if other is not None and other.within is not None:
            day = case.after(day, other.within)
    return case.after(day, target.within) if target.within else day


@rule("P09", Severity.ERROR)
def excluded_step(case: Case) -> Iterator[Problem]:
    """Two steps that exclude each other were both done.

    Why: a buyer with a free trial has no reason to pay for a pilot.
    Example: `never_with = ["free-trial"]` on the paid pilot, and both were logged.
    Fix: nothing undoes it. If the process is wrong about it, change the process.
    """
    for _, requirements in _broken(case, Rule.NEVER_WITH):
        for requirement in requirements:
            yield Problem(
                f"{case.title(requirement.step)} and {case.title(requirement.other)} "
                "exclude each other, and both were done",
                fix=f"say why in a note: {case.command('note')}",
                key=place(requirement.entry, "steps"),
            )


@rule("P10", Severity.INFO)
def skipped_step(case: Case) -> Iterator[Problem]:
    """A step was skipped on the record.

    Why: it is no mistake; it is counted, so that the process can learn which steps nobody needs.
    Example: the second demo was skipped because the whole team was in the first.
    Fix: nothing to fix.
    """
    for entry in case.standing.log:
        if entry.kind == "skip" and entry.steps:
            names = listed([case.title(step) for step in entry.steps])
            yield Problem(
                f"{names} skipped: {entry.reason or 'no reason given'}",
                fix="nothing to fix",
                key=place(entry),
            )
