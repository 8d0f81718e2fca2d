"""What to say of what could not be done, wherever it is caught."""

from __future__ import annotations

import os

from salescli.errors import SalescliError


def error_text(error: SalescliError | OSError) -> str:
    """Return what went wrong, and below it what to type next."""
    if isinstance(error, SalescliError):
        return error.message + (f"\n  {error.fix}" if error.fix else "")
    from salescli.store.files.atomic import FULL_DISK, os_error_text
    from salescli.store.locate_book import current_folder
    from salescli.text.shell_quoting import word

    if not error.filename and not current_folder():
        return 'the folder that you are in was deleted\n  cd "$HOME", then repeat the command'
    place = f"{os.fsdecode(error.filename)}: " if error.filename else ""
    if error.filename and isinstance(error, PermissionError):
        return f"{place}you have no permission\n  ls -ld {word(place[:-2])}"
    fix = "look at it with: salescli doctor"
    if error.errno in FULL_DISK:
        fix = "free some space, then repeat the command"
    return f"{place}{os_error_text(error)}\n  {fix}"
