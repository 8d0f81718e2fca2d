"""Tables as they are pasted: Markdown, a database client's frame, columns below each other."""

from __future__ import annotations

import pytest

from salescli.exchange.csv.sheet import read_sheet

MARKDOWN = """
| Deal | Amount | Note      |
|:-----|-------:|-----------|
| Acme | 5      | a \\| b, c |
| Beta |        |           |
"""
OPEN_MARKDOWN = """\
Deal | Amount | Note
---- | ------ | ----
Acme | 5 | a \\| b, c
Beta |  |
"""
PSQL = """\
 Deal | Amount |   Note
------+--------+----------
 Acme |      5 | a \\| b, c
 Beta |        |
(2 rows)
"""
FRAME = """\
┌──────┬────────┬──────────┐
│ Deal │ Amount │ Note     │
├──────┼────────┼──────────┤
│ Acme │      5 │ a \\| b, c │
│ Beta │        │          │
└──────┴────────┴──────────┘
"""
ALIGNED = """\
Deal            Amount  Note
Acme Robots          5  a b, c
Beta
"""


@pytest.mark.parametrize("text", [MARKDOWN, OPEN_MARKDOWN, PSQL, FRAME])
def test_a_drawn_table_is_read_as_its_cells(text):
    sheet = read_sheet(text.encode())
    assert sheet.columns == ("Deal", "Amount", "Note")
    assert [row.cells for row in sheet.rows] == [("Acme", "5", "a | b, c"), ("Beta", "", "")]
    assert sheet.form == "UTF-8, a table drawn with bars"


def test_columns_below_each_other_are_told_apart_by_their_blanks():
    sheet = read_sheet(ALIGNED.encode())
    assert sheet.columns == ("Deal", "Amount", "Note")
    assert [row.cells for row in sheet.rows] == [("Acme Robots", "5", "a b, c"), ("Beta", "", "")]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Deal\nAcme  Robots\nB\n", ("Deal",)),
        ("Deal|Amount\nAcme|5\n", ("Deal", "Amount")),
        ("Deal,Note\nAcme,---\nBeta,|x|\n", ("Deal", "Note")),
        ("Deal\n---\nAcme\n", ("Deal",)),
    ],
)
def test_what_is_not_drawn_stays_a_plain_table(text, columns):
    assert read_sheet(text.encode()).columns == columns
