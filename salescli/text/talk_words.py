"""What is said around the name of a step: 'yes, but I'd rather do a demo first' names the demo."""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re

_BEFORE = """
    mejor meglio mieux better besser eher thing instead stattdessen dafür
    yes yeah yep ok okay sure ja no nope nein well so then but and maybe perhaps please first next
    now let's lets i'd i we'd we i'll we'll i'm we're they they'd
    she he she'd he'd rather would like want wants need
    prefer think better going got to do did does done doing have had having make made schedule
    scheduled book plan arrange hold held set up only just really already still also a an the
    another our their his her one it was is that's it's there erst noch dann lieber wir ich sie
    kurzer kurzes small big proper real kleine kleinen kleines richtige grosse
    quick short brief little long good kurze kurzes kurzen
    machen mache macht machten mach gemacht hatten haben hat war nur schon bitte eine einen ein die
    der das den dem
"""
_BEHIND = """
    i guess think suppose halt eben mal
    first next then instead please pls bitte one
    again too already only done was is erst zuerst dann lieber
    gemacht gehabt schon bitte machen
"""
_LEAD = lazy_re(
    rf"(?:(?:{'|'.join(map(re.escape, _BEFORE.split()))})(?![\w'\u2019-])[\s,;:.!]*)+",
    re.IGNORECASE,
)
_VAGUELY = "sort of|kind of|more or less|so halb|mehr oder weniger"
_TAIL = lazy_re(rf"(?:[\s,;:.!]+(?:{_VAGUELY}|{'|'.join(_BEHIND.split())}))+[.!]*$", re.IGNORECASE)


_TALK = frozenset((*_BEFORE.split(), *_BEHIND.split()))


def is_talk(word: str) -> bool:
    """Return whether a word says nothing by itself beside the name of a step."""
    return word in _TALK


def without_talk(text: str) -> str:
    """Return a text without the words that only lead to what it names, and those behind it."""
    text = text.replace("\u2019", "'").strip()
    lead = _LEAD.match(text)
    return _TAIL.sub("", text[lead.end() if lead else 0 :]).strip()
