"""A line in a terminal that changes its width: where it begins there, so that none of it stays.

Most terminals wrap what stands on the screen anew. The line's first row is then further up than it
was drawn, and what is above the cursor would be left behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prompt_toolkit.application import Application
from prompt_toolkit.data_structures import Point


def reflows(environ: Mapping[str, str]) -> bool:
    """Whether the terminal wraps its lines anew: xterm, screen and the console cut them off."""
    cut_off = "XTERM_VERSION" in environ or "STY" in environ or environ.get("TERM") == "linux"
    return not cut_off


def row_after_resize(widths: Iterable[int], column: int, columns: int) -> int:
    """Return the row of the cursor, from the first one of the line, in so many columns.

    `widths` are those of the rows above it, `column` is where it stood in its own.
    """
    return sum(max(-(-width // columns), 1) for width in widths) + column // columns


def redraw_on_resize(app: Application[str], environ: Mapping[str, str]) -> None:
    """Let an application find its first row again before it draws itself anew."""
    if not reflows(environ):
        return
    draw = app._on_resize  # noqa: SLF001 (there is no public way to know of a resize)

    def resized() -> None:
        renderer, columns = app.renderer, app.output.get_size().columns
        screen, cursor = renderer._last_screen, renderer._cursor_pos  # noqa: SLF001
        if screen is not None and columns:
            rows = (screen.data_buffer[number] for number in range(cursor.y))
            widths = [max((x + row[x].width for x in list(row)), default=0) for row in rows]
            row = row_after_resize(widths, cursor.x, columns)
            renderer._cursor_pos = Point(cursor.x % columns, row)  # noqa: SLF001
        draw()

    app._on_resize = resized  # type: ignore[method-assign]  # noqa: SLF001
