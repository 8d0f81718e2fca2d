"""Two days or times in one text: 'mon or tue' is a choice, '10-11:30' a time with its end."""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re

_OR = lazy_re(r"\s+(?:or|oder)\s+|(?<=[a-z])\s?/\s?(?=[a-z])")
_TIME = r"(?:[01]?[0-9]|2[0-4])(?:[:.][0-5][0-9])?"
_HALF = r"(?: ?(?:am|pm|uhr|h|o'?clock)\b)?"
_UNTIL = lazy_re(
    rf"(?<![0-9./:-])(?P<from>(?:from|von|between|zwischen|zw\.?) )?"
    rf"(?P<first>{_TIME})(?P<half>{_HALF})"
    rf" ?(?P<joint>-|to|till?|until|bis|and|und) ?(?P<last>{_TIME})(?P<half2>{_HALF})"
    r"(?![0-9./:-]| ?(?:th|st|nd|rd|days?|weeks?|months?|tage?n?|wochen)\b)"
)
_BEHIND_DAY = lazy_re(r"[a-z]{2,}[.,]? ?$|[0-9]{4}[.,]? $|[0-9][.,] $|[0-9]th,? $")


def alternatives(words: str) -> list[str]:
    """Return the parts of plain words, each of which may be a day by itself: 'mon or tue'."""
    return _OR.split(words)


def without_end(words: str) -> str:
    """Return plain words with a time in place of one from it to another; '' for none such."""
    match = _UNTIL.search(words)
    if match is None or not _is_span(match):
        return ""
    first, half = match["first"], match["half"]
    later = match["half2"].strip()
    if not half and later in ("am", "pm"):
        hour, last = (int(re.split("[:.]", text)[0]) % 12 for text in (first, match["last"]))
        half = later if hour <= last else {"pm": "am", "am": "pm"}[later]
    return f"{words[: match.start()]}{first} {half.strip()} {words[match.end() :]}".strip()


def _is_span(match: re.Match[str]) -> bool:
    """Return whether two numbers are times: they could be a day and a month, or ten to four."""
    is_exact = ":" in match["first"] + match["last"] or match["half"]
    is_dash = match["joint"] in ("-", "till", "til", "until", "bis")
    before = match.string[: match.start()]
    if match["joint"] in ("and", "und") and not match["from"]:
        return False
    has_day = bool(_BEHIND_DAY.search(before))
    return bool(match["from"] or is_exact or (is_dash and (match["half2"] or has_day)))
