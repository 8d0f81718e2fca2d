"""Family R, the order of things: what waits for what. Each check's docstring is its rule."""

from __future__ import annotations

from collections.abc import Iterator

from salescli.domain.checks.template import Template
from salescli.domain.finding import Key, Severity
from salescli.domain.problem import Problem
from salescli.domain.process import Step
from salescli.domain.rules import rule
from salescli.text.wording import count


@rule("R03", Severity.ERROR)
def circular_wait(template: Template) -> Iterator[Problem]:
    """Steps wait for each other in a circle.

    Why: none of them can be done first without breaking the process.
    Example: the demo comes after the proposal, and the proposal after the demo.
    Fix: remove one of the names from `after`, or move a step to a later stage.
    """
    for index, step in enumerate(template.process.steps):
        if step.id in template.all_before(step):
            before = template.all_before(step)
            circle = sorted(
                other.id
                for other in template.process.steps
                if other.id in before and step.id in template.all_before(other)
            )
            others = f": {', '.join(circle)} wait for each other" if len(circle) > 1 else ""
            yield Problem(
                f"'{step.id}' waits for itself{others}",
                fix=template.fix,
                key=("step", index, "after"),
            )


@rule("R04", Severity.ERROR)
def unreachable_step(template: Template) -> Iterator[Problem]:
    """A step can never be reached.

    Why: a step that can't be done as declared is skipped, or breaks the process.
    Example: it comes after a step that it excludes, or after one that waits for itself.
    Fix: change its `after` or `never_with`.
    """
    steps = {step.id: step for step in template.process.steps}
    waiting = {name for name, step in steps.items() if name in template.all_before(step)}
    for index, step in enumerate(template.process.steps):
        before = template.all_before(step)
        if step.id in before:
            continue
        circular = [name for name in steps if name in before and name in waiting]
        excluded = [name for name in steps if name in before and _exclude(step, steps[name])]
        required = [name for name in excluded if name in step.after or steps[name].required]
        if circular or required:
            blame = (circular or required)[0]
            why = "waits for itself" if circular else "it excludes"
            yield Problem(
                f"'{step.id}' can never be reached: it waits for '{blame}', which {why}",
                fix=template.fix,
                key=("step", index, "after"),
            )


def _exclude(step: Step, other: Step) -> bool:
    return other.id in step.never_with or step.id in other.never_with


@rule("R05", Severity.ERROR)
def impossible_ask(template: Template) -> Iterator[Problem]:
    """The minimum before the ask can never be met.

    Why: every ask would be too early, and nobody would look at the finding.
    Example: [ask] names a step that itself comes after the asking, or two that exclude each other.
    Fix: name in `steps` of [ask] what can be done before it.
    """
    process = template.process
    steps = {step.id: step for step in process.steps}
    if process.ask is None or process.ask.step not in steps:
        return
    minimum = [steps[name] for name in process.minimum() if name in steps]
    late = [
        s.id
        for s in minimum
        if s.id == process.ask.step or process.ask.step in template.all_before(s)
    ]
    key: Key = ("ask", "steps") if process.ask.steps is not None else ("ask",)
    if late:
        message = f"'{late[0]}' must be done before the ask, and comes after it"
        yield Problem(message, fix=template.fix, key=key)
    for n, step in enumerate(minimum):
        for other in minimum[n + 1 :]:
            if _exclude(step, other):
                both = f"'{step.id}' and '{other.id}' are both needed before the ask"
                message = f"{both}, and exclude each other"
                yield Problem(message, fix=template.fix, key=key)


@rule("R07", Severity.WARNING)
def frames_beyond_cycle(template: Template) -> Iterator[Problem]:
    """The time frames are longer than the cycle.

    Why: a deal that keeps every time frame would still be older than its cycle.
    Example: `cycle = "20bd"`, and a chain of steps that take 35 business days.
    Fix: lengthen `cycle`, or tighten a step's `within`.
    """
    process = template.process
    if process.cycle is None:
        return
    longest, step = _longest_chain(template)
    if longest > process.cycle.business_days:
        yield Problem(
            f"the time frames up to '{step}' add up to {count(round(longest), 'business day')}: "
            f"the cycle is {process.cycle.spoken()}",
            fix="lengthen `cycle`, or tighten a step's `within`",
            key=("cycle",),
        )


def _longest_chain(template: Template) -> tuple[float, str]:
    """Return the longest chain of required steps, in business days, and its last step."""
    ends: dict[str, float] = {}
    before = {step.id: template.all_before(step) for step in template.process.steps}
    for step in sorted(template.process.steps, key=lambda step: len(before[step.id])):
        if step.required and step.id not in before[step.id]:
            start = max((ends.get(name, 0.0) for name in before[step.id]), default=0.0)
            own = step.within.business_days if step.within else 0.0
            ends[step.id] = start + own * step.times
    last = max(ends, key=ends.__getitem__, default="")
    return ends.get(last, 0.0), last


@rule("R14", Severity.ERROR)
def impossible_follow_up(template: Template) -> Iterator[Problem]:
    """A step leads to one that can never follow it.

    Why: what must follow it could never be done.
    Example: `leads_to` names the step itself, or one that it excludes.
    Fix: change `leads_to` or `never_with`.
    """
    steps = {step.id: step for step in template.process.steps}
    for index, step in enumerate(template.process.steps):
        for name in step.leads_to:
            if name == step.id or (name in steps and _exclude(step, steps[name])):
                yield Problem(
                    f"'{step.id}' leads to '{name}', which can never follow it",
                    fix="change `leads_to` or `never_with`",
                    key=("step", index, "leads_to"),
                )
