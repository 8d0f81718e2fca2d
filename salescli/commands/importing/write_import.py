"""What an import writes: its new deals, its updates, and a process that they follow."""

from __future__ import annotations

from salescli.commands.importing.stages import ChosenStages
from salescli.commands.support.session import Session
from salescli.commands.support.writing.open_deal import put_process
from salescli.commands.support.writing.under_lock import reread, stamped
from salescli.errors import UsageError
from salescli.exchange.csv.import_plan import ImportPlan
from salescli.store.git.commit_result import CommitResult
from salescli.store.transaction import Transaction
from salescli.text.wording import count
from salescli.views.render.progress_bar import ProgressBar


def write_import(
    session: Session, writes: Transaction, done: ImportPlan, process: ChosenStages, file: str
) -> CommitResult:
    """Write what an import comes to, and commit it. Raises SalescliError."""
    bar = ProgressBar(len(done.created) + len(done.updated))
    try:
        _stage_process(session, writes, done, process)
        _stage_deals(session, writes, done, bar)
        return writes.finish(_message(file, done))
    finally:
        bar.close()


def _stage_process(
    session: Session, writes: Transaction, done: ImportPlan, process: ChosenStages
) -> None:
    made = process.ladder.process
    if process.text:
        path = session.book.processes / f"{made.name}.toml"
        if path.exists():
            raise UsageError(
                f"the process '{made.name}' was made meanwhile; nothing was imported",
                fix=f"import again with: --process {made.name}",
            )
        writes.put(path, process.text)
    elif done.created:
        put_process(session, writes, made)


def _stage_deals(session: Session, writes: Transaction, done: ImportPlan, bar: ProgressBar) -> None:
    for number, deal in enumerate(done.created):
        bar.show(number, f"deal {number:,} of {len(done.created):,}")
        writes.create(deal)
    for number, update in enumerate(done.updated):
        bar.show(len(done.created) + number, f"update {number:,} of {len(done.updated):,}")
        if update.changes:
            writes.change(update.handle, update.changes)
        for old, new in update.moved:
            writes.amend(update.handle, old, new)
        entries = stamped(update.entries, reread(session, update.handle), session)
        writes.log(update.handle, entries, update.people)
    number = len(done.created) + len(done.updated)
    bar.show(number, f"writing {count(number, 'file')}")


def _message(file: str, done: ImportPlan) -> str:
    from salescli.text.safe_text import harmless

    parts = [count(len(done.created), "new deal")] if done.created else []
    parts += [f"{len(done.updated)} updated"] if done.updated else []
    return harmless(f"import of {file}: {', '.join(parts)}")
