"""What a deal may be called by, on one line: enough to find it without reading what it came to."""

from __future__ import annotations

from collections.abc import Iterable

from salescli.domain.deal import Deal
from salescli.domain.summary import Summary
from salescli.text.matching import folded

BETWEEN = "|"  # no folded text has it
OPEN = "open"


def label_of(about: Summary) -> str:
    """Return the label of a deal: whether it is open, its names, those of its people, folded."""
    return _label((about.handle, about.company, about.title), about.people, is_open=about.is_open)


def label_of_read(deal: Deal, *, is_open: bool) -> str:
    """Return the label of a deal that was read and needn't be replayed."""
    people = ((who.handle, who.name, who.email) for who in deal.people.values())
    return _label((deal.handle, deal.company, deal.title), people, is_open=is_open)


def _label(names: Iterable[str], people: Iterable[tuple[str, str, str]], *, is_open: bool) -> str:
    texts = [text for who in people for text in who]
    together = " ".join(texts)
    if together.isascii():
        together = folded(together)
    else:  # each by itself: letters that aren't plain take long
        together = " ".join(filter(None, map(folded, texts)))
    return BETWEEN.join((OPEN if is_open else "", *map(folded, names), together))
