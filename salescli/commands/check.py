"""`check`: every finding, with its place and its mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from salescli.commands.session import Session, find_page, open_session, subject_of
from salescli.commands.survey import DONE, FINDINGS, findings, kept
from salescli.model.finding import Finding, Severity
from salescli.store.book import SETTINGS
from salescli.store.locate import locate
from salescli.store.pages import Page, pages
from salescli.views.facts import envelope, finding_facts
from salescli.views.findings import findings_screen
from salescli.views.out import emit, emit_json


def check(book: Path | None, names: tuple[str, ...], today: str | None, *, as_json: bool) -> int:
    """Show the findings of some deals or of all; the exit code. Raises SalescliError."""
    session = open_session(book, today)
    if names:
        chosen = [find_page(session, name) for name in names]
        found = [one for page in chosen for one in of_page(session, page)]
    else:
        every = pages(session.book, session.shelf)
        chosen = list(every)
        found = [one for page in chosen for one in of_page(session, page)]
        found += of_book(session)
    found = sorted(locate(session.book, found), key=_order)
    if as_json:
        emit_json(envelope(session.today, "findings", [finding_facts(one) for one in found]))
    else:
        emit(findings_screen(found, len(chosen)))
    return FINDINGS if any(one.severity is not Severity.INFO for one in found) else DONE


def of_page(session: Session, page: Page) -> list[Finding]:
    """The findings about one deal file."""
    if page.deal is None:
        return kept(session, page.faults)
    return findings(session, subject_of(page, page.deal))


def of_book(session: Session) -> list[Finding]:
    """The findings about the settings and the processes in force."""
    faults: Iterable[Finding] = [replace(one, file=SETTINGS) for one in session.book.faults]
    processes = [one for name in session.shelf.names() for one in session.shelf.faults(name)]
    return kept(session, [*faults, *processes])


def _order(one: Finding) -> tuple[str, int, str]:
    return one.file, one.line or 0, one.code
