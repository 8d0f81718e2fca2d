"""What was last written to the calendar's folder, kept so that both sides' changes can be told.

It may be deleted: then the events themselves say what was written last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from salescli.store.files.own_folder import OWN
from salescli.store.files.private_dir import read_private, write_private

_FILE = "calendar.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class WrittenEvent:
    """An event as it was last written, or found as the book has it.

    `on` is the key of its start; '' where it is to be written whatever stands there. `digest` is
    that of the whole event, `parts` those of its properties, `made_with` the settings that went
    into it. `number` is its SEQUENCE.
    """

    deal: str
    on: str
    digest: str = ""
    number: int = 0
    made_with: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)


def load_written(root: Path, folder: Path) -> dict[str, WrittenEvent]:
    """Return what was written to a folder, by UID; nothing where that isn't known."""
    from json import loads

    data = read_private(root / OWN / _FILE)
    try:
        table = loads(data) if data else {}
        if table.get("version") != _VERSION or table.get("folder") != str(folder):
            return {}
        return {uid: _read(row) for uid, row in table["events"].items()}
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return {}


def save_written(root: Path, folder: Path, events: Mapping[str, WrittenEvent]) -> None:
    """Keep what was written to a folder. Raises SalescliError."""
    from json import dumps

    rows = {
        uid: [e.deal, e.on, e.digest, e.number, e.made_with, dict(e.parts)]
        for uid, e in sorted(events.items())
    }
    table = {"version": _VERSION, "folder": str(folder), "events": rows}
    write_private(root / OWN / _FILE, dumps(table, separators=(",", ":")).encode(), root)


def _read(row: list[Any]) -> WrittenEvent:
    deal, on, digest, number, made_with, parts = row
    return WrittenEvent(str(deal), str(on), str(digest), int(number), str(made_with), dict(parts))
