"""`history`: what changed, when, by whom; with real git, commands and edits by hand mixed."""

from __future__ import annotations

import pytest
from support.effort import some
from support.git_clock import Past, past_of, toml_text
from support.hostile import COMMITTED
from support.terminal import Terminal

from salescli.store.git.history import open_history
from salescli.text.safe_text import is_unsafe


@pytest.fixture
def past(tmp_path, run, tmp_path_factory, monkeypatch) -> Past:
    """The deal `acme`: opened on Saturday, its next step postponed, its value changed by hand."""

    def live(past: Past) -> None:
        past.at("2026-11-20 10:00")
        assert run("init", "--me", "ada", "--process", "enterprise").code == 0
        past.at("2026-11-21 10:00")
        first = ("--next", "discovery", "--on", "tue", "--person", "bob: Bob Ross, owner")
        opened = run("add", "Acme", "--process", "small-business", "--value", "40000", *first)
        assert opened.code == 0, opened.err
        past.at("2026-11-22 11:00")
        assert run("schedule", "acme", "--next", "discovery", "--on", "fri").code == 0
        past.at("2026-11-23 12:00")
        past.edit("acme", "40000", "48000", "They asked for more")

    past = past_of("history", live, tmp_path, tmp_path_factory, monkeypatch)
    past.at("2026-11-23 12:00")
    return past


def told(run, *arguments) -> list[list[str]]:
    """The phrases of each item, the newest first."""
    asked = run("history", *arguments, "--json")
    assert asked.code == 0, asked.err
    return [[one["text"] for one in item["changes"]] for item in asked.json["history"]]


@pytest.mark.usefixtures("past")
def test_a_deal_in_the_words_of_the_design(run):
    shown = run("history", "acme")
    assert shown.code == 0
    assert shown.out.splitlines() == [
        "Mon 23 Nov 2026 12:00  Ada  by hand: They asked for more",
        "  value 40,000 to 48,000",
        "Sun 22 Nov 2026 11:00  Ada",
        "  next step postponed from Tue 24 Nov to Fri 27 Nov",
        "Sat 21 Nov 2026 10:00  Ada",
        "  new: Acme",
        "  opened",
        "  next: discovery on Tue 24 Nov with bob",
    ]


def test_the_whole_book_names_each_file(run, past):
    past.at("2026-11-24 12:00")
    for name, old, new in (
        ("salescli.toml", 'me = "ada"', 'me = "bob"'),
        ("processes/enterprise.toml", 'cycle    = "130bd"', 'cycle = "120bd"'),
    ):
        text = (past.book / name).read_text()
        assert old in text
        (past.book / name).write_text(text.replace(old, new))
    shown = run("history", "--limit", "2")
    assert shown.code == 0
    assert (
        "not committed yet\n  process enterprise: cycle tightened from 130bd to 120bd" in shown.out
    )
    assert "settings: me ada to bob" in shown.out
    assert "acme: value 40,000 to 48,000" in shown.out
    assert "acme: next step" not in shown.out
    assert "salescli history --limit 4" in shown.out


def test_what_is_not_committed_comes_first(run, past):
    past.edit("acme", "48000", "50000")
    assert told(run, "acme")[0] == ["value 48,000 to 50,000"]
    assert run("history", "acme").out.startswith("not committed yet\n")
    assert run("history", "acme", "--json").json["history"][0]["commit"] is None
    past.file("beta").write_text('company = "Beta"\nprocess = "enterprise"\n')
    assert told(run, "beta") == [["new: Beta"]]


def test_json_says_who_when_and_how(run, past):
    items = run("history", "acme", "--json").json["history"]
    assert [item["command"] for item in items] == [False, True, True]
    assert [item["message"] for item in items] == past.subjects()[:3]
    assert items[0]["at"] == "2026-11-23T12:00:00+01:00"
    assert items[0]["by"] == "Ada"
    assert items[0]["commit"] == past.git("rev-parse", "HEAD").strip()
    expected = {"deal": "acme", "file": "deals/acme.toml", "text": "value 40,000 to 48,000"}
    assert items[0]["changes"] == [expected]


def test_a_renamed_deal_keeps_its_past(run, past):
    past.git("mv", "deals/acme.toml", "deals/rollout.toml")
    past.git("commit", "-qm", "a better name")
    past.edit("rollout", "48000", "50000", "more")
    assert told(run, "rollout")[:3] == [
        ["value 48,000 to 50,000"], ["renamed, it was acme"], ["value 40,000 to 48,000"],
    ]  # fmt: skip
    assert len(told(run, "rollout")) == 5
    assert len(told(run, "rollout", "--limit", "4")) == 4
    assert told(run, "--limit", "2")[1] == ["renamed, it was acme"]


def test_a_deleted_deal_still_has_its_past(run, past):
    past.git("rm", "-q", "deals/acme.toml")
    assert told(run, "acme")[0] == ["deleted"]
    past.git("commit", "-qm", "gone")
    assert told(run, "acme")[:2] == [["deleted"], ["value 40,000 to 48,000"]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# a comment\n", "layout or comments only"),
        ("value = 1\n", "left in a state that can't be read: line "),
    ],
)
def test_what_says_nothing_of_the_deal(run, past, text, said):
    file = past.file("acme")
    good = file.read_text()
    file.write_text(text + good)
    past.git("commit", "-qam", "by hand")
    assert told(run, "acme")[0][0].startswith(said)
    file.write_text(good)
    past.git("commit", "-qam", "mended")
    assert told(run, "acme")[0] in (["layout or comments only"], ["readable again"])


def test_two_machines_and_what_the_merge_itself_decided(run, past):
    past.git("checkout", "-qb", "other", "HEAD~1")
    past.edit("acme", "40000", "45000", "other value")
    past.git("checkout", "-q", "-")
    with pytest.raises(Exception, match="merge"):
        past.git("merge", "-q", "other")
    past.file("acme").write_text(past.git("show", "HEAD:deals/acme.toml").replace("48000", "47000"))
    past.git("commit", "-qam", "merged")
    found = told(run, "acme")
    assert found[0] == ["value 48,000 to 47,000"]
    assert sorted(found[1:3]) == [["value 40,000 to 45,000"], ["value 40,000 to 48,000"]]
    assert "merged: merged" in run("history", "acme").out


def test_a_book_inside_a_larger_repository(run, past, tmp_path):
    larger = tmp_path.parent / f"{tmp_path.name}-larger"
    larger.mkdir()
    past.git("clone", "-q", ".", str(larger / "clone"))
    inner = larger / "clone"
    whole = Past(larger / "clone", past._monkeypatch)
    (inner / "sub").mkdir()
    whole.git("mv", "deals", "processes", "salescli.toml", "sub")
    whole.git("commit", "-qm", "moved")
    whole.book = inner / "sub"
    whole.edit("acme", "48000", "50000", "more")
    whole.edit("acme", "50000", "60000")
    found = told(run, "acme", "--book", str(inner / "sub"))
    assert found[:2] == [["value 50,000 to 60,000"], ["value 48,000 to 50,000"]]
    names = {one["file"] for item in
             run("history", "--book", str(inner / "sub"), "--json").json["history"]
             for one in item["changes"]}  # fmt: skip
    assert all(name.startswith(("deals/", "processes/", "salescli.toml")) for name in names)


def test_without_a_history_it_says_so(run):
    assert run("init", ".", "--no-git", "--process", "enterprise").code == 0
    refused = run("history")
    assert refused.code == 2
    assert refused.err.startswith(
        "error: the book has no history: the book is not a git repository"
    )
    assert "git init" in refused.err


def test_before_the_first_commit(run, tmp_path, monkeypatch):
    assert run("init", ".", "--no-git", "--process", "enterprise").code == 0
    Past(tmp_path, monkeypatch).git("init", "-q")
    assert told(run) == [["new", "new"]]


@pytest.mark.usefixtures("past")
def test_an_unknown_deal(run):
    refused = run("history", "nobody")
    assert refused.code == 2
    assert "there is no deal 'nobody'" in refused.err
    assert run("history", "-c").code == 2


@pytest.mark.parametrize("text", some(COMMITTED, 3, 1))
def test_hostile_text_is_shown_and_never_obeyed(run, past, text):
    quoted = toml_text(text)
    past.edit("acme", 'company = "Acme"', f"company = {quoted}\ntags = [{quoted}]")
    past.git("commit", "-qam", f"- {text}")
    for arguments in (("history", "acme"), ("history",), ("history", "acme", "--json")):
        shown = run(*arguments)
        assert shown.code == 0
        assert not [char for char in shown.out if is_unsafe(char) and char != "\n"]


def test_a_terminal_shows_a_screenful(run, past):
    for n in range(12):
        past.edit("acme", f"{48000 + n}", f"{48001 + n}", f"step {n}")
    child = Terminal("history", "acme")
    child.sees("by hand: step 11").sees("There is more: salescli history acme --limit 12")
    assert child.screen.count("by hand") == 6
    assert len(told(run, "acme")) == 15


def test_the_index_of_a_long_history_changes_nothing_but_the_time(run, past):
    before = told(run, "acme")
    open_history(past.book).index()
    assert (past.book / ".git/objects/info/commit-graphs").is_dir()
    assert told(run, "acme") == before


def test_a_long_history_is_indexed_once_it_was_shown(run, past, monkeypatch):
    monkeypatch.setattr("salescli.commands.history._LONG", -1)
    shown = run("history", "acme")
    assert "value 40,000 to 48,000" in shown.out
    assert "git now indexes the book's long history" in shown.err
    assert (past.book / ".git/objects/info/commit-graphs").is_dir()
