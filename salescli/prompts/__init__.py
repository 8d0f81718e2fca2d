"""Asking: who asks, and how, is settled here; what is asked stands in the commands."""

from __future__ import annotations

from salescli.prompts.asker import HALF, Asker
from salescli.prompts.hint import Choice, Hint, named
from salescli.prompts.line_editor import StepBackError

__all__ = ["HALF", "Asker", "Choice", "Hint", "StepBackError", "named"]
