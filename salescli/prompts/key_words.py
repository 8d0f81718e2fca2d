"""The answer to a question of one key: the key, or a word for it, as people type it.

Pure. `choices` are the keys, each with what it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping

from salescli.errors import SalescliError
from salescli.text.answer_words import is_none
from salescli.text.lazy_re import lazy_re
from salescli.text.leaning_words import closes_with_yes, leans_no, leans_yes
from salescli.text.letter_answers import parted_letter
from salescli.text.matching import folded
from salescli.text.yes_words import NO, YES, begins_with_yes, has_no, says_done, says_yes

YES_NO = {"y": "yes", "n": "no"}
# What else is said for a yes and a no, where both are keys.
_SAID = {"y": YES, "n": NO}
# Other words for what keys stand for, by what they stand for.
_ALIKE = {
    "win": ("won", "we won", "gewonnen", "signed"),
    "lose": ("lost", "we lost", "verloren", "lost it"),
    "walk": ("walk away", "disqualify", "give up", "drop it"),
    "move": ("push", "push it", "postpone", "reschedule", "verschieben"),
    "tried": ("no answer", "not reached", "no reply", "voicemail", "nicht erreicht"),
    "next": ("later", "skip it", "weiter"),
    "done": (
        *("logged", "called", "spoke", "talked", "met them", "telefoniert", "gesprochen"),
        *("hab telefoniert", "hab grad telefoniert", "angerufen", "hab angerufen", "getroffen"),
        *("just called", "just spoke", "just talked", "had the call", "war da"),
    ),
    "schedule": (
        *("termin machen", "termin", "book it", "plan it", "make an appointment", "planen"),
        *("einplanen", "set it up", "neuer termin"),
    ),
    "not needed": ("skip it", "skip them", "no need", "not necessary", "unnecessary", "not nec"),
    "later still to come": ("kommt noch", "noch", "spater", "not yet", "noch nicht", "still open"),
    "done before": ("already", "hatten wir schon", "war schon", "schon", "we had that", "had it"),
    "note": ("add a note", "notes", "notiz"),
    "quit": ("exit", "stop", "bye", "end"),
}
_SENTENCES = {
    "not needed": lazy_re(
        r"(?:we |they |it s |is |das |die |ist )*(?:(?:do ?n ?t|dont|not|no) need(?:ed)?|skip"
        r"|needless"
        r"|(?:brauchen|brauch|braucht) (?:wir|es|man|ich|sie)?(?: das| die)? ?nicht|nicht notig"
        r"|unnotig|brauchts? (?:s |es |man )?nicht?|never (?:needed|do that)"
        r"|not (?:needed|required|necessary))(?: .*)?"
    ),
    "later still to come": lazy_re(
        r"(?:we |wir |i |das |die |that |they )*(?:(?:will )?(?:do|come|comes|make"
        r"|ll do) .*later.*|later .*"
        r"|(?:machen|mach|kommt|kommen|holen|folgt) .*(?:noch|spater|nach).*|still to (?:do"
        r"|come)|to do"
        r"|another time|ein andermal)"
    ),
    "done before": lazy_re(
        r"(?:we |they |that |das |die |both )*(?:had|did|done|were|was|hatten|haben|waren|war"
        r"|ist|sind)"
        r" .*(?:already|before|earlier|schon|vorher|langst|erledigt|gemacht|last \w+)(?: .*)?"
        r"|(?:schon|already|bereits|langst|done|erledigt|gemacht) .*"
    ),
}
_PLAIN = 5  # words for a yes or a no that may be begun
_LETTERS = {"j": "y"}  # of other languages
_SAYS_LITTLE = {"yes", "no", "not", "all", "next"}  # in a label: no key is meant by these alone


def key_meant(choices: Mapping[str, str], text: str, question: str = "") -> str:
    """Return the key that a text means. Raises SalescliError for none, and for several.

    Words of the `question` say yes to it.
    """
    for word in (text, text.lower()):
        if word in choices:
            return word
    if YES_NO.keys() <= choices.keys():
        if text.lower() in _LETTERS:
            return _LETTERS[text.lower()]
        parted = parted_letter(text)
        if parted and parted[0]:
            return parted[0]
        keys = ["y", "n"] if parted else _meant(choices, text, question)
    else:
        keys = _meant(choices, text, question)
    if len(keys) == 1:
        return keys[0]
    if len(keys) > 1:
        either = " or ".join(f"{key} ({choices[key]})" for key in keys)
        raise SalescliError(f"'{text}' could be {either}", fix="press one of them")
    if choices == YES_NO:
        raise SalescliError(f"'{text}' is neither yes nor no", fix="answer y or n")
    reason = f"'{text}' is not one of the keys" if text else "press one of the keys"
    raise SalescliError(reason, fix=", ".join(f"{key} {label}" for key, label in choices.items()))


def meaning(choices: Mapping[str, str], text: str, question: str = "") -> str:
    """Return what a word stands for, '' for a key, which says it itself. Raises SalescliError."""
    return "" if len(text) < 2 else choices[key_meant(choices, text, question)]


def may_be_word(choices: Mapping[str, str], text: str) -> bool:
    """Return whether a text is a word for one of the keys, or may still become one."""
    wanted = folded(text)
    words = [word for key in choices for word in _words(choices, key)]
    return bool(wanted) and any(word.startswith(wanted) for word in words)


def rests(choices: Mapping[str, str], key: str) -> frozenset[str]:
    """Return what may follow a key before Enter, where it began a word for it; '' among them."""
    words = [*_words(choices, key), *_said(choices, key)]
    return frozenset(["", *(word[1:] for word in words if word[:1] == key.lower())])


def _meant(choices: Mapping[str, str], text: str, question: str) -> list[str]:
    """Return the keys that words mean: by what they stand for from its beginning, else in it."""
    wanted = folded(text)
    if len(wanted) < 2:
        return []
    labels = {key: folded(label) for key, label in choices.items()}
    begun = [key for key, label in labels.items() if label.startswith(wanted)]
    alike = [key for key, label in labels.items() if wanted in _ALIKE.get(label, ())]
    alike = alike or [key for key, label in labels.items() if _is_said(label, wanted)]
    named = [key for key, label in labels.items() if _is_named(label, wanted)]
    inside = [key for key, label in labels.items() if f" {wanted}" in f" {label}"]
    done = [key for key, label in labels.items() if _is_done(label) and says_done(text)]
    surest = alike or begun or done or named or _yes_or_no(choices, text, question) or inside
    return surest or [key for key in choices if _begins(choices, key, wanted)]


def _yes_or_no(choices: Mapping[str, str], text: str, question: str) -> list[str]:
    """Return yes where the whole answer is one, no where there is one in it; both for half a yes.

    That nobody knows is a no where that is all that the key stands for.
    """
    if not YES_NO.keys() <= choices.keys():
        return []
    if says_yes(text, question) or leans_yes(text):
        return ["y"]
    if begins_with_yes(text) or closes_with_yes(text):
        return ["y", "n"]
    is_no = has_no(text) or leans_no(text) or (choices["n"] == "no" and is_none(text))
    return ["n"] if is_no else []


def _is_named(label: str, wanted: str) -> bool:
    """Return whether words have what a key stands for in them: 'no that's done' has done."""
    words, first = wanted.split(), label.split(maxsplit=1)[0]
    if len(words) < 2:
        return False
    if f" {label} " in f" {wanted} ":
        return label not in _SAYS_LITTLE
    return first in words and first not in _SAYS_LITTLE and "not" not in words


def _is_said(label: str, wanted: str) -> bool:
    """Return whether a sentence says what a key stands for: 'brauchen wir nicht mehr'."""
    return label in _SENTENCES and _SENTENCES[label].fullmatch(wanted) is not None


def _is_done(label: str) -> bool:
    return label.split()[:1] == ["done"]


def _begins(choices: Mapping[str, str], key: str, wanted: str) -> bool:
    return any(word.startswith(wanted) for word in _said(choices, key)[:_PLAIN])


def _said(choices: Mapping[str, str], key: str) -> tuple[str, ...]:
    return _SAID.get(key, ()) if YES_NO.keys() <= choices.keys() else ()


def _words(choices: Mapping[str, str], key: str) -> tuple[str, ...]:
    label = folded(choices[key])
    return (label, *label.split()[1:], *_said(choices, key))
