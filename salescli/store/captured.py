"""Captured encounters that wait to be logged: kept under `.salescli/captured`, a file each.

They are this machine's alone: what they were taken in from is here, and what is settled about one
(its `ref` in a deal's log, or among the dismissed) reaches the other machines with the book.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

from salescli.domain.incoming.captured import Captured, Form, Party
from salescli.store.files.cache_file import read_cache
from salescli.store.files.own_folder import CAPTURED, OWN
from salescli.store.files.private_dir import write_private

_PLAIN = {field.name for field in fields(Captured)} - {"at", "form", "people"}
_TUPLES = ("threads", "candidates")


def keep_captured(root: Path, captured: Captured) -> None:
    """Keep a captured encounter, readable by its owner only; one of the same ref is replaced.

    Raises SalescliError where it can't be written.
    """
    from json import dumps

    table = {name: getattr(captured, name) for name in sorted(_PLAIN)}
    table |= {"at": captured.at.isoformat(), "form": str(captured.form), "version": 1}
    table |= {"people": [[party.address, party.name] for party in captured.people]}
    write_private(_path(root, captured.ref), dumps(table).encode(), root)


def drop_captured(root: Path, ref: str) -> None:
    """Forget a captured encounter: it was logged, dismissed, or taken in elsewhere."""
    with suppress(OSError):
        _path(root, ref).unlink()


def has_captured(root: Path) -> bool:
    """Whether anything waits."""
    return bool(_names(root))


def waiting_captured(root: Path) -> list[Captured]:
    """Return what waits to be logged, the oldest first."""
    folder = root / OWN / CAPTURED
    kept = (_read(folder / name) for name in _names(root))
    return sorted(filter(None, kept), key=lambda captured: (captured.at, captured.ref))


def _names(root: Path) -> list[str]:
    try:
        names = os.listdir(root / OWN / CAPTURED)  # noqa: PTH208
    except OSError:
        return []
    return [name for name in names if name.endswith(".json")]


def _path(root: Path, ref: str) -> Path:
    from hashlib import sha256

    digest = sha256(ref.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return root / OWN / CAPTURED / f"{digest}.json"


def _read(path: Path) -> Captured | None:
    from json import loads

    try:
        table: dict[str, Any] = {"doubt": "", **loads(read_cache(os.fspath(path)))}
        plain: dict[str, Any] = {name: table[name] for name in _PLAIN}
        plain |= {name: tuple(map(str, table[name])) for name in _TUPLES}
        people = tuple(Party(str(address), str(name)) for address, name in table["people"])
        at = datetime.fromisoformat(table["at"]).astimezone()
        return Captured(at=at, form=Form(table["form"]), people=people, **plain)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
