"""`delete`: a deal that was made by mistake. What came to nothing is closed instead."""

from __future__ import annotations

from salescli.commands.support.reading.followers import follow_instead
from salescli.commands.support.session import Session, in_terminal, open_to_write
from salescli.commands.support.which_deal.find_deal import find_page
from salescli.commands.support.writing.phrases import commit_message
from salescli.commands.support.writing.report_commit import report_commit, show_written
from salescli.commands.support.writing.under_lock import check_there, renewed
from salescli.errors import UsageError
from salescli.flags.deals.delete import DeleteFlags
from salescli.prompts import Asker
from salescli.store.deal_loader import DealFile
from salescli.store.drafts import drop_drafts
from salescli.store.transaction import transaction
from salescli.text.shell_quoting import command
from salescli.text.wording import count
from salescli.views.render.output import notice


def delete(flags: DeleteFlags) -> None:
    """Delete a deal, once that is confirmed. Raises SalescliError."""
    session = open_to_write(flags.book)
    page = find_page(session, flags.deal)
    handle = page.handle
    if not flags.yes and not _confirmed(session, page):
        notice("nothing was changed")
        return
    with transaction(session.book) as writes:
        check_there(session, handle)
        writes.remove(session.book.deal_path(handle))
        facts = follow_instead(renewed(session), writes, handle, "")
        commit = writes.finish(commit_message(handle, "deleted"))
    drop_drafts(session.book.root, handle)
    back = f"{command('undo')}   brings it back" if session.book.settings.commit else ""
    show_written(handle, "deleted", back, facts=facts)
    report_commit(commit)


def _confirmed(session: Session, page: DealFile) -> bool:
    handle = page.handle
    if not in_terminal():
        raise UsageError(
            f"{handle} was not deleted: delete asks first, and there is no terminal to ask in",
            fix=command("delete", handle, flags="--yes"),
        )
    asker, deal = Asker({}, lambda _: None), page.deal
    if deal is not None:
        named = " · ".join(dict.fromkeys(filter(None, (deal.company, deal.title))))
        asker.say(f"{handle}: {named}, {count(len(deal.log), 'entry', 'entries')} in its log.")
    kept = session.book.settings.commit
    asker.say("The history keeps it." if kept else "The book keeps no history: it will be gone.")
    asker.say(f"A deal that came to nothing is better closed: {command('lose', handle)}")
    return asker.confirm("delete", "Delete it?", default=False)
