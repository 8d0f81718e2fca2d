"""One closed deal as evidence: what had happened in it, and when, in moments of its log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from salescli.domain.advice import is_buyer
from salescli.domain.deal import Deal
from salescli.domain.process import Process, earlier_steps
from salescli.domain.standing import Standing, Status
from salescli.domain.time.moment import day_of
from salescli.domain.time.workdays import Calendar

# What is known of a deal when it is opened, and might speak against ever beginning.
FACTS = ("source", "industry", "country", "kind", "tags", "competitors")

Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A closed deal, as what can be learnt from it.

    Moments are those of its trace. `declared` are the steps, outcomes and roles of the revision
    that it followed: what a revision doesn't have, its deals can't have left out. `first` has the
    moment at which each step was first held, `skipped` those set aside on the record, `logged`
    those that an encounter held (an import says that a step was held, not when). `several` is the
    moment at which a second person at the buyer was met. `gaps` has, for each step that was first
    held by an encounter, the business days since the encounter before it. `early` has the steps
    held before some that they wait for, with those. `days` are the business days that it took,
    where its opening is known. `unknown` says whether it has steps that nobody knows the day of.
    """

    deal: str
    result: Status
    revision: int
    declared: frozenset[str]
    first: Mapping[str, int]
    skipped: frozenset[str]
    logged: frozenset[str]
    met: Mapping[str, int]
    roles: Mapping[str, int]
    several: int | None
    gaps: Mapping[str, int]
    early: Mapping[str, tuple[str, ...]]
    facts: frozenset[Fact]
    reached: str | None
    closed: date
    days: int | None
    unknown: bool = False

    @property
    def won(self) -> bool:
        """Whether it was won."""
        return self.result is Status.WON

    @property
    def decided(self) -> bool:
        """Whether the buyer decided it: won or lost. From the others we walked away."""
        return self.result in (Status.WON, Status.LOST)


def evidence(
    deal: Deal, followed: Process, standing: Standing, process: Process, calendar: Calendar
) -> Evidence | None:
    """Return what a deal shows about `process` by the revision it followed; None while open."""
    if standing.ending is None or standing.opened is None:
        return None
    trace, opened = standing.trace, standing.opened_on
    closed = day_of(standing.ending.at)
    first = {step: moments[0] for step, moments in trace.held.items()}
    return Evidence(
        deal=deal.handle,
        result=standing.status,
        revision=deal.revision,
        declared=_declared(followed),
        first=first,
        skipped=frozenset(trace.skipped),
        logged=frozenset(
            step for step, moments in trace.held.items() if trace.entries[moments[0]].is_encounter
        ),
        met=trace.met,
        roles=trace.role_first,
        several=_several(deal, process, standing),
        gaps=_gaps(standing, calendar),
        early=_early(process, standing, first),
        facts=_facts(deal, standing),
        reached=standing.reached,
        closed=closed,
        days=None if opened is None else calendar.workdays_between(opened, closed),
        unknown=any(trace.entries[moments[0]].undated for moments in trace.held.values()),
    )


@lru_cache(maxsize=64)
def _declared(process: Process) -> frozenset[str]:
    outcomes = (outcome.id for step in process.steps for outcome in step.outcomes)
    return frozenset(
        (*(step.id for step in process.steps), *outcomes, *(role.id for role in process.roles))
    )


@lru_cache(maxsize=64)
def waits(process: Process) -> Mapping[str, tuple[str, ...]]:
    """Return what each step waits for: `after`, and the earlier stages by their order."""
    return {
        step.id: tuple(dict.fromkeys((*step.after, *earlier_steps(step, process))))
        for step in process.steps
    }


def _several(deal: Deal, process: Process, standing: Standing) -> int | None:
    """Return the moment at which a second person at the buyer was met; None if there was none."""
    met: set[str] = set()
    for moment, entry in enumerate(standing.trace.entries):
        if not entry.is_encounter:
            continue
        met.update(handle for handle in entry.people if is_buyer(handle, deal, process))
        if len(met) > 1:
            return moment
    return None


def _gaps(standing: Standing, calendar: Calendar) -> dict[str, int]:
    """Return the business days before each step, since the last encounter or reopening."""
    gaps: dict[str, int] = {}
    held: set[str] = set()
    start = standing.log[0]
    for entry in standing.log:
        if entry.is_encounter and entry is not start:
            days = calendar.workdays_between(day_of(start.at), day_of(entry.at))
            gaps |= {step: days for step in entry.steps if step not in held}
        if entry.holds:
            held.update(entry.steps)
        if entry.is_encounter or entry.kind == "reopen":
            start = entry
    return gaps


def _early(
    process: Process, standing: Standing, first: Mapping[str, int]
) -> dict[str, tuple[str, ...]]:
    """Return the steps held before others that they wait for, and which came later."""
    early = {}
    for step, others in waits(process).items():
        moment = first.get(step)
        if moment is None or standing.trace.entries[moment].kind == "import":
            continue
        jumped = tuple(
            other
            for other in others
            if first.get(other, -1) > moment
            and standing.trace.skipped.get(other, moment + 1) > moment
        )
        if jumped:
            early[step] = jumped
    return early


def _facts(deal: Deal, standing: Standing) -> frozenset[Fact]:
    """Return the facts as they were when the deal was opened, as far as its log has the changes."""
    facts: set[Fact] = set()
    for field in FACTS:
        changed = (entry.change[field][0] for entry in standing.log if field in entry.change)
        value = next(changed, getattr(deal, field))
        values = value if isinstance(value, list | tuple) else (value,)
        facts |= {(field, text) for text in values if isinstance(text, str) and text}
    return frozenset(facts)
