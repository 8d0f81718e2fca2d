"""Answers that are no names: that there is nothing, and that what the question shows is right."""

from __future__ import annotations

from salescli.text.matching import folded

_NONE = {
    *("none", "nothing", "no", "nope", "nobody", "no one", "noone", "unknown", "n a", "nil"),
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
    *("passt", "stimmt", "right", "correct", "done", "done already", "already done", "all done"),
    *("yes done", "erledigt", "schon erledigt", "gemacht", "did that", "did it", "yes please"),
}


def is_none(text: str) -> bool:
    """Return whether an answer says that there is none, or that nobody knows: `-`, no idea."""
    return text.strip() == "-" or folded(text) in _NONE


def is_as_shown(text: str) -> bool:
    """Return whether an answer says that what the question shows is right: yes, same, done."""
    return folded(text) in _AS_SHOWN


def is_all(text: str) -> bool:
    """Return whether an answer says all of what the question shows."""
    return folded(text) in {"all", "both", "all of them", "everything", "alle", "beide", "alles"}
