"""The answer of `next` from what each deal has in it, where it is shown: a pipe, or a terminal.

Light on purpose: a pipe loads nothing for a terminal.
"""

from __future__ import annotations

from salescli.views.day.review_text import ReviewFrame, review_answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from salescli.domain.day.review_part import Part


def shown_answer(
    flags: Mapping[str, object],
    frame: ReviewFrame,
    parts: Iterable[Part],
    clock: str,
    cells: int,
) -> tuple[int, str] | None:
    """Return the exit code and the text, in a terminal of so many `cells`, 0 for a pipe.

    None where it has another form.
    """
    if not cells:
        return review_answer(flags, frame, parts, clock)
    from salescli.views.day.review_in_terminal import terminal_answer

    return terminal_answer(flags, frame, parts, clock, cells)
