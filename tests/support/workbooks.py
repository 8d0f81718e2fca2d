"""Workbooks for the tests: as openpyxl writes them, and as an attacker would."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook_of(
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    formats: Mapping[str, str] | None = None,
    merged: Iterable[str] = (),
) -> bytes:
    """Return a workbook with these sheets; formats and merged ranges are those of the first."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    first = book.worksheets[0]
    for cell, form in (formats or {}).items():
        first[cell].number_format = form
    for reference in merged:
        first.merge_cells(reference)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@cache
def _without_deals() -> bytes:
    return workbook_of({"Deals": [["Deal Name", "Deal Stage", "Amount"]]})


def with_part(name: str, content: bytes, data: bytes | None = None) -> bytes:
    """Return a workbook in which a part holds something else."""
    whole = data or _without_deals()
    copy = io.BytesIO()
    with ZipFile(io.BytesIO(whole)) as old, ZipFile(copy, "w", ZIP_DEFLATED) as new:
        for member in {*old.namelist(), name}:
            new.writestr(member, content if member == name else old.read(member))
    return copy.getvalue()


def sheet_xml(rows: str, after: str = "") -> bytes:
    """Return the part of a sheet with these rows below a header and a deal."""
    head = "".join(
        f'<row r="{number}">'
        + "".join(
            f'<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in zip("ABC", texts, strict=True)
        )
        + "</row>"
        for number, texts in enumerate(
            [("Deal Name", "Deal Stage", "Amount"), ("Acme", "Demo", "5")], 1
        )
    )
    return (
        f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{head}{rows}</sheetData>'
        f"{after}</worksheet>"
    ).encode()
