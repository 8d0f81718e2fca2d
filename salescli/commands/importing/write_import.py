"""What an import writes: its new deals, its updates, and a process that they follow."""

from __future__ import annotations

from salescli.commands.importing.stages import ChosenStages
from salescli.commands.support.session import Session
from salescli.commands.support.writing.open_deal import put_process
from salescli.commands.support.writing.under_lock import reread, stamped
from salescli.errors import UsageError
from salescli.exchange.csv.import_plan import ImportPlan
from salescli.store.git.commit import CommitResult
from salescli.store.transaction import Transaction
from salescli.text.wording import count
from salescli.views.render.output import progress

_EVERY = 100  # deals between two words on how far it is


def write_import(
    session: Session, door: Transaction, done: ImportPlan, process: ChosenStages, file: str
) -> CommitResult:
    """Write what an import comes to, and commit it. Raises SalescliError."""
    try:
        _stage(session, door, done, process)
        return door.finish(_message(file, done))
    finally:
        progress("")


def _stage(session: Session, door: Transaction, done: ImportPlan, process: ChosenStages) -> None:
    made = process.ladder.process
    if process.text:
        path = session.book.processes / f"{made.name}.toml"
        if path.exists():
            raise UsageError(
                f"the process '{made.name}' was made meanwhile; nothing was imported",
                fix=f"import again with: --process {made.name}",
            )
        door.put(path, process.text)
    elif done.created:
        put_process(session, door, made)
    for number, deal in enumerate(done.created):
        if number % _EVERY == 0:
            progress(f"{number} of {len(done.created)} deals")
        door.create(deal)
    for number, update in enumerate(done.updated):
        if number % _EVERY == 0:
            progress(f"{number} of {len(done.updated)} updates")
        if update.changes:
            door.change(update.handle, update.changes)
        for old, new in update.moved:
            door.amend(update.handle, old, new)
        entries = stamped(update.entries, reread(session, update.handle), session)
        door.log(update.handle, entries, update.people)
    progress(f"writing {count(len(done.created) + len(done.updated), 'file')}")


def _message(file: str, done: ImportPlan) -> str:
    from salescli.text.safe_text import harmless

    parts = [count(len(done.created), "new deal")] if done.created else []
    parts += [f"{len(done.updated)} updated"] if done.updated else []
    return harmless(f"import of {file}: {', '.join(parts)}")
