"""A repository that somebody else made: it runs nothing that git itself would not, and leads
nowhere out of the book."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from support.git_clock import Past
from support.table import each

from salescli.store.git import run as gitrun
from salescli.store.git.book_commits import MADE_BY
from salescli.store.git.divergence import compare
from salescli.store.git.foreign_programs import own_programs
from salescli.store.git.history import is_plain, open_history
from salescli.store.git.snapshot import files_at
from salescli.store.git.upstream import Upstream

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
def past(acme, monkeypatch, tmp_path_factory) -> Past:
    """A book that was handed over: nothing of it is known here."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
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


# Two drivers are named as `-c` could not name them.
FILTERS = ("filter.x.clean", "filter.a=b.clean", "filter.a=b.smudge", "filter.p.process")
ATTRIBUTES = "*.toml filter=a=b\ndeals/acme.toml filter=x\nsalescli.toml filter=p\n"


def test_looking_back_runs_no_filter(past, run, traitor, acme):
    for name in FILTERS:
        past.git("config", name, str(traitor))
        past.git("config", f"{name.rpartition('.')[0]}.required", "true")
    (past.book / ".git/info").mkdir(exist_ok=True)
    (past.book / ".git/info/attributes").write_text(ATTRIBUTES)
    acme.write_text(acme.read_text() + "\n# more\n")
    for arguments in READING:
        run(*arguments)
    assert not traitor.with_name("ran").exists()
    assert any(not item["commit"] for item in run("history", "--json").json["history"])
    subprocess.run(["git", "status"], cwd=past.book, check=False, capture_output=True)
    assert traitor.with_name("ran").exists()


@pytest.fixture
def partial(past, traitor) -> Past:
    """A partial clone that lacks what its deals held, and a program that would fetch it."""
    settings = {
        "extensions.partialClone": "origin",
        "core.repositoryformatversion": "1",
        "remote.origin.promisor": "true",
        "remote.origin.uploadpack": str(traitor),
        "remote.origin.url": str(traitor.parent),
    }
    past.edit("acme", "company", "company ", "wider")
    for name, value in settings.items():
        past.git("config", name, value)
    blobs = [line.split() for line in past.git("ls-tree", "-r", "HEAD~1", "deals").splitlines()]
    for pack in list((past.book / ".git/objects/pack").iterdir()):
        moved = pack.rename(traitor.with_name(pack.name))
        if moved.suffix == ".pack":
            with moved.open("rb") as file:
                subprocess.run(
                    ["git", "unpack-objects", "-q"], cwd=past.book, stdin=file, check=True
                )
    for _, _, blob, _ in blobs:
        (past.book / ".git/objects" / blob[:2] / blob[2:]).unlink()
    return past


@pytest.mark.usefixtures("partial")
def test_looking_back_fetches_nothing(run, traitor):
    for arguments in READING:
        done = run(*arguments)
        assert done.code in (0, 1, 2)
    assert not traitor.with_name("ran").exists()
    refused = run("history")
    assert (refused.code, "is missing" in refused.err) == (2, True)
    assert "git fetch --refetch" in refused.err


@pytest.mark.usefixtures("partial")
def test_nor_where_git_is_too_old_to_be_told_so(run, traitor, monkeypatch):
    """An older git knows which protocols are allowed, not that nothing is to be fetched."""
    monkeypatch.setitem(gitrun._OFFLINE, "GIT_NO_LAZY_FETCH", "0")
    refused = run("history")
    assert not traitor.with_name("ran").exists()
    assert (refused.code, "git fetch --refetch" in refused.err) == (2, True)


def test_looking_back_leaves_other_repositories_in_it_alone(past, run, traitor):
    inner = past.book / "deals/inner"
    subprocess.run(["git", "init", "-q", inner], check=True)
    (inner / "a.toml").write_text("a = 1\n")
    for arguments in (("add", "."), ("commit", "-qm", "x"), ("config", "core.fsmonitor", traitor)):
        subprocess.run(["git", *arguments], cwd=inner, check=True)
    past.git("-c", "advice.addEmbeddedRepo=false", "add", "deals/inner")
    past.git("commit", "-qm", "inner")
    traitor.with_name("ran").unlink(missing_ok=True)
    (inner / "a.toml").write_text("a = 2\n")
    for arguments in READING:
        run(*arguments)
    assert not traitor.with_name("ran").exists()
    assert run("history").code == 0  # though its commits are not in this one


# What can't be avoided is said before, once

# A journal of a merge that has no files, so that all of them are in place.
NO_FILES = json.dumps(
    {
        "version": 2,
        "message": "",
        "merge": {"ours": "a", "theirs": "b", "commit": "c", "message": "m", "entries": []},
        "files": [],
        "size": 0,
        "check": 0,
    }
)


def hooked(past: Past, traitor: Path) -> None:
    hook = past.book / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_bytes(traitor.read_bytes())
    hook.chmod(0o755)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(
            ("hook.x.command", "x"),
            ("core.hooksPath", "hooks"),
            ("core.sshCommand", "x"),
            ("gpg.ssh.program", "x"),
        ),
        *(("filter.a=b.clean", "x"), ("filter.x.y.process", "x"), ("merge.other.driver", "x")),
        *(("credential.helper", "x"), ("credential.https://a.example.helper", "x")),
        *(("remote.origin.uploadpack", "x"), ("remote.origin.vcs", "x"), ("core.gitProxy", "x")),
        *(("remote.origin.url", "ext::sh -c x"), ("url.ext::sh.insteadOf", "https://")),
    ],
)
def test_a_setting_that_names_a_program_is_known(past, name, value):
    assert own_programs(past.book) == []
    past.git("config", name, value)
    assert [one.lower() for one in own_programs(past.book)] == [name.lower()]


def test_settings_of_another_file_are_known(past, tmp_path_factory):
    other = tmp_path_factory.mktemp("other") / "config"
    other.write_text("[core]\n\tsshCommand = x\n")
    past.git("config", "include.path", str(other))
    past.git("config", "remote.origin.url", "https://git.example/book.git")
    past.git("config", "user.name", "x")
    assert own_programs(past.book) == ["core.sshcommand"]


def test_the_programs_of_a_folder_handed_over_run_after_they_were_named(past, run, traitor):
    hooked(past, traitor)
    first = run("note", "acme", "-m", "one")
    assert (first.code, traitor.with_name("ran").exists()) == (0, False)
    assert "the hook pre-commit" in first.err
    again = run("note", "acme", "-m", "two")
    assert (again.code, again.err, traitor.with_name("ran").exists()) == (0, "", True)
    assert past.subjects()[:2] == ["acme: note", "acme: note"]
    assert "two" not in past.git("show", "HEAD~1:deals/acme.toml")


def test_they_are_named_by_the_first_command_that_gets_so_far(past, run, traitor):
    """One that fails, or that can't read what was cut off, names nothing."""
    hooked(past, traitor)
    journal = past.book / ".salescli/journal"
    for content in ("garbage", NO_FILES):
        journal.write_text(content)
        run("next", "--list")
        run("note", "acme", "-m", "zero")
        journal.unlink(missing_ok=True)
    assert run("person", "acme", "nobody", "--remove").code == 2
    assert not traitor.with_name("ran").exists()
    named = run("note", "acme", "-m", "one")
    assert ("the hook pre-commit" in named.err, traitor.with_name("ran").exists()) == (True, False)
    assert run("note", "acme", "-m", "two").err == ""


def test_sync_leaves_it_at_naming_them_first(past, run, traitor, tmp_path_factory):
    other = tmp_path_factory.mktemp("remote")
    subprocess.run(["git", "init", "-q", "--bare", other], check=True)
    past.git("remote", "add", "origin", str(other))
    past.git("config", "remote.origin.receivepack", str(traitor))
    refused = run("sync")
    assert (refused.code, traitor.with_name("ran").exists()) == (2, False)
    assert "remote.origin.receivepack" in refused.err


def test_what_the_owner_puts_into_a_known_repository_is_not_remarked_upon(past, run, traitor):
    assert run("note", "acme", "-m", "one").err == ""
    hooked(past, traitor)
    assert run("note", "acme", "-m", "two").err == ""
    assert traitor.with_name("ran").exists()


def test_another_repository_in_its_place_is_not_known(past, run, traitor):
    run("note", "acme", "-m", "one")
    (past.book / ".git").rename(past.book / "old")
    shutil.copytree(past.book / "old", past.book / ".git")
    hooked(past, traitor)
    assert "the hook pre-commit" in run("note", "acme", "-m", "two").err


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


@each(
    "file, plain",
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
    moments = open_history(past.book).moments()
    assert all(is_plain(touch.file) for moment in moments for touch in moment.touched)
    remembered = open_history(past.book)
    when = next(one.at for one in moments if one.commit == forged)
    assert all(map(is_plain, files_at(remembered, when)))
    run("list", "--at", "2026-11-21 09:00")
    run("history")
    run("undo", "--yes")
    assert not (past.book / "sly.toml").exists()
    assert not (past.book / "deals/.git").exists()
    assert not (past.book / ".git/sly.toml").exists()


def test_a_branch_of_the_other_end_is_quoted_in_what_is_to_be_typed(past):
    past.git("update-ref", "refs/remotes/origin/x;id", "HEAD")
    line = Upstream(past.book, "main", "origin", "main", tracked=False)
    with pytest.raises(Exception, match="has the branch x;id") as caught:
        compare(line)
    assert "git branch -m 'x;id'" in caught.value.fix


@pytest.mark.parametrize("text", ["#hash\n# comment", "%H %s %n", "-m x --amend", "a\r\nb"])
def test_a_message_is_neither_a_format_nor_a_comment_nor_a_flag(past, run, text):
    assert run("skip", "acme", "demo", f"--reason={text}").code == 0
    subject = past.subjects()[0]
    assert subject == f"acme: demo skipped: {' '.join(text.split())}"


@pytest.mark.parametrize("how", ["beside", "inside", "whole", "file", "rewritten", "work tree"])
def test_a_folder_that_is_its_other_copy_runs_nothing_unnamed(past, run, traitor, how):
    """The remote of a book that was handed over may be a folder that was packed with it."""
    folder = past.book / "packed" / ("hub" if how == "work tree" else "hub.git")
    bare = () if how == "work tree" else ("--bare",)
    subprocess.run(["git", "init", "-q", *bare, "-b", "main", folder], check=True)
    past.git("branch", "-M", "main")
    own = folder / ".git" if how == "work tree" else folder
    hook = own / "hooks" / "post-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_bytes(traitor.read_bytes())
    hook.chmod(0o755)
    with (own / "config").open("a") as file:
        file.write("[core]\n\thooksPath = hooks\n[receive]\n\tdenyCurrentBranch = ignore\n")
    address = {
        "beside": "packed/hub",
        "inside": "packed/hub.git",
        "whole": str(folder),
        "file": folder.as_uri(),
        "rewritten": "https://git.example/hub.git",
        "work tree": "./packed/hub",
    }[how]
    if how == "rewritten":
        past.git("config", f"url.{past.book}/packed/.insteadOf", "https://git.example/")
    past.git("remote", "add", "origin", address)
    refused = run("sync")
    said = " ".join(refused.err.split())
    assert (refused.code, traitor.with_name("ran").exists()) == (2, False)
    assert "the hook post-receive of " in said
    assert "core.hookspath of " in said
    assert run("sync").code == 0
    assert traitor.with_name("ran").exists()


def test_a_monitor_that_the_repository_names_is_never_run(past, run, traitor):
    """Git would ask it on each commit, and a server that it starts would keep our lock."""
    past.git("config", "core.fsmonitor", str(traitor))
    traitor.with_name("ran").unlink(missing_ok=True)
    for line in (("note", "acme", "-m", "one"), ("sync",), ("undo", "--yes"), ("doctor", "--fix")):
        assert run(*line).code in (0, 2)
    assert not traitor.with_name("ran").exists()


@pytest.fixture
def part(past, tmp_path_factory):
    """A partial clone of a book with a past, which has none of the earlier files."""
    hub = tmp_path_factory.mktemp("hub")
    past.git("clone", "-q", "--bare", ".", str(hub / "hub.git"))
    for name in ("allowFilter", "allowAnySHA1InWant"):
        subprocess.run(
            ["git", "config", f"uploadpack.{name}", "true"], cwd=hub / "hub.git", check=True
        )
    address = (hub / "hub.git").as_uri()
    past.git("clone", "-q", "--filter=blob:none", address, str(hub / "part"))
    return hub / "part"


def test_doctor_names_what_a_partial_clone_lacks(part, run):
    run("doctor", "--fix", "--book", str(part))
    said = " ".join(run("doctor", "--book", str(part)).out.split())
    assert "a partial clone: " in said
    assert "git fetch --refetch --no-filter" in said
    assert "All is well" not in said
    subprocess.run(["git", "fetch", "-q", "--refetch", "--no-filter"], cwd=part, check=True)
    assert "partial clone" not in run("doctor", "--book", str(part)).out


@pytest.mark.parametrize("line", [("history",), ("history", "acme"), ("undo", "--yes")])
def test_a_real_partial_clone_says_what_brings_the_rest(part, run, line):
    there = ("--book", str(part))
    done = run(*line, *there)
    assert done.code == 2
    assert "this is a partial clone, which lacks a part of its history" in done.err
    assert "git fetch --refetch --no-filter" in done.err
    subprocess.run(["git", "fetch", "-q", "--refetch", "--no-filter"], cwd=part, check=True)
    assert run(*line, *there).code == 0
