"""Commands that a person is shown to copy: a name that stands in one is never more than a name."""

from __future__ import annotations

from salescli.text.lazy_re import lazy_re
from salescli.text.safe_text import harmless

_PLAIN = lazy_re(r"[A-Za-z0-9@%+=:,./_-]+")


def word(text: str) -> str:
    r"""Return the text as one word of a shell, quoted where that is needed.

    What can't be shown as it is stands as its bytes, in the form that bash, zsh and ksh read:
    `$'\x1b'`.
    """
    if _PLAIN.fullmatch(text):
        return text
    if harmless(text) == text:
        from shlex import quote

        return quote(text)
    return f"$'{''.join(map(_escaped, text))}'"


def _escaped(char: str) -> str:
    if char in "'\\":
        return f"\\{char}"
    if char.isascii() and char.isprintable():
        return char
    try:
        raw = char.encode("utf-8", "surrogateescape")  # a byte of a file's name that is no text
    except UnicodeEncodeError:
        raw = char.encode("utf-8", "surrogatepass")
    return "".join(f"\\x{byte:02x}" for byte in raw)


def command(verb: str, *words: str, flags: str = "") -> str:
    """Return a salescli command: `command("log", "acme", "demo")` is `salescli log acme demo`.

    Empty words are left out. `flags` are shell text, to be quoted by the caller; they come first
    where a word begins with a dash, since after `--` nothing is read as a flag.
    """
    named = [text for text in words if text]
    shown = [word(text) for text in named]
    if any(text.startswith("-") for text in named):
        parts = [verb, flags, "--", *shown]
    else:
        parts = [verb, *shown, flags]
    return " ".join(["salescli", *filter(None, parts)])
