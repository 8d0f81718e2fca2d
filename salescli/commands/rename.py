"""`rename`: another handle for a deal, in its file and wherever it is named."""

from __future__ import annotations

from salescli.commands.support.reading.followers import follow_instead
from salescli.commands.support.session import Session, open_to_write
from salescli.commands.support.subject import subject_of
from salescli.commands.support.which_deal.find_deal import find_page
from salescli.commands.support.writing.event_names import with_event_names
from salescli.commands.support.writing.open_deal import check_handle
from salescli.commands.support.writing.phrases import commit_message
from salescli.commands.support.writing.report_commit import report_commit, show_written
from salescli.commands.support.writing.under_lock import check_there, renewed
from salescli.flags.deals.rename import RenameFlags
from salescli.store.deal_loader import deal_handles, read_page
from salescli.store.drafts import rename_drafts
from salescli.store.transaction import Transaction, transaction
from salescli.text.shell_quoting import command


def rename(flags: RenameFlags) -> None:
    """Give a deal another handle. Raises SalescliError."""
    session, new = open_to_write(flags.book), flags.new
    old = find_page(session, flags.deal).handle
    if new == old:
        show_written(old, "nothing to change: that is its handle")
        return
    with transaction(session.book) as writes:
        check_handle(new, deal_handles(session.book))
        check_there(session, old)
        _keep_event_names(renewed(session), writes, old)
        writes.move(old, new)
        facts = follow_instead(renewed(session), writes, old, new)
        commit = writes.finish(commit_message(new, f"renamed, it was {old}"))
    rename_drafts(session.book.root, old, new)
    show_written(new, f"renamed, it was {old}", command("show", new), facts=facts)
    report_commit(commit)


def _keep_event_names(session: Session, writes: Transaction, handle: str) -> None:
    """Stage what the events of a deal are called, where the deal can be read."""
    page = read_page(session.book, session.loader, handle)
    if page.deal is None:
        return
    about = subject_of(page, page.deal)
    for entry in about.deal.log:
        named = with_event_names(about, entry)
        if named != entry:
            writes.amend(handle, entry, named)
