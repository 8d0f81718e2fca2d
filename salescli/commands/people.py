"""`people`: who is known, in which deals, when last met; one row a person."""

from __future__ import annotations

from operator import attrgetter

from salescli.commands.support.reading.load_deals import DONE, FINDINGS, through_cache
from salescli.commands.support.session import open_session
from salescli.commands.support.subject import Subject
from salescli.domain.finding import Finding
from salescli.domain.people.contacts import DealContacts, contacts_of, gather, people_meant
from salescli.flags.day.people import PeopleFlags
from salescli.store.cache.contact_rows import CONTACTS
from salescli.views.facts import envelope
from salescli.views.lists.people import known_person_facts, people_screen
from salescli.views.render.output import emit_json, warn
from salescli.views.render.paged import emit_paged


def people(flags: PeopleFlags) -> int:
    """Show the people of all deals, or those of a name; the exit code. Raises SalescliError."""
    session = open_session(flags.book, flags.today)
    deals: list[DealContacts] = []
    unreadable: list[Finding] = []
    for known in through_cache(session, CONTACTS, _contacts, closed=True, in_order=False):
        if isinstance(known, tuple):
            unreadable += known
        elif not isinstance(known, bool):
            deals.append(known)
    words = " ".join(flags.name)
    everybody = gather(sorted(deals, key=attrgetter("deal")))
    chosen = people_meant(everybody, words) if words.strip() else everybody
    shown = chosen[: flags.limit]
    if flags.as_json:
        emit_json(envelope(session.today, "people", (known_person_facts(one) for one in shown)))
    else:
        emit_paged(people_screen(shown, session.today, of=len(chosen), words=words))
    for fault in sorted(unreadable, key=attrgetter("deal")):
        warn(f"{fault.file}:{fault.line}: {fault.message}: its people are left out")
    return FINDINGS if unreadable else DONE


def _contacts(about: Subject) -> DealContacts:
    return contacts_of(about.deal, about.process, about.standing)
