"""What is written over again in a terminal that moves its cursor: the rows of earlier questions."""

from __future__ import annotations

import sys


def erase_rows(count: int) -> None:
    """Erase so many rows above the cursor, which stands at the beginning of one, and go there."""
    if count > 0:
        from shutil import get_terminal_size

        up = min(count, get_terminal_size().lines - 1)
        sys.stdout.write(f"\x1b[{up}A\r\x1b[J")
        sys.stdout.flush()
