"""places: the line of every key, in sound texts and in garbage."""

from __future__ import annotations

from itertools import count

import pytest
import tomli
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import size
from support.table import each

from salescli.store.toml import positions as module
from salescli.store.toml.positions import DEEPEST, key_positions, line_number, positions_of


def paths(value, path=()):
    """Every path of a parsed text with its value, lists included."""
    if path:
        yield path, value
    inner = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        inner = enumerate(value)
    for key, item in inner:
        yield from paths(item, (*path, key))


LAYOUTS = {
    "header": ('title = "x"\nvalue = 3\n', {("title",): 1, ("value",): 2}),
    "comments with brackets and quotes": (
        '# [not] = "a\n\na = 1 # ] } """ [[\n  # x = \'\nb = 2 # "',
        {("a",): 3, ("b",): 5},
    ),
    "tables": (
        "[people.dana]\nrole = 'it'\n[ people . \"a.b\" ]\nrole = ''\n[people]",
        {
            ("people",): 5,
            ("people", "dana"): 1,
            ("people", "dana", "role"): 2,
            ("people", "a.b"): 3,
            ("people", "a.b", "role"): 4,
        },
    ),
    "arrays of tables and their tables": (
        "[[log]]\nat = 1\n[[log]]\n[log.next]\non = 2\n[[log]]\nat = 3\n",
        {
            ("log",): 1,
            ("log", 0): 1,
            ("log", 0, "at"): 2,
            ("log", 1): 3,
            ("log", 1, "next"): 4,
            ("log", 1, "next", "on"): 5,
            ("log", 2): 6,
            ("log", 2, "at"): 7,
        },
    ),
    "arrays of tables in the last element": (
        "[[step]]\n[[step.outcome]]\nid=1\n[[step]]\n[[step.outcome]]\n[[ step.outcome ]]\nid=2",
        {
            ("step",): 1,
            ("step", 0): 1,
            ("step", 0, "outcome"): 2,
            ("step", 0, "outcome", 0): 2,
            ("step", 0, "outcome", 0, "id"): 3,
            ("step", 1): 4,
            ("step", 1, "outcome"): 5,
            ("step", 1, "outcome", 0): 5,
            ("step", 1, "outcome", 1): 6,
            ("step", 1, "outcome", 1, "id"): 7,
        },
    ),
    "dotted and quoted keys": (
        'a . "b.c" . \'d"\' = 1\n"" = 2\n"\\u00e9\\t\\x41\\e\\"" = 3\n1.2 = 4\na.e = 5',
        {
            ("a",): 1,
            ("a", "b.c"): 1,
            ("a", "b.c", 'd"'): 1,
            ("",): 2,
            ('\u00e9\tA\x1b"',): 3,
            ("1",): 4,
            ("1", "2"): 4,
            ("a", "e"): 5,
        },
    ),
    "basic text over several lines": (
        'a = """\n[no]\nno = \\"""\n""no\'\'\'"\\\\"""\nb = """"q"""""\nc = ""\nd = """\\\n\n """',
        {("a",): 1, ("b",): 5, ("c",): 6, ("d",): 7},
    ),
    "literal text over several lines": (
        "a = '''\n[[no]]\nno = \"\"\"\n''no\\'''''\nb = '\\'\nc = ''",
        {("a",): 1, ("b",): 5, ("c",): 6},
    ),
    "lists over several lines": (
        'a = [ # [\n  "]", \n\n  [1, 2], # ,\n {x = 1, y = [ 3 ]},\n]\nb = 2026-01-02 10:00:00 # x',
        {
            ("a",): 1,
            ("a", 0): 2,
            ("a", 1): 4,
            ("a", 1, 0): 4,
            ("a", 1, 1): 4,
            ("a", 2): 5,
            ("a", 2, "x"): 5,
            ("a", 2, "y"): 5,
            ("a", 2, "y", 0): 5,
            ("b",): 7,
        },
    ),
    "inline tables, over several lines too": (
        "a = {b.c = 1, 'd' = {}, }\ne = { # }\n  f = '}', # ,\n  g = 2\n}\nh = []",
        {
            ("a",): 1,
            ("a", "b"): 1,
            ("a", "b", "c"): 1,
            ("a", "d"): 1,
            ("e",): 2,
            ("e", "f"): 3,
            ("e", "g"): 4,
            ("h",): 6,
        },
    ),
    "a byte-order mark and CRLF": (
        '\ufeffa = 1\r\n\r\nb = """\r\nx"""\r\n[c] # x\r\n"d" = [\r\n1]\r\n',
        {("a",): 1, ("b",): 3, ("c",): 5, ("c", "d"): 6, ("c", "d", 0): 7},
    ),
    "nothing": ("", {}),
}


@each("name", LAYOUTS)
def test_lines(name):
    text, expected = LAYOUTS[name]
    assert key_positions(text) == expected
    assert {path for path, _ in paths(tomli.loads(text.removeprefix("\ufeff")))} == set(expected)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("log", 1, "next", "on"), 5),
        (("log", 1, "next", "with", 3), 4),
        (("log", 1, "steps"), 3),
        (("log", 9, "at"), 1),
        (("tags",), 1),
        ((), 1),
    ],
)
def test_line_of_the_nearest_known(path, line):
    known = key_positions("[[log]]\nat = 1\n[[log]]\n[log.next]\non = 2\n")
    assert line_number(known, path) == line


def test_below_the_deepest_the_ancestor_stands_in():
    depth = DEEPEST + 20
    found = key_positions("x = 1\na = " + "[" * depth + "1" + "]" * depth + "\nb = 2")
    assert line_number(found, ("a", *[0] * depth)) == 2
    assert max(map(len, found)) == DEEPEST
    assert found["b",] == 3


KEYS = st.text(max_size=4) | st.sampled_from(["a", "b-c", "d.e", "'", '"', "#", "=", "[x]", "ä"])
KEYS = KEYS.filter(lambda key: not any("\ud800" <= char <= "\udfff" for char in key))
TREES = st.recursive(
    st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=30,
)


def numbered(tree, numbers):
    """The tree with a number of its own for each leaf."""
    if isinstance(tree, dict):
        return {key: numbered(item, numbers) for key, item in tree.items()}
    if isinstance(tree, list):
        return [numbered(item, numbers) for item in tree]
    return next(numbers)


@given(st.dictionaries(KEYS, TREES, max_size=5))
def test_every_leaf_stands_on_its_line(tree):
    text = tomli_w.dumps(numbered(tree, count(70_000_001)))
    found = key_positions(text)
    lines = text.split("\n")
    for path, value in paths(tomli.loads(text)):
        line = lines[found[path] - 1]
        if isinstance(value, int):
            assert str(value) in line
        if isinstance(path[-1], str):
            assert tomli_w.dumps({path[-1]: 0}).removesuffix(" = 0\n") in line


TEXTS = st.text(st.characters(codec="utf-8") | st.sampled_from("\"'\\\n#[]{}=,"), max_size=30)


@given(st.dictionaries(KEYS, TEXTS | st.lists(TEXTS), max_size=8))
def test_no_text_is_taken_for_keys(table):
    for multiline in (False, True):
        text = tomli_w.dumps(table, multiline_strings=multiline)
        assert set(key_positions(text)) == {path for path, _ in paths(tomli.loads(text))}


UGLY = st.text(st.sampled_from("ab1\"'\\\n\r\t #[]{}=,.") | st.characters(codec="utf-8"))
SHREDS = st.lists(
    st.sampled_from(
        [
            *(
                "a",
                "b",
                ".",
                " ",
                "\n",
                "\r\n",
                "=",
                " = ",
                "1",
                "[",
                "]",
                "[[",
                "]]",
                "{",
                "}",
                ",",
            ),
            *(
                '"',
                "'",
                '"""',
                "'''",
                "\\",
                "#",
                '"a"',
                "'b'",
                '"""x\n"""',
                "a = 1\n",
                "[a]\n",
                "é",
            ),
        ]
    ),
    max_size=40,
).map("".join)


@given(UGLY | SHREDS)
@settings(max_examples=size(150, 20_000))
def test_never_raises_and_misses_nothing_that_the_parser_takes(text):
    found = key_positions(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in found.values())
    try:
        content = tomli.loads(text)
    except tomli.TOMLDecodeError:
        return
    assert set(found) == {path for path, _ in paths(content)}


@given(UGLY | SHREDS, st.data())
@settings(max_examples=size(150, 20_000))
def test_the_lines_of_some_keys_are_those_among_all(text, data):
    known = key_positions(text)
    near = st.sampled_from(sorted(known, key=repr) or [("a",)])
    within = st.tuples(near, st.lists(st.sampled_from(["a", "x", 0, 1]), max_size=2))
    keys = data.draw(st.lists(near | within.map(lambda both: (*both[0], *both[1])), max_size=3))
    some = positions_of(text, keys)
    assert [line_number(some, key) for key in keys] == [line_number(known, key) for key in keys]


@pytest.mark.parametrize(
    "part",
    [
        *("[", "{", "]", '"', "'", '"""', "'''", '"""\\', "\\", "a.", ".", ",", "=", "a=[", "a={"),
        *("\n", "\r", " ", "#\n", '"\\', "a ", 'a = "x\\', "[a", "[[a]]\n", "a=1\n", "\ud800"),
        *("[a.a.a.a.a.a.a.a.a.a]\n", "a = " + "[" * 50 + "\n", '"\\UFFFFFFFF"=1\n', "[]\n"),
        *("=1\n", "#", '""."', 'a="b"  '),
    ],
)
def test_the_steps_are_linear_in_any_garbage(part, monkeypatch):
    """Each pattern's start is a step, and so is each character that it passes."""
    steps = 0

    def counted(pattern, text, pos):
        nonlocal steps
        end = past(pattern, text, pos)
        steps += 1 + end - pos
        return end

    past = module._past
    monkeypatch.setattr(module, "_past", counted)
    many = part * (size(6_000, 60_000) // len(part))
    for text in (many, f"a = {many}", f"a = [{many}"):
        steps = 0
        key_positions(text)
        assert steps <= 5 * len(text)
        steps = 0
        positions_of(text, [("b", "c")])
        assert steps <= 5 * len(text)
