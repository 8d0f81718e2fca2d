"""Who is there and who isn't, as it is said: 'only Jan-Ole, Kirsten can't make it'. Pure.

What names people is parted from what says that somebody is not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from salescli.text.lazy_re import lazy_re

_SPLIT = lazy_re(
    r"\s*[,;&\n]\s*(?:(?:but|aber|and|und|sondern)\b\s*)?|\s+(?:and|und|u\.?|but|aber|sondern|plus|n"
    r"|['\u2019]n['\u2019]?)\s+"
    r"|\s+(?=(?:without|ohne|zonder|sans|minus)\s)"
    r"|\s+(?=(?:not|nicht)\s+(?:[A-ZÄÖÜ]|(?:her|him|them|sie|ihn|ihm)\b))"
)
_ONLY = lazy_re(
    r"^(?:(?:diesmal|this time)\s+)?(?:only|just|nur|bloss|bloß|solo|lediglich|diesmal"
    r"|this time|alleen|seulement|uniquement)\s+(?=\w)",
    re.IGNORECASE,
)
_ALONE = lazy_re(r"(?<=\w)\s+(?:only|alone|just|nur|alleine?)$", re.IGNORECASE)
_NOT = lazy_re(
    r"^(?:no,?\s+)?(?:but\s+not|not|nicht|niet|without|ohne|zonder|sans|except(?:\s+for)?|excluding|minus|außer"
    r"|ausser"
    r"|nicht\s+mit|not\s+with|kein|keine)\s+(?=\w)",
    re.IGNORECASE,
)
_ALL_BUT = lazy_re(
    r"^(?P<all>all|all of them|everyone|everybody|both|both of them|alle|beide|the whole team)\s+"
    r"(?:but|except(?:\s+for)?|without|minus|außer|ausser|ohne|bis\s+auf|not)\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_BUT = lazy_re(r"^(all|all of them|everyone|everybody|both|alle|beide) but ", re.IGNORECASE)
_INSTEAD = lazy_re(
    r"[,;]?\s*\b(?:instead\s+of|in\s+place\s+of|rather\s+than|statt|anstatt|anstelle\s+von)\s+"
    r"(?:(?P<they>her|him|them|ihr|ihm|ihnen)(?=\s+(?-i:[A-ZÄÖÜ]))"
    r"|(?P<who>[^,;]+?)(?=$|[,;]|\s+(?:Herrn?|Frau|Mr|Mrs|Ms|Dr)\b))",
    re.IGNORECASE,
)
# What is said of somebody who can't be there.
_ABSENT = lazy_re(
    r"^(?P<who>.+?)\s+(?:can'?t|cannot|can\s+not|won'?t|will\s+not|isn'?t|is\s+not|doesn'?t"
    r"|couldn'?t"
    r"|(?:is|was)\s+(?:ill|sick|away|out|off|busy|at|not|elsewhere|on\s+\w+|in\s+(?:the|a|an"
    r"|another)"
    r"|a\s+no.?show)|no.?showed|didn'?t|wasn'?t|war\s+(?:nicht|krank|auf|im|in|unterwegs|weg)"
    r"|has\s+no\s+time|kann\s+(?:leider\s+|da\s+)*nicht"
    r"|will\s+nicht|kommt\s+(?:leider\s+|doch\s+)*nicht|fällt\s+aus|sagt\s+ab"
    r"|ist\s+(?:leider\s+)?(?:krank|weg|im\s+\w+|nicht\s+da\w*|raus|verhindert|unterwegs)"
    r"|hatt?e?\s+(?:leider\s+)?(?:keine\s+zeit|urlaub|abgesagt)|not|nicht)(?:\s.*)?$"
    r"|^(?P<no_one>.+?)\s+(?:no|nein)$",
    re.IGNORECASE,
)
_PRESENT = lazy_re(
    r"\s+(?:(?:is|are|will\s+be)\s+(?:coming|joining|there|in|on|present)|(?:will\s+)?(?:come"
    r"|join)s?"
    r"|kommt(?:\s+(?:mit|dazu|auch))?|kommen(?:\s+mit)?|(?:both\s+)?made\s+it|were\s+there"
    r"|was\s+there|war(?:en)?(?:\s+(?:auch|noch|mit|eben))*\s+da(?:bei)?|(?:ist|sind)\s+(?:dabei|da|mit\s+dabei)"
    r"|(?:dial+ed|joined|popped|came|showed)(?:\s+(?:in|up|late|early|later|remotely|by\s+phone))+"
    r"|macht\s+mit|is|ist)(?:\s+(?:too|as\s+well|auch))?$"
    r"|\s+(?:for\s+sure|maybe|hopefully|probably|possibly|vielleicht|sicher|wohl|evtl\.?|hoffentlich)$"
    r"|\s+(?:too|as\s+well|auch|instead|stattdessen|dafür)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attendance:
    """What names those who are there, and each who is said not to be."""

    there: str
    absent: tuple[str, ...] = ()


def attendance(text: str) -> Attendance:
    """Return who is there and who isn't, as a text says it; each still as it was typed."""
    text = _BUT.sub(r"\1 except ", text.strip())
    absent = [match["they"] or match["who"] for match in _INSTEAD.finditer(text)]
    text = _INSTEAD.sub(lambda match: ", " if match.start() else "", text).strip(" ,;")
    if not _has_talk(text):
        return Attendance(text, tuple(absent))
    there, is_denied = "", False
    for joint, part in _parts(text):
        is_denied = is_denied and joint.strip() in ("and", "und", "u", "u.", "&")
        if every := _ALL_BUT.match(part):
            there += f"{_written(joint)}{every['all']}"
            absent.append(every["rest"])
            is_denied = True
        elif lead := _NOT.match(part):
            absent.append(part[lead.end() :])
            is_denied = True
        elif is_denied:
            absent.append(part)
        elif missing := _ABSENT.match(part):
            absent.append(missing["who"] or missing["no_one"])
        else:
            there += _written(joint) + _PRESENT.sub("", _ALONE.sub("", _ONLY.sub("", part)))
    return Attendance(there.strip(" ,;"), tuple(absent))


def _written(joint: str) -> str:
    """Return a joint as it separates people: a title may stand behind a comma alone."""
    return ", " if joint.strip() == "," else "; "


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands between the joints, each with the joint before it."""
    start, joint = 0, ""
    for match in (*_SPLIT.finditer(text), None):
        end = match.start() if match else len(text)
        if part := text[start:end].strip():
            yield joint, part
        if match:
            start, joint = match.end(), match[0]


def _has_talk(text: str) -> bool:
    """Return whether any part of a text says who is there, or not, in more words than a name."""
    return any(
        form.search(part)
        for part in _SPLIT.split(text)
        for form in (_ONLY, _ALONE, _NOT, _ALL_BUT, _ABSENT, _PRESENT)
    )
