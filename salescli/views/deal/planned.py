"""What another system has next in a deal, in words."""

from __future__ import annotations

from datetime import date, datetime

from salescli.domain.calendar.planned_elsewhere import first_planned, read_planned
from salescli.domain.summary import Summary
from salescli.domain.time.moment import When, day_of, local
from salescli.text.wording import short_day

_SYSTEMS = {"hubspot": "HubSpot", "salesforce": "Salesforce", "pipedrive": "Pipedrive"}
_PLAIN = "csv"  # what a table is from that is no CRM's own


def planned_line(about: Summary, today: date) -> str:
    """Return what another system has next in a deal: `planned in HubSpot: Call, Fri 4 Dec`."""
    one = first_planned(map(read_planned, about.planned), today)
    if one is None:
        return ""
    when = f", {when_planned(one.on, today)}" if one.on else ""
    return f"planned{where_planned(about)}: {one.what or 'something'}{when}"


def where_planned(about: Summary) -> str:
    """Return where a deal came from, behind `planned`: ` in HubSpot`; nothing for a table."""
    name = about.details.get("custom.import.from", "")
    return "" if name in ("", _PLAIN) else f" in {_SYSTEMS.get(name, name)}"


def when_planned(on: When, today: date) -> str:
    """Return a day with its time, where it has one."""
    clock = f" {local(on):%H:%M}" if isinstance(on, datetime) else ""
    return f"{short_day(day_of(on), today)}{clock}"
