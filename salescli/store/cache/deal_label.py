"""What a deal may be called by, on one line: enough to find it without reading what it came to."""

from __future__ import annotations

from dataclasses import dataclass

from salescli.domain.summary import Summary
from salescli.text.matching import folded

_BETWEEN = "|"  # no folded text has it
_OPEN = "open"


@dataclass(frozen=True, slots=True)
class DealLabel:
    """The folded names of a deal: of itself (handle, company, title), and of all its people."""

    is_open: bool
    names: tuple[str, ...]
    people: str


def label_of(about: Summary) -> str:
    """Return the label of a deal: whether it is open, its names, those of its people, folded."""
    names = (folded(text) for text in (about.handle, about.company, about.title))
    people = folded(" ".join(text for who in about.people for text in who))
    return _BETWEEN.join((_OPEN if about.is_open else "", *names, people))


def read_label(label: str) -> DealLabel:
    """Return what a label says."""
    state, *names, people = label.split(_BETWEEN)
    return DealLabel(state == _OPEN, tuple(names), people)
