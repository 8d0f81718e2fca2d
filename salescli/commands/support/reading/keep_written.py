"""What a command wrote, kept for the next one: what each deal came to, as if it had been read."""

from __future__ import annotations

from collections.abc import Sequence

from salescli.commands.support.reading.read_anew import Found, read_anew, summary_of
from salescli.commands.support.session import Session
from salescli.domain.summary import Summary
from salescli.store.cache.deal_cache import DealCache
from salescli.store.cache.summary_rows import SUMMARIES
from salescli.store.files.fingerprint import ABSENT, state_of
from salescli.store.files.own_folder import SINCE, names_in

_MOST = 4  # deals: whoever writes more doesn't wait for what may never be asked for


def keep_written(session: Session, deals: Sequence[str]) -> None:
    """Keep what these deals came to by what is in their files now; nothing is raised.

    Only beside what is kept of others: a book that nobody looks at needs no cache.
    """
    if not 0 < len(deals) <= _MOST:
        return
    paths = {deal: str(session.book.deal_path(deal)) for deal in deals}
    states = {deal: state_of(path) for deal, path in paths.items()}
    cache = DealCache(session.book, states, is_whole=False)
    found: dict[str, Found[Summary]] = {}
    for deal, state in states.items():
        if state != ABSENT and cache.has_file(deal):
            fresh = read_anew(session, cache, deal, (SUMMARIES, summary_of), closed=False)
            found[deal] = fresh
    cache.save()
    if names_in(str(session.book.root), SINCE):
        from salescli.commands.support.reading.leave_parts import leave_parts

        leave_parts(session, found, states)
