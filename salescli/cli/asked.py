"""What a command line asks for at its end, by the commands and flags as they are declared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Asked:
    """What the last word of a command line is to be completed to.

    `command` is the one that was named, `param` the name of its argument or option, `kind` what it
    takes (its metavar: `DEAL`, `STEP`); both are empty where `options` says all that can stand
    here, each with its help. `typed` is the beginning of the word, `lead` what of it stays as it is
    (`--next=`). `given` has the values that were given before, by the names of the parameters.
    """

    typed: str
    lead: str = ""
    command: str = ""
    param: str = ""
    kind: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    given: dict[str, list[str]] = field(default_factory=dict)


def asked_for(group: Any, words: Sequence[str]) -> Asked:
    """What the words, which follow the program's name, ask for; the last of them is unfinished.

    `group` holds the commands.
    """
    so_far = _SoFar(group, Asked(words[-1] if words else ""))
    for word in words[:-1]:
        so_far.read(word)
    asked, node = so_far.asked, so_far.node
    if so_far.waiting is not None:
        _want(asked, so_far.waiting)
    elif so_far.is_flag(asked.typed):
        _want_flag(asked, node)
    elif hasattr(node, "commands"):
        asked.options = _commands(node)
    elif node is not None:
        _want(asked, _argument(node, so_far.place))
    return asked


@dataclass(slots=True)
class _SoFar:
    """How far a command line was read: to a group or a command, and to its argument at a `place`.

    `waiting` is an option whose value comes next; after `--`, all words are `literal`.
    """

    node: Any
    asked: Asked
    waiting: Any = None
    literal: bool = False
    place: int = 0

    def is_flag(self, word: str) -> bool:
        """Whether a word would be a flag here."""
        return word.startswith("-") and not self.literal and self.node is not None

    def read(self, word: str) -> None:
        """Read one word on."""
        if self.waiting is not None:
            _note(self.asked, self.waiting, word)
            self.waiting = None
        elif word == "--" and not self.literal:
            self.literal = True
        elif self.is_flag(word):
            self._read_flag(word)
        elif hasattr(self.node, "commands"):
            self.node = self.node.get_command(None, word)
            self.asked.command = f"{self.asked.command} {word}".strip()
        elif self.node is not None:
            _note(self.asked, _argument(self.node, self.place), word)
            self.place += 1

    def _read_flag(self, word: str) -> None:
        name, equals, value = word.partition("=")
        option = _option(self.node, name)
        if equals:
            _note(self.asked, option, value)
        else:
            self.waiting = option


def _note(asked: Asked, param: Any, value: str) -> None:
    if param is not None:
        asked.given.setdefault(param.name, []).append(value)


def _want(asked: Asked, param: Any) -> None:
    if param is not None:
        asked.param = param.name
        asked.kind = (param.metavar or param.name.upper()).strip("[].")


def _want_flag(asked: Asked, node: Any) -> None:
    name, equals, value = asked.typed.partition("=")
    if equals:
        asked.typed, asked.lead = value, name + equals
        _want(asked, _option(node, name))
        return
    for param in node.params:
        if param.param_type_name == "option" and not param.hidden:
            names = (*param.opts, *param.secondary_opts)
            asked.options += [(name, param.help or "") for name in names if name[:2] == "--"]
    asked.options.append(("--help", "Show this message and exit."))


def _option(node: Any, name: str) -> Any:
    """The option of that name, where it takes a value."""
    for param in node.params:
        if name in param.opts and param.param_type_name == "option" and not param.is_flag:
            return param
    return None


def _argument(node: Any, place: int) -> Any:
    """The argument at that place; the last one where it takes all that follow."""
    arguments = [param for param in node.params if param.param_type_name == "argument"]
    if place < len(arguments):
        return arguments[place]
    return arguments[-1] if arguments and arguments[-1].nargs == -1 else None


def _commands(node: Any) -> list[tuple[str, str]]:
    """The commands of a group that are for people, each with what it does; the root builds none."""
    if hasattr(node, "shown"):
        return [(name, summary.text) for name, summary in node.shown.items()]
    every = ((name, command) for name, command in node.commands.items() if not command.hidden)
    return [(name, command.get_short_help_str(80)) for name, command in every]
