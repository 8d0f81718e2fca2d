"""The file of a workbook before a library sees it: what it must not be, and what it can go without.

An .xlsx is a zip of XML. What is refused here would take minutes or all memory to read; rows below
the last value are cut off, so that a million empty ones cost nothing.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from zipfile import BadZipFile, ZipFile, ZipInfo

from salescli.errors import SalescliError
from salescli.text.lazy_re import lazy_re

AS_CSV = "save the sheet as CSV, and import that"
_MOST_BYTES = 100 * 1024 * 1024  # unpacked
_MOST_PARTS = 5_000
_DENSE, _MOST_RATIO = (
    256 * 1024,
    200,
)  # bytes from which on a part may not shrink more than so often
_PROLOGUE = 64 * 1024  # bytes of a part in which a document type could stand
_OLD = b"\xd0\xcf\x11\xe0"  # begins an .xls, and a workbook with a password
_BOOK = lazy_re(r"xl/workbook\.xml", re.IGNORECASE)
_SHEET = lazy_re(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ROOT = re.compile(rb"<(\w+:)?worksheet\b[^>]*(?<!/)>")
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3}[0-9]+:[A-Z]{1,3}[0-9]+)[\"']"
)
_FORMULA_ALONE = re.compile(
    rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """What the raw text of a sheet says: its merged ranges, and formulas without a saved value."""

    merged: tuple[str, ...] = ()
    unsaved: int = 0


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook that is safe to read, and what its sheets say, by their place in the zip."""

    data: bytes
    parts: dict[str, SheetPart]


def is_workbook(data: bytes) -> bool:
    """Return whether a file is a workbook of a spreadsheet, of whichever kind."""
    if data.startswith(_OLD):
        return True
    return any(_BOOK.fullmatch(name) or name in _OTHERS for name in _names(data))


_OTHERS = {
    "xl/workbook.bin": "it is a binary workbook (.xlsb)",
    "content.xml": "it is an OpenDocument spreadsheet (.ods)",
    "Index/Document.iwa": "it is a Numbers spreadsheet",
}


def _names(data: bytes) -> list[str]:
    if not data.startswith(b"PK"):
        return []
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        return []


def open_package(data: bytes) -> Package:
    """Return a workbook without what a reader could choke on. Raises SalescliError."""
    if data.startswith(_OLD):
        raise SalescliError(
            "it is an old Excel file (.xls), or one with a password",
            fix="save it as .xlsx without a password, or as CSV",
        )
    if other := next((_OTHERS[name] for name in _names(data) if name in _OTHERS), ""):
        raise SalescliError(other, fix="save it as .xlsx or CSV")
    with ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        _check_sizes(members)
        copy, parts = io.BytesIO(), {}
        with ZipFile(copy, "w") as safe:
            for member in members:
                content = archive.read(member)
                _check_xml(member.filename, content)
                if _SHEET.fullmatch(member.filename):
                    content = _trimmed(content)
                    parts[member.filename] = _look(content)
                safe.writestr(member.filename, content)
    return Package(copy.getvalue(), parts)


def _check_sizes(members: list[ZipInfo]) -> None:
    """Check that a workbook is as large as it says. Raises SalescliError."""
    total = sum(member.file_size for member in members)
    if total > _MOST_BYTES:
        raise SalescliError(
            f"unpacked it has {total // 1024**2:,} MB, more than {_MOST_BYTES // 1024**2} MB",
            fix=f"delete its empty rows and other sheets, or {AS_CSV}",
        )
    if len(members) > _MOST_PARTS:
        raise SalescliError(f"it has {len(members):,} parts: no workbook has so many", fix=AS_CSV)
    if len({member.filename for member in members}) < len(members):
        raise SalescliError("two of its parts have one name: it is damaged", fix=AS_CSV)
    for member in members:
        if member.file_size > max(_DENSE, _MOST_RATIO * member.compress_size):
            raise SalescliError(
                f"{member.filename} in it unpacks to {member.file_size // 1024:,} KB from"
                f" {member.compress_size // 1024:,}: no workbook does that",
                fix=f"open it in a spreadsheet, and {AS_CSV}",
            )


def _check_xml(name: str, content: bytes) -> None:
    """Check that a part declares no entities: they can unpack to anything. Raises SalescliError."""
    if name.lower().endswith((".xml", ".rels")):
        start = content[:_PROLOGUE].replace(b"\0", b"").upper()
        if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
            raise SalescliError(
                f"{name} in it declares a document type: no spreadsheet program writes that",
                fix=f"open it in a spreadsheet, and {AS_CSV}",
            )


def _look(content: bytes) -> SheetPart:
    merged = _MERGED.finditer(content, max(content.rfind(b"sheetData"), 0))
    alone = _FORMULA_ALONE.finditer(content) if _has_formulas(content) else ()
    return SheetPart(tuple(match[1].decode() for match in merged), sum(1 for _ in alone))


def _has_formulas(content: bytes) -> bool:
    """Return whether a sheet can have formulas: a search for them takes long where it has none."""
    lead = _lead(content)
    return any(lead + name in content for name in (b"f>", b"f ", b"f/"))


def _lead(content: bytes) -> bytes:
    """Return how the names of a sheet's elements begin: `<`, or `<x:` where they have a prefix."""
    root = _ROOT.search(content)
    return b"<" + (root[1] or b"") if root else b"<"


def _trimmed(content: bytes) -> bytes:
    """Return a sheet without the rows below its last value.

    It gets a size to begin with: without one, the library reads all of it twice.
    """
    end = content.rfind(b"sheetData>")
    end = content.rfind(b"</", 0, end)
    lead = _lead(content)
    last = max(content.rfind(lead + name, 0, end) for name in (b"v", b"is"))
    close = content.find(b"row>", last, end) + len(b"row>")
    if 0 < last < close < end:
        content = content[:close] + content[end:]
    if root := _ROOT.search(content):
        size = b"<%bdimension ref='A1'/>" % (root[1] or b"")
        content = content[: root.end()] + size + content[root.end() :]
    return content
