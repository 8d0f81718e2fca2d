"""The processes that a deal may follow: the book's own, and the ones that are shipped."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress

from salescli.commands.support import arguments
from salescli.commands.support.session import Session
from salescli.domain.advice import fitting_processes
from salescli.domain.process import Process
from salescli.errors import NotFoundError, SalescliError
from salescli.store.shipped_processes import shipped_names, shipped_process
from salescli.text.answer_words import is_as_shown
from salescli.text.matching import nearest
from salescli.text.process_words import process_said, says_any, staff_said
from salescli.text.talk_words import without_talk

_LIKE, _SHORT = 0.7, 3  # how like a slip of a name is; letters of a word that is none


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


def process_answered(session: Session, text: str, shown: Sequence[Process]) -> Process:
    """Return the process that an answer means, in whatever words; `shown` are those listed.

    By name or place, else by how many people the customer has, or what the process is for; the
    first one where any will do. Raises SalescliError.
    """
    about = {one.name: f"{one.title} {one.summary} {_kinds(one)}" for one in shown}
    if said := process_said(text, about):
        return choose_process(session, said)
    if is_as_shown(text) or says_any(text):
        return shown[0]
    for words in (text, without_talk(text)):
        with suppress(SalescliError):
            return choose_process(session, words)
    if fit := fitting_processes(shown, {"employees": staff_said(text)}):
        return fit[0]
    likely = _likely(text, about)
    hint = f": did you mean '{likely}'?" if likely else ""
    raise NotFoundError(
        f"there is no process '{text}'{hint}", fix=f"use one of: {', '.join(about)}"
    )


def _kinds(process: Process) -> str:
    kinds = process.fits.get("kind", ())
    return " ".join(kinds) if isinstance(kinds, tuple) else ""


def _likely(text: str, names: Collection[str]) -> str:
    """Return the only name that a word of an answer is a slip of; '' for none."""
    words = (word for word in text.split() if len(word) > _SHORT)
    near = {nearest(word, names, _LIKE) for word in words} - {""}
    return near.pop() if len(near) == 1 else ""
