"""What two states of a file mean: the file's own words, told as changes of a deal or a process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from salescli.domain.deal import Deal
from salescli.domain.diff.deal_diff import DealChange, compare_deals, differing_keys, shared
from salescli.domain.diff.process_diff import compare_processes
from salescli.domain.process import Process
from salescli.store.files.read import LARGEST
from salescli.store.formats.deal import read_deal
from salescli.store.formats.process import read_process
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.views.lists.history import HistoryCommit

NOTHING_COUNTS = "layout or comments only"


def deal_of(file: str) -> str:
    """Return the handle of the deal that a file of the book holds; nothing where it holds none."""
    path = PurePosixPath(file)
    return path.stem if path.parent.name == "deals" and path.suffix == ".toml" else ""


def spoken_of(file: str) -> str:
    """How a file of the book is spoken of: a deal's handle, `process enterprise`, `settings`."""
    if file.startswith("processes/"):
        return f"process {PurePosixPath(file).stem}"
    return deal_of(file) or ("settings" if file == "salescli.toml" else file)


def changes_in_words(
    file: str, before: Sequence[bytes | None], after: bytes | None, day: date, was: str = ""
) -> HistoryCommit:
    """Return what it means that a file holds `after` where it held `before`; None for no file.

    A merge has several states before it; what it took from one of them is not its own change.
    `was` is the file's earlier name, where it was renamed.
    """
    versions = [_compared(file, one, after, day) for one in before or (None,)]
    texts = [change.text for change in shared(versions)]
    if was:
        texts.insert(0, f"renamed, it was {spoken_of(was)}")
    if not texts and len(versions) == 1:
        texts = [NOTHING_COUNTS]
    return HistoryCommit(file, deal_of(file), spoken_of(file), tuple(texts))


def _compared(file: str, before: bytes | None, after: bytes | None, day: date) -> list[DealChange]:
    old, fault_before = _state(file, before)
    new, fault = _state(file, after)
    if fault:
        return [DealChange((), f"left in a state that can't be read: {fault}")]
    if fault_before:
        return [DealChange((), "readable again" if after is not None else "deleted")]
    match old, new:
        case (Deal() | None, Deal() | None):
            return compare_deals(old, new, day)
        case (Process(), Process()):
            return [DealChange((text,), text) for text in compare_processes(old, new)]
        case (dict(), dict()):
            return list(differing_keys(old, new))
    return [DealChange((), "deleted" if new is None else "new")]


@lru_cache(maxsize=8)  # a state is the one after a commit, and the one before the next
def _state(file: str, data: bytes | None) -> tuple[Deal | Process | dict[str, Any] | None, str]:
    """Return what a file states, and why it can't be read; nothing where there is no file."""
    table, fault = _read(data)
    if table is None:
        return None, fault
    if deal_of(file):
        return read_deal(deal_of(file), table)[0], ""
    if file.startswith("processes/"):
        return read_process(PurePosixPath(file).stem, table)[0], ""
    return table, ""


def _read(data: bytes | None) -> tuple[dict[str, Any] | None, str]:
    if data is None:
        return None, ""
    if len(data) > LARGEST:
        return None, "it is too large"
    try:
        return parse_toml(data.decode().removeprefix("\ufeff")), ""
    except UnicodeDecodeError:
        return None, "it is not UTF-8"
    except TomlError as error:
        return None, error.message
