"""One line that is typed, and what every way of typing it can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from salescli.prompts.hint import Hint

PAUSE = 0.2  # seconds


class StepBackError(Exception):
    """The question before this one is wanted again."""


@dataclass(slots=True)
class PromptLine:
    """A line that is being typed after a `prompt`; `typed` is what it held when last looked at.

    It begins with what was typed before: `selected` where what is typed now takes its place.
    `default` is what an empty line stands for. `keep` gets what was typed so far, where its
    writer pauses for as long as PAUSE. `has_before`: there is a question to go back to. Enter on a
    text that was `refused` is Enter on an empty line.
    """

    prompt: str
    hint: Hint
    keep: Callable[[str], None]
    default: str = ""
    typed: str = ""
    selected: bool = False
    has_before: bool = False
    refused: str = ""


class LineEditor(Protocol):
    """A way to hear lines.

    `mark` begins each question; `shows` is whether the hint is shown, which else is told before.
    """

    mark: str
    shows: bool

    def read_line(self, line: PromptLine) -> str:
        """Return the line once Enter ends it.

        Raises KeyboardInterrupt or EOFError where it is cut off, StepBackError where the question
        before is wanted.
        """

    def note_typed(self, line: PromptLine) -> None:
        """Bring `typed` up to date, for a line that was cut off."""

    def cut_off(self) -> None:
        """Cut the line off, as Ctrl-D does; for a handler of signals. May raise EOFError."""
