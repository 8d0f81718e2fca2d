"""The deals of the book that an import meets: those of its system by their ids, and all others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salescli.commands.support.session import Session
from salescli.domain.deal import Deal
from salescli.domain.process import Process
from salescli.errors import SalescliError
from salescli.exchange.companions.deal_people import RoleOf
from salescli.exchange.csv.import_plan import origin
from salescli.store.deal_loader import pages
from salescli.text.matching import folded, meant

ANY_SYSTEM = ""  # deals of every system are found by their ids

# What CRMs call those who are called otherwise here: HubSpot's buying roles
# (https://knowledge.hubspot.com/properties/hubspots-default-contact-properties) and Salesforce's
# contact roles (https://help.salesforce.com/s/articleView?id=sf.contact_roles.htm).
_ROLES = {
    "decision maker": "economic-buyer",
    "economic decision maker": "economic-buyer",
    "budget holder": "economic-buyer",
    "economic buyer": "economic-buyer",
    "executive sponsor": "economic-buyer",
    "business user": "user",
    "end user": "user",
    "technical buyer": "it",
    "legal and compliance": "legal",
    "legal compliance": "legal",
}


@dataclass(frozen=True, slots=True)
class KnownDeals:
    """The deals of a book: by their ids in the system of the import, and each with its id there.

    `processes` has the process of each deal by its handle.
    """

    by_id: Mapping[str, Deal]
    all_deals: tuple[tuple[str, Deal], ...]
    processes: Mapping[str, Process]

    @property
    def handles(self) -> list[str]:
        """The handles that are taken."""
        return [deal.handle for _, deal in self.all_deals]


def known_deals(session: Session, system: str) -> KnownDeals:
    """Return the deals of the book.

    Raises SalescliError for a deal that can't be read: it could be one that is to come in.
    """
    by_id: dict[str, Deal] = {}
    every: list[tuple[str, Deal]] = []
    processes: dict[str, Process] = {}
    for page in pages(session.book, session.loader):
        if page.deal is None:
            fault = page.faults[0]
            raise SalescliError(
                f"{fault.file}:{fault.line}: {fault.message}: it may be a deal that is to come in",
                fix=f"{fault.fix}; then import again",
            )
        came = origin(page.deal)
        key = came[1] if came and system in (ANY_SYSTEM, came[0]) else ""
        if key:
            by_id[key] = page.deal
        every.append((key, page.deal))
        processes[page.handle] = page.process
    return KnownDeals(by_id, tuple(every), processes)


def role_reader(known: KnownDeals, process: Process) -> RoleOf:
    """Return what finds the role that a word means, `process` being that of the new deals."""

    def role_of(deal: Deal, words: str) -> str:
        roles = known.processes.get(deal.handle, process).roles
        names = {role.id: role.title.partition(":")[0] for role in roles}
        usual = _ROLES.get(folded(words), "")
        if usual in names:
            return usual
        found = meant(words, names)
        return found[0] if len(found) == 1 else ""

    return role_of
