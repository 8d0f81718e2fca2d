"""`find`: words in all deals, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from salescli.commands.support.reading.load_deals import DONE, FINDINGS
from salescli.commands.support.session import Session, open_session
from salescli.commands.support.typed.period_flags import past_period
from salescli.commands.support.which_deal.find_deal import find_page
from salescli.domain.finding import Finding
from salescli.domain.search import Hit, SearchQuery, newest_first
from salescli.domain.search import find_in_deal as hits_in
from salescli.errors import UsageError
from salescli.flags.day.find import FindFlags
from salescli.store.deal_loader import DealFile, read_page
from salescli.store.deal_scan import deals_with, is_before
from salescli.text.word_search import phrases
from salescli.views.facts import envelope
from salescli.views.lists.find import find_blocks, find_screen, hit_facts
from salescli.views.render.output import emit, emit_blocks, emit_json, warn
from salescli.views.render.paged import emit_paged
from salescli.views.render.screen_size import screen_lines, screen_size


def find(flags: FindFlags) -> int:
    """Show the texts that have all of the words; the exit code. Raises SalescliError.

    A terminal gets no more than a screen of them, and no more deals are read than that needs.
    """
    session = open_session(flags.book, flags.today)
    wanted = SearchQuery(phrases(flags.words), flags.person, _since(flags, session))
    if not wanted.phrases:
        raise UsageError("there is no word to look for", fix='as in salescli find "liability"')
    search = _Search(session, wanted)
    hits = search.hits(flags.deal)
    if flags.as_json:
        facts = (hit_facts(hit, wanted.phrases) for hit in hits)
        emit_json(envelope(session.today, "hits", facts))
    elif screen_lines() is None:
        emit_blocks(find_blocks(hits, wanted.phrases, session.today))
    elif flags.everything:
        emit_paged(tuple(find_blocks(hits, wanted.phrases, session.today)))
    else:
        emit(find_screen(hits, wanted.phrases, session.today, screen_size()))
    for fault in search.unread:
        warn(f"{fault.file}:{fault.line}: {fault.message}: not searched")
    return FINDINGS if search.unread else DONE


def _since(flags: FindFlags, session: Session) -> date | None:
    return past_period(flags.since, None, session).since


@dataclass(frozen=True, slots=True)
class _Search:
    """A search through deals, and why some of those that it came to can't be read."""

    session: Session
    wanted: SearchQuery
    unread: list[Finding] = field(default_factory=list)

    def hits(self, deal: str | None) -> Iterator[Hit]:
        """Yield the texts that have the words, the newest first: in one deal, if it is named."""
        if deal is not None:
            page = find_page(self.session, deal)
            return newest_first([(0, deal)], lambda _: self._in(page))
        return newest_first(self._deals(), self._in_deal)

    def _deals(self) -> Iterable[tuple[float, str]]:
        words = {word for phrase in self.wanted.phrases for word in phrase.words.split()}
        since = self.wanted.since
        known = deals_with(self.session.book, words)
        return [one for one in known if since is None or not is_before(one[0], since)]

    def _in_deal(self, handle: str) -> list[Hit]:
        return self._in(read_page(self.session.book, self.session.loader, handle))

    def _in(self, page: DealFile) -> list[Hit]:
        if page.deal is None:
            self.unread.extend(page.faults)
            return []
        return hits_in(page.deal, self.wanted)
