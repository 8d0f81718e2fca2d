"""`import`: deals out of another system's export, all in one commit, or out of our own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from salescli.commands.importing.columns import (
    SPREADSHEET,
    ColumnChoice,
    columns_of,
    settled_by,
)
from salescli.commands.importing.currency_flags import currency_flags
from salescli.commands.importing.own_export import import_own
from salescli.commands.importing.remembered_flags import RememberedFlags, remembered_command
from salescli.commands.importing.stage_flags import order_names, stage_flags
from salescli.commands.importing.stages import (
    ChosenStages,
    Pipeline,
    choose_stages,
)
from salescli.commands.importing.table_file import TableFile, read_content, table_name
from salescli.commands.importing.write_import import write_import
from salescli.commands.support.asking.conversation import converse, recalled
from salescli.commands.support.reading.load_deals import DONE, FINDINGS
from salescli.commands.support.session import Session, in_terminal, me, open_session
from salescli.commands.support.writing.report_commit import report_commit
from salescli.domain.deal import Deal
from salescli.errors import SalescliError, UsageError
from salescli.exchange.csv.amount_forms import AmountForm, amount_forms
from salescli.exchange.csv.conventions import Conventions, column
from salescli.exchange.csv.day_forms import day_forms
from salescli.exchange.csv.foreign_dates import SINCE_1900, SINCE_1904
from salescli.exchange.csv.import_plan import ImportPlan, origin, plan_import
from salescli.exchange.csv.imported_log import Source
from salescli.exchange.csv.known_exports import Layout
from salescli.exchange.csv.rows import Fact, RowResult, collapse_spaces, read_rows
from salescli.exchange.csv.sheet import Sheet
from salescli.exchange.json.export import is_own_export
from salescli.flags.keeping.import_ import ImportFlags
from salescli.store.deal_loader import pages
from salescli.store.transaction import transaction
from salescli.text.handles import is_handle
from salescli.views.importing import (
    ImportReport,
    again_screen,
    dry_screen,
    import_facts,
    import_screen,
    look_screen,
)
from salescli.views.render.document import Gap, TextLine
from salescli.views.render.output import emit, emit_json, progress

if TYPE_CHECKING:
    from salescli.prompts import Asker


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that was read: what its rows say, and the process that they are held to."""

    name: str
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
    data = read_content(flags.file)
    if is_own_export(data):
        return import_own(session, flags.file, data, dry_run=flags.dry_run, as_json=as_json)
    _check(flags)
    table = TableFile(flags, data)
    talking = in_terminal() and not as_json
    has_asked, wanted = False, flags

    def run(asker: Asker | None) -> tuple[_Read, ImportPlan | None]:
        nonlocal has_asked, wanted
        wanted = recalled(asker, flags) if asker else flags
        read = _understood(session, table.sheet(asker), wanted, asker)
        has_asked = asker is not None and asker.has_asked
        if asker and not (wanted.dry_run or wanted.yes) and not _is_wanted(session, read, asker):
            return read, None
        return read, _carried_out(session, read, wanted)

    file = str(flags.file.absolute())
    read, done = converse("import", file, session, run) if talking else run(None)
    if done is None:
        emit((TextLine(("Nothing was imported.",)),))
        return DONE
    _show(session, read, done, wanted, was_shown=talking and not wanted.yes)
    if has_asked:
        emit(again_screen(remembered_command(flags.file, _answers(read, wanted))))
    return FINDINGS if done.refused else DONE


def _show(
    session: Session, read: _Read, done: ImportPlan, flags: ImportFlags, *, was_shown: bool
) -> None:
    """Show what an import did, or would do."""
    if flags.as_json:
        facts = import_facts(_report(read), done, session.today, dry_run=flags.dry_run)
        emit_json(facts)
    elif flags.dry_run:
        emit(dry_screen(look_screen(_report(read), done, _unused(read))))
    else:
        new = read.chosen.ladder.process.name if read.chosen.text else ""
        emit(import_screen(_report(read), done, new_process=new, was_shown=was_shown))


def _is_wanted(session: Session, read: _Read, asker: Asker) -> bool:
    """Show what an import would do, and ask whether to do it."""
    planned = _planned(session, read)
    emit((Gap(), *look_screen(_report(read), planned, _unused(read)), Gap()))
    if not (planned.created or planned.updated):
        return True
    return asker.confirm("import", "Import it?", default=True)


def _answers(read: _Read, flags: ImportFlags) -> RememberedFlags:
    """Return what was answered, for the command that need not ask again."""
    return RememberedFlags(
        read.columns.layout,
        read.settled,
        read.chosen.ladder,
        bool(read.chosen.text),
        {
            "sheet": read.sheet.name,
            "owner": flags.owner,
            "encoding": flags.encoding,
            "from": flags.system,
        },
    )


def _report(read: _Read) -> ImportReport:
    """Return how a file was understood."""
    return ImportReport(
        read.name,
        read.columns.title,
        read.sheet,
        read.settled,
        read.chosen.ladder,
        _forms(read.sheet, read.settled),
        "" if "owner" in read.settled.layout else read.source.owner,
        read.chosen.is_guess,
        day_forms(read.sheet, read.settled),
    )


def _unused(read: _Read) -> list[str]:
    """Return the columns that no field of a deal takes."""
    used = set(read.settled.layout.values())
    return [name for name in read.sheet.columns if name not in used and name[:1] != "_"]


def _forms(sheet: Sheet, settled: Conventions) -> tuple[AmountForm, ...]:
    name = settled.layout.get("value")
    return amount_forms(column(sheet, name), settled) if name else ()


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
    day_zero = SINCE_1904 if sheet.starts_in_1904 or flags.dates == SPREADSHEET else SINCE_1900
    settled = Conventions(
        columns.layout, currency, ours, signs, endings=told.endings, day_zero=day_zero
    )
    settled = settled_by(sheet, settled, flags, asker)
    said = list(read_rows(sheet, settled))
    facts = [one for one in said if isinstance(one, Fact)]
    export = columns.export
    system = flags.system or (export.system if export else "csv")
    title = export.title if export else flags.system or table_name(flags.file)
    pipeline = Pipeline(facts, told, title, export.stages if export else ())
    process = choose_stages(session, flags, pipeline, asker)
    source = Source(system, session.now, me(session), flags.owner or me(session))
    _check_held(columns, process)
    return _Read(table_name(flags.file), sheet, columns, settled, said, process, source)


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
            report_commit(write_import(session, door, done, read.chosen, read.name))
    return done


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
