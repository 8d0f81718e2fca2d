"""A name, parted from the title or the place of work that is written without a comma. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

from salescli.domain.people.person_titles import ABBREVIATIONS, is_title
from salescli.domain.people.person_words import is_capital
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import meant

# Where somebody works: 'Jane Roe from IT'.
_OF = lazy_re(
    r"(.*\S)\s+(?:from|at|in|of|von|van|aus|vom|im|the|our|their|der|die)\s+(?:the\s+|der\s+)?(.+)",
    re.IGNORECASE,
)
# 'Luis Ortega VP of Operations', 'Ana from the purchases'.
_TITLE_OF = lazy_re(r"([A-ZÄÖÜ]\S*(?: [A-ZÄÖÜ]\S*)*?) ((\S+) (?:of|for|der|des|für) \S.*)")
_FROM = lazy_re(
    r"([A-ZÄÖÜ]\S*(?: [A-ZÄÖÜ]\S*)*) (?:from|at|in|bei|van|chez|aus|von)"
    r" (?:(?:the|der|dem|our|their) )?(?!(?:the|der|dem|den|la|las|los) )([a-z].*)"
)


def is_of_company(words: str) -> bool:
    """Return whether words are a name and where somebody works: 'Eva Lang from finance'."""
    of = _OF.fullmatch(words)
    return of is not None and is_capital(of[1]) and not is_title(of[1])


def without_title(name: str, roles: Mapping[str, str]) -> tuple[str, str]:
    """Return a name without the title or the role that ends it, and that: 'Marta Bianchi CFO'."""
    if (parted := _TITLE_OF.fullmatch(name)) and is_title(parted[3]):
        return parted[1], parted[2]
    of = _OF.fullmatch(name)
    if of is not None and (is_title(of[2]) or len(meant(of[2], roles)) == 1):
        return of[1], of[2]
    if parted := _FROM.fullmatch(name):
        return parted[1], parted[2]
    before, _, last = name.rpartition(" ")
    is_detail = last in ABBREVIATIONS or (last in roles and len(before.split()) > 1)
    return (before.strip(" ,:-"), last) if before and is_detail else (name, "")
