"""A plan as events to book: each row a whole day, but for the one that is scheduled already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time

from salescli.domain.action_plan import PlannedRow
from salescli.domain.appointments import State, appointments
from salescli.domain.buyer_plan import BuyerPlan
from salescli.domain.standing import Standing
from salescli.exchange.calendar.feed import USUAL, event_name, event_of
from salescli.exchange.calendar.icalendar_file import Event, is_address, uid
from salescli.views.plan.phrases import after_text, owner_text, step_text, title


def plan_events(plan: BuyerPlan, standing: Standing) -> Iterator[Event]:
    """Yield the events of a plan, each of the same name whenever it is made.

    Their SEQUENCE counts the entries of the deal's log, until git says better (see `numbered`). The
    row that is scheduled is the event that the feed and the invitation have.
    """
    known = appointments(standing.log, {step.id for step in plan.process.steps})
    ahead = {one.step: one for one in known if one.state is State.AHEAD}
    deal = event_name(known[0], plan.deal.handle) if known else plan.deal.handle
    for row in plan.rows:
        event = _planned(plan, row, standing, deal)
        if row.scheduled is not None and (booked := ahead.get(row.scheduled)) is not None:
            own = event_of(booked, plan.deal, plan.process)
            event = replace(own, summary=event.summary, description=event.description)
        yield event


def _planned(plan: BuyerPlan, row: PlannedRow, standing: Standing, deal: str) -> Event:
    """Return a row as an event; `deal` is what the deal is called for good."""
    log = standing.log
    today = datetime.combine(plan.today, time(), UTC)  # of a deal without a log, for want of it
    them = row.theirs.person
    return Event(
        uid=uid("plan", deal, row.step.id),
        sequence=len(log),
        made=log[0].at if log else today,
        changed=log[-1].at if log else today,
        status="TENTATIVE",
        on=max(row.by, plan.today),
        length=USUAL,
        summary=f"{title(plan.deal)}: {step_text(row)}",
        description="\n".join(_lines(plan, row)),
        invited=(them,) if them is not None and is_address(them.email) else (),
    )


def _lines(plan: BuyerPlan, row: PlannedRow) -> Iterator[str]:
    yield f"{owner_text(row.theirs, plan.process)} with {owner_text(row.ours, plan.process)}"
    yield from (f"- {outcome}" for outcome in row.brings)
    if row.after:
        yield f"After: {after_text(row)}"
