"""The findings about the deals of a book, with their lines: those that still hold are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from salescli.commands.support.reading.load_deals import findings
from salescli.commands.support.reading.read_anew import read_anew, summary_of
from salescli.commands.support.reading.validity import Validity
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject, subject_of
from salescli.domain.checks.logged_twice import Logged, logged_in, logged_in_both
from salescli.domain.day.revisit import concerns_revisits
from salescli.domain.finding import Finding
from salescli.domain.summary import Summary
from salescli.store.cache.deal_cache import DealCache
from salescli.store.cache.deal_label import label_of_read
from salescli.store.cache.deal_states import deal_states
from salescli.store.cache.finding_rows import FINDING_ROWS, FINDINGS_FILE, KeptFindings
from salescli.store.cache.row_form import RowForm
from salescli.store.cache.screen_rows import SCREEN_ROWS, KeptScreen
from salescli.store.cache.summary_rows import SUMMARIES
from salescli.store.deal_loader import DealFile, deal_file, read_page
from salescli.store.files.fingerprint import State
from salescli.store.finding_lines import locate_findings
from salescli.views.findings import FileScreen, file_screen, shown_of_file
from salescli.views.render import plain

K = TypeVar("K", KeptFindings, KeptScreen)


class DealFindings:
    """The findings of deals on the day of a session.

    What a closed deal has to answer for doesn't change with the day: it is kept until its file, its
    process or the settings are touched. Of an open deal it is kept for the day. `states` are those
    of the deals' files, where they were looked at before anything was read.
    """

    def __init__(self, session: Session, states: Mapping[str, State] | None = None) -> None:
        self._session = session
        self.states = deal_states(session.book) if states is None else states
        self._deals = DealCache(session.book, self.states)
        self._cache = DealCache(session.book, self.states, FINDINGS_FILE)
        self._valid = Validity(session)
        self._logged: dict[str, tuple[str, Logged]] = {}  # where what was captured is logged
        self.shared: set[str] = set()  # deals that have some of it in common

    @property
    def logged(self) -> dict[str, str]:
        """In which deal what was captured is logged, of those that were asked about."""
        return {ref: handle for ref, (handle, _) in self._logged.items()}

    def start_over(self) -> None:
        """Take all deals for such as nobody has asked about."""
        self._logged.clear()
        self.shared.clear()

    def of(self, handle: str) -> Sequence[Finding]:
        """Return the findings about a deal, or why its file can't be read.

        They tell what is logged in it and in a deal that was asked about before.
        """
        return self._with_logged_twice(handle, self._known(handle))

    def screens(
        self, handle: str, in_order: Callable[[Iterable[Finding]], list[Finding]]
    ) -> Sequence[FileScreen]:
        """Return what a pipe is shown of a deal, by `in_order` of its findings: laid out, and kept.

        What is logged in another deal too, and what passes with the hour, is not kept.
        """
        known = self._kept(handle, SCREEN_ROWS)
        findings = None if known else self._known(handle)
        logged = known.logged if known else findings.logged if findings else ()
        twice = list(self._logged_twice(handle, logged))
        if known and not twice:
            return _screens_of(known, deal_file(handle))
        findings = findings or self._known(handle)
        own = in_order([*findings.findings, *self._located(twice)])
        groups = groupby(own, key=lambda finding: finding.file)
        screens = [file_screen(list(group), keep=laid_out) for _, group in groups]
        is_kept = handle in self.states and self._valid.holds(findings)
        if is_kept and len(own) == len(findings.findings) and len(screens) < 2:
            self._cache.add(handle, SCREEN_ROWS, _kept_screen(findings, screens))
        return screens

    def _kept(self, handle: str, form: RowForm[K]) -> K | None:
        """Return what was kept of the findings of a deal, where it still holds."""
        if handle not in self.states:
            return None
        known: K | bool | None = self._cache.find(handle, form, closed=True)
        if known is None or isinstance(known, bool) or not self._valid.holds(known):
            return None
        return known

    def _with_logged_twice(self, handle: str, known: KeptFindings) -> Sequence[Finding]:
        twice = list(self._logged_twice(handle, known.logged))
        return [*known.findings, *self._located(twice)] if twice else known.findings

    def _logged_twice(self, handle: str, logged: Iterable[Logged]) -> Iterator[Finding]:
        """Yield a finding about the later by name of two deals, whichever is asked about first."""
        for entry in logged:
            ref, here = entry[0], (handle, entry)
            first, later = sorted((here, self._logged.get(ref, here)))
            self._logged[ref] = first
            if later[0] != first[0]:
                self.shared |= {first[0], later[0]}
                yield logged_in_both(later[1], later[0], first[0], deal_file(later[0]))

    def _known(self, handle: str) -> KeptFindings:
        if known := self._kept(handle, FINDING_ROWS):
            return known
        page = read_page(self._session.book, self._session.loader, handle)
        if page.deal is None:
            return KeptFindings("", None, "", tuple(self._located(page.faults)))
        return self._made(subject_of(page, page.deal), page)

    def _located(self, findings: Iterable[Finding]) -> list[Finding]:
        return locate_findings(self._session.book, findings)

    def by_file(self, handles: Iterable[str]) -> Iterator[str]:
        """Yield handles in an order in which little of the cache is held."""
        return self._cache.by_file(handles, beside=(self._deals,))

    def summaries(self, handles: Iterable[str]) -> Iterator[Summary]:
        """Yield the summaries of those deals that are open."""
        there = (handle for handle in handles if handle in self.states)
        return filter(None, map(self._summary, self._deals.by_file(there)))

    def _summary(self, handle: str) -> Summary | None:
        known = self._deals.find(handle, SUMMARIES, closed=False)
        wanted = SUMMARIES, summary_of
        if known is None:
            fresh = read_anew(self._session, self._deals, handle, wanted, closed=False)
        else:
            fresh = known
        return fresh if isinstance(fresh, Summary) and fresh.is_open else None

    def save(self) -> None:
        """Keep what was found out. Nothing is raised."""
        self._deals.save()
        self._cache.save()

    def _made(self, about: Subject, page: DealFile) -> KeptFindings:
        """Return the findings about a deal, and keep them where they hold.

        What the review knows of a deal that is open is kept, too.
        """
        deal, is_open = about.deal, about.standing.is_open
        texts = {page.file: page.text}
        found = locate_findings(self._session.book, findings(self._session, about), texts)
        fresh = KeptFindings(*self._valid.of(about), tuple(found), logged_in(deal))
        if deal.handle not in self.states:  # it came meanwhile
            return fresh
        concerns = is_open or concerns_revisits(deal)
        label = label_of_read(deal, is_open=is_open)
        self._deals.note(deal.handle, deal.process, label, closed=not concerns)
        if concerns:
            self._deals.add(deal.handle, SUMMARIES, summary_of(about))
        if self._valid.holds(fresh):
            self._cache.note(deal.handle, deal.process, "", closed=not concerns)
            self._cache.add(deal.handle, FINDING_ROWS, fresh)
        return fresh


def laid_out(findings: Iterable[Finding], rest: str) -> str:
    """Return the lines that a pipe gets of findings of one file, and what is said of the others."""
    return "\n".join(plain.lines(tuple(shown_of_file(findings, rest)), None))


def _kept_screen(known: KeptFindings, screens: Sequence[FileScreen]) -> KeptScreen:
    until = known.day, known.since, known.made_from
    for one in screens:
        text = (str(one.content),)
        return KeptScreen(*until, one.counts, one.hidden, (one.worst,), text, known.logged)
    return KeptScreen(*until, (), 0, (), (), known.logged)


def _screens_of(known: KeptScreen, file: str) -> Sequence[FileScreen]:
    for worst in known.worst:
        return (FileScreen(file, known.counts, known.hidden, worst, "".join(known.lines)),)
    return ()
