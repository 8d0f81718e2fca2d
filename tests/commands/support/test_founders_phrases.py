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


PEOPLE = [
    (kind, means)
    for kind, text, means in ROWS
    if kind.startswith("people") and means not in ("?", "-") and "boss" not in text
]


@pytest.mark.parametrize(("kind", "means"), PEOPLE, ids=[means for _, means in PEOPLE])
def test_people_as_they_are_shown_are_the_same_when_typed_back(tmp_path, monkeypatch, kind, means):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T09:00+01:00")
    shown = "; ".join(name.removeprefix("+") for name in means.split("; "))
    assert understood(kind, shown, typing_session(tmp_path)) == means
