"""The signs that ask for the end of a deal, on one line of a screen."""

from __future__ import annotations

from salescli.domain.day.review import Review
from salescli.text.wording import count
from salescli.views.render.document import Span, TextLine


def poor_line(review: Review | None, how: str) -> TextLine | None:
    """Return the signs that ask for the deal's end, and `how` to end it; None without them."""
    if review is None or not review.looks_poor:
        return None
    head = Span(f"Walk away? {count(len(review.signs), 'sign')}: ", "warning")
    return TextLine((head, f"{'; '.join(sign.text for sign in review.signs)}. ", how), hang=2)
