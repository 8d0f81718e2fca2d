"""What people say at a card in place of its key: 'hab grad telefoniert', 'they cancelled'. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from salescli.errors import UsageError
from salescli.text.ending_talk import LOST, WALK, WON, implies_lost, named_ending
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.not_reached_words import says_not_reached
from salescli.text.shell_quoting import command

TRIED, DONE, MOVE, CLOSE, NOTE, LOSE, REPLACE = "v", "d", "m", "c", "t", "l", "r"
_ENDINGS = {LOST: LOSE, WON: "w", WALK: "k"}
_TAKING = frozenset({TRIED, DONE, MOVE, CLOSE, NOTE, LOSE, REPLACE, "k"})  # a text behind the key
_ARTICLES = frozenset({"a", "u"})  # of other languages: no keys before words
_WHO = r"(?: (?:to|with|mit|it|her|him|them|us|ihr|ihm|ihnen|herrn?|frau|mr|mrs|ms|the|\w+)){0,4}"
_I = (
    r"(?:(?:i|we|ich|wir|hab|habe|haben|have|ve|had|just|only|grad|grade|gerade|eben|vorhin|schon"
    r"|already|heute|today|mit|ihm|ihr|ihnen|die|der|den|them|him|her) )*"
)
_NOBODY = frozenset({"nobody", "no one", "niemand", "keiner", "personne"})
_SHORTEST = 2  # words of a sentence
_LONG = 6  # words that say more than that it was done
# By key: the first key that is offered is meant; of a row with several keys the person is asked.
_SAID = (
    (
        ("m", "l"),
        lazy_re(
            r"(?:(?:they|she|he|sie|er|es|kunde|hat|haben|have|has|was|wurde|ist|is|it|der|termin"
            r"|the|meeting|just|eben|grad|gerade|heute|today) )*"
            r"(?:abgesagt|cancell?ed|called (?:it )?off|said no to it|fallt aus|ausgefallen)"
        ),
    ),
    (
        ("c",),
        lazy_re(
            r"(?:move |change |push |set )?(?:the )?(?:expected )?(?:close|closing|abschluss)"
            r"(?: date| day|datum)?(?: (?:verschieben|andern|later|spater))?"
        ),
    ),
    (
        ("m",),
        lazy_re(
            r"(?:termin |meeting |call )?(?:verschieben|verlegen|umlegen)"
            r"|(?:move|push|shift) (?:it|the (?:call|meeting|date|appointment))"
        ),
    ),
    (
        ("r",),
        lazy_re(
            r"(?:(?:neuen |einen |nachsten |new |a |an |the |next |another )*(?:termin|appointment"
            r"|meeting|date|next step|nachsten schritt))(?: (?:machen|ausmachen|vereinbaren|planen"
            r"|eintragen|setzen))?"
            r"|(?:make|book|set up|arrange|plan|schedule)(?: (?:an?|the|another|new|next))*"
            r"(?: (?:appointment|meeting|call|date|step))?|planen|terminieren|einplanen"
        ),
    ),
    (
        ("w",),
        lazy_re(
            r"(?:(?:they|she|he|sie|er|hat|haben|have|has|we|wir) )*(?:bought|unterschrieben|signed"
            r"|gekauft|said yes|gewonnen|won)(?: it)?"
        ),
    ),
    (
        ("d",),
        lazy_re(
            rf"{_I}(?:telefoniert|gesprochen|angerufen|getroffen|called|spoken|spoke|talked|rang"
            rf"|phoned|met|was there|war da|waren da){_WHO}"
        ),
    ),
)
_CLOSE_DAY = lazy_re(
    r"(?:expected )?(?:close|closing date|close date|abschluss)\b(?! call)\W+(?P<day>.+)"
)
_DENIED = lazy_re(r"\b(?:no|not|nicht|never|nie|didn|haven|hasn|tomorrow|morgen)\b")
# A sentence in the past: it says what was, and schedules nothing.
_WAS = lazy_re(
    r"(?:did|had|was|were|already|spoke|spoken|called|rang|met|talked|happened|hatten?|war|waren"
    r"|gebeld|gemaild|gesproken|gemacht|erledigt|gesprochen|telefoniert|getroffen|stattgefunden)\b"
)
_PAST = lazy_re(
    r"(?:(?:i|we|they|he|she|that|this|it|one|the|das|es|ist|s|ve|is|have|wir|ich|yes|ja|no|nein"
    r"|hab|habe|haben|just|done|bereits|schon|ok|call|meeting|termin|(?:er|sie)) )*"
    rf"{_WAS.pattern}(?: .*)?"
)
_AHEAD = lazy_re(
    r"\b(?:next|tomorrow|morgen|will|ll|wants?|nachste[nrs]?|book(?:ed)?|schedule[d]?|plan(?:ned)?"
    r"|agreed|going to|geplant|ausgemacht|vereinbart|then|dann|but|aber)\b"
)
_LOG_IT = lazy_re(r"[\s,;.-]+(?:please )?log (?:it|that|this)(?: please)?[\s.!]*$", re.IGNORECASE)
_THEN = lazy_re(r"[\s,]+(?:then|dann|instead|please|bitte)[\s.!]*$", re.IGNORECASE)
_BEHIND = {
    NOTE: lazy_re(r"(?:add )?(?:a )?not(?:e|es|iz)\b\s*[:,\u2013-]?\s+(?P<rest>.*)", re.IGNORECASE),
    # The day of the next try: 'no answer, try again tmrw 9'.
    TRIED: lazy_re(
        r".*?(?:\b(?:again|next try|retry|nochmals?|wieder(?:holen)?|erneut|encore|opnieuw))\s+"
        r"(?:(?:on|at|am|um|try|call|ring|again|nochmal|then|dann)\s+)*"
        r"(?P<rest>[^,]+)",
        re.IGNORECASE,
    ),
    CLOSE: lazy_re(
        r".*?\bclos(?:e|ing)\b(?: date| day)?\s*(?:(?:to|by|on|is|auf)\b|[:=])?\s*(?P<rest>.*)",
        re.IGNORECASE,
    ),
}


def key_and_text(keys: Mapping[str, str], text: str) -> tuple[str, str]:
    """Return the key that stands before other words, and these; '' for both where none does.

    Raises UsageError for one that takes no words.
    """
    key, _, rest = text.strip().partition(" ")
    key, rest = key.rstrip(":,.").lower(), rest.strip()
    if not rest or key not in keys or key in _ARTICLES or len(key) > 1:
        return "", ""
    if key not in _TAKING:
        raise UsageError(
            f"{key} is '{keys[key]}', and takes no words: '{rest}'",
            fix=f"press {key} alone, or type what happened without it",
        )
    return key, rest


def check_close(keys: Mapping[str, str], text: str, handle: str) -> None:
    """Raise UsageError for another expected close where the card doesn't ask for one."""
    match = _CLOSE_DAY.fullmatch(text.strip().lower())
    if match is not None and CLOSE not in keys:
        raise UsageError(
            f"'{text}': the expected close is set by a command",
            fix=command("set", handle, f"close={match['day']}"),
        )


def _ending_key(text: str) -> str:
    """Return the key for the ending that a text says; '' for none."""
    return _ENDINGS.get(named_ending(text)[0]) or (LOSE if implies_lost(text) else "")


def typed_behind(key: str, text: str) -> str:
    """Return what a sentence says beside its key: a day, a note, a reason; '' for nothing."""
    if key in (MOVE, DONE):
        return text.strip() if " " in text.strip() else ""
    if key in _ENDINGS.values():
        return named_ending(text)[1] or (
            text.strip() if " " in text.strip() and implies_lost(text) else ""
        )
    match = _BEHIND[key].fullmatch(text.strip()) if key in _BEHIND else None
    return _THEN.sub("", match["rest"]).strip() if match else ""


def card_key(keys: Mapping[str, str], text: str) -> str:
    """Return the key of the card that a sentence means; '' for one that means none.

    Raises UsageError where it could be two: that is asked.
    """
    words = folded(text)
    if len(text.strip()) < 2:
        return ""
    tried = text.strip().rpartition(",")[2]
    nobody = says_not_reached(tried) or folded(tried) in _NOBODY
    is_tried = says_not_reached(text) or (nobody and _WAS.match(words) is not None)
    if TRIED in keys and is_tried:
        return TRIED
    if (ends := _ending_key(text)) in keys:
        return ends
    text = _LOG_IT.sub("", text)
    words = folded(text)
    for meant, form in _SAID:
        offered = [key for key in meant if key in keys]
        if not offered or not form.fullmatch(words):
            continue
        if offered[0] == "d" and _DENIED.search(words):
            continue
        if len(offered) > 1:
            either = " or ".join(f"{key} ({keys[key]})" for key in offered)
            raise UsageError(f"'{text}' could be {either}", fix="press one of them")
        return offered[0]
    return _past_key(keys, text)


def is_said_done(text: str) -> bool:
    """Return whether words say that it was done, and no more: 'hab grad telefoniert'."""
    words = folded(_LOG_IT.sub("", text))
    return not words or any(
        keys == (DONE,) and form.fullmatch(words) and len(words.split()) < _LONG
        for keys, form in _SAID
    )


def _past_key(keys: Mapping[str, str], text: str) -> str:
    """Return the key for what was done, of a sentence in the past; '' for any other.

    Raises UsageError for one that also says what comes.
    """
    words = folded(text)
    if DONE not in keys or len(words.split()) < _SHORTEST or not _PAST.fullmatch(words):
        return ""
    if _AHEAD.search(words) or _DENIED.search(words):
        either = " or ".join(f"{key} ({keys[key]})" for key in (DONE, REPLACE) if key in keys)
        raise UsageError(f"'{text}' could be {either}", fix="press one of them")
    return DONE
