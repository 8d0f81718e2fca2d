"""An ending that is typed in place of what comes next, and what is asked back of an answer."""

from __future__ import annotations

import re

from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.asking.next_question import NextAnswer
from salescli.commands.support.subject import Subject
from salescli.commands.support.typed.ending_words import ending_meant
from salescli.commands.support.typed.next_step_text import NextStepText
from salescli.errors import UsageError
from salescli.flags.support.ending import EndFlags
from salescli.text.ending_talk import LOST, WON, implies_lost, named_ending
from salescli.text.lazy_re import lazy_re
from salescli.text.safe_text import shorten
from salescli.text.shell_quoting import command

# An amount and nothing else: 'won, 4300'.
_AMOUNT = lazy_re(
    r"[£$\u20ac]?\s*\d[\d.,' ]*\s*(?:[km]\b|grand|eur(?:os?)?|gbp|usd|chf|pounds?"
    r"|quid|dollars?|[£$\u20ac])?"
    r"(?: (?:a|per) (?:year|month)| pa)?",
    re.IGNORECASE,
)
ENDINGS = {"won": "won", "lost": "lost", "walk": "disqualified"}


def ending_typed(text: str, subject: Subject) -> NextAnswer | None:
    """Return the ending that a text is, with what it says of it; None for a next step.

    Raises UsageError for one that is followed by other words.
    """
    titles = {step.id: step.title for step in subject.process.steps}
    if ending := ending_meant(text, tuple(ENDINGS), titles):
        return NextAnswer(ending=ending)
    if said := ending_said(text):
        _check_no_amount(said, subject)
        return said
    first = text.lower().split(maxsplit=1)[:1]
    if first and first[0] in ENDINGS:
        raise UsageError(f"'{first[0]}' ends the deal", fix=f"type {first[0]} alone")
    return None


def _check_no_amount(answer: NextAnswer, subject: Subject) -> None:
    """Raise UsageError where what is said of a win is an amount: it is the deal's value."""
    if answer.ending == WON and _AMOUNT.fullmatch(answer.evidence):
        value = command("set", subject.deal.handle, f"value={answer.evidence}")
        raise UsageError(
            f"'{answer.evidence}' is an amount, and doesn't say what decided it",
            fix=f"type won alone; its value is set by {value}",
        )


def ending_said(text: str) -> NextAnswer | None:
    """Return the ending that is said in several words: 'lost, too small'; None for other words."""
    ending, evidence = named_ending(text)
    if ending:
        return NextAnswer(ending, evidence)
    return NextAnswer(LOST, text.strip(), implied=True) if implies_lost(text) else None


def end_flags(answer: NextAnswer) -> EndFlags:
    """Return the ending that was answered, with its evidence."""
    return EndFlags(result=ENDINGS[answer.ending], evidence=answer.evidence)


def is_meant(talk: Conversation, answer: NextAnswer) -> bool:
    """Ask back whether an answer is meant as it was understood, where that isn't sure."""
    if answer.implied:
        return talk.asker.confirm("as-lost", "Close the deal as lost?", default=True)
    return not answer.typed.is_unsure or _as_words(talk, answer.typed)


def _as_words(talk: Conversation, typed: NextStepText) -> bool:
    """Ask back whether a text that is no step is meant as it stands."""
    words = shorten(typed.what, 40)
    lacks = "no step, and no day" if typed.on is None else "no step"
    question = f"'{words}' names {lacks}. Keep it in your own words?"
    return talk.asker.confirm("words", question, default=True)
