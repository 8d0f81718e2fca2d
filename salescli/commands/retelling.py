"""What two states of a file mean: the file's own words, told as changes of a deal or a process."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from salescli.changes import compare
from salescli.deal_changes import Change, compare_deals, differing_keys, shared
from salescli.store.deals import read_deal
from salescli.store.processes import read_process
from salescli.store.toml import LARGEST, TomlError, parse_toml
from salescli.views.history import Told

NOTHING_COUNTS = "layout or comments only"


def deal_of(file: str) -> str:
    """The handle of the deal that a file of the book holds; nothing where it holds none."""
    path = PurePosixPath(file)
    return path.stem if path.parent.name == "deals" and path.suffix == ".toml" else ""


def spoken_of(file: str) -> str:
    """How a file of the book is spoken of: a deal's handle, `process enterprise`, `settings`."""
    if file.startswith("processes/"):
        return f"process {PurePosixPath(file).stem}"
    return deal_of(file) or ("settings" if file == "salescli.toml" else file)


def retold(
    file: str, before: Sequence[bytes | None], after: bytes | None, day: date, was: str = ""
) -> Told:
    """What it means that a file holds `after` where it held `before`; None: there was no file.

    A merge has several states before it; what it took from one of them is not its own change.
    `was` is the file's earlier name, where it was renamed.
    """
    versions = [_compared(file, one, after, day) for one in before or (None,)]
    texts = [change.text for change in shared(versions)]
    if was:
        texts.insert(0, f"renamed, it was {spoken_of(was)}")
    if not texts and len(versions) == 1:
        texts = [NOTHING_COUNTS]
    return Told(file, deal_of(file), spoken_of(file), tuple(texts))


def _compared(file: str, before: bytes | None, after: bytes | None, day: date) -> list[Change]:
    old, fault_before = _read(before)
    new, fault = _read(after)
    if fault:
        return [Change((), f"left in a state that can't be read: {fault}")]
    if fault_before:
        return [Change((), "readable again" if after is not None else "deleted")]
    if deal_of(file):
        handle = deal_of(file)
        return compare_deals(
            None if old is None else read_deal(handle, old)[0],
            None if new is None else read_deal(handle, new)[0],
            day,
        )
    if old is None or new is None:
        return [Change((), "deleted" if new is None else "new")]
    if file.startswith("processes/"):
        name = PurePosixPath(file).stem
        pair = read_process(name, old)[0], read_process(name, new)[0]
        return [Change((text,), text) for text in compare(*pair)]
    return list(differing_keys(old, new))


def _read(data: bytes | None) -> tuple[dict[str, Any] | None, str]:
    """The table that a file holds, and why it can't be read."""
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
