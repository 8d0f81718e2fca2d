"""`export csv` and `json`: everything goes out, and nothing of it runs in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.fixture_cache import done_once
from support.table import each
from support.terminal import history

from salescli.domain.deal import KINDS
from salescli.errors import SalescliError
from salescli.exchange.csv.export import cell
from salescli.exchange.json.export import export_payload, is_own_export, read_export
from salescli.exchange.json.toml_values import from_json, to_json
from salescli.store.formats.deal import ENTRY, HEADER, NEXT
from salescli.store.toml.reader import parse_toml, read_toml
from salescli.store.toml.write import plain_text, table_text
from salescli.views.render.json_text import json_lines

TODAY = date(2026, 11, 21)

# Cells of a spreadsheet


@each(
    "value, text",
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "\\r=1"),
        ("\uff1d1", "'\uff1d1"),
        ("a=1", "a=1"),
        ("", ""),
        (None, ""),
        (48000, "48000"),
        (-5, "-5"),
        (Decimal("0.10"), "0.10"),
        (Decimal("1E+3"), "1000"),
        (True, "true"),
        (["=a", "b"], "'=a; b"),
        (["a", "=b", "-c", "- d"], "a; '=b; '-c; - d"),
        ("a;=b\n@c\n- d\n+e, 5,-", "a;'=b\n'@c\n- d\n'+e, 5,-"),
        (date(2027, 1, 29), "2027-01-29"),
    ],
)
def test_a_cell_is_defused_and_a_number_stays_one(value, text):
    assert cell(value) == text


def test_the_table_has_every_deal_field_and_formula_as_text(acme, run):
    run("set", "acme", "title==cmd|'/C calc'!A0", "value=48000.50", "tags=a,b")
    text = acme.read_text().replace("[people", '[custom]\nslack = "@acme"\nseats = 5\n\n[people')
    acme.write_text(text)
    run("win", "acme", "--evidence", "-signed", "--no-follow-on")
    done = run("export", "csv")
    (row,) = csv.DictReader(io.StringIO(done.out))
    assert {*HEADER} - {"custom", "people", "log"} < set(row)
    assert row["title"] == "'=cmd|'/C calc'!A0"
    assert row["evidence"] == "'-signed"
    assert (row["value"], row["tags"], row["status"]) == ("48000.5", "a; b", "won")
    assert (row["custom.slack"], row["custom.seats"]) == ("'@acme", "5")
    assert row["people"] == "Bob Ross (owner)"
    assert (row["stage"], row["entries"]) == ("answer", "4") or row["entries"] == "4"
    assert datetime.fromisoformat(row["closed"]).utcoffset() == timedelta(hours=1)


def test_a_book_without_deals_gives_its_columns(run, book):
    assert book
    assert run("export", "csv").out.startswith("deal,status,stage,")
    assert run("export", "json").json["deals"] == []


# Files


def test_a_file_is_written_whole_and_never_over_another(acme, run):
    book = acme.parent.parent
    done = run("export", "json", "-o", "out.json")
    assert (done.code, done.out) == (0, "All of 1 deal is in out.json.\n")
    before = (book / "out.json").read_text()
    refused = run("export", "csv", "-o", "out.json")
    assert refused.code == 2
    assert "out.json is there already" in refused.err
    assert "--force" in refused.err
    assert (book / "out.json").read_text() == before
    assert run("export", "csv", "-o", "out.json", "--force").code == 0
    assert (book / "out.json").read_text().startswith("deal,status")
    assert run("export", "csv", "-o", "no/where.csv").code == 2


def test_what_cannot_be_read_is_named_and_the_rest_given_out(acme, run):
    (acme.parent / "beta.toml").write_text("title =")
    for form in ("csv", "json"):
        done = run("export", form)
        assert done.code == 1
        assert "deals/beta.toml:1" in done.err
        assert "acme" in done.out


# Filters, and parts of deals

FILTERS = [
    (),
    ("--all",),
    ("--status", "won"),
    ("--process", "small-business"),
    ("--stage", "answer"),
    ("--overdue",),
    ("--unscheduled", "--overdue"),
    ("--mine",),
    ("--owner", "ada", "--all"),
    ("--person", "bob"),
    ("--company", "acme"),
    ("--value", ">10k"),
    ("--closing", "this year"),
    ("--revisit",),
]


@pytest.fixture
def several(acme, run):
    """Four deals: one with Bob, one won, one of a value without a next step, one to revisit."""

    def begin() -> None:
        run("win", "acme", "--evidence", "signed", "--no-follow-on")
        for name in ("beta", "gamma", "delta"):
            text = acme.read_text().partition('kind = "close"')[0].rpartition("[[log]]")[0]
            (acme.parent / f"{name}.toml").write_text(text.replace("Acme GmbH", name.title()))
        run("set", "beta", "value=20000", "close=2026-12-20", "owner=bob")
        run("lose", "delta", "--reason", "no-decision", "--revisit", "2027-01-10")

    done_once("several", begin, acme.parent.parent)
    return acme.parent.parent


@pytest.mark.usefixtures("several")
@pytest.mark.parametrize("flags", FILTERS, ids=" ".join)
def test_an_export_has_the_deals_that_list_has(run, flags):
    listed = run("list", *(flags or ("--all",)), "--json").json["deals"]
    handles = sorted(one["deal"] for one in listed)
    exported = run("export", "json", *flags).json["deals"]
    assert sorted(one["deal"] for one in exported) == handles
    rows = csv.DictReader(io.StringIO(run("export", "csv", *flags).out))
    assert sorted(row["deal"] for row in rows) == handles


@pytest.mark.usefixtures("several")
def test_the_filters_are_those_of_list_and_refuse_what_it_refuses(run):
    for command in (("list",), ("export", "csv"), ("export", "json", "--log")):
        done = run(*command, "--owner", "nobody")
        assert (done.code, done.out) == (2, "")
        assert "there is no owner 'nobody'" in done.err
    both = run("export", "csv", "--people", "--log")
    assert (both.code, both.out) == (2, "")
    assert run("export", "csv", "--mine", "-o", "a.csv").out.startswith("A selection of ")
    assert run("export", "csv", "--log", "-o", "b.csv").out.startswith("A table of ")


@pytest.mark.parametrize("part", ["people", "log"])
@pytest.mark.usefixtures("acme")
def test_a_part_of_the_deals_is_a_table_of_its_own(run, part):
    for line in (
        ("person", "acme", "eve", "--name", "=cmd|'/C calc'!A0", "--email", "eve@acme.example"),
        ("note", "acme", "-m", "@SUM(1)"),
        ("note", "acme", "-m", "=1+1\n-2"),
    ):
        assert run(*line).code == 0
    deal = run("export", "json").json["deals"][0]
    rows = list(csv.DictReader(io.StringIO(run("export", "csv", f"--{part}").out)))
    facts = run("export", "json", f"--{part}").json[part]
    assert len(rows) == len(facts) == len(deal[part])
    assert {row["deal"] for row in rows} == {"acme"}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "@", "-"))]
    assert list(rows[0]) == list(facts[0])
    if part == "log":
        assert [row["kind"] for row in rows] == [entry["kind"] for entry in deal["log"]]
        assert facts[-1]["note"] == "=1+1\n-2"
    else:
        assert {row["handle"]: row["email"] for row in rows}["eve"] == "eve@acme.example"


def test_people_written_out_are_the_same_when_they_are_read_back(acme, run):
    book = acme.parent.parent
    run("person", "acme", "eve", "--name", "Eve Oe", "--phone", "+49 30 1", "--title", "CFO")
    assert run("export", "csv", "--people", "-o", "people.csv").code == 0
    before = acme.read_bytes()
    assert run("import", "--people", "people.csv").code == 0
    assert acme.read_bytes() == before
    path = book / "people.csv"
    path.write_text(path.read_text() + "acme,,,,Jo Lindvik,,jo@acme.example,,,\n")
    assert run("import", "--people", "people.csv").code == 0
    people = read_toml(acme)[0]["people"]
    assert {who["name"] for who in people.values()} == {"Bob Ross", "Eve Oe", "Jo Lindvik"}


# There and back


def test_an_export_comes_back_into_another_book(acme, run, monkeypatch):
    here = acme.parent.parent
    text = acme.read_text().replace("[people", "odd = 5\n[custom]\nd = 2026-01-02\n\n[people", 1)
    acme.write_text(text)
    run("export", "json", "-o", "out.json")
    there = here / "there"
    run("init", str(there), "--me", "bob")
    monkeypatch.setenv("SALESCLI_BOOK", str(there))
    assert "Would import: 1 new deal" in run("import", "out.json", "--dry-run").out
    assert not (there / "deals" / "acme.toml").exists()
    assert run("import", "out.json").code == 0
    assert read_toml(there / "deals" / "acme.toml")[0] == read_toml(acme)[0]
    assert history(there)[0] == "import of out.json: 1 new deal"
    for path in here.glob("processes/*.toml"):
        assert (there / "processes" / path.name).read_text() == path.read_text()
    assert "0 new deals, 1 as they were" in run("import", "out.json").out
    run("set", "acme", "title=Other")
    again = run("import", "out.json", "--json")
    assert again.code == 1
    assert again.json["deals"] == [{"deal": "acme", "was": "kept"}]
    assert "stay as they are" in run("import", "out.json").out


_Y = '{"version": 1, "deals": [], "processes": ['
_X = '{"version": 1, "deals": [{"deal": "x"'
BAD = {
    "{": "line 1 is not valid JSON",
    '{"a": 1}': "it has no list of deals",
    '{"version": 2, "deals": []}': "from another version",
    '{"version": 1, "deals": [1]}': "deal 1 of it has no handle",
    '{"version": 1, "deals": [{"deal": "../x"}]}': "'../x' can't be a handle",
    '{"version": 1, "deals": [{"deal": "x"}, {"deal": "x"}]}': "the same handle",
    _X + ', "a": null}]}': "x: a: a deal can't hold None",
    _X + ', "a": NaN}]}': "NaN is not a number",
    _X + ', "a": {"$date": "soon"}}]}': "'soon' is not a valid value",
    _Y + '{"file": "../x", "text": ""}]}': "a process of it",
    _Y + '{"file": "processes/../x.toml", "text": ""}]}': "a process of it",
}  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_a_broken_export_is_refused_whole(book, run, text):
    (book / "x.json").write_text(text)
    done = run("import", "x.json")
    assert (done.code, done.out) == (2, "")
    assert BAD[text] in done.err
    assert not list((book / "deals").glob("*"))


@given(st.binary(max_size=40) | st.text('{}[]":,1ad$e.', max_size=40).map(str.encode))
def test_on_any_bytes_there_is_an_export_or_a_plain_error(data):
    is_own_export(data)
    try:
        read_export(data)
    except SalescliError as error:
        assert error.message  # noqa: PT017 - anything else would be raised


ZONES = st.sampled_from(
    (UTC, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-3)))
)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
KEYS = st.sampled_from(("close", "at", "on", "log", "a", "$date", "$table", "$x", 'q"', "ü", ""))
MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=ZONES)
FREE = st.recursive(
    WORDS
    | st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.decimals(allow_nan=False, allow_infinity=False, places=3)
    | st.sampled_from((Decimal("inf"), Decimal("1E+9"), Decimal("1.50")))
    | st.dates()
    | MOMENTS
    | st.datetimes()
    | st.times(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=4,
)
NEXTS = st.fixed_dictionaries(
    {"on": st.dates() | MOMENTS, "what": WORDS}, optional={"agreed": st.booleans()}
)
PAIRS = st.lists(FREE, min_size=2, max_size=2)
PEOPLE = st.fixed_dictionaries({"name": WORDS}, optional={"x": FREE})
ENTRIES = st.fixed_dictionaries(
    {"at": MOMENTS, "kind": st.sampled_from(KINDS)},
    optional={
        "note": WORDS,
        "steps": st.lists(WORDS, max_size=2),
        "next": NEXTS,
        "change": st.dictionaries(st.sampled_from(("close", "value")), PAIRS, max_size=2),
        "odd": FREE,
    },
)
DEALS = st.fixed_dictionaries(
    {"title": WORDS, "process": WORDS},
    optional={
        "value": st.integers(0, 10**14) | st.decimals(0, 10**9, places=2),
        "close": st.dates() | FREE,
        "tags": st.lists(WORDS, max_size=2),
        "custom": st.dictionaries(KEYS, FREE, max_size=3),
        "people": st.dictionaries(WORDS, PEOPLE, max_size=2),
        "log": st.lists(ENTRIES, max_size=2),
        "odd": FREE,
    },
)


def exact(value):
    """A value in which 5 and 5.0, True and 1, and times of other offsets are not the same."""
    if isinstance(value, dict):
        return {key: exact(item) for key, item in value.items()}
    if isinstance(value, list):
        return [exact(item) for item in value]
    return type(value), str(value)


@given(DEALS)
def test_a_deal_goes_through_json_without_loss(table):
    text = "".join(json_lines(export_payload([("acme", table)], {}, TODAY)))
    assert exact(read_export(text.encode()).deals["acme"]) == exact(table)
    assert json.loads(text)["deals"][0]["deal"] == "acme"


@given(DEALS)
def test_a_deal_that_came_back_is_written_as_it_was(table):
    texts = [table_text(table), plain_text(table)]
    assert any(_read(text) == table for text in texts)


def _read(text):
    try:
        return parse_toml(text)
    except SalescliError:
        return None


def test_known_places_of_dates_are_plain_text_for_other_programs():
    moment = datetime(2026, 11, 24, 10, tzinfo=UTC)
    table = {"close": TODAY, "log": [{"at": moment, "next": {"on": TODAY}}], "custom": {"d": TODAY}}
    assert to_json(table) == {
        "close": "2026-11-21",
        "log": [{"at": "2026-11-24T10:00:00+00:00", "next": {"on": "2026-11-21"}}],
        "custom": {"d": {"$date": "2026-11-21"}},
    }
    assert from_json(to_json(table)) == table
    assert {"close"} <= set(HEADER)
    assert {"at"} <= set(ENTRY)
    assert {"on"} <= set(NEXT)
    assert from_json({"$time": "10:00:00"}) == time(10)
