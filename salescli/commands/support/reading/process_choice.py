"""The processes that a deal may follow: the book's own, and the ones that are shipped."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.domain.process import Process
from salescli.errors import SalescliError
from salescli.store.shipped_processes import shipped_names, shipped_process
from salescli.text.process_words import process_said
from salescli.text.talk_words import without_talk


def process_names(session: Session) -> list[str]:
    """Return the processes that a new deal may follow: the book's own, and the shipped ones."""
    return sorted({*session.loader.names(), *shipped_names()})


def choose_process(session: Session, name: str) -> Process:
    """Return the process of that name, from the book or as it is shipped. Raises SalescliError."""
    if name in session.loader.names():
        process = session.loader.in_force(name)
        if process is None:
            fault = session.loader.faults(name)[0]
            raise SalescliError(f"{fault.file}:{fault.line}: {fault.message}", fix=fault.fix)
        return process
    names = process_names(session)
    wanted = arguments.only(
        "process", name, dict(zip(names, names, strict=True)), f"use one of: {', '.join(names)}"
    )
    return choose_process(session, wanted) if wanted != name else shipped_process(name)


def process_answered(session: Session, text: str, shown: Sequence[str]) -> Process:
    """Return the process that an answer means, in whatever words; `shown` are those listed.

    Raises SalescliError.
    """
    if said := process_said(text, shown):
        return choose_process(session, said)
    try:
        return choose_process(session, text)
    except SalescliError:
        with suppress(SalescliError):
            return choose_process(session, without_talk(text))
        raise
