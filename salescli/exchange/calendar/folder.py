"""A folder of .ics files, an event each (a vdir): what is in it.

Of a folder with thousands of events of others only what is new is looked at, and only what names
somebody of ours is read: what was found is kept under `.salescli`, with the state of each file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

from salescli.domain.calendar.events import Guest, SeenEvent
from salescli.exchange.calendar.read_events import LARGEST, glance, read_events
from salescli.store.files.cache_file import read_cache, write_cache
from salescli.store.files.fingerprint import environment_key, states
from salescli.store.files.own_folder import OWN
from salescli.store.files.read import read_file

SEEN = "calendar-seen.json"
_VERSION = 2
ENDING = ".ics"
_COLUMNS = tuple(field.name for field in fields(SeenEvent))
_Row = list[Any]  # a file's state, its UIDs, its addresses, and its events: None while unread


@dataclass(frozen=True, slots=True)
class SeenFile:
    """An event, and the name of the file that it stands in."""

    name: str
    event: SeenEvent


def folder_path(text: str) -> Path:
    """Return the folder that the settings name."""
    return Path(os.path.expanduser(text))  # noqa: PTH111 - it leaves a home that isn't there as it is


def check_folder(folder: Path) -> None:
    """Raise OSError where there is no such folder, or something else in its place.

    A link is something else: what it leads to may change behind our back.
    """
    if folder.is_symlink():
        raise OSError("it is a symbolic link: name the folder that it leads to")
    os.scandir(folder).close()


def count_events(folder: Path) -> int:
    """Return how many files of a folder are events. Raises OSError as `check_folder` does."""
    check_folder(folder)
    return sum(name.endswith(ENDING) and name[0] != "." for name in os.listdir(folder))  # noqa: PTH208


def scan(
    root: Path, folder: Path, uids: AbstractSet[str], addresses: AbstractSet[str]
) -> list[SeenFile]:
    """Return the events of a folder that have one of these UIDs, or name one of these addresses.

    Raises OSError where the folder can't be read.
    """
    path = os.path.join(root, OWN, SEEN)  # noqa: PTH118
    before, rows = _load(path, folder), dict[str, _Row]()
    fresh = 0
    for name, state in states(str(folder), ENDING).items():
        row = before.get(name)
        if row is None or row[0] != list(state):
            row, fresh = [list(state), *_glance(folder, name), None], fresh + 1
        if row[3] is None and not (uids.isdisjoint(row[1]) and addresses.isdisjoint(row[2])):
            row[3], fresh = [_event_row(event) for event in _read(folder, name)], fresh + 1
        rows[name] = row
    if fresh or len(rows) != len(before):
        _save(path, folder, rows)
    return list(_seen(rows, uids, addresses))


def _seen(
    rows: Mapping[str, _Row], uids: AbstractSet[str], addresses: AbstractSet[str]
) -> Iterator[SeenFile]:
    for name, (_, in_file, named, events) in rows.items():
        if events and not (uids.isdisjoint(in_file) and addresses.isdisjoint(named)):
            for row in events:
                yield SeenFile(name, _event(row))


def _glance(folder: Path, name: str) -> tuple[list[str], list[str]]:
    return glance(read_event_file(folder, name))


def _read(folder: Path, name: str) -> list[SeenEvent]:
    return read_events(read_event_file(folder, name))


def read_event_file(folder: Path, name: str) -> bytes:
    """Return what a file of the folder holds; nothing where it can't be read, or is too large."""
    try:
        path = folder / f"{name}{ENDING}"
        return read_file(path) if path.stat().st_size <= LARGEST else b""
    except OSError:
        return b""


def _event_row(event: SeenEvent) -> _Row:
    return list(astuple(event))


def _event(row: _Row) -> SeenEvent:
    named = dict(zip(_COLUMNS, row, strict=True))
    return SeenEvent(**{**named, "guests": tuple(Guest(*guest) for guest in named["guests"])})


def _load(path: str, folder: Path) -> dict[str, _Row]:
    from json import loads

    data = read_cache(path)
    try:
        table = loads(data) if data else {}
        known = table.get("version") == _head(folder)
        rows = table["files"] if known else {}
        for row in rows.values():
            _, _, _, events = row
            for event in events or ():
                _event(event)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return {}
    return rows if type(rows) is dict else {}


def _save(path: str, folder: Path, rows: Mapping[str, _Row]) -> None:
    from json import dumps

    table = {"version": _head(folder), "files": rows}
    write_cache(path, dumps(table, separators=(",", ":")).encode())


def _head(folder: Path) -> list[Any]:
    return [_VERSION, str(folder), *environment_key()]
