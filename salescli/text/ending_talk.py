"""That a deal is over, as it is said in place of what comes next: 'no budget, dead'. Pure.

What is said is the evidence, in the words that were typed.
"""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.yes_words import has_no

LOST, WON, WALK = "lost", "won", "walk"
_NAMED = lazy_re(
    r"(?:(?:we|i|it'?s|its|it is|that'?s|thats|deal(?: is)?|ist|is|das|no|nope|nein)[\s,]+)*"
    r"(?P<ending>lost|verloren|verloor|perdu|won|gewonnen|gagn\u00e9|walk(?: away)?)"
    r"(?:\s+(?:it|them|this|the deal))?"
    r"(?:\s*[,;:.!(\u2013\u2014-]+\s*|\s+(?=to\b|because\b|since\b|they\b|s?he\b|weil\b|wegen\b))"
    r"(?P<rest>\S.*)",
    re.IGNORECASE,
)
# 'He has bought it, won': the ending stands behind what it says of it.
_WON_BEHIND = lazy_re(
    r"(?P<rest>\S.*?)\s*[,;:.!\u2013\u2014-]\s*"
    r"(?:(?:so|also|and|we|it'?s|its|that'?s|deal(?: is)?|ist|das)\s+)*"
    r"(?:won|gewonnen|gagn\u00e9)(?:\s+(?:it|them|this|the deal))?[\s.!)]*",
    re.IGNORECASE,
)
_CALLED = {
    **dict.fromkeys(("lost", "verloren", "verloor", "perdu"), LOST),
    **dict.fromkeys(("won", "gewonnen", "gagn\u00e9"), WON),
}
_WHO = r"(?:they|she|he|we|sie|er|wir|ze|hij|deal|it|das|der|kunde|customer|ils|elle|il)"
_AUX = (
    r"(?:re|s|ve|have|has|had|are|is|was|were|hat|haben|ist|sind|hebben|heeft|just|now|jetzt"
    r"|said|say|says|sagen|sagt|zeggen|zegt)"
)
_OVER = (
    r"(?:(?:is |are )?(?:dead|over|lost|verloren|tot|dood|mort|gestorben)(?: now| jetzt)?"
    r"|went with .+|go(?:ing|es)? with (?!it|that|us|the|our|this).+|chose .+|picked .+"
    r"|signed (?:with|at|by) .+|bought (?:from|at) .+"
    r"|decided (?:against|for (?:an?other|someone)).*|(?:bei|zu) .+ (?:gegangen|unterschrieben)"
    r"|(?:sich )?(?:fur|gegen) .+ entschieden|kozen voor .+|voor .+ gekozen"
    r"|not interested(?: any ?more)?|no(?: more| longer)? interest(?:ed)?(?: any ?more)?"
    r"|kein(?:e)? (?:interesse|budget|geld|bedarf)(?: mehr)?|kein interesse|geen (?:interesse"
    r"|budget|geld)(?: meer)?|(?:have |has )?no (?:budget|money|need)(?: for (?:it|this|us))?"
    r"|(?:too|zu|te|trop) (?:expensive|pricey|small|teuer|klein|duur|cher|petit)(?: for .+)?"
    r"|lost interest(?: in .+)?|interesse verloren|declined|said no|pulled out|backed out"
    r"|haken af|haakt af"
    r"|abgesprungen|afgehaakt|gone for good"
    r"|don t want (?:it|us)(?: any ?more)?|wollen nicht mehr|will nicht mehr)"
)
_IMPLIED = lazy_re(rf"(?:{_WHO} )?(?:{_AUX} )*{_OVER}")
_CLAUSE = lazy_re(r"\s*[,;.!]\s*|\s+(?:so|and|und|en|also|dus)\s+|\s+[\u2013\u2014-]\s+")


def named_ending(text: str) -> tuple[str, str]:
    """Return the ending that a text begins with, and what it says of it; '' for neither.

    A won may stand at its end.
    """
    match = _NAMED.fullmatch(text.strip())
    if match is None:
        won = _WON_BEHIND.fullmatch(text.strip())
        is_yes = won is not None and not has_no(won["rest"])
        return (WON, won["rest"]) if won and is_yes else ("", "")
    return _CALLED.get(match["ending"].lower(), WALK), match["rest"].strip(" )")


def implies_lost(text: str) -> bool:
    """Return whether a text says, and says no more than, that the deal is lost."""
    clauses = [folded(clause) for clause in _CLAUSE.split(text) if folded(clause)]
    over = [_IMPLIED.fullmatch(clause) is not None for clause in clauses]
    return bool(over) and (over[0] or over[-1]) and len(clauses) - sum(over) < 2
