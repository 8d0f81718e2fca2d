"""A deal in a few words by which it is told from another one of the same company."""

from __future__ import annotations

from datetime import datetime

from salescli.commands.support.subject import Subject
from salescli.domain.deal import NextStep
from salescli.domain.deal_fields import Amount
from salescli.domain.summary import Summary, what_text
from salescli.domain.time.moment import local
from salescli.text.wording import when_text
from salescli.views.phrases import money


def summary_label(deal: Summary) -> str:
    """Return company, title, value and next step of a deal, as far as it has them."""
    names = dict.fromkeys(filter(None, (deal.company, deal.title)))
    return _label(names, deal.value, deal.currency, deal.next, deal.what)


def subject_label(about: Subject) -> str:
    """Return the same of a deal that was read."""
    deal, following = about.deal, about.standing.next
    what = what_text(following, about.process) if following else ""
    names = dict.fromkeys(filter(None, (deal.company, deal.title)))
    return _label(names, deal.value, deal.currency, following, what)


def _label(
    names: dict[str, None],
    value: Amount | None,
    currency: str,
    following: NextStep | None,
    what: str,
) -> str:
    on = following.on if following else None
    day = when_text(local(on) if isinstance(on, datetime) else on) if on else ""
    due = f"{what} {day}" if day else ""
    return " · ".join(filter(None, (*names, money(value, currency), due)))
