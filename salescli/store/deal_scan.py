"""Which deal files may have some words, by their bytes alone: far quicker than reading them.

Nothing that has the words is left out; what may be there that the bytes don't show is let through.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from salescli.store.book import Book
from salescli.store.deal_loader import deal_handles
from salescli.store.files.read import read_file
from salescli.text.matching import folded

# An escape that stands for a letter, or a backslash that joins two lines of a text.
_HIDING = re.compile(rb"\\(?![\"ntbfr\\])")
_ASCII = bytes(range(128))


def handles_with(book: Book, words: Collection[str]) -> Iterator[str]:
    """Yield the handles of the deals that may have all of some folded words, by handle or file.

    A file that can't be opened is let through: whoever reads it says why.
    """
    needles = [(word, word.encode()) for word in words]
    folder = str(book.deals)
    for handle in deal_handles(book):
        try:
            data = read_file(f"{folder}{os.sep}{handle}.toml").lower()
        except OSError:
            yield handle
            continue
        left = [word for word, needle in needles if needle not in data]
        if not left or _may_have(handle, data, left):
            yield handle


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
