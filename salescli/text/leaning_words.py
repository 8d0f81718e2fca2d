"""Sentences that answer a yes-or-no question: 'hat sie so vorgeschlagen', 'ja, steht im Kalender'.

Pure. A yes at the beginning counts with whatever follows, but for what may take it back or change
it: a condition, another day, a number, a doubt.
"""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.yes_words import DAYS, has_no

_YES = frozenset(
    {
        *("yes", "yep", "yeah", "yup", "yea", "yessir", "yess", "sure", "absolutely", "definitely"),
        *("ja", "jo", "jau", "jup", "jep", "jap", "joa", "jawohl", "klar", "klaro", "si", "oui"),
    }
)
# A yes that closes a sentence: 'she is waiting for it, so yes'.
_CLEAR = _YES - {"sure", "klar", "klaro", "absolutely", "definitely", "si", "oui"}
_CONCLUDES = lazy_re(r"(?:\b(?:so|also|thus|that'?s a)|[,;:.!\u2013-])\s*\w+\W*$", re.IGNORECASE)
_IN_A_REASON = frozenset({"so", "for", "because", "waiting"})  # these take nothing back before it
_LONGEST = 12  # words
_TAKES_BACK = frozenset(
    {
        *(
            "but",
            "though",
            "although",
            "however",
            "except",
            "if",
            "unless",
            "when",
            "once",
            "after",
        ),
        *("until", "till", "first", "maybe", "perhaps", "might", "may", "could", "should", "would"),
        *("think", "thinks", "guess", "hope", "hopes", "hopefully", "probably", "possibly", "ask"),
        *(
            "asks",
            "need",
            "needs",
            "must",
            "move",
            "moved",
            "moves",
            "change",
            "changed",
            "changes",
        ),
        *("instead", "later", "another", "other", "different", "postpone", "postponed", "earlier"),
        *(
            "reschedule",
            "next",
            "tentatively",
            "almost",
            "nearly",
            "tomorrow",
            "then",
            "want",
            "wants",
        ),
        *("or", "call", "lets", "let", "make", "check", "plane", "more"),
        *(
            "aber",
            "wenn",
            "falls",
            "sofern",
            "sobald",
            "nachdem",
            "bis",
            "erst",
            "zuerst",
            "vielleicht",
        ),
        *("eventuell", "evtl", "wohl", "wahrscheinlich", "vermutlich", "glaub", "glaube", "hoffe"),
        *("hoffentlich", "muss", "musste", "sollte", "konnte", "wurde", "will", "fragen", "fragt"),
        *(
            "verschieben",
            "verschoben",
            "andern",
            "statt",
            "stattdessen",
            "lieber",
            "spater",
            "fruher",
        ),
        *(
            "anderer",
            "anderen",
            "anders",
            "fast",
            "oder",
            "morgen",
            "machen",
            "mach",
            "dann",
            "noch",
        ),
    }
)
_THEY = r"(?:s?he|they|it|both|sie|er|beide|(?:the |der |die )?(?:boss|owner|chefin|chef|inhaber))"
_DID_SO = (
    "told me(?: to| so)?|asked(?: me| us)?(?: to| for (?:it|that))?|suggested(?: it| that)?"
    "|proposed(?: it| that)?|picked (?:it|the (?:day|time|slot))|chose (?:it|the (?:day|time|slot))"
    "|wanted (?:it|that)|invited (?:me|us)|booked it|knows(?: about it)?|expects? (?:me|us|it)"
    "|(?:is|are|s|re) (?:on board(?: with (?:it|that|this))?|expecting (?:me|us|it)|in"
    "|waiting for (?:it|me|us))"
)
_HAT = (
    "vorgeschlagen|gewunscht|gewollt|gebeten|ausgesucht|zugesagt|bestatigt|eingeladen|gesagt"
    "|verlangt|gebucht|drum gebeten|darum gebeten"
)
_IN_CALENDAR = (
    r"(?:es |das |it |it s |termin |der termin |is )*(?:steht|eingetragen|notiert|drin|in|on)"
    r"(?: (?:schon|fest|im|in|the|her|his|their|my|ihrem|seinem|our|a))*"
    r" (?:kalender|calendar|diary|terminkalender|books?)"
)
_THEIR_WISH = lazy_re(
    rf"(?:that s what )?{_THEY} (?:{_DID_SO})"
    rf"|{_THEY} (?:hat|haben)(?: (?:es|das|so|mich))* (?:{_HAT})"
    rf"|(?:hat|haben) {_THEY}(?: (?:es|das|so|mir|mich|auch|ja))* (?:{_HAT})"
    rf"|{_THEY} weiss bescheid|weiss {_THEY} bescheid|{_THEY} wartet (?:drauf|darauf)"
    r"|\w+ (?:put|has put|booked|wrote|noted) (?:me|us|it) (?:down|in|on)\b.*|(?:er"
    r"|sie) rechnet damit"
    r"|(?:we )?shook (?:on it|hands)(?: on it)?|(?:rechnen|rechnet) (?:sie|er|damit)(?: damit)?"
    r"|(?:war|was|it was|das war|ist|is) (?:ihr|sein|deren|his|her|their)e? "
    r"(?:vorschlag|wunsch|idee|idea|suggestion|wish|request)"
    rf"|(?:steht|termin steht|der termin steht|(?:it s |is )?on the calendar)|{_IN_CALENDAR}"
)
_STILL_TO = lazy_re(
    r"(?:s?he|they|it|sie|er)?\s*(?:still )?(?:must|ha(?:s|ve) to|needs? to|will|ll|muss|mussen"
    r"|wird|wollen|will|meldet|melden|wants? to|(?:is|are) going to)\b.*"
    r"(?:confirm\w*|check\w*|think|bestatig\w*|prufen|uberleg\w*|schauen|meldet|melden|sich"
    r"|let me know|tell me|get back)(?: .*)?|(?:muss|mussen|wird|will|wollen) (?:s?ie|er) .*"
    r"|(?:i|we|ich|wir) (?:still )?(?:must|have to|need to|ll|will|muss|mussen)\b.*"
    r"|(?:muss|mussen) (?:ich|wir) .*|(?:that s |ist |is )?(?:up to me|nur fur mich|my reminder)"
)
_NOT_FIRM = lazy_re(
    r"(?:(?:it s|its|it is|they|s?he|only|just|has|have|me|us|it|i m|we re|nur|erst) )*"
    r"(?:pencil?led|provisional(?:ly)?|vorgemerkt)(?: (?:it|me|us))?(?: in)?"
)
_OFF = lazy_re(
    r"(?:(?:das|es|der|die|it|that|this|termin|s|is|ist|has been|was|wurde|hat sich|\w+) )*"
    r"(?:hinfallig|abgesagt|cancell?ed|called off|entfallt|gestrichen|obsolete|off the table"
    r"|fallt (?:aus|weg|flach)|erubrigt|uberholt)(?: worden)?"
)


def leans_yes(text: str) -> bool:
    """Return whether a sentence says yes to a question, or that they wished it so."""
    words = folded(text).split()
    if closes_with_yes(text):
        reason = [word for word in words[:-1] if word not in _IN_A_REASON]
        return _CONCLUDES.search(text) is not None and _is_firm(reason)
    if not words or text.rstrip().endswith("?") or has_no(text):
        return False
    if _THEIR_WISH.fullmatch(" ".join(words)):
        return True
    return words[0] in _YES and _is_firm(words[1:])


def closes_with_yes(text: str) -> bool:
    """Return whether a sentence ends with a yes: then it isn't a no, whatever stands before."""
    words = folded(text).split()
    return len(words) > 1 and words[-1] in _CLEAR and not text.rstrip().endswith("?")


def _is_firm(rest: list[str]) -> bool:
    """Return whether nothing beside a yes denies it, takes it back or changes it."""
    return (
        len(rest) < _LONGEST
        and not has_no(" ".join(rest))
        and _TAKES_BACK.isdisjoint(rest)
        and not any(DAYS.fullmatch(word) or any(map(str.isdigit, word)) for word in rest)
    )


def leans_no(text: str) -> bool:
    """Return whether a sentence says that something is off, or is still to be said.

    'Was cancelled'; 'they must confirm it'.
    """
    words = folded(text)
    is_off = _OFF.fullmatch(words) or _STILL_TO.fullmatch(words) or _NOT_FIRM.fullmatch(words)
    return is_off is not None and not text.rstrip().endswith("?")
