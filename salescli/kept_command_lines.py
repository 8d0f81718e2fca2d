"""The command lines that the short way takes, read without the command line's library.

It takes what is typed every day and is plain: known flags, each once, with a value where it needs
one, and words.
Whatever else was typed is the command line's, which refuses it where it has to.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Values = dict[str, str | int | bool]

SWITCH, TEXT = "switch", "text"  # what a flag takes, where it isn't a number: that is its least
BOOK = "--book"
_DIGITS = 6  # a number of more is left to the command line

# Each command with its flags: the field that a flag fills, and what it takes.
FLAGS: Mapping[str, Mapping[str, tuple[str, str | int]]] = {
    "next": {
        "--list": ("listed", SWITCH),
        "--mine": ("mine", SWITCH),
        "--process": ("process", TEXT),
        "--days": ("days", 0),
        "--limit": ("limit", 1),
        "--all": ("everything", SWITCH),
        "--brief": ("brief", SWITCH),
        "--exit-code": ("exit_code", SWITCH),
        "--json": ("as_json", SWITCH),
    },
    "check": {
        "--format": ("form", TEXT),
        "--select": ("select", TEXT),
        "--ignore": ("ignore", TEXT),
        "--all": ("everything", SWITCH),
        "--json": ("as_json", SWITCH),
    },
    "list": {
        "--all": ("everything", SWITCH),
        "--mine": ("mine", SWITCH),
        "--overdue": ("overdue", SWITCH),
        "--unscheduled": ("unscheduled", SWITCH),
        "--limit": ("limit", 1),
        "--json": ("as_json", SWITCH),
    },
    "board": {
        "--mine": ("mine", SWITCH),
        "--all": ("everything", SWITCH),
        "--wide": ("wide", SWITCH),
        "--json": ("as_json", SWITCH),
    },
    "report": {
        "--full": ("full", SWITCH),
        "--json": ("as_json", SWITCH),
    },
    "learn": {
        "--since": ("since", TEXT),
        "--until": ("until", TEXT),
        "--json": ("as_json", SWITCH),
    },
    "people": {
        "--limit": ("limit", 1),
        "--json": ("as_json", SWITCH),
    },
    "show": {
        "--full": ("full", SWITCH),
        "--log": ("log", SWITCH),
        "--json": ("as_json", SWITCH),
    },
    "brief": {
        "--week": ("week", SWITCH),
        "--json": ("as_json", SWITCH),
    },
    "find": {
        "--deal": ("deal", TEXT),
        "--person": ("person", TEXT),
        "--all": ("everything", SWITCH),
        "--json": ("as_json", SWITCH),
    },
}
_WORDLESS = {"next", "list", "board"}  # what else is typed behind them is the command line's
_ABOUT_DEALS = {"show", "brief", "check"}  # words behind them are deals
_NEEDING = {"show", "find"}  # words: without them the command line refuses them


class Asked:
    """A command, the fields of its flags that were typed, and the book as it was named.

    `book` was named before the command, `own_book` behind it; '' where it wasn't. `line` is all
    that was typed.
    """

    __slots__ = ("book", "command", "line", "own_book", "values")

    def __init__(self, book: str, command: str, values: Values, line: Sequence[str]) -> None:
        self.book, self.command, self.values, self.line = book, command, values, line
        self.own_book = str(values.pop(BOOK, ""))

    @property
    def deals(self) -> Sequence[str]:
        """Return the names of the deals that it is about; none where it is about the book."""
        if self.command not in _ABOUT_DEALS:
            return ()
        return str(self.values.get("words", "")).split("\t")[1:]

    @property
    def words(self) -> list[str]:
        """Return what is asked, in one order however it was typed: the command, `field=value`."""
        return [self.command, *(f"{name}={self.values[name]}" for name in sorted(self.values))]


def asked(words: Sequence[str]) -> Asked | None:
    """Return what some words ask for; None where they are the command line's to read."""
    rest, before = list(words), ""
    if rest and rest[0].partition("=")[0] == BOOK:
        before = _value(rest.pop(0), rest)
        if not before:
            return None
    command = rest.pop(0) if rest else ""
    if command not in FLAGS:
        return None
    known = FLAGS[command]
    values: Values = {}
    while rest:
        word = rest.pop(0)
        if command not in _WORDLESS and word[:1] not in ("-", "~", "") and word.isprintable():
            values["words"] = f"{values.get('words', '')}\t{word}"
            continue
        name = word.partition("=")[0]
        field, takes = known.get(name, ("", "")) if name != BOOK else (BOOK, TEXT)
        value = True if takes == SWITCH and word == name else _taken(takes, _value(word, rest))
        if not field or value is None or field in values:
            return None
        values[field] = value
    if command in _NEEDING and "words" not in values:
        return None
    return Asked(before, command, values, words)


def _value(word: str, rest: list[str]) -> str:
    """Return the value of a flag, taken from the word or from the rest; '' where it is not plain.

    What begins with a dash may be a flag, with a tilde somebody's folder; what can't be shown may
    be no text.
    """
    _, equals, value = word.partition("=")
    if not equals:
        value = rest.pop(0) if rest else ""
    return value if value.isprintable() and not value.startswith(("-", "~")) else ""


def _taken(takes: str | int, text: str) -> str | int | None:
    if takes == TEXT:
        return text or None
    if isinstance(takes, str) or not (text.isascii() and text.isdigit() and len(text) <= _DIGITS):
        return None
    return int(text) if int(text) >= takes else None
