"""How facts are worded on screens: money, people, steps, stages."""

from __future__ import annotations

from datetime import date, datetime

from salescli.domain.deal import Deal
from salescli.domain.deal_fields import Amount
from salescli.domain.process import Process
from salescli.domain.standing import Standing
from salescli.domain.time.moment import When, local
from salescli.text.wording import echo, when_text


def money(value: Amount | None, currency: str) -> str:
    """Return an amount of money: `48,000 EUR`; nothing where it isn't known."""
    return "" if value is None else f"{value:,} {currency}".strip()


def revisit_text(standing: Standing, today: date) -> str:
    """Return when a closed deal comes back: `revisit on Mon 1 Mar 2027, in 93 days`, or ''."""
    day = standing.revisit
    return f"revisit on {echo(day, today)}" if day else ""


def step_title(process: Process, name: str) -> str:
    """Return the title of a step, else its name."""
    step = process.step(name)
    return (step.title if step else "") or name


def stage_title(process: Process, name: str | None) -> str:
    """Return the title of a stage, else its name."""
    stage = process.stage(name)
    return (stage.title if stage else "") or name or ""


def people_text(deal: Deal, handles: tuple[str, ...]) -> str:
    """People with their role: `dana (it), kim`."""
    roles = {handle: person.role for handle, person in deal.people.items()}
    return ", ".join(f"{h} ({roles[h]})" if roles.get(h) else h for h in handles)


def local_when(when: When) -> str:
    """Return a date, or a time on the local clock."""
    return when_text(local(when) if isinstance(when, datetime) else when)


def names_text(deal: Deal, handles: tuple[str, ...]) -> str:
    """Return people by their names: `Dana Reyes, Kim`."""
    people = deal.people
    return ", ".join((people[who].name if who in people else "") or who for who in handles)


def phones_text(deal: Deal, handles: tuple[str, ...]) -> str:
    """Return the number of the first of some people who has one; '' where nobody has."""
    known = (deal.people[who].phone for who in handles if who in deal.people)
    return next((phone for phone in known if phone), "")
