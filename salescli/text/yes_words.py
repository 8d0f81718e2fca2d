"""What people say for a yes, for a no and for 'that is done', as a whole answer, and around it.

Pure. A yes with anything in it that may take it back is none: 'yes but he might be late'.
"""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

YES = (
    *(
        "looks",
        "yes",
        "yep",
        "yeah",
        "yup",
        "yea",
        "ye",
        "ya",
        "aye",
        "sure",
        "ok",
        "okay",
        "okey",
        "right",
    ),
    *("confirmed", "agreed", "accepted", "sounds", "good", "fine", "great", "perfect", "true"),
    *(
        "absolutely",
        "definitely",
        "certainly",
        "totally",
        "exactly",
        "affirmative",
        "roger",
        "correct",
        "indeed",
        "works",
        "suits",
    ),
    *(
        "ja",
        "klaro",
        "jup",
        "jep",
        "jo",
        "joa",
        "jap",
        "jupp",
        "jou",
        "jawohl",
        "passt",
        "genau",
        "stimmt",
        "klar",
    ),
    *("naturlich", "sicher", "richtig", "freilich", "logo", "gerne", "gern", "bestatigt"),
    *("zugesagt", "vereinbart", "angenommen", "einverstanden", "abgemacht", "selbstverstandlich"),
    *("hoor", "prima", "zeker", "akkoord", "bevestigd", "confirme", "okayed", "okd"),
    *("si", "oui", "certo", "esatto", "giusto", "confermato", "go", "kk", "dokey"),
)
NO = (
    *("no", "nope", "nah", "nein", "nay", "not", "hasn", "haven", "isn", "didn", "doesn", "don"),
    *("wasn", "hasnt", "havent", "isnt", "didnt", "doesnt", "dont", "never", "cannot", "cant"),
    *("noe", "nee", "ne", "nicht", "nie", "nix", "kein", "keine", "keinen", "niemals"),
    *("niet", "geen", "nooit", "jamais"),
    *("neh", "unconfirmed", "waiting", "pending", "offen", "non"),
)
_ALL = frozenset((*YES, *NO))
# Words that have a no in them and say yes, and others of several words.
_SAYS_YES = lazy_re(
    r"\b(?:no (?:problem|worries|objections?|doubt|question)|kein problem|keine frage|why not"
    r"|warum nicht|of course|sure thing|you bet|still (?:on|stands|good|fine|ok|works)|that s it"
    r"|(?:es )?bleibt dabei|dabei bleibt s|dabei bleibts|that is it"
    r"|thats it|that one|all good"
    r"|let ?s do (?:it|that|this)|(?:same )?as (?:planned|agreed)|wie (?:geplant|vereinbart)"
    r"|geht klar|alles klar|va bene|go ahead|fair enough|by all means|on the nose|auf jeden fall"
    r"|auf alle falle|so ist es|in ordnung|all right|los geht s|los gehts|let s go|thumbs up)\b"
)
_THEY = r"(?:s?he|they|both|all|it|sie|er|beide|alle|es)"
_DID = r"(?:is|has|have|had|did|does|do|said so|says so|hat|haben|ist)"
# What they did says it too, where nothing else is said: 'they did', 'hat er'.
_STATED = lazy_re(rf"\b(?:{_THEY} {_DID}|(?:hat|haben|ist) {_THEY})\b")
_BESIDE = frozenset(
    {
        *("she", "he", "they", "it", "that", "this", "both", "all", "of", "them", "her", "him"),
        *(
            "we",
            "i",
            "so",
            "said",
            "says",
            "told",
            "wollte",
            "wollten",
            "knows",
            "weiss",
            "meinte",
            "meint",
            "sagt",
            "sagte",
            "whatsapp",
            "text",
            "message",
            "sms",
            "has",
            "have",
            "had",
            "did",
            "does",
            "do",
            "is",
        ),
        *("was", "are", "s", "re", "ve", "d", "to", "me", "us", "for", "by", "now", "then"),
        *("already", "just", "too", "also", "please", "pls", "thanks", "thank", "the", "a", "an"),
        *(
            "one",
            "very",
            "much",
            "about",
            "like",
            "with",
            "in",
            "on",
            "via",
            "over",
            "through",
            "at",
            "and",
            "what",
        ),
        *("writing", "phone", "email", "mail", "invite", "invitation", "calendar", "today"),
        *("yesterday", "earlier", "morning", "afternoon", "call", "verbally", "well", "oh", "man"),
        *("er", "sie", "wir", "ich", "es", "das", "hat", "haben", "ist", "sind", "war", "schon"),
        *("bereits", "so", "wie", "gesagt", "doch", "mal", "dann", "auch", "bitte", "danke", "gut"),
        *("gestern", "heute", "eben", "gerade", "vorhin", "am", "per", "im", "telefon", "mir"),
        *("uns", "die", "der", "dem", "den", "ihr", "ihm", "beide", "alle", "beiden", "und", "mit"),
        *("termin", "einladung", "schriftlich", "mundlich", "kalender", "ganz", "sehr", "na"),
        *("ihnen", "euch", "dir", "tell", "tells", "gesagt"),
        *("il", "lo", "grazie", "tutto", "frau", "herr", "mr", "mrs", "ms", "dr"),
    }
)
_QUOTED = lazy_re(r"(?<!\w)'.*?'(?!\w)")
DAYS = lazy_re(
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?:montag|dienstag|mittwoch|donnerstag|freitag"
    r"|samstag|sonnabend|sonntag)s?"
)
_DONE = frozenset(
    {
        *("did", "done", "happened", "held", "finished", "completed", "erledigt", "gemacht"),
        *("passiert", "gehabt", "fertig", "abgehakt", "stattgefunden", "geschehen", "fatto"),
    }
)
_BESIDE_DONE = _BESIDE | {
    *("no", "nein", "nope", "yes", "ja", "yep", "yeah", "been", "minute", "ago", "actually"),
    *("hab", "habe", "jetzt", "wurde", "worden", "hatten", "took", "place", "got", "been", "same"),
    *("hour", "minutes", "night", "last", "week", "before", "vor", "einer", "stunde", "worden"),
}


def says_yes(text: str, question: str = "") -> bool:
    """Return whether the whole of an answer is a yes.

    Words of the `question` may stand in it, and the name of who said yes: 'keep it'; 'yes, Dana
    agreed'.
    """
    words = _spoken(text)
    if not words or has_no(text) or text.rstrip().endswith("?"):
        return False
    repeated = set(folded(_QUOTED.sub(" ", question).rpartition(". ")[2]).split()) - _BESIDE
    repeated -= {"next"}
    says = not repeated.union(YES).isdisjoint(words) or _STATED.search(" ".join(words))
    names = _names(text) if len(words) > 1 and _is_stated(words) else frozenset()
    return bool(says) and all(
        word in YES or word in _BESIDE or word in repeated or word in names for word in words
    )


def has_no(text: str) -> bool:
    """Return whether an answer has a no in it, other than in words that say yes."""
    return not set(NO).isdisjoint(_spoken(text))


def begins_with_yes(text: str) -> bool:
    """Return whether an answer begins with a yes, whatever follows."""
    return not set(YES).isdisjoint(_spoken(text)[:1])


def says_done(text: str) -> bool:
    """Return whether the whole of an answer says that it was done: 'did that just now'."""
    words = folded(text).split()
    is_asked = text.rstrip().endswith("?")
    return not (is_asked or _DONE.isdisjoint(words)) and all(
        word in _DONE or word in _BESIDE_DONE for word in words
    )


_DONE_FIRST = lazy_re(
    r"(?:(?:yes|yep|ja|ok|all|schon|already|is|ist|hab(?:e)?(?: ich)?|bin)[\s,]+)*"
    r"(?:did (?:it|that|this)|(?:all )?done|erledigt|gemacht|abgehakt|fertig|gedaan|fait)"
    r"(?: (?:it|that|already|schon|now|jetzt|today|heute))*\s*"
    r"(?:[,;:.!(\u2013\u2014-]+\s*|\s(?=\S)|$)(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)


def says_done_first(text: str) -> bool:
    """Return whether a text begins with a 'done', and goes on: 'done - mailed it'."""
    return bool(behind_done(text)) and behind_done(text) != text.strip()


def behind_done(text: str) -> str:
    """Return what a text goes on with behind a 'done', whole where it doesn't begin so."""
    match = _DONE_FIRST.fullmatch(text.strip())
    return (match["rest"] if match else text).strip(" )")


def _spoken(text: str) -> list[str]:
    """Return the words of an answer; a 'jaaa' is a ja, and what says yes in several words a yes."""
    words = _SAYS_YES.sub("yes", folded(text)).split()
    short = {word: re.sub(r"(.)\1+", r"\1", word) for word in words if word not in _BESIDE}
    return [short[word] if short.get(word) in _ALL and word not in _ALL else word for word in words]


def _is_stated(words: list[str]) -> bool:
    """Return whether words say that somebody did something, so that a name may be their subject."""
    verbs = {
        "said",
        "says",
        "has",
        "have",
        "did",
        "hat",
        "haben",
        "confirmed",
        "agreed",
        "accepted",
    }
    return not verbs.union({"bestatigt", "zugesagt", "gesagt", "angenommen"}).isdisjoint(words)


def _names(text: str) -> frozenset[str]:
    """Return the words that are written like names, and are no day of the week."""
    listed = (word for word in re.findall(r"[^\W\d_]+", text) if word[0].isupper())
    return frozenset(
        part for word in listed for part in folded(word).split() if not DAYS.fullmatch(part)
    )
