"""The agenda: all next steps of a deal that are in force, followed through its log. Pure.

The theory. `open`, `reopen` and `close` empty it. An encounter takes off what it was: of each step
that it held the earliest item, and each item that its `did` names; one that names neither takes
off the earliest item, where that was due on its day or before. A skip takes off the items of its
steps, and `drop`, on any entry, what it names: by the step or by the words. Then each next step of
the entry is put on, in place of the item with the same step and the same words (one without words:
of the only item of its step), else beside the others. What was logged in another system takes
nothing off: what comes next is decided here. An item whose place is taken by a later one
was postponed; the count goes with it while it stays on. After a change of process, items of
steps that the new process lacks stay on in words.

Each item has a `serial` number, which it keeps while it is moved: of items due at one time the one
with the lesser number comes first. Every index below exists so that a log costs its length, and no
more, however much is on its agenda. Most have one item at a time, of which no clock is asked when
it is due: items are put in order only when the first of several is wanted.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from salescli.domain.deal import TURNS, Entry, NextStep
from salescli.domain.standing import AgendaItem
from salescli.domain.time.moment import When, day_of, sort_key

_PROCESS = frozenset({"process", "revision"})  # the fields whose change may take steps away

_SEVERAL = 2  # items, of which one comes first

_Due = list[tuple[tuple[date, time], int]]  # a heap of when items are due, and their numbers


@dataclass(frozen=True, slots=True, repr=False)
class Turn:
    """What one entry did to the agenda.

    `off` was taken off; of `on`, each item was put on in place of another one, or beside them.
    `first` is the first of the agenda after it.
    """

    entry: Entry
    off: tuple[AgendaItem, ...]
    on: tuple[tuple[AgendaItem, AgendaItem | None], ...]
    first: AgendaItem | None

    @property
    def follow_up(self) -> NextStep | None:
        """What the entry scheduled first, else the first of what it kept."""
        if self.entry.nexts:
            return self.entry.nexts[0]
        return self.first.next if self.first else None


def turns(log: Iterable[Entry], steps: Collection[str] | None = None) -> Iterator[Turn]:
    """Yield what each entry of a log in order of time did.

    `steps` are those of the process; where it isn't known, no item is put in words.
    """
    agenda = Agenda(steps)
    for entry in log:
        yield agenda.take(entry)


class Agenda:
    """The agenda of a deal whose process has these steps, as far as its log was followed."""

    def __init__(self, steps: Collection[str] | None = None) -> None:
        self._declared = steps
        self._serial = 0
        self._empty()

    def _empty(self) -> None:
        self._items: dict[int, AgendaItem] = {}
        self._when: dict[int, tuple[date, time]] = {}
        self._due: defaultdict[str | None, _Due] = defaultdict(list)  # of a step; None: of all
        self._unordered: defaultdict[str | None, list[int]] = defaultdict(list)  # not yet in these
        self._of_step: defaultdict[str, set[int]] = defaultdict(set)
        self._in_words: defaultdict[str, set[int]] = defaultdict(set)
        self._named: defaultdict[tuple[str, str], set[int]] = defaultdict(set)

    def items(self) -> tuple[AgendaItem, ...]:
        """Return what is on the agenda, by time."""
        items = tuple(self._items.values())
        return items if len(items) < _SEVERAL else tuple(sorted(items, key=_order))

    def take(self, entry: Entry) -> Turn:
        """Follow the log by one entry, and return what it did."""
        off = self._off(entry)
        on = [self._put(entry, place) for place in range(len(entry.nexts))]
        if self._declared is not None and not _PROCESS.isdisjoint(entry.change):
            on += self._put_in_words(self._declared)
        return Turn(entry, tuple(off), tuple(on), self._earliest())

    def _off(self, entry: Entry) -> list[AgendaItem]:
        """Take off what an entry ends."""
        if entry.kind in TURNS:  # what was due before it is not in force
            off = list(self._items.values())
            self._empty()
            return off
        is_encounter = entry.is_encounter
        if not (is_encounter or entry.drop or entry.kind == "skip"):
            return []
        gone: set[int] = set()
        if is_encounter and not entry.is_elsewhere:
            gone = self._taken_by(entry)
        elif entry.kind == "skip":
            gone.update(*(self._of_step.get(step, ()) for step in entry.steps if step))
        for name in filter(None, entry.drop):
            gone |= self._of_step.get(name, set()) | self._in_words.get(name, set())
        return [self._remove(serial) for serial in sorted(gone)]

    def _taken_by(self, encounter: Entry) -> set[int]:
        """Return the numbers of the items that an encounter was."""
        if not encounter.steps and not encounter.did:
            first = self._earliest()
            was_due = first is not None and first.next.day <= day_of(encounter.at)
            return {first.serial} if first is not None and was_due else set()
        gone: set[int] = set()
        for step in filter(None, encounter.steps):
            item = self._earliest(step)
            if item is not None:
                gone.add(item.serial)
        for words in encounter.did:
            gone |= self._named.get(("", words), set())
        return gone

    def _put(self, entry: Entry, place: int) -> tuple[AgendaItem, AgendaItem | None]:
        """Put one next step of an entry on; return it with the item whose place it took."""
        following = entry.nexts[place]
        serial = self._place_of(following)
        if serial is None:
            self._serial += 1
            return self._add(AgendaItem(following, entry, place, 0, self._serial)), None
        before = self._remove(serial)
        times = before.put_off + _is_later(following.on, before.next.on)
        return self._add(AgendaItem(following, entry, place, times, serial)), before

    def _place_of(self, following: NextStep) -> int | None:
        """Return the number of the item whose place a next step takes; None for one of its own."""
        same = self._named.get((following.step, following.what))
        if same:
            return min(same)
        of_step = self._of_step.get(following.step, ()) if following.step else ()
        return min(of_step) if not following.what and len(of_step) == 1 else None

    def _put_in_words(self, declared: Collection[str]) -> Iterator[tuple[AgendaItem, AgendaItem]]:
        """Put the items of steps that the process lacks in words."""
        for step in [step for step in self._of_step if step and step not in declared]:
            for serial in sorted(self._of_step.pop(step)):
                item = self._remove(serial)
                words = item.next.what or step.replace("-", " ").capitalize()
                worded = replace(item, next=replace(item.next, step="", what=words))
                yield self._add(worded), item

    def _add(self, item: AgendaItem) -> AgendaItem:
        following, serial = item.next, item.serial
        self._items[serial] = item
        self._of_step[following.step].add(serial)
        self._in_words[following.what].add(serial)
        self._named[following.step, following.what].add(serial)
        self._unordered[None].append(serial)
        self._unordered[following.step].append(serial)
        return item

    def _remove(self, serial: int) -> AgendaItem:
        item = self._items.pop(serial)
        self._of_step[item.next.step].discard(serial)
        self._in_words[item.next.what].discard(serial)
        self._named[item.next.step, item.next.what].discard(serial)
        return item

    def _earliest(self, step: str | None = None) -> AgendaItem | None:
        """Return the first item of a step, or of all; what is off or was moved is thrown out."""
        there = self._items if step is None else self._of_step.get(step, ())
        if len(there) < _SEVERAL:
            for serial in there:
                return self._items[serial]
            return None
        due = self._due[step]
        for serial in self._unordered.pop(step, ()):
            if serial in there:
                when = self._when[serial] = sort_key(self._items[serial].next.on)
                heapq.heappush(due, (when, serial))
        while due:
            when, serial = due[0]
            if serial in there and self._when[serial] == when:
                return self._items[serial]
            heapq.heappop(due)
        return None


def _order(item: AgendaItem) -> tuple[tuple[date, time], int]:
    return sort_key(item.next.on), item.serial


def _is_later(on: When, than: When) -> bool:
    """Return whether that is later, by the day where one of them is a day alone."""
    if isinstance(on, datetime) and isinstance(than, datetime):
        return sort_key(on) > sort_key(than)
    return day_of(on) > day_of(than)
