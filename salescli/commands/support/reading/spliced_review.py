"""`next` in a pipe, put together from what is kept of each deal; little is loaded for it."""

from __future__ import annotations

from salescli.domain.day.review_part import times_of
from salescli.store.cache.kept_review import KeptReview
from salescli.store.files.plain_values import SPOILT
from salescli.views.day.review_text import ReviewFrame
from salescli.views.day.shown_answer import shown_answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from salescli.store.cache.output_cache import CachedOutput
    from salescli.views.day.review_text import Answer

_FILTERS = ("days", "mine")  # flags by which a review has other parts
_SHOWING = ("brief", "everything", "exit_code", "listed")  # flags by which the same are shown


def kept_review(output: CachedOutput, values: Mapping[str, object]) -> KeptReview | None:
    """Return what is kept of the review that some flags ask for; None where it isn't kept so."""
    if not (output.is_settled and {*_FILTERS, *_SHOWING}.issuperset(values)):
        return None
    filters = {name: values[name] for name in _FILTERS if name in values}
    return KeptReview(output, filters, 0 if output.in_pipe else _columns())


def _columns() -> int:
    """Return how many cells a line of the terminal has."""
    from salescli.views.render.screen_size import screen_columns

    return screen_columns() or 0


def answer_in_parts(review: KeptReview, values: Mapping[str, object]) -> Answer | None:
    """Return the answer that is put together from what is kept; None where it is to be made anew.

    Where all that changed is known, next to nothing is loaded. Raises SalescliError.
    """
    if not review.is_kept:
        return None
    try:
        if not review.unknown:
            return _known(review, values)
        from salescli.commands.support.reading.judged_parts import answer_again

        return answer_again(review, values)
    except SPOILT:  # it may have been forged
        return None


def _known(review: KeptReview, values: Mapping[str, object]) -> Answer | None:
    parts = review.complete({})
    if parts is None:
        return None
    frame = ReviewFrame(*review.frame)
    answer = shown_answer(values, frame, parts.values(), "", review.cells)
    times = [time for part in parts.values() for time in times_of(part)]
    return None if answer is None else (*answer, min(times, default=None))
