"""What a deal lacks now: the steps of its stage that are unfinished, and what was passed over."""

from __future__ import annotations

from salescli.domain.advice import missing_before_ask
from salescli.domain.process import Step
from salescli.text.wording import listed
from salescli.views.deal.shown_deal import ShownDeal
from salescli.views.render.document import Cell, Span


def missing_now(sheet: ShownDeal) -> list[tuple[Cell, ...]]:
    """Return each step that is to do now, with what it must bring; gaps of earlier stages last."""
    standing, process = sheet.standing, sheet.process
    if not standing.is_open:
        return []
    here = [
        step
        for step in process.steps
        if step.required and step.stage == standing.stage and step.id not in standing.finished
    ]
    gaps = [step for name in standing.gaps if (step := process.step(name))]
    rows: list[tuple[Cell, ...]] = [(Span(_title(step)), _lacks(step, sheet)) for step in here]
    rows += [
        (Span(_title(step), "warning"), f"passed over; {_lacks(step, sheet)}") for step in gaps
    ]
    _, roles = missing_before_ask(standing, process)
    if roles and process.ask is not None and not standing.held(process.ask.step):
        ask = process.step(process.ask.step)
        rows.append(
            (_title(ask) if ask else process.ask.step, f"only after meeting {listed(roles)}")
        )
    return rows


def _title(step: Step) -> str:
    return step.title or step.id


def _lacks(step: Step, sheet: ShownDeal) -> str:
    """Return the first outcome of a step that is still to be reached, and how many more."""
    trace = sheet.standing.trace
    texts = [
        (outcome.text or outcome.id).rstrip(".")
        for outcome in step.outcomes
        if outcome.required and outcome.id not in trace.met
    ]
    held = sheet.standing.held(step.id)
    if held < step.times and (step.times > 1 or not texts):
        texts.insert(0, f"done {held} of {step.times}" if step.times > 1 else "to do")
    more = f" (+{len(texts) - 1} more)" if len(texts) > 1 else ""
    return "".join(texts[:1]) + more
