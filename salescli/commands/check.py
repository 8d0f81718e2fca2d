"""`check`: every finding, with its place and its fix."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from heapq import merge
from itertools import chain, groupby
from operator import attrgetter

from salescli.commands.support.reading.changed_screen import NotedScreen, screen_again
from salescli.commands.support.reading.deal_findings import DealFindings, laid_out
from salescli.commands.support.reading.load_deals import DONE, FINDINGS, IN_FUTURE, findings
from salescli.commands.support.session import Session, open_session
from salescli.commands.support.subject import subject_of
from salescli.domain.checks import codes_matching
from salescli.domain.day.review import order, review, week_end
from salescli.domain.finding import Finding, Severity
from salescli.errors import UsageError
from salescli.flags.deals.check import CheckFlags
from salescli.store.cache.output_cache import CachedOutput
from salescli.store.deal_loader import DealFile, deal_file, deal_handles
from salescli.store.finding_lines import locate_findings
from salescli.text.wording import count
from salescli.views.facts import envelope, finding_facts
from salescli.views.findings import (
    FileScreen,
    Keep,
    file_screen,
    github_screen,
    screen_of_files,
    severities,
)
from salescli.views.render.output import emit_blocks, emit_json, passes
from salescli.views.render.screen_size import screen_lines

FORMATS = ("text", "json", "github")


def check(flags: CheckFlags, question: CachedOutput | None = None) -> int:
    """Show the findings of some deals or of the book; the exit code.

    The usual screen of the whole book is made from the one before where that was the answer to
    this `question`. Raises SalescliError.
    """
    form = "json" if flags.as_json else flags.form
    if form not in FORMATS:
        raise UsageError(f"there is no format '{form}'", fix=f"--format {'|'.join(FORMATS)}")
    select, ignore = codes(flags.select), codes(flags.ignore)
    session = open_session(flags.book, flags.today)
    is_piped = screen_lines() is None
    keep = laid_out if is_piped else None
    asked = _Asked(select, ignore | session.book.settings.ignore, keep)
    deals = DealFindings(session)
    is_usual = is_piped and not (select or ignore or flags.everything)
    usual = question if is_usual and not flags.deals else None
    if form != "text":
        chosen, about_book = _chosen(session, flags)
        each = (asked.wanted(deals.of(handle)) for handle in sorted(chosen, key=deal_file))
        about = (asked.wanted(about_book), chain.from_iterable(each))
        _show(session, merge(*about, key=_order), form)
    elif usual is None or not _is_shown_again(session, asked, deals, usual):
        deals.start_over()
        _show_screen(session, asked, deals, flags, is_usual=is_usual, question=usual)
    deals.save()
    return FINDINGS if asked.seen - {Severity.INFO} else DONE


def _is_shown_again(
    session: Session, asked: _Asked, deals: DealFindings, question: CachedOutput
) -> bool:
    """Show the screen that was the answer before with what changed since; whether that could be."""
    again = screen_again(question, deals, asked.wanted, partial(_order_of_day, session, deals))
    if again is None:
        return False
    blocks, parts = again
    asked.seen.update(severities(parts.counts))
    question.notes = parts.to_bytes()
    emit_blocks(blocks)
    return True


def _show_screen(
    session: Session,
    asked: _Asked,
    deals: DealFindings,
    flags: CheckFlags,
    *,
    is_usual: bool,
    question: CachedOutput | None,
) -> None:
    """Show the findings of some deals or of the book, file by file."""
    chosen, about_book = _chosen(session, flags)
    everything = flags.everything or bool(asked.select)
    of_files = chain(
        asked.screens(about_book, everything=everything),
        _screens(asked, deals, chosen, everything=everything, is_usual=is_usual),
    )
    of_day, looked = partial(_order_of_day, session, deals), count(len(chosen), "deal")
    if question is None:
        emit_blocks(screen_of_files(of_files, looked, of_day))
        return
    noted = NotedScreen(deals, of_day)
    emit_blocks(screen_of_files(noted.watch(of_files), looked, noted.order))
    if chosen == list(deals.states):
        question.notes = noted.to_bytes()


@dataclass(frozen=True, slots=True)
class _Asked:
    """The codes that are asked for, and how much what was `seen` of them weighs.

    `keep` makes what is held of a file until all are shown, as `file_screen` takes it.
    """

    select: frozenset[str]
    ignore: frozenset[str]
    keep: Keep | None
    seen: set[Severity] = field(default_factory=set)

    def wanted(self, results: Iterable[Finding]) -> list[Finding]:
        """Return those of some findings that are asked for, by their places."""
        asked = [one for one in results if one.code not in self.ignore]
        asked = [one for one in asked if one.code in self.select] if self.select else asked
        self.seen.update(one.severity for one in asked)
        if any(one.code == IN_FUTURE for one in asked):
            passes()
        return sorted(asked, key=_order)

    def screens(self, results: Iterable[Finding], *, everything: bool) -> Iterator[FileScreen]:
        """Yield what is shown of each file that some findings are in."""
        for _, group in groupby(self.wanted(results), key=attrgetter("file")):
            yield file_screen(list(group), everything=everything, keep=self.keep)


def _screens(
    question: _Asked,
    deals: DealFindings,
    chosen: Iterable[str],
    *,
    everything: bool,
    is_usual: bool,
) -> Iterator[FileScreen]:
    """Yield what is shown of each deal, in any order: the worst of the book is told first.

    Where it `is_usual` it is laid out already, and kept so.
    """
    for handle in deals.by_file(sorted(chosen)):
        if is_usual:
            for screen in deals.screens(handle, question.wanted):
                question.seen.update(severities(screen.counts))
                yield screen
        else:
            yield from question.screens(deals.of(handle), everything=everything)


def _chosen(session: Session, flags: CheckFlags) -> tuple[list[str], list[Finding]]:
    """Return the deals to check, and the findings about the book itself where all are checked."""
    if flags.deals:
        from salescli.commands.support.which_deal.find_deal import find_page

        return [find_page(session, name).handle for name in flags.deals], []
    return list(deal_handles(session.book)), list(locate_findings(session.book, of_book(session)))


def _show(session: Session, results: Iterator[Finding], form: str) -> None:
    """Show findings as JSON, or as annotations of GitHub."""
    if form == "json":
        emit_json(envelope(session.today, "findings", map(finding_facts, results)))
    else:
        emit_blocks(github_screen(results))


def _order_of_day(session: Session, deals: DealFindings, handles: Collection[str]) -> list[str]:
    """Return the open ones of some deals, the most urgent one first."""
    until = week_end(session.today, session.book.settings.calendar)
    reviews = (review(one, session.today, until) for one in deals.summaries(handles))
    return [one.about.handle for one in order(reviews)]


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
    from salescli.commands.support.reading.process_findings import template_findings

    processes = (template_findings(session, name) for name in session.loader.names())
    return [*session.book.faults, *(one for found in processes for one in found)]


def _order(finding: Finding) -> tuple[str, int, str]:
    return finding.file, finding.line or 0, finding.code
