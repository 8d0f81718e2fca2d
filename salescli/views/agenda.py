"""How an item of the agenda is worded on a screen: what it is, with whom, and when."""

from __future__ import annotations

from datetime import date

from salescli.domain.day.review import due_words
from salescli.domain.deal import Deal, NextStep
from salescli.domain.process import Process
from salescli.domain.summary import what_text
from salescli.views.phrases import names_text, people_text


def item_text(deal: Deal, process: Process, following: NextStep, today: date) -> str:
    """Return what a next step is, with whom and when, and whether they have yet to agree."""
    parts = (
        what_text(following, process),
        people_text(deal, following.people),
        due_words(following, today),
        "" if following.agreed else "not confirmed",
    )
    return " · ".join(filter(None, parts))


def item_row(
    deal: Deal, process: Process, following: NextStep, today: date
) -> tuple[str, str, str]:
    """Return when a next step is, what and with whom, and whether they confirmed it."""
    parts = what_text(following, process), names_text(deal, following.people)
    confirmed = "confirmed" if following.agreed else "not confirmed"
    return due_words(following, today), " · ".join(filter(None, parts)), confirmed
