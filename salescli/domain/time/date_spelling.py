"""What is typed for a day or a time, in the one spelling that the forms are written in.

'Thursday, the 3rd of December @ 10am' becomes 'thu 3th dec at 10 am', and so does 'Donnerstag, am
3. Dezember um 10 Uhr', with 'oclock': capitals, accents, commas and filler words are gone, names
are three letters long, numbers are digits, units are singular.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from salescli.domain.time.date_spans import SEASONS
from salescli.domain.time.date_talk import TOLD, TYPED, Rule
from salescli.domain.time.date_vocabulary import CLASHING, FILLERS, MONTH, WEEKDAY, WORDS
from salescli.text.lazy_re import lazy_re

LONGEST = 80  # characters

_GERMAN_DAYS = "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
_GERMAN_PARTS = "morgen|vormittag|mittag|nachmittag|abend|nacht|fruh"
_BEHIND_DO = r"(?:um|gegen|ab) [a-z0-9]|halb |viertel |fruh\b|vormittag|nachmittag|abend|mittag"
_BEHIND_DO += "|nachste|kommende|in [0-9]"
_DAYS = "|".join(WEEKDAY)
_SPANS = "|".join((*MONTH, *SEASONS))
_UNITS = "day|week|month|quarter|year|hour|minute|bd|fortnight"


def _clashing(match: re.Match[str]) -> str:
    """Return a German weekday that is an English word too, in the spelling of the forms."""
    *before, day = match.groups()
    return " ".join((*before, CLASHING[day]))


_DASHES_AND_QUOTES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212\u2018\u2019", "------''")
# What is taken out or put right, in this order.
_SPELT = tuple(
    (lazy_re(form), instead)
    for form, instead in (
        (r"(?<=[0-9]),(?=[0-9]{3}\b)", ""),
        (r"(?<=[0-9])t(?=[0-9])", " "),  # ISO
        (r"(?<=[0-9]) ?([ap])\.? ?m\b\.?", r" \1m"),
        (r"[,;!?()]|(?<=[a-z])[.:]|(?<=:[0-9]{2})\.$", " "),
        (r"\bw/", " with "),
        (r"@", " at "),
        (rf"\b({_GERMAN_DAYS})({_GERMAN_PARTS})\b", r"\1 \2"),
        (
            rf"\b(heute|gestern|vorgestern|am|{_GERMAN_DAYS}|mo|di|mi|do|fr|sa|so) morgen\b",
            r"\1 morning",
        ),
        (r"\b(nachsten|nachster|kommenden|diesen|am|bis|ab) (do|so)\b", _clashing),
        (r"(?<![^ ])(do|so)(?= +(?:um )?[0-9])", _clashing),
        (rf"(?<![^ ])(do)(?= +(?:{_BEHIND_DO}))", _clashing),
        (r"(?<=\bam )([0-9]{1,2})\.(?= +[0-9])", r"\1th"),
        (r"\bubernachste[nr]? woche\b", "week after next"),
        (r"\bday after (?:tomorrow|tmrw|tmr)\b", "overmorrow"),
        (r"(?<=[a-z0-9])-(?=[a-z])|(?<=[a-z])-", " "),
        (r" '([0-9]{2})\b", r" 20\1"),
        (r"'", ""),
        (r"(?<=[0-9])(?=[a-z])|(?<=[a-z])(?=[0-9])", " "),
        (r"\b([0-9]+) (?:st|nd|rd|th)\b", r"\1th"),
        (r"\b([0-9]{1,2})\. ?([0-9]{1,2})\. ?((?:19|20|21)[0-9]{2})\b", r"\1.\2.\3"),
        (r"\b([0-9]{1,2})\. ([0-9]{1,2})\.", r"\1.\2."),
        (r"(?<![.0-9])([0-9]{1,2})\.(?= [a-z]|$)", r"\1th"),
        (r"\bq ([1-4])\b", r"q\1"),
    )
)
_MEANT = tuple(
    (lazy_re(form), instead)
    for form, instead in (
        (r"^(?:just )?now(?: now)?$", "now"),
        (r"\b(?:business|working|work) day\b", "bd"),
        (r"\b(?:close business|end (?:the )?(?:business )?day)\b", "eod"),
        (r"\b1th thing\b", "morning"),
        (r"\b(?:1 )?half (?:an? )?hour\b", "30 minute"),
        (r"\b(quarter|[0-9]{1,2}) vor (?=[0-9])", r"\1 to "),
        (r"\b(quarter|[0-9]{1,2}) after (?=[0-9]+(?: |$)(?!th))", r"\1 past "),
        (rf"\bvor ((?:[0-9]+|an?) (?:{_UNITS}))\b", r"\1 ago"),
        (r"\bvor ", "before "),
        (r"\ban? (?=2 )", ""),
        (rf"\ban? (?={_UNITS})", "1 "),
        (r"\b(week|month|quarter|year|q[1-4]) end\b", r"end \1"),
        (r"\b(\S+) fortnight\b", lambda n: f"{2 * int(n[1])} week" if n[1].isdigit() else n[0]),
        (r"\bfortnight\b", "2 week"),
        (rf"\b([0-9]+ (?:{_UNITS})) later\b", r"in \1"),
        (r"\blast (night|evening)\b", r"yesterday \1"),
        (r"\bcoming (week)\b", r"next \1"),
        (r"\bcoming ", ""),
        (r"\bthis (?!week|month|quarter|year)", ""),
        (r"\b([0-9]{1,2}) oclock ([0-9]{2})\b", r"\1:\2"),
        (r"([:.][0-9]{2}) oclock\b", r"\1"),
        (rf"\b(half to [0-9]{{1,2}}) am (?={'|'.join(WEEKDAY)}|[0-9]+(?:th|\.))", r"\1 "),
        (
            rf"\b((?:1[3-9]|2[0-3])(?::[0-9]{{2}})?) am (?={'|'.join(WEEKDAY)}|[0-9]+(?:th|\.))",
            r"\1 ",
        ),
        (r"(?<![0-9] )\bam$", "morning"),
        (r"(?<![0-9] )\bpm$", "afternoon"),
        (r"(?<![0-9] )\bam (?=[0-9a-z])", ""),
        (r"\bat (?![0-9])", ""),
        (
            rf"(?<!^)\bin (?![0-9])|^in (?![0-9]|(?:(?:last|next) )?(?:{_SPANS})(?: [0-9]{{4}})?$)",
            "",
        ),
        (r"\+ ?(?=[0-9])", "in "),
        (r"\b(?:around|round about|round|about|roughly) (?=[0-9])", ""),
        (r"\b(?:an? )?few (?=day|week|month|hour)", "3 "),
        (r"\blater (?=today)", ""),
        (r"^later (?=(?:this |next )?week$)", "end "),
        (rf"^today (?=in [0-9]+ (?:{_UNITS})$)", ""),
        (rf"\b({_DAYS}) (?:in )?([0-9]+) week\b", r"\2 week \1"),
        (rf"\b({_DAYS}|today|tomorrow) lunch$", r"\1 noon"),
        (rf"\b({_DAYS}|today|tomorrow) (1?[0-9]) (15|30|45)$", r"\1 \2:\3"),
        (r"^(?:after )?holidays$", "after new year"),
        (r"^new year$", "after new year"),
        (r"^(christmas|easter|whitsun|thanksgiving)$", r"before \1"),
        (r"\bweek new year$", "week jan"),
    )
)


def plain(text: str) -> str:
    """Return a text without capitals, accents and runs of blanks."""
    import unicodedata

    spread = unicodedata.normalize("NFKD", text.translate(_DASHES_AND_QUOTES))
    return " ".join("".join(c for c in spread if not unicodedata.combining(c)).lower().split())


@lru_cache(maxsize=512)  # the same words are tried as a day, as a time, and as both
def canonical(words: str) -> str:
    """Return plain words in the spelling of the forms."""
    words = _put_right(words, (*TYPED, *_SPELT))
    known = (WORDS.get(word, word) for word in words.split() if word not in FILLERS)
    words = _put_right(" ".join(known), (*TOLD, *_MEANT))
    return " ".join(words.split())


def _put_right(words: str, forms: Iterable[Rule]) -> str:
    """Return words with each form of them, in order, as it is written instead.

    Few of the forms are there, and to look for one takes half as long as to replace none.
    """
    for form, instead in forms:
        if form.search(words):
            words = form.sub(instead, words)
    return words
