"""What ties a captured encounter to a deal: its people's addresses, its refs, what is due. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from salescli.domain.deal import Deal, NextStep
from salescli.domain.process import OURS, Process
from salescli.domain.standing import Standing, Status
from salescli.domain.summary import what_text


@dataclass(frozen=True, slots=True)
class DealLinks:
    """One deal, as far as what is captured can point to it.

    `people` has the handle, name and address of each one who isn't on our side; `refs` what was
    logged from captured encounters.
    """

    handle: str
    title: str
    company: str
    status: Status
    people: tuple[tuple[str, str, str], ...]
    refs: tuple[str, ...]
    agenda: tuple[NextStep, ...]
    names: tuple[str, ...]
    last_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether the deal is still to be won."""
        return self.status is Status.OPEN


def links_of(deal: Deal, process: Process, standing: Standing) -> DealLinks:
    """Return what ties captured encounters to a deal that was replayed."""
    last = standing.last_encounter
    return DealLinks(
        handle=deal.handle,
        title=deal.title,
        company=deal.company,
        status=standing.status,
        people=tuple(
            (who.handle, who.name, who.email)
            for who in deal.people.values()
            if _is_theirs(who.role, process)
        ),
        refs=tuple(entry.ref for entry in deal.log if entry.ref),
        agenda=tuple(item.next for item in standing.agenda),
        names=tuple(what_text(item.next, process) for item in standing.agenda),
        last_at=last.at if last else None,
    )


def _is_theirs(role: str, process: Process) -> bool:
    declared = process.role(role)
    return declared is None or declared.side != OURS
