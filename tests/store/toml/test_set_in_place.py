"""Values changed in place: only their own text differs, and the file reads as was meant."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salescli.errors import SalescliError
from salescli.store.toml import statements as module
from salescli.store.toml.set_in_place import change_values

LOG = '\n[[log]]\nat = 2026-11-16T10:00:00+01:00\nkind = "open"\n'
DANA = '\n[people.dana]\nname = "Dana"\nrole = "it"  # for now\n\n# Bob left.\n[people.kim]\n'
ROLE = ("people", "dana", "role")
EMAIL = ("people", "dana", "email")

CHANGED = {
    "a value, its comment and layout stay": (
        'value   = 48000   # a guess\nname = "x"\n',
        {("value",): 50000},
        'value   = 50000   # a guess\nname = "x"\n',
    ),
    "a hash inside of a text is no comment": (
        "source = 'a # b' # c\n",
        {("source",): "web"},
        'source = "web" # c\n',
    ),
    "another type": ("value = 1\n", {("value",): date(2026, 12, 1)}, "value = 2026-12-01\n"),
    "an exact amount": ("value = 1\n", {("value",): Decimal("1.50")}, "value = 1.50\n"),
    "a new key at the end of the header": (
        f"# Ours.\nvalue = 1  # a guess\n\n# The log.{LOG}",
        {("close",): date(2026, 12, 1)},
        f"# Ours.\nvalue = 1  # a guess\nclose = 2026-12-01\n\n# The log.{LOG}",
    ),
    "a new key in an empty file": ("", {("value",): 1}, "value = 1\n"),
    "a new key below comments": ("# Ours.\n", {("value",): 1}, None),
    "a new key where the last line has no end": ("a = 1", {("b",): 2}, "a = 1\nb = 2"),
    "a new key where there are tables only": (LOG, {("value",): 1}, None),
    "a field of a table that isn't there yet": (
        f"value = 1  # a guess\n\n# The log.{LOG}",
        {("custom", "slack"): "#acme"},
        f'value = 1  # a guess\n\n[custom]\nslack = "#acme"\n\n# The log.{LOG}',
    ),
    "a person's value": (
        DANA,
        {ROLE: "legal"},
        DANA.replace('"it"', '"legal"'),
    ),
    "a person's new value": (
        DANA,
        {EMAIL: "d@x.de"},
        DANA.replace("# for now\n", '# for now\nemail = "d@x.de"\n'),
    ),
    "an empty person's new value": (DANA, {("people", "kim", "name"): "Kim"}, None),
    "a person's value taken out": (
        DANA,
        {ROLE: None},
        DANA.replace('role = "it"  # for now\n', ""),
    ),
    "a person taken out": (
        f'a = 1\n\n[people.bob]\nname = "Bob"\n{DANA}',
        {("people", "bob"): None},
        f"a = 1\n{DANA}",
    ),
    "an inline person": (
        'people = {dana = {name = "Dana", role = "it"}}  # one\n',
        {ROLE: "legal"},
        'people = {dana = {name = "Dana", role = "legal"}}  # one\n',
    ),
    "an inline person's new value": (
        '[people]\ndana = {name = "Dana"}\n',
        {EMAIL: "d@x.de"},
        None,
    ),
    "a dotted key": (
        'people.dana.name = "Dana"\npeople.dana.role = "it" # x\n',
        {ROLE: "legal"},
        'people.dana.name = "Dana"\npeople.dana.role = "legal" # x\n',
    ),
    "a quoted key": ('"value" = 1\n', {("value",): 2}, '"value" = 2\n'),
    "a key in single quotes": ("'value'=1#x\n", {("value",): 2}, "'value'=2#x\n"),
    "a quoted heading": (
        '[ "people" . dana ]\nrole = "it"\n',
        {ROLE: "legal"},
        '[ "people" . dana ]\nrole = "legal"\n',
    ),
    "a list of several lines": (
        'tags = [\n  "a", # first\n  "b",\n] # tags\nvalue = 1\n',
        {("tags",): ["c"]},
        'tags = ["c"] # tags\nvalue = 1\n',
    ),
    "a new key below a list of several lines": (
        'tags = [\n  "a",\n\n  # none\n]\n',
        {("value",): 1},
        'tags = [\n  "a",\n\n  # none\n]\nvalue = 1\n',
    ),
    "a text of several lines": (
        'title = """\na = 1\n"""\na = 2\n',
        {("title",): "x", ("a",): 3},
        'title = "x"\na = 3\n',
    ),
    "a text with what looks like its key": (
        "title = '''\nvalue = 1\n'''\nvalue = 1\n",
        {("value",): 2},
        "title = '''\nvalue = 1\n'''\nvalue = 2\n",
    ),
    "a list taken out": ('tags = [\n  "a",\n]\nvalue = 1\n', {("tags",): None}, "value = 1\n"),
    "a key taken out with its comment": ("a = 1\nb = 2 # x\n", {("b",): None}, "a = 1\n"),
    "a key that isn't there taken out": ("a = 1\n", {("b",): None}, "a = 1\n"),
    "a key of the same name elsewhere": (
        "[people.dana]\nvalue = 2\n",
        {("value",): 1},
        None,
    ),
    "several": ("a = 1\nb = 2\n", {("a",): None, ("b",): 3, ("c",): 4}, "b = 3\nc = 4\n"),
    "a new table of the writer's own": ("a = 1\n", {("b c",): 2}, 'a = 1\n"b c" = 2\n'),
    "a new text of several lines": ("a = 1\n", {("b",): "x\ny"}, 'a = 1\nb = """\nx\ny"""\n'),
    "a quote and a line end in the value": ("a = 1\n", {("a",): 'x"\ny'}, None),
}


def applied(text, changes):
    """What the text should read as after the changes."""
    meant = tomllib.loads(text, parse_float=Decimal)
    for key, value in changes.items():
        table = meant
        for part in key[:-1]:
            table = table.setdefault(part, {})
        table.pop(key[-1], None)
        if value is not None:
            table[key[-1]] = value
    return meant


@pytest.mark.parametrize(("text", "changes", "expected"), CHANGED.values(), ids=CHANGED)
def test_only_the_value_changes(text, changes, expected):
    new = change_values(text, changes)
    assert tomllib.loads(new, parse_float=Decimal) == applied(text, changes)
    if expected is not None:
        assert new == expected
    for line in text.splitlines():
        assert not line.startswith("#") or line in new.splitlines()


@pytest.mark.parametrize(("text", "changes", "expected"), CHANGED.values(), ids=CHANGED)
def test_carriage_returns_stay(text, changes, expected):
    if not text.endswith("\n"):
        return
    new = change_values(text.replace("\n", "\r\n"), changes)
    assert tomllib.loads(new, parse_float=Decimal) == applied(text.replace("\n", "\r\n"), changes)
    assert new.count("\n") == new.count("\r\n")
    if expected is not None:
        assert new == expected.replace("\n", "\r\n")


def test_a_table_that_isnt_one_is_refused_with_the_mend():
    with pytest.raises(SalescliError) as caught:
        change_values("people = {dana = 3}\n", {ROLE: "it"})
    assert "can't change a file with this layout" in caught.value.message
    assert "salescli edit" in caught.value.fix


NAMES = ("title", "value", "tags", "owner", "kind")
LITERALS = (
    *("1", "'x'", '"a # b"', "2026-12-01", "true", '["a", "b"]', "{a = 1, b = [2]}", '"""\nt\n"""'),
    *('[\n  "a",  # one\n  # two\n]', "'''\nvalue = 3\n[log]\n'''", "1.50", '"\\u00e9\\""'),
)
VALUES = st.one_of(
    st.none(),
    st.integers(-99, 10**9),
    st.text(max_size=8),
    st.dates(),
    st.booleans(),
    st.lists(st.text(st.characters(codec="utf-8"), max_size=4), max_size=3),
)


@st.composite
def tables(draw):
    """The lines of a table's statements, each under its name, with what lies between them."""
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=5))
    parts = []
    for name in names:
        before = draw(st.sampled_from(("", "", "\n", "# note\n", "  # indented = 1\n\n")))
        key = draw(st.sampled_from((name, f'"{name}"', f"'{name}'", f"  {name}  ")))
        equals = draw(st.sampled_from(("=", " = ", "   =\t")))
        after = draw(st.sampled_from(("", "  # why", "#", "   ")))
        parts.append((name, before, f"{key}{equals}{draw(st.sampled_from(LITERALS))}{after}\n"))
    return parts


PLACES = st.tuples(st.sampled_from(NAMES), st.booleans())


@given(tables(), tables(), st.booleans())
def test_a_short_statement_is_read_as_a_long_one(header, person, crlf):
    """In one stride or part by part, each statement takes the same text."""
    parts = (*header, ("p", "", "[people.dana]\n"), *person)
    text = "".join(f"{before}{line}" for _, before, line in parts)
    text = text.replace("\n", "\r\n") if crlf else text
    quick = module.statements(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_SHORT", re.compile("(?!)"))
        assert module.statements(text) == quick


@given(tables(), tables(), PLACES, VALUES, st.booleans())
def test_every_other_line_stays_byte_for_byte(header, person, place, value, crlf):
    name, of_person = place

    def text(skip=None):
        tabled = (("[people.dana] # who\n", person), (LOG.lstrip("\n"), []))
        whole = "".join(b + (s if skip != (n, False) else "") for n, b, s in header)
        for heading, parts in tabled:
            whole += heading + "".join(b + (s if skip != (n, True) else "") for n, b, s in parts)
        return whole.replace("\n", "\r\n") if crlf else whole

    key = ("people", "dana", name) if of_person else (name,)
    old, new = text(), change_values(text(), {key: value})
    assert tomllib.loads(new, parse_float=Decimal) == applied(old, {key: value})
    rest = text(skip=(name, of_person)).splitlines(keepends=True)
    left = iter(new.splitlines(keepends=True))
    assert all(line in left for line in rest), "every other line is there, in its order"
    assert crlf == ("\r\n" in new)
    assert not crlf or new.count("\n") == new.count("\r\n")
