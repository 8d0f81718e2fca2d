"""`find`: words in all deals, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from salescli.commands.support.reading.load_deals import DONE, FINDINGS
from salescli.commands.support.session import Session, open_session
from salescli.commands.support.typed.period_flags import past_period
from salescli.commands.support.which_deal.find_deal import find_page
from salescli.domain.search import Wanted, newest_first
from salescli.domain.search import find as hits_in
from salescli.errors import UsageError
from salescli.flags.day.find import FindFlags
from salescli.store.deal_loader import DealFile, read_page
from salescli.store.deal_scan import handles_with
from salescli.text.word_search import phrases
from salescli.views.facts import envelope
from salescli.views.find import find_screen, hit_facts
from salescli.views.render.output import emit_json, warn
from salescli.views.render.paged import emit_paged


def find(flags: FindFlags) -> int:
    """Show the texts that have all of the words; the exit code. Raises SalescliError."""
    session = open_session(flags.book, flags.today)
    wanted = Wanted(phrases(flags.words), flags.person, _since(flags, session))
    if not wanted.phrases:
        raise UsageError("there is no word to look for", fix='as in salescli find "liability"')
    found = []
    code = DONE
    for page in _pages(session, flags.deal, wanted):
        if page.deal is not None:
            found += hits_in(page.deal, wanted)
            continue
        code = FINDINGS
        for fault in page.faults:
            warn(f"{fault.file}:{fault.line}: {fault.message}: not searched")
    hits = newest_first(found)
    if flags.as_json:
        facts = (hit_facts(hit, wanted.phrases) for hit in hits)
        emit_json(envelope(session.today, "hits", facts))
    else:
        emit_paged(find_screen(hits, wanted.phrases, session.today))
    return code


def _since(flags: FindFlags, session: Session) -> date | None:
    return past_period(flags.since, None, session).since


def _pages(session: Session, deal: str | None, wanted: Wanted) -> Iterator[DealFile]:
    """Yield the files of the deals that may have the words; the one that is named, if any."""
    if deal is not None:
        yield find_page(session, deal)
        return
    words = {word for phrase in wanted.phrases for word in phrase.words.split()}
    for handle in handles_with(session.book, words):
        yield read_page(session.book, session.shelf, handle)
