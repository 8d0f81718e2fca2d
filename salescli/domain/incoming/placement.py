"""Which deal a captured encounter belongs to, without a doubt, or which it may belong to. Pure.

Decided by the thread that it is in, the people, the company's domain, a title in the subject and
what was due at that time, in this order. Where two of them speak for two deals, or one of them for
several, nobody guesses: the candidates are asked about, the likeliest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import nsmallest

from salescli.domain.deal import NextStep
from salescli.domain.incoming.addresses import company_domain, plain_address
from salescli.domain.incoming.captured import Captured, Form, Party
from salescli.domain.incoming.links import DealLinks
from salescli.domain.time.moment import day_of, local
from salescli.text.handles import company_handle
from salescli.text.matching import folded

_CANDIDATES = 5
_AROUND = timedelta(minutes=45)  # a meeting begins so near to what was due
_BY_PRESENCE = ("meeting", "call", "visit")
# Words of next steps that a mail of theirs is, and of those that no mail is.
_AWAITED = frozenset(
    (
        *("wait", "waiting", "await", "awaiting", "get", "receive", "hear", "expect"),
        *("warten", "warte", "abwarten", "erwarten", "bekommen", "erhalten", "ruckmeldung"),
    )
)
_SPOKEN = frozenset(
    (
        *("call", "phone", "ring", "meet", "meeting", "talk", "speak", "visit", "demo", "workshop"),
        *("anrufen", "anruf", "telefonieren", "telefonat", "treffen", "termin", "besuch"),
        *("gesprach", "besuchen"),
    )
)


class Placer:
    """What a book's deals are known by, gathered once for many captured encounters."""

    def __init__(self, deals: Iterable[DealLinks]) -> None:
        self._deals = {deal.handle: deal for deal in deals}
        self._orders: dict[str, tuple[bool, float, str]] = {}
        self._refs: dict[str, str] = {}
        self._people: defaultdict[str, set[str]] = defaultdict(set)
        self._domains: defaultdict[str, set[str]] = defaultdict(set)
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._companies: defaultdict[str, set[str]] = defaultdict(set)
        for deal in self._deals.values():
            self._refs |= dict.fromkeys(deal.refs, deal.handle)
            self._companies[company_handle(deal.company)].add(deal.handle)
            for _, name, address in deal.people:
                self._names[folded(name)].add(deal.handle)
                if address:
                    self._people[plain_address(address)].add(deal.handle)
                    self._domains[company_domain(address)].add(deal.handle)
        for unknown in (self._domains, self._names, self._companies):
            unknown.pop("", None)

    def note(self, captured: Captured) -> None:
        """Note the deal of what waits: what answers it belongs there too."""
        if captured.deal in self._deals:
            self._refs.setdefault(captured.ref, captured.deal)

    def place(self, captured: Captured) -> Captured:
        """Return it with its deal, or with its candidates.

        What no person sent gets no deal, nor what may be from somebody else than it says.
        """
        by_thread = self._open(self._by_thread(captured))
        if len(by_thread) == 1 and not captured.doubt:
            (deal,) = by_thread
            self._refs.setdefault(captured.ref, deal)
            return replace(captured, deal=deal, candidates=())
        sure, possible = self._by_people(captured)
        likely = self._narrowed(sure, captured)
        is_sure = len(likely) == 1 and not by_thread and not (captured.is_bulk or captured.doubt)
        deal = next(iter(likely)) if is_sure else ""
        if deal:
            self._refs.setdefault(captured.ref, deal)
        possible |= self._mentioned(captured)
        ordered = dict.fromkeys(
            (*by_thread, *sorted(likely), *sorted(sure), *self._sorted(possible))
        )
        return replace(captured, deal=deal, candidates=() if deal else tuple(ordered)[:_CANDIDATES])

    def _sorted(self, handles: Iterable[str]) -> list[str]:
        """Return the first few of some deals: those open, the one last spoken with first."""
        return nsmallest(_CANDIDATES, handles, key=self._order)

    def _order(self, handle: str) -> tuple[bool, float, str]:
        known = self._orders.get(handle)
        if known is None:
            deal = self._deals[handle]
            last = deal.last_at.timestamp() if deal.last_at else 0
            known = self._orders[handle] = (not deal.is_open, -last, handle)
        return known

    def _by_thread(self, captured: Captured) -> list[str]:
        """Return the deals that what it answers belongs to."""
        known = (self._refs.get(ref) for ref in captured.threads)
        return list(dict.fromkeys(filter(None, known)))

    def _by_people(self, captured: Captured) -> tuple[set[str], set[str]]:
        """Return the open deals that its people speak for, and all that they may belong to."""
        if not captured.people:
            return set(), set()
        per_person = [self._of_person(party) for party in captured.people]
        possible = set().union(*per_person, *map(self._by_name, captured.people))
        speaking = [deals for deals in map(self._open, per_person) if deals]
        # Whoever wrote it has to be known; of what we wrote, one of those whom we wrote to.
        first = self._open(per_person[0])
        if not speaking or (not captured.is_ours and not first):
            return set(), possible
        return set.intersection(*map(set, speaking)), possible

    def _of_person(self, party: Party) -> set[str]:
        """Return the deals that somebody is in; else those of the company's domain."""
        if party.address:
            known = self._people.get(plain_address(party.address), set())
            at_domain = self._domains.get(company_domain(party.address), set())
            return known if self._open(known) else known | at_domain
        return self._names.get(folded(party.name), set()) if party.name else set()

    def _by_name(self, party: Party) -> set[str]:
        """Return the deals that have somebody of that name, or the company of that domain."""
        domain = company_domain(party.address)
        label = domain.rsplit(".", 2)[-2] if domain.count(".") else domain
        named = self._names.get(folded(party.name), set()) if party.name else set()
        return named | self._companies.get(label, set())

    def _mentioned(self, captured: Captured) -> set[str]:
        """Return the deals whose company a note or a transcript has in its first line."""
        if captured.form not in (Form.NOTE, Form.TRANSCRIPT):
            return set()
        words = f"-{company_handle(captured.subject)}-{'-'.join(folded(captured.subject).split())}-"
        named = (deals for name, deals in self._companies.items() if f"-{name}-" in words)
        return set().union(*named)

    def _open(self, handles: Iterable[str]) -> list[str]:
        return [handle for handle in handles if self._deals[handle].is_open]

    def _narrowed(self, handles: set[str], captured: Captured) -> set[str]:
        """Return those of several deals that the subject names, or that a meeting was due in."""
        if len(handles) < 2:
            return handles
        named = {handle for handle in handles if self._is_named(handle, captured.subject)}
        if len(named) == 1:
            return named
        due = {handle for handle in handles if self._is_due(handle, captured)}
        return due if len(due) == 1 and captured.kind in _BY_PRESENCE else handles

    def _is_named(self, handle: str, subject: str) -> bool:
        """Whether a subject has a deal's own title in it, which isn't that of its company."""
        deal = self._deals[handle]
        title = folded(deal.title)
        is_own = len(title) > 3 and title != folded(deal.company)
        return is_own and f" {title} " in f" {folded(subject)} "

    def _is_due(self, handle: str, captured: Captured) -> bool:
        """Whether a meeting was due in a deal at that time."""
        return any(_is_near(step.on, captured.at) for step in self._deals[handle].agenda)


def _is_near(on: object, at: datetime) -> bool:
    return isinstance(on, datetime) and abs(local(on) - local(at)) <= _AROUND


def step_due(captured: Captured, agenda: Iterable[NextStep]) -> NextStep | None:
    """Return the next step that a captured encounter seems to be; None for none.

    A meeting is what was due around then, else on its day; a mail is what was due in words by its
    day, without a time: nobody holds a meeting by mail. What they wrote is what we waited for, and
    what we wrote is nothing that we wait for.
    """
    steps, day = list(agenda), day_of(captured.at)
    if captured.kind in _BY_PRESENCE:
        near = (step for step in steps if _is_near(step.on, captured.at))
        return next(near, next((step for step in steps if step.day == day), None))
    in_words = (one for one in steps if not one.step and not isinstance(one.on, datetime))
    fitting = (one for one in in_words if _may_be_written(one.what, captured.is_ours))
    return next((step for step in fitting if step.day <= day), None)


def _may_be_written(what: str, is_ours: bool) -> bool:
    """Return whether a mail of ours, or of theirs, may be what a next step in words asks for."""
    words = set(folded(what).split())
    return not words & _SPOKEN and bool(words & _AWAITED) is not is_ours


def handles_of(captured: Captured, people: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    """Return who of a deal was there; `people` has the name and address of each, by handle.

    Somebody whose address isn't known there is known by the name.
    """
    by_address = {plain_address(address): handle for handle, (_, address) in people.items()}
    by_name = {folded(name): handle for handle, (name, _) in people.items() if name}
    by_address.pop("@", None)
    known = (
        by_address.get(plain_address(party.address)) or by_name.get(folded(party.name or "-"))
        for party in captured.people
    )
    return tuple(dict.fromkeys(filter(None, known)))
