"""Requirements as lines of a screen: a sign and the verdict in words, what it is about."""

from __future__ import annotations

from collections.abc import Sequence

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
    for one in requirements:
        if _is_silent(one):
            continue
        if one.step != before:
            before = one.step
            lines.append(Line((Span(step_title(process, one.step), "strong"),), indent=2))
        sign, style = _SIGNS[one.verdict]
        verdict = Span(f"{sign} {one.verdict}".ljust(9), style)
        lines.append(Line((verdict, f" {_says(process, standing, one)}"), indent=4, hang=14))
    return lines


def _is_silent(one: Requirement) -> bool:
    if one.rule is Rule.TIMES:
        return one.verdict is Verdict.OPEN and one.holds
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
        Rule.ROLE: f"with the {one.other}",
        Rule.AFTER: f"after {other}",
        Rule.LEADS_TO: f"followed by {other}",
        Rule.NEVER_WITH: f"never together with {other}",
        Rule.ASK_STEP: f"asking only after {other}",
        Rule.ASK_ROLE: f"asking only after meeting the {one.other}",
    }[one.rule]
