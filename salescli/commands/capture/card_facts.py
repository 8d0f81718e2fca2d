"""What the card of something captured shows, from its deal as it is now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from salescli.commands.capture.deal_label import subject_label
from salescli.commands.capture.to_log import present
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.which_deal.find_deal import subject
from salescli.domain.incoming.captured import Captured, Party
from salescli.domain.incoming.placement import handles_of, step_due
from salescli.domain.summary import what_text
from salescli.domain.time.moment import When, local
from salescli.errors import SalescliError
from salescli.text.wording import when_text
from salescli.views.incoming.captured import CapturedCard


def captured_card_of(session: Session, captured: Captured, place: tuple[int, int]) -> CapturedCard:
    """Return what the card shows."""
    deals = tuple(
        _named(session, handle, is_one=bool(captured.deal)) for handle in _deals(captured)
    )
    card = CapturedCard(captured, place, session.today, deals)
    if not captured.deal:
        return card
    try:
        about = subject(session, captured.deal)
    except SalescliError:  # its file can't be read, or is gone: logging says so
        return card
    agenda = [item.next for item in about.standing.agenda]
    due = step_due(captured, agenda)
    stays = (step for step in agenda if step is not due and step.day >= session.today)
    return CapturedCard(
        captured,
        place,
        session.today,
        deals,
        people=tuple(_name(about, handle) for handle in present(captured, about)),
        new=tuple(party.shown for party in unknown_people(captured, about)),
        due=what_text(due, about.process) if due else "",
        stays=tuple(
            f"{what_text(one, about.process)}, {when_text(_here(one.on))}" for one in stays
        ),
    )


def _here(when: When) -> When:
    return local(when) if isinstance(when, datetime) else when


def _deals(captured: Captured) -> tuple[str, ...]:
    return (captured.deal,) if captured.deal else captured.candidates


def _named(session: Session, handle: str, *, is_one: bool) -> str:
    """Return a deal by its handle and company; one of several by all that tells it from them."""
    try:
        about = subject(session, handle)
    except SalescliError:
        return handle
    shown = about.deal.company if is_one else subject_label(about)
    return f"{handle} ({shown})" if shown else handle


def _name(about: Subject, handle: str) -> str:
    person = about.deal.people.get(handle)
    return person.name if person and person.name else handle


def unknown_people(captured: Captured, about: Subject) -> list[Party]:
    """Return those who are in it and not in the deal yet."""
    people = {who.handle: (who.name, who.email) for who in about.deal.people.values()}
    return [
        party
        for party in captured.people
        if party.address and not handles_of(_alone(captured, party), people)
    ]


def _alone(captured: Captured, party: Party) -> Captured:
    return replace(captured, people=(party,))
