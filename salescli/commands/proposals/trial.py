"""A proposal tried: its command runs on a copy of the deal, and what became of that is shown."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from difflib import unified_diff
from pathlib import Path

from salescli.commands.proposals.unasked import run_unasked
from salescli.commands.support.session import Session
from salescli.domain.proposal import Proposal, check_proposable
from salescli.errors import SalescliError
from salescli.flags.support.declaration import CommandLine
from salescli.store.book import Book
from salescli.store.deal_loader import deal_handles
from salescli.store.files.atomic import os_error_text
from salescli.store.files.scratch import scratch
from salescli.store.locate_book import SETTINGS
from salescli.store.proposals import base_of, digest_of
from salescli.store.toml.reader import read_toml
from salescli.text.lazy_re import lazy_re
from salescli.text.safe_text import harmless

_AT = lazy_re(r"\+at\s*=")  # the line of a change that has the time of an entry


def does_as_shown(session: Session, line: CommandLine, proposal: Proposal) -> bool:
    """Return whether the command still does what the proposal shows, neither more nor less.

    It is tried at the time of the proposal, and at the present one, by which what was ahead may
    have passed. Raises SalescliError where it would be refused.
    """
    if proposal.at > session.now:
        return False
    then = tried(session, line, proposal, proposal.at)
    if (then.change, then.plan.split()) != (proposal.change, proposal.plan.split()):
        return False
    now = tried(session, line, proposal).change if session.now > proposal.at else then.change
    return _undated(now) == _undated(then.change)


def _undated(change: Sequence[str]) -> list[str]:
    return [line for line in change if not _AT.match(line)]


def tried(
    session: Session, line: CommandLine, proposal: Proposal, at: datetime | None = None
) -> Proposal:
    """Return the proposal with the plan and the change that its command makes of the deal.

    It is tried at a time, now where none is given. Raises SalescliError with what the command said
    where it is refused.
    """
    book, at = session.book, at or session.now
    check_proposable(proposal.words, deal_handles(book))
    base = base_of(book, proposal.deal)
    with scratch(book.root) as folder:
        try:
            copy = _copied(book, folder, proposal.deal)
        except OSError as error:
            raise _untried(error) from error
        done = run_unasked(line, proposal.words, folder, at)
        if done.code:
            raise _refused((done.err or done.out).replace(str(folder), str(book.root)))
        change, after = _change(book.deal_path(proposal.deal), copy), digest_of(copy)
    if not change:
        raise SalescliError(f"{proposal.deal} is that way already: nothing would change")
    plan = "\n".join(line for line in done.lines if "  salescli " not in line)
    return replace(proposal, at=at, plan=plan, change=change, base=base, after=after)


def _untried(error: OSError) -> SalescliError:
    what = f"it could not be tried: {os_error_text(error)}; nothing was changed"
    return SalescliError(what, fix="free some space, then repeat the command")


def _refused(text: str) -> SalescliError:
    """Return the error of a command, to be said once more."""
    message, _, fix = text.strip().removeprefix("error: ").partition("\n")
    return SalescliError(message, fix=fix.strip())


def _copied(book: Book, folder: Path, handle: str) -> Path:
    """Make a book of one deal, without git and what lies outside of it; return the deal's file."""
    import tomli_w

    table, _ = read_toml(book.root / SETTINGS)
    kept = {key: value for key, value in table.items() if key not in ("capture", "files")}
    kept["calendar"] = {
        key: value for key, value in dict(table.get("calendar", {})).items() if key != "folder"
    }
    kept["git"] = {"commit": False}
    (folder / SETTINGS).write_text(tomli_w.dumps(kept), encoding="utf-8")
    if book.processes.is_dir():
        _copy_folder(book.processes, folder / book.processes.name)
    copy = folder / book.deals.name / f"{handle}.toml"
    copy.parent.mkdir()
    shutil.copyfile(book.deal_path(handle), copy)
    return copy


def _copy_folder(source: Path, target: Path) -> None:
    """Copy the TOML files of a folder and of those below it. Raises OSError."""
    for path in (file for file in source.rglob("*.toml") if file.is_file()):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


def _change(before: Path, after: Path) -> tuple[str, ...]:
    """Return the lines that differ between the files of a deal, as a unified diff."""
    return tuple(unified_diff(_lines(before), _lines(after), n=1, lineterm=""))[2:]


def _lines(path: Path) -> Sequence[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    return [harmless(line) for line in text.split("\n")]
