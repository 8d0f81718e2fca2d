"""What is known of an answer before it is given: a hint, of which no other answer is refused.

A capable terminal shows it below the line that is typed. A plain one prints it before the question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from salescli.prompts.key_words import meaning


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may be answered: its name is what is typed, its label says what it means."""

    name: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """What helps to give an answer.

    `parse_selection` gives the names in a text, where several of the `choices` may be answered; it
    never raises. `preview` shows how a text is understood; it raises SalescliError where it isn't.
    `intro` has the lines that list the choices where they can't be shown while typing. `begin`
    names the choice that an empty line comes nearest to, `takes` gives the choices that a text
    means, where Enter may also take it for something else; it never raises. `also` says what
    else may be typed. `lines`: the answer may have several. With `keys` the choices are keys, and
    one of them is the whole answer.
    """

    choices: tuple[Choice, ...] = ()
    intro: tuple[str, ...] = ()
    parse_selection: Callable[[str], Sequence[str]] | None = None
    preview: Callable[[str], str] | None = None
    begin: str = ""
    takes: Callable[[str], Sequence[str]] | None = None
    also: str = ""
    lines: bool = False
    keys: bool = False


def name_choices(names: Sequence[str]) -> tuple[Choice, ...]:
    """Choices that need no more than their names."""
    return tuple(map(Choice, names))


def pressed(keys: Mapping[str, str], question: str = "") -> Hint:
    """Return the hint of a question that one key answers, with what each key stands for."""
    text = ", ".join(f"{key} {label}" for key, label in keys.items())
    choices = tuple(Choice(key, label) for key, label in keys.items())
    return Hint(
        choices, intro=(text,), preview=partial(meaning, keys, question=question), keys=True
    )
