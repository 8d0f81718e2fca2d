"""Pipes in the place of what git reads: no command waits for ever."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.clones import git

from salescli.store.git.pipes import find_pipe

PLACES = (
    *(".git/config", ".git/HEAD", ".git/index", ".git/packed-refs", ".git/info/attributes"),
    *(".git/info/exclude", ".git/objects/info/alternates", ".git/commondir", ".git/shallow"),
    *(".git/MERGE_HEAD", ".git/COMMIT_EDITMSG", ".git/logs/HEAD", ".git/refs/heads/x"),
    *(".gitattributes", ".gitignore", "deals/.gitignore", ".mailmap", ".git"),
    *(".git/objects/ab/cdef", ".git/objects/pack/pack-1.idx", ".git/objects/pack/pack-1.pack"),
    *(".git/objects/info/commit-graphs/graph-1.graph", ".git/objects/info/packs", ".git/gc.log"),
    *(".git/logs/refs/heads/x", ".git/FETCH_HEAD", ".git/MERGE_MSG"),
)


@pytest.fixture
def book(acme) -> Path:
    find_pipe.cache_clear()
    return acme.parent.parent


def pipe(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        path.rename(path.with_name("aside"))
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    return path


@pytest.mark.parametrize("place", PLACES)
def test_it_is_found(book, place):
    assert find_pipe(book) == ""
    find_pipe.cache_clear()
    name = str(pipe(book / place))
    assert find_pipe(book) == name


def test_nothing_waits_and_what_is_written_is_written(book, run, acme):
    pipe(book / ".git/index")
    refused = run("history")
    assert refused.code == 2
    assert f"{book / '.git/index'} is no file, and git would wait for it" in refused.err
    done = run("note", "acme", "-m", "kept")
    assert done.code == 0, done.err
    assert "written, but not committed" in done.err
    assert "kept" in acme.read_text()
    assert "would wait for it" in run("sync").err
    assert run("doctor").code in (0, 1)


def test_a_worktree_of_another_folder(book, tmp_path):
    git(book, "worktree", "add", "-q", str(tmp_path / "beside"))
    find_pipe.cache_clear()
    assert find_pipe(tmp_path / "beside") == ""
    find_pipe.cache_clear()
    name = str(pipe(book / ".git/packed-refs"))
    assert Path(find_pipe(tmp_path / "beside")).resolve() == Path(name).resolve()


@pytest.mark.parametrize(("value", "is_odd"), [("/dev/zero", True), (os.devnull, False)])
@pytest.mark.parametrize("name", ["core.attributesFile", "diff.orderFile", "include.path"])
def test_what_its_settings_name(book, name, value, is_odd):
    git(book, "config", name, value)
    assert bool(find_pipe(book)) == is_odd


def one_object(book: Path) -> Path:
    return next(path for path in book.glob(".git/objects/??/*") if path.is_file())


@pytest.mark.parametrize("odd", ["pipe", "device", "link to a pipe"])
@pytest.mark.parametrize("where", ["all objects", "pack"])
def test_git_never_opens_an_object_that_is_none(book, run, acme, odd, where):
    if where == "pack":
        git(book, "repack", "-adq")
    paths = [*book.glob(".git/objects/??/*"), *book.glob(".git/objects/pack/*.pack")]
    aside = pipe(book / "aside") if odd == "link to a pipe" else Path("/dev/zero")
    for path in paths:
        path.unlink()
        os.mkfifo(path) if odd == "pipe" else path.symlink_to(aside)
    for line in (("history",), ("list", "--at", "yesterday"), ("undo", "--yes"), ("sync",)):
        find_pipe.cache_clear()
        done = run(*line)
        assert (done.code, "is no file, and git would wait for it" in done.err) == (2, True), done
    find_pipe.cache_clear()
    assert run("note", "acme", "-m", "kept").code == 0
    assert "kept" in acme.read_text()
    assert run("next", "--list").code == 0


def test_objects_of_another_folder(book, tmp_path):
    other = tmp_path / "other" / "objects"
    pipe(other / "ab" / "cdef")
    named = book / ".git/objects/info/alternates"
    named.parent.mkdir(exist_ok=True)
    named.write_text(f"# shared\n{other}\n")
    assert find_pipe(book) == str(other / "ab" / "cdef")


def test_a_path_of_a_megabyte_is_none(book, run):
    (book / ".git").rename(book / "aside")
    (book / ".git").write_text("gitdir: " + "a/" * 500_000)
    assert find_pipe(book) == ""
    assert run("history").code == 2


def test_folders_of_objects_that_name_each_other(book):
    named = book / ".git/objects/info/alternates"
    named.parent.mkdir(exist_ok=True)
    named.write_text("".join(f"{'../objects/' * n}\n{named.parent.parent}\n" for n in range(200)))
    assert find_pipe(book) == ""
