"""The words for an ending, in the terms of the CRMs and in other languages."""

from __future__ import annotations

import pytest
from support.table import each

from salescli.exchange.csv.outcome_names import ending_of, is_over, status_ending


@each(
    "name, result",
    [
        *((name, "won") for name in ("Closed Won", "closedwon", "CLOSED - WON", "Deal won", "Won")),
        *((name, "won") for name in ("C2:WON", "Geschlossen/Gewonnen", "Fermée gagnée", "Signed")),
        *((name, "lost") for name in ("Closed Lost", "Lost", "LOSE", "C1:LOSE", "Verloren")),
        *(
            (name, "lost")
            for name in ("Closed Lost to Competition", "Out-Sold", "Perdu", "perdida")
        ),
        *((name, "disqualified") for name in ("Disqualified", "Unqualified", "Walked away")),
        *((name, "") for name in ("Open", "Not won", "Won/Lost", "Lost contact", "Closing", "")),
        *((name, "") for name in ("Winning plan", "Deal", "S", "F", "Canceled", "Dead", "Closed")),
    ],
)
def test_a_stage_is_the_ending_that_it_names(name, result):
    assert ending_of(name) == result


@pytest.mark.parametrize(
    ("name", "result"), [("S", "won"), ("f", "lost"), ("P", ""), ("won", "won"), ("Lost", "lost")]
)
def test_a_letter_is_enough_for_a_status(name, result):
    assert status_ending(name) == result


@pytest.mark.parametrize("name", ["Closed", "Dead", "Abandoned", "Canceled", "Abgeschlossen"])
def test_what_is_over_nobody_knows_how_is_asked(name):
    assert is_over(name)
    assert not ending_of(name)
