"""What stands below a line that is being typed: choices, ticks, and what was understood."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hostile import HOSTILE
from support.table import each

from salescli.errors import UsageError
from salescli.prompts.choice_panel import ChoicePanel
from salescli.prompts.hint import Choice, Hint, name_choices, pressed
from salescli.text.safe_text import is_unsafe, width

STEPS = (
    Choice("discovery", "Discovery call"),
    Choice("demo", "Demo for a team"),
    Choice("proposal", "Proposal"),
)
ONE = Hint(STEPS, begin="demo")
SEVERAL = Hint(
    STEPS,
    parse_selection=lambda text: [
        word for word in re.split("[ ,]+", text) if word not in {"", "-"}
    ],
)


def shown(below: ChoicePanel, height: int = 12) -> list[str]:
    return [text for _, text in below.rows(79, height)]


def day(text: str) -> str:
    if text != "tue":
        raise UsageError(f"'{text}' is no day", fix="tue")
    return "Tue 24 Nov 2026"


def test_what_may_be_ticked_is_ticked_by_the_text_and_by_the_default_of_an_empty_one():
    assert shown(ChoicePanel(SEVERAL, default="demo")) == [
        "  [ ] discovery  Discovery call",
        "> [x] demo       Demo for a team",
        "  [ ] proposal   Proposal",
        "  Up and Down move, Space ticks; or type names, Tab completes; Enter continues",
    ]
    assert [row[:6] for row in shown(ChoicePanel(SEVERAL, "discovery, proposal", "demo"))[:3]] == [
        "  [x] ", "  [ ] ", "> [x] ",
    ]  # fmt: skip
    assert "[x]" not in "".join(shown(ChoicePanel(SEVERAL, "-", "demo")))


@each(
    "text, default, at, becomes",
    [
        ("", "", "discovery", "discovery"),
        ("", "demo", "discovery", "demo, discovery"),
        ("", "demo", "demo", "-"),
        ("demo", "", "demo", ""),
        ("-", "demo", "proposal", "proposal"),
        ("zoe, demo", "", "proposal", "zoe, demo, proposal"),
        ("demo, zoe", "", "demo", "zoe"),
        ("discovery, de", "", "demo", "discovery, demo"),
        ("", "", "", "discovery"),
    ],
)
def test_a_tick_writes_the_line(text, default, at, becomes):
    assert ChoicePanel(SEVERAL, text, default, at).toggled() == becomes


@each(
    "hint, text, pointed",
    [
        (ONE, "", "demo"),
        (ONE, "pro", "proposal"),
        (ONE, "team", "demo"),
        (ONE, "demo", "demo"),
        (ONE, "demo tue", None),
        (ONE, "zoe", None),
        (Hint(STEPS), "", None),
        (SEVERAL, "", "discovery"),
        (SEVERAL, "demo, pr", "proposal"),
        (SEVERAL, "demo, zoe", "demo"),
    ],
)
def test_what_is_typed_points_at_what_it_may_become(hint, text, pointed):
    found = ChoicePanel(hint, text).pointed
    assert (found.name if found else None) == pointed


@each(
    "hint, text, becomes",
    [
        (ONE, "pro", "proposal"),
        (ONE, "zoe", "zoe"),
        (SEVERAL, "demo, pro", "demo, proposal"),
        (SEVERAL, "zoe,dis", "zoe,discovery"),
        (SEVERAL, "discovery, demo", "discovery, demo"),
        (SEVERAL, "demo, ", "demo, "),
        (SEVERAL, "-", "discovery"),
        (SEVERAL, "demo, zoe", "demo, zoe"),
    ],
)
def test_tab_completes_the_last_name(hint, text, becomes):
    assert ChoicePanel(hint, text).completed() == becomes


def test_what_is_understood_is_said_and_what_is_not_is_said_with_its_mend():
    hint = Hint(name_choices(["talk"]), preview=day)
    assert shown(ChoicePanel(hint, "tue"))[0] == "  = Tue 24 Nov 2026"
    assert shown(ChoicePanel(hint, default="tue"))[0] == "  = Tue 24 Nov 2026"
    assert shown(ChoicePanel(hint, "teu"))[0] == "  ? 'teu' is no day"
    assert not any(
        "?" in row for row in shown(ChoicePanel(hint, "ta"))
    )  # may still become a choice
    assert not any("?" in row for row in shown(ChoicePanel(hint)))


def test_keys_stand_on_one_row_that_fits():
    keys = {"d": "done", "m": "move", **{str(n): f"choice number {n}" for n in range(9)}}
    rows = shown(ChoicePanel(pressed(keys)))
    assert rows == ["  [d]one [m]ove choice number [0] choice number [1] 2 3 4 5 6 7 8"]


@pytest.mark.parametrize("at", [0, 5, 19])
@pytest.mark.parametrize("height", [3, 6, 12])
def test_more_choices_than_rows_are_shown_around_the_one_pointed_at(at, height):
    hint = Hint(name_choices([f"step-{n}" for n in range(20)]), parse_selection=str.split)
    rows = shown(ChoicePanel(hint, at=f"step-{at}"), height)
    assert len(rows) == height
    assert any(row.startswith(f"> [ ] step-{at}") for row in rows)
    if height == 12:
        assert any("more" in row for row in rows)


@given(
    st.lists(st.sampled_from(HOSTILE) | st.text(), min_size=1, max_size=4),
    st.text(max_size=20),
    st.integers(20, 79),
    st.integers(1, 12),
    st.sampled_from(["", *HOSTILE]),
)
def test_no_label_and_no_text_breaks_a_row(labels, text, cells, height, at):
    choices = tuple(Choice(label, label) for label in labels)
    for hint in (
        Hint(choices, preview=lambda said: said),
        Hint(choices, parse_selection=str.split),
    ):
        rows = [row for _, row in ChoicePanel(hint, text, at=at).rows(cells, height)]
        ChoicePanel(hint, text, at=at).toggled()
        assert len(rows) <= height
        assert all(width(row) <= cells for row in rows)
        assert not any(is_unsafe(char) for row in rows for char in row)
