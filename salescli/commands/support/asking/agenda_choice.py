"""Which of several next steps is meant, asked for where a day alone was typed."""

from __future__ import annotations

from dataclasses import replace

from salescli.commands.support.subject import Subject
from salescli.commands.support.writing.agenda_items import find_item, item_name
from salescli.flags.day.schedule import Place
from salescli.flags.support.next_step import NextFlags
from salescli.prompts import Asker, Choice, Hint
from salescli.text.wording import when_text


def ask_which(flags: NextFlags, place: Place, about: Subject) -> NextFlags:
    """Return the flags with the next step that is to be moved, where they name none of several."""
    agenda = about.standing.agenda
    if flags.step or flags.what or place != Place() or len(agenda) < 2:
        return flags
    choices = tuple(Choice(item_name(i, agenda), when_text(i.next.on)) for i in agenda)
    intro = tuple(f"  {choice.name}: {choice.label}" for choice in choices)
    item = Asker({}, lambda _: None).ask(
        "item",
        "Which of them",
        lambda text: find_item(text, about),
        default=choices[0].name,
        hint=Hint(choices, intro=intro),
    )
    return replace(flags, step=item.next.step or None, what=flags.what or item.next.what)
