"""The words around the lines of the review: its first line, its headings, how many there are.

Light on purpose, as what `review_text` is made from: a style is named, and nothing is laid out.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from salescli.views.render.document import Style

# The headings of the groups, that of the next days aside, which goes by the day.
TITLES: Mapping[str, str] = {
    "today": "Today",
    "overdue": "Overdue",
    "none": "No next step",
    "revisit": "To revisit",
}
# What a deal needs somebody for, by its urgency, in the order in which they are counted.
_COUNTED: Mapping[str, str] = {
    "overdue": "overdue",
    "no next step": "without a next step",
    "today": "today",
}


def summary_parts(
    day: str, *, today: int, overdue: int, unscheduled: int, revisit: int, unreadable: int
) -> Iterator[tuple[str, Style]]:
    """Yield the first line of a day in its parts, each with its style: how many of what."""
    yield day, "title"
    numbers: tuple[tuple[int, str, Style], ...] = (
        (today, "today", "strong"),
        (overdue, "overdue", "error"),
        (unscheduled, "without a next step", "error"),
        (revisit, "to revisit", "warning"),
        (unreadable, "unreadable", "error"),
    )
    for number, words, style in numbers:
        if number:
            yield " · ", ""
            yield f"{number} {words}", style


def heading_parts(title: str, notes: Sequence[str]) -> tuple[tuple[str, Style], tuple[str, Style]]:
    """Return the heading of a group in two parts, each with its style: its title, its notes."""
    note = ", ".join(notes)
    return (title, "title"), (f"  {note}" if note else "", "faint")


def later_notes(later: int) -> tuple[str, ...]:
    """Return what the heading of the next days says of the deals after them."""
    return (f"+ {later} later",) if later else ()


def later_line(later: int) -> str:
    """Return what is said of these deals where the next days have none."""
    from salescli.text.wording import count

    return f"{count(later, 'deal')} with a next step later."


def counts(urgencies: Iterable[str], revisit: int = 0, unreadable: int = 0) -> list[str]:
    """Return how many deals need somebody today, and why: `2 overdue`, `1 without a next step`."""
    every = list(urgencies)
    numbers = [(every.count(urgency), words) for urgency, words in _COUNTED.items()]
    numbers += [(revisit, "to revisit"), (unreadable, "unreadable")]
    return [f"{number} {words}" for number, words in numbers if number]


def brief_text(urgencies: Iterable[str], revisit: int, unreadable: int) -> str:
    """Return the review on one line, for a shell's prompt; empty when nothing is pressing."""
    return " · ".join(counts(urgencies, revisit, unreadable))
