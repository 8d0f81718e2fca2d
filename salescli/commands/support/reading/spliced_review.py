"""`next` in a pipe, put together from what is kept of each deal; little is loaded for it."""

from __future__ import annotations

from salescli.domain.day.review_part import times_of
from salescli.store.cache.kept_review import KeptReview
from salescli.store.files.plain_values import SPOILT
from salescli.views.day.review_text import ReviewFrame, review_answer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from salescli.store.cache.output_cache import CachedOutput

_FILTERS = ("days", "mine")  # flags by which a review has other parts
_SHOWING = ("brief", "everything", "exit_code", "listed")  # flags by which the same are shown


def kept_review(output: CachedOutput, values: Mapping[str, object]) -> KeptReview | None:
    """Return what is kept of the review that some flags ask for; None where it isn't kept so."""
    if not (output.is_settled and output.in_pipe and {*_FILTERS, *_SHOWING}.issuperset(values)):
        return None
    return KeptReview(output, {name: values[name] for name in _FILTERS if name in values})


def spliced(
    review: KeptReview, values: Mapping[str, object]
) -> tuple[int, str, float | None] | None:
    """Return the answer where all that changed is known: exit code, text, until when it holds."""
    if not review.is_kept or review.unknown:
        return None
    try:
        parts = review.complete({})
        if parts is None:
            return None
        answer = review_answer(values, ReviewFrame(*review.frame), parts.values())
        times = [time for part in parts.values() for time in times_of(part)]
        return None if answer is None else (*answer, min(times, default=None))
    except SPOILT:  # it may have been forged
        return None
