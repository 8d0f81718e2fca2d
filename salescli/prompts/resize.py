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
    """Let an application find its first row again before it draws itself anew.

    A key may be drawn in the new width before the signal of the resize is heard.
    """
    if not reflows(environ):
        return
    draw = app._on_resize  # noqa: SLF001 (there is no public way to know of a resize)

    def resized() -> None:
        _find_first_row(app)
        draw()

    def before_render(_app: Application[str]) -> None:
        if _find_first_row(app):
            app.renderer.erase(leave_alternate_screen=False)

    app._on_resize = resized  # type: ignore[method-assign]  # noqa: SLF001
    app.before_render += before_render


def _find_first_row(app: Application[str]) -> bool:
    """Tell the renderer where its cursor stands now; returns whether the width is another one."""
    renderer, columns = app.renderer, app.output.get_size().columns
    screen, drawn_for = renderer._last_screen, renderer._last_size  # noqa: SLF001
    if screen is None or drawn_for is None or columns in (0, drawn_for.columns):
        return False
    cursor = renderer._cursor_pos  # noqa: SLF001
    rows = (screen.data_buffer[number] for number in range(cursor.y))
    widths = [max((x + row[x].width for x in list(row)), default=0) for row in rows]
    row = row_after_resize(widths, cursor.x, columns)
    renderer._cursor_pos = Point(cursor.x % columns, row)  # noqa: SLF001
    return True
