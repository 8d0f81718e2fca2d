"""Whether a next step stands beside the others, or in place of one, asked for."""

from __future__ import annotations

import re

from salescli.commands.support.asking.conversation import Conversation
from salescli.commands.support.subject import Subject
from salescli.commands.support.writing.agenda_items import find_item, item_name, item_names
from salescli.domain.deal import NextStep
from salescli.domain.standing import AgendaItem
from salescli.domain.summary import what_text
from salescli.errors import UsageError
from salescli.flags.day.schedule import Place
from salescli.prompts import Hint, name_choices
from salescli.text.lazy_re import lazy_re
from salescli.text.matching import folded
from salescli.text.place_words import ALSO, INSTEAD
from salescli.text.wording import when_text
from salescli.text.yes_words import has_no, says_yes

_BESIDE = frozenset(
    {
        *("y", "j", "also", "both", "too", "well", "beside", "besides", "addition", "additionally"),
        *("extra", "alongside", "plus", "top", "beides", "beide", "zusatzlich", "auch", "dazu"),
        *("daneben", "neben", "ausserdem", "obendrein", "anche", "entrambi"),
    }
)
_IN_PLACE = frozenset(
    {
        *("n", "instead", "replace", "replaces", "replacing", "replaced", "place", "statt"),
        *("stattdessen", "anstatt", "anstelle", "ersetzt", "ersetzen", "ersetze", "invece"),
    }
)
_OTHER = lazy_re(r"\b(?:other|old|andere[rns]?|alte[rns]?|previous|vorige[rns]?)\b")
_OVER = lazy_re(
    r"\b(?:done|over|off|gone|drop|cancel\w*|erledigt|weg|fallt|hin\w*|gemacht|schon)\b"
)
_OF = lazy_re(r"^\W*(?:(?:of|von|the|der|die|das|dem)\b\W*)+", re.IGNORECASE)
_WORD = lazy_re(r"[^\W_]+")


def ask_place(talk: Conversation, following: NextStep) -> Place:
    """Ask whether a next step stands beside the others, or in place of one."""
    about = talk.subject
    agenda = about.standing.agenda
    talk.asker.say(f"On the agenda: {'; '.join(shown_item(item, about) for item in agenda)}")
    new = what_text(following, about.process)

    def read(text: str) -> Place:
        """Return where among what is due a next step goes."""
        if not is_instead(text):
            return Place(also=True)
        if len(agenda) == 1:
            return Place(instead=item_name(agenda[0], agenda))
        if not (name := _behind_instead(text)):
            raise UsageError("instead of which?", fix=f"instead {item_names(agenda, ' or ')}")
        return Place(instead=item_name(find_item(name, about), agenda))

    def means(text: str) -> str:
        name = read(text).instead
        return f"instead of {name}" if name else "as well as the others"

    question = f"{new}: as well as, or instead of it? (also/instead)"
    hint = Hint(name_choices((ALSO, INSTEAD)), preview=means, also="n: no, instead of it")
    place = talk.asker.ask("place", question, read, default=ALSO, hint=hint)
    if place.instead:
        talk.asker.say(f"  in place of {place.instead}")
    return place


def place_in_words(where: str, about: Subject) -> Place | None:
    """Return the place that was typed with a next step; None where it has to be asked for."""
    agenda = about.standing.agenda
    if where == INSTEAD and len(agenda) == 1:
        return Place(instead=item_name(agenda[0], agenda))
    return Place(also=True) if where == ALSO else None


def is_instead(text: str) -> bool:
    """Return whether an answer puts a next step in the place of another. Raises UsageError."""
    words = folded(text).split()
    beside, instead = not _BESIDE.isdisjoint(words), not _IN_PLACE.isdisjoint(words)
    if not beside and not instead:
        beside, instead = (len(words) == 1 and w.startswith(words[0]) for w in (ALSO, INSTEAD))
    if beside is not instead:
        is_denied = has_no(text) and words[0] not in ("no", "nein", "nope", "ne", "nee", "nah")
        return instead is not is_denied
    is_over = _OTHER.search(" ".join(words)) and _OVER.search(" ".join(words))
    if not beside and (has_no(text) or is_over):
        return True
    if not beside and says_yes(text):
        return False
    raise UsageError(f"'{text}' is neither also nor instead", fix="type also, or instead")


def _behind_instead(text: str) -> str:
    """Return which one an answer names: what stands behind the first word for 'instead'."""
    found = [word for word in _WORD.finditer(text) if folded(word[0]) in _IN_PLACE]
    rest = text[found[0].end() :] if found else ""
    return _OF.sub("", re.split("[,;]", rest.strip(" ,;"))[0]).strip(" ,.;:-")


def shown_item(item: AgendaItem, about: Subject) -> str:
    """Return a next step with its day, as the agenda is listed."""
    return f"{what_text(item.next, about.process)} on {when_text(item.next.on)}"
