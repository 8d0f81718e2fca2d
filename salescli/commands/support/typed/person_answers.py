"""What is answered about somebody new: their role or title, their address or phone number."""

from __future__ import annotations

import re

from salescli.commands.support import arguments
from salescli.commands.support.subject import Subject
from salescli.domain.people.address_text import read_address
from salescli.domain.people.person_titles import is_title
from salescli.domain.people.person_words import clause_about, is_relation, without_possessive
from salescli.errors import SalescliError, UsageError
from salescli.text.answer_words import behind_no, is_none
from salescli.text.lazy_re import lazy_re

_PHONE = lazy_re(r"\+?\(?[0-9][0-9 ()/.\u00a0-]{5,}[0-9]")
# What somebody does, in a title's place: 'runs the office'.
_DOES = lazy_re(
    r"(?:runs|does|makes|keeps|handles|leads|manages|heads|macht|führt|leitet|betreut) \S.{1,40}"
)
_BEHIND = lazy_re(r"\s*[,;(]\s*|\s+[\u2013-]\s+")


def role_answered(text: str, subject: Subject) -> tuple[str, str]:
    """Return the role that an answer means, and the title that it says instead; '' for neither.

    Raises SalescliError.
    """
    if is_none(text):
        return "", ""
    if rest := behind_no(text):
        return _role_or_none(rest, subject)
    try:
        return arguments.role(text, subject), ""
    except SalescliError:
        first = _BEHIND.split(text)[0]
        bare = without_possessive(first).strip()
        if bare != text.strip():
            return role_answered(bare, subject)
        if clause := clause_about(bare):
            return role_answered(clause, subject)
        if not (is_title(bare) or is_relation(bare) or _DOES.fullmatch(bare)):
            raise
        return "", bare


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
