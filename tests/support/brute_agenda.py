"""The agenda and the gaps: DESIGN.md, section 4, read as plainly as can be, as in brute_force.

An item is a list of three: the next step, the entry that put it there, how often it was put off.
What the text leaves open is read so: of items due at one time the one that stands first counts;
an agenda is of an open deal; an item in words after a change of process has its own words, and
where it has none, the id of its step as words, for a log knows no titles of another process.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from salescli.domain.deal import Deal, Entry, NextStep
from salescli.domain.process import Process
from support.brute_findings import status_of
from support.brute_force import Word, in_order, is_encounter, is_finished, steps_held

Item = list[Any]
HERE = ZoneInfo("Europe/Berlin")


def agenda_of(deal: Deal, process: Process) -> list[Item]:
    """All next steps that are in force at the end of the log, by time."""
    if status_of(deal) != "open":
        return []
    return by_time(history(deal, process)[-1]) if deal.log else []


def history(deal: Deal, process: Process) -> list[list[Item]]:
    """The agenda after each entry in order of `at`."""
    items: list[Item] = []
    after = []
    for entry in in_order(deal):
        if entry.kind in {"open", "reopen", "close"}:
            items = []
        if is_encounter(entry):
            items = without(items, what_it_was(entry, items))
        if entry.kind == "skip":
            items = without(items, [item for item in items if item[0].step in entry.steps])
        items = [i for i in items if not {i[0].step, i[0].what} & set(entry.drop) - {""}]
        for following in entry.nexts:
            items = put_on(items, following, entry)
        if "process" in entry.change or "revision" in entry.change:
            items = [[in_words(step, process), by, times] for step, by, times in items]
        after.append(items)
    return after


def what_it_was(entry: Entry, items: list[Item]) -> list[Item]:
    """Of each step that it held the earliest item, and each item that `did` names.

    One that names neither: the earliest item that was due on its day or before.
    """
    gone = []
    for step in steps_held(entry):
        gone += by_time([item for item in items if item[0].step == step])[:1]
    for words in entry.did:
        gone += [item for item in items if item[0].step == "" and item[0].what == words]
    if not entry.steps and not entry.did:
        due = [item for item in items if day(item[0].on) <= day(entry.at)]
        gone += by_time(due)[:1]
    return gone


def put_on(items: list[Item], following: NextStep, entry: Entry) -> list[Item]:
    """In place of the item with the same step and the same words.

    One without words: of the only item of its step. Else beside the others.
    """
    place = [n for n, (step, _, _) in enumerate(items)
             if (step.step, step.what) == (following.step, following.what)]  # fmt: skip
    if not place and following.step and not following.what:
        of_step = [n for n, (step, _, _) in enumerate(items) if step.step == following.step]
        place = of_step if len(of_step) == 1 else []
    if not place:
        return [*items, [following, entry, 0]]
    before, _, times = items[place[0]]
    moved = [following, entry, times + is_later(following.on, before.on)]
    return [*items[: place[0]], moved, *items[place[0] + 1 :]]


def in_words(following: NextStep, process: Process) -> NextStep:
    """An item of a step that the process lacks stays on in words."""
    if not following.step or following.step in [step.id for step in process.steps]:
        return following
    words = following.what or following.step.replace("-", " ").capitalize()
    return replace(following, step="", what=words)


def without(items: list[Item], gone: list[Item]) -> list[Item]:
    return [item for item in items if not any(item is one for one in gone)]


def by_time(items: list[Item]) -> list[Item]:
    """By day; on one day what has no time comes first."""
    return sorted(items, key=lambda item: (day(item[0].on), clock(item[0].on)))


def is_later(on: date, than: date) -> bool:
    """Later by the clock; by the day where one of the two has no time."""
    if isinstance(on, datetime) and isinstance(than, datetime):
        return on > than
    return day(on) > day(than)


def day(when: date) -> date:
    return when.astimezone(HERE).date() if isinstance(when, datetime) else when


def clock(when: date) -> str:
    return when.astimezone(HERE).time().isoformat() if isinstance(when, datetime) else "00:00:00"


# What follows from it


def follow_ups(deal: Deal, process: Process) -> list[NextStep | None]:
    """Of each encounter, in order: what it scheduled first, else the first that it kept."""
    said = []
    for entry, items in zip(in_order(deal), history(deal, process), strict=True):
        if is_encounter(entry):
            kept = [item[0] for item in by_time(items)]
            said.append(next(iter([*entry.nexts, *kept]), None))
    return said


def unfollowed(deal: Deal, process: Process) -> list[int]:
    """Earlier encounters that ended without a next step: the entry after neither schedules
    nor closes. The one that leaves the deal without a next step now is none of them."""
    log, after = in_order(deal), history(deal, process)
    places = []
    for n, entry in enumerate(log[:-1]):
        follows = log[n + 1].nexts or log[n + 1].kind == "close"
        goes_on = any(is_encounter(later) or later.nexts for later in log[n + 1 :])
        if is_encounter(entry) and not after[n] and not follows and goes_on:
            places.append(entry.index)
    return places


def stage_of(process: Process, word: Word) -> str:
    """The furthest stage in which a step was held; the next one where every required step of it
    is finished; the first where nothing was held."""
    stages = [stage.id for stage in process.stages]
    reached = [stage for stage in stages if any(
        step.stage == stage and ("held", step.id) in word for step in process.steps)]  # fmt: skip
    if not reached:
        return stages[0]
    required = [s for s in process.steps if s.stage == reached[-1] and s.required]
    further = stages[stages.index(reached[-1]) + 1 :]
    if all(is_finished(step, word) for step in required) and further:
        return further[0]
    return reached[-1]


def gaps_of(process: Process, word: Word) -> list[str]:
    """The required steps of earlier stages that are unfinished."""
    stages = [stage.id for stage in process.stages]
    earlier = stages[: stages.index(stage_of(process, word))]
    return [step.id for step in process.steps
            if step.required and step.stage in earlier and not is_finished(step, word)]  # fmt: skip
