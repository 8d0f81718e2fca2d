"""Handles: the short names of deals and people, safe as file names and on a command line.

They are letters of any script, folded: no two of them differ in case, accents' spelling or width.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from salescli.text.matching import LETTERS
from salescli.text.safe_text import fit, harmless, is_unsafe

_LONGEST = 64  # characters; in UTF-8 a file's name has 255 bytes
_MOST_BYTES = 200
_LEGAL_FORMS = {
    *("ag", "as", "bv", "co", "corp", "gmbh", "inc", "kg", "limited", "llc", "ltd", "mbh", "nv"),
    *("oy", "oyj", "plc", "pty", "sa", "sarl", "sas", "se", "spa", "srl", "ug", "ab", "aps"),
}
# What many a company's name begins with: none of them tells one from another.
_KINDS = {
    *("hotel", "restaurant", "cafe", "bar", "bistro", "pizzeria", "trattoria", "ristorante"),
    *("gasthof", "gasthaus", "pension", "backerei", "metzgerei", "konditorei", "eisdiele"),
    *("imbiss", "praxis", "kanzlei", "agentur", "studio", "friseur", "blumen", "autohaus"),
    *("apotheke", "the", "der", "die", "das", "zum", "zur", "am", "la", "il", "bakery", "shop"),
    *("steuerberatung", "ingenieurburo", "architekturburo", "fahrschule", "schreinerei"),
}
_REMEMBERED = 4096  # texts: an import asks for the same companies and products again and again
_LONG = 24  # a handle is typed many times a day
# Names that some file systems keep for devices.
_RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}


@lru_cache(maxsize=_REMEMBERED)
def is_handle(text: str) -> bool:
    """Return whether a text can be a handle: letters of any script, digits, and . _ - inside.

    Letters are small ones, composed: what differs in more than that would be one file on some
    systems and two on others.
    """
    if text != caseless(text) or text != harmless(text) or ".." in text or is_reserved(text):
        return False
    if not 0 < len(text) <= _LONGEST or len(text.encode("utf-8", "replace")) > _MOST_BYTES:
        return False
    inner = all(letter in "._-" or _is_letter(letter) for letter in text)
    return inner and text[0] not in "._-" and text[-1] not in "._-" and not _is_mark(text[0])


def _is_letter(letter: str) -> bool:
    return (letter.isascii() and letter.isalnum()) or (
        not letter.isascii() and _kind(letter) in "LMN"
    )


def _is_mark(letter: str) -> bool:
    return _kind(letter) == "M"


def _kind(letter: str) -> str:
    import unicodedata

    return unicodedata.category(letter)[0]


def is_reserved(text: str) -> bool:
    """Return whether some file system keeps that name for a device."""
    return text.partition(".")[0] in _RESERVED


def caseless(text: str) -> str:
    """Return a name as a file system has it that knows neither case nor how accents are written."""
    import unicodedata

    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def trouble_with(name: str) -> str:
    """Return why a file's name makes trouble on other systems; empty where it makes none."""
    if harmless(name) != name:
        return "has characters that can't be shown"
    if name.startswith("-"):
        return "begins with a dash, as flags do"
    if is_reserved(name.lower()):
        return "is one that some file systems keep for a device"
    if set(name) & set('<>:"|?*\\') or name.endswith((" ", ".")):
        return "has characters that some file systems don't take"
    return ""


@lru_cache(maxsize=_REMEMBERED)
def slug(text: str) -> str:
    """Return the handle nearest to a text: 'Müller & Söhne' gives 'muller-sohne', '日本' stays."""
    safe = "".join(letter for letter in text[:400] if not is_unsafe(letter))
    letters = caseless(safe).translate(LETTERS)
    plain = re.sub("(?<=[a-z0-9])[\u0300-\u036f]+", "", caseless("".join(map(_plain, letters))))
    words = re.findall(r"[^\W_]+(?:[^\W_]|(?<=[^\x00-\x7f])[\u0300-\u0fff])*", plain)
    handle = "-".join(words)[:48].strip("-")
    while len(handle.encode("utf-8", "replace")) > _MOST_BYTES:
        handle = handle[:-1].strip("-")
    if handle and not is_handle(handle) and not is_reserved(handle):
        handle = "-".join(re.findall("[a-z0-9]+", handle))
    return f"{handle}-deal" if is_reserved(handle) else handle


def _plain(letter: str) -> str:
    """Return a letter of ours without its accent; one of another script as it is."""
    import unicodedata

    if letter.isascii():
        return letter
    bare = unicodedata.normalize("NFKD", letter)[0]
    return bare if bare.isascii() else unicodedata.normalize("NFKC", letter)


def company_handle(company: str) -> str:
    """Return the handle for a company, its legal form left out: 'Acme GmbH' gives 'acme'.

    What is too long loses its last words; the one that tells a hotel from others stays.
    """
    words = slug(company).split("-")
    while len(words) > 1 and (words[-1] in _LEGAL_FORMS or len("-".join(words)) > _LONG):
        says_its_own = words[-1] not in _LEGAL_FORMS and _KINDS.issuperset(words[:-1])
        words.pop(0 if says_its_own else -1)
    return "-".join(words)


def typable(handles: Iterable[str], cells: int) -> dict[str, str]:
    """Return each handle as a table shows it that has so many cells for one.

    A longer one ends in '…', and has as much in front of it as tells it from the others: what is
    shown can be typed.
    """
    names = sorted({*handles})
    alike = [_alike(*pair) for pair in pairwise(["", *names, ""])]
    own = (max(before, after) + 1 for before, after in pairwise(alike))
    return {name: _cut(name, most, cells) for name, most in zip(names, own, strict=True)}


def _alike(first: str, second: str) -> int:
    """Return how many letters two names begin with alike."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(first), len(second)))


def _cut(handle: str, least: int, cells: int) -> str:
    if fit(handle, cells) == len(handle):
        return handle
    kept = max(fit(handle, cells - 1), least)
    return handle if kept + 1 >= len(handle) else f"{handle[:kept]}…"
