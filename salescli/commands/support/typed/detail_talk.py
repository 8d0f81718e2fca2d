"""A line about a new deal as it is said: parts between commas, each read by itself where needed.

'960 im Jahr, Messe Kiel, bis Ende Januar' has a value, a source and a close; so has '19k, wants it
before the season starts in April', in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from salescli.commands.support.typed.detail_words import (
    A_MONTH,
    CLOSE,
    SOURCE,
    VALUE,
    DetailReaders,
    named_details,
    shown_detail,
    starts_with_source,
)
from salescli.errors import SalescliError, UsageError
from salescli.text.answer_words import is_none
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

_PARTS = lazy_re(
    r",(?![0-9])\s*|\s*;\s*|\s+[/|\u2013-]\s+|(?<=[a-z0-9])(?<!tsd)(?<!Tsd)\.\s+(?=\S)(?!Quartal"
    r"|[A-Z][a-z]+uar)"
)
_SUM = r"[€$£]?[0-9][0-9.,]*\s?k?"
_RANGE = lazy_re(
    rf"(?:between|zwischen) (?P<low>{_SUM}) (?:and|und) (?P<high>{_SUM})(?!\w)"
    rf"|{_SUM}\s?(?:-|\u2013|to|bis)\s?{_SUM}(?!\w)"
)
_LONGEST_DAY, _LONGEST_AMOUNT = 6, 6  # words
# One of these before a day, or as its first word, says that it is the one to close on.
_LEADS = frozenset(
    {
        *("by", "before", "until", "till", "til", "in", "on", "from", "for", "around", "latest"),
        *("end", "early", "mid", "late", "start", "beginning", "next", "this", "around", "about"),
        *("bis", "vor", "im", "am", "ab", "zum", "gegen", "ende", "mitte", "anfang", "nachste"),
        *("nachsten", "spatestens", "nach", "after", "saisonstart", "start", "golive"),
    }
)
_NAMED = (
    r"(?-i:(?: (?:at|from|bei|von))?(?: [A-ZÄÖÜ][\w-]+){0,3})"
    r"(?: (?:sent|referred|recommended|introduced|told|knows|hat uns|kennt) .*)?"
)
_KNOWN_BY = lazy_re(
    r"(?:(?:by|through|via|durch|von|\u00fcber) )?(?:(?:her|his|my|our|their|a|an|old|ex|former"
    r"|mein|meine|ihr|sein|alter|alte|the)[ -])+"
    rf"(?:[a-z]+ )?(?:brother|sister|friend|buddy|pal|mate|kumpel|colleague|boss|cousin"
    rf"|neighbou?r|wife|husband|uncle|dad"
    r"|mum|father|mother|accountant|lawyer|banker|supplier|steuerberater\w*|lieferant|bruder"
    r"|schwester|freund|freundin|kollege|kollegin|bekannte[rn]?|nachbar\w*"
    rf"|schwager|vater|mutter|mann|frau|customer|kunde|client|partner)(?: in law)?{_NAMED}"
    r"|(?:kunde|kundin|customer|client|patient)\b(?: .*)? (?:sent|recommended|referred|geschickt"
    r"|empfohlen|vermittelt)(?: .*)?"
    rf"|(?:friends?|colleague|bekannte[rn]?|freund(?:in)?|kollege|kollegin) (?:of|von){_NAMED}",
    re.IGNORECASE,
)
_IS = lazy_re(r"^[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)? (?:is|ist|was|war) ")
_ENOUGH = frozenset(
    {
        *("nothing else", "nothing more", "that s it", "thats it", "that s all", "thats all"),
        *("sonst nichts", "mehr nicht", "das wars", "das war s"),
    }
)


def told_details(text: str, readers: DetailReaders) -> Iterator[tuple[str, str]]:
    """Yield each field with the words about it. Raises SalescliError that names what is unclear."""
    if "\u00b7" in text:  # as it is shown
        yield from (
            shown_detail(part.strip(), readers) for part in text.split("\u00b7") if part.strip()
        )
        return
    try:
        yield from _once(named_details(text, readers))
    except SalescliError:
        parts = [part for part in _PARTS.split(text) if part.strip(" ,.;")]
        if A_MONTH.search(text) or '"' in text or "\u201c" in text:
            raise
        yield from [pair for part in parts for pair in _told(part.strip(" ,.;"), readers)]


def _once(named: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return fields with the words about them. Raises UsageError for two sources."""
    pairs = list(named)
    if [key for key, _ in pairs].count(SOURCE) > 1:
        raise UsageError("source is typed twice", fix="type it once")
    return pairs


def _told(part: str, readers: DetailReaders) -> list[tuple[str, str]]:
    """Return what a part says: fields by name, else an amount, a source or a day in a sentence."""
    if is_none(part) or folded(part) in _ENOUGH:
        return []
    words = part.split()
    if len(words) > 1 and starts_with_source(words):
        return [(SOURCE, part)]
    try:
        return _once(named_details(part, readers))
    except SalescliError:
        if two := _RANGE.search(part):
            readers.value(f"{two['low']}-{two['high']}" if two["low"] else two[0])
        ends = range(min(len(words) - 1, _LONGEST_AMOUNT), 0, -1)
        end = next((n for n in ends if readers.key(" ".join(words[:n])) == VALUE), 0)
        if end:
            rest = " ".join(words[end:])
            return [(VALUE, " ".join(words[:end])), *_told(rest, readers)]
        if _KNOWN_BY.fullmatch(_IS.sub("", part)):
            return [(SOURCE, part)]
        if day := _close_within(words, readers):
            return [(CLOSE, day)]
        raise


def _close_within(words: Sequence[str], readers: DetailReaders) -> str:
    """Return the day to close on that a sentence has in it; '' for none."""
    for length in range(min(len(words), _LONGEST_DAY), 0, -1):
        for start in range(len(words) - length, -1, -1):
            run = words[start : start + length]
            lead = {folded(run[0]), *(folded(word) for word in words[max(start - 1, 0) : start])}
            text = " ".join(run).strip(" ,.")
            rest = "".join((*words[:start], *words[start + length :]))
            is_whole = len(words) <= _LONGEST_DAY or not any(map(str.isdigit, rest))
            if not _LEADS.isdisjoint(lead) and is_whole and readers.key(text) == CLOSE:
                return text
    return ""
