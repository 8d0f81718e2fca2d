"""`brief`: what to know before a call; for today, or as a list of the coming days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from salescli.commands.support.reading.load_deals import DONE, FINDINGS, Summaries, load_summaries
from salescli.commands.support.reading.shown_deal import shown_deal
from salescli.commands.support.session import Session, open_session
from salescli.commands.support.subject import Subject, subject_of
from salescli.commands.support.which_deal.find_deal import subject
from salescli.domain.briefing import briefing
from salescli.domain.day.review import by_clock
from salescli.domain.deal import NextStep
from salescli.domain.time.moment import sort_key
from salescli.errors import UsageError
from salescli.flags.day.brief import BriefFlags
from salescli.store.deal_loader import read_page
from salescli.views.day.brief_week import WeekItem, appointment_facts, brief_week_screen
from salescli.views.deal.brief import Brief, brief_screen, nothing_today
from salescli.views.deal.brief_facts import brief_facts
from salescli.views.facts import envelope
from salescli.views.render.document import Block, Gap
from salescli.views.render.output import emit_json, warn
from salescli.views.render.paged import emit_paged
from salescli.views.render.screen_size import screen_columns, screen_size

_DAYS = 7
_LINES = 23  # of a terminal's 24, one is the prompt's


def brief(flags: BriefFlags) -> int:
    """Show what to know before a deal's next step, or all of today's. Raises SalescliError."""
    session = open_session(flags.book, flags.today)
    if flags.week:
        if flags.deal is not None:
            raise UsageError(
                "--week is about all deals", fix=f"leave out --week, or leave out '{flags.deal}'"
            )
        return _week(session, as_json=flags.as_json)
    if flags.deal is not None:
        briefs = [brief_of(session, subject(session, flags.deal))]
        return _show(session, briefs, as_json=flags.as_json)
    seen = load_summaries(session)
    today = list(_briefs_of_today(session, seen))
    if not today and not flags.as_json:
        upcoming = min(
            (one for one in seen.summaries if one.next and one.next.day > session.today),
            key=lambda item: sort_key(item.next.on if item.next else session.today),
            default=None,
        )
        emit_paged(nothing_today(upcoming, session.today))
        return _unreadable(seen)
    _show(session, today, as_json=flags.as_json)
    return _unreadable(seen)


def brief_of(session: Session, about: Subject, step: NextStep | None = None) -> Brief:
    """Return what to know of a deal before a next step: before its first one, if none is named."""
    calendar = session.book.settings.calendar
    known = briefing(about.deal, about.process, about.standing, calendar, step)
    return Brief(shown_deal(session, about), known)


def _show(session: Session, briefs: list[Brief], *, as_json: bool) -> int:
    if as_json:
        emit_json(envelope(session.today, "briefs", [brief_facts(one) for one in briefs]))
        return DONE
    width, _ = screen_size()
    blocks: list[Block] = []
    for one in briefs:
        blocks += [Gap(), Gap()] if blocks else []
        blocks += brief_screen(one, width, _LINES)
    emit_paged(tuple(blocks))
    return DONE


def _scheduled(session: Session, seen: Summaries, days: int) -> list[WeekItem]:
    """Return what is scheduled on so many days from today on: of a day, what has a time first."""
    last = session.today + timedelta(days=days - 1)
    items = [
        WeekItem(about, step, what)
        for about in seen.summaries
        for step, what in zip(about.agenda, about.names, strict=True)
        if session.today <= step.day <= last
    ]
    return sorted(items, key=lambda item: (*by_clock(item.next.on), item.about.handle))


def _briefs_of_today(session: Session, seen: Summaries) -> Iterator[Brief]:
    for item in _scheduled(session, seen, 1):
        page = read_page(session.book, session.loader, item.about.handle)
        if page.deal is not None:
            yield brief_of(session, subject_of(page, page.deal), item.next)


def _week(session: Session, *, as_json: bool) -> int:
    seen = load_summaries(session)
    items = _scheduled(session, seen, _DAYS)
    if as_json:
        facts = [appointment_facts(item) for item in items]
        emit_json(envelope(session.today, "agenda", facts))
    else:
        emit_paged(brief_week_screen(items, session.today, _DAYS, screen_columns()))
    return _unreadable(seen)


def _unreadable(seen: Summaries) -> int:
    for fault in seen.unreadable:
        warn(f"{fault.file}:{fault.line}: {fault.message}: left out; salescli check shows more")
    return FINDINGS if seen.unreadable else DONE
