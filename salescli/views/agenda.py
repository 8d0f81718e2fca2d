"""How an item of the agenda is worded on a screen: what it is, with whom, and when."""

from __future__ import annotations

from datetime import date

from salescli.model.deal import Deal, NextStep
from salescli.model.process import Process
from salescli.review import due_words
from salescli.summary import what_text
from salescli.views.words import people


def item_text(deal: Deal, process: Process, following: NextStep, today: date) -> str:
    """Return what a next step is, with whom and when, and whether they have yet to agree."""
    parts = (
        what_text(following, process),
        people(deal, following.people),
        due_words(following, today),
        "" if following.agreed else "not agreed",
    )
    return " · ".join(filter(None, parts))
