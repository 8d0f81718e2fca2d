"""A small share of the fuzzing, the same in every run, and what fuzzing or an attack once found."""

from __future__ import annotations

import pytest
from fuzz import fuzz
from fuzz_targets import TARGETS

from salescli.store.conflicts import find_conflicts, resolve
from salescli.store.toml import TomlError, parse_toml

FEW = {"write": 60, "merge": 40, "history": 100}


@pytest.mark.parametrize("name", TARGETS)
def test_odd_input_is_refused_in_good_order(name):
    count = 6 if name.startswith("check") else FEW.get(name, 150)
    tally = fuzz(name, TARGETS[name], count)
    assert tally.inputs == count
    assert not tally.finds, tally.finds[0][1]


# Their time grew with the square of their length: a minute for a megabyte.
@pytest.mark.parametrize("line", ["<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "||||||| c\n"])
def test_marks_of_conflicts_without_end_are_read_in_one_pass(line):
    text = line * 20_000
    with pytest.raises(TomlError):
        parse_toml(text)
    assert find_conflicts(text) == []


def test_as_many_conflicts_as_there_are_lines():
    one = "<<<<<<< a\nx{0} = 1\n=======\nx{0} = 2\n>>>>>>> b\n"
    text = "".join(map(one.format, range(5_000)))
    found = find_conflicts(text)
    assert [(one.line, one.field) for one in found[:2]] == [(1, "x0"), (6, "x1")]
    assert resolve(text, lambda one: one.theirs).startswith("x0 = 2\nx1 = 2\n")
