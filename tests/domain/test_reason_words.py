"""Why a deal ended, in everyday words: which of the declared reasons they mean, if one."""

from __future__ import annotations

import pytest
from support.table import each

from salescli.domain.reason_words import reasons_meant

DECLARED = {
    "price": "Price: what did they compare it with, and what would they have paid?",
    "competitor": "Competitor: which one, and what decided it for them?",
    "budget": "Budget: who took the money away, and where did it go?",
    "missing-feature": "Missing feature: which one, and who could not do without it?",
    "no-decision-maker": "Nobody who decides: whom did we never meet, and why?",
    "no-answer": "No answer any more: since when, and to which question?",
    "poor-fit": "Poor fit: what did they need that we are not made for?",
    "no-decision": "No decision: they stayed with what they have. Who prefers it, and why?",
    "restructured": "Restructured: sold, merged or reorganised. Who told us?",
}
TIMING = {"timing": "Timing: what has to happen first?", "other": "Other: what was it?"}


@each(
    "text, means",
    [
        *((t, "price") for t in ("price", "Too expensive", "it cost too much", "zu teuer")),
        *((t, "competitor") for t in ("went with competitor", "the competition", "a rival")),
        *((t, "budget") for t in ("no budget", "no money left", "kein Geld")),
        *((t, "no-answer") for t in ("ghosted us", "silence", "no reply", "No answer")),
        *(
            (t, "no-answer")
            for t in ("they never got back to us", "haben sich nicht mehr gemeldet")
        ),
        *((t, "poor-fit") for t in ("not a fit", "bad fit", "passt nicht")),
        *((t, "no-decision") for t in ("nothing happened", "no decision", "status quo")),
        ("a feature was missing", "missing-feature"),
        ("they merged", "restructured"),
        ("cheaper rival", "price competitor"),
        ("later", ""),
        ("other", ""),
        ("they built that for them", ""),
        ("", ""),
    ],
)
def test_which_reason_is_meant(text, means):
    assert " ".join(reasons_meant(text, DECLARED)) == means


@pytest.mark.parametrize("text", ["later", "not now", "bad timing", "noch nicht"])
def test_only_declared_reasons_are_meant(text):
    assert reasons_meant(text, TIMING) == ("timing",)
    assert reasons_meant("other", TIMING) == ("other",)
    assert reasons_meant("too expensive", TIMING) == ()
    assert reasons_meant(text, {}) == ()
