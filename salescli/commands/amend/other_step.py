"""The next step of an entry that is amended: another one is read as at any other prompt."""

from __future__ import annotations

import re
from dataclasses import replace

from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.asking.next_question import NextAnswer
from salescli.commands.support.asking.typed_ending import is_meant
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.day_echo import when_echo
from salescli.commands.support.typed.next_step_meaning import next_step_meaning
from salescli.commands.support.typed.next_step_text import (
    NextStepText,
    as_guessed,
    read_next_step,
)
from salescli.domain.deal import NextStep
from salescli.prompts import Choice, Hint
from salescli.text.answer_words import behind_no, is_as_shown
from salescli.text.lazy_re import lazy_re

_NEXT_IS = lazy_re(
    r"(?:(?:no|nein|nope)[\s,;:]+)?(?:the |der )?n(?:ext|\u00e4chster)(?: (?:step|schritt))?"
    r" (?:is|ist)(?: to)? (?P<rest>\S.*)",
    re.IGNORECASE,
)


def ask_other_step(talk: Conversation, before: NextStep, suffix: str) -> NextStepText | None:
    """Return what a next step is in place of what it says; None where it stays."""
    subject, session = talk.subject, talk.session

    def read(text: str) -> NextStepText | None:
        if text in ("", before.step, before.what) or is_as_shown(text):
            return None
        match = _NEXT_IS.fullmatch(text)
        bare = match["rest"] if match else behind_no(text) or text
        return read_next_step(bare, subject, session)

    def meaning(text: str) -> str:
        typed = read(text)
        if typed is None:
            return ""
        day = when_echo(typed.on, session) if typed.on is not None else ""
        return next_step_meaning(typed, subject, day)

    key, choices = f"next{suffix}", tuple(Choice(s.id, s.title) for s in subject.process.steps)
    shown, hint = before.step or before.what, Hint(choices, preview=meaning)
    typed = talk.asker.ask(key, "Next step", read, shown=shown, hint=hint, kept=_written)
    while typed is not None and not is_meant(talk, NextAnswer(typed=typed)):
        talk.asker.retract(key)
        typed = talk.asker.ask(key, "Next step", read, shown=shown, hint=hint, kept=_written)
    guess = subject.process.step(typed.guess) if typed is not None else None
    if typed and guess and talk.asker.confirm("guess", f"The step {guess.title}?", default=True):
        return as_guessed(typed, subject)
    return typed


def _written(typed: NextStepText | None) -> str:
    return "" if typed is None else typed.written()


def as_other_step(before: NextStep, typed: NextStepText, subject: Subject) -> NextStep:
    """Return a next step as what was typed makes it; what that doesn't say stays."""
    people = before.people if typed.people is None else typed.people
    if typed.kept is not None or not (typed.step or typed.what):
        return replace(before, people=people)
    declared = subject.process.step(typed.step)
    what = typed.what or (declared.title if declared else "")
    return replace(before, step=typed.step, what=what, people=people)
