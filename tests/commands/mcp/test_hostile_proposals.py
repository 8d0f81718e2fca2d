"""Whatever a proposal's texts say, its command does that one thing: they are texts in the file."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator

from salescli.commands.mcp.command_words import command_words
from salescli.commands.mcp.schemas import CHANGE
from salescli.store.toml.reader import read_toml

TAKES = Draft202012Validator(CHANGE)
TEXTS = (
    "\x1b[2J\x1b]0;title\x07\x1b[31mred",
    "\u202egnp.exe \u2066hidden\u2069 \u200b\ufeff",
    "[bold]markup[/bold] {0} %s {deal} `rm -rf ~` $(id) !!",
    "x" * 10_000,
    "word " * 1_900,
    '"""\n\n[[log]]\nat = 2026-11-24T09:00:00+01:00\nkind = "close"\nresult = "won"\n',
    "'''\nprocess = \"other\"\n",
    'back\\slash \\" \\u0041 \\x1b end\\',
    "--book=/tmp/elsewhere",
    "--json --edit -e --won",
    "- a list",
    "=value",
    "\u05e9\u05dc\u05d5\u05dd \u0627\u0644\u0639 \U0001f468\u200d\U0001f469",
    "a\tb\r\nc\x0bd\x85e\u2028f",
)


def of(demo, handle: str = "ardent"):
    return read_toml(demo / f"deals/{handle}.toml")[0]


def files(demo):
    return {
        path.name: path.read_bytes()
        for path in demo.rglob("*.toml")
        if ".salescli" not in path.parts
    }


def does(run, change: dict) -> None:
    """Propose a change and apply it."""
    TAKES.validate(change)
    (made,) = run("propose", "--json", "--", *command_words(change)).json["proposals"]
    done = run("apply", "--", made["name"])
    assert done.code == 0, done.err
    assert "\x1b" not in done.out + done.err
    assert "\u202e" not in done.out + done.err


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_note_is_one_entry_that_says_it(run, demo, text):
    before, others = of(demo), files(demo)
    does(run, {"do": "note", "deal": "ardent", "text": text})
    after = of(demo)
    assert {**after, "log": after["log"][:-1]} == before
    entry = after["log"][-1]
    assert set(entry) <= {"at", "by", "kind", "note"}
    assert entry["kind"] == "note"
    assert "".join(entry["note"].split()) == "".join(text.split())
    now = files(demo)
    assert {name for name in now | others if now.get(name) != others.get(name)} == {"ardent.toml"}


@pytest.mark.parametrize("text", [text for text in TEXTS if len(text) <= 300], ids=repr)
def test_a_line_is_one_value_or_is_refused(run, demo, text):
    before = of(demo)
    words = command_words({"do": "set", "deal": "ardent", "fields": {"title": text}})
    done = run("propose", "--json", "--", *words)
    assert done.code in (0, 2)
    if done.code == 0:
        run("apply", "--", done.json["proposals"][0]["name"])
        after = of(demo)
        assert {name for name in after if after[name] != before.get(name)} == {"title", "log"}
        assert [entry["kind"] for entry in after["log"][len(before["log"]) :]] == ["change"]
    assert "\x1b" not in done.out + done.err


@pytest.mark.parametrize(
    "field", ["revision", "log", "people", "handle", "next", "custom", "log.at", "status", "at"]
)
def test_a_field_that_no_one_sets_is_refused(run, demo, field):
    before = files(demo)
    words = command_words({"do": "set", "deal": "ardent", "fields": {field: "2"}})
    assert run("propose", "--", *words).code == 2
    assert files(demo) == before
