"""What the fuzzer does with files from elsewhere: another system's CSV, our own JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from salescli.domain.deal import Deal
from salescli.domain.process import Process
from salescli.domain.replay import replay
from salescli.errors import SalescliError
from salescli.exchange.csv.conventions import Conventions, decide_conventions
from salescli.exchange.csv.export import csv_lines
from salescli.exchange.csv.guess_columns import guess_columns
from salescli.exchange.csv.import_plan import origin, plan_import
from salescli.exchange.csv.imported_log import Source
from salescli.exchange.csv.known_exports import recognise
from salescli.exchange.csv.process_from_stages import ids, process_text
from salescli.exchange.csv.rows import Fact, RowResult, read_rows
from salescli.exchange.csv.sheet import read_sheet, sheet_of
from salescli.exchange.csv.stages import StageMapping, stages_of
from salescli.exchange.json.export import export_payload, read_export
from salescli.exchange.xlsx.workbook import Workbook
from salescli.store.formats.deal import read_deal
from salescli.store.formats.process import MOST, read_process
from salescli.store.formats.render import deal_table, deal_text
from salescli.store.toml.reader import parse_toml
from salescli.store.toml.write import plain_text
from salescli.views.render.json_text import json_lines
from support.workbooks import SHEET, sheet_xml, with_part

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SOURCE = Source("csv", NOW, "ada")
CELLS = (
    *(b",", b";", b"\t", b"|", b'"', b'""', b'"\n', b"\n", b"\r\n", b"\r", b"\0", b" ", b"'", b"="),
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xe9", b"\x80", b"sep=;\n", b"\xc2\xa0", b"-"),
    *(b"03/04/2026", b"24.11.2026", b"31/12/9999 11:59 PM", b"0001-01-01", b"2026-02-30", b"2026"),
    *(b"2026-11-24T09:00:00+99:99", b"0001-01-01T00:00:00+14:00", b"9999-12-31T23:59:59-12:00"),
    *(b"1.234,50", b"1,234", b"1'234.5", b"$", b"US$", "€".encode(), b"kr", b"48k", b"9" * 40),
    *(b"1e9", b"-5", b"0,0000000001", b"999999999m", b"nan", b"EUR", b"(USD)", b"5,-", b"0.000"),
    *(b"won", b"Closed Lost", b"closed", b"open", b"deleted", b"true", b"Total", b"Deal Name"),
    *(b"Record ID", b"Amount", b"Close Date", b"Create Date", b"Deal Stage", b"held.demo"),
    *(b"custom", b"import", b"id", b"from", b"status", b"Dana <d@acme.example>", b"<@>", b"; ;"),
    *(b"\x1b]0;t\x07", b"\xe2\x80\xae", b"\xe2\x80\x8b", b"\xed\xa0\x80", b"\xcc\x81" * 20),
    *(b"=cmd|'/c calc'!A1", b"<script>", b"](javascript:x)", b"../../x", b"--won", b"a" * 500),
)
XML = (
    *(b"<", b">", b"</row>", b'<row r="0">', b'<row r="1048577">', b"<c/>", b'<c r="A1">', b"&#0;"),
    *(
        b'<c r="XFD3"><v>1</v></c>',
        b'<c r="ZZZZ1"/>',
        b't="s"',
        b't="d"',
        b't="b"',
        b't="x"',
        b"&a;",
    ),
    *(b"<v>1e999</v>", b"<v>-1</v>", b"<v></v>", b"<v>nan</v>", b"<is><t>x</t></is>", b"<f>A1</f>"),
    *(
        b's="1"',
        b's="99"',
        b's="-1"',
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"]]>",
        b"\xff",
        b"\0",
        b"_x0000_",
    ),
    *(b"<mergeCell ref='A1:XFD1048576'/>", b"<mergeCell ref='B2:A1'/>", b"<dimension ref='x'/>"),
    *(
        b"<sheetData>",
        b"</sheetData>",
        b"<worksheet>",
        b"<x:row>",
        b"Deal Name",
        b"Amount",
        b"Total",
    ),
)
FORMS = (
    """\
Record ID;Deal Name;Deal Stage;Amount;Deal owner;Close Date;Create Date;Associated Company
7;"Roll ""out""
of all";presentationscheduled;"1.234,50 €";Ada;25/04/2027;03/04/2026;Acme
8;Pilot;closedwon;€ 12,5;;03/04/2026;01/03/2026;"Brise; Söhne"
;;closedlost;;;;;
""",
    """\
Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date,Opportunity Owner,Type
Big one,Acme,Negotiation/Review,"$48,000.00",4/25/2027,3/4/2026,Ada,New
Lost one,Brise,Closed Lost,USD 900,3/4/2026,2/28/2026,Ada,
Total,,,$48900,,,,
""",
    """\
Title,Organization,Contact person,Value,Currency,Stage,Status,Deal created,Lost time,Label
Acme,Acme,Dana Reyes (dana@acme.example),48k,EUR,Demo,Open,2026-03-04 10:00:00,,"hot, new"
Old,Brise,,1 000,usd,Qualified,Lost,2026-01-04 10:00:00,2026-02-01 9:15 am,
""",
    "\ufeffname\tcompany\tstage\tamount\tcreated\tcloses\nA\tAcme\tDemo\t1,5\t24 Nov 2025\tx\n",
)
OWN = b"""{
"version": 1,
"deals": [
{
"deal": "acme", "title": "A", "process": "line", "revision": 1, "close": "2027-01-29",
"value": 12.50,
"custom": {
"when": {"$date": "2026-01-02"},
"n": {"$number": "1E5"},
"t": {"$table": {"$time": "x"}}
},
"log": [
{
"at": "2026-11-09T14:00:00+01:00",
"kind": "call",
"next": {"on": "2026-11-24"}
}
]
}
],
"processes": [
{"file": "processes/line.toml", "text": "name = 1"}
]
}
"""
JSON = (
    *(b"{}", b"[]", b"null", b"true", b"-0", b"1e999", b"1E400", b"0.10", b"1.5", b"NaN", b'""'),
    *(b'"\\ud800"', b'"\\u0000"', b'"a\\nb"', b"9" * 400, b"[" * 50, b'{"a":' * 50, b",", b'"'),
    *(b'{"$date": "x"}', b'{"$date": "0001-01-01"}', b'{"$number": "nan"}', b'{"$table": {}}'),
    *(b'{"$number": "1"}', b'{"$time": "24:00"}', b'{"$datetime": "2026-01-01"}', b'"$table": '),
    *(b'"../../x"', b'"processes/../x.toml"', b'"version": 2', b'"deal": "con"', b'"log": {}'),
    *(b"\x1b[2J", b"\xe2\x80\xae", b"\xff", b"\0", b'"x": 1, ', b'"2026-11-24T10:00:00Z"'),
)


def seeds() -> list[bytes]:
    """Exports as they come, in several encodings."""
    forms = [form.encode() for form in FORMS]
    return [*forms, *(form.encode("utf-16") for form in FORMS), FORMS[0].encode("cp1252")]


def book_seeds() -> list[bytes]:
    """Sheets of workbooks, as the XML of their part."""
    more = (
        '<row r="3"><c r="A3" t="str"><v>Gamma</v></c><c r="B3" t="b"><v>1</v></c></row>',
        '<row r="3"><c r="A3" t="str"><v>Beta</v></c><c r="C3"><f>1+1</f><v>2.5E-3</v></c></row>',
        '<row r="9"><c r="C9" t="e"><v>#N/A</v></c><c r="D9" t="d"><v>2026-11-24</v></c></row>',
    )
    merged = "<mergeCells><mergeCell ref='A2:A9'/></mergeCells>"
    parts = [sheet_xml("".join(more), merged), *(sheet_xml(rows) for rows in more)]
    return [re.sub(rb"(?<=</c>)|(?<=</row>)|(?<=<row r=.[0-9].>)", b"\n", part) for part in parts]


def import_workbook(data: bytes) -> object:
    """A workbook with such a sheet: the deals that it has, read as those of a CSV are."""
    book = Workbook(with_part(SHEET, data))
    grid = book.grid(book.names[0])
    sheet = sheet_of(grid.rows, "sheet", grid.notes)
    layout = guess_columns(sheet)
    settled = decide_conventions(sheet, Conventions(layout, "", "EUR"), "dmy", "comma")
    said = list(read_rows(sheet, settled))
    return len(sheet.rows), len(sheet.columns), len(grid.notes), sum(map(_is_fact, said))


def _is_fact(result: RowResult) -> bool:
    return isinstance(result, Fact)


def own_seeds() -> list[bytes]:
    """Our own export of a deal that has a bit of everything."""
    return [OWN]


def import_csv(data: bytes) -> object:
    """A file of another system: its deals are read back as they were meant, and known again."""
    sheet = read_sheet(data)
    known = recognise(sheet.columns)
    layout = known[1] if known else guess_columns(sheet)
    settled = decide_conventions(sheet, Conventions(layout, "", "EUR"), "dmy", "comma")
    said = list(read_rows(sheet, settled))
    ladder = _ladder(said)
    done = plan_import(said, {}, ["acme"], ladder, SOURCE)
    deals = [_read_back(deal) for deal in done.created]
    _out_again(deals, ladder.process)
    came = {(origin(deal) or ("", ""))[1]: deal for deal in deals}
    again = plan_import(said, came, [deal.handle for deal in deals], ladder, SOURCE)
    assert (again.unchanged, again.created, again.updated) == (len(deals), (), ())
    reasons = frozenset(one.reason[-12:] for one in done.refused)
    return len(sheet.rows) // 4, len(deals) // 2, reasons


def _ladder(said: Iterable[RowResult]) -> StageMapping:
    """A process with a step for each stage that a deal stands in, which has no fault."""
    stages = stages_of(one for one in said if isinstance(one, Fact))
    if len(stages) > MOST:
        raise SalescliError("too many stages")
    process, faults = read_process("odd", parse_toml(process_text("odd", stages, (), "csv")))
    assert not faults
    return StageMapping(process, dict(zip(stages, ids(stages, "stage"), strict=True)))


def _read_back(deal: Deal) -> Deal:
    """A deal as its file says it, which is as it was meant."""
    table = parse_toml(deal_text(deal))
    assert table == deal_table(deal)
    again, faults = read_deal(deal.handle, table)
    assert not faults, faults
    return again


def _out_again(deals: Sequence[Deal], process: Process) -> None:
    """The deals as a table: a row for each of them, and no formula."""
    table = read_sheet("".join(csv_lines((deal, replay(deal, process)) for deal in deals)).encode())
    assert len(table.rows) == len(deals)
    assert not [c for row in table.rows for c in row.cells if c[:1] in set("=+-@\t\r\n")]


def import_own(data: bytes) -> object:
    """Our own export: what is read out of it is written as it was, and read again."""
    own = read_export(data)
    payload = export_payload(own.deals.items(), own.processes, NOW.date())
    assert read_export("".join(json_lines(payload)).encode()) == own
    for handle, table in own.deals.items():
        read_deal(handle, parse_toml(plain_text(table)))
    return len(own.deals), len(own.processes)


def own_again(data: bytes) -> object:
    """A deal's file through our own export: the table comes back as it was."""
    table = parse_toml(data.decode("utf-8", "replace").removeprefix("\ufeff"))
    payload = export_payload([("odd", table)], {}, NOW.date())
    again = read_export("".join(json_lines(payload)).encode()).deals["odd"]
    assert repr(again) == repr(table | {}), (again, table)
    return len(table), len(repr(table)) // 1000
