"""A repository that somebody else made: it runs nothing that git itself would not, and leads
nowhere out of the book."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from committing import Past

from salescli.store.memory import MADE_BY, is_plain, memory
from salescli.store.past import files_then
from salescli.store.remote import Line, check_branch

PROGRAMS = (
    *("core.fsmonitor", "core.pager", "pager.log", "pager.status", "diff.external", "core.editor"),
    *("gpg.program", "core.sshCommand", "diff.toml.textconv", "diff.toml.command", "alias.log"),
)
HOOKS = ("post-index-change", "fsmonitor-watchman", "reference-transaction", "post-checkout")
READING = (
    *(("next",), ("list",), ("check",), ("show", "acme"), ("history",), ("history", "acme")),
    *(("doctor",), ("list", "--at", "2026-11-21"), ("undo",)),
)


@pytest.fixture
def past(acme, monkeypatch) -> Past:
    return Past(acme.parent.parent, monkeypatch)


@pytest.fixture
def traitor(tmp_path_factory) -> Path:
    """A program that notes that it was run."""
    folder = tmp_path_factory.mktemp("traitor")
    program = folder / "program"
    program.write_text(f'#!/bin/sh\necho "$0" >> {folder}/ran\nexec cat\n')
    program.chmod(0o755)
    return program


def test_reading_runs_nothing_that_the_repository_names(past, run, traitor, acme):
    for name in PROGRAMS:
        past.git("config", name, str(traitor))
    past.git("config", "log.showSignature", "true")
    (past.book / ".gitattributes").write_text("*.toml diff=toml\n")
    hooks = past.book / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for name in HOOKS:
        (hooks / name).write_bytes(traitor.read_bytes())
        (hooks / name).chmod(0o755)
    acme.write_text(acme.read_text() + "\n# more\n")
    for arguments in READING:
        run(*arguments)
    assert not traitor.with_name("ran").exists()


def test_a_book_that_looks_like_a_repository_is_none(past, run, traitor, tmp_path_factory):
    """Git takes any folder with a `config`, a HEAD and objects for a repository."""
    outer = tmp_path_factory.mktemp("outer")
    subprocess.run(["git", "init", "-q"], cwd=outer, check=True)
    book = outer / "book"
    past.book.rename(book)
    for inner in list((book / ".git").iterdir()):
        inner.rename(book / inner.name)
    (book / ".git").rmdir()
    config = book / "config"
    for key, value in (("bare", "false"), ("worktree", str(book)), ("fsmonitor", str(traitor))):
        subprocess.run(["git", "config", "-f", config, f"core.{key}", value], check=True)
    try:
        for arguments in (*READING, ("note", "acme", "-m", "x"), ("sync",), ("doctor", "--fix")):
            run(*arguments, "--book", str(book))
        assert not traitor.with_name("ran").exists()
    finally:
        book.rename(past.book)


@pytest.mark.parametrize(
    ("file", "plain"),
    [
        *(("deals/acme.toml", True), ("processes/past/x.1.toml", True), ("deals/..toml", True)),
        *(("deals/../x", False), ("../x", False), ("deals/.git/config", False)),
        *(("deals/.GIT/hooks/x", False), ("deals/.g\u200cit/x", False)),
    ],
)
def test_names_that_lead_nowhere_but_down(file, plain):
    assert is_plain(file) is plain


def forge(past: Past, inner: str) -> str:
    """A tree of a book in which `deals` holds a folder of that name, with a file `sly.toml`."""
    blob = past.git("hash-object", "-w", "salescli.toml").strip()
    deal = past.git("rev-parse", "HEAD:deals/acme.toml").strip()

    def tree(*entries: str) -> str:
        raw = b"".join(
            f"{mode} {name}".encode() + b"\0" + bytes.fromhex(oid)
            for mode, name, oid in (entry.split(" ") for entry in entries)
        )
        made = subprocess.run(
            ["git", "hash-object", "-w", "-t", "tree", "--literally", "--stdin"],
            input=raw, cwd=past.book, capture_output=True, check=True,
        )  # fmt: skip
        return made.stdout.decode().strip()

    sly = tree(f"100644 sly.toml {blob}")
    deals = tree(f"40000 {inner} {sly}", f"100644 acme.toml {deal}")
    return tree(f"40000 deals {deals}", f"100644 salescli.toml {blob}")


@pytest.mark.parametrize("inner", ["..", ".git"])
def test_a_forged_tree_leads_nowhere(past, run, inner):
    good = past.git("rev-parse", "HEAD^{tree}").strip()
    past.at("2026-11-21 09:00")
    parent = past.git("rev-parse", "HEAD").strip()
    forged = past.git("commit-tree", forge(past, inner), "-p", parent, "-m", "sly").strip()
    undone = past.git(
        "commit-tree", good, "-p", forged, "-m", f"acme: note\n\n{MADE_BY}"
    ).strip()  # fmt: skip
    past.git("update-ref", "HEAD", undone)
    past.at("2026-11-21 10:00")
    moments = memory(past.book).moments()
    assert all(is_plain(touch.file) for moment in moments for touch in moment.touched)
    remembered = memory(past.book)
    when = next(one.at for one in moments if one.commit == forged)
    assert all(map(is_plain, files_then(remembered, when)))
    run("list", "--at", "2026-11-21 09:00")
    run("history")
    run("undo", "--yes")
    assert not (past.book / "sly.toml").exists()
    assert not (past.book / "deals/.git").exists()
    assert not (past.book / ".git/sly.toml").exists()


def test_a_branch_of_the_other_end_is_quoted_in_what_is_to_be_typed(past):
    past.git("update-ref", "refs/remotes/origin/x;id", "HEAD")
    line = Line(past.book, "main", "origin", "url", "main", tracked=False)
    with pytest.raises(Exception, match="has the branch x;id") as caught:
        check_branch(line)
    assert "git branch -m 'x;id'" in caught.value.fix


@pytest.mark.parametrize("text", ["#hash\n# comment", "%H %s %n", "-m x --amend", "a\r\nb"])
def test_a_message_is_neither_a_format_nor_a_comment_nor_a_flag(past, run, text):
    assert run("skip", "acme", "demo", f"--reason={text}").code == 0
    subject = past.subjects()[0]
    assert subject == f"acme: demo skipped: {' '.join(text.split())}"
