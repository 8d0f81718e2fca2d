"""What to know before a conversation: who will be there, what was said and promised, what is next.

Pure. Each fact keeps the entry that it comes from, so that its day can be shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from salescli.domain.advice import people_for, suggest
from salescli.domain.deal import Deal, Entry, NextStep, Person
from salescli.domain.incoming.promises import Promise, promises, without_promises
from salescli.domain.process import Process, Step
from salescli.domain.schedule import in_turn
from salescli.domain.standing import Standing
from salescli.domain.time.workdays import Calendar
from salescli.text.lazy_re import lazy_re

_INNER = '[^"\u201c\u201d\u201e]'
_QUOTE = lazy_re(f'["\u201c\u201e]({_INNER}+)["\u201d\u201c]')
_WORDS = 3  # of a quotation that says something


@dataclass(frozen=True, slots=True)
class Quote:
    """What they last said in their own words, and when."""

    text: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Following:
    """What comes after: a step of the process, with those in its roles who were never met.

    `unknown` are the roles that nobody has.
    """

    step: Step
    unmet: tuple[Person, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """What to know of a deal before the next step, `about` (None where nothing is scheduled).

    `step` is its step of the process, or the suggested one. `present` will be there; `missing` are
    people in roles that the step calls for who are not asked to it, `unknown` the roles that nobody
    has. `last` is the last entry that has words.
    """

    about: NextStep | None
    step: Step | None
    present: tuple[str, ...]
    missing: tuple[Person, ...]
    unknown: tuple[str, ...]
    last: Entry | None
    quote: Quote | None
    promises: tuple[Promise, ...]
    then: NextStep | None
    following: Following | None


def briefing(
    deal: Deal,
    process: Process,
    standing: Standing,
    calendar: Calendar,
    about: NextStep | None = None,
) -> Briefing:
    """Return what to know before a next step of a deal: before the first one, if none is named."""
    agenda = [item.next for item in standing.agenda]
    about = about or standing.next
    step = None
    if standing.is_open:
        step = (process.step(about.step) if about else None) or suggest(standing, process)
    present = about.people if about else people_for(deal, step, standing)
    roles = {deal.people[who].role for who in present if who in deal.people}
    asked = [role for role in (step.theirs if step else ()) if role not in roles]
    others = [who for who in deal.people.values() if who.role in asked]
    later = agenda[agenda.index(about) + 1 :] if about in agenda else []
    return Briefing(
        about=about,
        step=step,
        present=present,
        missing=tuple(others),
        unknown=_unknown(asked, others),
        last=last_words(standing),
        quote=_last_quote(standing.log),
        promises=promises(deal.log, calendar),
        then=next(iter(later), None),
        following=_following(deal, process, standing, step),
    )


def last_words(standing: Standing) -> Entry | None:
    """Return the last conversation or note that has words; without any, the last conversation."""
    talks = (entry for entry in standing.log if entry.is_encounter or entry.kind == "note")
    worded = [entry for entry in talks if without_promises(entry.note)]
    return worded[-1] if worded else standing.last_encounter


def _unknown(roles: Iterable[str], people: Iterable[Person]) -> tuple[str, ...]:
    known = {who.role for who in people}
    return tuple(role for role in roles if role not in known)


def _following(
    deal: Deal, process: Process, standing: Standing, step: Step | None
) -> Following | None:
    """Return the step that can be done after one, and who is needed for it."""
    turns = in_turn(standing, process, without=[step.id] if step else ())
    order = [one.id for one in process.steps]
    here = order.index(step.id) if step else -1
    later = [turn.step for turn in turns if order.index(turn.step.id) > here]
    after = next(iter(later or [turn.step for turn in turns]), None)
    if after is None or not standing.is_open:
        return None
    met = {who for entry in standing.log if entry.is_encounter for who in entry.people}
    people = [who for who in deal.people.values() if who.role in after.theirs]
    unmet = tuple(who for who in people if who.handle not in met)
    return Following(after, unmet, _unknown(after.theirs, people))


def _last_quote(log: Iterable[Entry]) -> Quote | None:
    """Return the last words in quotes of the newest encounter that has any."""
    for entry in sorted(log, key=lambda entry: entry.at, reverse=True):
        if entry.is_encounter or entry.kind == "note":
            texts = [" ".join(text.split()) for text in _QUOTE.findall(entry.note)]
            telling = [text for text in texts if len(text.split()) >= _WORDS]
            if telling:
                return Quote(telling[-1], entry)
    return None
