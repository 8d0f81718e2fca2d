"""git: commits of exactly the files named, and one sentence where there is none."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest
from support.fixture_cache import copy_of

from salescli.store.git import commit as git
from salescli.store.git.commit import CommitResult, commit_files, init_repository, is_repository
from salescli.store.git.refusals import NO_GIT, git_failure
from salescli.store.git.run import available

DONE = CommitResult(done=True)
DUBIOUS = """fatal: detected dubious ownership in repository at '/b'
To add an exception for this directory, call:

\tgit config --global --add safe.directory /b
"""


@pytest.fixture(autouse=True)
def clean(tmp_path, monkeypatch):
    """No configuration, identity or repository but those that a test makes."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ada@acme.example")


@pytest.fixture
def book(tmp_path, tmp_path_factory):
    def make(folder):
        (folder / "deals").mkdir(parents=True)
        assert init_repository(folder) == ""

    copy_of("nothing but a repository", make, tmp_path_factory, tmp_path / "book")
    return tmp_path / "book"


def run(folder, *arguments, check=True) -> str:
    command = ["git", "--literal-pathspecs", *arguments]
    done = subprocess.run(command, cwd=folder, check=check, capture_output=True)
    return done.stdout.decode()


def written(folder, name, text) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def committed(folder) -> list[str]:
    """The files of the last commit, with how each changed."""
    said = run(folder, "show", "--name-status", "--format=", "--no-renames", "-z").split("\0")
    return [f"{how} {name}" for how, name in zip(said[::2], said[1::2], strict=False)]


def with_hook(folder, name, script):
    hook = written(folder, f".git/hooks/{name}", f"#!/bin/sh\n{script}\n")
    hook.chmod(0o755)


def configured(folder, text):
    with (folder / ".git" / "config").open("a") as config:
        config.write(text)


def test_new_changed_and_deleted_files(book):
    a, b = written(book, "deals/a.toml", "1"), written(book, "deals/b.toml", "1")
    assert commit_files(book, [a, b], "two deals") == DONE
    assert committed(book) == ["A deals/a.toml", "A deals/b.toml"]
    a.write_text("2")
    b.unlink()
    c = written(book, "deals/c.toml", "1")
    assert commit_files(book, [a, b, c], "more") == DONE
    assert committed(book) == ["M deals/a.toml", "D deals/b.toml", "A deals/c.toml"]
    c.unlink()
    assert commit_files(book, [c], "less") == DONE
    assert committed(book) == ["D deals/c.toml"]
    assert run(book, "status", "--porcelain") == ""


def test_nothing_else_is_committed(book):
    a, b = written(book, "a", "1"), written(book, "b", "1")
    written(book, "c", "1")
    run(book, "add", "b")
    assert commit_files(book, [a], "a") == DONE
    assert committed(book) == ["A a"]
    assert run(book, "status", "--porcelain") == "A  b\n?? c\n"
    assert commit_files(book, [b], "b") == DONE
    assert committed(book) == ["A b"]


def test_nothing_to_commit_is_done(book):
    a = written(book, "a", "1")
    assert commit_files(book, [], "none") == DONE
    assert commit_files(book, [a], "a") == DONE
    written(book, "b", "1")
    assert commit_files(book, [a], "again") == DONE
    assert commit_files(book, [book / "never"], "never") == DONE
    assert run(book, "log", "--format=%s") == "a\n"


def test_files_that_came_and_went_do_not_stop_the_others(book):
    never = book / "never"
    assert commit_files(book, [never, written(book, "a", "1")], "a") == DONE
    assert committed(book) == ["A a"]
    (book / "a").unlink()
    assert commit_files(book, [never, book / "a", written(book, "b", "1")], "b") == DONE
    assert committed(book) == ["D a", "A b"]


def test_a_deletion_that_is_staged_already_is_committed(book):
    a = written(book, "a", "1")
    assert commit_files(book, [a], "a") == DONE
    run(book, "rm", "-q", "a")
    assert commit_files(book, [a], "gone") == DONE
    assert committed(book) == ["D a"]


@pytest.mark.parametrize(
    "name", ["*", ":(top)", ":!x", "-a", "--all", "a b", "ä", "'", '"', "a\nb", "[x]", "\\"]
)
def test_a_name_is_only_a_name(book, name):
    written(book, "x", "1")
    written(book, "y", "1")
    path = written(book, name, "1")
    assert commit_files(book, [path], "it") == DONE
    assert committed(book) == [f"A {name}"]
    path.unlink()
    assert commit_files(book, [path], "it is gone") == DONE
    assert committed(book) == [f"D {name}"]


@pytest.mark.parametrize(
    "message",
    ["-F /etc/passwd", "--amend", "# no comment\n\n#2", "a\n\nb\n", "ä €", "  x  ", "'$(id)`%s{0}"],
)
def test_a_message_is_only_a_message(book, message):
    assert commit_files(book, [written(book, "a", "1")], message) == DONE
    assert run(book, "log", "--format=%B").rstrip("\n") == message.rstrip("\n")


def test_a_message_is_utf8_whatever_git_is_set_to(book):
    configured(book, "[i18n]\n\tcommitEncoding = ISO-8859-1\n\tlogOutputEncoding = UTF-8\n")
    assert commit_files(book, [written(book, "a", "1")], "Züri €") == DONE
    assert run(book, "log", "--format=%s") == "Züri €\n"
    assert commit_files(book, [written(book, "a", "2")], "a\0b\ud800") == DONE
    assert run(book, "log", "-1", "--format=%s") == "ab?\n"


def test_more_files_than_a_command_line_holds(book):
    names = [f"deals/{'long-' * 30}{number}.toml" for number in range(1000)]
    assert commit_files(book, [written(book, name, "1") for name in names], "all") == DONE
    assert len(committed(book)) == 1000
    assert commit_files(book, [book / name for name in names], "again") == DONE
    (book / names[0]).unlink()
    paths = [book / name for name in names] + [book / "never", written(book, "new", "")]
    assert commit_files(book, paths, "one less") == DONE
    assert committed(book) == [f"D {names[0]}", "A new"]


def test_paths_are_taken_from_where_we_are(book, monkeypatch):
    written(book, "deals/a.toml", "1")
    monkeypatch.chdir(book / "deals")
    assert commit_files(Path(".."), [Path("a.toml")], "a") == DONE
    assert committed(book) == ["A deals/a.toml"]


def test_a_book_behind_a_link(tmp_path, book):
    (tmp_path / "link").symlink_to("book")
    link = tmp_path / "link"
    assert commit_files(link, [written(link, "a", "1")], "a") == DONE
    assert commit_files(link, [written(book, "b", "1")], "b") == DONE
    assert commit_files(book, [written(link, "c", "1")], "c") == DONE
    assert run(book, "status", "--porcelain") == ""


def test_inside_a_larger_repository(tmp_path):
    run(tmp_path, "init", "-q")
    book = tmp_path / "sales" / "book"
    path = written(book, "a.toml", "1")
    written(tmp_path, "other", "1")
    run(tmp_path, "add", "other")
    assert is_repository(book)
    assert commit_files(book, [path], "a") == DONE
    assert committed(tmp_path) == ["A sales/book/a.toml"]
    assert run(tmp_path, "status", "--porcelain", "other") == "A  other\n"


def test_a_hook_around_us_does_not_lead_us_astray(tmp_path, book, monkeypatch):
    other = tmp_path / "other"
    other.mkdir()
    run(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    monkeypatch.setenv("GIT_GLOB_PATHSPECS", "1")
    assert commit_files(book, [written(book, "a", "1")], "a") == DONE
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_GLOB_PATHSPECS"):
        monkeypatch.delenv(name)
    assert committed(book) == ["A a"]
    assert not (other / ".git" / "index").exists()


def test_a_detached_head_is_noted(book):
    a = written(book, "a", "1")
    assert commit_files(book, [a], "a") == DONE
    run(book, "checkout", "-q", "--detach")
    a.write_text("2")
    result = commit_files(book, [a], "b")
    assert (result.done, result.reason) == (True, "")
    assert "detached HEAD" in result.note
    assert "git switch -c" in result.note


def test_is_repository(tmp_path, book):
    assert is_repository(book)
    assert is_repository(book / "deals")
    assert not is_repository(tmp_path)
    assert not is_repository(book / ".git")
    assert not is_repository(tmp_path / "none")


def test_init_twice_changes_nothing(book):
    commit_files(book, [written(book, "a", "1")], "a")
    assert init_repository(book) == ""
    assert run(book, "log", "--format=%s") == "a\n"


def test_init_that_fails_says_why(tmp_path):
    (tmp_path / ".git").write_text("nonsense")
    assert init_repository(tmp_path).startswith("git said: ")
    assert init_repository(tmp_path / "none") == f"{tmp_path / 'none'} is not a folder"


def test_no_git_on_the_machine(tmp_path, book, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not available()
    assert not is_repository(book)
    assert init_repository(tmp_path) == NO_GIT
    assert commit_files(book, [written(book, "a", "1")], "a") == CommitResult(
        done=False, reason=NO_GIT
    )


def test_a_git_that_does_not_start(tmp_path, book, monkeypatch):
    def fail(*_args, **_more):
        raise OSError(12, "Cannot allocate memory")

    assert available()
    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "run", fail)
        result = commit_files(book, [book / "a"], "a")
    assert result == CommitResult(
        done=False, reason="git could not be started: cannot allocate memory"
    )
    assert "is not a folder" in commit_files(tmp_path / "none", [book / "a"], "a").reason


def refused(book, path) -> str:
    """The reason for not committing; the repository is as before."""
    before = run(book, "rev-parse", "HEAD", check=False)
    result = commit_files(book, [path], "it")
    assert not result.done
    assert "\n" not in result.reason
    assert run(book, "rev-parse", "HEAD", check=False) == before
    assert path.read_text() == "new"
    return result.reason


def test_not_a_repository(tmp_path, book):
    path = written(tmp_path, "plain/a", "new")
    assert refused(tmp_path / "plain", path) == (
        "the book is not a git repository: type git init in it"
    )
    assert "git's own folder" in refused(book / ".git", written(book, ".git/a", "new"))


def test_nobody_has_told_git_who_we_are(book, monkeypatch):
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{who}_NAME")
        monkeypatch.delenv(f"GIT_{who}_EMAIL")
    configured(book, "[user]\n\tuseConfigOnly = true\n")
    reason = refused(book, written(book, "a", "new"))
    assert "git does not know who you are" in reason
    assert "git config --global user.name" in reason
    assert "git config --global user.email" in reason
    configured(book, "[user]\n\tname = Ada\n\temail = ada@acme.example\n")
    assert commit_files(book, [book / "a"], "a") == DONE


@pytest.mark.parametrize("name", ["pre-commit", "commit-msg"])
def test_a_hook_that_refuses(book, name):
    with_hook(
        book, name, "echo first\nprintf '\\033[31mno\\033[0m deals\\a on Friday\\n\\n'\nexit 3"
    )
    reason = refused(book, written(book, "a", "new"))
    assert reason == f"the hook {name} of the repository refused: no deals on Friday"
    (book / ".git" / "hooks" / name).unlink()
    assert commit_files(book, [book / "a"], "a") == DONE


@pytest.mark.parametrize("there", ["inside", "elsewhere"])
@pytest.mark.parametrize("name", ["pre-commit", "commit-msg"])
def test_of_two_hooks_the_one_that_refuses_is_named(book, tmp_path_factory, name, there):
    for other in ("pre-commit", "commit-msg"):
        with_hook(book, other, "echo never\nexit 1" if other == name else "exit 0")
    if there == "elsewhere":
        (book / ".git/hooks").rename(folder := tmp_path_factory.mktemp("team") / "hooks")
        configured(book, f"[core]\n\thooksPath = {folder}\n")
    assert refused(book, written(book, "a", "new")) == (
        f"the hook {name} of the repository refused: never"
    )


def test_a_hook_that_refuses_without_a_word(book):
    with_hook(book, "pre-commit", "exit 1")
    reason = refused(book, written(book, "a", "new"))
    assert (
        reason == "the hook pre-commit of the repository refused it, without a word (exit code 1)"
    )


def test_a_hook_that_leaves_something_running_is_not_waited_for(tmp_path, book):
    with_hook(book, "post-commit", f"sleep 600 & echo $! > '{tmp_path}/pid'")
    assert commit_files(book, [written(book, "a", "1")], "a") == DONE
    os.kill(int((tmp_path / "pid").read_text()), signal.SIGTERM)  # raises if it has ended


def test_ignored_files(book):
    written(book, ".gitignore", "*.secret\n")
    reason = refused(book, written(book, "a.secret", "new"))
    assert reason == "git ignores a.secret: take it out of .gitignore"


def test_one_ignored_file_is_not_passed_over(book):
    written(book, ".gitignore", "*.secret\n")
    paths = [written(book, "a", "1"), written(book, "a.secret", "1")]
    assert "git ignores a.secret" in commit_files(book, paths, "both").reason
    run(book, "add", "-f", "a.secret")
    assert commit_files(book, paths, "both") == DONE
    assert committed(book) == ["A a", "A a.secret"]


def test_files_outside(tmp_path, book):
    assert "is outside repository" in refused(book, written(tmp_path, "a", "new"))


def test_a_signature_that_fails(book):
    configured(book, "[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = false\n")
    assert refused(book, written(book, "a", "new")).startswith("git could not sign the commit: ")


@pytest.mark.parametrize("language", ["C", "another"])
def test_a_filter_that_fails_is_no_signature(book, monkeypatch, language):
    configured(book, "[commit]\n\tgpgSign = true\n[gpg]\n\tprogram = false\n")
    configured(book, '[filter "crypt"]\n\tclean = false\n\trequired = true\n')
    written(book, ".gitattributes", "deals/* filter=crypt\n")
    if language == "another":
        monkeypatch.setattr(git, "known_reason", lambda _: "")
    reason = refused(book, written(book, "deals/a", "new"))
    assert (
        reason == "the filter crypt failed that git runs on the files: see git config "
        "--get-regexp filter"
    )


@pytest.mark.parametrize(("status", "said"), [(1, b""), (128, b""), (1, b"oops"), (-7, b"")])
def test_a_full_disk_is_said_before_anything_is_guessed(book, monkeypatch, status, said):
    with_hook(book, "pre-commit", "exit 1")
    full = os.statvfs_result((4096, 4096, 1000, 3, 3, 100, 50, 50, 0, 255))
    monkeypatch.setattr(os, "statvfs", lambda _: full)
    reason = git.commit_refusal(book, ["a"], (status, said), 0.0)
    assert reason == "no space is left on the disk: free some space, then repeat the command"


def test_where_there_is_no_hook_none_is_accused(book):
    assert git.commit_refusal(book, ["a"], (1, b"odd"), 0.0) == "git said: odd"


@pytest.mark.parametrize("lock", ["index.lock", "HEAD.lock"])
def test_a_lock_that_stays(book, monkeypatch, lock):
    slept = []
    monkeypatch.setattr(git.time, "sleep", slept.append)
    file = written(book, f".git/{lock}", "")
    reason = refused(book, written(book, "a", "new"))
    assert reason.startswith("another git is running")
    assert str(file) in reason
    assert len(slept) == 5
    assert file.exists()


def test_a_lock_that_goes_away(book, monkeypatch):
    file = written(book, ".git/index.lock", "")
    monkeypatch.setattr(git.time, "sleep", lambda _seconds: file.unlink())
    assert commit_files(book, [written(book, "a", "1")], "a") == DONE
    assert committed(book) == ["A a"]


@pytest.fixture
def diverged(book):
    """Two branches that changed the same file, and another file to commit."""
    for switch, text in (("-bours", "1"), ("-btheirs", "2"), ("ours", "3")):
        run(book, "checkout", "-q", switch)
        assert commit_files(book, [written(book, "a", text), written(book, "b", "old")], text).done
    written(book, "b", "new")
    return book


@pytest.mark.parametrize(
    ("arguments", "doing"),
    [
        (["merge", "theirs"], "merge"),
        (["rebase", "--autostash", "theirs"], "rebase"),
        (["rebase", "--apply", "--autostash", "theirs"], "rebase"),
        (["cherry-pick", "theirs"], "cherry-pick"),
        (["revert", "theirs"], "revert"),
    ],
)
def test_in_the_middle_of_something(diverged, arguments, doing):
    run(diverged, *arguments, check=False)
    written(diverged, "b", "new")
    reason = refused(diverged, diverged / "b")
    assert reason == f"a {doing} is in progress: finish it, then commit the file"


def test_a_rebase_that_stopped_to_edit(diverged, monkeypatch):
    """Git itself would commit here, into the middle of the history."""
    monkeypatch.setenv("GIT_SEQUENCE_EDITOR", "sed -i.old 's/^pick/edit/'")
    run(diverged, "rebase", "--autostash", "-i", "HEAD~1")
    written(diverged, "b", "new")
    assert "a rebase is in progress" in refused(diverged, diverged / "b")


FULL = "git could not write to the disk, which may be full"


@pytest.mark.parametrize(
    ("status", "said", "reason"),
    [
        (128, "fatal: bad\nhint: do this\n", "git said: fatal: bad"),
        (128, "", "git failed (exit code 128)"),
        (1, "", "git failed (exit code 1)"),
        (1, "error: odd", "git said: error: odd"),
        (1, "x" * 900, "git said: " + "x" * 200),
        (128, "fatal: cannot do a partial commit during a merge.", "a merge is in progress: "),
        (128, "error: write: No space left on device\nfatal: x", "no space is left on the disk"),
        (1, "error: unable to write file /book/deals/a.toml", f"{FULL}: free some space, then"),
        (1, "error: cannot update ref 'r': couldn't write '/b/r.lock'", f"{FULL}: free some"),
        (1, "error: couldn't write '/b/r': Permission denied", "git said: error: couldn't write"),
        (128, "error: gpg failed to sign the data:\nx", "git could not sign the commit: gpg fail"),
        (128, "error: Couldn't load public key /k: No", "git could not sign the commit: Couldn't"),
        (128, "fatal: a: clean filter 'crypt' failed", "the filter crypt failed that git runs"),
        (128, "fatal: a: smudge filter lfs failed", "the filter lfs failed that git runs"),
        (128, DUBIOUS, "it belongs to another user: to trust it, git config --global --add safe"),
        (128, "fatal: \x1b[31m{0}\x07\xff", "git said: fatal: {0}"),
    ],
)
def test_reasons(status, said, reason):
    assert git_failure(status, said.encode("latin-1")).startswith(reason)


def test_importing_it_starts_nothing():
    import sys

    code = "import sys, salescli.store.git\nprint(*sorted(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not set(loaded.stdout.split()) & {"subprocess", "shutil", "tempfile"}


def test_these_tests_use_a_real_git():
    assert shutil.which("git")
