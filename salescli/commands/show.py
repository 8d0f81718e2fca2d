"""`show`: one deal on a screen; all of it, or its log, where that is asked for."""

from __future__ import annotations

from salescli.commands.support.reading.as_of import session_as_of, session_at
from salescli.commands.support.reading.shown_deal import shown_deal
from salescli.commands.support.session import Session
from salescli.commands.support.which_deal.find_deal import subject
from salescli.flags.day.show import ShowFlags
from salescli.views.deal.show import show_screen
from salescli.views.deal.show_facts import sheet_facts
from salescli.views.deal.show_full import full_screen, log_screen
from salescli.views.deal.shown_deal import ShownDeal
from salescli.views.facts import envelope
from salescli.views.render.document import Document
from salescli.views.render.output import emit_json
from salescli.views.render.paged import emit_paged
from salescli.views.render.screen_size import screen_lines, screen_size


def show(flags: ShowFlags) -> None:
    """Show one deal, as it is or as it stood `at` a day. Raises SalescliError."""
    with session_at(flags.book, flags.today, flags.at, flags.deal) as session:
        sheet = shown_deal(session, subject(session, flags.deal))
        if flags.as_json:
            facts = sheet_facts(sheet, full=flags.full, log=flags.log)
            emit_json(envelope(session.today, "deals", [facts]))
            return
        before = session_as_of(session) if flags.at else ()
        emit_paged((*before, *_screen(sheet, session, flags, len(before))))


def _screen(sheet: ShownDeal, session: Session, flags: ShowFlags, taken: int) -> Document:
    if flags.full:
        return full_screen(sheet, log=flags.log)
    if flags.log:
        return log_screen(sheet)
    width, lines = screen_size()
    room = None if screen_lines() is None else lines - taken
    return show_screen(sheet, session.book.settings.calendar, width, room)
