"""Answers that are no names: that there is nothing, and that what the question shows is right."""

from __future__ import annotations

import re

from salescli.text.matching import folded

_NONE = {
    *("dunno", "idk", "nada", "later", "spater", "weiss noch nicht"),
    *(
        "n",
        "nah",
        "none",
        "nothing",
        "no",
        "nope",
        "nobody",
        "no one",
        "noone",
        "unknown",
        "n a",
        "nil",
    ),
    *("none yet", "not yet", "nothing yet", "nobody yet", "no idea", "dont know"),
    *("don t know", "i don t know", "not sure", "no clue", "there is none", "there s none"),
    *("there isn t one", "there is no such column", "we have none", "none of them", "not there"),
    *("nein", "nichts", "niemand", "keiner", "keine", "keins", "kein", "noch nicht", "noch keine"),
    *(
        "noch nichts",
        "keine ahnung",
        "weiss nicht",
        "weiss ich nicht",
        "gibt es nicht",
        "no column",
    ),
    *("gibts nicht", "not known", "not known yet", "unknown yet", "no idea yet", "skip"),
}
_AS_SHOWN = {
    *("y", "j", "ja", "yes", "yep", "ok", "okay", "same", "the same", "as shown", "as before"),
    *("same as before", "same people", "those", "that", "it", "that one", "that s it", "genau"),
    *(
        "passt",
        "the default",
        "default",
        "fine",
        "that s fine",
        "stimmt",
        "right",
        "correct",
        "done",
        "done already",
        "already done",
        "all done",
    ),
    *("yes done", "erledigt", "schon erledigt", "gemacht", "did that", "did it", "yes please"),
}

_NO_SUCH = re.compile(
    r"(?:no|kein|keine) (?:budget|value|amount|price|date|source|title|stage|column|step|outcome"
    r"|role|email|mail|phone|reason)s?"
)
_NO_AND = re.compile(r"(?:no|nope|nein|none|nothing|nobody)\s?[,;:]\s", re.IGNORECASE)
_NOT = re.compile(r"(?:i |we |they )?(?:don t|dont|didn t|didnt|haven t|havent) .*")
_NO_YET = re.compile(r"(?:no|kein|keine|noch kein|noch keine) \w+ yet")
_BEHIND = re.compile(
    r" (?:yet|after all|really|at all|so far|this time|today|for now|bisher|heute)$"
)


def is_none(text: str) -> bool:
    """Return whether an answer says that there is none, or that nobody knows: `-`, no idea."""
    words = folded(text)
    if _NO_YET.fullmatch(words):
        return True
    short = _BEHIND.sub("", words)
    is_said = not _NONE.isdisjoint({words, short}) or any(
        form.fullmatch(short) for form in (_NO_SUCH, _NOT)
    )
    return text.strip() == "-" or is_said


def begins_with_no(text: str) -> bool:
    """Return whether an answer begins with a no, and goes on: 'nope, just chatted'."""
    return _NO_AND.match(text.strip()) is not None


def is_as_shown(text: str) -> bool:
    """Return whether an answer says that what the question shows is right: yes, same, done."""
    return folded(text) in _AS_SHOWN


def is_all(text: str) -> bool:
    """Return whether an answer says all of what the question shows."""
    return folded(text) in {"all", "both", "all of them", "everything", "alle", "beide", "alles"}
