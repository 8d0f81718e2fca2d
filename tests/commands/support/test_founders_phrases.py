"""What founders type with a phone at the ear: filler words, slips, English and German.

The table has the kind of question, the phrase, and what it is understood as; `?` is a refusal.
"""

from __future__ import annotations

import pytest
from support.typing_phrases import FOUNDERS, rows, typing_session, understood

ROWS = rows(FOUNDERS)


@pytest.mark.parametrize(("kind", "text", "means"), ROWS, ids=[f"{k}:{t}" for k, t, _ in ROWS])
def test_a_phrase_of_a_founder(tmp_path, monkeypatch, kind, text, means):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T09:00+01:00")
    assert understood(kind, text, typing_session(tmp_path)) == means
