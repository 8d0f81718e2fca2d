"""The card of a proposal: as much of it as the screen has room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from salescli.domain.proposal import Proposal
from salescli.text.safe_text import harmless
from salescli.text.wording import count
from salescli.views.incoming.proposals import proposal_lines
from salescli.views.render.document import Document, Gap, Span, TextLine
from salescli.views.render.layout import clipped, layout

_ROWS = 4  # of the screen that one line of a proposal may take
_INDENT = 8  # cells at most
_LEAST = 4  # lines of a card
_ALL = 100_000  # lines of a change


def proposal_card(
    proposal: Proposal, place: tuple[int, int], cells: int, lines: int, *, whole: bool = False
) -> Document:
    """Return a proposal as one of several, in no more lines than these; or all of it."""
    head, *body = proposal_lines(proposal, _ALL)
    number, total = place
    of = Span(f"{number} of {total}   " if total > 1 else "", "faint")
    card = (TextLine((of, *head.spans), hang=2), *body)
    return (Gap(), *(card if whole else _fitted(card, cells, lines - 1)))


def _fitted(card: Sequence[TextLine], cells: int, lines: int) -> Document:
    """Return as much of a card as fits, and how many lines there are more."""
    short = [_clipped(line, cells) for line in card]
    ends = list(accumulate(len(layout((line,), cells)) for line in short))
    if ends[-1] <= lines and short == list(card):
        return tuple(card)
    kept = max(_LEAST, sum(end < lines for end in ends))
    more = count(len(card) - kept, "more line") if kept < len(card) else "more"
    return (*short[:kept], TextLine((Span(f"… {more}: ?", "faint"),), 2))


def _clipped(line: TextLine, cells: int) -> TextLine:
    """Return a line of a card, cut to a few rows of the screen."""
    if len(line.spans) != 1:
        return line
    span = line.spans[0] if isinstance(line.spans[0], Span) else Span(line.spans[0])
    text = harmless(span.text)
    shown = clipped(text, cells - _INDENT, _ROWS)
    return line if shown == text else line._replace(spans=(replace(span, text=shown),))
