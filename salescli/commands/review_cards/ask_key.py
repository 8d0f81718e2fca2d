"""What is typed at a card: a key, a word for it, a key with its answer, or another next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from salescli.commands.review_cards.card_words import (
    MOVE,
    card_key,
    check_close,
    key_and_text,
    typed_behind,
)
from salescli.commands.review_cards.current_deal import CurrentDeal
from salescli.commands.review_cards.keys import RESCHEDULE
from salescli.commands.support.typed.moved_answer import moved_day
from salescli.commands.support.typed.next_step_text import read_next_step
from salescli.errors import SalescliError
from salescli.prompts import Asker
from salescli.prompts.hint import pressed
from salescli.prompts.key_words import key_meant, meaning


def ask_key(
    stop: CurrentDeal, question: str, keys: Mapping[str, str], default: str
) -> tuple[str, str]:
    """Ask what is to be done with the deal at hand: the key, and what is typed with it or for it.

    In the place of a key stands another day of the next step, or another step.
    """

    def read(text: str) -> tuple[str, str]:
        """Return the key that an answer stands for, and what is typed behind it."""
        key, behind = key_and_text(keys, text)
        if key:
            return key, behind
        if said := card_key(keys, text):
            return said, typed_behind(said, text)
        try:
            key = key_meant(keys, text)
            return key, typed_behind(key, text)
        except SalescliError:
            check_close(keys, text, stop.handle)
            if len(text) > 2 and (other := _other_day_or_step(text, keys, stop)):
                return other, text
            raise

    hint = replace(pressed(keys), preview=lambda text: _meaning(keys, text))
    asker = Asker({}, lambda _: None)
    return asker.ask("key", question, read, default=default, hint=hint, kept=lambda key: key[0])


def _meaning(keys: Mapping[str, str], text: str) -> str:
    """Return what a word for a key stands for; '' where several words may be a next step."""
    try:
        said = key_and_text(keys, text)[0] or card_key(keys, text)
        return keys[said] if said else meaning(keys, text)
    except SalescliError:
        if " " in text.strip():
            return ""
        raise


def _other_day_or_step(text: str, keys: Mapping[str, str], stop: CurrentDeal) -> str:
    """Return the key for another day of the next step, or for another one; '' for neither.

    Raises UsageError where it would be one, and isn't clear.
    """
    following = stop.subject.standing.next
    if MOVE in keys and following and moved_day(text, following, stop.session, by_name=True):
        return MOVE
    try:
        typed = read_next_step(text, stop.subject, stop.session)
    except SalescliError:
        return ""
    if MOVE in keys and typed.on is not None and not (typed.step or typed.what):
        return MOVE
    is_other = typed.step or (typed.on is not None and " " in text)
    return RESCHEDULE if RESCHEDULE in keys and is_other else ""
