"""The review in a pipe, put together from what each deal has in it: few values, and no classes.

Light on purpose: where one deal of a large book has changed, its part is worked out anew, and this
is all that is loaded for the others. The order, the columns and the counts are those of all.
"""

from __future__ import annotations

from salescli.domain.day.review_part import GROUPS, is_pressing, lines_in, urgency_of
from salescli.views.day.day_words import (
    TITLES,
    brief_text,
    heading_parts,
    later_line,
    later_notes,
    summary_parts,
)
from salescli.views.render.row_spacing import blanks, natural_widths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from salescli.domain.day.review_part import Line, Part

    Answer = tuple[int, str, float | None]  # an exit code, a text, and until when it holds

_WIDEST = 80  # cells of a text in a pipe: a longer one is wrapped


class ReviewFrame:
    """What the review shows beside the deals: what the day and its next days are called.

    `revisit_note` says how to take up again what is to be revisited. `rights` are the columns that
    are aligned to the right.
    """

    __slots__ = ("ahead", "day", "revisit_note", "rights")

    def __init__(self, day: str, ahead: str, revisit_note: str, rights: tuple[bool, ...]) -> None:
        self.day, self.ahead, self.revisit_note, self.rights = day, ahead, revisit_note, rights

    @property
    def values(self) -> tuple[str, str, str, tuple[bool, ...]]:
        """All of it, as it is made."""
        return self.day, self.ahead, self.revisit_note, self.rights


class ReviewOutline:
    """What a review shows, before it is laid out: each text in its parts, each with its style.

    `groups` have a title, notes and lines each, `last` is what is said below them.
    """

    __slots__ = ("groups", "last", "top")

    def __init__(self, frame: ReviewFrame, parts: Iterable[Part], clock: str) -> None:
        every, later = in_groups(parts)
        today, overdue, unscheduled, ahead, revisit = every
        self.top = list(
            summary_parts(
                f"{frame.day}, {clock}" if clock else frame.day,
                today=len(today),
                overdue=len(overdue),
                unscheduled=len(unscheduled),
                revisit=len(revisit),
                unreadable=0,
            )
        )
        titles = {**TITLES, "ahead": frame.ahead}
        notes = {"ahead": later_notes(later), "revisit": (frame.revisit_note,)}
        named = zip(GROUPS, every, strict=True)
        self.groups = [(titles[name], notes.get(name, ()), lines) for name, lines in named]
        self.last = later_line(later) if later and not ahead else ""

    @property
    def needs_nobody(self) -> bool:
        """Whether nothing is to be done today; a review says more then than its lines."""
        return not any(lines for _, _, lines in self.groups[:3])


def review_text(frame: ReviewFrame, parts: Iterable[Part], clock: str = "") -> str | None:
    """Return the review, with the `clock` where it counts; None where it has another form.

    So it is on a day on which nothing is left to do, and where its first line is wrapped.
    """
    outline = ReviewOutline(frame, parts, clock)
    top = "".join([text for text, _ in outline.top])
    if len(top) > _WIDEST or outline.needs_nobody:
        return None
    every = (line[3] for _, _, lines in outline.groups for line in lines)
    widths = natural_widths([0] * len(frame.rights), every)
    rows = [top, ""]
    for title, notes, lines in outline.groups:
        if lines:
            rows.append("".join([text for text, _ in heading_parts(title, notes)]))
            rows += _laid_out(lines, widths, frame.rights)
    return "\n".join([*rows, outline.last] if outline.last else rows)


def in_groups(parts: Iterable[Part]) -> tuple[list[list[Line]], int]:
    """Return the lines of each group in their order, and how many deals have none until later."""
    parts = list(parts)
    groups: list[list[Line]] = [[] for _ in GROUPS]
    for line in sorted((line for part in parts for line in lines_in(part)), key=_place):
        groups[line[0]].append(line)
    return groups, sum(1 for part in parts if urgency_of(part) and not lines_in(part))


def _place(line: Line) -> tuple[int, Any]:
    return line[0], line[1]


def _laid_out(
    group: Iterable[Line], widths: Sequence[int], rights: Sequence[bool]
) -> Iterator[str]:
    known: dict[tuple[int, ...], list[str]] = {}  # many rows are spaced alike
    for _, _, cells, sizes in group:
        spaces = known.get(sizes)
        if spaces is None:
            spaces = known[sizes] = [" " * blank for blank in blanks(sizes, widths, rights)]
        pairs = zip(spaces, cells, strict=True)
        yield "".join([text for pair in pairs for text in pair]).rstrip()


def review_answer(
    flags: Mapping[str, object], frame: ReviewFrame, parts: Iterable[Part], clock: str = ""
) -> tuple[int, str] | None:
    """Return the exit code and the text of `next` in a pipe, by its flags; None as `review_text`.

    Not of one with a limit, nor as JSON.
    """
    parts = list(parts)
    text = brief_part(parts) if flags.get("brief") else review_text(frame, parts, clock)
    if text is None or (flags.get("brief") and len(text) > _WIDEST):
        return None
    return exit_code(flags, parts), f"{text}\n" if text else ""


def exit_code(flags: Mapping[str, object], parts: Iterable[Part]) -> int:
    """Return the exit code of `next`, by its flags."""
    return int(bool(flags.get("exit_code")) and any(map(is_pressing, parts)))


def brief_part(parts: Iterable[Part]) -> str:
    """Return the review on one line; empty when nothing is pressing."""
    parts = list(parts)
    back = sum(1 for part in parts for line in lines_in(part) if GROUPS[line[0]] == "revisit")
    return brief_text(map(urgency_of, parts), back, 0)
