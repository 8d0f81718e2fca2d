"""Words found in deals: in notes, names, people, next steps, tags and own fields. Pure.

Each text of a deal is searched by itself; words of the deal's own names, and of the people that an
entry is about, count for its texts too: 'ardent liability' finds the notes about liability there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from heapq import heappop, heappush
from math import inf

from salescli.domain.deal import Deal, Entry, Person
from salescli.domain.deal_fields import FIELDS
from salescli.domain.own_fields import own_fields, plain_words
from salescli.domain.time.moment import day_of
from salescli.text.matching import meant
from salescli.text.word_search import Phrase

_UNSEARCHED = (
    "process",
    "revision",
    "value",
    "currency",
    "close",
    "follows",
    "go_live",
    "employees",
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that has the words. `where` is what it is: note, next, person, or a field's name.

    `at` and `entry` are those of the log entry that it stands in; a field of the header and a
    person have none. `latest` is when the deal's last entry was logged: by it those are ordered.
    `due` is the day of a next step.
    """

    deal: str
    company: str
    where: str
    text: str
    latest: datetime | None
    at: datetime | None = None
    entry: Entry | None = None
    people: tuple[str, ...] = ()
    due: date | None = None


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for: all of the phrases; what a person is about; since a day."""

    phrases: tuple[Phrase, ...]
    person: str = ""
    since: date | None = None


def find_in_deal(deal: Deal, wanted: SearchQuery) -> list[Hit]:
    """Return the texts of a deal that have the words, in the order of its file.

    What the log says again, word for word, is one hit: the newest.
    """
    names = f"{deal.handle} {deal.company} {deal.title}"
    chosen = _people(deal, wanted.person) if wanted.person else None
    hits: dict[tuple[str, str], Hit] = {}
    for hit in _texts(deal):
        if wanted.since and (hit.at is None or day_of(hit.at) < wanted.since):
            continue
        if chosen is not None and chosen.isdisjoint(hit.people):
            continue
        if _has(hit, wanted.phrases, names, deal):
            key = hit.where, hit.text
            before = hits.get(key)
            if before is None or (hit.at and before.at and before.at < hit.at):
                hits[key] = hit
    return list(hits.values())


def newest_first(
    deals: Iterable[tuple[float, str]], search: Callable[[str], Iterable[Hit]]
) -> Iterator[Hit]:
    """Yield what a search of each deal finds, the newest first; of the deals as few as need be.

    Each comes with a timestamp that nothing in it is later than, the latest of them first. What
    has no day goes by its deal's last entry.
    """
    waiting: list[tuple[float, str, int, Hit]] = []
    for latest, deal in deals:
        while waiting and -waiting[0][0] > latest:
            yield heappop(waiting)[-1]
        for number, hit in enumerate(search(deal)):
            heappush(waiting, (_age(hit), hit.deal, number, hit))
    while waiting:
        yield heappop(waiting)[-1]


def _age(hit: Hit) -> float:
    when = hit.at or hit.latest
    return -when.timestamp() if when else inf


def _has(hit: Hit, phrases: Iterable[Phrase], names: str, deal: Deal) -> bool:
    """Return whether a text has a phrase, and all of the others are there or in names beside it."""
    own = [phrase.is_in(hit.text) for phrase in phrases]
    if all(own) or not any(own):
        return all(own)
    known = (deal.people[who] for who in hit.people if who in deal.people)
    beside = " ".join((names, *(f"{who.handle} {who.name}" for who in known)))
    return all(is_own or p.is_in(beside) for is_own, p in zip(own, phrases, strict=True))


def _people(deal: Deal, name: str) -> set[str]:
    names = {handle: who.name for handle, who in deal.people.items()}
    address = name.strip().casefold()
    by_mail = {handle for handle, who in deal.people.items() if who.email.casefold() == address}
    return by_mail or set(meant(name, names))


def _texts(deal: Deal) -> Iterator[Hit]:
    """Yield every text of a deal, each as a hit would be."""
    latest = max((entry.at for entry in deal.log), default=None)
    fields = ((key, getattr(deal, key)) for key in FIELDS if key not in _UNSEARCHED)
    for key, value in (*fields, *own_fields(deal.custom)):
        if text := plain_words(value):
            yield Hit(deal.handle, deal.company, key, text, latest)
    for who in deal.people.values():
        text = _person_text(who)
        yield Hit(deal.handle, deal.company, "person", text, latest, people=(who.handle,))
    for entry in deal.log:
        around = tuple(dict.fromkeys(filter(None, (*entry.people, entry.said_by))))
        for where, text in _entry_texts(entry):
            yield Hit(deal.handle, deal.company, where, text, latest, entry.at, entry, around)
        for following in entry.nexts:
            text = " · ".join(filter(None, (following.what or following.step, following.goal)))
            people = following.people
            yield Hit(
                deal.handle,
                deal.company,
                "next",
                text,
                latest,
                entry.at,
                entry,
                people,
                following.day,
            )


def _entry_texts(entry: Entry) -> Iterator[tuple[str, str]]:
    texts = (("note", entry.note), ("reason", entry.reason), ("evidence", entry.evidence))
    yield from ((where, text.strip()) for where, text in texts if text.strip())
    yield from (("next", text) for text in (*entry.did, *entry.drop))


def _person_text(who: Person) -> str:
    parts = (who.name or who.handle, who.title, who.role, who.phone, who.email, *who.links)
    return " · ".join(filter(None, parts))
