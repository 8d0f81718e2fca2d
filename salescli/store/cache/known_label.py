"""What the label of a deal says, read back."""

from __future__ import annotations

from dataclasses import dataclass

from salescli.store.cache.deal_label import BETWEEN, OPEN


@dataclass(frozen=True, slots=True)
class DealLabel:
    """The folded names of a deal: of itself (handle, company, title), and of all its people."""

    is_open: bool
    names: tuple[str, ...]
    people: str


def read_label(label: str) -> DealLabel:
    """Return what a label says."""
    state, *names, people = label.split(BETWEEN)
    return DealLabel(state == OPEN, tuple(names), people)
