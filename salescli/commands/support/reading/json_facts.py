"""Deals as JSON has them; those that still hold are kept, so that a list reads what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from json import loads
from typing import Any

from salescli.commands.support.reading.load_deals import findings
from salescli.commands.support.reading.validity import Validity
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject, subject_of
from salescli.store.cache.deal_cache import DealCache
from salescli.store.cache.deal_states import deal_states
from salescli.store.cache.fact_rows import FACT_ROWS, FACTS, KeptFacts
from salescli.store.deal_loader import read_page
from salescli.views.facts import deal_facts, unreadable_facts
from salescli.views.render.json_text import json_text


def facts_of_deals(session: Session, handles: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield deals as JSON has them, with their findings; or why a file can't be read."""
    cache, valid = DealCache(session.book, deal_states(session.book), FACTS), Validity(session)
    for handle in handles:
        known = _known(cache, handle)
        if known is not None and valid.holds(known):
            yield loads(known.text, parse_float=Decimal)
        else:
            yield _read_anew(session, cache, valid, handle)
    cache.save()


def _known(cache: DealCache, handle: str) -> KeptFacts | None:
    if handle not in cache.states:  # it came since
        return None
    known = cache.find(handle, FACT_ROWS, closed=True)
    return known if isinstance(known, KeptFacts) else None


def _read_anew(session: Session, cache: DealCache, valid: Validity, handle: str) -> dict[str, Any]:
    page = read_page(session.book, session.loader, handle)
    if page.deal is None:
        return unreadable_facts(page.faults[0])
    about = subject_of(page, page.deal)
    facts = deal_facts(about.deal, about.process, about.standing, findings(session, about))
    _keep(about, cache, valid, facts)
    return facts


def _keep(about: Subject, cache: DealCache, valid: Validity, facts: dict[str, Any]) -> None:
    deal, fresh = about.deal, KeptFacts(*valid.of(about), json_text(facts, margin=""))
    if deal.handle in cache.states and valid.holds(fresh):
        cache.note(deal.handle, deal.process, "", closed=not about.standing.is_open)
        cache.add(deal.handle, FACT_ROWS, fresh)
