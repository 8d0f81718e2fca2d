"""The keys on a row or two: what is left of their words where there is little room."""

from __future__ import annotations

import pytest

from salescli.prompts.hint import Choice
from salescli.prompts.key_row import key_rows
from salescli.text.safe_text import width

KEYS = [
    Choice("d", "done"),
    Choice("v", "tried"),
    Choice("k", "walk"),
    Choice("?", "all"),
    Choice("q", "quit"),
]
ROWS = {
    80: ["d done  v tried  k walk  ? all  q quit"],
    38: ["d done  v tried  k walk  ? all  q quit"],
    37: ["[d]one  [v] tried  wal[k]  [?] all", "[q]uit"],
    24: ["[d]one  [v] tried", "wal[k]  [?] all  [q]uit"],
    22: ["[d]one [v] tried k ? q"],
    9: ["d v k ? q"],
    3: ["d v k ? q"],
}


@pytest.mark.parametrize(("cells", "rows"), ROWS.items())
def test_the_words_take_two_rows_before_the_last_keys_lose_them(cells, rows):
    assert key_rows(KEYS, cells) == rows
    assert max(map(width, rows)) <= cells or cells < 9


def test_no_key_is_no_row():
    assert key_rows([], 80) == [""]
