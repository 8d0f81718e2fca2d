"""What is made of a typed answer: what it is taken for, and what was likely meant by it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from salescli.errors import SalescliError
from salescli.prompts.choice_panel import ChoicePanel
from salescli.prompts.hint import Hint
from salescli.text.safe_text import harmless
from salescli.text.suggestions import put_right

T = TypeVar("T")


def likely_text(read: Callable[[str], T], text: str, error: SalescliError) -> str:
    """Return a refused text with what was meant in it, where that is taken; '' for none such."""
    likely = put_right(text, f"{error.message}\n{error.fix}")
    if likely == text:
        return ""
    try:
        read(likely)
    except SalescliError:
        return ""
    return likely


def taken_answer(read: Callable[[str], T], text: str, hint: Hint) -> tuple[T, str]:
    """Return what a text means, and the text; a name begun means the only choice it may become.

    Raises SalescliError.
    """
    try:
        return read(text), text
    except SalescliError:
        whole = ChoicePanel(hint, text).only
        if not whole or whole == text or hint.keys:
            raise
        with suppress(SalescliError):
            return read(whole), whole
        raise


def prompt_text(question: str, shown: str) -> str:
    """Return a question as a line begins with it; `shown` is what Enter stands for."""
    return harmless(f"{question} [{shown}]: " if shown else f"{question}: ")
