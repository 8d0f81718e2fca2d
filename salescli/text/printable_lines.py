"""Whether long texts can be shown as they are. Light on purpose: the short way loads it."""

from __future__ import annotations

_PLAIN = bytes(range(0x20, 0x7F)) + b"\n"


def are_printable(text: str) -> bool:
    """Return whether a text is printable but for the ends of its lines.

    What is plain is taken out as bytes first, which is quicker than to look at each character.
    """
    others = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return not others or others.decode("utf-8", "surrogatepass").isprintable()
