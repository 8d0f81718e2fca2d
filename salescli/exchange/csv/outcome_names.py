"""Stages that are no step but an ending, by the names that CRMs give them."""

from __future__ import annotations

import re

WON, LOST, DISQUALIFIED = "won", "lost", "disqualified"

_WON = {"won", "closedwon", "closewon", "dealwon", "gewonnen", "signed", "closedwonrenewal"}
_LOST = {"lost", "closedlost", "closelost", "deallost", "verloren"}
_DISQUALIFIED = {"disqualified", "unqualified", "closeddisqualified", "walkedaway"}
# Over, and nobody can tell how.
_OVER = {"closed", "done", "finished", "archived", "inactive", "dead"}
_YES = {"true", "yes", "y", "1", "ja", "oui", "x"}
_NO = {"false", "no", "n", "0", "nein", "non", ""}


def outcome_name(name: str) -> str:
    """Return a name by its letters and digits alone, as stages are compared."""
    return re.sub(r"[\W_]+", "", name.casefold())


def ending_of(name: str) -> str:
    """Return the result that a stage or a status stands for; '' where it is none."""
    word = outcome_name(name)
    for result, names in ((WON, _WON), (LOST, _LOST), (DISQUALIFIED, _DISQUALIFIED)):
        if word in names:
            return result
    return ""


def is_over(name: str) -> bool:
    """Return whether a stage says that a deal is over, and not how it ended."""
    return outcome_name(name) in _OVER


def yes_or_no(text: str) -> bool | None:
    """Return what a cell of a yes-or-no column says; None where it is neither."""
    word = text.strip().casefold()
    if word in _YES:
        return True
    return False if word in _NO else None
