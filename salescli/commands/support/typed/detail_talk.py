"""A line about a new deal as it is said: parts between commas, each read by itself where needed.

'960 im Jahr, Messe Kiel, bis Ende Januar' has a value, a source and a close; so has '19k, wants it
before the season starts in April', in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from salescli.commands.support.typed.detail_words import (
    A_YEAR,
    CLOSE,
    DETAILS,
    NOTE,
    SOURCE,
    VALUE,
    DetailReaders,
    UnclearDetailError,
    is_field_name,
    is_value_name,
    named_details,
    shown_detail,
    starts_with_source,
)
from salescli.commands.support.typed.yearly_sum import text_for_a_year
from salescli.errors import SalescliError, UsageError
from salescli.text.answer_words import is_bare_none, without_no_idea
from salescli.text.deal_talk import in_field_words, says_little
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

_PARTS = lazy_re(
    r",(?![0-9])\s*|\s*;\s*|\s+[/|\u2013-]\s+|\.{2,}\s*|\n|(?<=[a-z0-9\")])(?<!tsd)(?<!Tsd)\.\s+"
    r"(?=\S)(?!Quartal|[A-Z][a-z]+uar)"
)
_QUOTED = lazy_re('"[^"]*"|\u201c[^\u201d]*\u201d|\\([^()]*\\)')
_SUM = r"[€$£]?[0-9][0-9.,]*\s?k?"
_RANGE = lazy_re(
    rf"(?:between|zwischen) (?P<low>{_SUM}) (?:and|und) (?P<high>{_SUM})(?!\w)"
    rf"|(?<![\w-]){_SUM}\s?(?:-|\u2013|to|bis)\s?{_SUM}(?![\w-])"
)
# An amount that can be nothing else: with the sign of a currency, or in thousands.
_CURRENCY = (
    "\u20ac|\\$|\u00a3|eur(?:os?)?\\b|usd\\b|gbp\\b|chf\\b|sek\\b|dollars?\\b|pounds?\\b|euro\\b"
    "|quid\\b|bucks\\b|pfund\\b|franken\\b"
)
_MONEY = lazy_re(
    rf"(?:\u20ac|\$|\u00a3|(?:eur|usd|gbp|chf) )\s?[0-9][0-9.,']*\s?k?(?!\w)"
    rf"|(?<![\w.,-])[0-9][0-9.,']*\s?(?:k\b|tsd\b|grand\b|(?:k\s?)?(?:{_CURRENCY}))"
    rf"|(?<![\w.,-])[0-9][0-9.,']*\s?k?(?=\s*(?:{A_YEAR}))",
    re.IGNORECASE,
)
_EACH = lazy_re(r"\b(?:x|each|per|je|apiece|ciascuno|chacun)\b|[0-9]x\b", re.IGNORECASE)
_YEARLY = lazy_re(A_YEAR, re.IGNORECASE)
_TITLE, _LISTED = "title", ("competitors", "tags")
_JOINS = {NOTE: "; ", SOURCE: " and ", _TITLE: ", ", **dict.fromkeys(_LISTED, ", ")}
_LONGEST_DAY = 6  # words
# One of these before a day, or as its first word, says that it is the one to close on.
_LEADS = frozenset(
    {
        *("by", "before", "until", "till", "til", "in", "on", "from", "for", "around", "latest"),
        *("end", "early", "mid", "late", "start", "beginning", "next", "this", "around", "about"),
        *("bis", "vor", "im", "am", "ab", "zum", "gegen", "ende", "mitte", "anfang", "nachste"),
        *(
            "nachsten",
            "spatestens",
            "nach",
            "after",
            "saisonstart",
            "start",
            "golive",
            "out",
            "expires",
        ),
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
# 'Partner TLN introduced us': who brought us together.
_SENT_BY = lazy_re(
    r"\b(?:introduced|referred|recommended|connected|sent|brought|tipped|knows?|told|put)\b.{0,30}\b"
    r"(?:us|me|our way|in touch)\b|\b(?:hat|haben|kennt)\b.*\b(?:uns|mich)\b"
    r"|\b(?:called|emailed|mailed|contacted|wrote|approached|rang|googled) us\b",
    re.IGNORECASE,
)
_IS = lazy_re(r"^[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)? (?:is|ist|was|war) ")
_ENOUGH = frozenset(
    {
        *("will fill later", "will fill in later", "fill in later", "will do later", "rest later"),
        *("nothing else", "nothing more", "that s it", "thats it", "that s all", "thats all"),
        *("sonst nichts", "mehr nicht", "das wars", "das war s"),
    }
)


def told_details(text: str, readers: DetailReaders) -> Iterator[tuple[str, str]]:
    """Yield each field with the words about it, and as notes what says nothing of any.

    Raises SalescliError that names what is wrong.
    """
    if "\u00b7" in text:  # as it is shown
        yield from (
            shown_detail(part.strip(), readers) for part in text.split("\u00b7") if part.strip()
        )
        return
    text = text_for_a_year(text, readers.value)
    try:
        whole = list(named_details(text, readers))
        is_clear = len({key for key, _ in whole}) == len(whole)
    except SalescliError:
        is_clear = False
    in_clauses = not is_clear or any(
        next(_parts(value)) != value for key, value in whole if key not in (VALUE, CLOSE)
    )
    yield from _joined(_clauses(text, readers) if in_clauses else whole)


def _parts(text: str) -> Iterator[str]:
    """Yield what stands between commas, full stops and the like, outside of quotes and brackets."""
    hidden = [match.span() for match in _QUOTED.finditer(text)]
    start = 0
    for match in _PARTS.finditer(text):
        if not any(begin < match.start() < end for begin, end in hidden):
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def _clauses(text: str, readers: DetailReaders) -> Iterator[tuple[str, str]]:
    """Yield what each clause says; one that says nothing by itself may go on with a list."""
    last = ""
    for part in filter(None, (part.strip(" ,.;") for part in _parts(text))):
        said = _told(part, readers)
        is_new = [key for key, _ in said] == [NOTE]
        is_name = part[0].isupper() or (last == "tags" and " " not in part)
        if is_new and (last == _TITLE or (last in _LISTED and is_name)):
            said = [(last, part)]
        yield from said
        last = said[-1][0] if said else ""


def _joined(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the fields, of several words about one in which they fit all together."""
    joined: dict[str, str] = {}
    others: list[tuple[str, str]] = []
    for key, text in pairs:
        before = joined.get(key, "")
        if before and (sign := _JOINS.get(key)):
            is_new = text not in before.split(sign)
            joined[key] = f"{before}{sign}{text}" if is_new else before
        elif before:
            others.append((key, text))
        else:
            joined[key] = text
    return [*joined.items(), *others]


def _told(part: str, readers: DetailReaders) -> list[tuple[str, str]]:
    """Return what a clause says: fields by name, else an amount, a source or a day within it.

    With a note of all of it where there is more in it than that.
    """
    part = without_no_idea(part)
    if not part or is_bare_none(part) or folded(part) in _ENOUGH:
        return []
    words = part.split()
    if len(words) > 1 and starts_with_source(words):
        return [(SOURCE, part)]
    error: SalescliError | None = None
    try:
        said = list(named_details(part, readers))
        if len({key for key, _ in said}) == len(said):
            return said
    except UnclearDetailError as unclear:
        error = unclear if len(words) == 1 and is_field_name(part) else None
    except SalescliError as wrong:
        error = wrong
    if two := _RANGE.search(part):
        readers.value(f"{two['low']}-{two['high']}" if two["low"] else two[0])
    if _KNOWN_BY.fullmatch(_IS.sub("", part)) or _SENT_BY.search(part):
        return [(SOURCE, part)]
    said = _within(part, readers)
    is_vague = len(words) > 1 and is_value_name(words[0]) and not any(map(str.isdigit, part))
    if error and [key for key, _ in said] == [NOTE] and not is_vague:
        raise error
    return said


def _within(part: str, readers: DetailReaders) -> list[tuple[str, str]]:
    """Return the amount and the day that a sentence has in it, and the sentence as a note."""
    said = []
    amounts = () if _EACH.search(_YEARLY.sub("", part)) else _MONEY.finditer(part)
    values = [m[0].strip() for m in amounts if _is_value(m[0], readers)]
    if len({*map(readers.value, values)}) > 1:
        raise UsageError(f"'{part}' has two amounts", fix=f"type the one that counts: {DETAILS}")
    if amount := next(iter(values), ""):
        said.append((VALUE, amount))
    rest_of_it = part.replace(amount, " ") if amount else part
    if day := _close_within(rest_of_it.split(), readers):
        said.append((CLOSE, day))
    words = set(folded(" ".join(text for _, text in said)).split())
    rest = [word for word in in_field_words(part).split() if not (says_little(word) and said)]
    is_all = bool(said) and set(folded(" ".join(rest)).split()) <= words
    return said if is_all else [*said, (NOTE, part)]


def _is_value(text: str, readers: DetailReaders) -> bool:
    return readers.key(text.strip()) == VALUE


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
