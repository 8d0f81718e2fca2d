"""Words in texts: where they stand, whatever their capitals, accents and spelling of letters.

A word of up to three letters has to begin one of the text's words; a longer one may stand anywhere
in one: `haftung` is in `Produkthaftung`. Several words in one phrase stand side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from salescli.text.matching import LETTERS, folded

_SHORT = 3  # letters of a word that has to begin a word
Mark = tuple[int, int]  # where a part of a text begins and ends


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand side by side: folded, and as patterns over a folded text and a plain one."""

    words: str
    in_folded: re.Pattern[str]
    in_ascii: re.Pattern[str]

    def is_in(self, text: str) -> bool:
        """Return whether a text has them."""
        if text.isascii():
            return self.in_ascii.search(text) is not None
        return self.in_folded.search(folded(text)) is not None


def phrases(typed: Iterable[str]) -> tuple[Phrase, ...]:
    """Return what was typed as phrases; what has neither letter nor digit is none."""
    texts = dict.fromkeys(text for one in typed if (text := folded(one)))
    return tuple(_phrase(text) for text in texts)


def _phrase(text: str) -> Phrase:
    words = text.split()
    begin = r"(?<![^\W_])" if len(words[0]) <= _SHORT else ""
    apart = r"[\W_]+".join(map(re.escape, words))
    return Phrase(
        text, re.compile(begin + re.escape(text)), re.compile(begin + apart, re.IGNORECASE)
    )


def marks(text: str, wanted: Iterable[Phrase]) -> tuple[Mark, ...]:
    """Return where the phrases stand in a text, in order, those that touch each other as one."""
    if text.isascii():
        found = (match.span() for phrase in wanted for match in phrase.in_ascii.finditer(text))
        return _merged(sorted(found))
    plain, places = _folded_with_places(text)
    spots = sorted(
        (places[match.start()], _whole(text, places[match.end() - 1] + 1))
        for phrase in wanted
        for match in phrase.in_folded.finditer(plain)
    )
    return _merged(spots)


def _merged(spots: Iterable[Mark]) -> tuple[Mark, ...]:
    merged: list[Mark] = []
    for start, end in spots:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _whole(text: str, end: int) -> int:
    """Return an end behind the marks that the letter before it carries."""
    while end < len(text) and not _plain(text[end]):
        end += 1
    return end


def _folded_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return a folded text, and for each of its characters the place that it came from."""
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter in _plain(char):
            if letter == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def _plain(char: str) -> str:
    """Return a character folded: '' for a mark that a letter carries, a blank for no letter."""
    if char.isascii():
        return char.lower() if char.isalnum() else " "
    import unicodedata

    spread = unicodedata.normalize("NFKD", char.casefold().translate(LETTERS)).casefold()
    kept = (c for c in spread if not unicodedata.combining(c))
    return "".join(c if c.isalnum() else " " for c in kept)
