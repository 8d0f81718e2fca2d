"""Answers that are no names: that there is nothing, and that what the question shows is right."""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.yes_words import says_yes

_NONE = {
    *(
        "n",
        "nah",
        "none",
        "nothing",
        "nothing else",
        "nothing more",
        "sonst nichts",
        "no",
        "nope",
        "nobody",
        "nobody but me",
        "nobody else",
        "no one",
        "noone",
        "nil",
        "nada",
    ),
    *(
        "unknown",
        "n a",
        "dunno",
        "idk",
        "skip",
        "tbd",
        "tba",
        "later",
        "not",
        "not sure",
        "not there",
    ),
    *("there is none", "there s none", "theres none", "there isn t one", "there is no such column"),
    *("we have none", "not known", "no column", "nein", "nichts", "niemand", "keiner", "keine"),
    *("keins", "keines", "keinen", "kein", "nix", "noe", "nee", "noch nicht", "noch keine"),
    *("noch keiner", "noch keins", "noch niemand", "noch nichts", "weiss nicht", "gibts nicht"),
    *("gibt es nicht", "unbekannt", "unklar", "offen", "spater", "nachher", "k a", "ka"),
    *("geen", "geen een", "geen idee", "nog niet", "nog geen", "weet ik niet", "weet niet"),
    *("niets", "niks", "onbekend", "non ce l ho", "nessuna", "tbc", "heb ik niet"),
    *("nog geen idee", "geen idee wie", "nog geen idee wie"),
    *("pas encore", "aucun", "aucune", "personne", "rien", "je ne sais pas", "sais pas", "inconnu"),
    *("not really", "not really any", "none really", "none rly"),
    *("nessuno", "niente", "boh", "non so", "non lo so", "ancora no", "dopo", "nulla"),
}
# With these words behind it or before, it is said all the same.
_BEHIND = lazy_re(
    r" (?:yet|special|after all|really|at all|so far|this time|today|for now|right now"
    r"|at the moment|here"
    r"|on|bisher|heute|of (?:them|these|those|it)|davon|von (?:denen|beiden|allen)|der beiden"
    r"|for the (?:moment|time being)|met|reached|erreicht|erfullt|known|bekannt|bislang|momentan"
    r"|im moment|gerade|jetzt|leider|sorry|thanks|danke)$"
)
_BEFORE = lazy_re(
    r"^(?:(?:for (?:now|the moment)|at the moment|right now|so far"
    r"|maybe|perhaps|vielleicht|ehrlich gesagt|honestly|sorry|hm+|um|na|ah?m?|ist|das ist"
    r"|that s|it s|noch|still|leider|erst|derzeit|aktuell|im moment|momentan|ask me|mach ich"
    r"|sag ich|trag ich|kommt|do (?:it|that)|add (?:it|that)|i ll add (?:it|that)) )+"
)
_NO_SUCH = (
    r"(?:(?:i|we|they|sie|wir|ich) (?:have|ve|got|haben|habe|hab) )?"
    r"(?:no|kein|keine|keinen) (?:budget|value|amount|price|date|source|title|stage|column|step"
    r"|outcome|role|email|e mail|mail|mailadresse|phone|reason|idea|clue|ahnung|idee|plan|angabe"
    r"|angaben|adresse|address|rolle|schimmer)s?"
)
_KNOWS = (
    r"(?:das |die |den |es |i |we )?(?:weiss|kenn|kenne|hab|habe|haben|wissen)(?: (?:ich|wir|s|es"
    r"|das|sie|ihn|die|den|davon|i|(?:ihre|seine|deren) \w+))*"
    r"(?: (?:noch|leider|gerade|aktuell|jetzt|auch|grad|selbst))*"
    r" (?:nicht|keine|keinen)(?: (?:genau|hier|da|dabei|bei mir|wer|was|wie))?"
    r"|(?:i |we )?(?:really |still |also )?(?:don t|dont|do not|haven t|havent|have not) (?:know"
    r"|have|got|have got)(?: (?:it|that|this|one|any|him|her|them|his|hers|theirs|those|exactly))*"
    r"|(?:who|god|wer) (?:knows|weiss)(?: (?:das|es|schon))?"
)
_ASK = (
    r"(?:(?:i|we) )?(?:still |first )?(?:(?:need|have|want|got) to|must|will|ll|gotta"
    r"|should) (?:still |first )?(?:ask|check|find out"
    r"|look (?:it |that )?up|get (?:it|that))(?: (?:it|that|him|her|them|first|for it))*"
    r"|(?:(?:das )?(?:muss|mussen|werd|werde) (?:ich|wir)?|ich muss)(?: (?:das|noch|erst|mal|da))*"
    r" (?:fragen|erfragen|nachfragen|rausfinden|herausfinden|nachsehen|nachschauen|klaren)"
    r"|(?:das )?(?:frag|frage|reich|reiche|schau|klar) ich(?: (?:noch|spater|erst|das|mal))*"
    r"(?: nach| ab)?|reiche ich nach|wird nachgereicht|folgt(?: noch)?|kommt noch"
    r"|(?:s?he|they) (?:has|have) (?:not|none)|(?:s?he|they|i)(?: will| ll)? (?:text|send|tell"
    r"|give|mail|email"
    r"|get)s?(?: it)?(?: to)? (?:me|us)"
    r"(?: it)?|(?:braucht|brauchen wir|braucht man|hat|haben|want|wants|needs?|has"
    r"|have) (?:keine?n?"
    r"|none|no)|(?:bleibt )?leer|empty|leave (?:it )?(?:empty|blank|out)|blank"
)
_CLOSED = lazy_re(f"{_NO_SUCH}|{_KNOWS}|{_ASK}")
# A no that may go on for long: it names nothing, though as a sentence of its own it may say much.
_NOT = lazy_re(
    r"(?:i |we |they )?(?:don t|dont|didn t|didnt|haven t|havent) .*"
    r"|(?:no idea|no clue|keine ahnung|weiss ich noch nicht|weiss noch nicht) .*"
)
_NO_IDEA = lazy_re(
    r"(?:no (?:idea|clue)|keine (?:ahnung|idee)|(?:i )?(?:don'?t|do not) know|dunno|not sure|idk"
    r"|weiss (?:ich )?(?:noch )?nicht|geen idee|pas d'idée)\b"
    r"(?: yet| noch| exactly| what| how much)*"
    r"(?: (?:on|about|of|for|over|zum|zur|von))?(?: (?:the|a|their|any|den|die|das))?"
    r"(?: (?:budget|value|price|amount|sum|date|close|source|size|wert|preis|datum)s?)?"
    r"(?: yet| noch| exactly)*[ ,;:.]*",
    re.IGNORECASE,
)
_NICH = lazy_re(r"\bnich\b")
_NO_YET = lazy_re(r"(?:no|kein|keine|noch kein|noch keine) \w+ yet|noch keinen? \w+")
_NO_AND = lazy_re(
    r"(?:no|nope|nah|nein|nee|nö|n(?=[,;:])|none|nothing|nobody|keiner|keine|keins|niemand)"
    r"(?: of (?:them|these|those)| davon| yet)?\s?[,;:\u2013-]\s?(?=\S)",
    re.IGNORECASE,
)
_AS_SHOWN = {
    *("y", "j", "same", "the same", "as shown", "as before", "same as before", "same people"),
    *(
        "wie gehabt",
        "wie immer",
        "those",
        "that",
        "it",
        "that one",
        "the default",
        "default",
        "done",
        "done already",
    ),
    *("already done", "all done", "erledigt", "schon erledigt", "gemacht", "did that", "did it"),
    *("yes done", "wie gezeigt", "wie vorgeschlagen", "dieselben", "wie oben", "so lassen"),
    *("bleibt", "bleibt so", "unchanged", "no change", "stays", "as it is", "same time", "stet"),
    *("unverandert", "keine anderung", "lassen", "nothing changed"),
    *(
        "leave it",
        "leave as is",
        "leave",
        "leave it so",
        "keep it",
        "keep",
        "keep that",
        "as is",
        "wie gehabt",
    ),
}


def is_none(text: str) -> bool:
    """Return whether an answer says that there is none, or that nobody knows: `-`, no idea."""
    return is_bare_none(text) or _NOT.fullmatch(_spelt(folded(text))) is not None


def _spelt(words: str) -> str:
    return _NICH.sub("nicht", words)


def is_bare_none(text: str) -> bool:
    """Return whether an answer says that there is none, where it might be any sentence.

    'They don't have the budget' says something.
    """
    words = _spelt(folded(text))
    if text.strip() == "-" or _NO_YET.fullmatch(words):
        return True
    bare = _BEFORE.sub("", words)
    forms = {words, bare, *map(_shortened, (words, bare))}
    return any(form in _NONE or _CLOSED.fullmatch(form) for form in forms)


def _shortened(words: str) -> str:
    shorter = _BEHIND.sub("", words)
    return words if shorter == words else _shortened(shorter)


def without_no_idea(text: str) -> str:
    """Return what an answer goes on with behind a 'no idea', '' where that is all it says."""
    lead = _NO_IDEA.match(text)
    return text[lead.end() :].strip(" ,;:.") if lead else text


def begins_with_no(text: str) -> bool:
    """Return whether an answer begins with a no, and goes on: 'nope, just chatted'."""
    return _NO_AND.match(text.strip()) is not None


def behind_no(text: str) -> str:
    """Return what an answer that begins with a no goes on with; '' for any other."""
    lead = _NO_AND.match(text.strip())
    return text.strip()[lead.end() :] if lead else ""


# 'Passt so', 'is correct', 'ok like this': what is shown is right.
_SO = lazy_re(
    r"^(?:that s|thats|that is|is|it is|it s|das|ist|all) | (?:so|like (?:this|that|it is))$"
)


def is_as_shown(text: str) -> bool:
    """Return whether an answer says that what the question shows is right: yes, same, done."""
    words = _SO.sub("", folded(text))
    return words in _AS_SHOWN or (bool(words) and says_yes(words)) or says_yes(text)


def is_all(text: str) -> bool:
    """Return whether an answer says all of what the question shows."""
    return folded(text) in {
        *("all", "both", "all of them", "everything", "alle", "beide", "alles", "alle beide"),
        *("tous", "toutes", "tout", "allemaal", "allebei", "alle twee", "les deux"),
        *("both of them", "die beiden", "all met", "alle erreicht", "alles erreicht"),
    }
