"""The text of a note that a flag gives: as typed, from standard input (`-`), or from the editor."""

from __future__ import annotations

import sys
from pathlib import Path

from salescli.errors import UsageError

_FROM_INPUT = "-"


def typed_note(text: str, root: Path, about: tuple[str, str], *, edit: bool) -> str:
    """Return the note of a command's deal. Raises SalescliError where there is none to be had."""
    if text == _FROM_INPUT:
        if sys.stdin is None:
            raise UsageError("there is no standard input to read the note from", fix='-m "…"')
        text = sys.stdin.buffer.read().decode("utf-8", "replace").strip()
        if not text:
            raise UsageError("the note from standard input is empty", fix='-m "…"')
    if not edit:
        return text
    from salescli.commands.support.typed.editor import edit_text

    return edit_text(root, about, "note.md", text).strip()
