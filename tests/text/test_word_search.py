"""Words in texts: capitals and accents never decide, and the marks fall on letters."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from support.table import each

from salescli.text.matching import folded
from salescli.text.word_search import marks, phrases

FOUND = [
    (["haftung"], "Die Produkthaftung!", ["haftung"]),
    (["LIABILITY"], "liability, Liability", ["liability", "Liability"]),
    (["muller"], "Fa. Müller & MÜLLER", ["Müller", "MÜLLER"]),
    (["müller"], unicodedata.normalize("NFD", "Müller"), [unicodedata.normalize("NFD", "Müller")]),
    (["strasse"], "Alte Straße 3", ["Straße"]),
    (["it"], "with IT, white", ["IT"]),
    (["security review"], "The security-review\nof", ["security-review"]),
    (["security", "review"], "review the security", ["review", "security"]),
    (["Зной"], "зной", ["зной"]),
    (["東京"], "in 東京都", ["東京"]),
    (["don't"], "they don\u2019t", ["don\u2019t"]),
    (["abcd", "cdef"], "abcdef", ["abcdef"]),
    (["price"], "no such word", []),
    (["a_b"], "a b", ["a b"]),
]


@each("typed, text, parts", FOUND)
def test_words_are_found_and_marked(typed, text, parts):
    wanted = phrases(typed)
    assert [text[start:end] for start, end in marks(text, wanted)] == parts
    assert any(phrase.is_in(text) for phrase in wanted) is bool(parts)


def test_what_has_no_letter_is_no_phrase():
    assert phrases(["", " ", "?!"]) == ()
    assert [phrase.words for phrase in phrases(["Ab", "ab", "AB "])] == ["ab"]


LETTERS = st.text(st.sampled_from("abcAB éÉßﬁİ_-.\n\u0301東'0"), max_size=12)


@given(LETTERS, LETTERS)
def test_marks_are_where_the_folded_text_has_the_words(text, word):
    for phrase in phrases([word]):
        spots = marks(text, [phrase])
        assert bool(spots) is phrase.is_in(text)
        assert bool(spots) is (phrase.in_folded.search(folded(text)) is not None)
        for start, end in spots:
            assert phrase.words in folded(text[start:end])
        assert [spot for spot in spots if not 0 <= spot[0] < spot[1] <= len(text)] == []
