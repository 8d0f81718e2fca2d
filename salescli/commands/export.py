"""`export csv` and `export json`: everything, to standard output or into a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from salescli.commands.support.output_file import write_output
from salescli.commands.support.reading.load_deals import DONE, FINDINGS, load_deals
from salescli.commands.support.session import Session, open_session
from salescli.domain.finding import Finding
from salescli.errors import UsageError
from salescli.exchange.csv.export import csv_lines
from salescli.exchange.json.export import export_payload
from salescli.flags.keeping.export.csv import ExportCsvFlags
from salescli.flags.keeping.export.json import ExportJsonFlags
from salescli.store.deal_loader import deal_file, deal_handles
from salescli.store.process_loader import process_fault
from salescli.store.toml.reader import TomlError, read_toml
from salescli.text.wording import count
from salescli.views.render.json_text import json_lines
from salescli.views.render.output import warn

T = TypeVar("T")


def export_csv(flags: ExportCsvFlags) -> int:
    """Give out all deals as CSV; the exit code. Raises SalescliError."""
    session = open_session(flags.book)
    _refuse(flags.output, force=flags.force)
    made = _Made()
    rows = ((one.deal, one.standing) for one in made.deals_of(load_deals(session)))
    write_output(csv_lines(rows), flags.output, made.says)
    return _missing(made.faults)


def export_json(flags: ExportJsonFlags) -> int:
    """Give out all deals and processes as JSON; the exit code. Raises SalescliError."""
    session = open_session(flags.book)
    _refuse(flags.output, force=flags.force)
    made = _Made()
    deals = made.deals_of(_tables(session))
    payload = export_payload(deals, _processes(session), session.today)
    write_output(json_lines(payload), flags.output, made.says)
    return _missing(made.faults)


class _Made:
    """What an export has held so far: how many deals, and why some are not in it."""

    def __init__(self) -> None:
        self.count = 0
        self.faults: list[Finding] = []

    def deals_of(self, items: Iterable[T | Finding]) -> Iterator[T]:
        """Yield the deals among the items, each counted as it passes; the findings are kept."""
        for item in items:
            if isinstance(item, Finding):
                self.faults.append(item)
            else:
                self.count += 1
                yield item

    def says(self) -> str:
        """Return what the file holds."""
        return f"All of {count(self.count, 'deal')}"


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


def _missing(faults: Sequence[Finding]) -> int:
    for fault in faults:
        warn(f"{fault.file}:{fault.line}: {fault.message}: left out; salescli check shows more")
    return FINDINGS if faults else DONE
