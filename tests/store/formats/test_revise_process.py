"""A process's text changed by ids: what is meant changes, comments and layout stay."""

from __future__ import annotations

import tomllib

import pytest

from salescli.errors import SalescliError
from salescli.store.formats.revise_process import revise_process
from salescli.store.shipped_processes import shipped_names, shipped_text

TEXT = """# Ours alone.
name = "line"
revision = 1

[[step]]
id     = "discovery"  # never skip it
within = "10bd"       # in summer rather 15bd

# They say it, not we.
[[step.outcome]]
id = "pain"

[[step.outcome]]
id = "owner"

[[step]]
id       = "workshop"
required = false
after    = ["discovery"]

[ask]
step  = "offer"
roles = ["buyer"] # one is enough

[[disqualify]]
id = "no-pain"

# Reasons
[[loss]]
id = "price"
"""


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ((("step", "workshop", "required"), True), "required = false", "required = true"),
        ((("step", "discovery", "within"), "5bd"), '"10bd"       # in', '"5bd"       # in'),
        (
            (("step", "discovery", "required"), False),
            "in summer rather 15bd\n",
            "in summer rather 15bd\nrequired = false\n",
        ),
        ((("step", "workshop", "after"), None), 'after    = ["discovery"]\n', ""),
        ((("ask", "roles"), ("buyer", "it")), '["buyer"] # one', '["buyer", "it"] # one'),
        (
            (("step", "discovery", "outcome", "owner"), None),
            '[[step.outcome]]\nid = "owner"\n\n',
            "",
        ),
        (
            (("disqualify", "tags-x"), 'Tags: "x"'),
            'id = "no-pain"\n',
            'id = "no-pain"\n\n[[disqualify]]\nid   = "tags-x"\ntext = "Tags: \\"x\\""\n',
        ),
    ],
)
def test_one_change_is_one_place_of_the_text(change, old, new):
    assert TEXT.count(old) == 1
    assert revise_process(TEXT, [change]) == TEXT.replace(old, new)


def test_all_outcomes_of_a_step_may_go_in_whatever_order_they_are_named():
    gone = [(("step", "discovery", "outcome", name), None) for name in ("pain", "owner")]
    for changes in (gone, gone[::-1]):
        table = tomllib.loads(revise_process(TEXT, changes))
        assert "outcome" not in table["step"][0]
    assert "# They say it, not we." in revise_process(TEXT, gone)


def test_windows_line_ends_and_a_byte_order_mark_stay():
    windows = "\ufeff" + TEXT.replace("\n", "\r\n")
    changes = [(("disqualify", "x"), "X"), (("step", "discovery", "outcome", "owner"), None)]
    text = revise_process(windows, changes)
    assert text.startswith("\ufeff#")
    assert text.count("\n") == text.count("\r\n")


def test_a_first_disqualifier_comes_at_the_end():
    text = TEXT.replace('[[disqualify]]\nid = "no-pain"\n\n', "").removesuffix("\n")
    new = revise_process(text, [(("disqualify", "x"), "X")])
    assert new == text + '\n\n[[disqualify]]\nid   = "x"\ntext = "X"\n'


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_process_can_be_changed_at_both_ends(name):
    before = tomllib.loads(shipped_text(name))
    for step in (before["step"][0], before["step"][-1]):
        changes = [
            (("step", step["id"], "required"), False),
            (("step", step["id"], "within"), "9bd"),
        ]
        changes += [(("step", step["id"], "outcome", o["id"]), None) for o in step["outcome"][1:]]
        after = tomllib.loads(revise_process(shipped_text(name), changes))
        step |= {"required": False, "within": "9bd"}
        del step["outcome"][1:]
        assert [one for one in after["step"] if one["id"] == step["id"]] == [step]


@pytest.mark.parametrize(
    "text",
    [
        'step = [{ id = "discovery", within = "5bd" }]\n',
        'step = [{ id = "discovery", outcome = [{ id = "x" }, { id = "y" }] }]\n',
        '[[step]]\nid = "demo"\n',
    ],
)
def test_what_the_layout_does_not_allow_is_said_and_how_to_do_it_by_hand(text):
    with pytest.raises(SalescliError) as refused:
        revise_process(text, [(("step", "discovery", "outcome", "x"), None)])
    assert "process revise" in refused.value.fix
