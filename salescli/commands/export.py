"""`export csv` and `export json`: everything, to standard output or into a file."""

from __future__ import annotations

from pathlib import Path

from salescli.commands.handing_out import hand_out
from salescli.commands.session import Session, open_session
from salescli.commands.survey import DONE, FINDINGS, survey
from salescli.errors import UsageError
from salescli.exchange.csv_out import csv_text
from salescli.exchange.own import Own, own_payload
from salescli.model.finding import Finding
from salescli.model.spoken import count
from salescli.store.pages import handles
from salescli.store.shelf import fault_of
from salescli.store.toml import TomlError, read_toml
from salescli.views.jsontext import json_text
from salescli.views.out import warn


def csv(book: Path | None, output: Path | None, *, force: bool) -> int:
    """Give out all deals as CSV; the exit code. Raises SalescliError."""
    session = open_session(book)
    _refuse(output, force=force)
    seen = survey(session, closed=True)
    rows = [(one.deal, one.standing) for one in seen.subjects]
    hand_out(csv_text(rows), output, f"All of {count(len(rows), 'deal')}")
    return _missing(seen.unreadable)


def json(book: Path | None, output: Path | None, *, force: bool) -> int:
    """Give out all deals and processes as JSON; the exit code. Raises SalescliError."""
    session = open_session(book)
    _refuse(output, force=force)
    deals, faults = {}, []
    for handle in handles(session.book):
        try:
            deals[handle] = read_toml(session.book.deal_path(handle))[0]
        except TomlError as error:
            faults.append(fault_of(error, f"deals/{handle}.toml"))
    payload = own_payload(Own(deals, _processes(session)), session.today)
    hand_out(json_text(payload) + "\n", output, f"All of {count(len(deals), 'deal')}")
    return _missing(tuple(faults))


def _processes(session: Session) -> dict[str, str]:
    """The texts of all processes of the book, past revisions too."""
    root = session.book.root
    files = sorted((*session.book.processes.glob("*.toml"), *root.glob("processes/past/*.toml")))
    return {path.relative_to(root).as_posix(): read_toml(path)[1] for path in files}


def _refuse(output: Path | None, *, force: bool) -> None:
    """Refuse a file that is there, before anything is read. Raises UsageError."""
    if output is None or force or not (output.exists() or output.is_symlink()):
        return
    raise UsageError(f"{output} is there already", fix="add --force to write over it")


def _missing(faults: tuple[Finding, ...]) -> int:
    for fault in faults:
        warn(f"{fault.file}:{fault.line}: {fault.message}: left out; salescli check says more")
    return FINDINGS if faults else DONE
