"""The people of one deal as rows: who decides, the champion, those of the next step, then the rest.

Our own people come last.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from salescli.domain.process import OURS
from salescli.domain.standing import Standing
from salescli.domain.time.moment import day_of
from salescli.views.deal.deal_head import met_text
from salescli.views.deal.shown_deal import ShownDeal
from salescli.views.render.document import Cell, Span

_FIRST = ("economic-buyer", "owner", "champion")  # who decides, and who sells it for us


def met_days(standing: Standing) -> Mapping[str, date]:
    """Return the day on which each person was last met."""
    encounters = (entry for entry in standing.log if entry.is_encounter)
    return {who: day_of(entry.at) for entry in encounters for who in entry.people}


def people_rows(sheet: ShownDeal) -> list[tuple[Cell, ...]]:
    """Return handle, name, role, phone and when last met of each person."""
    met, people = met_days(sheet.standing), sheet.deal.people
    coming = [who for item in sheet.standing.agenda for who in item.next.people]

    def order(handle: str) -> tuple[int, int, int]:
        """Return the place of somebody: by their part, then by who is met next."""
        role = people[handle].role
        declared = sheet.process.role(role)
        rank = _FIRST.index(role) if role in _FIRST else len(_FIRST)
        if declared is not None and declared.side == OURS:
            rank = len(_FIRST) + 1
        place = coming.index(handle) if handle in coming else len(coming)
        return rank, place, -met[handle].toordinal() if handle in met else 0

    return [
        (
            Span(handle, "strong"),
            people[handle].name,
            sheet.process.role_name(people[handle].role),
            people[handle].phone,
            met_text(met.get(handle), sheet.today),
        )
        for handle in sorted(people, key=order)
    ]
