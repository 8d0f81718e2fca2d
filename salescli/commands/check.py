"""`check`: every finding, with its place and its fix."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from heapq import merge
from itertools import chain

from salescli.commands.support.reading.deal_findings import DealFindings
from salescli.commands.support.reading.load_deals import (
    DONE,
    FINDINGS,
    IN_FUTURE,
    Summaries,
    findings,
)
from salescli.commands.support.reading.process_findings import template_findings
from salescli.commands.support.reading.review_selection import judged
from salescli.commands.support.session import Session, open_session
from salescli.commands.support.subject import subject_of
from salescli.commands.support.which_deal.find_deal import find_page
from salescli.domain.checks import codes_matching
from salescli.domain.finding import Finding, Severity
from salescli.errors import UsageError
from salescli.flags.day.next import ReviewFlags
from salescli.flags.deals.check import CheckFlags
from salescli.store.deal_loader import DealFile, deal_file, deal_handles
from salescli.store.finding_lines import locate_findings
from salescli.text.wording import count
from salescli.views.facts import envelope, finding_facts
from salescli.views.findings import findings_screen, github_screen
from salescli.views.render.output import emit_blocks, emit_json, passes

FORMATS = ("text", "json", "github")


def check(flags: CheckFlags) -> int:
    """Show the findings of some deals or of the book; the exit code. Raises SalescliError."""
    form = "json" if flags.as_json else flags.form
    if form not in FORMATS:
        raise UsageError(f"there is no format '{form}'", fix=f"--format {'|'.join(FORMATS)}")
    select, ignore = codes(flags.select), codes(flags.ignore)
    session = open_session(flags.book, flags.today)
    chosen, about_book = _chosen(session, flags)
    ignore |= session.book.settings.ignore
    deals = DealFindings(session)
    seen: set[Severity] = set()

    def wanted(results: Iterable[Finding]) -> list[Finding]:
        asked = [one for one in results if one.code not in ignore]
        asked = [one for one in asked if one.code in select] if select else asked
        seen.update(one.severity for one in asked)
        if any(one.code == IN_FUTURE for one in asked):
            passes()
        return sorted(asked, key=_order)

    # A screen shows the worst first, and so all that it shows is held: it may come in any order.
    ordered = deals.by_file(sorted(chosen)) if form == "text" else sorted(chosen, key=deal_file)
    each = (wanted(deals.of(handle)) for handle in ordered)
    about = (wanted(about_book), chain.from_iterable(each))
    found = chain(*about) if form == "text" else merge(*about, key=_order)
    looked = count(len(chosen), "deal")
    order = partial(_order_of_day, session, deals)
    _show(session, found, (form, flags.everything or bool(select)), (looked, order))
    deals.save()
    return FINDINGS if seen - {Severity.INFO} else DONE


def _chosen(session: Session, flags: CheckFlags) -> tuple[list[str], list[Finding]]:
    """Return the deals to check, and the findings about the book itself where all are checked."""
    if flags.deals:
        return [find_page(session, name).handle for name in flags.deals], []
    return list(deal_handles(session.book)), list(locate_findings(session.book, of_book(session)))


def _show(
    session: Session,
    results: Iterator[Finding],
    wanted: tuple[str, bool],
    deals: tuple[str, Callable[[Collection[str]], Sequence[str]]],
) -> None:
    """Show findings in a form, all of them or the worst.

    Of `deals` it is said how many they are, and which comes first.
    """
    form, everything = wanted
    if form == "json":
        emit_json(envelope(session.today, "findings", map(finding_facts, results)))
    elif form == "github":
        emit_blocks(github_screen(results))
    else:
        looked, order = deals
        emit_blocks(findings_screen(results, looked, everything=everything, order=order))


def _order_of_day(session: Session, deals: DealFindings, handles: Collection[str]) -> list[str]:
    """Return the open ones of some deals, the most urgent one first."""
    seen = Summaries(tuple(deals.summaries(handles)), ())
    return [one.about.handle for one in judged(session, ReviewFlags(), seen).reviews]


def codes(texts: Iterable[str]) -> frozenset[str]:
    """Codes from `N02`, `N02,P` or `n`: a letter stands for its family. Raises UsageError."""
    chosen: set[str] = set()
    for text in texts:
        for word in filter(None, text.upper().replace(",", " ").split()):
            named = codes_matching(word)
            if not named:
                raise UsageError(
                    f"'{word}' is no code of a finding", fix="salescli rule   lists them"
                )
            chosen.update(named)
    return frozenset(chosen)


def of_page(session: Session, page: DealFile) -> list[Finding]:
    """Return the findings about one deal file."""
    if page.deal is None:
        return list(page.faults)
    return findings(session, subject_of(page, page.deal))


def of_book(session: Session) -> list[Finding]:
    """Return the findings about the settings and the processes in force."""
    processes = (template_findings(session, name) for name in session.loader.names())
    return [*session.book.faults, *(one for found in processes for one in found)]


def _order(finding: Finding) -> tuple[str, int, str]:
    return finding.file, finding.line or 0, finding.code
