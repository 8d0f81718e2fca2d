"""What another system has next in a deal, as a next step that can be scheduled here. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from salescli.domain.calendar.planned_elsewhere import first_planned, planned_elsewhere
from salescli.domain.deal import Deal, NextStep
from salescli.domain.process import Process
from salescli.domain.standing import Standing
from salescli.domain.time.workdays import Calendar
from salescli.text.matching import meant

_WORDLESS = "Follow up"


def planned_step(
    deal: Deal, process: Process, standing: Standing, today: date, calendar: Calendar
) -> NextStep | None:
    """Return the next step that another system has in an open deal without one; None for none.

    One without a day that is still to come is for the next workday.
    """
    if not standing.is_open or standing.next is not None:
        return None
    planned = first_planned(planned_elsewhere(deal), today)
    if planned is None:
        return None
    on = planned.on or calendar.next_workday(today + timedelta(days=1))
    titles = {step.id: step.title for step in process.steps}
    steps = meant(planned.what, titles) if planned.what else ()
    if len(steps) == 1:
        return NextStep(on, step=steps[0])
    return NextStep(on, what=planned.what or _WORDLESS)
