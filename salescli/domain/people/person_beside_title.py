"""A title that stands beside a name without a comma: 'Tom Roe CFO', 'Legal: Eva Lang'. Pure.

Who is named with one is a person of their own, whoever stands before the comma.
"""

from __future__ import annotations

import re

from salescli.domain.people.person_titles import ABBREVIATIONS, is_title
from salescli.text.lazy_re import lazy_re

_BETWEEN = lazy_re(r"(\s/\s|[,;&\n]\s*(?:(?:and|und)\s+)?|\s+(?:and|und)\s+)")
_LONGEST = 120  # characters of a person with a title
# A capital and a small letter somewhere behind it: looked ahead for, so that a word is read once.
_WORD = r"[A-ZÄÖÜ](?=[\w'\u2019-]*[a-zäöüß])[\w'\u2019-]+"
_NAME = rf"(?P<name>(?:(?:Dr|Prof|Mr|Mrs|Ms|Frau|Herr)\.?\s+)?{_WORD}(?:\s+{_WORD})+)"
_TAIL = r"(?P<tail>(?:\s+<?[^\s<>]+@[^\s<>]+>?)?\s*)"
_BEHIND = lazy_re(rf"\s*{_NAME}\s+(?P<title>[A-Z]{{2,4}}|[a-zäöü]+(?:\s[a-zäöü]+)?){_TAIL}")
_BEFORE = lazy_re(rf"\s*(?P<title>[A-Z]{{2,4}}|[\w-]+(?:\s[\w-]+)?:)\s+{_NAME}{_TAIL}")
_CALLED = lazy_re(
    r"\b(?:some|an?|this|the|ein|eine|einen)\s+(?:guy|man|woman|lady|person|girl|mann|frau|typ)\s+"
    r"(?:called|named|namens)\s+",
    re.IGNORECASE,
)


def titles_in_brackets(text: str) -> str:
    """Return a text about people, the titles beside their names in brackets behind them."""
    return "".join(map(_in_brackets, _BETWEEN.split(_CALLED.sub("", text))))


def _in_brackets(part: str) -> str:
    if len(part) > _LONGEST:
        return part
    match = _BEHIND.fullmatch(part) or _BEFORE.fullmatch(part)
    if match is None:
        return part
    title = match["title"].rstrip(":")
    is_known = title in ABBREVIATIONS or (not title.isupper() and is_title(title))
    if not is_known or any(map(is_title, match["name"].split())):
        return part
    return f"{match['name']} ({title}){match['tail']}"
