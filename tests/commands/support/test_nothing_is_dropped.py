"""Nothing that is typed is dropped in silence: a word nobody knows is in what was understood.

Put anywhere into phrases that are taken, it is kept and shown, or the answer is refused.
"""

from __future__ import annotations

from random import Random

import pytest
from support.effort import size
from support.typing_phrases import FOUNDERS, reader, typing_session, understood
from support.typing_phrases import rows as phrases

from salescli.domain.people.attendance import attendance
from salescli.text.answer_words import is_none

KINDS = ("more", "people", "role", "email")
STRANGE = ("zorblax", "Zorblax", "ZORBLAX", "zorblax,", "(zorblax)")
COUNT = size(300, 10_000)


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_nobody_knows_is_shown_or_refused(tmp_path, monkeypatch, kind):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T09:00+01:00")
    read = reader(kind, typing_session(tmp_path))
    taken = [text for name, text, means in phrases(FOUNDERS) if name == kind and means != "?"]
    rng = Random(kind)  # noqa: S311 - repeatable is what it has to be
    dropped = []
    for _ in range(COUNT):
        words = rng.choice(taken).split()
        place = rng.randint(0, len(words))
        words[place:place] = [rng.choice(STRANGE)]
        text = " ".join(words)
        means = understood(read, text)
        if any(map(is_none, text.split(","))) or attendance(text).absent:
            continue  # 'don't zorblax know'; 'Marta, not zorblax Bob'
        if means != "?" and "zorblax" not in means.lower():
            dropped.append((text, means))
    assert dropped == []
