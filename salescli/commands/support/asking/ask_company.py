"""What is typed for a company beside its name: 'Roast n Co, 12k, instagram', as it is offered.

Only somebody at a terminal is asked; elsewhere the whole text is the name.
"""

from __future__ import annotations

from dataclasses import replace

from salescli.commands.support.asking.deal_details import (
    detail_readers,
    details_meaning,
    with_details,
)
from salescli.commands.support.session import Session
from salescli.commands.support.typed.detail_words import (
    CLOSE,
    SOURCE,
    VALUE,
    DetailReaders,
    field_named,
    starts_with_source,
)
from salescli.errors import SalescliError
from salescli.flags.day.add import AddFlags
from salescli.prompts import Asker
from salescli.text.lazy_re import lazy_re

_PARTS = lazy_re(r",(?![0-9])\s*")
_AMOUNT = lazy_re(r"[0-9]{3}|[0-9]\s?k\b|[€$£]|[0-9] ?(?:eur|usd|gbp|chf|grand|tsd)")
_BEGINS = (VALUE, CLOSE, SOURCE)


def company_apart(flags: AddFlags, session: Session) -> AddFlags:
    """Return the flags with what stands behind a company's name as fields, if that is confirmed."""
    after = with_name_apart(flags, session)
    if after == flags:
        return flags
    shown = details_meaning(flags, after, session).replace(" \u00b7 ", ", ")
    is_first = next(key for key in after.header if key not in flags.header) == VALUE
    question = f"{after.company[0]}: {'value ' if is_first else ''}{shown}?"
    is_meant = Asker({}, lambda _: None).confirm("apart", question, default=True)
    return after if is_meant else flags


def with_name_apart(flags: AddFlags, session: Session) -> AddFlags:
    """Return the flags with fields that are typed behind the company's name; as they are, without.

    'Müller, Schmidt & Co' and 'Studio 54' are names as a whole.
    """
    text = " ".join(flags.company)
    readers = detail_readers(session)
    name, details = _by_field(text, readers) or _by_commas(text, readers) or (text, "")
    if not details:
        return flags
    try:
        after = with_details(replace(flags, company=(name,)), details, session)
    except SalescliError:
        return flags
    is_kept = all(after.header[key] == value for key, value in flags.header.items())
    return after if is_kept and _has_fields(flags, after) else flags


def _has_fields(before: AddFlags, after: AddFlags) -> bool:
    return any(key in _BEGINS and key not in before.header for key in after.header)


def _by_field(text: str, readers: DetailReaders) -> tuple[str, str] | None:
    """Return name and details of 'Rösterei Vogel value 7.5k source messe'; None without a field."""
    words = text.split()
    for place, word in enumerate(words[1:-1], 1):
        key = field_named(word.rstrip(":=")) if word.islower() else ""
        said = words[place + 1 :]
        if key == SOURCE and starts_with_source(said[:1]):
            return " ".join(words[:place]).rstrip(" ,;:"), " ".join(words[place:])
        runs = (" ".join(said[:end]).strip(",;") for end in range(1, min(len(said), 4) + 1))
        if key in (VALUE, CLOSE) and any(readers.key(run) == key for run in runs):
            return " ".join(words[:place]).rstrip(" ,;:"), " ".join(words[place:])
    return None


def _by_commas(text: str, readers: DetailReaders) -> tuple[str, str] | None:
    """Return name and details of 'Roast n Co, ilkley, 12k'; None where no part is a detail."""
    first, *parts = _PARTS.split(text)
    details = [part for part in parts if _is_detail(part, readers)]
    is_sure = any(not part[0].isupper() for part in details)
    if not details or not is_sure or not first.strip():
        return None
    name = ", ".join((first, *(part for part in parts if part not in details)))
    return name, ", ".join(details)


def _is_detail(part: str, readers: DetailReaders) -> bool:
    key = readers.key(part) if part.strip() else ""
    return key in (CLOSE, SOURCE) or (key == VALUE and bool(_AMOUNT.search(part.casefold())))
