"""What lists and the review know of a deal: header and conclusions, small and without a clock.

A summary is made from one deal and its process alone, so it may be kept in the cache; whatever
depends on the day is worked out from it afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from salescli.domain.advice import contacts_wanted, met_at_buyer, roles_without_person, suggest
from salescli.domain.deal import IMPORTED, Deal, Entry, NextStep
from salescli.domain.deal_fields import FIELDS, Amount, Header
from salescli.domain.own_fields import own_fields, plain_words
from salescli.domain.process import Process, Step
from salescli.domain.standing import Standing, Status
from salescli.domain.time.duration import Duration
from salescli.domain.unanswered import waiting_since


@dataclass(frozen=True, slots=True, repr=False)
class Due:
    """The step that is due: the scheduled one, else the one that the process has next.

    `purpose` is what it must achieve, `absent` what the roles are called that it wants and
    nobody has.
    """

    step: str
    title: str = ""
    within: Duration | None = None
    purpose: str = ""
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Summary:
    """One deal, as far as lists and the review show it.

    `stage` and `reached` are ids, `stage_title` is the stage's title, else its id. `agenda` has
    the next steps in force, by time; `names` has what each is called, `what` the first; `put_off`
    is the most that one of them was postponed. `contacts` counts the people at the buyer who were
    met, `advances` the encounters whose follow-up the buyer agreed to; `flags` are the
    disqualifying facts on record.
    `contacts_wanted`: how many of them there should be by now. `people` has each one's handle,
    name and address, `phones` the handle and the number of those whose number is kept.
    `follows` is the handle of the deal that it grew out of. `revisit` is the day on which a deal
    that was lost or walked away from comes back, and `left` why it was left.
    `followed` counts the encounters that were logged here, with what follows from each.
    `waits` is since when we wait for an answer to what we wrote, `planned` what another system has
    next, as it is kept. `details` has, in words, what else is in the header and in `[custom]`, by
    its dotted key.
    """

    handle: str
    title: str
    company: str
    process: str
    revision: int
    judged: bool
    value: Amount | None
    currency: str
    close: date | None
    owner: str
    source: str
    tags: tuple[str, ...]
    status: Status
    stage: str | None
    stage_title: str
    reached: str | None
    opened: datetime | None
    ended: datetime | None
    last_kind: str
    last_at: datetime | None
    agenda: tuple[NextStep, ...]
    what: str
    due: Due | None
    put_off: int
    encounters: int
    advances: int
    contacts: int
    flags: tuple[str, ...]
    contacts_wanted: int
    people: tuple[tuple[str, str, str], ...]
    follows: str = ""
    revisit: date | None = None
    left: str = ""
    phones: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    followed: int = 0
    planned: tuple[str, ...] = ()
    waits: datetime | None = None

    @property
    def next(self) -> NextStep | None:
        """The next step: the first of the agenda."""
        return self.agenda[0] if self.agenda else None

    @property
    def is_open(self) -> bool:
        """Whether the deal is still to be won."""
        return self.status is Status.OPEN


_OWN_ATTRIBUTES = frozenset(named.name for named in fields(Summary))
# What it says as the deal's header does; which process it follows is said by the process.
_OF_HEADER = _OWN_ATTRIBUTES.intersection(named.name for named in fields(Header)) - {"process"}
_OTHERS = tuple(key for key in FIELDS if key not in _OWN_ATTRIBUTES)


def summarise(deal: Deal, process: Process, standing: Standing, *, judged: bool = True) -> Summary:
    """Return the summary of a deal that was replayed."""
    stage, last = process.stage(standing.stage), standing.last_encounter
    encounters = [entry for entry in standing.log if entry.is_encounter]
    return Summary(
        **{name: getattr(deal, name) for name in _OF_HEADER},
        process=process.name,
        judged=judged,
        status=standing.status,
        stage=standing.stage,
        stage_title=(stage.title if stage else "") or standing.stage or "",
        reached=standing.reached,
        opened=standing.opened,
        ended=standing.ending.at if standing.ending else None,
        last_kind=last.kind if last else "",
        last_at=last.at if last else None,
        agenda=tuple(item.next for item in standing.agenda),
        what=what_text(standing.next, process),
        due=_due(deal, process, standing),
        put_off=max((item.put_off for item in standing.agenda), default=0),
        encounters=len(encounters),
        followed=len(standing.follow_ups),
        planned=_planned(deal),
        advances=sum(bool(step and step.agreed) for step in standing.follow_ups.values()),
        contacts=len(met_at_buyer(deal, process, standing)),
        flags=tuple(dict.fromkeys(flag for entry in standing.log for flag in entry.flags)),
        contacts_wanted=contacts_wanted(standing, process),
        people=tuple((who.handle, who.name, who.email) for who in deal.people.values()),
        revisit=standing.revisit,
        left=_left(process, standing),
        phones=tuple((who.handle, who.phone) for who in deal.people.values() if who.phone),
        names=tuple(what_text(item.next, process) for item in standing.agenda),
        details=_details(deal),
        waits=waiting_since(standing.log) if standing.ending is None else None,
    )


def _planned(deal: Deal) -> tuple[str, ...]:
    if IMPORTED not in deal.custom:
        return ()
    from salescli.domain.calendar.planned_elsewhere import planned_elsewhere

    return tuple(one.text for one in planned_elsewhere(deal))


def _details(deal: Deal) -> dict[str, str]:
    header = ((key, getattr(deal, key)) for key in _OTHERS)
    values = (*header, *own_fields(deal.custom))
    return {key: text for key, value in values if (text := plain_words(value))}


def what_text(following: NextStep | None, process: Process) -> str:
    """Return what a next step is called: its words, else the title of its step."""
    if following is None:
        return ""
    step = process.step(following.step)
    return following.what or (step.title if step else "") or following.step


def _left(process: Process, standing: Standing) -> str:
    """Return why a deal that comes back was left: its reason in short, and the evidence."""
    ending = standing.ending
    return reason_text(process, ending) if ending and standing.revisit else ""


def reason_text(process: Process, ending: Entry) -> str:
    """Return why a deal ended: its reason in short, and the evidence."""
    declared = (*process.loss, *process.disqualify)
    reason = next((one.text for one in declared if one.id == ending.reason), ending.reason)
    short = reason.partition(":")[0]  # what comes after it is a question to the seller
    return ": ".join(filter(None, (short, ending.evidence)))


def _due(deal: Deal, process: Process, standing: Standing) -> Due | None:
    following = standing.next
    scheduled = process.step(following.step) if following else None
    step = scheduled or suggest(standing, process)
    if step is None:
        return None
    return Due(
        step=step.id,
        title=step.title or step.id,
        within=step.within,
        purpose=_purpose(step, standing),
        absent=tuple(map(process.role_name, roles_without_person(deal, step))),
    )


def _purpose(step: Step, standing: Standing) -> str:
    """Return the goal of a step: the goal that was set, else what its outcomes ask for."""
    if standing.next is not None and standing.next.goal:
        return standing.next.goal.rstrip(".")
    texts = [
        outcome.text or outcome.id
        for outcome in step.outcomes
        if outcome.required and outcome.id not in standing.trace.met
    ]
    more = f" (+{len(texts) - 1} more)" if len(texts) > 1 else ""
    return f"{texts[0]}{more}" if texts else ""
