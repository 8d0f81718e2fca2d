"""Requirements as lines of a screen: a sign and the verdict in words, what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from salescli.domain.process import Process
from salescli.domain.standing import Requirement, Rule, Standing, Verdict
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
    spoken = (one for one in requirements if not _is_silent(one))
    for name, group in groupby(spoken, key=attrgetter("step")):
        ones = list(group)
        verdicts = {one.verdict for one in ones}
        step = process.step(name)
        here = standing.is_open and step is not None and step.stage == standing.stage
        if len(verdicts) == 1 and (verdicts == {Verdict.MET} or not here):
            lines.append(_brief(process, standing, name, ones))
        else:
            lines.append(TextLine((Span(step_title(process, name), "strong"),), indent=2))
            lines += _in_full(process, standing, ones)
    return lines


def _brief(process: Process, standing: Standing, step: str, ones: list[Requirement]) -> TextLine:
    texts = [_brief_text(process, standing, one) for one in ones if one.rule is not Rule.ROLE]
    roles = [one.other for one in ones if one.rule is Rule.ROLE]
    texts += [f"with {', '.join(roles)}"] if roles else []
    title = Span(f" {step_title(process, step)}", "strong")
    return TextLine((_label(ones[0].verdict), title, f": {'; '.join(texts)}"), indent=2, hang=12)


def _brief_text(process: Process, standing: Standing, one: Requirement) -> str:
    return one.other if one.rule is Rule.OUTCOME else _says(process, standing, one)


def _in_full(process: Process, standing: Standing, ones: list[Requirement]) -> list[Block]:
    lines: list[Block] = []
    for (rule, verdict), group in groupby(ones, key=attrgetter("rule", "verdict")):
        says = [_says(process, standing, one) for one in group]
        texts = [f"with {', '.join(says)}"] if rule is Rule.ROLE else says
        lines += [TextLine((_label(verdict), f" {text}"), indent=4, hang=14) for text in texts]
    return lines


def _label(verdict: Verdict) -> Span:
    sign, style = _SIGNS[verdict]
    return Span(f"{sign} {verdict}".ljust(9), style)


def _is_silent(one: Requirement) -> bool:
    if one.rule in _ORDERING:
        return one.verdict not in (Verdict.BROKEN, Verdict.WAIVED)
    return one.holds and one.entry is None


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
