"""What is said around an hour or a day that changes what stands: 'same call but at 11'. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Each of these says that something stands, and may be changed.
_MOVING = _words(
    """
    move moved push pushed postpone postponed shift delay reschedule bump change changed
    slide bring brings brought pushes moves put puts verschieben verschiebe verschiebs
    verschoben verlegt verlegen schieb schiebs
    verschuif verzet verplaats decale deplace reporte repousse
    """
)
_STANDS = _words(
    """
    same keep leave stays selbe selben selber gleiche gleichen gleicher bleibt zelfde
    dezelfde hetzelfde meme
    """
)
_ANSWERS = _words(
    """
    but aber maar mais instead stattdessen yes yep yeah yup ye ja jo jep jup sure ok okay
    klar oui no nope nein nee nah noe fine right
    """
)
_TO = frozenset({"to", "until", "till", "auf", "naar"})
# What a next step is called, whatever it is.
_THINGS = _words(
    """
    it this that them us thing call meeting appointment visit slot date termin anruf
    gesprach treffen afspraak rdv step everything rest all es das ihn die der den
    """
)
_AROUND = _words(
    """
    actually eigentlich eigenlijk
    just only nur erst doch lieber liever vorziehen rather now jetzt then dann its s is ist
    back out the a an on for at um by please pls bitte day tag dag jour can could we you let
    lets i id d need needs want wants should say better with however so und en et again
    there sorry though was will ll forward vor nach hin gern mach machen machs legen setzen
    she he they sie er wir zet of off over too also auch ook well as plus and
    """
)
_TALK = _MOVING | _STANDS | _ANSWERS | _TO | _THINGS | _AROUND
_INSIDE = (
    _STANDS
    | _ANSWERS
    | frozenset({"it", "make", "just", "only", "nur", "erst", "rather", "please"})
)
_SAME_TIME = lazy_re(
    r"[\s,]*\b(?:at |zur |um (?:die)?)?(?:the )?(?:same|selben?|gleichen?|dieselben?|zelfde) "
    r"(?:time|hour|(?:uhr)?zeit|stunde|tijd)(?: as before| wie (?:vorher|gehabt|bisher))?"
    r"\b[\s,]*(?:on )?",
    re.IGNORECASE,
)
_INSTEAD_OF = lazy_re(
    r"[\s,]+(?:statt|anstatt|instead of|rather than|not|in plaats van|au lieu de) (?:at |um |om )?"
    r"(?:[0-9]\S*|mon|tue|wed|thu|fri|sat|sun)[a-z]*(?=$|[\s,])",
    re.IGNORECASE,
)
_AS_MOVE = lazy_re(
    r"\bmake (?=it\b|that\b)|^\W*later\b[:,]?|\b(?:not (?:now|yet)|nicht jetzt|nu niet)\b",
    re.IGNORECASE,
)
_FORWARD = frozenset({"forward", "vorziehen", "vor"})
_LONGEST = 16  # words
_LEFT = 4  # words before a day that may belong to it


@dataclass(frozen=True, slots=True)
class SpokenChange:
    """What is left of a text without what only says that something is changed.

    Of its `readings`, the longest first, each says too whether it is the new day, and no span.
    `moves`: by a verb; `is_clear`: by more than a yes or a but; `is_back`: it is brought forward;
    `keeps_time`: the hour stays.
    """

    readings: tuple[tuple[str, bool], ...]
    moves: bool
    is_clear: bool
    is_back: bool
    keeps_time: bool


def spoken_change(text: str, own: Collection[str]) -> SpokenChange | None:
    """Return the change that a text says; None where it says more, or changes nothing.

    `own` are the words of what is changed.
    """
    text = _AS_MOVE.sub("move ", _INSTEAD_OF.sub(" instead ", text))
    words = _SAME_TIME.sub(" ", f" {text} ").split()
    parts = [folded(word).split() for word in words]
    known = [all(part in _TALK or part in own for part in each) for each in parts]
    said = {part for each in parts for part in each}
    keeps_time = len(words) != len(text.split())
    is_change = keeps_time or not said.isdisjoint(_MOVING | _STANDS | _ANSWERS)
    if not is_change or all(known) or len(words) > _LONGEST:
        return None
    first, last = known.index(False), len(known) - known[::-1].index(False)
    return SpokenChange(
        tuple(_readings(words, parts, first, last)),
        moves=not said.isdisjoint(_MOVING),
        is_clear=keeps_time or not said.isdisjoint(_MOVING | _STANDS),
        is_back=not said.isdisjoint(_FORWARD),
        keeps_time=keeps_time,
    )


def _readings(
    words: list[str], parts: list[list[str]], first: int, last: int
) -> Iterator[tuple[str, bool]]:
    inside = [
        word
        for word, part in zip(words[first:last], parts[first:last], strict=True)
        if part and not _INSIDE.issuperset(part)
    ]
    for start in range(max(first - _LEFT, 0), first + 1):
        before = parts[start - 1] if start else []
        yield " ".join((*words[start:first], *inside)), not _TO.isdisjoint(before)


def is_change_talk(text: str) -> bool:
    """Return whether a text says that something is changed, and not to what: 'move the call'."""
    return _TALK.issuperset(folded(_SAME_TIME.sub(" ", text)).split())


def begins_with_move(text: str) -> bool:
    """Return whether a text begins with a word for moving something."""
    return not _MOVING.isdisjoint(folded(_AS_MOVE.sub("move ", text)).split()[:1])
