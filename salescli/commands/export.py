"""`export csv` and `export json`: deals or parts of them, to standard output or into a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypeVar

from salescli.commands.support.output_file import write_output
from salescli.commands.support.reading.load_deals import DONE, FINDINGS, load_deals, load_summaries
from salescli.commands.support.session import Session, open_session
from salescli.commands.support.typed import list_query
from salescli.domain.deal import Deal
from salescli.domain.finding import Finding
from salescli.errors import UsageError
from salescli.exchange.csv.export import csv_lines
from salescli.exchange.csv.part_tables import log_lines, people_lines
from salescli.exchange.deal_parts import rows_of_log, rows_of_people
from salescli.exchange.json.export import export_payload
from salescli.flags.keeping.export.csv import ExportCsvFlags
from salescli.flags.keeping.export.json import ExportJsonFlags
from salescli.flags.support.filters import FilterFlags
from salescli.store.deal_loader import deal_file, deal_handles
from salescli.store.process_loader import process_fault
from salescli.store.toml.reader import TomlError, read_toml
from salescli.text.wording import count
from salescli.views.facts import envelope
from salescli.views.render.json_text import json_lines
from salescli.views.render.output import warn

T = TypeVar("T")
Part: TypeAlias = Literal["people", "log"]


def export_csv(flags: ExportCsvFlags) -> int:
    """Write deals, their people or their logs as CSV; the exit code. Raises SalescliError."""
    flags.check()
    session = open_session(flags.book, flags.today)
    _refuse(flags.output, force=flags.force)
    made = _Made(_wanted(session, flags.which))
    read = made.deals_of(load_deals(session), lambda about: about.deal.handle)
    if flags.as_people:
        lines = people_lines(made.parts_of((one.deal for one in read), "people"))
    elif flags.as_log:
        lines = log_lines(made.parts_of((one.deal for one in read), "log"))
    else:
        lines = csv_lines((one.deal, one.standing) for one in read)
    write_output(lines, flags.output, made.says)
    return _missing(made.faults)


def export_json(flags: ExportJsonFlags) -> int:
    """Write deals and processes, or parts of deals, as JSON; the exit code.

    Raises SalescliError.
    """
    flags.check()
    session = open_session(flags.book, flags.today)
    _refuse(flags.output, force=flags.force)
    made = _Made(_wanted(session, flags.which))
    if flags.as_people or flags.as_log:
        read = made.deals_of(load_deals(session), lambda about: about.deal.handle)
        part: Part = "people" if flags.as_people else "log"
        rows_of = rows_of_people if flags.as_people else rows_of_log
        deals = made.parts_of((one.deal for one in read), part)
        rows = (row for deal in deals for row in rows_of(deal))
        payload = envelope(session.today, part, rows)
    else:
        tables = made.deals_of(_tables(session), lambda pair: pair[0])
        payload = export_payload(tables, _processes(session), session.today)
    write_output(json_lines(payload), flags.output, made.says)
    return _missing(made.faults)


def _wanted(session: Session, which: FilterFlags) -> frozenset[str] | None:
    """Return the handles of the deals that the filters leave; None where there are no filters.

    Raises SalescliError.
    """
    if which == FilterFlags():
        return None
    seen = load_summaries(session, closed=list_query.with_closed(which))
    return frozenset(row.handle for row in list_query.chosen_deals(session, which, seen))


class _Made:
    """What an export has held so far: how many deals, and why some are not in it.

    `wanted` are the deals that filters leave, None without filters.
    """

    def __init__(self, wanted: frozenset[str] | None) -> None:
        self.count = self.parts = 0
        self.part = ""
        self.faults: list[Finding] = []
        self._wanted = wanted

    def deals_of(self, items: Iterable[T | Finding], handle_of: Callable[[T], str]) -> Iterator[T]:
        """Yield the deals among the items, each counted as it passes; the findings are kept."""
        for item in items:
            if isinstance(item, Finding):
                self.faults.append(item)
            elif self._wanted is None or handle_of(item) in self._wanted:
                self.count += 1
                yield item

    def parts_of(self, deals: Iterable[Deal], part: Part) -> Iterator[Deal]:
        """Yield the deals, and count what is written of each."""
        self.part = {"people": "person", "log": "entry"}[part]
        for deal in deals:
            self.parts += len(getattr(deal, part))
            yield deal

    def says(self) -> str:
        """Return what the file holds."""
        deals = count(self.count, "deal")
        if self.part:
            several = {"person": "people", "entry": "entries"}[self.part]
            return f"A table of {count(self.parts, self.part, several)} from {deals}"
        return f"All of {deals}" if self._wanted is None else f"A selection of {deals}"


def _missing(faults: Sequence[Finding]) -> int:
    for fault in faults:
        warn(f"{fault.file}:{fault.line}: {fault.message}: left out; salescli check shows more")
    return FINDINGS if faults else DONE


def _tables(session: Session) -> Iterator[tuple[str, dict[str, Any]] | Finding]:
    """Yield the handle and the whole table of each deal, or why its file can't be read."""
    for handle in deal_handles(session.book):
        try:
            yield handle, read_toml(session.book.deal_path(handle))[0]
        except TomlError as error:
            yield process_fault(error, deal_file(handle))


def _processes(session: Session) -> dict[str, str]:
    """Return the texts of all processes of the book, past revisions too."""
    root = session.book.root
    files = sorted((*session.book.processes.glob("*.toml"), *root.glob("processes/past/*.toml")))
    return {path.relative_to(root).as_posix(): read_toml(path)[1] for path in files}


def _refuse(output: Path | None, *, force: bool) -> None:
    """Refuse a file that is there, before anything is read. Raises UsageError."""
    if output is None or force or not (output.exists() or output.is_symlink()):
        return
    raise UsageError(f"{output} is there already", fix="add --force to write over it")
