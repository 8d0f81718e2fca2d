"""`import`: deals out of another system's export, all in one commit, or out of our own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.commands.importing.currency_flags import currency_flags
from salescli.commands.importing.known_deals import ANY_SYSTEM, known_deals, role_reader
from salescli.commands.importing.own_export import import_own
from salescli.commands.importing.read_import import ImportInput, read_import
from salescli.commands.importing.remembered_flags import RememberedFlags, remembered_command
from salescli.commands.importing.sorted_files import sorted_files
from salescli.commands.importing.source_files import named_files, source_files, typed_files
from salescli.commands.importing.write_import import write_import
from salescli.commands.support.asking.conversation import converse, recalled
from salescli.commands.support.reading.load_deals import DONE, FINDINGS
from salescli.commands.support.session import Session, in_terminal, open_session, open_to_write
from salescli.commands.support.writing.report_commit import report_commit
from salescli.errors import UsageError
from salescli.exchange.companions.add_companions import CompanionReport, add_companions
from salescli.exchange.csv.amount_forms import AmountForm, amount_forms
from salescli.exchange.csv.conventions import Conventions, filled_cells
from salescli.exchange.csv.day_forms import day_forms
from salescli.exchange.csv.deal_links import is_link
from salescli.exchange.csv.import_plan import ImportPlan, plan_import
from salescli.exchange.csv.sheet import Sheet
from salescli.exchange.json.export import is_own_export
from salescli.flags.keeping.import_ import ImportFlags
from salescli.store.transaction import transaction
from salescli.text.handles import is_handle
from salescli.views.incoming.import_companions import companion_blocks, companion_facts
from salescli.views.incoming.import_understood import ImportReport
from salescli.views.incoming.importing import (
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
class _Done:
    """What an import comes to, and what came of the tables beside the deals."""

    plan: ImportPlan
    beside: CompanionReport


def import_deals(flags: ImportFlags) -> int:
    """Import files; the exit code, which tells whether every row could be used.

    Raises SalescliError.
    """
    session = (open_session if flags.dry_run else open_to_write)(flags.book)
    as_json = flags.as_json
    sources = source_files(flags)
    if len(sources.files) == 1 and is_own_export(sources.files[0].data):
        path, data = sources.files[0].path, sources.files[0].data
        return import_own(session, path, data, dry_run=flags.dry_run, as_json=as_json)
    _check(flags)
    talking = in_terminal() and not as_json
    has_asked, wanted = False, flags
    opened = {named_files(flags): sorted_files(sources, flags)}

    def run(asker: Asker | None) -> tuple[ImportInput, _Done | None]:
        nonlocal has_asked, wanted
        wanted = recalled(asker, flags) if asker else flags
        names = named_files(wanted)
        if names not in opened:
            opened[names] = sorted_files(source_files(wanted), wanted)
        read = read_import(session, opened[names], wanted, asker)
        has_asked = asker is not None and asker.has_asked
        if asker and not (wanted.dry_run or wanted.yes) and not _is_wanted(session, read, asker):
            return read, None
        return read, _carried_out(session, read, wanted)

    read, done = converse("import", _draft_name(flags), session, run) if talking else run(None)
    if done is None:
        emit((TextLine(("Nothing was imported.",)),))
        return DONE
    _show(session, read, done, wanted, was_shown=talking and not wanted.yes)
    if has_asked:
        emit(again_screen(remembered_command(typed_files(wanted), _answers(read, wanted))))
    faults = done.plan.refused or any(row.is_fault for row in done.beside.loose)
    return FINDINGS if faults else DONE


def _draft_name(flags: ImportFlags) -> str:
    """Return the file by which what was answered is taken up again."""
    first = flags.file if flags.file != Path() else Path(named_files(flags)[0][0])
    return str(first.absolute())


def _show(
    session: Session, read: ImportInput, done: _Done, flags: ImportFlags, *, was_shown: bool
) -> None:
    """Show what an import did, or would do."""
    beside, plan = (read.tables, done.beside, read.passed), done.plan
    if flags.as_json:
        facts = import_facts(_report(read), plan, session.today, dry_run=flags.dry_run)
        emit_json(facts | companion_facts(*beside))
    elif flags.dry_run:
        emit(dry_screen(look_screen(_report(read), plan, _unused(read), companion_blocks(*beside))))
    else:
        new = read.chosen.ladder.process.name if read.chosen.text else ""
        more = () if was_shown else companion_blocks(*beside)
        emit(import_screen(_report(read), plan, more, new_process=new, was_shown=was_shown))


def _is_wanted(session: Session, read: ImportInput, asker: Asker) -> bool:
    """Show what an import would do, and ask whether to do it."""
    planned = _planned(session, read)
    beside = companion_blocks(read.tables, planned.beside, read.passed)
    emit((Gap(), *look_screen(_report(read), planned.plan, _unused(read), beside), Gap()))
    if not (planned.plan.created or planned.plan.updated):
        return True
    return asker.confirm("import", "Import it?", default=True)


def _answers(read: ImportInput, flags: ImportFlags) -> RememberedFlags:
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


def _report(read: ImportInput) -> ImportReport:
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


def _unused(read: ImportInput) -> list[str]:
    """Return the columns that no field of a deal takes."""
    used = set(read.settled.layout.values())
    columns = (name for name in read.sheet.columns if name not in used and not is_link(name))
    return [name for name in columns if name[:1] != "_"]


def _forms(sheet: Sheet, settled: Conventions) -> tuple[AmountForm, ...]:
    name = settled.layout.get("value")
    return amount_forms(filled_cells(sheet, name), settled) if name else ()


def _check(flags: ImportFlags) -> None:
    currency_flags(flags.currency)
    if flags.system and not is_handle(flags.system):
        raise UsageError(f"--from '{flags.system}' can't be kept", fix="as in --from hubspot")


def _carried_out(session: Session, read: ImportInput, flags: ImportFlags) -> _Done:
    """Return what becomes of the rows: written and committed, unless it is only to be shown."""
    if flags.dry_run:
        return _planned(session, read)
    with transaction(session.book) as writes:
        done = _planned(session, read)
        if done.plan.created or done.plan.updated:
            report_commit(write_import(session, writes, done.plan, read.chosen, read.name))
    return done


def _planned(session: Session, read: ImportInput) -> _Done:
    try:
        progress("reading the deals of the book")
        known = known_deals(session, read.source.system)
        if not read.sheet.columns and not known.by_id:
            known = known_deals(session, ANY_SYSTEM)
    finally:
        progress("")
    ladder = read.chosen.ladder
    plan = plan_import(read.results, known.by_id, known.handles, ladder, read.source)
    if not read.tables:
        return _Done(plan, CompanionReport())
    roles = role_reader(known, ladder.process)
    return _Done(*add_companions(plan, known.all_deals, read.tables, read.source, roles))
