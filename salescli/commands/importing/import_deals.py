"""`import`: deals out of another system's export, all in one commit, or out of our own."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.commands.importing.columns import ColumnChoice, columns_of, settled_by
from salescli.commands.importing.currency_flags import currency_flags
from salescli.commands.importing.own_export import import_own
from salescli.commands.importing.remembered_flags import RememberedFlags, remembered_command
from salescli.commands.importing.stage_flags import order_names, stage_flags
from salescli.commands.importing.stages import (
    ChosenStages,
    Pipeline,
    choose_stages,
)
from salescli.commands.support.conversation import asking, recalled
from salescli.commands.support.load_deals import DONE, FINDINGS
from salescli.commands.support.open_deal import put_process
from salescli.commands.support.report_commit import report_commit
from salescli.commands.support.session import Session, in_terminal, me, open_session
from salescli.commands.support.under_lock import reread, stamped
from salescli.domain.deal import Deal
from salescli.errors import SalescliError, UsageError
from salescli.exchange.csv.amount_forms import AmountForm, amount_forms
from salescli.exchange.csv.conventions import Conventions, column
from salescli.exchange.csv.import_plan import ImportPlan, origin, plan_import
from salescli.exchange.csv.imported_log import Source
from salescli.exchange.csv.known_exports import Layout
from salescli.exchange.csv.rows import Fact, RowResult, collapse_spaces, read_rows
from salescli.exchange.csv.sheet import Sheet, read_sheet
from salescli.exchange.json.export import is_own_export
from salescli.flags.keeping.import_ import ImportFlags
from salescli.store.deal_loader import pages
from salescli.store.files.atomic import os_error_text
from salescli.store.git.commit import CommitResult
from salescli.store.transaction import Transaction, transaction
from salescli.text.handles import is_handle
from salescli.text.wording import count
from salescli.views.importing import ImportReport, again_screen, import_facts, import_screen
from salescli.views.render.output import emit, emit_json, progress

if TYPE_CHECKING:
    from salescli.prompts import Asker

_LARGEST = 256 * 1024 * 1024  # bytes
_EVERY = 100  # deals between two words on how far it is


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read: what its rows say, and the process that they are held to."""

    sheet: Sheet
    columns: ColumnChoice
    settled: Conventions
    results: Sequence[RowResult]
    chosen: ChosenStages
    source: Source


def import_deals(flags: ImportFlags) -> int:
    """Import a file; the exit code, which tells whether every row could be used.

    Raises SalescliError.
    """
    session, as_json = open_session(flags.book), flags.as_json
    data = _content(flags.file)
    if is_own_export(data):
        return import_own(session, flags.file, data, dry_run=flags.dry_run, as_json=as_json)
    _check(flags)
    try:
        sheet = read_sheet(data, flags.encoding)
    except SalescliError as error:
        raise SalescliError(f"{flags.file}: {error.message}", fix=error.fix) from None
    talking = in_terminal() and not as_json
    with (
        asking("import", str(flags.file.absolute()), session) if talking else nullcontext() as asker
    ):
        flags = recalled(asker, flags) if asker else flags
        read = _understood(session, sheet, flags, asker)
        done = _carried_out(session, read, flags)
    report = ImportReport(
        flags.file.name,
        read.columns.title,
        sheet,
        read.settled,
        read.chosen.ladder,
        _forms(sheet, read.settled),
        "" if "owner" in read.settled.layout else read.source.owner,
        read.chosen.is_guess,
    )
    if as_json:
        emit_json(import_facts(report, done, session.today, dry_run=flags.dry_run))
    else:
        made = bool(read.chosen.text)
        new = read.chosen.ladder.process.name if made else ""
        emit(import_screen(report, done, new_process=new, dry_run=flags.dry_run))
        if asker and asker.has_asked:
            answers = RememberedFlags(
                read.columns.layout,
                read.settled,
                read.chosen.ladder,
                made,
                {"owner": flags.owner, "encoding": flags.encoding, "from": flags.system},
            )
            emit(again_screen(remembered_command(flags.file, answers)))
    return FINDINGS if done.refused else DONE


def _forms(sheet: Sheet, settled: Conventions) -> tuple[AmountForm, ...]:
    name = settled.layout.get("value")
    return amount_forms(column(sheet, name), settled) if name else ()


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > _LARGEST:
            raise UsageError(f"{file} is larger than {_LARGEST // 1024**2} MB", fix="split it")
        if not file.is_file():
            raise UsageError(f"{file} is not a file", fix="salescli import FILE.csv")
        return file.read_bytes()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        reason = "there is no such file" if missing else os_error_text(error)
        raise UsageError(
            f"{file} can't be read: {reason}", fix="salescli import FILE.csv"
        ) from None


def _check(flags: ImportFlags) -> None:
    currency_flags(flags.currency)
    if flags.system and not is_handle(flags.system):
        raise UsageError(f"--from '{flags.system}' can't be kept", fix="as in --from hubspot")


def _understood(session: Session, sheet: Sheet, flags: ImportFlags, asker: Asker | None) -> _Read:
    """Return what a sheet says, and how its stages are to be taken. Raises SalescliError."""
    columns = columns_of(sheet, flags, asker)
    typed = (*flags.stages, *order_names(flags.order))
    told = stage_flags(typed, _stage_names(sheet, columns.layout))
    currency, signs = currency_flags(flags.currency)
    ours = session.book.settings.currency
    settled = Conventions(columns.layout, currency, ours, signs, endings=told.endings)
    settled = settled_by(sheet, settled, flags, asker)
    said = list(read_rows(sheet, settled))
    facts = [one for one in said if isinstance(one, Fact)]
    export = columns.export
    system = flags.system or (export.system if export else "csv")
    title = export.title if export else flags.system or flags.file.name
    pipeline = Pipeline(facts, told, title, export.stages if export else ())
    process = choose_stages(session, flags, pipeline, asker)
    source = Source(system, session.now, me(session), flags.owner or me(session))
    _check_held(columns, process)
    return _Read(sheet, columns, settled, said, process, source)


def _stage_names(sheet: Sheet, layout: Layout) -> list[str]:
    """Return what the columns of the stage and the status say, each once."""
    columns = [layout[field] for field in ("stage", "status") if field in layout]
    cells = (collapse_spaces(cell) for name in columns for cell in column(sheet, name))
    names = (" ".join(cell.split()) for cell in cells)
    return list({name.casefold(): name for name in reversed(list(names))}.values())[::-1]


def _check_held(columns: ColumnChoice, process: ChosenStages) -> None:
    """Whether each step that a column has the day of is one. Raises SalescliError."""
    from salescli.commands.support.arguments import known
    from salescli.exchange.csv.known_exports import HELD

    options = [step.id for step in process.ladder.process.steps]
    if not process.ladder.process.name:
        return
    named = [field.removeprefix(HELD) for field in columns.layout if field.startswith(HELD)]
    known("step", named, options, f"--map {HELD}STEP=COLUMN; steps: {', '.join(options)}")


def _carried_out(session: Session, read: _Read, flags: ImportFlags) -> ImportPlan:
    """Return what becomes of the rows: written and committed, unless it is only to be shown."""
    if flags.dry_run:
        return _planned(session, read)
    with transaction(session.book) as door:
        done = _planned(session, read)
        if done.created or done.updated:
            report_commit(_written(session, door, done, read.chosen, flags.file))
    return done


def _written(
    session: Session, door: Transaction, done: ImportPlan, process: ChosenStages, file: Path
) -> CommitResult:
    try:
        _stage(session, door, done, process)
        return door.finish(_message(file, done))
    finally:
        progress("")


def _planned(session: Session, read: _Read) -> ImportPlan:
    try:
        progress("reading the deals of the book")
        known, taken = _known(session, read.source)
    finally:
        progress("")
    return plan_import(read.results, known, taken, read.chosen.ladder, read.source)


def _known(session: Session, source: Source) -> tuple[dict[str, Deal], list[str]]:
    """Return the deals that came from the same source, by their id there, and all handles.

    Raises SalescliError for a deal that can't be read: it could be one of those.
    """
    known: dict[str, Deal] = {}
    taken = []
    for page in pages(session.book, session.shelf):
        taken.append(page.handle)
        if page.deal is None:
            fault = page.faults[0]
            raise SalescliError(
                f"{fault.file}:{fault.line}: {fault.message}: it may be a deal that is to come in",
                fix=f"{fault.fix}; then import again",
            )
        came = origin(page.deal)
        if came and came[0] == source.system:
            known[came[1]] = page.deal
    return known, taken


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


def _message(file: Path, done: ImportPlan) -> str:
    from salescli.text.safe_text import harmless

    parts = [count(len(done.created), "new deal")] if done.created else []
    parts += [f"{len(done.updated)} updated"] if done.updated else []
    return harmless(f"import of {file.name}: {', '.join(parts)}")
