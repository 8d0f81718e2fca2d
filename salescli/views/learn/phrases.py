"""How lessons are worded: shares with their interval, p-values, and what each proposal says."""

from __future__ import annotations

from salescli.domain.process import Process
from salescli.insight.learn.compare import ComparedFact, Comparison
from salescli.insight.learn.proposals import ProcessProposal, ProposalKind
from salescli.insight.statistics.noninferiority import MARGIN
from salescli.insight.statistics.proportion import wilson
from salescli.views.phrases import stage_title, step_title
from salescli.views.report.numbers import between, percent


def interval(count: int, of: int) -> str:
    """Return the interval at 95 % of a share: `63 to 90 %`; nothing of nothing."""
    return between(wilson(count, of)) if of else ""


def share(count: int, of: int) -> str:
    """Return a share with its interval: `27 % (19 to 38 %)`; nothing of nothing."""
    return f"{percent(count / of)} ({interval(count, of)})" if of else ""


def fraction(count: int, of: int) -> str:
    """Return a share as its counts: `24/30`; nothing of nothing."""
    return f"{count}/{of}" if of else ""


def p_value(value: float) -> str:
    """Return a p-value: `0.021`, `<0.001`, `1`."""
    if value < 0.001:
        return "<0.001"
    return f"{value:.3f}".rstrip("0").rstrip(".")


def proposal_text(process: Process, proposal: ProcessProposal) -> str:
    """Return what is proposed, in a sentence without its end."""
    about, kind = proposal.about, proposal.kind
    title = step_title(process, about)
    owner = step_title(process, proposal.changes[0].path[1])
    if kind is ProposalKind.EARLIER:
        return f"Let {title} come earlier: {_earlier(process, proposal)}"
    if kind in (ProposalKind.TIGHTEN, ProposalKind.LOOSEN):
        return _time_frame(process, proposal, title)
    return {
        ProposalKind.REQUIRED: f"Make {title} required",
        ProposalKind.OPTIONAL: f"Make {title} optional",
        ProposalKind.MEET: f"Ask for the business only after meeting someone in the role {about}",
        ProposalKind.DISQUALIFY: f"Add a disqualifier: {proposal.changes[0].value}",
        ProposalKind.DROP: f"Drop the outcome {about} of {owner}",
    }[kind]


def _earlier(process: Process, proposal: ProcessProposal) -> str:
    parts = []
    step = process.step(proposal.about)
    for change in proposal.changes:
        if change.path[-1] == "stage":
            parts.append(f"in the stage {stage_title(process, change.value)}")
        elif step is not None:
            gone = [other for other in step.after if other not in (change.value or ())]
            parts.append(
                f"no more after {', '.join(step_title(process, step_id) for step_id in gone)}"
            )
    return ", ".join(parts)


def _time_frame(process: Process, proposal: ProcessProposal, title: str) -> str:
    step, new = process.step(proposal.about), proposal.changes[0].value
    if step is None or step.within is None:
        return f"Give {title} a time frame of {new}"
    word = "Tighten" if proposal.kind is ProposalKind.TIGHTEN else "Loosen"
    return f"{word} the time frame of {title} from {step.within} to {new}"


_WITH = {
    ComparedFact.STEP: ("of the deals that went on past it", "with it", "without"),
    ComparedFact.ROLE: ("of the deals that came to the ask", "met before", "never met or later"),
    ComparedFact.EARLY: ("of the deals that had both", "before what it waits for", "after it"),
    ComparedFact.FACT: ("of the deals won or lost", "with it", "without"),
    ComparedFact.LEFT_OUT: ("of the deals that went on past it", "without it", "with it"),
}


def evidence_text(proposal: ProcessProposal) -> str:
    """Return the deals that speak for it, with their counts."""
    comparison = proposal.evidence
    if comparison is None:
        return f"none of {proposal.held} deals that had its step met it"
    if comparison.question in (ComparedFact.PACE, ComparedFact.LATE):
        in_time, late = f"within {comparison.limit}bd", f"after more than {comparison.limit}bd"
        order = (in_time, late) if comparison.question is ComparedFact.PACE else (late, in_time)
        words = ("of the deals that went on past it", *order)
    else:
        words = _WITH[comparison.question]
    table = comparison.total
    groups = (
        (words[1], table.won_with, table.having),
        (words[2], table.won_without, table.lacking),
    )
    text = "; ".join(
        f"{word}, {won} of {of} were won ({interval(won, of)})" for word, won, of in groups
    )
    return f"{words[0]}: {text}; {_chance(comparison, proposal)}"


def _chance(comparison: Comparison, proposal: ProcessProposal) -> str:
    test = " (rank test)" if comparison.question is ComparedFact.PACE else ""
    sign = "" if comparison.corrected < 0.001 else "= "
    p = f"p {sign}{p_value(comparison.corrected)}{test}"
    if comparison.question.frees:
        less = f"{MARGIN * 100:.0f} points less"
        p = f"that it costs {less} or worse: {p}"
    if proposal.more is None:
        return p
    return f"{p}; about {proposal.more} more deals with these shares would settle it"
