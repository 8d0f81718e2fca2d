"""The answer to a question of one key: the key, or a word for it, as people type it.

Pure. `choices` are the keys, each with what it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping

from salescli.errors import SalescliError
from salescli.text.matching import folded

YES_NO = {"y": "yes", "n": "no"}
# What else is said for a yes and a no, where both are keys: the first word of an answer counts.
_SAID = {
    "y": (
        *("yes", "yep", "yeah", "yup", "ja", "jep", "sure", "ok", "okay", "right", "confirmed"),
        *("agreed", "accepted", "bestatigt", "zugesagt", "sounds", "good"),
        *("fine", "great", "has", "did", "passt", "absolutely", "definitely", "certainly"),
        *("exactly", "correct", "genau", "stimmt", "klar", "naturlich"),
    ),
    "n": (
        *("no", "nope", "nah", "nein", "nay", "not", "hasn", "haven", "isn", "didn", "doesn"),
        *("nicht", "unconfirmed", "waiting"),
    ),
}
_THAT = {"that s it", "that is it", "thats it", "that one", "of course", "all good"}
# Other words for what keys stand for, by what they stand for.
_ALIKE = {
    "win": ("won", "we won", "gewonnen", "signed"),
    "lose": ("lost", "we lost", "verloren", "lost it"),
    "walk": ("walk away", "disqualify", "give up", "drop it"),
    "move": ("push", "push it", "postpone", "reschedule", "verschieben"),
    "tried": ("no answer", "not reached", "no reply", "voicemail", "nicht erreicht"),
    "next": ("later", "skip it", "weiter"),
    "done": ("did it", "happened", "erledigt", "held", "logged"),
    "note": ("add a note", "notes", "notiz"),
    "quit": ("exit", "stop", "bye", "end"),
}
_BUT = {"but", "aber", "except", "though"}  # a yes with it is half a no

_NO_MATTER = {"no problem", "no worries", "no objections", "kein problem"}  # they say yes
_LETTERS = {"j": "y"}  # of other languages
_SAYS_LITTLE = {"yes", "no", "not", "all", "next"}  # in a label: no key is meant by these alone


def key_of(choices: Mapping[str, str], text: str) -> str:
    """Return the key that a text means. Raises SalescliError for none, and for several."""
    for word in (text, text.lower()):
        if word in choices:
            return word
    if text.lower() in _LETTERS and YES_NO.keys() <= choices.keys():
        return _LETTERS[text.lower()]
    keys = _meant(choices, text)
    if len(keys) == 1:
        return keys[0]
    if len(keys) > 1:
        either = " or ".join(f"{key} ({choices[key]})" for key in keys)
        raise SalescliError(f"'{text}' could be {either}", fix="press one of them")
    if choices == YES_NO:
        raise SalescliError(f"'{text}' is neither yes nor no", fix="answer y or n")
    reason = f"'{text}' is not one of the keys" if text else "press one of the keys"
    raise SalescliError(reason, fix=", ".join(f"{key} {label}" for key, label in choices.items()))


def meaning(choices: Mapping[str, str], text: str) -> str:
    """Return what a word stands for, '' for a key, which says it itself. Raises SalescliError."""
    return "" if len(text) < 2 else choices[key_of(choices, text)]


def may_be_word(choices: Mapping[str, str], text: str) -> bool:
    """Return whether a text is a word for one of the keys, or may still become one."""
    wanted = folded(text)
    words = [word for key in choices for word in _words(choices, key)]
    return bool(wanted) and any(word.startswith(wanted) for word in words)


def rests(choices: Mapping[str, str], key: str) -> frozenset[str]:
    """Return what may follow a key before Enter, where it began a word for it; '' among them."""
    words = [*_words(choices, key), *_said(choices, key)]
    return frozenset(["", *(word[1:] for word in words if word[:1] == key.lower())])


def _meant(choices: Mapping[str, str], text: str) -> list[str]:
    """Return the keys that words mean: by what they stand for from its beginning, else in it."""
    wanted = folded(text)
    if len(wanted) < 2:
        return []
    labels = {key: folded(label) for key, label in choices.items()}
    begun = [key for key, label in labels.items() if label.startswith(wanted)]
    alike = [key for key, label in labels.items() if wanted in _ALIKE.get(label, ())]
    named = [key for key, label in labels.items() if _is_named(label, wanted)]
    inside = [key for key, label in labels.items() if f" {wanted}" in f" {label}"]
    surest = alike or begun or named or _yes_or_no(choices, wanted) or inside
    return surest or [key for key in choices if _begins(choices, key, wanted)]


def _yes_or_no(choices: Mapping[str, str], wanted: str) -> list[str]:
    """Return yes or no by the first word, else by any: 'she agreed'; both for 'yes, but'."""
    words = wanted.split()
    first = [key for key in choices if words[0] in _said(choices, key)]
    if wanted in _THAT or (first and wanted in _NO_MATTER):
        return ["y"] if "y" in choices and YES_NO.keys() <= choices.keys() else []
    if first == ["y"] and not _BUT.isdisjoint(words):
        return ["y", "n"]
    within = [key for key in choices if not set(_said(choices, key)).isdisjoint(words)]
    return first or (["n"] if "n" in within else within)


def _is_named(label: str, wanted: str) -> bool:
    """Return whether words have what a key stands for in them: 'no that's done' has done."""
    words, first = wanted.split(), label.split(maxsplit=1)[0]
    if len(words) < 2:
        return False
    if f" {label} " in f" {wanted} ":
        return label not in _SAYS_LITTLE
    return first in words and first not in _SAYS_LITTLE and "not" not in words


def _begins(choices: Mapping[str, str], key: str, wanted: str) -> bool:
    return any(word.startswith(wanted) for word in _said(choices, key))


def _said(choices: Mapping[str, str], key: str) -> tuple[str, ...]:
    return _SAID.get(key, ()) if YES_NO.keys() <= choices.keys() else ()


def _words(choices: Mapping[str, str], key: str) -> tuple[str, ...]:
    label = folded(choices[key])
    return (label, *label.split()[1:], *_said(choices, key))
