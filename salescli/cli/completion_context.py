"""What a command line asks for at its end, by the commands and flags as they are declared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from salescli.flags.support.declaration import CompletionRequest

_HELP = ("--help", "Show this message and exit.")

_IN_WORDS = (
    "DEAL",
    "[DEAL]",
    "[DEAL|COMMIT]",
)  # what takes several words for one thing, and is completed once


def completion_context(group: Any, words: Sequence[str]) -> CompletionRequest:
    """Return what the words, which follow the program's name, ask for; the last is unfinished.

    `group` holds the commands.
    """
    line = _Line(group)
    for word in words[:-1]:
        line.read(word)
    typed, node = words[-1] if words else "", line.node
    if line.waiting is not None:
        return line.request(typed, line.waiting)
    if line.is_flag(typed):
        name, equals, value = typed.partition("=")
        if equals:
            return line.request(value, _option(node, name), lead=f"{name}=")
        return line.request(typed, options=_flags(node))
    if hasattr(node, "shown"):
        return line.request(typed, options=tuple(node.shown().items()))
    return line.request(typed, _argument(node, line.place) if node is not None else None)


@dataclass(slots=True)
class _Line:
    """How far a command line was read: to a group or a command, and to its argument at a `place`.

    `waiting` is an option whose value comes next; after `--`, all words are `literal`.
    """

    node: Any
    command: str = ""
    values: dict[str, list[str]] = field(default_factory=dict)
    waiting: Any = None
    literal: bool = False
    place: int = 0

    def request(
        self,
        typed: str,
        param: Any = None,
        *,
        lead: str = "",
        options: tuple[tuple[str, str], ...] = (),
    ) -> CompletionRequest:
        """Return what is asked for: the value of a parameter, or one of some options."""
        name, kind = ("", "") if param is None else (_name(param), _kind(param))
        return CompletionRequest(typed, lead, self.command, name, kind, options, self.values)

    def is_flag(self, word: str) -> bool:
        """Whether a word would be a flag here."""
        return word.startswith("-") and not self.literal and self.node is not None

    def read(self, word: str) -> None:
        """Read one word on."""
        if self.waiting is not None:
            self._keep(self.waiting, word)
            self.waiting = None
        elif word == "--" and not self.literal:
            self.literal = True
        elif self.is_flag(word):
            name, equals, value = word.partition("=")
            option = _option(self.node, name)
            if equals:
                self._keep(option, value)
            else:
                self.waiting = option
        elif hasattr(self.node, "shown"):
            self.node = self.node.get_command(None, word)
            self.command = f"{self.command} {word}".strip()
        elif self.node is not None:
            self._keep(_argument(self.node, self.place), word)
            self.place += 1

    def _keep(self, param: Any, value: str) -> None:
        if param is not None:
            self.values.setdefault(_name(param), []).append(value)


def _name(param: Any) -> str:
    """Return what a parameter is known by: a flag's longest name, an argument's kind."""
    return max(param.opts, key=len) if param.param_type_name == "option" else _kind(param)


def _kind(param: Any) -> str:
    return str(param.metavar or param.name.upper()).strip("[].")


def _flags(node: Any) -> tuple[tuple[str, str], ...]:
    options = [param for param in node.params if param.param_type_name == "option"]
    named = [
        (name, param.help or "")
        for param in options
        if not param.hidden
        for name in (*param.opts, *param.secondary_opts)
    ]
    return (*((name, text) for name, text in named if name[:2] == "--"), _HELP)


def _option(node: Any, name: str) -> Any:
    """Return the option of that name, where it takes a value."""
    for param in node.params:
        if name in param.opts and param.param_type_name == "option" and not param.is_flag:
            return param
    return None


def _argument(node: Any, place: int) -> Any:
    """Return the argument at that place; the last one where it takes all that follow."""
    arguments = [param for param in node.params if param.param_type_name == "argument"]
    if place < len(arguments):
        return arguments[place]
    last = arguments[-1] if arguments else None
    is_repeated = last is not None and last.nargs == -1 and last.metavar not in _IN_WORDS
    return last if is_repeated else None
