"""What becomes of the next steps that stand where another one is what comes next."""

from __future__ import annotations

from dataclasses import replace

from salescli.commands.support.asking.ask_place import shown_item
from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.writing.agenda_items import ahead, place_taken
from salescli.domain.deal import NextStep
from salescli.domain.standing import AgendaItem
from salescli.prompts.hint import pressed
from salescli.prompts.key_words import key_meant
from salescli.text.place_words import ALSO, CANCELLED, INSTEAD, MOVED, STAYS, becomes
from salescli.text.wording import when_text


def ask_old_steps(
    talk: Conversation, following: NextStep, where: str = ""
) -> tuple[NextStep, tuple[AgendaItem, ...]]:
    """Return the next step, and what it takes off the agenda: each that stands there is asked of.

    `where` is what was typed with the next step: ALSO or INSTEAD, which answers for the first one.
    """
    about = talk.subject
    off: list[AgendaItem] = []
    if where == ALSO or place_taken(following, about, talk.session):
        return following, ()
    for number, item in enumerate(ahead(about, talk.session), 1):
        if where == INSTEAD and number == 1:
            key = MOVED
        else:
            key = _ask(talk, item, following, number)
        if key == MOVED and _is_same(item.next, following, talk) and not off:
            following = replace(following, what=item.next.what)
        elif key != STAYS:
            off.append(item)
        if key == MOVED and not following.step:
            following = replace(following, step=item.next.step)
    return following, tuple(off)


def _is_same(before: NextStep, following: NextStep, talk: Conversation) -> bool:
    """Return whether a next step is another one on another day, with no words of its own."""
    step = talk.subject.process.step(following.step)
    bare = ("", before.what, step.title if step else "")
    return before.step == following.step and following.what in bare


def _ask(talk: Conversation, item: AgendaItem, following: NextStep, number: int) -> str:
    to = when_text(following.on)
    keys = {MOVED: f"moved to {to}", CANCELLED: "cancelled", STAYS: "stays as well"}
    question = f"And {shown_item(item, talk.subject)}?"

    def read(text: str) -> str:
        return (becomes(text) if len(text) > 1 else "") or key_meant(keys, text)

    def means(text: str) -> str:
        return keys[read(text)] if len(text) > 1 else ""

    hint = replace(pressed(keys, question), preview=means)
    usual = _likely(item.next, following) if number == 1 else STAYS
    key = f"old-step{number if number > 1 else ''}"
    return talk.asker.ask(key, question, read, default=usual, hint=hint, kept=str)


def _likely(before: NextStep, following: NextStep) -> str:
    """Return what most likely becomes of it: what comes before it leaves it where it is."""
    if before.step and before.step == following.step:
        return MOVED
    return STAYS if following.day < before.day else CANCELLED
