"""The proposals of `learn`, each with its evidence, and what to type to make them so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salescli.domain.process import Process
from salescli.insight.learn.compare import ENOUGH
from salescli.insight.learn.learn import Family, Lessons
from salescli.insight.learn.proposals import ProcessProposal
from salescli.text.shell_quoting import command
from salescli.text.wording import count
from salescli.views.learn.phrases import evidence_text, proposal_text
from salescli.views.render.document import Block, Document, Gap, Heading, Span, TextLine


def proposals_part(
    lessons: Lessons,
    proposals: Sequence[ProcessProposal],
    in_the_way: Mapping[str, str],
    hints: Sequence[ProcessProposal],
    *,
    applying: bool = False,
) -> Document:
    """Return the proposals, numbered; the undecided ones; and what to type.

    The last is left out while the proposals are being applied.
    """
    process = lessons.process
    blocks: list[Block] = [Gap(), Heading("Proposals", f"for revision {process.revision + 1}")]
    blocks += [] if proposals else [TextLine((_why_none(lessons),), indent=2)]
    for place, proposal in enumerate(proposals, 1):
        text = Span(proposal_text(process, proposal), "strong")
        blocks.append(TextLine((f"{place}. ", text, Span(f"  {proposal.id}", "faint")), 2, 5))
        blocks.append(TextLine((evidence_text(proposal),), indent=5))
        if proposal.id in in_the_way:
            blocks.append(TextLine((_by_hand(process, in_the_way[proposal.id]),), indent=5))
    if hints:
        blocks += [Gap(), Heading("Too early to tell", "this may well be chance")]
    for proposal in hints:
        blocks.append(
            TextLine((f"{proposal_text(process, proposal)}: {evidence_text(proposal)}",), 2, 4)
        )
    free = [str(n) for n, proposal in enumerate(proposals, 1) if proposal.id not in in_the_way]
    if free and not applying:
        hint = command("learn", process.name, flags=f"--apply {' '.join(free)}")
        blocks += [Gap(), TextLine((Span(hint, "command"),)), TextLine((_NEXT,), indent=2)]
    return tuple(blocks)


_NEXT = "writes these, or those of them that you name, as the next revision"


def _by_hand(process: Process, obstacle: str) -> Span:
    fix = f"by hand: {command('process revise', process.name)}"
    return Span(f"It can't be written as it is: {obstacle}; {fix}", "warning")


def _why_none(lessons: Lessons) -> str:
    won, lost = lessons.lacks
    if won or lost:
        missing = [f"{n} {word}" for n, word in ((won, "won"), (lost, "lost")) if n]
        return (
            f"None: it takes {ENOUGH} won and {ENOUGH} lost deals to compare anything; "
            f"{' and '.join(missing)} {'is' if won + lost == 1 else 'are'} missing."
        )
    if not lessons.tested(Family.MATTERS):
        return (
            f"None: nothing that might change the process was there in {ENOUGH} deals and lacking "
            f"in {ENOUGH} others that went as far."
        )
    made = count(lessons.tested(Family.MATTERS), "comparison")
    return f"None: {made} that might change the process showed no more than chance would."
