"""The schemas say what the readers say, of the files that travel with the program and of bad ones.

The validator is jsonschema, by draft 2020-12 and by draft 7, which is how taplo reads them.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from support.effort import some
from support.table import each

from salescli.commands.support.example_deals import demo_deals
from salescli.domain.deal import Deal, Entry, NextStep, Person
from salescli.domain.settings import Settings
from salescli.store.formats import deal as deals
from salescli.store.formats import process, schema_descriptions, settings, values
from salescli.store.formats.deal import read_deal
from salescli.store.formats.process import read_process
from salescli.store.formats.render import deal_text
from salescli.store.formats.schema import SCHEMAS
from salescli.store.formats.settings import read_settings, settings_text
from salescli.store.shipped_processes import shipped_names, shipped_text
from salescli.store.toml.reader import TomlError, parse_toml

VALIDATORS = {
    kind: [
        draft(make(), format_checker=draft.FORMAT_CHECKER)
        for draft in (Draft202012Validator, Draft7Validator)
    ]
    for kind, make in SCHEMAS.items()
}
READERS = {
    "deal": lambda table: read_deal("acme", table)[1],
    "process": lambda table: read_process("line", table)[1],
    "settings": lambda table: read_settings(table)[1],
}
HERE = Path(__file__).parents[2]
FINDINGS = sorted((HERE / "domain" / "checks" / "findings").glob("*.toml"))
AT = datetime(2026, 11, 9, 14, 0, tzinfo=UTC)
DAY = date(2026, 12, 24)


PLAIN = (
    True, 0, 1, -1, 10**16, Decimal("1.5"), Decimal("nan"),
    "", "text", "won", "skip", "close", "5d",
    [], ["a"], ["mon"], ["N01"], [1], [1, 2], [1, 2, 3], [{}], [{"id": "a"}],
    {}, {"x": 1}, {"x": {}}, {"x": [1, 2]}, {"step": "a"},
)  # fmt: skip
DATED = (DAY, AT, AT.replace(tzinfo=None), time(9), [DAY], {"on": DAY})


def seen(value):
    """A value as an editor hands it to a validator: dates as text, no number but finite ones."""
    match value:
        case dict():
            return {name: seen(item) for name, item in value.items()}
        case list():
            return [seen(item) for item in value]
        case date() | time():
            return value.isoformat()
        case Decimal():
            return float(value) if value.is_finite() else None
    return value


def faults(kind: str, table: dict) -> list[str]:
    """What the validators have against a table; the same, by either draft."""
    new, old = ([one.message for one in v.iter_errors(seen(table))] for v in VALIDATORS[kind])
    assert new == old
    return new


def sound(kind: str, table: dict) -> bool:
    """Whether the validator of draft 2020-12 has nothing against a table."""
    return VALIDATORS[kind][0].is_valid(seen(table))


def refused(kind: str, table: dict) -> list[str]:
    """What the reader has against a table."""
    return [one.message for one in READERS[kind](table) if one.code in {"F02", "F03"}]


def values_of(table, path=()) -> Iterator[tuple[tuple, object]]:
    """Each value within a table, however deep, under its path."""
    items = table.items() if isinstance(table, dict) else enumerate(table)
    for key, value in items:
        yield (*path, key), value
        if isinstance(value, dict | list):
            yield from values_of(value, (*path, key))


def paths(table: dict) -> list[tuple]:
    return [path for path, _ in values_of(table)]


def setting(value: object) -> Callable[..., None]:
    return lambda place, key: operator.setitem(place, key, value)


@cache
def whole(kind: str) -> dict:
    """A file with every key of its format."""
    return parse_toml((HERE / "formats" / f"{kind}.toml").read_text())


def changed(table: dict, path: tuple, change: Callable[[dict | list, str | int], object]) -> dict:
    """The table after a change to the table or list that holds a path, and to its last key."""
    place = table = deepcopy(table)
    for part in path[:-1]:
        place = place[part]
    change(place, path[-1])
    return table


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_schemas_are_schemas(kind):
    Draft202012Validator.check_schema(SCHEMAS[kind]())
    Draft7Validator.check_schema(SCHEMAS[kind]())


@pytest.mark.parametrize("name", shipped_names())
def test_the_shipped_processes_are_sound(name):
    assert faults("process", parse_toml(shipped_text(name))) == []


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2028, 2, 29)])
def test_the_demo_deals_are_sound(today):
    for handle, text in demo_deals(today).items():
        assert (handle, faults("deal", parse_toml(text))) == (handle, [])


def test_a_deal_that_is_rendered_is_sound():
    lost = {"result": "lost", "reason": "price", "evidence": "'no'", "said_by": "dana"}
    log = (
        Entry(AT, "open", nexts=(NextStep(date(2026, 11, 24), what="call", agreed=True),)),
        Entry(AT, "change", change={"close": (date(2026, 12, 1), "")}),
        Entry(AT, "close", **lost),
    )
    people = {"dana": Person("dana", "Dana")}
    deal = Deal("acme", "T", "Acme", "line", value=Decimal("1.50"), people=people, log=log)
    assert faults("deal", parse_toml(deal_text(deal))) == []


def test_the_settings_of_a_new_book_are_sound_and_so_is_what_they_propose():
    text = settings_text(Settings(me="ada"))
    assert faults("settings", parse_toml(text)) == []
    proposed = parse_toml(re.sub(r"(?m)^# (process|files|country|region)", r"\1", text))
    assert (proposed["calendar"]["country"], proposed["calendar"]["region"]) == ("DE", "BY")
    assert proposed["files"] == {"schema": "../deal.schema.json"}
    assert faults("settings", proposed) == refused("settings", proposed) == []


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_file_with_every_key_is_sound(kind):
    table = whole(kind)
    assert faults(kind, table) == refused(kind, table) == []
    written = {part for path in paths(table) for part in path if isinstance(part, str)}
    known = {key for keys in tables(SCHEMAS[kind]()) for key in keys}
    assert known <= written


@pytest.mark.parametrize("kind", SCHEMAS)
def test_whatever_is_left_out_or_replaced_the_schema_and_the_reader_agree(kind):
    for number, path in enumerate(paths(whole(kind))):
        tables = [changed(whole(kind), path, operator.delitem)]
        values = some(PLAIN, 5, number)
        tables += [changed(whole(kind), path, setting(value)) for value in values]
        for table in tables:
            assert sound(kind, table) == (not refused(kind, table)), (path, table)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_of_a_date_the_schema_takes_what_the_reader_takes_of_it_or_of_its_text(kind):
    for number, path in enumerate(paths(whole(kind))):
        for value in some(DATED, 2, number):
            table = changed(whole(kind), path, setting(value))
            quoted = changed(whole(kind), path, setting(seen(value)))
            either = not refused(kind, table) or not refused(kind, quoted)
            assert sound(kind, table) == either, (path, table)


def test_a_date_in_quotes_is_taken_by_the_schema_alone():
    table = parse_toml('process = "line"\nclose = "2027-01-29"')
    assert (faults("deal", table), len(refused("deal", table))) == ([], 1)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_a_key_more_is_told_wherever_it_stands_but_in_custom(kind):
    tables = [()] + [path for path, value in values_of(whole(kind)) if isinstance(value, dict)]
    for path in tables:
        table = changed(whole(kind), (*path, "nowhere"), setting("x"))
        own = path[:1] == ("custom",)
        assert bool(faults(kind, table)) == bool(refused(kind, table)) == (not own), path


@pytest.mark.parametrize("file", FINDINGS, ids=lambda file: file.stem)
def test_schema_and_reader_agree_on_the_files_of_the_findings(file):
    try:
        table = parse_toml(file.read_text())
    except TomlError:
        return
    assert bool(faults("deal", table)) == bool(refused("deal", table))


@each(
    "kind, text, says",
    [
        ("deal", 'title = "no process"', "'process' is a required property"),
        ("deal", 'process = "line"\nclsoe = 2027-01-01', "'clsoe' was unexpected"),
        ("deal", 'process = "line"\nclose = "soon"', "'soon' does not match"),
        ("deal", 'process = "line"\nlog = [{ at = 2026-11-01T10:00:00 }]', "'kind' is a required"),
        ("process", 'order = "any"', "'any' is not one of ['stages', 'free']"),
        ("process", 'cycle = "90 days"', "'90 days' does not match"),
        ("process", 'step = [{ title = "no id" }]', "'id' is a required property"),
        ("settings", 'check.ignore = ["X99"]', "'X99' is not one of"),
        ("settings", "git.commit = 1", "1 is not of type 'boolean'"),
    ],
)
def test_a_bad_file_is_told_apart(kind, text, says):
    assert says in "\n".join(faults(kind, parse_toml(text)))


def tables(schema: dict) -> Iterator[frozenset[str]]:
    """The keys of each table that a schema describes, its own first."""
    if schema.get("additionalProperties") is False:
        yield frozenset(schema["properties"])
    inner = (
        *schema.get("properties", {}).values(), schema.get("items"), *schema.get("anyOf", ()),
    )  # fmt: skip
    for one in (*inner, schema.get("additionalProperties")):
        if isinstance(one, dict):
            yield from tables(one)


def shapes(*modules) -> set[frozenset[str]]:
    """The keys of each shape that stands in a module."""
    found = [one for module in modules for one in vars(module).values() if isinstance(one, dict)]
    return {
        frozenset(one)
        for one in found
        if one and all(isinstance(pair, tuple) and callable(pair[-1]) for pair in one.values())
    }


def test_the_schemas_have_each_shape_of_the_readers_and_no_other():
    read = shapes(deals, process, settings)
    assert {keys for make in SCHEMAS.values() for keys in tables(make())} == read | {
        frozenset(process.BOUNDS)
    }
    assert frozenset(deals.ENTRY) in read


def test_each_key_is_described_and_nothing_else():
    words = {name: one for name, one in vars(schema_descriptions).items() if name.isupper()}
    assert {frozenset(one) for one in words.values()} == shapes(deals, process, settings)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_the_command_prints_the_schema(run, kind):
    shown = run("schema", kind)
    assert (shown.code, shown.json) == (0, SCHEMAS[kind]())


@pytest.mark.parametrize("arguments", [(), ("book",), ("",)])
def test_without_a_kind_that_there_is_the_command_lists_them(run, arguments):
    shown = run("schema", *arguments)
    assert (shown.code, shown.out) == (2, "")
    assert all(f"salescli schema {kind}" in shown.err for kind in SCHEMAS)


def test_new_deals_open_with_the_line_that_the_settings_ask_for(run, book):
    flags = ("--process", "small-business", "--next", "discovery", "--on", "mon")
    run("add", "Acme", *flags)
    with (book / "salescli.toml").open("a") as text:
        text.write('\n[files]\nschema = "../schemas/deal schema.json"\n')
    assert run("add", "Borea", *flags).code == 0
    logged = run("log", "borea", "discovery", "-m", "x", "--next", "demo", "--on", "tue")
    assert logged.code == 0, logged.err
    first = {path.stem: path.read_text().split("\n")[0] for path in book.glob("deals/*")}
    assert first["borea"] == "#:schema ../schemas/deal schema.json"
    assert not first["acme"].startswith("#")
    assert faults("deal", parse_toml((book / "deals/borea.toml").read_text())) == []


@pytest.mark.parametrize("value", ["", " x", "a\nb", "a\u2028b", 3])
def test_a_reference_that_is_no_line_is_refused(value):
    read, found = read_settings({"files": {"schema": value}})
    assert (read.schema, [one.code for one in found]) == ("", ["F03"])


def test_a_reader_of_a_few_words_says_which():
    assert values.one_of("a", "b").args == (("a", "b"),)
