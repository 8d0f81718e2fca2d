"""Asking: who asks, and how, is settled here; what is asked stands in the commands."""

from __future__ import annotations

from salescli.prompts.asker import HALF, Asker
from salescli.prompts.hint import Choice, Hint, name_choices
from salescli.prompts.key_words import YES_NO
from salescli.prompts.line_editor import StepBackError

__all__ = ["HALF", "YES_NO", "Asker", "Choice", "Hint", "StepBackError", "name_choices"]
