"""Family R, the declarations: names, ids and bounds. Each check's docstring is its rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from salescli.domain.checks.template import Template
from salescli.domain.finding import Key, Severity
from salescli.domain.problem import Problem
from salescli.domain.process import Range
from salescli.domain.rules import rule
from salescli.text.matching import nearest
from salescli.text.shell_quoting import command
from salescli.text.wording import count


@rule("R01", Severity.ERROR)
def undeclared_reference(template: Template) -> Iterator[Problem]:
    """A step, stage or role is named that the process does not declare.

    Why: a rule about something that isn't there never applies.
    Example: `after = ["discvery"]`, or `theirs = ["cfo"]` without such a [[role]].
    Fix: correct the name, or declare it.
    """
    process = template.process
    steps = [step.id for step in process.steps]
    stages = [stage.id for stage in process.stages]
    roles = [role.id for role in process.roles]
    for index, step in enumerate(template.process.steps):
        key: Key = ("step", index)
        if stages or step.stage:
            yield from _unknown("stage", [step.stage], stages, (*key, "stage"))
        for field in ("after", "leads_to", "never_with"):
            yield from _unknown("step", getattr(step, field), steps, (*key, field))
        for field in ("ours", "theirs"):
            yield from _unknown("role", getattr(step, field), roles, (*key, field))
    if process.ask is not None:
        yield from _unknown("step", [process.ask.step], steps, ("ask", "step"))
        yield from _unknown("step", process.ask.steps or (), steps, ("ask", "steps"))
        yield from _unknown("role", process.ask.roles, roles, ("ask", "roles"))


def _unknown(
    word: str, names: Iterable[str], known: Collection[str], key: Key
) -> Iterator[Problem]:
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = f": did you mean '{near}'?" if near else ""
            named = f"'{name}'" if name else "with no name"
            fix = f"write '{near}'" if near else f"declare it with [[{word}]]"
            yield Problem(f"the {word} {named} is not declared{hint}", fix=fix, key=key)


@rule("R02", Severity.ERROR)
def duplicate_id(template: Template) -> Iterator[Problem]:
    """An id is declared twice.

    Why: a deal names it once, and it is not clear which one it means.
    Example: two steps with `id = "demo"`, or the same outcome under two steps.
    Fix: give one of them another id.
    """
    process = template.process
    groups: dict[str, list[tuple[str, Key]]] = {
        "stage": [(item.id, ("stage", n)) for n, item in enumerate(process.stages)],
        "role": [(item.id, ("role", n)) for n, item in enumerate(process.roles)],
        "step": [(item.id, ("step", n)) for n, item in enumerate(process.steps)],
        "disqualifier": [(item.id, ("disqualify", n)) for n, item in enumerate(process.disqualify)],
        "reason for a loss": [(item.id, ("loss", n)) for n, item in enumerate(process.loss)],
    }
    groups["outcome"] = [
        (outcome.id, ("step", n, "outcome", m))
        for n, step in enumerate(template.process.steps)
        for m, outcome in enumerate(step.outcomes)
    ]
    for word, items in groups.items():
        seen: set[str] = set()
        for name, key in items:
            if name in seen:
                message = f"the {word} '{name}' is declared twice"
                yield Problem(message, fix="give one of them another id", key=(*key, "id"))
            seen.add(name)


@rule("R06", Severity.WARNING)
def empty_stage(template: Template) -> Iterator[Problem]:
    """A stage has no steps.

    Why: a deal can never be in it, so its column on the board stays empty.
    Example: a [[stage]] that no step names.
    Fix: give it a step, or remove it.
    """
    used = {step.stage for step in template.process.steps}
    for index, stage in enumerate(template.process.stages):
        if stage.id not in used:
            message = f"the stage '{stage.id}' has no steps"
            yield Problem(message, fix="give it a step, or remove it", key=("stage", index))


@rule("R08", Severity.ERROR)
def no_loss_reason(template: Template) -> Iterator[Problem]:
    """The process declares no reason for a loss.

    Why: nothing is learned from a loss without a reason, and `lose` can't ask for one.
    Example: no [[loss]] in the file.
    Fix: add [[loss]] tables, each with `id` and a `text` that asks for the fact.
    """
    if not template.process.loss:
        fix = "add [[loss]] tables with `id` and `text`"
        yield Problem("the process declares no reason for a loss", fix=fix)


@rule("R09", Severity.ERROR)
def contradictory_counts(template: Template) -> Iterator[Problem]:
    """A step may be done less often than it must be.

    Why: it can't be finished without being done too often.
    Example: `times = 3` and `at_most = 2`.
    Fix: raise `at_most`, or lower `times`.
    """
    for index, step in enumerate(template.process.steps):
        if step.at_most is not None and step.at_most < step.times:
            yield Problem(
                f"'{step.id}' must be done {count(step.times, 'time')} "
                f"and may be done {step.at_most}",
                fix="raise `at_most`, or lower `times`",
                key=("step", index, "at_most"),
            )


@rule("R10", Severity.WARNING)
def step_without_outcome(template: Template) -> Iterator[Problem]:
    """A required step has no outcome.

    Why: without an outcome that the buyer could confirm, it only shows that people talked.
    Example: a [[step]] without [[step.outcome]].
    Fix: add what the step must achieve, in a form that the buyer could confirm.
    """
    for index, step in enumerate(template.process.steps):
        if step.required and not step.outcomes:
            message = f"the required step '{step.id}' has no outcome that the buyer could confirm"
            yield Problem(message, fix="add a [[step.outcome]]", key=("step", index))


@rule("R12", Severity.WARNING)
def unknown_successor(template: Template) -> Iterator[Problem]:
    """The process that follows a win is not known.

    Why: nobody would look after the customer after the win.
    Example: `then = "acount-management"`.
    Fix: correct the name, or make that process: `salescli process new NAME --from X`.
    """
    then = template.process.then
    if then and then not in template.known:
        fix = f"correct it, or: {command('process new', then, flags='--from account-management')}"
        yield Problem(f"`then` names '{then}', which is no process", fix=fix, key=("then",))


@rule("R13", Severity.ERROR)
def impossible_fit(template: Template) -> Iterator[Problem]:
    """A condition of [fits] can never hold.

    Why: the process would never be suggested.
    Example: `employees = { from = 1000, to = 100 }`.
    Fix: correct the bounds.
    """
    for name, fit in template.process.fits.items():
        if not isinstance(fit, Range) or fit.low is None or fit.high is None:
            continue
        if fit.low > fit.high:
            message = f"`{name}` can't be from {fit.low} and to {fit.high} at once"
            yield Problem(message, fix="correct the bounds", key=("fits", name))
