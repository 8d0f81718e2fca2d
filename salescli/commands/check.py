"""`check`: every finding, with its place and its mend; `rule`: what a code means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from salescli.commands.session import Session, find_page, open_session, subject_of
from salescli.commands.survey import DONE, FINDINGS, findings
from salescli.commands.templates import template_findings
from salescli.errors import UsageError
from salescli.model.finding import SEVERITIES, Finding, Severity
from salescli.model.spoken import count
from salescli.store.locate import locate
from salescli.store.pages import Page, pages
from salescli.views.facts import envelope, finding_facts
from salescli.views.findings import findings_screen, github_screen
from salescli.views.out import emit, emit_json

FORMATS = ("text", "json", "github")


@dataclass(frozen=True, slots=True)
class CheckFlags:
    """The flags of `check`, as they were typed. Codes may be whole families: `N`."""

    names: tuple[str, ...] = ()
    today: str | None = None
    format: str = "text"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


def check(book: Path | None, flags: CheckFlags) -> int:
    """Show the findings of some deals or of the book; the exit code. Raises SalescliError."""
    if flags.format not in FORMATS:
        raise UsageError(
            f"there is no format '{flags.format}'", fix=f"--format {'|'.join(FORMATS)}"
        )
    select, ignore = codes(flags.select), codes(flags.ignore)
    session = open_session(book, flags.today)
    if flags.names:
        chosen = [find_page(session, name) for name in flags.names]
        found = []
    else:
        chosen = list(pages(session.book, session.shelf))
        found = of_book(session)
    found += [one for page in chosen for one in of_page(session, page)]
    ignore |= session.book.settings.ignore
    found = [one for one in found if one.code not in ignore and (not select or one.code in select)]
    found = sorted(locate(session.book, found), key=_order)
    _show(session, found, flags.format, len(chosen))
    return FINDINGS if any(one.severity is not Severity.INFO for one in found) else DONE


def _show(session: Session, found: Sequence[Finding], form: str, deals: int) -> None:
    if form == "json":
        emit_json(envelope(session.today, "findings", [finding_facts(one) for one in found]))
    elif form == "github":
        emit(github_screen(found))
    else:
        emit(findings_screen(found, count(deals, "deal")))


def codes(texts: Iterable[str]) -> frozenset[str]:
    """Codes from `N02`, `N02,P` or `n`: a letter stands for its family. Raises UsageError."""
    chosen: set[str] = set()
    for text in texts:
        for word in filter(None, text.upper().replace(",", " ").split()):
            named = [code for code in SEVERITIES if word in (code, code[0])]
            if not named:
                raise UsageError(
                    f"'{word}' is no code of a finding", fix="salescli rule   lists them"
                )
            chosen.update(named)
    return frozenset(chosen)


def of_page(session: Session, page: Page) -> list[Finding]:
    """The findings about one deal file."""
    if page.deal is None:
        return list(page.faults)
    return findings(session, subject_of(page, page.deal))


def of_book(session: Session) -> list[Finding]:
    """The findings about the settings and the processes in force."""
    processes = (template_findings(session, name) for name in session.shelf.names())
    return [*session.book.faults, *(one for found in processes for one in found)]


def _order(one: Finding) -> tuple[str, int, str]:
    return one.file, one.line or 0, one.code
