"""Asking: who asks, and how, is settled here; what is asked stands in the commands."""

from __future__ import annotations

from salescli.prompts.asker import HALF, Asker
from salescli.prompts.hint import Choice, Hint, named

__all__ = ["HALF", "Asker", "Choice", "Hint", "named"]
