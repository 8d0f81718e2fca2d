"""What is answered about somebody new: their role or title, their address or phone number."""

from __future__ import annotations

import re
from contextlib import suppress

from salescli.commands.support import arguments
from salescli.commands.support.subject import Subject
from salescli.domain.people.address_text import read_address
from salescli.domain.people.person_titles import is_title
from salescli.domain.people.person_words import clause_about, is_day, without_possessive
from salescli.errors import SalescliError, UsageError
from salescli.text.answer_words import behind_no, is_none
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded, nearest
from salescli.text.yes_words import has_no, says_yes

_PHONE = lazy_re(r"\+?\(?[0-9][0-9 ()/.\u00a0-]{5,}[0-9]")
# What somebody does, in a title's place: 'he cooks', 'er kocht'.
_VERB = lazy_re(r"[a-zäöü]{2,}(?:[^s]s|t)$")
_ROLE = "as in: owner, or head chef"
_LONGEST = 6  # words of a title
_LIKE = 0.75  # how like a role a slip of it is
_BEHIND = lazy_re(r"\s*[,;(]\s*|\s+[\u2013-]\s+")


def role_answered(text: str, subject: Subject) -> tuple[str, str]:
    """Return the role that an answer means, and the title that it says instead; '' for neither.

    Raises SalescliError.
    """
    if is_none(text):
        return "", ""
    if rest := behind_no(text):
        return _role_or_none(rest, subject)
    with suppress(SalescliError):
        return arguments.role(text, subject), ""
    first = _BEHIND.split(text)[0]
    bare = without_possessive(first).strip()
    clause = clause_about(bare)
    if bare != text.strip() or clause:
        says_little = (
            clause and len(clause.split()) == 1 and not (_VERB.search(clause) or is_title(clause))
        )
        if says_little or text.rstrip().endswith("?"):
            raise UsageError(f"'{text}' is no role and no title", fix=_ROLE)
        return role_answered(clause or bare, subject)
    _check_is_title(text, subject)
    return "", bare


def _check_is_title(text: str, subject: Subject) -> None:
    """Raise SalescliError for words that are kept as no title: a slip of a role, a day, a yes."""
    words = folded(text).split()
    known = {folded(name) for role in subject.process.roles for name in (role.id, role.title)}
    heads = {word for name in known for word in (name, name.split()[0])}
    is_slip = nearest(" ".join(words), heads, _LIKE)
    if is_slip or (len(words) < 3 and says_yes(text) and not is_title(text)):
        arguments.role(text, subject)  # refuses it
    is_word = 0 < len(words) <= _LONGEST and not any(map(str.isdigit, text)) and len(text) > 1
    if not is_word or text.rstrip().endswith("?") or has_no(text) or is_day(text):
        raise UsageError(f"'{text}' is no role and no title", fix=_ROLE)


def _role_or_none(rest: str, subject: Subject) -> tuple[str, str]:
    """Return what stands behind a no, where it is a role or a title: 'none, assistant'."""
    try:
        return role_answered(rest, subject)
    except SalescliError:
        return "", ""


def contact_answered(text: str) -> tuple[str, str]:
    """Return the address and the phone number that an answer gives. Raises UsageError for none."""
    if not text or ("@" not in text and is_none(text)):
        return "", ""
    email = address(text)
    rest = re.sub(r"\S*@\S*", " ", text)
    phone = _PHONE.search(rest)
    if not email and not phone:
        raise UsageError(f"'{text}' is not an email address", fix="as in dana@acme.example")
    return email, phone[0].strip() if phone else ""


def address(text: str) -> str:
    """Return the address that a text gives; '' for none. Raises UsageError."""
    try:
        return arguments.clean(read_address(text))
    except ValueError as error:
        message, _, fix = str(error).partition(": ")
        raise UsageError(message, fix=fix) from None
