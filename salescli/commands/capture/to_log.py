"""A captured encounter as `log` takes it: in which deal, with whom, as which step."""

from __future__ import annotations

import re

from salescli.commands.log import log
from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject
from salescli.commands.support.which_deal.find_deal import open_subject
from salescli.domain.incoming.captured import Captured
from salescli.domain.incoming.named_days import named_days
from salescli.domain.incoming.placement import handles_of, step_due
from salescli.flags.day.capture import CaptureFlags
from salescli.flags.day.log import LogFlags
from salescli.text.safe_text import harmless

_WRITTEN = ("email", "message")


def log_captured(
    session: Session,
    captured: Captured,
    deal: str,
    flags: CaptureFlags | None = None,
    newcomers: tuple[str, ...] = (),
) -> None:
    """Log a captured encounter in a deal, with what comes next: asked for, or by the flags.

    Raises SalescliError.
    """
    about = open_subject(session, deal)
    log(log_flags(session, captured, about, flags or CaptureFlags(), newcomers))


def log_flags(
    session: Session,
    captured: Captured,
    about: Subject,
    flags: CaptureFlags,
    newcomers: tuple[str, ...] = (),
) -> LogFlags:
    """Return the flags of `log` for a captured encounter."""
    steps, did = flags.steps, tuple[str, ...]()
    due = step_due(captured, (item.next for item in about.standing.agenda))
    if due is not None and not steps:
        known = about.process.step(due.step) is not None
        steps, did = ((due.step,), ()) if known else ((), (due.what,))
    settings, text = session.book.settings, f"{captured.subject}\n\n{captured.text}"
    days = named_days(text, captured.at, session.today, settings.calendar, settings.hours)
    return LogFlags(
        deal=about.deal.handle,
        steps=steps,
        kind=captured.kind,
        at=arguments.written(captured.at) if captured.at < session.now else None,
        people=present(captured, about),
        persons=newcomers,
        note=note_of(captured),
        following=flags.following,
        keep=flags.keep,
        did=did,
        book=session.book.root,
        ref=captured.ref,
        wrote=("we" if captured.is_ours else "they") if captured.kind in _WRITTEN else "",
        days=tuple(map(arguments.written, days)),
    )


def present(captured: Captured, about: Subject) -> tuple[str, ...]:
    """Return who of the deal was there, by handle."""
    people = {who.handle: (who.name, who.email) for who in about.deal.people.values()}
    return handles_of(captured, people)


def note_of(captured: Captured) -> str:
    """Return the text that it is logged with: its own, else its subject."""
    lines = (
        harmless(line.expandtabs(4)) for line in (captured.text or captured.subject).split("\n")
    )
    text = "\n".join(lines).strip()
    return "" if re.fullmatch(r"-?", text) else text
