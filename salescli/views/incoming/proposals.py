"""What assistants propose, as a screen and for programs."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from salescli.domain.proposal import Proposal
from salescli.domain.time.moment import local
from salescli.text.safe_text import shorten
from salescli.text.shell_quoting import command
from salescli.text.wording import when_text
from salescli.views.render.document import Column, Document, Gap, Span, Table, TextLine

_LINES = 40  # of a change that are shown
_COMMAND = 200  # characters of a command in a list


def proposal_screen(proposal: Proposal) -> Document:
    """Return a proposal: whose it is, what it would do, and how it is applied."""
    name = proposal.name
    return (
        *proposal_lines(proposal),
        *(
            TextLine((Span(words, "command"), f"   {does}"), 2)
            for words, does in (
                (command("apply", name), "does it"),
                (command("apply", name, flags="--edit"), "changes it first"),
                (command("apply", name, flags="--drop"), "forgets it"),
            )
        ),
    )


def proposal_lines(proposal: Proposal, most: int = _LINES) -> tuple[TextLine, ...]:
    """Return a proposal: whose it is, and what it would do, in no more lines of change."""
    head = f" · {proposal.by} proposes, {when_text(local(proposal.at))}"
    why = (TextLine((f"why: {proposal.why}",), 2, 7),) if proposal.why.strip() else ()
    return (
        TextLine((Span(proposal.name, "strong"), head)),
        *why,
        *(_plan_line(line) for line in proposal.plan.split("\n")),
        *_change_lines(proposal.change, most),
    )


def _plan_line(line: str) -> TextLine:
    indent = 2 + len(line) - len(line.lstrip(" "))
    return TextLine((line.strip(),), indent, indent + 2)


def _change_lines(change: Sequence[str], most: int) -> tuple[TextLine, ...]:
    shown = [line for line in change if line[:1] in "+-" and line[1:].strip()]
    more = len(shown) - most
    lines = [TextLine((Span(line, _style(line)),), 2, 4) for line in shown[:most]]
    return (*lines, *((TextLine((f"… {more} lines more",), 2),) if more > 0 else ()))


def _style(line: str) -> Any:
    return "good" if line.startswith("+") else "error"


def proposals_screen(waiting: Sequence[Proposal]) -> Document:
    """Return the proposals that wait, a row each."""
    if not waiting:
        return (TextLine(("Nothing is proposed.",)),)
    rows = tuple(
        (
            Span(one.name, "strong"),
            one.by,
            when_text(local(one.at)),
            shorten(shlex.join(one.words), _COMMAND),
        )
        for one in waiting
    )
    columns = (Column(), Column(), Column(), Column(grow=True, least=20, wrap=True))
    return (
        Table(columns, rows),
        Gap(),
        TextLine((Span("salescli apply NAME", "command"), "   does what is proposed")),
    )


def proposal_facts(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as JSON has it."""
    return {
        "name": proposal.name,
        "by": proposal.by,
        "at": proposal.at,
        "deal": proposal.deal,
        "ends_a_deal": proposal.ends_a_deal,
        "owner_only": proposal.is_for_the_owner,
        "why": proposal.why,
        "command": list(proposal.words),
        "plan": proposal.plan,
        "change": list(proposal.change),
    }
