"""The quick reader of the usual form never says anything but what tomli says."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import tomli
from bench.books import MIX, deal, read_template
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import size

from salescli.store.shipped_processes import shipped_names, shipped_text
from salescli.store.toml.fast_reader import _STATEMENT, read_fast

TEMPLATES = {name: read_template(name) for name in MIX}
TEXTS = [deal(number, TEMPLATES)[1] for number in range(12)]
TEXTS += [shipped_text(name) for name in shipped_names()]

# Lines and scraps of lines, sound and unsound, that the two readers might take differently.
SCRAPS = (
    *("[log]", "[[log]]", "[log.next]", "[people]", "[[people]]", "[people.dana]", "[[a.b]]"),
    *("[a.b.c]", "[a]", "[ a ]", "[[a]", "[a]]", "[]", "[a.]", '["a"]', "[log.next.x]"),
    *("a = 1", "a=1", " a = 1", "a = 1 # c", "a.b = 1", '"a" = 1', "a = []", 'a = ["x", "y",]'),
    *('a = [ "x"\n,"y" ]', 'a = ["x" "y"]', "a = [,]", 'a = [["x"]]', 'a = ["x", 1]', "a = {}"),
    *('a = ""', "a = ''", 'a = """x"""', 'a = """\n\nx "" y\n"""', 'a = """x""""', 'a = """"x"""'),
    *('a = "\\""', 'a = """\\\n x"""', 'a = "\t"', 'a = "é\u2028"', "log = []", "people = 1"),
    *(
        "a = 0",
        "a = 00",
        "a = -1",
        "a = 1_0",
        "a = 0x1",
        "a = 1.50",
        "a = 1.",
        "a = 1e3",
        "a = inf",
    ),
    *("a = 2026-11-24", "a = 2026-02-30", "a = 0000-01-01", "a = 10:00:00", "a = true", "a = True"),
    *("a = 2026-11-24T10:00:00", "a = 2026-11-24T10:00:00Z", "a = 2026-11-24 10:00:00"),
    *("a = 2026-11-24T10:00:00+01:00", "a = 2026-11-24T10:00:00-00:00", "a = 2026-11-24T10:00"),
    *("a = 2026-11-24T24:00:00+01:00", "a = 2026-11-24T10:00:00+24:00", "a = 2026-11-24T10:00:60"),
    *(
        '"',
        '"""',
        "\\",
        "#",
        "[",
        "]",
        "=",
        ",",
        ".",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "\x00",
        "\x7f",
    ),
)


def tree(value):
    """A value with the types of all that is in it, and the keys in their order."""
    if isinstance(value, dict):
        return [(key, tree(inner)) for key, inner in value.items()]
    if isinstance(value, list):
        return [tree(inner) for inner in value]
    return type(value), str(value)


def assert_agreed(text):
    quick = read_fast(text)
    if quick is not None:
        assert tree(quick) == tree(tomli.loads(text, parse_float=Decimal))


@given(st.lists(st.sampled_from(SCRAPS), max_size=8), st.sampled_from(["\n", "\n\n", ""]))
@settings(max_examples=size(200, 20_000))
def test_any_statements_are_read_as_tomli_reads_them(scraps, between):
    assert_agreed(between.join(scraps))


@given(st.data())
@settings(max_examples=size(100, 10_000))
def test_a_changed_file_is_read_as_tomli_reads_it(data):
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.integers(0, 40))
        text = text[:start] + data.draw(st.sampled_from(["", *SCRAPS])) + text[end:]
    assert_agreed(text)


@given(st.text(max_size=40))
def test_any_text_is_read_as_tomli_reads_it_or_left_to_it(text):
    assert_agreed(text)


def test_every_usual_value():
    text = (
        '# a deal\ntitle = "Größe"  # a comment\nvalue = 4800.50\nemployees = 12\n\n'
        'close = 2027-01-29\ntags = [\n    "a",\n    "b",\n]\nnone = []\nempty = ""\n'
        '[people.dana]\nrole = "it"\n[[log]]\nat = 2026-11-24T10:00:00+00:00\n'
        'note = """\nOne "line",\nand another.\n"""\n[log.next]\nagreed = true\n[[log]]\n'
    )
    assert read_fast(text) == {
        "title": "Größe",
        "value": Decimal("4800.50"),
        "employees": 12,
        "close": date(2027, 1, 29),
        "tags": ["a", "b"],
        "none": [],
        "empty": "",
        "people": {"dana": {"role": "it"}},
        "log": [
            {
                "at": datetime(2026, 11, 24, 10, tzinfo=UTC),
                "note": 'One "line",\nand another.\n',
                "next": {"agreed": True},
            },
            {},
        ],
    }


@pytest.mark.parametrize(
    "text",
    [
        "a = 1\na = 2",
        "[a]\n[a]",
        "[[log]]\n[log]",
        "log = []\n[[log]]",
        "[log.next]\n[[log]]",
        "a = 2026-02-30",
        'a = "\\u00e9"',
        "a = { b = 1 }",
        "a.b = 1",
        "a = 'x'",
        "\ufeffa = 1",
        "a = 1\r\n",
        "nonsense",
    ],
)
def test_the_rest_is_left_to_the_parser(text):
    assert read_fast(text) is None


@pytest.mark.parametrize(
    "text",
    [
        'a = "' + "x" * 4_000_000,
        'a = """' + '""x' * 1_000_000,
        "a = [" + '"x", ' * 800_000,
        "[[log]]\n" * 100_000 + "?",
        "? " + "a = 1\n" * 200_000,
        " " * 4_000_000,
        "a = " + "9" * 4_000_000,
    ],
)
def test_a_huge_text_is_read_as_well_or_left_to_the_parser(text):
    assert not read_fast(text)


def test_every_run_is_possessive_so_that_a_text_costs_its_length_and_no_more():
    classes = r"\\.|\[(?:\\.|[^\]\\])++\]|\(\?<?[:!=]|\{\d+\}"
    bare = re.sub(classes, "", _STATEMENT.pattern.removesuffix("(.)(?s:.*)"))
    runs = re.findall(r"(?:[*+?]|\{\d*,\d*\})\+?", bare)
    assert len(runs) > 20
    assert [run for run in runs if len(run) < 2 or not run.endswith("+")] == []
