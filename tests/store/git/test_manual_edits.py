"""Edits by hand that nobody committed: a commit of their own, before a command's."""

from __future__ import annotations

import pytest
from support.git_clock import Past

from salescli.store.git.book_commits import MADE_BY
from salescli.store.git.manual_edits import commit_manual_edits, message_by_hand

FIRST = ("--next", "discovery", "--on", "tue", "--person", "bob: Bob Ross, owner")


@pytest.fixture
def past(book, run, monkeypatch) -> Past:
    past = Past(book, monkeypatch)
    assert run("add", "Acme", "--process", "small-business", *FIRST).code == 0
    return past


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (["deals/acme.toml"], "acme: edited by hand"),
        (["deals/acme.toml", "deals/beta.toml"], "acme, beta: edited by hand"),
        (["processes/enterprise.toml"], "process enterprise: edited by hand"),
        (["salescli.toml"], "settings: edited by hand"),
        ([f"deals/{n}.toml" for n in range(6)], "0, 1, 2, 3, 2 more: edited by hand"),
    ],
)
def test_message(files, message):
    assert message_by_hand(files) == message


def test_a_command_commits_them_first_and_says_which_commit_is_its_own(run, past):
    past.edit("acme", 'company = "Acme"', 'company = "Acme Ltd"')
    assert run("note", "acme", "-m", "they rang").code == 0
    bodies = past.git("log", "-2", "--format=%B%x00").split("\0")
    assert bodies[0].strip() == f"acme: note\n\n{MADE_BY}"
    assert bodies[1].strip() == "acme: edited by hand"
    assert past.git("log", "-1", "--format=", "--numstat").split()[1] == "0"


def test_a_deal_written_by_hand_is_committed_before_it_is_added_to(run, past):
    past.file("beta").write_text('company = "Beta"\nprocess = "small-business"\n')
    assert run("note", "beta", "-m", "they rang").code == 0
    assert past.subjects()[:2] == ["beta: note", "beta: edited by hand"]


def test_whole_folders_and_nothing_that_is_not_the_books(past):
    past.edit("acme", 'company = "Acme"', 'company = "Acme Ltd"')
    (past.book / "notes.txt").write_text("mine")
    assert commit_manual_edits(past.book, [past.book / "deals", past.book / "notes.txt"])[0].done
    assert past.subjects()[0] == "acme: edited by hand"
    assert past.git("status", "--porcelain") == "?? notes.txt\n"
    assert commit_manual_edits(past.book, [past.book / "deals"])[0].done
    assert past.subjects().count("acme: edited by hand") == 1


def test_a_hook_that_refuses_them_does_not_stop_the_command(run, past):
    hook = past.book / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    past.edit("acme", 'company = "Acme"', 'company = "Acme Ltd"')
    done = run("note", "acme", "-m", "they rang")
    assert done.code == 0
    assert "written, but not committed" in done.err
    assert "they rang" in past.file("acme").read_text()


def test_without_git(run, tmp_path):
    assert run("init", ".", "--no-git", "--process", "enterprise").code == 0
    assert not commit_manual_edits(tmp_path, [tmp_path / "salescli.toml"])[0].done
