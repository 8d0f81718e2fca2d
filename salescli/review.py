"""The queue of the daily review: which deals need somebody, most urgent first, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from salescli.advice import suggest
from salescli.model.calendar import Calendar
from salescli.model.deal import Amount, Deal, NextStep
from salescli.model.moment import day_of, local, sort_key
from salescli.model.process import Process, Step
from salescli.model.spoken import distance, lateness, short_day
from salescli.model.standing import Standing


class Urgency(StrEnum):
    """The groups of the review, in its order."""

    UNSCHEDULED = "no next step"
    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this week"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Review:
    """One deal in the review.

    `when` is in words, `why` says why it is here; `step` is the one that is due, or else the one
    that the process suggests, and `purpose` what it must bring about. `looks_poor`: something
    speaks for walking away.
    """

    deal: Deal
    process: Process
    standing: Standing
    urgency: Urgency
    when: str
    why: str
    step: Step | None
    purpose: str
    looks_poor: bool


def week_end(today: date, calendar: Calendar) -> date:
    """The last day of the week that has the next workday: on a Saturday, of the week ahead."""
    try:
        workday = calendar.next_workday(today)
        return workday + timedelta(days=6 - workday.weekday())
    except (ValueError, OverflowError):
        return date.max


def review(deal: Deal, process: Process, standing: Standing, today: date, until: date) -> Review:
    """The place of an open deal in the review of that day, in a week that lasts `until`."""
    following = standing.next
    due = following.day if following else None
    scheduled = process.step(following.step) if following else None
    step = scheduled or suggest(standing, process)
    return Review(
        deal=deal,
        process=process,
        standing=standing,
        urgency=_urgency(due, today, until),
        when=_when(following, due, today),
        why=_why(standing, due, today),
        step=step,
        purpose=_purpose(step, standing),
        looks_poor=_looks_poor(standing, due, today),
    )


def order(reviews: Iterable[Review]) -> list[Review]:
    """The reviews, most urgent first; what is overdue or unscheduled by value, the rest by day."""
    groups = list(Urgency)

    def key(one: Review) -> tuple[int, date, time, Amount, str]:
        following = one.standing.next
        day, hour = sort_key(following.on if following else date.min)
        value = -(one.deal.value or 0)
        if one.urgency in (Urgency.UNSCHEDULED, Urgency.OVERDUE):
            day, hour = date.min, time.min
        return groups.index(one.urgency), day, hour, value, one.deal.handle

    return sorted(reviews, key=key)


def _urgency(due: date | None, today: date, until: date) -> Urgency:
    if due is None:
        return Urgency.UNSCHEDULED
    if due < today:
        return Urgency.OVERDUE
    if due == today:
        return Urgency.TODAY
    return Urgency.THIS_WEEK if due <= until else Urgency.LATER


def _when(following: NextStep | None, due: date | None, today: date) -> str:
    if following is None or due is None:
        return ""
    day = short_day(due, today)
    if due < today:
        return f"{day}, {lateness(due, today)}"
    at = f" {local(following.on):%H:%M}" if isinstance(following.on, datetime) else ""
    if due == today:
        return f"today{at}"
    return f"{day}{at}, {distance(due, today)}"


def _why(standing: Standing, due: date | None, today: date) -> str:
    following, last = standing.next, standing.last_encounter
    if due is not None and due < today:
        return "its day has passed, and nothing was logged since"
    if following is not None:
        return "they agreed to it" if following.agreed else "our wish: they have not agreed to it"
    if last is not None:
        day = day_of(last.at)
        since = f"{short_day(day, today)}, {distance(day, today)}"
        return f"the {last.kind} of {since}, ended without a next step"
    return "it was opened without a next step"


def _purpose(step: Step | None, standing: Standing) -> str:
    """What is to come of the step: the goal that was set, else what its outcomes ask for."""
    if standing.next is not None and standing.next.goal:
        return standing.next.goal.rstrip(".")
    texts = _still_to_bring_about(step, standing) if step else []
    more = f" (+{len(texts) - 1} more)" if len(texts) > 1 else ""
    return f"{texts[0]}{more}" if texts else ""


def _looks_poor(standing: Standing, due: date | None, today: date) -> bool:
    """A disqualifying fact on record, a step put off twice, or one that is two weeks late."""
    late = due is not None and (today - due).days > 14
    return late or standing.put_off >= 2 or any(entry.flags for entry in standing.log)


def _still_to_bring_about(step: Step, standing: Standing) -> list[str]:
    return [
        outcome.text or outcome.id
        for outcome in step.outcomes
        if outcome.required and outcome.id not in standing.trace.met
    ]
