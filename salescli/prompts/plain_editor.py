"""Plain questions, for a terminal that can't move its cursor: the choices stand above them."""

from __future__ import annotations

import readline
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType

from salescli.prompts.line_editor import PAUSE, PromptLine, StepBackError
from salescli.text.safe_text import harmless

BACK = "<"  # what goes back in a terminal that knows no such key


class PlainEditor:
    """Lines as readline edits them; Tab completes the choices."""

    mark = ""
    shows = False

    def read_line(self, line: PromptLine) -> str:
        """Return the line once Enter ends it.

        Raises KeyboardInterrupt or EOFError where it is cut off, StepBackError for BACK alone,
        where there is a question before.
        """
        with _editing(line):
            text = input(line.prompt)
        if text.strip() == BACK and line.has_before:
            line.typed = ""
            raise StepBackError
        return text

    def note_typed(self, line: PromptLine) -> None:
        """Look at the line. A terminal that is closed has emptied it: then what was seen stays."""
        line.typed = readline.get_line_buffer() or line.typed

    def cut_off(self) -> None:
        """Cut the line off, as Ctrl-D does."""
        raise EOFError


@contextmanager
def _editing(line: PromptLine) -> Iterator[None]:
    """Begin a line with what was half typed, and watch it grow; Tab completes choices."""
    # readline writes a name as it is: what could steer the terminal is not completed.
    names = [choice.name for choice in line.hint.choices if harmless(choice.name) == choice.name]
    half = line.typed

    def complete(text: str, state: int) -> str | None:
        return next(iter([name for name in names if name.startswith(text)][state:]), None)

    kept = half

    def look(_number: int, _frame: FrameType | None) -> None:
        """Keep what is half typed, once it has stood still for a moment."""
        nonlocal kept
        before, line.typed = line.typed, readline.get_line_buffer()
        if line.typed == before != kept:
            kept = before
            line.keep(kept)

    readline.set_completer(complete)
    readline.set_completer_delims(" ,")
    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    # No Python runs in this hook: a Ctrl-C that came meanwhile would end it, and not the question.
    readline.set_startup_hook(partial(readline.insert_text, half))
    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, PAUSE, PAUSE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        readline.set_startup_hook(None)
        readline.set_completer(None)
