"""Find the deal that a name means: by its handle, company, title, or somebody in it."""

from __future__ import annotations

import os

from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject, must_be_open, subject_of
from salescli.errors import NotFoundError, SalescliError, UsageError
from salescli.store.deal_loader import DealFile, deal_handles, read_page
from salescli.store.deal_names import has_handle
from salescli.text.shell_quoting import word
from salescli.text.wording import listed


def subject(session: Session, name: str) -> Subject:
    """Return the deal that a name means, replayed. Raises SalescliError where it can't be read."""
    page = find_page(session, name)
    if page.deal is None:
        fault = page.faults[0]
        raise SalescliError(f"{fault.file}:{fault.line}: {fault.message}", fix=fault.fix)
    return subject_of(page, page.deal)


def open_subject(session: Session, name: str) -> Subject:
    """Return the deal that a name means, which must be open. Raises SalescliError."""
    about = subject(session, name)
    must_be_open(about)
    return about


def find_page(session: Session, name: str) -> DealFile:
    """Return the page of the deal of that handle, company or title, or the only one with a part.

    Raises NotFoundError, with the candidates, where none or several are meant.
    """
    if has_handle(os.fspath(session.book.root), name):
        return read_page(session.book, session.loader, name)
    if not name.strip():
        raise NotFoundError(
            "an empty name is no deal's",
            fix="salescli list   shows the open ones (--all: closed ones too)",
        )
    # Most deals are named by their handle: all else is loaded only where one is not.
    from salescli.commands.support.which_deal.deal_names import handles_meant

    meant = handles_meant(session, name)
    if len(meant) > 1:
        raise NotFoundError(f"'{name}' could be {_either(meant)}", fix="name it by its handle")
    if not meant:
        raise _unknown(name, deal_handles(session.book), session)
    return read_page(session.book, session.loader, meant[0])


def _unknown(name: str, known: list[str], session: Session) -> NotFoundError:
    from difflib import get_close_matches

    if _is_day(name, session):
        return NotFoundError(
            f"there is no deal '{name}': a day goes with its flag", fix=f"--today {word(name)}"
        )
    if not known:
        return NotFoundError(
            f"there is no deal '{name}': the book has none", fix="salescli add COMPANY"
        )
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f": did you mean {_either(near)}?" if near else ""
    return NotFoundError(
        f"there is no deal '{name}'{hint}",
        fix="salescli list   shows the open ones (--all: closed ones too)",
    )


def _is_day(name: str, session: Session) -> bool:
    from salescli.commands.support import arguments

    try:
        arguments.read_when(name, session)
    except UsageError:
        return False
    return True


def _either(names: list[str]) -> str:
    if len(names) > 8:
        return f"{', '.join(names[:8])} or {len(names) - 8} others"
    return listed(names, "or")
