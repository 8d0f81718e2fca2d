"""`history`: what changed in a deal or in the book, when, by whom; told from what git remembers."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from salescli.commands.support.reading.file_history import changes_in_words
from salescli.commands.support.session import Session, open_session
from salescli.commands.support.typed.period_flags import past_period
from salescli.commands.support.which_deal.find_deal import find_page
from salescli.domain.time.moment import day_of
from salescli.domain.time.period import Period
from salescli.errors import NotFoundError, SalescliError
from salescli.flags.keeping.history import HistoryFlags
from salescli.store.deal_loader import deal_file
from salescli.store.files.read import read_file
from salescli.store.git.book_commits import KEPT
from salescli.store.git.history import Commit, History, open_history
from salescli.store.git.identity import identity
from salescli.text.handles import is_handle
from salescli.text.shell_quoting import command
from salescli.text.wording import day_text, short_day
from salescli.views.facts import envelope
from salescli.views.lists.history import HistoryCommit, HistoryLine, history_facts, history_screen
from salescli.views.render.output import emit_blocks, emit_json, notice, warn
from salescli.views.render.screen_size import screen_columns, screen_lines

_LINES = 4  # of the screen, that an item takes on average
_LONG = 0.4  # seconds
_TOGETHER = 500  # files that git is asked about in one go


def history(flags: HistoryFlags) -> None:
    """Show what changed, the newest first; in a period, what happened. Raises SalescliError."""
    session = open_session(flags.book)
    period = past_period(flags.since, flags.until, session)
    in_period = not period.is_all or flags.by is not None
    if flags.deal is None and in_period and not flags.as_json:
        _journal(session, period, flags)
    else:
        _changes(session, period, flags)


def _journal(session: Session, period: Period, flags: HistoryFlags) -> None:
    """Show what happened in all deals, a line for a deal on a day."""
    from salescli.commands.support.reading.read_journal import read_deal_journal
    from salescli.views.lists.journal import JournalPlan, journal_row, journal_screen

    with closing(read_deal_journal(session, period, flags.by, journal_row)) as read:
        plan = JournalPlan(read.places, read.tally, _days_of(period, session), flags.limit)
        emit_blocks(journal_screen(plan, read.rows, session.today, screen_columns()))
    for fault in read.unreadable:
        warn(f"{fault.file}:{fault.line}: {fault.message}: left out; salescli check shows more")


def _days_of(period: Period, session: Session) -> str:
    """Return the days of a period in words: `Mon 23 to Tue 24 Nov 2026`."""
    last = min(period.until or session.today, session.today)
    if period.since is None:
        return f"Until {day_text(last)}"
    if period.since == last:
        return day_text(last)
    return f"{short_day(period.since, last)} to {day_text(last)}"


def _changes(session: Session, period: Period, flags: HistoryFlags) -> None:
    """Show what git remembers, of the book or of one deal."""
    name, limit, as_json = flags.deal, flags.limit, flags.as_json
    remembered, begun = open_history(session.book.root), time.monotonic()
    lines = None if as_json else screen_lines()
    if limit is None and lines is not None and period.is_all:
        limit = max(lines // _LINES, 1)
    wanted = None if limit is None or not period.is_all else limit + 1
    if name is None:
        files: Sequence[str] = KEPT
        moments = remembered.moments(files, limit=wanted)
    else:
        files = (file_meant(session, remembered, name),)
        moments = _followed(remembered, files[0], wanted)
    slow = time.monotonic() - begun > _LONG
    moments = [one for one in moments if period.has(day_of(one.at)) and _is_by(one, flags, session)]
    is_now = period.has(session.today) and flags.by is None
    first = _uncommitted(session, remembered, files) if is_now else []
    more = limit is not None and len(first) + len(moments) > limit
    items = islice(chain(first, _items(remembered, moments)), limit)
    if as_json:
        emit_json(_facts(session, period, flags, items))
    else:
        limited = f"--limit {2 * (limit or 1)}"
        hint = command("history", name or "", flags=limited) if more else ""
        emit_blocks(history_screen(items, named=name is None, more=hint))
    if slow:
        notice("git now indexes the book's long history: the next time this is quick")
        with suppress(SalescliError):
            remembered.index()


def _is_by(moment: Commit, flags: HistoryFlags, session: Session) -> bool:
    """Return whether a commit is of the colleague that was named, as git knows them."""
    if flags.by is None:
        return True
    name = flags.by.strip().casefold()
    if name == "me":
        return moment.by == identity(session.book.root).name
    return name in moment.by.casefold()


def _facts(
    session: Session, period: Period, flags: HistoryFlags, items: Iterator[HistoryLine]
) -> dict[str, Any]:
    """Return the history as JSON has it; of a period in the whole book, the journal too."""
    facts = envelope(session.today, "history", map(history_facts, items))
    if flags.deal is None and not (period.is_all and flags.by is None):
        from salescli.commands.support.reading.read_journal import read_deal_journal
        from salescli.views.lists.journal import journal_facts

        facts["journal"] = read_deal_journal(session, period, flags.by, journal_facts).rows
    return facts


def file_meant(session: Session, remembered: History, name: str) -> str:
    """Return the file of the deal that a name means, be it that the book only once had it.

    Raises NotFoundError where neither the book nor its history has such a deal.
    """
    try:
        return deal_file(find_page(session, name).handle)
    except NotFoundError:
        if not is_handle(name) or not remembered.moments((deal_file(name),), limit=1):
            raise
        return deal_file(name)


def _followed(remembered: History, file: str, limit: int | None) -> list[Commit]:
    """Return the commits that changed a file, under its earlier names too."""
    found: list[Commit] = []
    since = "HEAD"
    while limit is None or len(found) < limit:
        left = None if limit is None else limit - len(found)
        some = remembered.moments((file,), limit=left, since=since)
        found += some
        if not some or any(one for touch in some[-1].touched for one in touch.before):
            break
        touch = remembered.renamed(some[-1], file)
        if touch is None:
            break
        found[-1] = replace(some[-1], touched=(touch,))
        file, since = touch.was, f"{some[-1].commit}^"
    return found


def _items(remembered: History, moments: Sequence[Commit]) -> Iterator[HistoryLine]:
    """Yield each commit; what it changed is told while it is shown, before the next one is."""
    told = _retold(remembered, moments)
    for moment in moments:
        changes = islice(told, len(moment.touched))
        yield _item(moment, changes)
        deque(changes, maxlen=0)  # what nobody looked at


def _retold(remembered: History, moments: Sequence[Commit]) -> Iterator[HistoryCommit]:
    """Yield what happened to each file that was touched, a batch of files at a time."""
    touches = ((touch, day_of(moment.at)) for moment in moments for touch in moment.touched)
    while some := list(islice(touches, _TOGETHER)):
        held = remembered.whole(one for touch, _ in some for one in (*touch.before, touch.after))
        for touch, day in some:
            before = [held.get(one) for one in touch.before]
            yield changes_in_words(touch.file, before, held.get(touch.after), day, touch.was)


def _item(moment: Commit, changes: Iterable[HistoryCommit]) -> HistoryLine:
    return HistoryLine(
        (one for one in changes if one.texts),
        moment.at,
        moment.by,
        moment.commit,
        moment.subject,
        moment.command,
        merge=len(moment.parents) > 1,
    )


def _uncommitted(session: Session, remembered: History, files: Sequence[str]) -> list[HistoryLine]:
    changed = remembered.uncommitted(files)
    if not changed:
        return []
    held = remembered.contents(remembered.named(file) for file in changed)
    told = tuple(
        changes_in_words(
            file, [held.get(remembered.named(file))], _on_disk(session, file), session.today
        )
        for file in changed
    )
    return [HistoryLine(told)]


def _on_disk(session: Session, file: str) -> bytes | None:
    try:
        return read_file(session.book.root / file)
    except OSError:
        return None
