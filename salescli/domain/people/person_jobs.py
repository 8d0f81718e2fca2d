"""A name with a job behind it, and whom somebody works for, told without a comma. Pure.

'helen marsh head of catering' has a title; 'Dave Ogden, reports to Helen Marsh' names two people.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from salescli.domain.people.person_titles import is_title
from salescli.domain.people.person_words import (
    VERBS_OF_SENTENCES,
    is_capital,
    is_relation,
    parted_relation,
    without_article,
)
from salescli.domain.people.role_words import is_whole_role
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

_BETWEEN = lazy_re(r"(\s/\s|[,;&\n]\s*(?:(?:and|und)\s+)?|\s+(?:and|und|plus)\s+)")
_BRACKETED = lazy_re(r"(?P<head>[^()]+?)(?P<tail>(?:\s*\([^()]*\))*\s*)")
_LONGEST = 12  # words of a name with a title
_SHORTEST = 3  # words of a name in two, and a title
_SMALL = frozenset({"van", "von", "de", "der", "den", "di", "da", "el", "al", "la", "le", "ter"})
_COURTESY = frozenset(
    {"frau", "herr", "mr", "mrs", "ms", "miss", "dr", "prof", "signora", "mevrouw"}
)
# What a job begins with: 'area manager', 'Senior Buyer'.
_BEFORE_JOB = frozenset(
    {
        *("area", "account", "project", "office", "shop", "store", "regional", "general", "branch"),
        *(
            "senior",
            "junior",
            "deputy",
            "site",
            "key",
            "kitchen",
            "facility",
            "facilities",
            "plant",
        ),
        *("catering", "bar", "floor", "estate", "estates", "group", "national", "executive"),
    }
)
# Titles that are family names as often.
_NAMES = frozenset(
    {
        "kaufmann",
        "kauffrau",
        "meister",
        "boss",
        "head",
        "chef",
        "geselle",
        "leiter",
        "lead",
        "chief",
    }
)
_NO_NAMES = frozenset(
    {
        *(
            "the",
            "a",
            "an",
            "her",
            "his",
            "their",
            "our",
            "my",
            "from",
            "at",
            "in",
            "of",
            "for",
            "s",
        ),
        *("der", "die", "das", "den", "dem", "ihr", "sein", "ihre", "seine", "aus", "von", "vom"),
        *("she", "he", "they", "we", "i", "it", "sie", "er", "wir", "ich", "to", "with", "mit"),
        *("zu", "bei", "im", "am", "chez", "uit", "bij", "our", "unsere", "no", "yes", "ja", "not"),
    }
)
_WORD = r"[A-ZÄÖÜ][\w'\u2019-]+"
_BOSS = lazy_re(
    r"[,;]?\s+(?:(?:and|who|he|she|they|und|der|die|er|sie)\s+)?"
    r"(?P<does>(?:reports?|reporting|answers) to|work(?:s|ing) (?:for|under)|berichtet an"
    r"|arbeitet für|rapporteert aan|werkt voor)\s+"
    rf"(?P<name>{_WORD}(?: {_WORD}){{0,2}}|[a-zäöü]{{2,}} [a-zäöü]{{2,}}(?=\s*(?:$|[,;(])))"
)
_COMPANY = lazy_re(
    r"gmbh|ag|kg|ltd|llc|inc|co|bv|plc|group|services|the|a|an|her|his|our|their|der|die|das"
    r"|dem|ein|eine|us|school|council|university"
)


def with_jobs(text: str, roles: Mapping[str, str]) -> str:
    """Return a text about people, jobs in brackets behind their names, and bosses by themselves.

    `roles` are ids and titles.
    """
    text = _BOSS.sub(_boss_apart, text)
    return "".join(_with_job(part, roles) for part in _BETWEEN.split(text))


def _boss_apart(match: re.Match[str]) -> str:
    """Return whom somebody works for as a second person; one who is named elsewhere stays."""
    name, text = match["name"], match.string
    is_known = folded(text).split().count(folded(name).split()[0]) > 1
    is_boss = " " in name or "to" in match["does"].split()
    is_company = any(_COMPANY.fullmatch(word) for word in folded(name).split())
    if is_known or is_company or not is_boss or is_title(name):
        return match[0]
    return f" ({match['does']} {name}); {name}"


def _with_job(part: str, roles: Mapping[str, str]) -> str:
    match = _BRACKETED.fullmatch(part)
    if match is None or "@" in part or any(map(str.isdigit, part)):
        return part
    words = match["head"].split()
    if not _SHORTEST <= len(words) <= _LONGEST or parted_relation(match["head"].strip())[1]:
        return part
    end = _name_length(words)
    title = without_article(" ".join(words[end:]))
    if not end or not title or not _is_job(title, roles):
        return part
    lead = match["head"][: len(match["head"]) - len(match["head"].lstrip())]
    return f"{lead}{' '.join(words[:end])} ({title}){match['tail']}"


def _name_length(words: list[str]) -> int:
    """Return how many words belong to a name that a job may stand behind; 0 where it is none."""
    small = [folded(word) for word in words]
    end = 3 if small[0] in _COURTESY or small[1] in _SMALL else 2
    if small[1] in _BEFORE_JOB:
        end = 1
    elif is_capital(" ".join(words[:end])):
        while end < len(words) and not _begins_job(words[end]):
            end += 1
    name = words[:end]
    is_other = any(is_title(word) or is_relation(word) or not _is_name(word) for word in name)
    is_mixed = words[0][0].isupper() and end > 1 and _is_small(words[1])
    is_sentence = not VERBS_OF_SENTENCES.isdisjoint(small) or "is" in small
    return 0 if name[-1] in _SMALL or is_other or is_mixed or is_sentence else end


def _is_name(word: str) -> bool:
    return word.strip(".'-\u2019").replace("-", "").isalpha() and word not in _NO_NAMES


def _is_small(word: str) -> bool:
    return word[0].islower() and word not in _SMALL


def _begins_job(word: str) -> bool:
    return _is_small(word) or folded(word) in _BEFORE_JOB or is_title(word)


def _is_job(title: str, roles: Mapping[str, str]) -> bool:
    first = title.split(maxsplit=1)[0]
    is_name = (title[0].isupper() and folded(title) in _NAMES) or first in _NO_NAMES
    return not is_name and (is_title(title) or is_whole_role(title, roles))
