"""`capture`: take in what came, show what waits, and log or dismiss it."""

from __future__ import annotations

from collections.abc import Sequence

from salescli.commands.capture.cards import captured_cards
from salescli.commands.capture.settle import assign, dismiss_captured
from salescli.commands.capture.take_in import placed, read_sources
from salescli.commands.capture.to_log import log_captured
from salescli.commands.capture.watch import look_at_folders
from salescli.commands.support.reading.captured_waiting import captured_waiting
from salescli.commands.support.session import Session, in_terminal, open_session, open_to_write
from salescli.commands.support.which_deal.find_deal import open_subject
from salescli.domain.incoming.captured import Captured, Form
from salescli.errors import UsageError
from salescli.flags.day.capture import CaptureFlags
from salescli.store.write_count import note_write
from salescli.text.wording import count
from salescli.views.facts import envelope
from salescli.views.incoming.captured import captured_facts, captured_list
from salescli.views.render.document import Span, TextLine
from salescli.views.render.output import emit, emit_json, notice


def capture(flags: CaptureFlags) -> None:
    """Take in what was named, and go through what waits. Raises SalescliError."""
    flags.check()
    session = (open_to_write if flags.writes else open_session)(flags.book)
    chosen = _chosen(session, flags)
    if flags.deal:
        handle = open_subject(session, flags.deal).deal.handle
        chosen = [assign(session, captured, handle) for captured in chosen]
    if flags.dismiss:
        if chosen:
            dismiss_captured(session, chosen)
    elif flags.is_whole:
        _log_one(session, chosen, flags)
    elif flags.as_json:
        facts = [captured_facts(captured) for captured in chosen]
        emit_json(envelope(session.today, "captured", facts))
    elif flags.listed or not in_terminal():
        emit(captured_list(chosen, session.today))
    else:
        captured_cards(session.book.root, {captured.ref for captured in chosen})


def _chosen(session: Session, flags: CaptureFlags) -> list[Captured]:
    """Return what the command is about: what was named, else all that waits."""
    if not flags.sources:
        look_at_folders(session)
        return captured_waiting(session)
    read = read_sources(session, flags.sources)
    placed(session, read)
    note_write(str(session.book.root))
    refs = {captured.ref for captured in read if captured.form is not Form.REPLY}
    if replies := sum(captured.form is Form.REPLY for captured in read):
        answered = count(replies, "reply", "replies")
        asks = Span("salescli calendar", "command")
        _say(flags, f"{answered} to an invitation: ", asks, " asks what follows.")
    waiting = [captured for captured in captured_waiting(session) if captured.ref in refs]
    if settled := len(refs) - len(waiting):
        _say(flags, f"{count(settled, 'item')} known already: nothing was changed.")
    return waiting


def _say(flags: CaptureFlags, *parts: str | Span) -> None:
    """Say something that is no result: beside the JSON, where that was asked for."""
    if flags.as_json:
        notice("".join(part if isinstance(part, str) else part.text for part in parts))
    else:
        emit((TextLine(parts),))


def _log_one(session: Session, chosen: Sequence[Captured], flags: CaptureFlags) -> None:
    """Log what was captured with what comes next. Raises UsageError unless it is one, of a deal."""
    if not chosen:
        return
    if len(chosen) > 1:
        raise UsageError(
            f"{len(chosen)} wait: what comes next is said of one", fix="salescli capture FILE"
        )
    if not chosen[0].deal:
        likely = " or ".join(chosen[0].candidates) or "none is known for it"
        raise UsageError(f"which deal? {likely}", fix="--deal DEAL")
    log_captured(session, chosen[0], chosen[0].deal, flags)
