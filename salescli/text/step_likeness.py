"""The step that words mean, in any order or form, or with a slip: 'starting the trial'. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from salescli.text.contact_words import is_contact
from salescli.text.matching import folded
from salescli.text.talk_words import is_talk

_ENDINGS = frozenset({"", "s", "es", "e", "n", "en", "ed", "d", "ing", "t", "te"})
_HOW = frozenset(
    {
        *("on", "at", "via", "by", "in", "with", "w", "for", "of", "to", "and", "mit", "per"),
        *("am", "im", "met", "bij", "op", "session", "meeting", "call", "gesprach", "termin"),
        *("teams", "zoom", "phone", "video", "online", "site", "meet", "person", "telefon"),
    }
)
_SHORTEST = 5  # letters of a word in which a slip is known
_LIKE = 0.82


@dataclass(frozen=True, slots=True)
class LikeStep:
    """A step that words are like; with a `slip`, or beside other words that are no mere talk."""

    name: str
    slip: bool
    is_whole: bool
    says_more: bool


def step_like(text: str, titles: Mapping[str, str], names: Collection[str] = ()) -> LikeStep | None:
    """Return the step whose words are all in a text; None for none, or for two.

    `names` are words that are people's.
    """
    words = folded(text).split()
    found: dict[str, LikeStep] = {}
    most = 1
    for name, title in titles.items():
        for form in {folded(name), folded(title)}:
            like = _like(words, form.split(), name, names)
            if like is not None and len(form.split()) >= most:
                found = found if len(form.split()) == most else {}
                most = len(form.split())
                found[name] = like
    return next(iter(found.values())) if len(found) == 1 else None


def steps_in(text: str, titles: Mapping[str, str]) -> tuple[str, ...]:
    """Return the steps whose words are all somewhere in a text, in whatever form."""
    words = folded(text).split()

    def has(wanted: str) -> bool:
        return any(_is_nearly(word, wanted) for word in words)

    return tuple(
        name
        for name, title in titles.items()
        if any(form.split() and all(map(has, form.split())) for form in map(folded, (name, title)))
    )


def _is_nearly(word: str, wanted: str) -> bool:
    is_begun = len(word) >= _SHORTEST and wanted.startswith(word)
    return is_begun or is_form(word, wanted) or _is_slip(word, wanted)


def _like(words: list[str], form: list[str], name: str, names: Collection[str]) -> LikeStep | None:
    rest, slip = list(words), False
    for wanted in form:
        match = next((word for word in rest if is_form(word, wanted)), "")
        if not match:
            match = next((word for word in rest if _is_slip(word, wanted)), "")
            slip = True
        if not match:
            return None
        rest.remove(match)
    beside = [word for word in rest if not (is_talk(word) or word in names)]
    more = [word for word in beside if word not in _HOW and not is_contact(word)]
    is_one = len(form) == 1
    if is_one and not slip and more:
        return None  # 'ask about the demo' may be anything
    return LikeStep(name, slip, not more, bool(beside))


def is_form(word: str, wanted: str) -> bool:
    """Return whether two words are one, or one in another form: start, starting."""
    if word == wanted:
        return True
    short, long = sorted((word, wanted), key=len)
    return len(short) > 3 and long.startswith(short) and long[len(short) :] in _ENDINGS


def _is_slip(word: str, wanted: str) -> bool:
    from difflib import SequenceMatcher

    if min(len(word), len(wanted)) < _SHORTEST or abs(len(word) - len(wanted)) > 2:
        return False
    if sorted(word) == sorted(wanted):
        return True
    return word[0] == wanted[0] and SequenceMatcher(None, word, wanted).ratio() > _LIKE
