"""Questions in a capable terminal: a prompt_toolkit line, with choices and a preview below it.

The line is the answer, whatever keys wrote it, so that it is read and kept as a plain one is.
"""

from __future__ import annotations

import os
import sys
from asyncio import TimerHandle
from collections.abc import Callable
from typing import TYPE_CHECKING

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Size
from prompt_toolkit.document import Document
from prompt_toolkit.filters import is_done, to_filter
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import FormattedTextControl, HSplit, Layout, VerticalAlign, Window
from prompt_toolkit.layout.containers import ConditionalContainer
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.output.color_depth import ColorDepth
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.selection import SelectionState
from prompt_toolkit.shortcuts import PromptSession
from prompt_toolkit.styles import Style

from salescli.prompts.default_keys import share_default_keys
from salescli.prompts.habit import PRESSED
from salescli.prompts.key_bindings import Typing, bindings, press
from salescli.prompts.line_editor import PromptLine
from salescli.prompts.resize import redraw_on_resize
from salescli.text.safe_text import is_unsafe

if TYPE_CHECKING:
    from prompt_toolkit.application import Application

_PAINTS = Style(
    [
        ("qmark", "fg:ansicyan"),
        ("question", "bold"),
        ("strong", "bold"),
        ("faint", "dim"),
        ("good", "fg:ansigreen"),
        ("warning", "fg:ansimagenta"),
    ]
)
_LEAST, _MOST = 3, 12  # rows below the line
_REPLACED = "\ufffd"
_ABOVE = 4  # rows that stay free for what was asked before


class PromptToolkitEditor:
    """Lines with choices to tick, completion, and what they mean, while they are typed."""

    mark = "? "
    shows = True

    def __init__(self) -> None:
        share_default_keys()
        self._app: Application[str] | None = None

    def read_line(self, line: PromptLine) -> str:
        """Return the line once Enter ends it.

        Raises KeyboardInterrupt or EOFError where it is cut off, StepBackError where the question
        before is wanted.
        """
        app = self._app = _application(line)
        try:
            return app.run()
        except OSError:  # the terminal was closed
            raise EOFError from None
        finally:
            self._app = None

    def note_typed(self, line: PromptLine) -> None:
        """Nothing: what is typed is noted at every key."""

    def cut_off(self) -> None:
        """Cut the line off, as Ctrl-D does."""
        app = self._app
        if app is None or app.loop is None:
            raise EOFError
        app.loop.call_soon_threadsafe(_exit, app)


def _exit(app: Application[str]) -> None:
    if app.future is not None and not app.future.done():
        app.exit(exception=EOFError())


def _application(line: PromptLine) -> Application[str]:
    depth, term = ColorDepth.from_env(), os.environ.get("TERM")  # NO_COLOR, if it is set
    output = Vt100_Output.from_pty(sys.stdout, term=term, default_color_depth=depth)
    output.enable_cpr = False  # nobody asks where the cursor is: not every terminal answers
    typing = Typing(line, pointing=not line.typed, begun=line.typed)
    session: PromptSession[str] = PromptSession(
        [("class:qmark", "?"), ("class:question", f" {line.prompt.rstrip()} ")],
        style=_PAINTS,
        key_bindings=bindings(typing),
        input_processors=[_Harmless()],
        enable_suspend=True,
        reserve_space_for_menu=0,
        output=output,
    )
    app = session.app
    typing.buffer = session.default_buffer
    typing.buffer.reset(Document(line.typed))
    if line.selected and line.typed:
        _select(typing.buffer)
    typing.buffer.on_text_changed += lambda _: typing.changed(app.loop)
    app.key_processor.after_key_press += lambda _: typing.pressed()
    if line.hint.keys:
        _answer_by_key(typing, app)

    redraw_on_resize(app, os.environ)
    _place_rows_below(app, lambda: _rows_below(typing, output.get_size()))
    return app


def _rows_below(typing: Typing, size: Size) -> StyleAndTextTuples:
    """Return what stands below the line, in the styles it is painted with."""
    height = max(_LEAST, min(_MOST, size.rows - _ABOVE))
    painted: StyleAndTextTuples = []
    for number, (style, text) in enumerate(typing.below.rows(size.columns - 1, height)):
        painted.append((f"class:{style}", f"\n{text}" if number else text))
    return painted


def _place_rows_below(app: Application[str], rows: Callable[[], StyleAndTextTuples]) -> None:
    """Let an application show some rows below its line, as high as they are."""
    below = Window(FormattedTextControl(rows), dont_extend_height=True)
    line_window = app.layout.current_window
    line_window.dont_extend_height = to_filter(True)  # or it would push apart what stands below
    rows_window = ConditionalContainer(below, ~is_done)
    container = HSplit([app.layout.container, rows_window], align=VerticalAlign.TOP)
    app.layout = Layout(container, focused_element=line_window)


def _answer_by_key(typing: Typing, app: Application[str]) -> None:
    """Let a key answer where nothing follows it at once."""
    waiting: list[TimerHandle] = []

    def changed(_buffer: Buffer) -> None:
        for timer in waiting:
            timer.cancel()
        if app.loop is not None:
            waiting[:] = [app.loop.call_later(PRESSED, press, typing, app)]

    typing.buffer.on_text_changed += changed


def _select(buffer: Buffer) -> None:
    """Select the whole line: what is typed takes its place, an arrow keeps it."""
    buffer.cursor_position = len(buffer.text)
    buffer.selection_state = SelectionState(0)
    buffer.selection_state.enter_shift_mode()


class _Harmless(Processor):
    """Shows a character that could steer the terminal, or hide in it, as one that can't."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """Give the line's fragments, each character where it was."""
        return Transformation(
            [
                (style, "".join(_REPLACED if is_unsafe(char) else char for char in text))
                for style, text, *_ in transformation_input.fragments
            ]
        )
