"""How long something is to last, said beside when: 'fri 10 for 45min', 'eine Stunde lang'. Pure."""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re

_UNIT = r"(?:min(?:ute)?n?s?|hours?|hrs?|stunden?|std|uur)\.?(?![^\W_])"
_SHORT_UNIT = rf"(?:{_UNIT}|h(?![^\W_]))"
_NUMBER = (
    r"(?:[0-9]+(?:[.,][0-9]+)?(?:\s?[-\u2013]\s?[0-9]+)?|half an?|an?|one|two|three"
    r"|(?:eine?r? )?halbe"
    r"|anderthalb|eineinhalb|eine?r?|zwei|drei|three quarters of an|a quarter of an"
    r"|(?:eine?r? )?(?:drei)?viertel)"
)
_ABOUT = r"(?:(?:about|around|roughly|only|just|circa|ca\.?|etwa|nur)\s+)?"
_HALF = r"(?:\s(?:and a half|or so|max))?"
_SAID = lazy_re(
    rf"(?<!\S)(?:(?:for|f\u00fcr|fuer|fur|lasting|voor)\s+{_ABOUT}{_NUMBER}\s?{_SHORT_UNIT}{_HALF}"
    rf"(?:\s(?:long|lang))?|{_NUMBER}\s?{_SHORT_UNIT}{_HALF}\s(?:long|lang))",
    re.IGNORECASE,
)
_BARE = lazy_re(
    rf"(?<=\S)(?<!\bin)(?<!\bover)(?<!\bwithin)(?<!\bby)(?<!\bum)(?<!\bat)(?<!\bafter)(?<!\bnach)"
    rf"(?<!\bvor)(?<!\babout)(?<!\bevery)(?<!\binnerhalb)\s+\(?(?P<length>{_NUMBER}\s?{_UNIT}{_HALF})"
    r"(?!\s*(?:ago|later|from|before|after|earlier|sp\u00e4ter|fr\u00fcher|vorher|nachher|vor|nach"
    r"|hence))",
    re.IGNORECASE,
)


def parted_length(text: str) -> tuple[str, str]:
    """Return a text without how long something is to last, and that; '' where it isn't said."""
    match = _SAID.search(text)
    return _without(text, match.start(), match.end()) if match else (text, "")


def parted_bare_length(text: str) -> tuple[str, str]:
    """Return the same of a number of hours behind words, which may be when: 'call Bo 30 mins'."""
    match = _BARE.search(text)
    return _without(text, match.start("length"), match.end("length")) if match else (text, "")


def _without(text: str, start: int, end: int) -> tuple[str, str]:
    before, after = text[:start].rstrip(" ,;("), text[end:].lstrip(" ,;).")
    return " ".join(filter(None, (before, after))), text[start:end]
