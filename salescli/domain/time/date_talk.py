"""How days and times are talked of, in the words that the forms know: 'Montag in 8 Tagen'.

`TYPED` is for plain words as they were typed, `TOLD` for those whose names are in the spelling of
the forms already.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from salescli.domain.time.date_vocabulary import MONTH, WEEKDAY

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

_DAYS = "|".join(WEEKDAY)
_GERMAN_MONTHS = "januar|februar|marz|maerz|april|mai|juni|juli|august|september|oktober|november"
_GERMAN_MONTHS += "|dezember"
_GERMAN_DAYS = "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr"
_NEAR = r"\b(?:kurz|knapp|shortly|just|bit)"
_TIME = "[0-9]{1,2}(?::[0-9]{2})?(?: (?:am|pm|oclock))?"


def _rules(*rows: tuple[str, str | Callable[[re.Match[str]], str]]) -> tuple[Rule, ...]:
    return tuple((re.compile(form), instead) for form, instead in rows)


def _around_half(match: re.Match[str]) -> str:
    """Return 'five past half to three' as 2:35."""
    minutes, side, hour = int(match[1]), match[2], int(match[3])
    past = 30 + minutes if side == "after" else 30 - minutes
    return f"{hour - 1 or 12}:{past:02}" if 0 <= past < 60 and 1 <= hour <= 12 else match[0]


TYPED = _rules(
    (r"(?<=[0-9])([ap])\b(?![.'])", r" \1m"),  # 2p
    (r"\bn(?:er|em|e)\b", "einer"),
    (r"\b(?:1[.,]5|one and a half|anderthalb|eineinhalb) (?:stunden|hours|hrs?|h)\b", "90 min"),
    (r"\b(?:an|1|one) hour and a half\b", "90 min"),
    (r"\b(?:einer? )?dreiviertel ?stunde\b|\bthree quarters of an hour\b", "45 min"),
    (r"\bdreiviertel (?=[a-z0-9])", "viertel vor "),
    (r"\b(?:einer? )?viertel ?stunde\b|\ba quarter of an hour\b", "15 min"),
    (rf"\b({_GERMAN_MONTHS})woche\b", r"woche \1"),
    (r"\bneue[ns]? jahr(?:es)?\b|\bneujahr\b", "new year"),
    (rf"\b(?:ubernachste|uebernaechste)[nrs]? (?=(?:{_GERMAN_DAYS})\b)", "after next "),
    (r"\bso (?=um .*\b(?:rum|herum)\b)", ""),
    (r"^(?:give|gib) (?:it|him|her|them|us|ihm|ihr|ihnen) (?:another )?", "in "),
    (r"\b(?:any ?time|whenever|irgendwann|rum|herum|doch|schon|noch|ruhig|lieber|already)\b", " "),
    (r"^(?:dann )?(?:gleich )?(?:nachher|later)\b,? ?(?=um|gegen|at|around|in\b)", "heute "),
    (r"^(?:gleich )?nachher\b", "heute"),
    (r"\bgleich (?=morgen|heute|montag|am|nach|im|um)", " "),
)  # fmt: skip

TOLD = _rules(
    (r"\b([0-9]{1,2}) (after|to|vor) half to ([0-9]{1,2})\b", _around_half),
    (rf"{_NEAR} (?:vor|before) noon\b", "11:50"),
    (rf"{_NEAR} after noon\b", "12:10"),
    (r"\bafter noon\b", "after lunch"),
    (rf"{_NEAR} (?:vor|before|to) (?=[0-9]{{1,2}}:)", "at "),
    (rf"{_NEAR} (?:after|past) (?=[0-9]{{1,2}}:)", "at "),
    (rf"{_NEAR} (?:vor|before|to) (?=[0-9])", "10 to "),
    (rf"{_NEAR} (?:after|past) (?=[0-9])", "10 past "),
    (
        rf"(?<![0-9] )(?<!quarter )\b(?:vor|before) (?={_TIME}(?:$| (?:{_DAYS}|today|tomorrow)))",
        "at ",
    ),
    (r"(?<=[0-9] to )([0-9]{1,2}) oclock\b", r"\1"),
    (r"(?<=[0-9] past )([0-9]{1,2}) oclock\b", r"\1"),
    (rf"\b({_DAYS}|today) in (8|14|15) day\b", lambda n: _weeks_from(n[1], n[2])),
    (rf"\b(?:week )?after next ({_DAYS})\b", r"\1 week after next"),
    (rf"\b({_DAYS}) after next\b", r"\1 week after next"),
    (r"\b([0-9]+ (?:day|week|month)) out$", r"in \1"),
    (r"^(?:around|about|roughly) (?=[0-9]{1,2}$)", "at "),
    (rf"\bbefore ({'|'.join(MONTH)}) ([0-9]{{1,2}})(?:th)?(?![0-9:.])", r"before \2th \1"),
    (r"\bin (?=[0-9]th\b)", ""),
    (r"\b([1-4])th quarter\b|\bquarter ([1-4])\b", lambda n: f"q{n[1] or n[2]}"),
    (r"^start (?:in )?new year\b", "after new year"),
)  # fmt: skip


def _weeks_from(day: str, days: str) -> str:
    """Return a weekday 'in 8 days' as people count them: a week after it."""
    weeks = "1" if days == "8" else "2"
    return f"in {weeks} week" if day == "today" else f"{weeks} week {day}"
