"""The quicker parser of TOML: what it takes means what the other one says, value by value."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
import tomli
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import size
from support.table import each

from salescli.store.toml import reader
from salescli.store.toml.reader import TomlError, is_toml, parse_toml

PARTS = (
    *('"', "'", '"""', "'''", "\\", "\\u00e9", "\\U0001F600", "\\x41", "\\e", "\\ud800", '""'),
    *("\n", "\r\n", "\r", "\t", "\0", "\x1f", "\x7f", "\x85", "\u2028", "\ufeff", " ", "\\\n  "),
    *("[", "]", "[[", "]]", "{", "}", "=", ",", ".", "#", "é", "a.b", '"a".b', "'a'"),
    *("a.b.c = 1\n", "a = 1\n", "a = 2\n", "[a]\n", "[a.b]\n", "[[a]]\n", "[[a.b]]\n", "x.y = 1\n"),
    *("x = {a = 1, b = 2}\n", "x = {a = 1,\n b = 2,}\n", "x = [1,\n2,]\n", "[ a . 'b' ]\n"),
)
VALUES = (
    *(
        "0",
        "-0",
        "+1",
        "01",
        "1_000",
        "1__0",
        "_1",
        "0x1F",
        "0o7",
        "0b1",
        "0xg",
        "9" * 19,
        "9" * 30,
    ),
    *("1.5", "1.", ".5", "-0.0", "1e5", "1E+05", "1.5e400", "1e999999999", "inf", "-nan", "+inf"),
    *("2026-01-01", "2026-02-30", "0000-01-01", "2026-01-01T10:00", "2026-01-01 10:00:00.1234567"),
    *("2026-01-01t10:00:00z", "2026-01-01T23:59:60Z", "2026-01-01T10:00:00-00:00", "24:00:00"),
    *("2026-01-01T10:00:00+24:00", "9999-12-31T23:59:59-23:59", "10:00", "10:00:00.5", "10:0"),
    *("true", "false", "True", '""', '"a\\tb"', '"""\n a\\\n  b"""', "'''\na'''", '""""""""'),
    *("[]", "[[], [1]]", "{}", "{a.b = 1, a.c = 2}", "{a = 1, a = 2}", "[1, 'a', 1.5]", "[,]"),
)
TEXTS = st.lists(st.sampled_from((*PARTS, *VALUES)), max_size=10).map("".join)
LINES = st.lists(
    st.tuples(st.sampled_from(["a", "b", "a.b", "a.b.c", '"é"']), st.sampled_from(VALUES)).map(
        " = ".join
    )
    | st.sampled_from(["[a]", "[b]", "[a.b]", "[[a]]", "[[b]]", "[[a.b]]", "# x"]),
    max_size=6,
).map("\n".join)


def _meaning(value):
    """A value as it can be compared to the letter: its type counts, and the order of keys."""
    if isinstance(value, dict):
        return "table", [(key, _meaning(item)) for key, item in value.items()]
    if isinstance(value, list):
        return "list", [_meaning(item) for item in value]
    if isinstance(value, (date, datetime, time)):
        return type(value), value.isoformat(), repr(getattr(value, "tzinfo", None))
    return type(value), str(value)


def _by_place(text):
    try:
        return _meaning(reader._parsed_by_place(text, ""))
    except TomlError as error:
        return str(error)


def _read(text):
    try:
        return _meaning(reader._parsed(text, ""))
    except TomlError as error:
        return str(error)


@settings(max_examples=size(400, 100_000))
@given(TEXTS | LINES)
def test_both_say_the_same(text):
    assert _read(text) == _by_place(text)


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.recursive(
            st.text()
            | st.integers(-(2**63), 2**63 - 1)
            | st.decimals(allow_nan=False)
            | st.booleans()
            | st.dates()
            | st.datetimes(timezones=st.none() | st.timezones()),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
            max_leaves=8,
        ),
        max_size=5,
    )
)
def test_both_say_the_same_of_what_is_well_formed(table):
    text = tomli_w.dumps(table)
    assert _read(text) == _by_place(text)


@each("value", VALUES)
def test_both_say_the_same_of_one_value(value):
    assert _read(f"a = {value}") == _by_place(f"a = {value}")


@pytest.mark.parametrize("depth", [90, 99, 101, 240, 260, 100_000])
@pytest.mark.parametrize(("begin", "end"), ["[]", ("{a=", "}"), ("[{a=[", "]}]")])
def test_what_is_nested_deeply_is_refused_by_either(begin, end, depth):
    text = f"a = {begin * depth}1{end * depth}"
    assert _read(text) == _by_place(text)


def test_the_quicker_one_takes_what_is_sound():
    text = 'value = 1.50\nat = 2026-11-24T14:30\n[[log]]\nnote = """\na"""\n'
    assert reader._parsed_quickly(text) == tomli.loads(text, parse_float=Decimal)
    assert parse_toml(text)["value"].as_tuple() == Decimal("1.50").as_tuple()
    assert is_toml(text)


def test_a_long_log_is_not_taken_for_nested_lists():
    text = '[[log]]\nat = 2026-11-24\nwith = ["[[log]]"]\n' * 120
    assert reader._parsed_quickly(text) == tomli.loads(text, parse_float=Decimal)
    for depth in (99, 101, 260, 100_000):
        deep = f"{text}[[log]]\na = {'[' * depth}[[log]]{']' * depth}"
        assert _read(deep) == _by_place(deep)
        deep = f"{text}[[log]]\na = {'[' * depth}1{']' * depth}"
        assert _read(deep) == _by_place(deep)
