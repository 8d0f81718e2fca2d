"""The review in a terminal, put together from what each deal has in it: laid out is what is shown.

It loads nothing that knows a deal, as `review_text` doesn't.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from salescli.views.day.line_columns import line_columns, spare_for_handles
from salescli.views.day.review_layout import ReviewGroup, review_document
from salescli.views.day.review_text import ReviewFrame, ReviewOutline, brief_part, exit_code
from salescli.views.handles import shown_handles
from salescli.views.render.document import Cell, Document, Span, TextLine
from salescli.views.render.screen_size import screen_lines
from salescli.views.render.terminal import painted

if TYPE_CHECKING:
    from salescli.domain.day.review_part import Line, Part


def terminal_answer(
    flags: Mapping[str, object],
    frame: ReviewFrame,
    parts: Iterable[Part],
    clock: str,
    cells: int,
) -> tuple[int, str] | None:
    """Return the exit code and the text of `next` in a terminal, by its flags.

    None where it has another form: on a day on which nothing is left to do.
    """
    parts = list(parts)
    if flags.get("brief"):
        text = brief_part(parts)
        document: Document | None = (TextLine((text,)),) if text else ()
    else:
        lines = None if flags.get("everything") else screen_lines()
        document = _screen(frame, parts, clock, (cells, lines))
    return None if document is None else (exit_code(flags, parts), painted(document, cells))


def _screen(
    frame: ReviewFrame, parts: Iterable[Part], clock: str, room: tuple[int, int | None]
) -> Document | None:
    outline = ReviewOutline(frame, parts, clock)
    if outline.needs_nobody:
        return None
    every = [line for _, _, lines in outline.groups for line in lines]
    spare = spare_for_handles(room[0], max(line[3][0] for line in every))
    handles = shown_handles(map(_handle, every), room[0], spare)

    def row(line: Line) -> tuple[Cell, ...]:
        """Return the cells of a line, with its deal's handle as it is shown."""
        when, _, *others = (tuple([Span(*piece) for piece in cell]) for cell in line[2])
        return when, Span(handles[_handle(line)], "strong"), *others

    shown = [ReviewGroup(title, lines, row, notes) for title, notes, lines in outline.groups]
    top = [TextLine(tuple([Span(*part) for part in outline.top]))]
    bottom = [TextLine((outline.last,))] if outline.last else []
    return review_document(top, shown, line_columns(room[0], handles), bottom, room)


def _handle(line: Line) -> str:
    """Return the handle of the deal that a line is about: the last of what orders lines."""
    return str(line[1][-1])
