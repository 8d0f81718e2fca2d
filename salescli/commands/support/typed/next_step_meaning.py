"""What was typed for a next step, as it was understood: shown before anything is written."""

from __future__ import annotations

from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.next_step_text import NextStepText
from salescli.text.safe_text import shorten

_SHOWN = 32  # cells of words, so that the day behind them is seen too


def next_step_meaning(typed: NextStepText, subject: Subject, day: str) -> str:
    """Return a next step as it was understood, for its writer to check; `day` is its day's echo."""
    step = subject.process.step(typed.step)
    what = f'"{shorten(typed.what, _SHOWN)}"' if typed.what else ""
    named = ", ".join(filter(None, (step.title if step else typed.step, what)))
    other = subject.process.step(typed.near)
    only = " only" if typed.stranger else ""
    present = f"with {', '.join(typed.flag_people)}{only}" if typed.flag_people else ""
    either = f"the step {other.title} is {other.id}" if other else ""
    guess = subject.process.step(typed.guess)
    either = f"or the step {guess.title}?" if guess else either
    whole = ": ".join(filter(None, (named, day)))
    return "; ".join(filter(None, (whole, present, either)))
