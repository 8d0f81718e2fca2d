"""What is said at a card in place of its key leads to the key that is meant."""

from __future__ import annotations

import pytest
from support.table import each

from salescli.commands.review_cards.card_words import card_key, key_and_text, typed_behind
from salescli.errors import UsageError

KEYS = {
    "d": "done",
    "v": "tried",
    "m": "move",
    "r": "replace",
    "t": "note",
    "s": "skip",
    "w": "win",
    "l": "lose",
    "k": "walk",
    "c": "close date",
    "n": "next",
    "q": "quit",
}


@each(
    "key, texts",
    [
        (
            "d",
            (
                "hab grad telefoniert|telefoniert|just called|spoke to her|called him"
                "|mit ihm gesprochen"
            ),
        ),
        ("d", "I met Frau Grün today|have talked to them|angerufen"),
        (
            "v",
            (
                "keiner rangegangen|nobody picked up|only voicemail|nur AB|es ging keiner ran"
                "|no answer"
            ),
        ),
        ("v", "nicht erreicht|left a message|niemand da|Mailbox|she didn't pick up"),
        ("d", "did it already, on friday|had it on tuesday|was on friday|schon gemacht"),
        ("d", "it was yesterday|spoke to jan this morning, log it|hatten wir schon am Freitag"),
        ("v", "rang declan, no answer|called twice, only voicemail"),
        ("l", "lost, they went with OneTrust|verloren: zu teuer"),
        ("r", "termin machen|make an appointment|schedule a call|neuen Termin ausmachen|planen"),
        ("c", "abschluss verschieben|close date|move the close"),
        ("m", "termin verschieben|move it|push the call"),
        ("l", "kein Interesse|they are not interested|she said no"),
        ("w", "they signed|hat unterschrieben"),
        (
            "",
            (
                "none of these|niemand|x|zz top|note that he rang|nicht telefoniert|haven't called"
                "|morgen angerufen"
            ),
        ),
    ],
)
def test_a_sentence_is_the_key_that_it_means(key, texts):
    assert {text: card_key(KEYS, text) for text in texts.split("|")} == dict.fromkeys(
        texts.split("|"), key
    )


@pytest.mark.parametrize("text", ["hat abgesagt", "they cancelled", "cancelled"])
def test_what_could_be_two_keys_is_asked(text):
    with pytest.raises(UsageError, match=r"could be m \(move\) or l \(lose\)"):
        card_key(KEYS, text)
    assert card_key({"l": "lose"}, text) == "l"


@pytest.mark.parametrize(
    "text", ["was out, call him next friday", "already booked the demo for fri"]
)
def test_a_sentence_of_the_past_that_says_what_comes_is_asked(text):
    with pytest.raises(UsageError, match=r"could be d \(done\) or r \(replace\)"):
        card_key(KEYS, text)


@each(
    "key, text, rest",
    [
        ("c", "push the close to first week of march", "first week of march"),
        ("c", "close 8 jan", "8 jan"),
        ("c", "close date", ""),
        ("t", "note: grainne rang, closed 23 dec", "grainne rang, closed 23 dec"),
        ("t", "note", ""),
        ("m", "move it to fri 11th same time", "move it to fri 11th same time"),
        ("l", "lost, they went with OneTrust", "they went with OneTrust"),
        ("l", "lost", ""),
        ("w", "they signed", ""),
    ],
)
def test_what_is_typed_with_a_key_is_kept(key, text, rest):
    assert typed_behind(key, text) == rest


@pytest.mark.parametrize(
    ("text", "key", "rest"),
    [
        ("m friday", "m", "friday"),
        ("l too small", "l", "too small"),
        ("T: call him at home", "t", "call him at home"),
        ("friday 10", "", ""),
        ("called her", "", ""),
        ("m", "", ""),
    ],
)
def test_words_behind_a_key_are_its_answer(text, key, rest):
    assert key_and_text(KEYS, text) == (key, rest)


@pytest.mark.parametrize("text", ["w lost interest", "s friday", "n next week"])
def test_words_behind_a_key_that_takes_none_are_refused_with_both(text):
    key, _, rest = text.partition(" ")
    with pytest.raises(UsageError) as refused:
        key_and_text(KEYS, text)
    assert f"{key} is" in refused.value.message
    assert f"'{rest}'" in refused.value.message


@pytest.mark.parametrize(
    ("text", "key", "rest"),
    [
        ("no budget, dead", "l", "no budget, dead"),
        ("they went with a competitor", "l", "they went with a competitor"),
        ("won, signed this morning", "w", "signed this morning"),
        ("gebeld, niemand", "v", ""),
        ("he's bought it, won", "w", "he's bought it"),
    ],
)
def test_an_ending_is_said_with_its_evidence(text, key, rest):
    assert card_key(KEYS, text) == key
    assert typed_behind(key, text) == rest


@pytest.mark.parametrize(
    ("key", "text", "rest"),
    [
        ("v", "tried mo, no answer, try again tmrw 9", "tmrw 9"),
        ("v", "keiner rangegangen, nochmal am fr 10", "fr 10"),
        ("c", "close mid jan then", "mid jan"),
    ],
)
def test_a_day_beside_the_key_is_its_answer(key, text, rest):
    assert typed_behind(key, text) == rest
