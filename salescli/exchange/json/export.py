"""Our own export, as JSON: every deal by the whole table of its file, and the processes as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from salescli.errors import SalescliError
from salescli.exchange.json.toml_values import from_json, to_json
from salescli.text.handles import is_handle
from salescli.text.lazy_re import lazy_re

VERSION = 1
_PROCESS = lazy_re(r"processes/(?:past/)?[A-Za-z0-9][A-Za-z0-9._-]{0,80}\.toml")
_FIX = "write it again: salescli export json -o FILE"


@dataclass(frozen=True, slots=True)
class OwnExport:
    """An export: the table of each deal by its handle, the text of each process by its file."""

    deals: Mapping[str, Mapping[str, Any]]
    processes: Mapping[str, str]


def export_payload(
    deals: Iterable[tuple[str, Mapping[str, Any]]], processes: Mapping[str, str], today: date
) -> dict[str, Any]:
    """Return the export as JSON has it: deals by handle and table.

    They are made one by one as they are asked for. Of each process its file and text.
    """
    return {
        "version": VERSION,
        "today": today,
        "deals": ({"deal": handle, **to_json(table)} for handle, table in deals),
        "processes": [{"file": file, "text": text} for file, text in processes.items()],
    }


def read_export(data: bytes) -> OwnExport:
    """Return what an export holds. Raises SalescliError where it is none, or broken."""
    try:
        payload = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no)
    except UnicodeDecodeError:
        raise SalescliError("it is not UTF-8", fix=_FIX) from None
    except json.JSONDecodeError as error:
        reason = error.msg[:1].lower() + error.msg[1:]
        raise SalescliError(f"line {error.lineno} is not valid JSON: {reason}", fix=_FIX) from None
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise SalescliError(f"it is not valid JSON: {error}", fix=_FIX) from None
    if not isinstance(payload, dict) or not isinstance(payload.get("deals"), list):
        raise SalescliError("it is not a salescli export: it has no list of deals", fix=_FIX)
    if payload.get("version") != VERSION:
        raise SalescliError("it is from another version of salescli", fix="install the newest one")
    try:
        deals = dict(_deal(n, table) for n, table in enumerate(payload["deals"], 1))
    except RecursionError:
        raise SalescliError("its tables are nested too deeply", fix=_FIX) from None
    if len(deals) < len(payload["deals"]):
        raise SalescliError("two of its deals have the same handle", fix=_FIX)
    return OwnExport(deals, _processes(payload.get("processes", [])))


def _no(name: str) -> Any:
    raise ValueError(f"{name} is not a number")


def _deal(number: int, table: Any) -> tuple[str, Mapping[str, Any]]:
    if not isinstance(table, dict) or not isinstance(table.get("deal"), str):
        raise SalescliError(f"deal {number} of it has no handle", fix=_FIX)
    handle = table["deal"]
    if not is_handle(handle):
        raise SalescliError(f"deal {number} of it: '{handle}' can't be a handle", fix=_FIX)
    try:
        return handle, from_json({key: value for key, value in table.items() if key != "deal"})
    except SalescliError as error:
        raise SalescliError(f"{handle}: {error.message}", fix=_FIX) from None


def _processes(items: Any) -> dict[str, str]:
    processes: dict[str, str] = {}
    for item in items if isinstance(items, list) else [items]:
        file = item.get("file") if isinstance(item, dict) else None
        text = item.get("text") if isinstance(item, dict) else None
        if not (isinstance(file, str) and isinstance(text, str) and _PROCESS.fullmatch(file)):
            raise SalescliError("a process of it has no file and text that can be used", fix=_FIX)
        processes[file] = text
    return processes


def is_own_export(data: bytes) -> bool:
    """Return whether a file begins as JSON does, and no table of columns."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"
