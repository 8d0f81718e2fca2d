"""What is typed for a day or a time, in the one spelling that the forms are written in.

'Thursday, the 3rd of December @ 10am' becomes 'thu 3th dec at 10 am': capitals, accents, commas
and filler words are gone, names are three letters long, numbers are digits, units are singular.
"""

from __future__ import annotations

import re

from salescli.text.wording import MONTHS, WEEKDAYS

LONGEST = 80  # characters

WEEKDAY = {name[:3].lower(): number for number, name in enumerate(WEEKDAYS)}
MONTH = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}
NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"),
    *("tenth", "eleventh", "twelfth"),
)

# Spellings of a word, after the one that the forms use.
_SPELLINGS = """
    tue tues | wed weds | thu thur thurs | sep sept
    tomorrow tmrw tmr tmw | day days | week weeks wk wks w | month months mth mths
    quarter quarters qtr | year years yr yrs | hour hours hr hrs | minute minutes min mins
    bd bds workday workdays | fortnight fortnights | weekend weekends
    start beginning begin early | mid middle | end late | noon midday | last previous
    from hence | 15 fifteen | 20 twenty | 30 thirty | 2 couple
"""
_WORDS = {
    **{name.lower(): name[:3].lower() for name in (*WEEKDAYS, *MONTHS)},
    **{name: str(number) for number, name in enumerate(NUMBERS, 1)},
    **{name: f"{number}th" for number, name in enumerate(_ORDINALS, 1)},
    **{
        spelling: spellings.split()[0]
        for spellings in re.split(r"[|\n]", _SPELLINGS)
        for spelling in spellings.split()
    },
    "d": "day",
    "tonight": "evening",
    "eow": "end week",
    "eom": "end month",
    "eoq": "end quarter",
    "eoy": "end year",
    "cob": "eod",
    "midweek": "mid week",
}
# Every spelling of a word; what else the forms use stands in their phrases.
SPELLINGS = frozenset({*_WORDS, *_WORDS.values(), "working"})

_DASHES_AND_QUOTES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212\u2018\u2019", "------''")
# What is taken out or put right, in this order.
_SPELT = tuple(
    (re.compile(form), instead)
    for form, instead in (
        (r"(?<=[0-9]),(?=[0-9]{3}\b)", ""),
        (r"(?<=[0-9])t(?=[0-9])", " "),  # ISO
        (r"(?<=[0-9]) ?([ap])\.? ?m\b\.?", r" \1m"),
        (r"[,;!?()]|(?<=[a-z])[.:]|(?<=:[0-9]{2})\.$", " "),
        (r"@", " at "),
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
    (re.compile(form), instead)
    for form, instead in (
        (r"\b(?:business|working|work) day\b", "bd"),
        (r"\b(?:close business|end (?:the )?(?:business )?day)\b", "eod"),
        (r"\b1th thing\b", "morning"),
        (r"\bhalf (?:an? )?hour\b", "30 minute"),
        (r"\ban? (?=2 )", ""),
        (r"\ban? (?=day|week|month|quarter|year|hour|minute|bd|fortnight)", "1 "),
        (r"\b(week|month|quarter|year|q[1-4]) end\b", r"end \1"),
        (r"\b(\S+) fortnight\b", lambda n: f"{2 * int(n[1])} week" if n[1].isdigit() else n[0]),
        (r"\bfortnight\b", "2 week"),
        (r"\bthis (?!week|month|quarter|year)", ""),
        (r"\bat (?![0-9])", ""),
        (r"\bin (?![0-9])", ""),
        (r"\+ ?(?=[0-9])", "in "),
    )
)
_FILLERS = frozenset({"on", "by", "the", "of", "coming", "upcoming"})


def plain(text: str) -> str:
    """Return a text without capitals, accents and runs of blanks."""
    import unicodedata

    spread = unicodedata.normalize("NFKD", text.translate(_DASHES_AND_QUOTES))
    return " ".join("".join(c for c in spread if not unicodedata.combining(c)).lower().split())


def canonical(words: str) -> str:
    """Return plain words in the spelling of the forms."""
    for form, instead in _SPELT:
        words = form.sub(instead, words)
    known = (_WORDS.get(word, word) for word in words.split() if word not in _FILLERS)
    words = " ".join(known)
    for form, replacement in _MEANT:
        words = form.sub(replacement, words)
    return " ".join(words.split())
