"""The text of a file in whatever encoding it is: which one, and what of it was no text."""

from __future__ import annotations

import codecs
import re

from salescli.errors import SalescliError
from salescli.text.lazy_re import lazy_re

_MARKS = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_ESCAPED = lazy_re("[\udc80-\udcff]+")


def file_text(data: bytes, encoding: str = "") -> tuple[str, str, tuple[str, ...]]:
    """Return the text of a file, the name of its encoding, and what was left out or replaced.

    The encoding is the one that was named, else recognised. Raises SalescliError.
    """
    text, name, broken = _named_encoding(data, encoding) if encoding else decoded(data)
    text, notes = _without_nul(text)
    return text, name, (*broken, *notes)


def _named_encoding(data: bytes, encoding: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the text of a file in an encoding that was named. Raises SalescliError."""
    try:
        name = codecs.lookup(encoding).name
        return data.decode(name).removeprefix("\ufeff"), encoding, ()
    except (LookupError, TypeError):
        message = f"--encoding '{encoding}' is not known"
    except UnicodeError:
        message = f"it is not valid {encoding}"
    raise SalescliError(message, fix="as in --encoding utf-8, cp1250 or cp1252")


def _without_nul(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text without its few NUL bytes, and what was left out.

    Raises SalescliError where there are so many that it is no text.
    """
    number = text.count("\0")
    if not number:
        return text, ()
    if number > 0.01 * len(text) + 1:
        raise SalescliError("it is not text, so it can't be CSV", fix="export it as CSV")
    line = text.count("\n", 0, text.index("\0")) + 1
    says = "1 NUL byte was" if number == 1 else f"{number} NUL bytes were"
    return text.replace("\0", ""), (f"{says} left out, the first in line {line}",)


def decoded(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Return the text of a file without its mark, its encoding, and which bytes are not of it.

    UTF-8 where it is valid, or but for a few bytes; UTF-16 where its mark or every second byte says
    so, else the Western one of Windows, which most old exports have. Raises SalescliError for
    UTF-16 that breaks off.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding), _NAMES[encoding], ()
    start = data[:400]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = start[first::2]
        if len(half) > 1 and half.count(0) > 0.6 * len(half) > start[1 - first :: 2].count(0):
            return _decode(data, encoding), _NAMES[encoding], ()
    is_marked = data.startswith(codecs.BOM_UTF8)
    data = data.removeprefix(codecs.BOM_UTF8)
    text = data.decode("utf-8", "surrogateescape")
    odd = _ESCAPED.findall(text)
    if not odd:
        return text, "UTF-8", ()
    if is_marked or len(odd) <= _wide_letters(text):
        return _patched(text, sum(map(len, odd)))
    try:
        return data.decode("cp1252"), "Windows-1252; another one: --encoding", ()
    except UnicodeDecodeError:
        return data.decode("latin-1"), "Latin-1; another one: --encoding", ()


def _wide_letters(text: str) -> int:
    """Return how many letters of a text took more than one byte, each of them valid UTF-8."""
    return len(re.findall("[\x80-\ud7ff\ue000-\U0010ffff]", text))


def _patched(text: str, number: int) -> tuple[str, str, tuple[str, ...]]:
    """Return a text of UTF-8 whose few other bytes are read as the Western encoding has them."""
    first = _ESCAPED.search(text)
    line = text.count("\n", 0, first.start()) + 1 if first else 1
    patched = _ESCAPED.sub(
        lambda match: match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text
    )
    says = "1 byte is" if number == 1 else f"{number} bytes are"
    note = f"{says} no UTF-8 and read as Windows-1252, the first in line {line}"
    return patched, "UTF-8", (note,)


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        raise SalescliError(
            f"line {line} is not valid {_NAMES[encoding]}", fix="export the file again, as UTF-8"
        ) from None
