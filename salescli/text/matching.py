"""What a name that was typed means among others: by id, by title, or by an unambiguous part.

Capitals, accents, composed or decomposed letters and punctuation never decide. An exact name goes
before a part of one; what several have in common means none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from salescli.text.lazy_re import lazy_re

LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "œ": "oe"})
_WORDS = lazy_re(r"[^\W_]+")
_SHORTEST = 2  # letters of a word that may stand for a longer one


@lru_cache(maxsize=1024)  # each word of an answer is held against the same few names
def folded(text: str) -> str:
    """Return a text as it is compared: small plain letters, and single blanks for all others."""
    if not text.isascii():
        import unicodedata

        spread = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
        text = "".join(c for c in spread if not unicodedata.combining(c))
    return " ".join(_WORDS.findall(text.casefold()))


def meant(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids, each with its title in `names`, that a text can mean; none for no name.

    By the first of these that any fits: the id itself; id or title; the id or the title begins
    with it; each word begins one of the id's or the title's, in their order.
    """
    if text in names:
        return (text,)
    wanted = folded(text)
    if not wanted:
        return ()
    forms = {name: {folded(name), folded(title)} for name, title in names.items()}
    if equal := tuple(name for name, either in forms.items() if wanted in either):
        return equal
    words = wanted.split()
    if len(words[0]) < _SHORTEST:
        return ()
    begun = (name for name, either in forms.items() if any(f.startswith(wanted) for f in either))
    return tuple(begun) or tuple(
        name
        for name, either in forms.items()
        if any(_begin(words, form.split()) for form in either)
    )


def _begin(words: Sequence[str], others: Sequence[str]) -> bool:
    """Return whether each word begins one of the others, in their order."""
    rest = iter(others)
    return all(any(other.startswith(word) for other in rest) for word in words)


def runs(words: Sequence[str], names: Mapping[str, str]) -> list[str]:
    """Return the words, those joined that only together mean one of the names.

    ['security', 'review', 'demo'] gives 'security review' and 'demo'.
    """
    joined: list[str] = []
    start = 0
    while start < len(words):
        ends = range(len(words), start, -1)
        longest = (end for end in ends if len(meant(" ".join(words[start:end]), names)) == 1)
        end = next(longest, start + 1)
        joined.append(" ".join(words[start:end]))
        start = end
    return joined


def nearest(name: str, names: Iterable[str], likeness: float = 0.6) -> str:
    """Return the name that is most like one, '' where none is as like as that (0 to 1)."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(names), 1, likeness)), "")


def equal_to(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are the text but for capitals, accents and punctuation."""
    listed = list(names)
    wanted = folded(text)
    return (text,) if text in listed else tuple(n for n in listed if wanted and folded(n) == wanted)
