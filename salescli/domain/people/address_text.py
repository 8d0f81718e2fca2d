"""An address as it is typed: dana@acme.example, `Dana <dana@acme.example>`, dana at acme dot de."""

from __future__ import annotations

import re

from salescli.text.lazy_re import lazy_re

_IN_WORDS = lazy_re(
    r"(?P<name>[\w.+-]+)\s*(?:\(at\)|\[at\]|\s(?:at|ät|arroba|chiocciola|arobase)\s)\s*(?P<domain>[\w-]+(?:\s*(?:\.|\(dot\)|"
    r"\s(?:dot|punkt|punto|point)\s)\s*[\w-]+)+)",
    re.IGNORECASE,
)
_DOT = lazy_re(r"\s*(?:\.|\(dot\)|\s(?:dot|punkt|punto|point)\s)\s*", re.IGNORECASE)
_ADDRESS = lazy_re(r"(?:mailto:)?([^\s<>()\[\],;:@]+@[^\s<>()\[\],;:@]+)")
# A comma in the place of the dot before the last part: 'tim@brunner,de'.
_COMMA = lazy_re(r"([^\s<>()\[\],;:@]+@[\w-]+(?:\.[\w-]+)*)[,;]\s?([a-z]{2,4})(?![\w.@-])")
_SPACED = lazy_re(r"([^\s<>()\[\],;:@]+)\s*@\s*([^\s<>()\[\],;:@]+)")


def slip_in_address(text: str) -> str:
    """Return what an address with a comma in the place of its dot is likely to be; '' for none."""
    slip = _COMMA.search(text)
    is_whole = slip is None or "." in slip[1].rpartition("@")[2]
    return "" if slip is None or is_whole else f"{slip[1]}.{slip[2]}"


def read_address(text: str) -> str:
    """Return the address that a text gives, '' for one without it.

    Raises ValueError with a sentence for one that can't be right, or two.
    """
    if likely := slip_in_address(text):
        raise ValueError(f"'{text}' has a comma in the address: did you mean {likely}?")
    spelt = _IN_WORDS.sub(lambda match: f"{match['name']}@{_DOT.sub('.', match['domain'])}", text)
    found = _ADDRESS.findall(spelt) or ["@".join(two) for two in _SPACED.findall(spelt)]
    if len(found) > 1:
        raise ValueError(f"'{text}' has two addresses: type one of them")
    address = "".join(found).strip(".'\"")
    domain = address.rpartition("@")[2]
    if (
        address.endswith("@")
        or address.startswith("@")
        or ".." in address
        or domain.startswith((".", "-"))
        or domain.endswith("-")
    ):
        raise ValueError(f"'{text}' is not an email address: as in dana@acme.example")
    return address


def without_address(text: str) -> str:
    """Return a text without the address that it gives."""
    spelt = _IN_WORDS.sub(" ", text)
    rest = _ADDRESS.sub(" ", spelt)
    return rest if rest != spelt else _SPACED.sub(" ", spelt)
