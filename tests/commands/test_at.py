"""`show --at` and `list --at`: the book as it stood then, whatever came after."""

from __future__ import annotations

import pytest
from support.effort import some
from support.git_clock import Past, past_of, toml_text
from support.hostile import COMMITTED

from salescli.text.safe_text import is_unsafe

FIRST = ("--next", "discovery", "--on", "tue", "--person", "bob: Bob Ross, owner")


@pytest.fixture
def past(tmp_path, run, tmp_path_factory, monkeypatch) -> Past:
    """Acme opened on Saturday, worth more on Monday, lost on Wednesday; Beta opened on Tuesday."""
    commands = (
        ("2026-11-20 09:00", ("init", "--me", "ada")),
        ("2026-11-21 10:00", ("add", "Acme", "--process", "small-business", "--value", "100",
                              *FIRST)),
        ("2026-11-23 10:00", ("set", "acme", "value=200")),
        ("2026-11-24 10:00", ("add", "Beta", "--process", "small-business", *FIRST)),
        ("2026-11-25 10:00", ("lose", "acme", "--reason", "no-decision", "--evidence", "silence")),
    )  # fmt: skip

    def live(past: Past) -> None:
        for moment, command in commands:
            past.at(moment)
            done = run(*command)
            assert done.code == 0, done.err

    past = past_of("at", live, tmp_path, tmp_path_factory, monkeypatch)
    past.at("2026-11-26 10:00")
    return past


@pytest.mark.parametrize(
    ("at", "today", "deals"),
    [
        ("2026-11-20", "2026-11-20", {}),
        ("2026-11-21", "2026-11-21", {"acme": (100, "open")}),
        ("2026-11-22", "2026-11-22", {"acme": (100, "open")}),
        ("2026-11-23", "2026-11-23", {"acme": (200, "open")}),
        ("2026-11-23 09:00", "2026-11-23", {"acme": (100, "open")}),
        ("2026-11-24", "2026-11-24", {"acme": (200, "open"), "beta": (None, "open")}),
        ("yesterday", "2026-11-25", {"acme": (200, "lost"), "beta": (None, "open")}),
        ("yesterday 09:00", "2026-11-25", {"acme": (200, "open"), "beta": (None, "open")}),
        ("today", "2026-11-26", {"acme": (200, "lost"), "beta": (None, "open")}),
    ],
)
@pytest.mark.usefixtures("past")
def test_the_book_as_it_stood(run, at, today, deals):
    listed = run("list", "--all", "--at", at, "--json")
    assert listed.code == 0, listed.err
    assert listed.json["today"] == today
    found = {one["deal"]: (one["value"], one["status"]) for one in listed.json["deals"]}
    assert found == deals
    for name, (value, status) in deals.items():
        shown = run("show", name, "--at", at, "--json").json["deals"][0]
        assert (shown["value"], shown["status"]) == (value, status)


def test_the_clock_stands_at_the_end_of_that_day(run, past):
    past.at("2027-03-01 10:00")
    assert "N02" in run("show", "beta", "--json").json["deals"][0]["findings"]
    assert "N02" not in run("show", "beta", "--at", "2026-11-24", "--json").out
    said = run("show", "beta", "--at", "2026-11-24").out
    assert said.startswith("As it stood on Tue 24 Nov 2026 23:59\n")
    assert "As it stood" in run("list", "--at", "2026-11-24").out


def test_the_process_and_the_settings_are_those_of_then(run, past):
    for name, old, new in (
        ("processes/small-business.toml", 'title    = "Small', 'title    = "Tiny'),
        ("salescli.toml", 'me = "ada"', 'me = "bob"'),
    ):
        text = (past.book / name).read_text()
        assert old in text
        (past.book / name).write_text(text.replace(old, new))
    past.git("commit", "-qam", "smaller")
    assert "Tiny business" in run("show", "beta", "--full").out
    assert "Small business" in run("show", "beta", "--full", "--at", "yesterday").out


def test_a_deal_that_is_gone(run, past):
    past.git("rm", "-q", "deals/beta.toml")
    past.git("commit", "-qm", "gone")
    assert run("show", "beta").code == 2
    assert run("show", "beta", "--at", "yesterday").code == 0
    assert run("show", "bet", "--at", "yesterday").code == 0
    unknown = run("show", "beta", "--at", "2026-11-23")
    assert unknown.code == 2
    assert "there is no deal 'beta'" in unknown.err


def test_what_was_merged_later_was_not_there_yet(run, past):
    past.git("checkout", "-qb", "other", "HEAD~1")
    past.at("2026-11-25 11:00")
    run("set", "beta", "value=5")
    past.git("checkout", "-q", "-")
    past.at("2026-11-26 10:00")
    past.git("merge", "-q", "other")
    assert run("show", "beta", "--json").json["deals"][0]["value"] == 5
    assert run("show", "beta", "--at", "yesterday", "--json").json["deals"][0]["value"] is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--at", "2026-11-19"), "the book has no commit as old as Thu 19 Nov 2026 23:59"),
        (("--at", "2026-11-27"), "--at: Fri 27 Nov 2026, tomorrow, is in the future"),
        (("--at", "tomorrow"), "is in the future"),
        (("--at", "then"), "--at: 'then'"),
        (("--at", "yesterday", "--today", "2026-11-25"), "don't go together"),
    ],
)
@pytest.mark.parametrize("command", [("list",), ("show", "acme")], ids=["list", "show"])
@pytest.mark.usefixtures("past")
def test_what_can_not_be_shown(run, command, arguments, said):
    refused = run(*command, *arguments)
    assert refused.code == 2
    assert said in refused.err
    assert refused.out == ""


def test_without_git(run, past):
    (past.book / ".git").rename(past.book / "moved-away")
    refused = run("list", "--at", "yesterday")
    assert refused.code == 2
    assert "the book has no history: the book is not a git repository" in refused.err


def test_a_book_inside_a_larger_repository(run, past):
    (past.book / "sub").mkdir()
    past.git("mv", "deals", "processes", "salescli.toml", "sub")
    past.git("commit", "-qm", "moved")
    past.at("2026-11-27 10:00")
    listed = run("list", "--at", "yesterday", "--book", str(past.book / "sub"), "--json")
    assert [one["deal"] for one in listed.json["deals"]] == ["beta"]


def test_nothing_is_left_behind_nor_changed(run, past, tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    before = sorted(past.book.rglob("*.toml"))
    run("list", "--at", "yesterday")
    run("show", "nobody", "--at", "yesterday")
    assert list(folder.iterdir()) == []
    assert sorted(past.book.rglob("*.toml")) == before
    assert past.git("status", "--porcelain") == ""


def test_neither_links_nor_other_repositories_are_followed(run, past):
    (past.book / "deals/link.toml").symlink_to("/etc/passwd")
    past.git("add", "deals/link.toml")
    past.git("commit", "-qm", "a link")
    listed = run("list", "--all", "--at", "today", "--json")
    assert [one["deal"] for one in listed.json["deals"]] == ["acme", "beta"]


@pytest.mark.parametrize("text", some(COMMITTED, 3, 0))
def test_hostile_text_is_shown_and_never_obeyed(run, past, text):
    past.edit("beta", 'company = "Beta"', f"company = {toml_text(text)}", f"- {text}")
    for command in (("list",), ("show", "beta")):
        shown = run(*command, "--at", "today")
        assert shown.code == 0
        assert not [char for char in shown.out if is_unsafe(char) and char != "\n"]
