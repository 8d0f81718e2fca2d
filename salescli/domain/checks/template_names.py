"""Family R, the declarations: names, ids and bounds. Each check's docstring is its rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from salescli.domain.checks.template import Template
from salescli.domain.finding import Finding, Key, finding
from salescli.domain.process import Range
from salescli.text.shell_quoting import command
from salescli.text.wording import count


def r01(template: Template) -> Iterator[Finding]:
    """A step, stage or role is named that the process does not declare.

    Why: a requirement on something that isn't there is silently never made.
    Example: `after = ["discvery"]`, or `theirs = ["cfo"]` without such a [[role]].
    Mend: correct the name, or declare it.
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
) -> Iterator[Finding]:
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f": did you mean '{near[0]}'?" if near else ""
            named = f"'{name}'" if name else "with no name"
            mend = f"write '{near[0]}'" if near else f"declare it with [[{word}]]"
            yield finding("R01", f"the {word} {named} is not declared{hint}", fix=mend, key=key)


def r02(template: Template) -> Iterator[Finding]:
    """An id is declared twice.

    Why: a deal names it once, and nobody can tell which one it means.
    Example: two steps with `id = "demo"`, or the same outcome under two steps.
    Mend: give one of them another id.
    """
    process = template.process
    groups: dict[str, list[tuple[str, Key]]] = {
        "stage": [(one.id, ("stage", n)) for n, one in enumerate(process.stages)],
        "role": [(one.id, ("role", n)) for n, one in enumerate(process.roles)],
        "step": [(one.id, ("step", n)) for n, one in enumerate(process.steps)],
        "disqualifier": [(one.id, ("disqualify", n)) for n, one in enumerate(process.disqualify)],
        "reason for a loss": [(one.id, ("loss", n)) for n, one in enumerate(process.loss)],
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
                yield finding("R02", message, fix="give one of them another id", key=(*key, "id"))
            seen.add(name)


def r06(template: Template) -> Iterator[Finding]:
    """A stage has no steps.

    Why: a deal can never stand in it, so it says nothing on the board.
    Example: a [[stage]] that no step names.
    Mend: give it a step, or take it out.
    """
    used = {step.stage for step in template.process.steps}
    for index, stage in enumerate(template.process.stages):
        if stage.id not in used:
            message = f"the stage '{stage.id}' has no steps"
            yield finding(
                "R06", message, fix="give it a step, or take it out", key=("stage", index)
            )


def r08(template: Template) -> Iterator[Finding]:
    """There is no way to lose: the process declares no reason for a loss.

    Why: losses without a reason teach nothing, and `lose` can't ask for one.
    Example: no [[loss]] in the file.
    Mend: add [[loss]] tables, each with `id` and a `text` that asks for the fact.
    """
    if not template.process.loss:
        mend = "add [[loss]] tables with `id` and `text`"
        yield finding("R08", "the process declares no reason for a loss", fix=mend)


def r09(template: Template) -> Iterator[Finding]:
    """A step may be held less often than it has to be.

    Why: it can't be finished without being held too often.
    Example: `times = 3` and `at_most = 2`.
    Mend: raise `at_most`, or lower `times`.
    """
    for index, step in enumerate(template.process.steps):
        if step.at_most is not None and step.at_most < step.times:
            yield finding(
                "R09",
                f"'{step.id}' has to be held {count(step.times, 'time')} "
                f"and may be held {step.at_most}",
                fix="raise `at_most`, or lower `times`",
                key=("step", index, "at_most"),
            )


def r10(template: Template) -> Iterator[Finding]:
    """A required step has no outcome.

    Why: without an exit criterion that the buyer could confirm, it only says that people talked.
    Example: a [[step]] without [[step.outcome]].
    Mend: add what the step must bring about, in a form that the buyer could confirm.
    """
    for index, step in enumerate(template.process.steps):
        if step.required and not step.outcomes:
            message = f"the required step '{step.id}' has no outcome that the buyer could confirm"
            yield finding("R10", message, fix="add a [[step.outcome]]", key=("step", index))


def r11(template: Template) -> Iterator[Finding]:
    """The name of a process is not that of its file.

    Why: deals find a process by the name of its file.
    Example: `name = "enterprise"` in processes/big.toml.
    Mend: correct the name, or rename the file.
    """
    return (fault for fault in template.faults if fault.code == "R11")


def r12(template: Template) -> Iterator[Finding]:
    """The process that a won deal goes on in is not known.

    Why: the win would end in a vacuum, with nobody looking after the customer.
    Example: `then = "acount-management"`.
    Mend: correct the name, or make that process: `salescli process new NAME --from X`.
    """
    then = template.process.then
    if then and then not in template.known:
        mend = f"correct it, or: {command('process new', then, flags='--from account-management')}"
        yield finding("R12", f"`then` names '{then}', which is no process", fix=mend, key=("then",))


def r13(template: Template) -> Iterator[Finding]:
    """A condition of [fits] can never hold.

    Why: the process would never be suggested.
    Example: `employees = { from = 1000, to = 100 }`.
    Mend: correct the bounds.
    """
    for name, fit in template.process.fits.items():
        if not isinstance(fit, Range) or fit.low is None or fit.high is None:
            continue
        if fit.low > fit.high:
            message = f"`{name}` can't be from {fit.low} and to {fit.high} at once"
            yield finding("R13", message, fix="correct the bounds", key=("fits", name))
