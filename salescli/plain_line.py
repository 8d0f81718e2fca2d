"""Command lines that are plain, read by their declaration without the command line's library.

That library takes as long to load as most commands take besides. Plain is a known command with
known flags by their whole names, each with a value that can be shown and doesn't look like another
flag. Everything else is the library's: whatever it reads otherwise, explains or refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from salescli.flags.support.command_table import command_table
from salescli.flags.support.declaration import Argument, Command, CommandLine, Flag
from salescli.flags.support.declared_fields import DeclaredField, declared_fields

BOOK = "--book"
_DIGITS = 6  # a number of more is left to the library
_TEXTS = (str, str | None)
_PATHS = (Path, Path | None)
_NUMBERS = (int, int | None)

Place = tuple[str, ...]  # of a field, through its groups


class _NotPlainError(Exception):
    """The line is the library's."""


class PlainCommand:
    """A command line that was read: the function to call, its flags, and the book before it."""

    def __init__(self, function: str, flags: Any, book: str) -> None:
        self.function, self.flags, self.book = function, flags, book

    def run(self, *more: object) -> int | None:
        """Run the command, which may take more than its flags; its exit code.

        Raises SalescliError.
        """
        if self.book:
            from salescli.store.locate_book import mean_book

            mean_book(Path(self.book))
        module, _, name = self.function.partition(":")
        code: int | None = getattr(import_module(module), name)(self.flags, *more)
        return code


def plain_command(words: Sequence[str]) -> PlainCommand | None:
    """Return what a command line asks for; None where it isn't plain."""
    rest = list(words)
    try:
        name, _, book = rest[0].partition("=") if rest else ("", "", "")
        if name == BOOK:
            del rest[0]
            book = _checked(book or _next(rest))
        else:
            book = ""
        row = command_table().get(_next(rest))
        if row is None or row.is_group:
            return None
        command: Command = import_module(row.module).COMMAND
        return PlainCommand(command.function, _Reader(command.flags).read(rest), book)
    except _NotPlainError:
        return None


class _Reader:
    """Reads the words behind a command's name."""

    def __init__(self, flags: type) -> None:
        self._flags = flags
        self._options: dict[str, tuple[Place, DeclaredField]] = {}
        self._arguments: list[tuple[Place, DeclaredField]] = []
        self._values: dict[Place, Any] = {}
        for place, field in _fields(flags):
            if isinstance(field.declared, Argument):
                self._arguments.append((place, field))
            elif isinstance(field.declared, Flag):
                names = field.declared.names.split()
                self._options |= dict.fromkeys(names, (place, field))

    def read(self, words: Sequence[str]) -> Any:
        """Return the flags that the words fill. Raises _NotPlainError."""
        rest, typed = list(words), []
        while rest:
            word = _next(rest)
            if word[:1] != "-":
                typed.append(_checked(word))
                continue
            name, equals, value = word.partition("=")
            if name not in self._options or (equals and name[:2] != "--"):
                raise _NotPlainError
            place, field = self._options[name]
            if field.type is bool:
                if equals or field.default:
                    raise _NotPlainError
                self._values[place] = True
            else:
                self._put(place, field, value if equals else _next(rest))
        self._take(typed)
        return self._filled(self._flags, ())

    def _take(self, typed: list[str]) -> None:
        """Let the arguments have the words that no flag had."""
        arguments = list(self._arguments)
        if len(arguments) == 1 and arguments[0][1].declared.is_deal and typed:
            typed = [" ".join(typed)]  # its name may be typed without quotes
        for place, field in arguments:
            if field.is_repeated and place != arguments[-1][0]:
                raise _NotPlainError
            while typed:
                self._put(place, field, typed.pop(0))
                if not field.is_repeated:
                    break
        if typed:
            raise _NotPlainError

    def _put(self, place: Place, field: DeclaredField, text: str) -> None:
        if field.is_repeated and field.type == tuple[str, ...]:
            self._values[place] = (*self._values.get(place, ()), _checked(text))
        else:
            self._values[place] = _value(field, _checked(text))

    def _filled(self, flags: type, group: Place) -> Any:
        values: dict[str, Any] = {}
        for field in declared_fields(flags):
            place = (*group, field.name)
            if field.declared is None:
                values[field.name] = self._filled(field.type, place)
            elif place in self._values:
                values[field.name] = self._values[place]
            elif field.is_needed and isinstance(field.declared, Flag | Argument):
                raise _NotPlainError
        return flags(**values)


def _fields(flags: type, group: Place = ()) -> Iterator[tuple[Place, DeclaredField]]:
    for field in declared_fields(flags):
        if field.type is CommandLine:
            raise _NotPlainError
        place = (*group, field.name)
        if field.declared is None:
            yield from _fields(field.type, place)
        else:
            yield place, field


def _value(field: DeclaredField, text: str) -> Any:
    if field.type in _TEXTS:
        return text
    if field.type in _PATHS:
        return Path(text)
    declared = field.declared
    if field.type in _NUMBERS and isinstance(declared, Flag) and declared.most is None:
        is_number = text.isascii() and text.isdigit() and len(text) <= _DIGITS
        if is_number and int(text) >= (declared.least or 0):
            return int(text)
    raise _NotPlainError


def _next(rest: list[str]) -> str:
    if not rest:
        raise _NotPlainError
    return rest.pop(0)


def _checked(text: str) -> str:
    """Return a value that is plain. What begins with a tilde may be somebody's folder."""
    if not text or not text.isprintable() or text.startswith(("-", "~")):
        raise _NotPlainError
    return text
