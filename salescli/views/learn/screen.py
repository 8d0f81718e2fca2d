"""The screen of `learn`: what won and lost deals had, and the proposals at its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from salescli.domain.standing import Status
from salescli.insight.learn.compare import ENOUGH
from salescli.insight.learn.learn import Family, Lessons
from salescli.insight.learn.proposals import ProcessProposal
from salescli.text.wording import count
from salescli.views.learn.proposals import proposals_part
from salescli.views.learn.sections import SECTIONS
from salescli.views.render.document import Block, Document, Gap, Heading, TextLine

_ASSOCIATION = (
    "What goes together is shown here, not what causes what: a step may be done because a deal"
    " goes well. Disqualified deals are counted, and compared with neither won nor lost ones."
)


def learn_screen(
    lessons: Lessons,
    proposals: Sequence[ProcessProposal],
    in_the_way: Mapping[str, str],
    hints: Sequence[ProcessProposal],
    left_out: Sequence[str],
) -> Document:
    """All that the deals say.

    `in_the_way` says by id why a proposal can't be written as it is, `left_out` in sentences which
    deals could not be used.
    """
    blocks: list[Block] = [_title(lessons), TextLine((_ASSOCIATION,))]
    blocks += [TextLine((sentence,)) for sentence in left_out]
    if lessons.deals:
        for section in SECTIONS:
            blocks += section(lessons)
        blocks += _legend(lessons)
    return (*blocks, *proposals_part(lessons, proposals, in_the_way, hints))


def _title(lessons: Lessons) -> Heading:
    process = lessons.process
    ended = ", ".join(
        f"{lessons.counted(result)} {result}"
        for result in (Status.WON, Status.LOST, Status.DISQUALIFIED)
    )
    deals = count(len(lessons.deals), "closed deal")
    return Heading(process.name, f"revision {process.revision}; {deals}: {ended}")


def _legend(lessons: Lessons) -> Iterator[Block]:
    matters, shown = lessons.tested(Family.MATTERS), lessons.tested(Family.SHOWN)
    words = (
        "Late steps are done in most won deals merely because lost ones end before: so each is"
        " compared only among the deals that went on past it, by what they had until then. 'last':"
        " nothing comes after it to compare by. Behind each share is its interval at 95 %. p: the"
        " chance of such a difference where there is none, by Fisher's exact test (Pace: a rank"
        f" test), corrected (Holm) for {count(matters, 'comparison')} that may change the process,"
        f" and for {shown} only shown. '8 more': so many deals are missing, at the least, of the"
        f" {ENOUGH} with it, {ENOUGH} without, {ENOUGH} won and {ENOUGH} lost that it takes."
    )
    yield from (Gap(), TextLine((words,)))
