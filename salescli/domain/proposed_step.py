"""What another system has next in a deal, as a next step that can be scheduled here. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from salescli.domain.deal import IMPORTED, Deal, NextStep
from salescli.domain.process import Process
from salescli.domain.proposals import proposal
from salescli.domain.standing import Standing
from salescli.domain.time.workdays import Calendar
from salescli.text.matching import meant

_WORDLESS = "Follow up"


def proposed_step(
    deal: Deal, process: Process, standing: Standing, today: date, calendar: Calendar
) -> NextStep | None:
    """Return the next step that another system has in an open deal without one; None for none.

    One without a day that is still to come is for the next workday.
    """
    planned = proposal(deal, today) if standing.is_open and standing.next is None else None
    if planned is None:
        return None
    on = planned.on or calendar.next_workday(today + timedelta(days=1))
    titles = {step.id: step.title for step in process.steps}
    steps = meant(planned.what, titles) if planned.what else ()
    if len(steps) == 1:
        return NextStep(on, step=steps[0])
    return NextStep(on, what=planned.what or _WORDLESS)


def origin_name(deal: Deal) -> str:
    """Return the name of the system that a deal came from: `HubSpot`; `the file` for a table."""
    table = deal.custom.get(IMPORTED)
    name = str(table.get("from", "")) if isinstance(table, Mapping) else ""
    return _NAMES.get(name, name) or "the file"


_NAMES = {"hubspot": "HubSpot", "salesforce": "Salesforce", "pipedrive": "Pipedrive", "csv": ""}
