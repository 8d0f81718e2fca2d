"""How a flag is declared: in the annotation of the field that takes its value.

    kind: Annotated[str, Flag("--kind", "KIND", "call, meeting, email, message or visit.")] = "call"

A field is repeatable where its type is a tuple, on or off where it is bool, required where it has
no default. A field whose type is a dataclass is a group: its fields are flags too. What declares
is loaded by every command, and so made of named tuples, which load in a fifth of the time. Modules
that declare don't postpone their annotations: to read them as texts takes five times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Flag(NamedTuple):
    """A flag: its names, what it takes as the help shows it, and a sentence of help.

    `names` are separated by a space; `--git/--no-git` turns on and off. `least` and `most` bound a
    number. `alone` is the flag of the same command that it stands for where no value follows.
    """

    names: str
    takes: str = ""
    help: str = ""
    least: int | None = None
    most: int | None = None
    alone: str = ""


class Argument(NamedTuple):
    """An argument, which is typed without a name: what it is, as the help shows it."""

    takes: str
    help: str = ""

    @property
    def is_deal(self) -> bool:
        """Whether a deal is named in it: alone, its name may have several words without quotes."""
        return self.takes.strip("[]").partition("|")[0] == "DEAL"


class FlagTable(NamedTuple):
    """Flags that follow from a table. The field takes a mapping of those that were typed.

    `rows` returns the type and the flag of each name.
    """

    rows: Callable[[], Mapping[str, tuple[Any, Flag]]]


class Command(NamedTuple):
    """A command: the function that does the work, as `module:function`, and what it takes.

    The function is called with the flags and returns the exit code, or None for 0. The examples
    end the command's help, each without the program's name; the tests run them on the demo's book.
    """

    function: str
    flags: type
    examples: tuple[str, ...] = ()


class CompletionRequest(NamedTuple):
    """What the last word of a command line is to be completed to.

    `command` is the one that was named, `param` the flag or the argument that the word belongs to
    (`--next`, `STEP`), `kind` what that takes (`STEP`); both are empty where `options` has all that
    can stand here, each with its help. `typed` is the beginning of the word, `lead` what of it
    stays as it is (`--next=`). `values` has what was typed before, by flag and argument.
    """

    typed: str
    lead: str
    command: str
    param: str
    kind: str
    options: tuple[tuple[str, str], ...]
    values: Mapping[str, list[str]]


class CommandLine(NamedTuple):
    """The command line as it is declared; a field of this type takes it, and is no flag.

    `summaries` has each command with what it does in a line, `help_of` returns the `--help` of a
    command (None where there is none), `flags_of` its flags, each with its help, `completes` what
    the end of some words asks for, and `run` runs a command line and returns its exit code.
    """

    summaries: Mapping[str, str]
    help_of: Callable[[list[str]], str | None]
    flags_of: Callable[[list[str]], list[tuple[str, str]]]
    completes: Callable[[list[str]], CompletionRequest]
    run: Callable[[list[str]], int]
