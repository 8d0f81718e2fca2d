"""Handles: the short names of deals and people, safe as file names and on a command line."""

from __future__ import annotations

import re

from salescli.model.text import harmless

_HANDLE = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
_LETTERS = {"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "þ": "th", "œ": "oe"}
_LEGAL_FORMS = {
    *("ag", "as", "bv", "co", "corp", "gmbh", "inc", "kg", "limited", "llc", "ltd", "mbh", "nv"),
    *("oy", "oyj", "plc", "pty", "sa", "sarl", "sas", "se", "spa", "srl", "ug", "ab", "aps"),
}
_LONG = 24  # a handle is typed many times a day
# Names that some file systems keep for devices.
_RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}


def is_handle(text: str) -> bool:
    """Whether a text can be a handle: letters a to z, digits, and . _ - inside."""
    return bool(_HANDLE.fullmatch(text)) and ".." not in text and not is_reserved(text)


def is_reserved(text: str) -> bool:
    """Whether some file system keeps that name for a device."""
    return text.partition(".")[0] in _RESERVED


def folded(text: str) -> str:
    """A name as a file system has it that knows neither case nor how accents are written."""
    import unicodedata

    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def trouble_with(name: str) -> str:
    """Why a name that was given to a file by hand makes trouble elsewhere; nothing where not."""
    if harmless(name) != name:
        return "has characters that can't be shown"
    if name.startswith("-"):
        return "begins with a dash, as flags do"
    if is_reserved(name.lower()):
        return "is one that some file systems keep for a device"
    if set(name) & set('<>:"|?*\\') or name.endswith((" ", ".")):
        return "has characters that some file systems don't take"
    return ""


def slug(text: str) -> str:
    """The handle nearest to a text: 'Müller & Söhne' gives 'muller-sohne'."""
    import unicodedata

    text = "".join(_LETTERS.get(letter, letter) for letter in text[:400].casefold())
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    handle = "-".join(re.findall(r"[a-z0-9]+", plain))[:48].strip("-")
    return f"{handle}-deal" if is_reserved(handle) else handle


def company_handle(company: str) -> str:
    """The handle for a company, its legal form left out: 'Acme GmbH' gives 'acme'."""
    words = slug(company).split("-")
    while len(words) > 1 and (words[-1] in _LEGAL_FORMS or len("-".join(words)) > _LONG):
        words.pop()
    return "-".join(words)
