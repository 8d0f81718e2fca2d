"""Whether a process still runs that left its number in a file."""

from __future__ import annotations

import os


def is_alive(process: int) -> bool:
    """Return whether a process of that number runs, anybody's."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return process > 0
