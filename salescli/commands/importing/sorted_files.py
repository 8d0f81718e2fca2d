"""Which of the files of an import has the deals, and what the others are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from salescli.commands.importing.source_files import SourceFile, Sources
from salescli.commands.importing.table_file import TableFile, table_name
from salescli.errors import SalescliError, UsageError
from salescli.exchange.companions.plain_forms import plain_form
from salescli.exchange.companions.recognise_table import recognise_table
from salescli.exchange.companions.table_forms import Holds, TableForm
from salescli.exchange.csv.export import OURS
from salescli.exchange.csv.guess_columns import guess_columns
from salescli.exchange.csv.known_exports import Layout, flat, recognise
from salescli.exchange.csv.sheet import Sheet

if TYPE_CHECKING:
    from salescli.flags.keeping.import_ import ImportFlags

_MARKS = ("stage", "status", "value", "close", "closed", "closed_won")  # of deals, and no others
_GIVEN = "--people, --companies, --activities or --notes in front of it"


@dataclass(frozen=True, slots=True)
class CompanionFile:
    """A table beside the deals, and what it is."""

    file: SourceFile
    sheet: Sheet
    form: TableForm
    layout: Layout


@dataclass(frozen=True, slots=True)
class SortedFiles:
    """The files of an import: the deals, what stands beside them, and what was passed over."""

    deals: SourceFile | None
    companions: tuple[CompanionFile, ...]
    passed: tuple[tuple[str, str], ...]


def sorted_files(sources: Sources, flags: ImportFlags) -> SortedFiles:
    """Return what each file of an import is. Raises SalescliError."""
    if len(sources.files) == 1 and sources.files[0].holds is None:
        return _single(sources, flags)
    piles = _Piles(list(sources.passed))
    for file in sources.files:
        sheet = _sheet(file, flags, piles.passed)
        if sheet is not None:
            piles.put(file, sheet)
    deals = piles.deals or _mapped(piles.unknown, flags) or _likeliest(piles.unknown)
    for file, sheet in piles.unknown:
        if file not in deals:
            piles.put_plain(file, sheet)
    if len(deals) > 1:
        names = " and ".join(str(file.path) for file in deals)
        raise UsageError(f"{names} have deals", fix="import one table of deals at a time")
    if not deals and not piles.companions:
        raise UsageError(
            f"none of the {len(sources.files)} tables is known by its columns",
            fix="name the one with the deals alone:  salescli import FILE.csv",
        )
    return SortedFiles(deals[0] if deals else None, tuple(piles.companions), tuple(piles.passed))


@dataclass(slots=True)
class _Piles:
    """Files by what they are, as far as they were looked at."""

    passed: list[tuple[str, str]]
    deals: list[SourceFile] = field(default_factory=list)
    companions: list[CompanionFile] = field(default_factory=list)
    unknown: list[tuple[SourceFile, Sheet]] = field(default_factory=list)

    def put(self, file: SourceFile, sheet: Sheet) -> None:
        """Put a file where it belongs by its columns. Raises UsageError."""
        found = recognise_table(sheet.columns, file.holds)
        if found is not None and found[0].holds is Holds.OTHER:
            self.passed.append((table_name(file.path), f"{found[0].title}, not needed"))
        elif found is not None:
            self.companions.append(CompanionFile(file, sheet, *found))
        elif file.holds is not None:
            raise _unreadable(file, sheet)
        elif recognise(sheet.columns) or set(OURS) <= set(sheet.columns):
            self.deals.append(file)
        else:
            self.unknown.append((file, sheet))

    def put_plain(self, file: SourceFile, sheet: Sheet) -> None:
        """Put a table that is no CRM's own where it looks as if it belonged. Raises UsageError."""
        found = plain_form(sheet.columns)
        if found is not None:
            self.companions.append(CompanionFile(file, sheet, *found))
        elif file.is_named:
            raise UsageError(
                f"{table_name(file.path)} is not known by its columns: {_some(sheet)}",
                fix=f"say what it has: {_GIVEN}",
            )
        else:
            self.passed.append((table_name(file.path), "not known by its columns"))


def _single(sources: Sources, flags: ImportFlags) -> SortedFiles:
    """Return what the only file is: the deals, unless it is known as something else."""
    (file,) = sources.files
    if flags.maps or flags.sheet:
        return SortedFiles(file, (), sources.passed)
    try:
        sheet = TableFile(replace(flags, file=file.path), file.data).sheet(None)
    except SalescliError:  # what is wrong with it is said when its deals are read
        return SortedFiles(file, (), sources.passed)
    found = recognise_table(sheet.columns)
    if found is None or found[0].holds in (Holds.OTHER, Holds.LINKS):
        return SortedFiles(file, (), sources.passed)
    return SortedFiles(None, (CompanionFile(file, sheet, *found),), sources.passed)


def _sheet(file: SourceFile, flags: ImportFlags, passed: list[tuple[str, str]]) -> Sheet | None:
    """Return the table of a file; one that was found in a folder may be none."""
    own = replace(flags, file=file.path, sheet="")
    try:
        return TableFile(own, file.data).sheet(None)
    except SalescliError as error:
        if file.is_named:
            raise
        passed.append((table_name(file.path), error.message))
        return None


def _mapped(unknown: Sequence[tuple[SourceFile, Sheet]], flags: ImportFlags) -> list[SourceFile]:
    """Return the table that has the columns that were mapped."""
    wanted = {flat(text.partition("=")[2]) for text in flags.maps} - {""}
    fits = [file for file, sheet in unknown if wanted <= set(map(flat, sheet.columns))]
    return fits[:1] if wanted else []


def _likeliest(unknown: Sequence[tuple[SourceFile, Sheet]]) -> list[SourceFile]:
    """Return the table that looks most as if it had the deals, else the only strange one."""
    scored = [(_score(sheet), -place) for place, (_, sheet) in enumerate(unknown)]
    best = max(scored, default=(0, 0))
    if best[0]:
        return [unknown[-best[1]][0]]
    strange = [file for file, sheet in unknown if file.is_named and not plain_form(sheet.columns)]
    return strange if len(strange) == 1 else []


def _score(sheet: Sheet) -> int:
    """Return how many of the marks of deals a table has beside their names."""
    layout = guess_columns(sheet)
    if not {"title", "company"} & set(layout):
        return 0
    found = plain_form(sheet.columns)
    has_other = found is not None and found[0].holds in (Holds.ACTIVITIES, Holds.NOTES)
    marks = sum(name in layout for name in _MARKS)
    return marks if marks > has_other else 0


def _unreadable(file: SourceFile, sheet: Sheet) -> UsageError:
    return UsageError(
        f"{table_name(file.path)} can't be read as {file.holds}: its columns are {_some(sheet)}",
        fix=f"{_NEEDED[file.holds or Holds.OTHER]}; rename its columns, or leave it out",
    )


_NEEDED = {
    Holds.PEOPLE: "people have a name and an email, a phone, a title or a deal",
    Holds.COMPANIES: "companies have a name and an industry, a country or employees",
    Holds.ACTIVITIES: "activities have a date, a subject and a deal, a contact or a company",
    Holds.NOTES: "notes have a text and a deal, a contact or a company",
}


def _some(sheet: Sheet) -> str:
    return ", ".join(sheet.columns[:8]) + (", …" if len(sheet.columns) > 8 else "")
