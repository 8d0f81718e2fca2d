"""Whether a next step stands beside the others, or in place of one, asked for."""

from __future__ import annotations

from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.subject import Subject
from salescli.commands.support.writing.agenda_items import find_item, item_name, item_names
from salescli.domain.deal import NextStep
from salescli.domain.standing import AgendaItem
from salescli.domain.summary import what_text
from salescli.errors import UsageError
from salescli.flags.day.schedule import Place
from salescli.prompts import Hint, named
from salescli.text.matching import folded
from salescli.text.wording import when_text

_ALSO, _INSTEAD = "also", "instead"
_AS_WELL = {
    "y",
    "j",
    "yes",
    "ja",
    "both",
    "as well",
    "as well as",
    "beside",
    "too",
    "beides",
    "zusatzlich",
    "auch",
    "dazu",
}
_NOT_AS_WELL = {"n", "no", "nein", "nope", "replace", "instead of it", "stattdessen", "statt"}


def ask_place(talk: Conversation, following: NextStep) -> Place:
    """Ask whether a next step stands beside the others, or in place of one."""
    about = talk.subject
    agenda = about.standing.agenda
    talk.asker.say(f"On the agenda: {'; '.join(shown_item(item, about) for item in agenda)}")
    new = what_text(following, about.process)

    def read(text: str) -> Place:
        words = [_INSTEAD] if folded(text) in _NOT_AS_WELL else text.casefold().split(maxsplit=1)
        if _ALSO.startswith(text.casefold()) or folded(text) in _AS_WELL:
            return Place(also=True)
        if not words or not _INSTEAD.startswith(words[0]):
            raise UsageError(f"'{text}' is neither also nor instead", fix="type also, or instead")
        if len(words) == 1 and len(agenda) > 1:
            raise UsageError("instead of which?", fix=f"instead {item_names(agenda, ' or ')}")
        item = find_item(words[1], about) if len(words) > 1 else agenda[0]
        return Place(instead=item_name(item, agenda))

    def means(text: str) -> str:
        name = read(text).instead
        return f"instead of {name}" if name else "as well as the others"

    question = f"{new}: as well as, or instead of it? (also/instead)"
    hint = Hint(named((_ALSO, _INSTEAD)), preview=means, also="n: no, instead of it")
    place = talk.asker.ask("place", question, read, default=_ALSO, hint=hint)
    if place.instead:
        talk.asker.say(f"  in place of {place.instead}")
    return place


def shown_item(item: AgendaItem, about: Subject) -> str:
    """Return a next step with its day, as the agenda is listed."""
    return f"{what_text(item.next, about.process)} on {when_text(item.next.on)}"
