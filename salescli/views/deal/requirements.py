"""Requirements as lines of a screen: a sign and the verdict in words, what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from salescli.domain.process import Process
from salescli.domain.requirement import Requirement, Rule, Verdict
from salescli.domain.standing import Standing
from salescli.views.phrases import step_title
from salescli.views.render.document import Block, Span, Style, TextLine

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
    """Return the requirements by step, each with its verdict.

    A step of which all is met, or all is still to come in a later stage, takes one line. What
    was never called upon, and the mere order of things as long as it holds, is left out.
    """
    lines: list[Block] = []
    spoken = (need for need in requirements if not _is_silent(need))
    for name, group in groupby(spoken, key=attrgetter("step")):
        ones = list(group)
        verdicts = {need.verdict for need in ones}
        step = process.step(name)
        here = standing.is_open and step is not None and step.stage == standing.stage
        if len(verdicts) == 1 and (verdicts == {Verdict.MET} or not here):
            lines.append(_brief(process, standing, name, ones))
        else:
            lines.append(TextLine((Span(step_title(process, name), "strong"),), indent=2))
            lines += _in_full(process, standing, ones)
    return lines


def _brief(process: Process, standing: Standing, step: str, ones: list[Requirement]) -> TextLine:
    texts = [_brief_text(process, standing, need) for need in ones if need.rule is not Rule.ROLE]
    roles = [need.other for need in ones if need.rule is Rule.ROLE]
    texts += [f"with {', '.join(roles)}"] if roles else []
    title = Span(f" {step_title(process, step)}", "strong")
    return TextLine((_label(ones[0].verdict), title, f": {'; '.join(texts)}"), indent=2, hang=12)


def _brief_text(process: Process, standing: Standing, need: Requirement) -> str:
    return need.other if need.rule is Rule.OUTCOME else _says(process, standing, need)


def _in_full(process: Process, standing: Standing, ones: list[Requirement]) -> list[Block]:
    lines: list[Block] = []
    for (rule, verdict), group in groupby(ones, key=attrgetter("rule", "verdict")):
        says = [_says(process, standing, need) for need in group]
        texts = [f"with {', '.join(says)}"] if rule is Rule.ROLE else says
        lines += [TextLine((_label(verdict), f" {text}"), indent=4, hang=14) for text in texts]
    return lines


def _label(verdict: Verdict) -> Span:
    sign, style = _SIGNS[verdict]
    return Span(f"{sign} {verdict}".ljust(9), style)


def _is_silent(need: Requirement) -> bool:
    if need.rule in _ORDERING:
        return need.verdict not in (Verdict.BROKEN, Verdict.WAIVED)
    return need.holds and need.entry is None


def _says(process: Process, standing: Standing, need: Requirement) -> str:
    other = step_title(process, need.other)
    step = process.step(need.step)
    if need.rule is Rule.TIMES:
        held, wanted = standing.held(need.step), step.times if step else 1
        return f"done {held} of {wanted}" if wanted > 1 else ("done" if held else "to do")
    if need.rule is Rule.OUTCOME:
        outcome = process.outcome(need.other)
        return f"{need.other}: {outcome.text}" if outcome and outcome.text else need.other
    return {
        Rule.AT_MOST: f"at most {step.at_most if step else ''} times",
        Rule.ROLE: need.other,
        Rule.AFTER: f"after {other}",
        Rule.LEADS_TO: f"followed by {other}",
        Rule.NEVER_WITH: f"never together with {other}",
        Rule.ASK_STEP: f"asking only after {other}",
        Rule.ASK_ROLE: f"asking only after meeting {need.other}",
    }[need.rule]
