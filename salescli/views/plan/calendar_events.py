"""A plan as events to book: each row a whole day, but for the one that is scheduled already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time

from salescli.domain.action_plan import Plan, Row
from salescli.domain.appointments import appointments
from salescli.domain.standing import Standing
from salescli.exchange.calendar.feed import USUAL, event_of
from salescli.exchange.calendar.icalendar_file import Event, is_address, uid
from salescli.views.plan.phrases import after_text, owner_text, step_text, title


def plan_events(plan: Plan, standing: Standing) -> Iterator[Event]:
    """Yield the events of a plan, each of the same name whenever it is made.

    Their SEQUENCE counts the entries of the deal's log, until git says better (see `numbered`). The
    row that is scheduled is the event that the feed and the invitation have.
    """
    for row in plan.rows:
        event = _planned(plan, row, standing)
        if row.scheduled is not None:
            own = event_of(appointments(standing.log)[-1], plan.deal, plan.process)
            event = replace(own, summary=event.summary, description=event.description)
        yield event


def _planned(plan: Plan, row: Row, standing: Standing) -> Event:
    log = standing.log
    today = datetime.combine(plan.today, time(), UTC)  # of a deal without a log, for want of it
    them = row.theirs.person
    return Event(
        uid=uid("plan", plan.deal.handle, row.step.id),
        sequence=len(log),
        made=log[0].at if log else today,
        changed=log[-1].at if log else today,
        status="TENTATIVE",
        on=row.by,
        length=USUAL,
        summary=f"{title(plan)}: {step_text(row)}",
        description="\n".join(_lines(row)),
        invited=(them,) if them is not None and is_address(them.email) else (),
    )


def _lines(row: Row) -> Iterator[str]:
    yield f"{owner_text(row.theirs)} with {owner_text(row.ours)}"
    yield from (f"- {outcome}" for outcome in row.brings)
    if row.after:
        yield f"After: {after_text(row)}"
