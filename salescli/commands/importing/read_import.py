"""What the files of an import say, and how it is to be taken: columns, days, stages, process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from salescli.commands.importing.columns import SPREADSHEET, ColumnChoice, columns_of, settled_by
from salescli.commands.importing.companion_tables import companion_tables
from salescli.commands.importing.currency_flags import currency_flags
from salescli.commands.importing.sorted_files import SortedFiles
from salescli.commands.importing.spoken_days import spoken_days
from salescli.commands.importing.stage_flags import order_names, stage_flags
from salescli.commands.importing.stages import ChosenStages, Pipeline, choose_stages
from salescli.commands.importing.table_file import TableFile, table_name
from salescli.commands.support.session import Session, me
from salescli.domain.process import Process
from salescli.exchange.companions.tables import CompanionTable, with_companies
from salescli.exchange.csv.conventions import Conventions, filled_cells
from salescli.exchange.csv.foreign_dates import SINCE_1900, SINCE_1904
from salescli.exchange.csv.imported_log import Source
from salescli.exchange.csv.known_exports import Layout
from salescli.exchange.csv.rows import Fact, RowResult, collapse_spaces, read_rows
from salescli.exchange.csv.sheet import Sheet
from salescli.exchange.csv.stages import StageMapping
from salescli.flags.keeping.import_ import ImportFlags

if TYPE_CHECKING:
    from salescli.prompts import Asker


@dataclass(frozen=True, slots=True)
class ImportInput:
    """What was read: what the rows of deals say, the process that they are held to, and the rest.

    `tables` stand beside the deals; `passed` are the files that are not used, each with the reason.
    """

    name: str
    sheet: Sheet
    columns: ColumnChoice
    settled: Conventions
    results: Sequence[RowResult]
    chosen: ChosenStages
    source: Source
    tables: tuple[CompanionTable, ...] = ()
    passed: tuple[tuple[str, str], ...] = ()


def read_import(
    session: Session, files: SortedFiles, flags: ImportFlags, asker: Asker | None
) -> ImportInput:
    """Return what all files say. Raises SalescliError."""
    if files.deals is None:
        read = _without_deals(session, files, flags)
    else:
        own = replace(flags, file=files.deals.path)
        sheet = TableFile(own, files.deals.data).sheet(asker)
        read = _understood(session, sheet, own, asker)
    tables = companion_tables(files.companions, read.settled, flags, asker)
    results = with_companies(read.results, tables)
    return replace(read, tables=tables, passed=files.passed, results=results)


def _without_deals(session: Session, files: SortedFiles, flags: ImportFlags) -> ImportInput:
    """Return what is read where only tables beside the deals are given: those are in the book."""
    systems = (file.form.system for file in files.companions)
    system = flags.system or next(filter(None, systems), "csv")
    names = ", ".join(table_name(file.file.path) for file in files.companions)
    nothing = ChosenStages(StageMapping(Process("")))
    source = Source(system, session.now, me(session), flags.owner or me(session))
    choice = ColumnChoice(None, {})
    return ImportInput(names, Sheet((), (), ""), choice, Conventions({}, ""), (), nothing, source)


def _understood(
    session: Session, sheet: Sheet, flags: ImportFlags, asker: Asker | None
) -> ImportInput:
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
    settled = replace(settled, spoken=spoken_days(session))
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
    return ImportInput(table_name(flags.file), sheet, columns, settled, said, process, source)


def _stage_names(sheet: Sheet, layout: Layout) -> list[str]:
    """Return what the columns of the stage and the status say, each once."""
    columns = [layout[field] for field in ("stage", "status") if field in layout]
    cells = (collapse_spaces(cell) for name in columns for cell in filled_cells(sheet, name))
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
