"""How days and times are talked of, in the words that the forms know: 'Montag in 8 Tagen'.

`TYPED` is for plain words as they were typed, `TOLD` for those whose names are in the spelling of
the forms already.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from salescli.domain.time.date_vocabulary import MONTH, WEEKDAY
from salescli.text.lazy_re import lazy_re

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

_DAYS = "|".join(WEEKDAY)
_GERMAN_MONTHS = "januar|februar|marz|maerz|april|mai|juni|juli|august|september|oktober|november"
_GERMAN_MONTHS += "|dezember"
_GERMAN_DAYS = "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mo|di|mi|do|fr"
_LONG_GERMAN_DAYS = "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
_DUTCH_HOURS = "(?:een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf)"
_DUTCH_DAYS = "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
_GERMAN_UNITS = "tage|wochen|monate|stunden"
_CHRISTMAS = "(?:christmas|xmas|weihnachten)"
_NEW_YEAR = "(?:the )?(?:new years?|neujahr|silvester)"
_ROMANCE = (
    "settimana|semaine|semana|mese|mois|mes|lunedi|martedi|mercoledi|giovedi|venerdi|sabato"
    "|domenica|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miercoles"
    "|jueves|viernes|sabado|domingo"
)
_NEAR = r"\b(?:kurz|knapp|shortly|just|bit)"
_AROUND_TIME = r"(?<![0-9] )(?<!quarter )(?<!half )\b(?:not )?(?:vor|before|after|from|past)"
_TIME = "[0-9]{1,2}(?:[:.][0-9]{2})?(?: (?:am|pm|oclock))?"


def _rules(*rows: tuple[str, str | Callable[[re.Match[str]], str]]) -> tuple[Rule, ...]:
    return tuple((lazy_re(form), instead) for form, instead in rows)


def _around_half(match: re.Match[str]) -> str:
    """Return 'five past half to three' as 2:35."""
    minutes, side, hour = int(match[1]), match[2], int(match[3])
    past = 30 + minutes if side == "after" else 30 - minutes
    return f"{hour - 1 or 12}:{past:02}" if 0 <= past < 60 and 1 <= hour <= 12 else match[0]


TYPED = _rules(
    (r"(?<=[0-9]) ?u(?:ur)?(?![a-z.])", " uhr"),  # 9u, 15u30, as in Dutch
    (r"(?<=[0-9]) uhr(?=[0-9]{2}\b)", " uhr "),
    (rf"\bhalf (?={_DUTCH_HOURS}\b)", "halb "),
    (r"\bover (?=\w+ (?:dag|week|maand|dagen|weken|maanden)\b)", "in "),
    (rf"\bvoor (?={_DUTCH_DAYS}\b)", "before "),
    (r"^le ([0-9]{1,2})(?= |$)", r"\1th"),
    (r"\b(?:actually|eigentlich|eigenlijk)\b", " "),
    (r"\bfirst week back(?: (?:from|after) (?:the )?(?:break|holidays?|xmas|christmas))?\b",
     "after new year"),
    (rf"\b(morgen|{_DUTCH_DAYS})(?=ochtend|middag|avond)", r"\1 "),
    (r"(?<=[0-9])([ap])\b(?![.'])", r" \1m"),  # 2p
    (r"^(?:na|naja|also|dann|well|ok|okay|hm+|war|was|it was|das war|am besten),? (?=\S)", ""),
    (r"\b2(?:moro|morrow)\b", "tomorrow"),
    (r"\bzw\.? (?=[0-9])", "zwischen "),
    (r"\bn(?:er|em|en|e)\b", "einer"),
    (r"\b(?:an?|einem|einer|ein)? ?(?:half(?: an?)?|halben|halbes) (?:year|jahr)\b", " 6 monate"),
    (r"\b(?:1[.,]5|one and a half|anderthalb|eineinhalb) (?:jahren?|years)\b", "18 monate"),
    (rf"\bin (\w+ (?:wochen|weeks)) (?:am |on )?({_GERMAN_DAYS}|[a-z]+day)\b", r"\2 in \1"),
    (r"^week (?=from )", "1 week "),
    (r"\bnext month (?:the )?([0-9]{1,2}(?:th|st|nd|rd))\b", r"\1 of next month"),
    (r"\blater this (?=morning|afternoon|evening)", "this "),
    (r"\b(tomorrow|morgen|[a-z]+day) (?:early|ganz fruh)\b", r"\1 morning"),
    (r"\b(?:nochmal|noch mal|again|wieder)$", ""),
    (r"\bat ([0-9]{1,2}) and ([0-9]{2})\b", r"at \1:\2"),
    (r"\bfollowing (?=[a-z]+day\b)", ""),
    (r"\b([0-9]{1,2}) and (?:a )?half\b(?! hours?| days?| weeks?)", r"half past \1"),
    (r"\b(?:1[.,]5|one and a half|anderthalb|eineinhalb) (?:stunden|hours|hrs?|h)\b", "90 min"),
    (r"\b(?:an|1|one) hour and a half\b", "90 min"),
    (r"\b(?:einer? )?dreiviertel ?stunde\b|\bthree quarters of an hour\b", "45 min"),
    (r"\bdreiviertel (?=[a-z0-9])", "viertel vor "),
    (r"\b(?:einer? )?viertel ?stunde\b|\ba quarter of an hour\b", "15 min"),
    (rf"\b({_GERMAN_MONTHS})woche\b", r"woche \1"),
    (r"\b(?:zwischen den jahren|between the years)\b", "after christmas"),
    (rf"\b(?:between|zwischen) {_CHRISTMAS} (?:and|und) {_NEW_YEAR}\b", "after christmas"),
    (r"\bneue[ns]? jahr(?:es)?\b|\bneujahr\b", "new year"),
    (r"(?<=before )(?:new years eve)\b|(?<=(?:vor|ach) )silvester\b", "new year"),
    (r"\bsummer ?(?:break|holidays?|vacations?|time)\b", "summer"),
    (r"\bsommer(?:ferien|pause|urlaub|zeit|loch)s?\b", "sommer"),
    (r"^(?:(?:sometime|irgendwann|probably|maybe) )?im (?=[a-z])", "in "),
    (r"\bday ([0-9]{1,2})(?= (?:at|um|of)\b|$)", r"\1th"),
    (r"\bso (?=gegen\b|um die\b|ca\b|circa\b|around\b|about\b)", ""),
    (r"^(?:vorhin|eben|earlier),? (?=(?:so )?(?:gegen|um|at|around)\b)", "heute "),
    (
        rf"\b((?:um|gegen|ab) [a-z0-9:.]+(?: uhr)?|[0-9a-z:.]+) am (?={_LONG_GERMAN_DAYS})",
        r"\1 ",
    ),
    (rf"\b(?:alle(?: ore)?|ore|a las) (?=[0-9]{{1,2}}(?![0-9])(?! ?(?:{_GERMAN_UNITS})))", "at "),
    (r"\ba (?=[0-9]{1,2} ?h(?:[0-9]{2}|eures?)?\b)", "at "),
    (r"(?<=[0-9]) ?heures?\b", " h"),
    (r"\b(?:a?pres|pasado)[ -](?:demain|manana)\b", "overmorrow"),
    (rf"\b({_ROMANCE}) (?:prossim[oa]|prochaine?|que viene|proxim[oa])\b", r"next \1"),
    (rf"\b(?:ubernachste|uebernaechste)[nrs]? (?=(?:{_GERMAN_DAYS})\b)", "after next "),
    (r"\bso (?=um .*\b(?:rum|herum)\b)", ""),
    (r"^(?:give|gib) (?:it|him|her|them|us|ihm|ihr|ihnen) (?:another )?", "in "),
    (r"\b(?:any ?time|whenever|irgendwann|rum|herum|doch|erst|schon|noch|ruhig|lieber)\b", " "),
    (r"\balready\b", " "),
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
    (rf"{_AROUND_TIME} (?={_TIME}(?:$| (?:{_DAYS}|today|tomorrow)(?! [0-9]+ week)))", "at "),
    (r"(?<=[0-9] to )([0-9]{1,2}) oclock\b", r"\1"),
    (r"(?<=[0-9] past )([0-9]{1,2}) oclock\b", r"\1"),
    (rf"\b({_DAYS}|today) in (8|14|15) day\b", lambda n: _weeks_from(n[1], n[2])),
    (rf"\b(?:week )?after next ({_DAYS})\b", r"\1 week after next"),
    (rf"\b({_DAYS}) after next\b", r"\1 week after next"),
    (r"\b([0-9]+ (?:day|week|month)) out$", r"in \1"),
    (r"^(?:around|round about|round|about|roughly) (?=[0-9]{1,2}$)", "at "),
    (rf"\bbefore ({'|'.join(MONTH)}) ([0-9]{{1,2}})(?:th)?(?![0-9:.])", r"before \2th \1"),
    (r"\bin (?=[0-9]th\b)", ""),
    (r"(?<![0-9:.])(?!(?:5|10|15|20|25) )([0-9]{1,2}) to ([0-9]{1,2})$", r"\1"),
    (r"\bnoon (?=[0-9]{1,2}[:.][0-9]{2}\b|[0-9]{1,2} (?:oclock|pm)\b)", ""),
    (r"\bbefore holidays\b", "before christmas"),
    (rf"\b({_DAYS}) ([0-9]{{1,2}}) at (?=[0-9])", r"\1 \2th at "),
    (r"\b([1-4])th quarter\b|\bquarter ([1-4])\b", lambda n: f"q{n[1] or n[2]}"),
    (r"^start (?:in )?new year\b", "after new year"),
)  # fmt: skip


def _weeks_from(day: str, days: str) -> str:
    """Return a weekday 'in 8 days' as people count them: a week after it."""
    weeks = "1" if days == "8" else "2"
    return f"in {weeks} week" if day == "today" else f"{weeks} week {day}"
