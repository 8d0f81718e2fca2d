"""A line about a new deal, parted into the fields that it names: by a word, or by what they are.

An amount is the value, a day or a period the close, `from` and a usual word the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from salescli.domain.deal_fields import FLAGS, singular
from salescli.errors import SalescliError, UsageError
from salescli.text.answer_words import is_bare_none
from salescli.text.deal_talk import in_field_words, is_filler
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded

DETAILS = 'value 12k close end of q1 source referral title "New ovens"'

_FREE = ("title", "company", "note")
_LISTED = ("competitors", "tags")
_CHOSEN = "process"  # it is asked for by itself
VALUE, CLOSE, SOURCE, _SIZE = "value", "close", "source", "employees"
NOTE = "note"  # no field: what is kept in the words in which it was typed
ALIKE = {
    **dict.fromkeys(("worth", "budget", "amount", "price", "preis", "prijs", "prix"), VALUE),
    **dict.fromkeys(("closes", "closing", "deadline"), CLOSE),
    **dict.fromkeys(("from", "via"), SOURCE),
    "size": _SIZE,
    **dict.fromkeys(("wert", "betrag", "summe", "volumen"), VALUE),
    **dict.fromkeys(("abschluss", "abschlussdatum"), CLOSE),
    **dict.fromkeys(("quelle", "herkunft"), SOURCE),
    **dict.fromkeys(("mitarbeiter", "mitarbeiterzahl"), _SIZE),
    **dict.fromkeys(("wettbewerber", "konkurrent", "mitbewerber", "concurrent"), "competitors"),
    "titel": "title",
}
_SOURCES = frozenset(
    {
        *("referral", "recommendation", "inbound", "outbound", "website", "web", "linkedin"),
        *("google", "ads", "newsletter", "conference", "event", "fair", "trade fair", "webinar"),
        *("partner", "network", "word of mouth", "cold call", "cold email", "cold mail", "phone"),
        *("newspaper", "yelp", "ebay", "craigslist", "thumbtack", "flyer", "poster", "tip"),
        *("tipp", "anzeige", "plakat", "innung", "ihk", "handwerkskammer", "stammtisch"),
        *("walk in", "walkin", "twitter", "facebook", "instagram", "youtube", "reddit", "podcast"),
        *("blog", "meetup", "exhibition", "friend", "customer", "existing customer", "seo", "cold"),
        *("product hunt", "hacker news", "school", "alumni", "accelerator", "investor", "advisor"),
        *("empfehlung", "messe", "kaltakquise", "webseite", "partnerschaft", "freund", "bekannte"),
        *("tender", "rfp", "ausschreibung", "gumtree", "checkatrade", "yell", "tiktok", "brochure"),
        *("bestandskunde", "kunde", "laufkundschaft", "mundpropaganda", "internet", "telefon"),
    }
)
_ARTICLE = lazy_re(r"(?:the|an?|our|their|der|die|das|dem|einer|einem)\s+", re.IGNORECASE)
_JOINED_ON = lazy_re(r"[\s,;]+(?:and|und|but|plus)$", re.IGNORECASE)
_NOTED = lazy_re(r"\s*note\b[:=]?(?P<text>.*)", re.IGNORECASE | re.DOTALL)
_TOKEN = lazy_re(r'"([^"]*)"|“([^”]*)”|(\S+)')
_JOINED = lazy_re(r"(\w+)[:=](.+)")
# Behind an amount it is no day to close on: what a year brings is the value, a month isn't.
_UNITS = (
    *("tsd", r"tsd\.", "tausend", "grand", "thousand"),
    *("eur", "euro", "euros", "usd", "chf", "gbp", "quid", "pounds", "bucks", "dollars"),
    *("pfund", "Pfund", "franken", "Franken"),
)
_BEHIND = rf"(?:(?<=[0-9km€$£])|{'|'.join(f'(?<={unit})' for unit in _UNITS)})"
A_YEAR = (
    r"(?:an?|per|each|pro|im|by) (?:year|annum|jahr)|/ ?(?:year|yr|y|jahr)\b"
    r"|p\.? ?a\b\.?|yearly|annually|jährlich|(?:arr|acv)\b|par an\b|per jaar\b|all'anno\b"
)
_A_YEAR = lazy_re(
    rf"{_BEHIND}\s*(?:{A_YEAR}|eenmalig|une (?:seule )?fois|una tantum"
    r"|one[ -]?time\b|one[ -]?off\b|einmalig|flat\b|pauschal)",
    re.IGNORECASE,
)
_SHOWN_ON = frozenset(
    {
        *("ad", "ads", "post", "campaign", "show", "stand", "booth", "anzeige", "beitrag", "event"),
        *("talk", "article", "search", "suche", "gruppe", "group", "page", "seite", "from", "of"),
        *("from", "about", "on", "bei", "im", "am", "unserem", "meinem", "meiner", "my", "our"),
        *("von", "vom", "by", "durch", "in", "at", "the", "der", "die", "auf"),
    }
)

_FROM = frozenset({"from", "by", "via", "von", "vom", "durch"})
_LONGEST_FROM = 4  # words: 'from my brother Tom'


class UnclearDetailError(UsageError):
    """Words that don't say what they are."""


Read = Callable[[str], object]  # raises SalescliError for a text that isn't of the kind


@dataclass(frozen=True, slots=True)
class DetailReaders:
    """What reads an amount, and what reads a day or a period that a deal can close in."""

    value: Read
    close: Read

    def key(self, text: str) -> str:
        """Return the field that a text alone is about; '' where it can't be known."""
        for key, read in ((VALUE, self.value), (CLOSE, self.close)):
            with suppress(SalescliError):
                read(text)
                return key
        return SOURCE if folded(_ARTICLE.sub("", text, count=1)) in _SOURCES else ""


def starts_with_source(words: Sequence[str]) -> bool:
    """Return whether words are a usual source with a name: 'Messe Kiel', 'instagram ad'."""
    heads = (end for end in (3, 2, 1) if folded(" ".join(words[:end])) in _SOURCES)
    end = next(heads, 0)
    rest = words[end:]
    if rest and folded(rest[0]) in _FROM and 1 < len(rest) <= _LONGEST_FROM:
        return bool(end) and not any(map(str.isdigit, "".join(rest)))
    return bool(end) and all(word[0].isupper() or folded(word) in _SHOWN_ON for word in rest)


def named_details(text: str, readers: DetailReaders) -> Iterator[tuple[str, str]]:
    """Yield each field with the words about it. Raises UsageError that names what is unclear."""
    if (note := _NOTED.match(text)) and note["text"].strip():
        yield NOTE, note["text"].strip()
        return
    names, text = _names(), in_field_words(text)
    key, words = "", list[str]()
    tokens = [*_TOKEN.finditer(_A_YEAR.sub("", text))]
    for place, token in enumerate(tokens):
        quoted, plain = token[1] or token[2], token[3] or ""
        word, first = plain.rstrip(":=,"), ""
        if (joined := _JOINED.fullmatch(plain)) and joined[1].lower() in names:
            word, first = joined[1], joined[2]
        begins = not quoted and word.lower() in names
        begins = begins and key != NOTE and not (words and key == SOURCE == names[word.lower()])
        if begins and key == CLOSE and word.lower() == "from":
            after = (other[0] for other in tokens[place + 1 : place + 2])
            begins = readers.key(_text([*words, word, *after])) != CLOSE  # a week from friday
        if begins:
            yield from _fields(key, words, readers)
            key, words = names[word.lower()], [first] if first else []
        elif quoted or key not in ("", VALUE, CLOSE) or not is_filler(plain):
            words.append(quoted or plain)
    yield from _fields(key, words, readers)


def shown_detail(text: str, readers: DetailReaders) -> tuple[str, str]:
    """Return the field of a part as it is shown: 'source Bob', or a value without its name.

    Raises UsageError for another part.
    """
    word, _, rest = text.partition(" ")
    if (key := _names().get(word.rstrip(":").lower())) and rest:
        return key, rest.strip()
    if key := readers.key(text):
        return key, text
    raise _unclear(text)


def _unclear(text: str) -> UnclearDetailError:
    return UnclearDetailError(f"'{text}' doesn't say what it is", fix=f"name it, as in: {DETAILS}")


def is_value_name(word: str) -> bool:
    """Return whether a word names the value."""
    return field_named(word.rstrip(":=")) == VALUE


def field_named(word: str) -> str:
    """Return the field of the header that a word names, in any of its words; '' for none."""
    key = _names().get(word.lower(), "")
    return "" if key == NOTE else key


def is_field_name(word: str) -> bool:
    """Return whether a word names a field, and says nothing about it."""
    return word.lower().rstrip(":=") in _names()


def _names() -> Mapping[str, str]:
    """Return the words that name a field of the header, each with its key."""
    keys = [key for key in FLAGS if key != _CHOSEN]
    named = {**{singular(key): key for key in keys}, **{key: key for key in keys}}
    return {**named, **ALIKE, NOTE: NOTE}


def _fields(key: str, words: list[str], readers: DetailReaders) -> Iterator[tuple[str, str]]:
    """Yield a field that is named, and what stands behind it without a name."""
    value = _text(words)
    if key and words[1:] and folded(words[0]) in ("is", "are", "ist", "sind"):
        words = words[1:]
        value = _text(words)
    if not key:
        yield from _unnamed(words, readers)
    elif not value:
        raise UnclearDetailError(
            f"what is the {key}?", fix=f'write {key} and what it is; "in quotes" if it is a name'
        )
    elif is_bare_none(value) and key not in _FREE:
        return
    elif key in (VALUE, CLOSE, SOURCE):
        yield from _parted(key, words, readers)
    elif key == _SIZE and words[0].strip(",").isdigit():
        yield key, words[0].strip(",")
        yield from _unnamed([word for word in words[1:] if not is_filler(word)], readers)
    elif key in _LISTED and (comma := _other_field(words, readers)):
        yield key, _text(words[:comma])
        yield from _unnamed(words[comma:], readers)
    else:
        yield key, value


def _other_field(words: Sequence[str], readers: DetailReaders) -> int:
    """Return the number of words before a comma behind which an amount or a day stands; 0."""
    ends = (end for end, word in enumerate(words[:-1], 1) if word.endswith((",", ";")))
    return next((end for end in ends if readers.key(_text(words[end:]))), 0)


def _parted(key: str, words: list[str], readers: DetailReaders) -> Iterator[tuple[str, str]]:
    """Yield a field, and fields without a name where the words behind it are some."""
    if key == SOURCE and (comma := _comma_within(words)):
        yield key, _text(words[:comma])
        yield from _unnamed(words[comma:], readers)
        return
    ends = range(1, len(words)) if key == SOURCE else range(len(words) - 1, 0, -1)
    is_whole = readers.key(_text(words)) == key
    for end in () if is_whole else ends:
        if key != SOURCE and readers.key(_text(words[:end])) != key:
            continue
        with suppress(UsageError):
            rest = list(_unnamed(words[end:], readers))
            if any(other == key for other, _ in rest):
                continue
            yield key, _text(words[:end])
            yield from rest
            return
    if key != SOURCE:
        (readers.value if key == VALUE else readers.close)(_text(words))  # refuses what it isn't
    yield key, _text(words)


def _comma_within(words: Sequence[str]) -> int:
    """Return the number of words up to the first comma with more behind it; 0 for none."""
    ends = (end for end, word in enumerate(words[:-1], 1) if word.endswith((",", ";")))
    return next(ends, 0)


def _unnamed(words: Sequence[str], readers: DetailReaders) -> Iterator[tuple[str, str]]:
    """Yield what each run of words is by itself, the longest first."""
    rest = list(words)
    while _text(rest):
        ends = range(len(rest), 0, -1)
        end = next((end for end in ends if readers.key(_text(rest[:end]))), 0)
        if not end:
            _refuse_amount(rest, readers)
            raise _unclear(_text(rest))
        yield readers.key(_text(rest[:end])), _text(rest[:end])
        rest = rest[end:]


def _refuse_amount(words: Sequence[str], readers: DetailReaders) -> None:
    """Raise UsageError for an amount that is wrong by itself: '8-9k'."""
    first = words[0].strip(",;")
    if re.match(r"[€$£]?[0-9].*[0-9km€]$", first) and "/" not in first:
        readers.value(first)


def _text(words: Sequence[str]) -> str:
    return _JOINED_ON.sub("", " ".join(words).strip(" ,;"))
