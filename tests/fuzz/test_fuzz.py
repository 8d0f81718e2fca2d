"""A small share of the fuzzing, the same in every run, and what fuzzing or an attack once found."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from support.fuzz import fuzz
from support.fuzz_cells import Tally, attack
from support.fuzz_targets import (
    TARGETS,
    drop_book,
    read_a_deal,
    read_a_process,
    read_the_settings,
)

from salescli.domain.checks import examine_template
from salescli.domain.checks.template import Template
from salescli.errors import SalescliError
from salescli.store.formats.process import MOST, read_process
from salescli.store.git.conflict_marks import find_conflicts, resolve
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.views.process import process_screen
from salescli.views.render.plain import lines

HERE = Path(__file__).parents[1]
FEW = {"write": 60, "merge": 40, "history": 100}


@pytest.fixture(scope="module", autouse=True)
def _no_book_stays():
    """Remove what the targets wrote: a worker of a run ends without its exit handlers."""
    yield
    drop_book()


@pytest.mark.parametrize("name", TARGETS)
def test_odd_input_is_refused_in_good_order(name):
    count = 6 if name.startswith("check") else FEW.get(name, 150)
    tally = fuzz(name, TARGETS[name], count)
    assert tally.inputs == count
    assert not tally.finds, tally.finds[0][1]


def test_a_broken_cell_changes_nothing_that_another_column_says():
    rng, tally = Random(7), Tally()  # noqa: S311 - the same in every run
    for _ in range(150):
        attack(rng, tally)
    assert tally.files == 150
    assert not tally.finds, tally.finds[0][1]


FORMATS = {
    "deal": (HERE / "formats/deal.toml", read_a_deal),
    "process": (HERE / "formats/process.toml", read_a_process),
    "settings": (HERE / "formats/settings.toml", read_the_settings),
}
WRONG = (b"true", b"-1", b"1.5", b"nan", b'""', b'"x"', b"[]", b"[1, {}]", b"{ a = 1 }")
WRONG += (b"0001-01-01", b"9999-12-31T23:59:59-23:59", b"00:00:00")


def endure(run, data: bytes) -> None:
    """Do with an input what a command would; a refusal is an answer too."""
    with suppress(SalescliError):
        run(data)


@pytest.mark.parametrize(("path", "run"), FORMATS.values(), ids=FORMATS)
def test_a_file_may_end_at_any_byte(path, run):
    data = path.read_bytes()
    for end in range(len(data)):
        endure(run, data[:end])


@pytest.mark.parametrize(("path", "run"), FORMATS.values(), ids=FORMATS)
def test_any_key_may_have_any_wrong_value(path, run):
    data = path.read_bytes()
    values = list(re.finditer(rb"(?m)(?<==) *[^\n]*", data))
    assert len(values) > 5
    for value in values:
        for wrong in WRONG:
            endure(run, data[: value.start()] + b" " + wrong + data[value.end() :])


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


def test_the_steps_of_a_stage_that_is_declared_many_times_are_shown_once():
    stages = '[[stage]]\nid = "talk"\n' * 200
    steps = "".join(f'[[step]]\nid = "s{n}"\nstage = "talk"\n' for n in range(200))
    process, _ = read_process("odd", parse_toml(stages + steps))
    assert len(lines(process_screen(process))) < 1_500


def test_a_process_of_very_many_steps_is_checked_and_what_is_too_much_is_said():
    """Its time grew with the fourth power of their number: minutes for thirty kilobytes."""
    stages = "".join(f'[[stage]]\nid = "g{n}"\n' for n in range(MOST))
    steps = "".join(
        f'[[step]]\nid = "s{n}"\nstage = "g{n}"\nafter = ["s{n - 1}"]\n' for n in range(MOST + 1)
    )
    process, faults = read_process("big", parse_toml(stages + steps))
    assert [one.message for one in faults] == [
        f"more than {MOST} [[step]]: the others are left out"
    ]
    assert faults[0].key == ("step", MOST)
    template = Template(process, frozenset({"big"}), ())
    assert template.all_before(process.steps[-1]) == {f"s{n}" for n in range(MOST - 1)}
    assert "R01" in {one.code for one in examine_template(template)}
