"""CSV in every dialect and encoding that exports come in; on any bytes, an error at most."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.table import each

from salescli.errors import SalescliError
from salescli.exchange.csv.sheet import SEPARATORS, read_sheet

PLAIN = "Deal Name,Amount\nKüche für Özil,5\nB,6\n"
ROWS = [("Küche für Özil", "5"), ("B", "6")]


def rows(data: bytes):
    return [row.cells for row in read_sheet(data).rows]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("latin-1", "Windows-1252; another one: --encoding"),
        ("cp1252", "Windows-1252; another one: --encoding"),
    ],
)
def test_an_encoding_is_recognised(encoding, named):
    sheet = read_sheet(PLAIN.encode(encoding))
    assert sheet.columns == ("Deal Name", "Amount")
    assert [row.cells for row in sheet.rows] == ROWS
    assert sheet.form == f"{named}, separated by commas"


def test_a_byte_that_windows_has_no_letter_for_is_latin_1():
    assert read_sheet(b"Name,x\n\x81\xe4,1\n").form.startswith("Latin-1")


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "semicolons": ("a;b\n1,5;2,5\n", [("1,5", "2,5")]),
        "tabs": ("a\tb\n1,5\tx;y\n", [("1,5", "x;y")]),
        "bars": ("a|b\n1|2\n", [("1", "2")]),
        "announced": ("sep=;\na;b\n1;2\n", [("1", "2")]),
        "announced in quotes": ('"sep=;"\na;b\n1;2\n', [("1", "2")]),
        "announced tab": ("sep=\t\na\tb\n1\t2\n", [("1", "2")]),
        "quotes": ('a,b\n"x, ""y""","1\n2"\n', [('x, "y"', "1\n2")]),
        "blank lines": ("\n\na,b\n\n1,2\n , \n\n", [("1", "2")]),
        "old Mac ends": ("a,b\r1,2\r", [("1", "2")]),
        "no line end": ("a,b\r\n1,2", [("1", "2")]),
        "one column": ("a\n1\n2\n", [("1",), ("2",)]),
    }.values(),
    ids=str,
)
def test_a_dialect_is_recognised(text, expected):
    assert rows(text.encode()) == expected


def test_rows_know_their_line_whatever_comes_before():
    text = 'sep=,\n\na,b\n"1\n1",2\n\n3,4\n'
    assert [row.line for row in read_sheet(text.encode()).rows] == [4, 7]


def test_columns_have_each_a_name_of_their_own():
    assert read_sheet(b"a, a ,,a\n1,2,3,4\n").columns == ("a", "a (2)", "column 3", "a (4)")


@each(
    "data, message",
    [
        (b"", "the file is empty"),
        (b" \n ,, \n", "the file is empty"),
        (b'"a,b\n1,2\n3,4\n', "line 1: a quote is opened and never closed"),
        (b'a,"b"c\n1,2\n', "line 1: a quote inside a cell in quotes is not written twice"),
        (b"a,b\n" + b'"x"y,2\n' * 101, "line 102: a quote inside"),
        (b"a,b\0\0\n1,2\0\n", "it is not text"),
        (b'{"a": 1}', "it is JSON"),
        (b"[1, 2]", "it is JSON"),
        ("a,b\n1,2\n".encode("utf-16") + b"\x00", "line 3 is not valid UTF-16"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(data, message):
    with pytest.raises(SalescliError) as caught:
        read_sheet(data)
    assert caught.value.message.startswith(message)


@pytest.mark.parametrize(
    ("text", "kept", "broken"),
    {
        "never closed": ('a,b\n1,2\n"x,2\n3,4\n', [("1", "2"), ("3", "4")], [3]),
        "inside": ('a,b\n"x"y,2\n3,4\n', [("3", "4")], [2]),
        "its second line": ('a,b\n"x"y\nz",2\n3,4\n', [("3", "4")], [2, 3]),
        "two": ('a,b\n"x"y,2\n3,4\n5,"6\n', [("3", "4")], [2, 4]),
        "several lines": ('a,b\n"x"y,2\n"3\n3",4\n', [("3\n3", "4")], [2]),
    }.values(),
    ids=str,
)
def test_a_broken_quote_breaks_its_row_alone(text, kept, broken):
    sheet = read_sheet(text.encode())
    assert [row.cells for row in sheet.rows if not row.fault] == kept
    assert [row.line for row in sheet.rows if row.fault] == broken


CELLS = st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=6)


@given(
    table=st.integers(2, 4).flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=5
        )
    ),
    separator=st.sampled_from(SEPARATORS),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
    quoting=st.sampled_from((csv.QUOTE_ALL, csv.QUOTE_MINIMAL)),
    end=st.sampled_from(("\n", "\r\n")),
)
def test_what_a_writer_of_csv_wrote_is_read_back(table, separator, encoding, quoting, end):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, quoting=quoting, lineterminator=end)
    columns = [f"c{number}" for number in range(len(table[0]))]
    writer.writerows([columns, *table])
    sheet = read_sheet(f"sep={separator}\n{text.getvalue()}".encode(encoding))
    assert sheet.columns == tuple(columns)
    expected = [tuple(row) for row in table if any(cell.strip() for cell in row)]
    assert [row.cells for row in sheet.rows] == expected


PLAIN_CELLS = st.text(
    st.characters(exclude_characters='\0\r\n"|│┃║', exclude_categories=["Cs"]), max_size=6
)


@given(
    table=st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(PLAIN_CELLS, min_size=width, max_size=width), min_size=1, max_size=6
        )
    ),
    separator=st.sampled_from(SEPARATORS),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "utf-16-le")),
    quoting=st.sampled_from((csv.QUOTE_ALL, csv.QUOTE_MINIMAL)),
    title=st.sampled_from((None, "Pipeline of November", "Report, all deals")),
)
def test_without_a_word_about_its_dialect_a_table_is_read_back_or_refused(
    table, separator, encoding, quoting, title
):
    """The separator is that of the header, whatever stands in the cells below it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, quoting=quoting, lineterminator="\n")
    columns = [f"name {chr(97 + number)}" for number in range(len(table[0]))]
    if title and len(columns) > 2:
        writer.writerow([title, *[""] * (len(columns) - 1)])
    writer.writerows([columns, *table])
    try:
        sheet = read_sheet(text.getvalue().encode(encoding))
    except SalescliError:
        return
    assert sheet.columns == tuple(columns)
    expected = {tuple(row) for row in table if any(cell.strip() for cell in row)}
    assert {row.cells for row in sheet.rows} <= expected
    assert len(sheet.rows) + len(sheet.passed) >= len(expected)


@given(st.binary(max_size=60) | st.text('a"\n,;\0\ufeff\x85', max_size=30).map(str.encode))
def test_on_any_bytes_there_is_a_sheet_or_a_plain_error(data):
    try:
        sheet = read_sheet(data)
    except SalescliError:
        return
    assert len(set(sheet.columns)) == len(sheet.columns)


def test_very_many_columns_of_one_name_are_told_apart_in_one_pass():
    """Each name was looked for among all the others: a minute for as many as a file may have."""
    columns = read_sheet(b"a," * 20_000 + b"\nx\n").columns
    assert len(set(columns)) == len(columns) == 20_001
    assert columns[:2] == ("a", "a (2)")
