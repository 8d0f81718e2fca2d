"""How large the screen is that output is shown on; a pipe and a file have none."""

from __future__ import annotations

import sys


def screen_size() -> tuple[int, int]:
    """Return the cells and lines that a screen has for output, the prompt's line left out.

    A pipe counts as a terminal of 80 by 24.
    """
    lines = screen_lines()
    if lines is None:
        return 80, 23
    from shutil import get_terminal_size

    return get_terminal_size().columns, lines - 1


def screen_lines() -> int | None:
    """Return how many lines the terminal has; None where standard output is none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    from shutil import get_terminal_size

    return get_terminal_size().lines


def screen_columns() -> int | None:
    """Return how many cells a line of the terminal has; None where standard output is none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return None
    from shutil import get_terminal_size

    return get_terminal_size().columns
