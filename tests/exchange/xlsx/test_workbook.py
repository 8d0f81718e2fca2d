"""Workbooks: cells as texts that mean the same, sheets, merged cells; and what is refused."""

from __future__ import annotations

import sys
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook as Written
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from support.workbooks import SHEET, saved, sheet_xml, with_part, workbook_of

from salescli.errors import SalescliError
from salescli.exchange.csv.amount_columns import AmountStyle, read_amount
from salescli.exchange.xlsx.package import is_workbook
from salescli.exchange.xlsx.workbook import Workbook

_SMALL = workbook_of({"A": [["x"]]})
EMPTY = "".join(f'<row r="{n}"/>' for n in range(3, 200_000))


def cells(value, form="General"):
    """Return the text that a cell with this value and number format becomes."""
    data = workbook_of({"A": [["x", value]]}, {"B1": form})
    ((row),) = Workbook(data).grid("A").rows
    return row.cells[1] if len(row.cells) > 1 else ""


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("Küche", "General", "Küche"),
        (1200, "General", "1200"),
        (2400.5, "General", "2400.50"),
        (0.1 + 0.2, "General", "0.30"),
        (1234.125, "General", "1234.1250"),
        (1e20, "General", "100000000000000000000"),
        (1200, '"$"#,##0.00', "$1200"),
        (1200, "[$€-407] #,##0.00", "€1200"),
        (1200, '#,##0.00\\ "€"', "€1200"),
        (1200, "_-* #,##0.00\\ [$CHF-807]_-;-* #,##0.00", "CHF 1200"),
        (1200, "[$$-1009]#,##0", "CAD 1200"),
        (1200, "[$kr-414] #,##0", "NOK 1200"),
        (12000, '#,##0,"k"', "12000"),
        (1200, "[$-409]#,##0", "1200"),
        (1200, '#,##0;[Red]-"$"#,##0', "1200"),
        (-5, '"$"0', "-$5"),
        (0.25, "0%", "25%"),
        (0.125, "0.0%", "12.5%"),
        (42, "00000", "00042"),
        (True, "General", "TRUE"),
        (date(2026, 11, 24), "yyyy-mm-dd", "2026-11-24"),
        (datetime(2026, 11, 24, 9, 30), "yyyy-mm-dd hh:mm", "2026-11-24 09:30:00"),
        (45000, "dd/mm/yyyy", "2023-03-15"),
        (time(9, 30), "hh:mm", "09:30:00"),
        (99_999_999, "yyyy-mm-dd", ""),  # no day: an error there, nothing here
        ("_x0041_ b", "General", "A b"),
    ],
)
def test_a_cell_says_what_its_sheet_shows(value, form, text):
    assert cells(value, form) == text


@pytest.mark.parametrize("number", [1200, 1200.5, 0.25, 1234.125, 99_999.999, 0.001])
def test_a_number_is_read_back_as_that_number(number):
    amount, _ = read_amount(cells(number), AmountStyle())
    assert float(amount) == number


def test_days_that_are_counted_from_1904_are_the_same_days():
    book = Written()
    book.epoch = CALENDAR_MAC_1904
    book.active.append([date(2026, 11, 24), "x"])
    read = Workbook(saved(book))
    assert read.grid("Sheet").rows[0].cells[0] == "2026-11-24"
    assert read.starts_in_1904


def test_a_merged_text_is_said_of_each_row_and_a_merged_amount_of_none():
    rows = [["Company", "Deal", "Amount"], ["Acme", "A", 10], [None, "B", None], ["Beta", "C", 7]]
    grid = Workbook(workbook_of({"A": rows}, merged=("A2:A3", "C2:C3"))).grid("A")
    assert [row.cells for row in grid.rows[1:]] == [
        ("Acme", "A", "10"),
        ("Acme", "B", ""),
        ("Beta", "C", "7"),
    ]
    assert [row.line for row in grid.rows] == [1, 2, 3, 4]


def test_a_formula_counts_by_its_saved_value_and_one_without_is_said():
    xml = sheet_xml(
        '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3"><f>1+2</f></c>'
        '<c r="C3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    )
    grid = Workbook(with_part(SHEET, xml)).grid("Deals")
    assert grid.rows[2].cells[0] == "2"
    assert len(grid.notes) == 2
    assert grid.notes[0].startswith("1 formula without a saved value left empty")
    assert grid.notes[1] == "1 cell with an error left empty, as #DIV/0! in C3"


def test_hidden_sheets_are_read_only_where_they_are_named():
    book = Written()
    book.active.append(["Deal"])
    book.create_sheet("Old").sheet_state = "hidden"
    read = Workbook(saved(book))
    assert (read.names, read.hidden) == (("Sheet",), ("Old",))


_XFD = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(3, 400))
_LAST = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
_ENTITY = '<!DOCTYPE w [<!ENTITY a "aa">]>'
_DECLARES = "xl/worksheets/sheet1.xml in it declares a document type"
HOSTILE = {
    "old": (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "it is an old Excel file"),
    "binary": (lambda: with_part("xl/workbook.bin", b"x"), "it is a binary workbook"),
    "entities": (lambda: with_part(SHEET, _ENTITY.encode() + sheet_xml("&a;")), _DECLARES),
    "UTF-16": (lambda: with_part(SHEET, _ENTITY.encode("utf-16")), _DECLARES),
    "bomb": (lambda: with_part(SHEET, sheet_xml(" " * 4_000_000)), "xl/worksheets/sheet1.xml in"),
    "strings": (lambda: with_part("xl/sharedStrings.xml", b"<si/>" * 1_000_000), "xl/shared"),
    "cut": (lambda: workbook_of({"A": [["x"]]})[:-40], "it is damaged"),
    "last row": (
        lambda: with_part(SHEET, sheet_xml(_LAST)),
        "the sheet 'Deals' has 10,000 empty rows before row 10,003",
    ),
    "wide": (
        lambda: with_part(SHEET, sheet_xml(_XFD)),
        "the sheet 'Deals' has more than 5,000,000 cells",
    ),
    "no sheet": (lambda: with_part(SHEET, b"<x"), "it is damaged"),
    "nothing": (lambda: b"PK\x03\x04", "it is damaged"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_a_sentence(name):
    make, message = HOSTILE[name]
    with pytest.raises(SalescliError) as caught:
        Workbook(make()).grid("Deals")
    assert caught.value.message.removeprefix("the sheet 'Deals': ").startswith(message)
    assert caught.value.fix


@pytest.mark.parametrize("after", ["", "<mergeCells><mergeCell ref='A2:A3'/></mergeCells>"])
def test_empty_rows_below_the_last_value_cost_nothing(after):
    grid = Workbook(with_part(SHEET, sheet_xml(EMPTY, after))).grid("Deals")
    assert [row.line for row in grid.rows] == [1, 2]


def test_macros_and_links_to_other_files_are_not_looked_at():
    data = with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro")
    data = with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>", data)
    assert is_workbook(data)
    assert len(Workbook(data).grid("Deals").rows) == 1


def test_any_cut_or_changed_workbook_is_read_or_refused():
    whole = workbook_of({"A": [["Deal", "Amount"], ["Acme", 5]]})
    for place in range(0, len(whole), 97):
        for data in (whole[:place], whole[:place] + b"\xff" + whole[place + 1 :]):
            try:
                book = Workbook(data)
                book.grid(book.names[0])
            except SalescliError as error:
                assert error.message  # noqa: PT017 - anything else would be raised


@pytest.mark.parametrize(
    ("prefix", "command"),
    [
        ("/usr", "pip install 'salescli[xlsx]'"),
        ("/home/ada/.local/pipx/venvs/salescli", "pipx inject salescli openpyxl"),
        ("/home/ada/.local/share/uv/tools/salescli", "uv tool install --force 'salescli[xlsx]'"),
    ],
)
def test_without_the_library_it_says_what_to_type(monkeypatch, prefix, command):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    monkeypatch.setattr(sys, "prefix", prefix)
    with pytest.raises(SalescliError) as caught:
        Workbook(_SMALL)
    assert caught.value.message == "reading .xlsx needs openpyxl, which is not installed here"
    assert caught.value.fix.startswith(command)
