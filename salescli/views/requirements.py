"""Requirements as lines of a screen: a sign and the verdict in words, what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from salescli.model.process import Process
from salescli.model.standing import Requirement, Rule, Standing, Verdict
from salescli.views.document import Block, Line, Span, Style
from salescli.views.words import step_title

_SIGNS: dict[Verdict, tuple[str, Style]] = {
    Verdict.MET: ("✓", "good"),
    Verdict.OPEN: ("○", ""),
    Verdict.BROKEN: ("✗", "error"),
    Verdict.WAIVED: ("-", "faint"),
    Verdict.LAPSED: ("·", "faint"),
}
_ORDERING = (Rule.AFTER, Rule.ASK_STEP, Rule.ASK_ROLE)


def requirement_lines(
    process: Process, standing: Standing, requirements: Sequence[Requirement]
) -> list[Block]:
    """A line for each requirement, under the title of its step.

    What speaks only of the order of things (this after that) is shown once it was broken or
    waived: as long as it holds it says nothing that the lines of the steps don't.
    """
    lines: list[Block] = []
    before = ""
    spoken = [one for one in requirements if not _is_silent(one)]
    for (step, rule, verdict), group in groupby(spoken, key=_kind):
        if step != before:
            before = step
            lines.append(Line((Span(step_title(process, step), "strong"),), indent=2))
        sign, style = _SIGNS[verdict]
        label = Span(f"{sign} {verdict}".ljust(9), style)
        says = [_says(process, standing, one) for one in group]
        texts = [f"with {', '.join(says)}"] if rule is Rule.ROLE else says
        lines += [Line((label, f" {text}"), indent=4, hang=14) for text in texts]
    return lines


def _kind(one: Requirement) -> tuple[str, Rule, Verdict]:
    return one.step, one.rule, one.verdict


def _is_silent(one: Requirement) -> bool:
    if one.rule is Rule.TIMES:
        return one.holds and one.entry is None
    if one.rule in _ORDERING:
        return one.verdict not in (Verdict.BROKEN, Verdict.WAIVED)
    return one.holds and one.verdict is Verdict.OPEN


def _says(process: Process, standing: Standing, one: Requirement) -> str:
    other = step_title(process, one.other)
    step = process.step(one.step)
    if one.rule is Rule.TIMES:
        held, wanted = standing.held(one.step), step.times if step else 1
        return f"held {held} of {wanted}" if wanted > 1 else ("held" if held else "to be held")
    if one.rule is Rule.OUTCOME:
        outcome = process.outcome(one.other)
        return f"{one.other}: {outcome.text}" if outcome and outcome.text else one.other
    return {
        Rule.AT_MOST: f"at most {step.at_most if step else ''} times",
        Rule.ROLE: one.other,
        Rule.AFTER: f"after {other}",
        Rule.LEADS_TO: f"followed by {other}",
        Rule.NEVER_WITH: f"never together with {other}",
        Rule.ASK_STEP: f"asking only after {other}",
        Rule.ASK_ROLE: f"asking only after meeting {one.other}",
    }[one.rule]
