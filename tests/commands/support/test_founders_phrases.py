"""What founders type with a phone at the ear: filler words, slips, English and German.

The table has the kind of question, the phrase, and what it is understood as; `?` is a refusal.
"""

from __future__ import annotations

import pytest
from support.table import check_rows, each
from support.typing_phrases import FOUNDERS, reader, rows, typing_session, understood

ROWS = rows(FOUNDERS)


@pytest.fixture
def session(tmp_path, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T09:00+01:00")
    return typing_session(tmp_path)


@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in ROWS}))
def test_the_phrases_of_founders(session, kind):
    read = reader(kind, session)

    def is_understood(text, means):
        assert understood(read, text) == means

    check_rows([row[1:] for row in ROWS if row[0] == kind], is_understood)


PEOPLE = [
    (kind, means)
    for kind, text, means in ROWS
    if kind.startswith("people") and means not in ("?", "-") and "boss" not in text
]


@each("kind, means", PEOPLE)
def test_people_as_they_are_shown_are_the_same_when_typed_back(session, kind, means):
    shown = "; ".join(name.removeprefix("+") for name in means.split("; "))
    assert understood(reader(kind, session), shown) == means
