"""The keys on one row: what is left of their words where there is little room."""

from __future__ import annotations

import pytest

from salescli.prompts.hint import Choice
from salescli.prompts.key_row import key_row
from salescli.text.safe_text import width

KEYS = [
    Choice("d", "done"),
    Choice("v", "tried"),
    Choice("k", "walk"),
    Choice("?", "all"),
    Choice("q", "quit"),
]
ROWS = {
    80: "d done  v tried  k walk  ? all  q quit",
    38: "d done  v tried  k walk  ? all  q quit",
    37: "[d]one [v] tried wal[k] [?] all q",
    32: "[d]one [v] tried wal[k] ? q",
    24: "[d]one [v] tried k ? q",
    9: "d v k ? q",
    3: "d v k ? q",
}


@pytest.mark.parametrize(("cells", "row"), ROWS.items())
def test_the_last_keys_lose_their_words_first(cells, row):
    assert key_row(KEYS, cells) == row
    assert width(row) <= cells or cells < 9


def test_no_key_is_an_empty_row():
    assert key_row([], 80) == ""
