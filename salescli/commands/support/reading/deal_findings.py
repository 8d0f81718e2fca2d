"""The findings about the deals of a book, with their lines: those that still hold are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from salescli.commands.support.reading.load_deals import findings, read_anew, summary_of
from salescli.commands.support.session import Session
from salescli.commands.support.subject import Subject, subject_of
from salescli.domain.day.revisit import concerns_revisits
from salescli.domain.finding import Finding
from salescli.domain.summary import Summary
from salescli.store.cache.deal_cache import DealCache, deal_states
from salescli.store.cache.deal_label import label_of_read
from salescli.store.cache.fact_rows import KeptFacts
from salescli.store.cache.finding_rows import FINDING_ROWS, KeptFindings
from salescli.store.cache.summary_rows import SUMMARIES
from salescli.store.deal_loader import read_page
from salescli.store.files.fingerprint import ABSENT, State, looked_into
from salescli.store.finding_lines import locate_findings
from salescli.store.locate_book import SETTINGS


class DealFindings:
    """The findings of deals on the day of a session.

    What a closed deal has to answer for doesn't change with the day: it is kept until its file, its
    process or the settings are touched. Of an open deal it is kept for the day. `states` are those
    of the deals' files, where they were looked at before anything was read.
    """

    def __init__(self, session: Session, states: Mapping[str, State] | None = None) -> None:
        self._session = session
        self.states = deal_states(session.book) if states is None else states
        self._cache = DealCache(session.book, self.states)
        self._valid = Validity(session)

    def of(self, handle: str) -> Sequence[Finding]:
        """Return the findings about a deal, or why its file can't be read."""
        if handle not in self.states:
            return self._read(handle)
        known = self._cache.find(handle, FINDING_ROWS, closed=True)
        if isinstance(known, KeptFindings) and self._valid.holds(known):
            return known.findings
        return self._read(handle, keep=True)

    def summary(self, handle: str) -> Summary | None:
        """Return the summary of a deal that is open; None for any other."""
        if handle not in self.states:
            return None
        known = self._cache.find(handle, SUMMARIES, closed=False)
        wanted = SUMMARIES, summary_of
        if known is None:
            fresh = read_anew(self._session, self._cache, handle, wanted, closed=False)
        else:
            fresh = known
        return fresh if isinstance(fresh, Summary) and fresh.is_open else None

    def save(self) -> None:
        """Keep what was found out. Nothing is raised."""
        self._cache.save()

    def _read(self, handle: str, *, keep: bool = False) -> Sequence[Finding]:
        book = self._session.book
        page = read_page(book, self._session.loader, handle)
        if page.deal is None:
            return locate_findings(book, page.faults)
        about = subject_of(page, page.deal)
        found = locate_findings(book, findings(self._session, about))
        if keep:
            self._keep(about, found)
        return found

    def _keep(self, about: Subject, results: Iterable[Finding]) -> None:
        """Keep findings where they hold, and what the review knows of a deal that is open."""
        deal, is_open = about.deal, about.standing.is_open
        concerns = is_open or concerns_revisits(deal)
        label = label_of_read(deal, is_open=is_open)
        self._cache.note(deal.handle, deal.process, label, closed=not concerns)
        if concerns:
            self._cache.add(deal.handle, SUMMARIES, summary_of(about))
        fresh = KeptFindings(*self._valid.of(about), tuple(results))
        if self._valid.holds(fresh):
            self._cache.add(deal.handle, FINDING_ROWS, fresh)


class Validity:
    """When what the checks say of a deal holds: its day, from some time on, by these settings."""

    def __init__(self, session: Session) -> None:
        self._now, self._day = session.now, session.today.isoformat()
        self._settings = _settings_state(session)

    def of(self, about: Subject) -> tuple[str, datetime | None, str]:
        """Return the day, the time and the settings by which what is said of a deal holds."""
        since = max((entry.at for entry in about.deal.log), default=None)
        return self._day if about.standing.is_open else "", since, self._settings

    def holds(self, known: KeptFindings | KeptFacts) -> bool:
        """Return whether it is about this day, and none of it passes within it."""
        if not self._settings or known.made_from != self._settings:
            return False
        if known.day not in ("", self._day):
            return False
        return known.since is None or known.since <= self._now


def _settings_state(session: Session) -> str:
    """Return the state of the settings that findings go by; nothing where that isn't known."""
    state = looked_into(str(session.book.root / SETTINGS))
    if session.has_warned or state == ABSENT:
        return ""
    return ",".join(map(str, state))
