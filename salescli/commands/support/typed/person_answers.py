"""What is answered about somebody new: their role or title, their address or phone number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress

from salescli.commands.support import arguments
from salescli.commands.support.subject import Subject
from salescli.domain.people.address_text import read_address, without_address
from salescli.domain.people.name_checks import is_day
from salescli.domain.people.person_titles import is_title
from salescli.errors import SalescliError, UsageError
from salescli.text.answer_words import behind_no, is_bare_none, is_none, without_no_idea
from salescli.text.hedges import without_hedges
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded, nearest
from salescli.text.yes_words import has_no, says_yes

_PHONE = lazy_re(
    r"\+?\(?[0-9][0-9 ()/.\u00a0-]{5,}[0-9]"
    r"(?:,? ?(?:ext\.?|extension|durchwahl|dw|x) ?[0-9]{1,5})?",
    re.IGNORECASE,
)
# Said with an address or a number, and nothing besides.
_BESIDE = frozenset(
    {
        *(
            "it",
            "s",
            "its",
            "is",
            "i",
            "ist",
            "the",
            "a",
            "her",
            "his",
            "their",
            "my",
            "our",
            "and",
        ),
        *("or", "und", "email", "e", "mail", "adresse", "address", "mailto", "no", "phone", "tel"),
        *("telephone", "telefon", "mobile", "mobil", "cell", "handy", "number", "nummer", "call"),
        *("only", "just", "but", "got", "have", "don", "t", "dont", "haven", "havent", "haben"),
        *("habe", "hab", "nur", "aber", "keine", "kein", "sie", "er", "she", "he", "ihre", "seine"),
        *("ring", "him", "them", "use", "one", "reach", "best", "unter", "auf", "under", "via"),
        *("on", "at", "to", "try", "maybe", "probably", "yes", "ja", "for", "me", "direct"),
    }
)
_DOES = lazy_re(r"[a-z\u00e4\u00f6\u00fc]{2,}(?:[^s]s|t)$").search  # 'he cooks', 'er kocht'
_ASKING = frozenset(
    {"is", "are", "what", "who", "why", "which", "was", "wer", "wie", "how", "does"}
)
_ROLE = "as in: owner, or head chef"
_LONGEST = 14  # words of a title
_LIKE = 0.75  # how like a role a slip of it is
_PARTS = lazy_re(
    r"\s*[,;()/+&.]\s*|\s+[\u2013-]\s+|\s+(?:and|und|but|aber|e|et|en|who|that|which)\s+"
)
_IS = r"(?:s?he|they|er|sie|es)(?:'s|s)?(?: (?:is|are|ist|war|was))?"
_SAYS_LITTLE = lazy_re(rf"{_IS} [\w-]+", re.IGNORECASE)  # 'he is nice'
_SELF = lazy_re(r"\s+(?:himself|herself|selbst|selber|zelf|in person)$", re.IGNORECASE)
_LEAD = lazy_re(
    rf"(?:{_IS}|(?:it'?s|it is|is|ist|c'est|è)|also|auch|just|only|nur|both|as|als|the|an?|her|his"
    r"|their|our|der|die|das|dem|den|ein|ihre?|seine?|unsere?|eine?|la|le|il|de|het|el|een|un|una|une)\s+",
    re.IGNORECASE,
)
_IN_BRACKETS = lazy_re(r"\([^()]*\)")
_DIGITS = 5  # of a second phone number
_OTHERS = frozenset({"the", "a", "an", "is", "both", "of", "it", "also", "i", "he", "she"})


def role_answered(text: str, subject: Subject) -> tuple[str, str]:
    """Return the role that an answer means, and the title that it says besides; '' for neither.

    What says more than a role is the title, as it was typed. Raises SalescliError.
    """
    if is_bare_none(text):
        return "", ""
    if text.rstrip().endswith("?") and not _ASKING.isdisjoint(folded(text).split()[:1]):
        raise _no_role(text)
    bare = _said_of_them(text.replace("\u2019", "'"))
    if not bare or is_bare_none(bare):
        return "", ""
    with suppress(SalescliError):
        return arguments.role(bare, subject), ""
    title = bare[1:-1].strip() if _IN_BRACKETS.fullmatch(bare) else bare
    parts = [part for part in map(_without_lead, _PARTS.split(bare)) if part]
    roles = {part: _role(part, subject) for part in parts if not has_no(part)}
    meant = {role for role in roles.values() if role}
    if len(meant) != 1:
        _check_is_title(text, title, subject, parts)
        return "", title
    more = [part for part in parts if not roles.get(part) and folded(part) not in _OTHERS]
    has_more = more or len([part for part in parts if roles.get(part)]) > 1
    return meant.pop(), _rest(title, parts, roles) if has_more else ""


def _rest(title: str, parts: list[str], roles: Mapping[str, str]) -> str:
    """Return a title without the role itself, where that stands first: 'owner, does the books'."""
    first = parts[0]
    is_bare = folded(first) == folded(roles.get(first, ""))
    if not (is_bare and title.startswith(first)):
        return title
    rest = title[len(first) :].strip(" ,;-+&/")
    return rest[1:-1] if _IN_BRACKETS.fullmatch(rest) else rest


def _role(text: str, subject: Subject) -> str:
    with suppress(SalescliError):
        return arguments.role(text, subject)
    return ""


def _said_of_them(text: str) -> str:
    """Return an answer without what leads to what it says, and how sure it is of that."""
    before = ""
    while text != before:
        before = text
        text = without_hedges(_without_lead(without_no_idea(behind_no(text) or text)))
    return text


def _without_lead(text: str) -> str:
    """Return words without the 'she is', 'her' or 'the' that they begin with."""
    rest = _SELF.sub("", text.strip(" ,;.!&+/-"))
    while (lead := _LEAD.match(rest)) and rest[lead.end() :]:
        rest = rest[lead.end() :]
    return rest


def _check_is_title(text: str, title: str, subject: Subject, parts: Sequence[str]) -> None:
    """Raise SalescliError for words that are kept as no title: a slip of a role, a day, a yes."""
    words = folded(title).split()
    known = {folded(name) for role in subject.process.roles for name in (role.id, role.title)}
    heads = {word for name in known for word in (name, name.split()[0])}
    is_slip = nearest(" ".join(words), heads, _LIKE)
    short = (part for part in parts if len(part.split()) < 3)
    if is_slip or any(says_yes(part) and not is_title(part) for part in short):
        arguments.role(title, subject)  # refuses it
    is_said = _SAYS_LITTLE.fullmatch(text.strip()) and not (is_title(title) or _DOES(title))
    has_digit = len(words) < 3 and any(map(str.isdigit, title))
    is_word = 0 < len(words) <= _LONGEST and not has_digit and len(title) > 1
    is_no = len(words) < 3 and has_no(title)
    if not is_word or is_no or is_said or is_day(title):
        raise _no_role(text)


def _no_role(text: str) -> UsageError:
    return UsageError(f"'{text}' is no role and no title", fix=_ROLE)


def contact_answered(text: str, name: str = "") -> tuple[str, str, str]:
    """Return the address and the phone number that an answer gives, and what else it says.

    `name` may stand beside them. Raises UsageError for neither, and for two of one kind.
    """
    has_any = "@" in text or any(map(str.isdigit, text))
    if not text or is_bare_none(text) or (not has_any and is_none(text)):
        return "", "", ""
    email = address(text)
    rest = without_address(without_no_idea(text))
    number = _PHONE.search(rest)
    if not email and not number:
        raise UsageError(
            f"'{text}' is not an email address", fix="as in dana@acme.example; - for none"
        )
    phone = number[0].strip() if number else ""
    rest = " ".join((rest.replace(phone, " ") if phone else rest).split()).strip(" ,;:.<>")
    if sum(map(str.isdigit, rest)) >= _DIGITS:
        raise UsageError(f"'{text}' has two phone numbers", fix="type one of them")
    is_said = set(folded(rest).split()) - _BESIDE - set(folded(f"{name} {email}").split())
    return email, phone, rest if is_said else ""


def address(text: str) -> str:
    """Return the address that a text gives; '' for none. Raises UsageError."""
    try:
        return arguments.clean(read_address(text))
    except ValueError as error:
        message, _, fix = str(error).partition(": ")
        raise UsageError(message, fix=fix) from None
