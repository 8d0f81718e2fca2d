"""A title that stands before a name: 'his CTO, Jane Roe'; 'the secretary, Frau Hansen'. Pure."""

from __future__ import annotations

import re

from salescli.domain.people.person_sentence import TOLD
from salescli.domain.people.person_titles import is_title
from salescli.domain.people.person_words import without_possessive
from salescli.text.lazy_re import lazy_re

_THEIRS = lazy_re(
    r"((?:\b(?:her|his|their|our|the|ihr|sein|der|die|le|la|il)e?[mnr]?|[A-Z]\w+['\u2019]s)"
    r" [\w-]+),\s+(?=[A-Z][a-z])"
)
_BEFORE_COURTESY = lazy_re(
    r"(?P<lead>^|\b(?:and|und|with|mit|plus)\s+)"
    r"(?P<title>(?:(?!\b(?:and|und|with|mit|plus)\b)[^,;:])+?)\s*[,:]?\s+"
    r"(?=(?:Frau|Herrn?|Mr|Mrs|Ms|Dr)\b\.?\s*[A-ZÄÖÜ])"
)
# 'Front desk was Tina'.
_WAS = lazy_re(
    r"(?<![\w'\u2019])(?!(?:my |the |his |her )?(?:contact|name|guy|man|woman|owner's)\b)"
    r"(?P<title>(?-i:[a-z]|^[A-Z](?=\w+ [a-z]))[\w -]{2,30}?) (?:was|is|ist|war|heißt|hieß) "
    r"(?P<name>(?-i:[A-ZÄÖÜ])\w+(?: (?-i:[A-ZÄÖÜ])\w+)*)(?=\s*(?:$|[,;(]))"
)
# 'Old mate of mine, Rich Tully'.
_IN_WORDS = lazy_re(
    r"(?:^|(?<=; ))(?P<title>[a-z][\w'-]*(?: [a-z][\w'-]*){3,6}), (?P<name>[A-Z]\w+(?: [A-Z]\w+)+)"
)
_TWO_TITLES = lazy_re(r"(?<=[, ])([^\W\d_]{3,})/([^\W\d_]{3,})\b")
_LONGEST = 3  # words of a title that isn't known as one


def title_with_name(text: str) -> str:
    """Return a text whose titles before a name stand there without a comma, as one with it."""
    if TOLD.search(text) is None:  # what somebody said of another stays as it was typed
        text = _WAS.sub(r"\g<name> (\g<title>)", text)
    text = _TWO_TITLES.sub(_comma_between, text)
    text = _IN_WORDS.sub(r"\g<name> (\g<title>)", text)
    return _BEFORE_COURTESY.sub(_with_article, _THEIRS.sub(r"\1 ", text))


def _comma_between(match: re.Match[str]) -> str:
    return f"{match[1]}, {match[2]}" if is_title(match[1]) else match[0]


def _with_article(match: re.Match[str]) -> str:
    title = match["title"]
    bare = without_possessive(title)
    if not is_title(bare) and (bare == title or len(bare.split()) > _LONGEST):
        return match[0]
    return f"{match['lead']}{title if title != bare else f'the {title}'} "
