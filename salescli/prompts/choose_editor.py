"""Which line editor a terminal can carry: prompt_toolkit's, or a plain one."""

from __future__ import annotations

import os
from collections.abc import Mapping

from salescli.prompts.line_editor import LineEditor


def is_capable(environ: Mapping[str, str]) -> bool:
    """Return whether the terminal can move its cursor, by the kind that it says it is."""
    return environ.get("TERM", "") not in {"", "dumb", "unknown"}


def choose_line_editor() -> LineEditor:
    """Return the best way to hear that this terminal can carry."""
    if is_capable(os.environ):
        from salescli.prompts.prompt_toolkit_editor import PromptToolkitEditor

        return PromptToolkitEditor()
    from salescli.prompts.plain_editor import PlainEditor

    return PlainEditor()
