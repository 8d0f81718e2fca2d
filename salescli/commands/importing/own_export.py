"""`import` of our own JSON export: deals as they were, with the processes that they are held to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from salescli.commands.importing.table_file import table_name
from salescli.commands.support.reading.load_deals import DONE, FINDINGS
from salescli.commands.support.session import Session
from salescli.commands.support.writing.report_commit import report_commit
from salescli.domain.agenda import Agenda
from salescli.domain.deal import by_time
from salescli.domain.replay import is_open
from salescli.errors import SalescliError
from salescli.exchange.json.export import OwnExport, read_export
from salescli.store.formats.deal import read_deal
from salescli.store.toml.reader import TomlError, parse_toml, read_toml
from salescli.store.transaction import Transaction, transaction
from salescli.text.wording import count
from salescli.views.facts import envelope
from salescli.views.incoming.importing import NO_NEXT
from salescli.views.render.document import Block, Gap, Heading, Span, TextLine
from salescli.views.render.output import emit, emit_json, progress

_EVERY = 100


def import_own(session: Session, file: Path, data: bytes, *, dry_run: bool, as_json: bool) -> int:
    """Bring the deals of an export into the book; the exit code. Raises SalescliError.

    A deal that is there already stays as it is, and is named where the two are not the same.
    """
    try:
        own = read_export(data)
    except SalescliError as error:
        raise SalescliError(f"{file}: {error.message}", fix=error.fix) from None
    with transaction(session.book) as writes:
        new, differing = _compared(session, own)
        processes = {session.book.root / name: text for name, text in own.processes.items()}
        absent = {path: text for path, text in processes.items() if not path.exists()}
        for path, text in absent.items():
            parse_toml(text, path)
            writes.put(path, text)
        _stage(writes, own, new)
        if (new or absent) and not dry_run:
            report_commit(
                writes.finish(f"import of {table_name(file)}: {count(len(new), 'new deal')}")
            )
    same = len(own.deals) - len(new) - len(differing)
    if as_json:
        deals = [{"deal": handle, "was": "created"} for handle in new]
        deals += [{"deal": handle, "was": "kept"} for handle in differing]
        emit_json(envelope(session.today, "deals", deals) | {"dry_run": dry_run, "unchanged": same})
    else:
        _show(len(new), same, len(absent), differing, dry_run=dry_run)
        if not dry_run and any(map(_lacks_next_step, (own.deals[handle] for handle in new))):
            emit((Gap(), TextLine((Span(NO_NEXT[0], "command"), f"  {NO_NEXT[1]}"), hang=2)))
    return FINDINGS if differing else DONE


def _lacks_next_step(table: Mapping[str, Any]) -> bool:
    """Return whether a deal is open and has nothing on its agenda."""
    deal, _ = read_deal("", table)
    agenda = Agenda()
    for entry in by_time(deal.log):
        agenda.take(entry)
    return is_open(deal) and not agenda.items()


def _stage(writes: Transaction, own: OwnExport, new: list[str]) -> None:
    try:
        for number, handle in enumerate(new):
            if number % _EVERY == 0:
                progress(f"{number} of {len(new)} deals")
            writes.create_table(handle, own.deals[handle])
    finally:
        progress("")


def _compared(session: Session, own: OwnExport) -> tuple[list[str], list[str]]:
    """Return the deals that the book doesn't have, and those that it has otherwise."""
    new, differing = [], []
    for handle, table in own.deals.items():
        path = session.book.deal_path(handle)
        if not path.exists():
            new.append(handle)
            continue
        try:
            same = read_toml(path)[0] == table
        except TomlError:
            same = False
        if not same:
            differing.append(handle)
    return new, differing


def _show(new: int, same: int, processes: int, differing: list[str], *, dry_run: bool) -> None:
    word = "Would import" if dry_run else "Imported"
    says = [count(new, "new deal")] + ([count(processes, "process", "processes")] * bool(processes))
    says += [f"{same} as they were"] if same else []
    blocks: list[Block] = [TextLine((Span(word, "strong"), f": {', '.join(says)}."), hang=2)]
    if differing:
        blocks += [Gap(), Heading("Deals of the book that are not as in the file stay as they are")]
        blocks += [TextLine((Span(handle, "strong"),), indent=2) for handle in differing]
    emit(tuple(blocks))
