"""git is asked once where its answer can't be another, and again after every change that counts."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from support.fixture_cache import copy_of

from salescli.store.git import kept_answers
from salescli.store.git.kept_answers import ASK_BRANCH, LIST_SETTINGS, forget_answers
from salescli.store.git.run import list_settings, overruled, run_git

PLACE = ("rev-parse", "--is-inside-work-tree", "--absolute-git-dir")


@pytest.fixture
def folder(tmp_path, tmp_path_factory) -> Path:
    def make(folder):
        (folder / "deals").mkdir(parents=True)
        git(folder, "init", "-q", "-b", "main")

    copy_of("a repository with deals", make, tmp_path_factory, tmp_path)
    forget_answers()
    return tmp_path


@pytest.fixture
def started(monkeypatch) -> list[list[str]]:
    """The git processes that were started to answer: not the one that names the system's file."""
    real, commands = subprocess.run, []

    def run(command, **how):
        if command[-1] != "--edit":
            commands.append(command)
        return real(command, **how)

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def said_by_git(folder: Path, *arguments: str) -> bytes:
    """What git itself says: b'' where it refuses."""
    return subprocess.run(["git", *arguments], cwd=folder, check=False, capture_output=True).stdout


@pytest.mark.parametrize("below", ["", "deals"])
def test_an_answer_is_asked_for_once(folder, started, below):
    place = folder / below
    answers = [(run_git(place, *PLACE).stdout, list_settings(place)) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert [tuple(command[-len(LIST_SETTINGS) :]) for command in started] == [LIST_SETTINGS]


PLACES = (
    *("--is-inside-work-tree", "--absolute-git-dir", "--show-toplevel", "--show-prefix"),
    "--git-common-dir",
)


@pytest.mark.parametrize("below", ["", "deals", "deals/größer"])
def test_where_a_repository_lies_follows_from_its_settings(folder, started, below):
    place = folder / below
    place.mkdir(exist_ok=True)
    said = [said_by_git(place, "rev-parse", *names) for names in (PLACES, *zip(PLACES))]
    list_settings(place)
    del started[:]
    known = [run_git(place, "rev-parse", *names).stdout for names in (PLACES, *zip(PLACES))]
    assert known == said
    assert not started


def bare(folder):
    git(folder, "config", "core.bare", "true")


def another_tree(folder):
    git(folder, "config", "core.worktree", str(folder / "deals"))


def of_another_user(folder):
    if os.geteuid():
        pytest.skip("only root gives a folder away")
    os.chown(folder, 12345, 12345)
    os.chown(folder / ".git", 12345, 12345)


@pytest.mark.parametrize("state", [bare, another_tree, of_another_user])
def test_git_says_where_one_lies_that_is_not_as_most_are(folder, started, state):
    state(folder)
    list_settings(folder)
    del started[:]
    run_git(folder, *PLACE)
    assert len(started) == 1


def setting(folder, _patch):
    git(folder, "config", "core.autocrlf", "true")


def kept_time(folder, _patch):
    config, before = folder / ".git" / "config", (folder / ".git" / "config").stat()
    text = config.read_text()
    with config.open("r+") as file:  # the same file, size and times
        file.write(text.replace("logallrefupdates = true", "logallrefupdates = True"))
    os.utime(config, ns=(before.st_atime_ns, before.st_mtime_ns))


def worktree_setting(folder, _patch):
    (folder / ".git" / "config.worktree").write_text("[core]\n\tfsmonitor = true\n")


def own_setting(_folder, patch):
    patch.setenv("GIT_CONFIG_GLOBAL", os.environ["HOME"] + "/settings")


def own_file(_folder, _patch):
    (Path(os.environ["HOME"]) / "global").write_text("[core]\n\tfsmonitor = true\n")


def file_of_xdg(folder, patch):
    patch.setenv("XDG_CONFIG_HOME", str(folder / "xdg"))


def setting_by_variable(_folder, patch):
    patch.setenv("GIT_CONFIG_COUNT", "0")


def another_home(folder, patch):
    patch.setenv("HOME", str(folder / "deals"))


def another_path(_folder, patch):
    patch.setenv("PATH", os.environ["PATH"] + ":/nowhere")


def branch(folder, _patch):
    (folder / ".git" / "HEAD").write_text("ref: refs/heads/other\n")


def rights(folder, _patch):
    folder.chmod(0o700 if folder.stat().st_mode & 0o77 else 0o755)


def owner(folder, _patch):
    if os.geteuid():
        pytest.skip("only root gives a folder away")
    os.chown(folder / ".git", 12345, 12345)


def another_repository(folder, _patch):
    (folder / ".git").rename(folder / "old")
    git(folder, "init", "-q")


def nearer_repository(folder, _patch):
    git(folder / "deals", "init", "-q")


def posing_folder(folder, _patch):
    (folder / "deals" / "HEAD").write_text("ref: refs/heads/main\n")


CHANGES = [
    *(setting, kept_time, worktree_setting, own_setting, own_file, file_of_xdg),
    *(setting_by_variable, another_home, another_path, branch, rights, owner),
    *(another_repository, nearer_repository, posing_folder),
]


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_that_counts_makes_it_asked_for_again(folder, started, monkeypatch, change):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.environ["HOME"] + "/global")
    place = folder / "deals"
    for _ in range(2):
        run_git(place, *PLACE)
        list_settings(place)
    assert len(started) == 1
    change(folder, monkeypatch)
    del started[:]
    where = run_git(place, *PLACE).stdout
    list_settings(place)
    asked = [tuple(command[-len(LIST_SETTINGS) :]) for command in started]
    assert asked.count(LIST_SETTINGS) == 1
    assert where == said_by_git(place, *PLACE)


@pytest.mark.parametrize("there", [True, False])
def test_the_settings_of_all_users_are_looked_for_where_git_was_built_to(
    folder, started, monkeypatch, tmp_path_factory, there
):
    """As with Homebrew, whose git has them in a folder of its own: here a program that sets it."""
    monkeypatch.setattr(kept_answers, "_MOMENT", 0)
    place = tmp_path_factory.mktemp("built")
    system, program = place / "gitconfig", place / "git"
    if there:
        system.write_text("[core]\n\tautocrlf = true\n")
    program.write_text(
        f"#!/bin/sh\nunset GIT_CONFIG_NOSYSTEM; export GIT_CONFIG_SYSTEM={system}\n"
        f'exec {shutil.which("git")} "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{place}:{os.environ['PATH']}")
    for _ in range(5):
        before = list_settings(folder)
    assert len(started) == 3  # the first two were without that file
    system.write_text("[core]\n\tfsmonitor = /bin/evil\n")
    assert ("core.fsmonitor", "/bin/evil") in list_settings(folder)[0]
    assert ("core.fsmonitor", "/bin/evil") not in before[0]


def test_where_git_does_not_say_where_these_are_nothing_is_kept(
    folder, started, monkeypatch, tmp_path_factory
):
    monkeypatch.setattr(kept_answers, "_MOMENT", 0)
    program = tmp_path_factory.mktemp("built") / "git"
    real = shutil.which("git")
    program.write_text(f'#!/bin/sh\ncase "$*" in *--edit) exit 1;; esac\nexec {real} "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    for _ in range(3):
        list_settings(folder)
    assert len(started) == 3


def test_for_a_moment_nobody_asks_where_these_are(folder, monkeypatch):
    monkeypatch.setenv("PATH", os.environ["PATH"] + ":/nowhere")  # so that it isn't known
    monkeypatch.setattr(kept_answers, "_MOMENT", 3600)
    monkeypatch.setattr(kept_answers, "_ask_system_file", None)
    assert list_settings(folder) == list_settings(folder)
    git(folder, "config", "core.fsmonitor", "/bin/evil")
    assert ("core.fsmonitor", "/bin/evil") in list_settings(folder)[0]


def included(folder):
    git(folder, "config", "include.path", "more")


def detached(folder):
    (folder / ".git" / "HEAD").write_text("0" * 40)


def linked(folder):
    (folder / ".git").rename(folder / "own")
    (folder / ".git").symlink_to("own")


def pointed_to(folder):
    (folder / ".git").rename(folder / "own")
    (folder / ".git").write_text("gitdir: own\n")


def shared(folder):
    (folder / ".git" / "commondir").write_text(".\n")


def no_repository(folder):
    (folder / ".git" / "HEAD").unlink()


@pytest.mark.parametrize("state", [included, detached, linked, pointed_to, shared, no_repository])
def test_nothing_is_kept_where_git_may_look_elsewhere(folder, started, state):
    state(folder)
    before = len(started)
    for _ in range(3):
        run_git(folder, *PLACE)
    assert len(started) == before + 3


def test_a_pipe_among_the_settings_is_refused_and_git_not_asked(folder, started):
    os.mkfifo(folder / ".git" / "config.worktree")
    for _ in range(3):
        assert b"is a pipe" in run_git(folder, *PLACE).stderr
    assert started == []


def test_a_refusal_is_not_kept(folder, started):
    (folder / ".git" / "config").write_text("[core\n")
    assert overruled(folder)[1] == overruled(folder)[1] != b""
    assert len(started) == 2


def test_a_program_that_is_set_later_is_seen_by_the_next_command(folder):
    assert overruled(folder) == ((), b"")
    git(folder, "config", "core.fsmonitor", "/bin/evil")
    assert overruled(folder) == (("-c", "core.fsmonitor=false"), b"")


BRANCHES = ("main", "trunk/of-ada", "v1.0", "größer", "a/b.lock.x", "-x")


def test_the_branch_follows_from_the_settings_and_is_never_kept(folder, started):
    for branch in BRANCHES:
        git(folder, "symbolic-ref", "HEAD", f"refs/heads/{branch}")
        list_settings(folder)
        assert run_git(folder, *ASK_BRANCH).stdout.decode() == f"refs/heads/{branch}\n"
    asked = [command for command in started if command[-3:] == list(ASK_BRANCH)]
    assert len(asked) == 3  # a name that git might refuse is asked for
    git(folder, "config", "core.repositoryFormatVersion", "1")
    git(folder, "config", "extensions.refStorage", "reftable")
    list_settings(folder)
    run_git(folder, *ASK_BRANCH)
    assert len([command for command in started if command[-3:] == list(ASK_BRANCH)]) == 4
