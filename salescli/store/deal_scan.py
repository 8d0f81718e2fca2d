"""Which deal files may have some words, by their bytes alone: far quicker than reading them.

Nothing that has the words is left out; what may be there that the bytes don't show is let through.
So it is with how new a file's entries may be.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from math import inf

from salescli.store.book import Book
from salescli.store.cache.deal_states import deal_states
from salescli.store.cache.word_table import WordTable
from salescli.store.deal_loader import deal_handles
from salescli.store.files.read import read_file
from salescli.text.matching import folded

# An escape that stands for a letter, or a backslash that joins two lines of a text.
_HIDING = re.compile(rb"\\(?![\"ntbfr\\])")
# When an entry was, or what looks like that.
_AT = re.compile(rb"""at["']?\s*=\s*["']?(\d{4}-\d\d-\d\d(?:[t ][\d:.]+(?:z|[+-]\d\d:\d\d)?)?)""")
_EPOCH = date(1970, 1, 1).toordinal()
_ASCII = bytes(range(128))


def deals_with(book: Book, words: Collection[str]) -> list[tuple[float, str]]:
    """Return the deals that may have all of some folded words, by handle or file, the newest first.

    In front of a handle stands a timestamp that none of its entries is later than. A file that
    can't be opened is let through: whoever reads it says why.
    """
    return sorted(_deals_with(book, words), key=lambda deal: (-deal[0], deal[1]))


def _deals_with(book: Book, words: Collection[str]) -> Iterator[tuple[float, str]]:
    needles = [(word, word.encode()) for word in words]
    folder = str(book.deals)
    table = WordTable(str(book.root), words, deal_states(book))
    for handle in deal_handles(book):
        if table.knows(handle):
            latest = table.latest(handle)
        else:
            try:
                data = read_file(f"{folder}{os.sep}{handle}.toml").lower()
            except OSError:
                yield inf, handle
                continue
            latest = _latest_with(needles, handle, data)
            table.add(handle, latest)
        if latest is not None:
            yield latest, handle
    table.save()


def _latest_with(needles: Iterable[tuple[str, bytes]], handle: str, data: bytes) -> float | None:
    """Return a timestamp that no entry of a file is later than; None where it lacks the words."""
    left = [word for word, needle in needles if needle not in data]
    return None if left and not _may_have(handle, data, left) else _latest(data)


def deals_with_any(book: Book, words: Collection[str], handles: Iterable[str]) -> set[str]:
    """Return those of some deals that may have one or more of some folded words, by handle or file.

    A file that can't be opened is let through: whoever reads it says why.
    """
    needles = [(word, word.encode()) for word in words]
    folder = str(book.deals)
    found = set()
    for handle in handles:
        try:
            data = read_file(f"{folder}{os.sep}{handle}.toml").lower()
        except OSError:
            found.add(handle)
            continue
        if any(needle in data or _may_have(handle, data, (word,)) for word, needle in needles):
            found.add(handle)
    return found


def is_before(latest: float, day: date) -> bool:
    """Return whether entries that are no later than such a timestamp were all before a day."""
    return latest < (day.toordinal() - _EPOCH - 1) * 86_400


def _latest(data: bytes) -> float:
    """Return a timestamp that no entry of a file is later than."""
    times = _AT.findall(data)
    if not times or (b"\\" in data and _HIDING.search(data)):
        return inf
    try:
        # What is earlier by more than two days is earlier in any zone.
        first = date.fromisoformat(max(times)[:10].decode()) - timedelta(days=2)
        return max(_timestamp(time) for time in times if time >= first.isoformat().encode())
    except (ValueError, OverflowError):
        return inf


def _timestamp(text: bytes) -> float:
    """Return a time as a timestamp; of a day, or in no zone, when that day is over everywhere."""
    at = datetime.fromisoformat(text.decode().upper())
    return at.timestamp() if at.tzinfo else (at.toordinal() - _EPOCH + 2) * 86_400.0


def _may_have(handle: str, data: bytes, words: Collection[str]) -> bool:
    """Return whether words that the small letters of a file lack may be there all the same."""
    if b"\\" in data and _HIDING.search(data):
        return True
    text = data + b" " + folded(handle).encode()
    for letter in set(data.translate(None, _ASCII).decode("utf-8", "replace")):
        text = text.replace(letter.encode(), _plain(letter))
    return all(word.encode() in text for word in words)


@lru_cache(maxsize=4096)
def _plain(letter: str) -> bytes:
    """Return a letter beyond ASCII folded, without what `folded` takes for a blank."""
    return folded(letter).replace(" ", "").encode()
