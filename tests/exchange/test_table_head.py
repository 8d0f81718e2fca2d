"""The header of a table below titles and above the deals, and what is no header."""

from __future__ import annotations

import pytest

from salescli.exchange.csv.sheet import read_sheet

TABLE = "Deal,Stage,Amount,Close\n"
ROWS = "Acme,Demo,5,2026-12-01\nBeta,Won,6,2026-12-02\n"


@pytest.mark.parametrize(
    "above",
    [
        "",
        "Sales pipeline 2026\n",
        "Sales pipeline 2026,,,\n",
        ",,,\n,Pipeline,,\n,,,\n",
        "Pipeline,,,\nas of 24.11.2026,,,\nfiltered,,,\n",
        "Pipeline\nsecond line\n\n",
    ],
)
def test_the_header_stands_below_what_is_no_table(above):
    sheet = read_sheet(f"{above}{TABLE}{ROWS}".encode())
    assert sheet.columns == ("Deal", "Stage", "Amount", "Close")
    assert [row.cells[0] for row in sheet.rows] == ["Acme", "Beta"]
    assert all(row.why == "above the header" for row in sheet.passed)
    assert len(sheet.passed) == sum(bool(line.strip(",")) for line in above.splitlines())


def test_two_rows_of_headings_are_one_header():
    text = "Company,Deal,,Contact,\n,Name,Amount,Name,Email\n"
    text += "Acme,Robots,5,Dana,d@acme.example\nBeta,Arms,6,Bob,b@beta.example\n"
    sheet = read_sheet(text.encode())
    assert sheet.columns == ("Company", "Deal Name", "Amount", "Contact Name", "Email")
    assert [row.cells[0] for row in sheet.rows] == ["Acme", "Beta"]


def test_headings_over_several_columns_stand_above_the_header():
    text = "Deal,,Contact,,,\nName,Amount,Name,Email,Stage,Close\nA,5,Dana,d@a.example,Demo,\n"
    columns = ("Deal Name", "Amount", "Contact Name", "Email", "Stage", "Close")
    assert read_sheet(text.encode()).columns == columns


@pytest.mark.parametrize(
    ("text", "columns", "rows"),
    [
        ("Deal,,\nAcme,5,x\n", ("Deal", "column 2", "column 3"), 1),
        ("Deal,,,\nAcme,5,7,\nB,6,8,1\n", ("Deal", "column 2", "column 3", "column 4"), 2),
        ("Company,Deal,,Owner\nAcme,Pilot,x,Ada\n", ("Company", "Deal", "column 3", "Owner"), 1),
        ("2025,2026,Deal\n5,6,Acme\n", ("2025", "2026", "Deal"), 1),
        ("a,b\nAcme,\n", ("a", "b"), 1),
    ],
)
def test_a_first_row_of_names_is_the_header_whatever_it_lacks(text, columns, rows):
    sheet = read_sheet(text.encode())
    assert (sheet.columns, len(sheet.rows)) == (columns, rows)
