"""The screen of `report --week`, and the same as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salescli.insight.report.week import COUNTED, WeekNumbers
from salescli.views.render.document import Block, Column, Document, Gap, Heading, Table
from salescli.views.report.numbers import amounts, period_text
from salescli.views.report.section import right

_TITLES = {
    "call": "Calls",
    "meeting": "Meetings",
    "email": "Emails",
    "message": "Messages",
    "visit": "Visits",
    "advances": "Advances",
    "opened": "Opened",
    "won": "Won",
    "lost": "Lost",
    "disqualified": "Walked away from",
    "closes": "Closes moved",
}


def week_screen(now: WeekNumbers, then: WeekNumbers) -> Document:
    """Return the numbers of this week beside those of the week before."""
    rows = [
        (_TITLES[name], f"{now.counts[name]:,}", f"{then.counts[name]:,}")
        for name in COUNTED
        if name in ("call", "meeting", "advances", "won", "lost", "closes")
        or now.counts[name]
        or then.counts[name]
    ]
    if now.won or then.won:
        place = [title for title, *_ in rows].index("Won") + 1
        rows.insert(place, ("  worth", amounts(now.won), amounts(then.won)))
    blocks: list[Block] = [Heading("The week in numbers", period_text(now.period)), Gap()]
    columns = Column(least=10), right("This week", least=6), right("Week before", least=6)
    return (*blocks, Table(columns, tuple(rows), indent=2))


def week_facts(weeks: Sequence[WeekNumbers]) -> list[dict[str, Any]]:
    """Return the numbers of each week as JSON has them."""
    return [
        {
            "since": week.period.since,
            "until": week.period.until,
            **{name: week.counts[name] for name in COUNTED},
            "won_value": dict(week.won),
        }
        for week in weeks
    ]
