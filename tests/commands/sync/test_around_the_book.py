"""What lies around the book in its repository comes out right as well, or sync leaves it to git."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from support.clones import Clones, git
from support.fixture_cache import copy_of

from salescli.store.journal.journal import FileUpdate, Journal, write_journal
from salescli.store.journal.merge_plan import Merge
from salescli.store.journal.put_in_place import LeftOpenError
from salescli.store.sync import place_merge


@pytest.fixture
def clones(request, tmp_path_factory, run, monkeypatch) -> Clones:
    """Two clones of a repository that holds more than the book, which lies in `sales`."""
    folder = tmp_path_factory.mktemp("larger")

    def make(to: Path) -> None:
        book = request.getfixturevalue("acme").parent.parent
        larger(to, book, run, monkeypatch)

    copy_of("larger", make, tmp_path_factory, folder)
    return Clones(folder)


def larger(folder: Path, book: Path, run, monkeypatch) -> None:
    """Make the clones, which have synced once."""
    one = folder / "one"
    folder.mkdir(exist_ok=True)
    git(folder, "init", "-q", "--bare", "-b", "main", "hub.git")
    git(folder, "init", "-q", "-b", "main", "one")
    ignored = shutil.ignore_patterns(".git", ".salescli")
    shutil.copytree(book, one / "sales", ignore=ignored)
    (one / "tool.sh").write_text("#!/bin/sh\n" + "# line\n" * 20)
    (one / "notes.txt").write_text("".join(f"line {n}\n" for n in range(20)))
    (one / "tools").mkdir()
    (one / "tools" / "x.txt").write_text("x\n")
    commit(one, "all")
    git(one, "remote", "add", "origin", "../hub.git")
    git(one, "push", "-q", "-u", "origin", "main")
    git(folder, "clone", "-q", "hub.git", "two")
    git(folder / "two", "remote", "set-url", "origin", "../hub.git")
    for clone in (folder / "one", folder / "two"):
        git(clone, "config", "core.fileMode", "true")
        monkeypatch.chdir(clone / "sales")
        assert run("sync").code == 0


@pytest.fixture
def sync(clones, run, monkeypatch):
    """Sync a clone in this process."""

    def syncing(number: int, code: int = 0):
        monkeypatch.chdir(clones.both[number] / "sales")
        done = run("sync")
        assert done.code == code, done.out + done.err
        return done

    return syncing


def commit(clone: Path, message: str = "change") -> None:
    git(clone, "add", "-A", ".")
    git(clone, "commit", "-qm", message)


def both_moved(clones, change, sync) -> Path:
    """Let the first machine make a change, and the second one a change to the deal."""
    one, two = clones.both
    change(one)
    commit(one)
    with (two / "sales" / "deals" / "acme.toml").open("a") as file:
        file.write('\n[[log]]\nat = 2026-11-21T10:10:00+01:00\nkind = "note"\nnote = "ours"\n')
    commit(two)
    sync(0)
    return two


def same(clones) -> bool:
    heads = {git(clone, "rev-parse", "HEAD^{tree}") for clone in clones.both}
    clean = [git(clone, "status", "--porcelain") for clone in clones.both]
    return len(heads) == 1 and clean == ["", ""]


def executable(one: Path) -> None:
    (one / "tool.sh").chmod(0o755)


def a_program(one: Path) -> None:
    (one / "run").write_text("#!/bin/sh\n")
    (one / "run").chmod(0o755)


def a_picture(one: Path) -> None:
    (one / "logo.png").write_bytes(bytes(range(256)) * 9)


def odd_names(one: Path) -> None:
    for name in ("ein Bild.txt", "é.txt", '"q".txt', "-n", ":(top)x"):
        (one / name).write_text(name)


def gone(one: Path) -> None:
    (one / "notes.txt").unlink()


@pytest.mark.parametrize("change", [executable, a_program, a_picture, odd_names, gone])
@pytest.mark.parametrize("ahead", [True, False], ids=["merge", "fast-forward"])
def test_what_others_changed_around_it_arrives(clones, sync, change, ahead):
    if ahead:
        both_moved(clones, change, sync)
    else:
        change(clones.both[0])
        commit(clones.both[0])
        sync(0)
    sync(1)
    sync(0)
    assert same(clones)
    assert {os.access(clone / "tool.sh", os.X_OK) for clone in clones.both} == {
        change is executable
    }


def test_both_changed_a_file_around_it(clones, sync):
    two = both_moved(clones, lambda one: _put(one, 1, "theirs"), sync)
    _put(two, 18, "ours")
    commit(two)
    sync(1)
    sync(0)
    assert same(clones)
    lines = (two / "notes.txt").read_text().splitlines()
    assert (lines[1], lines[18]) == ("theirs", "ours")


def _put(clone: Path, number: int, text: str) -> None:
    lines = (clone / "notes.txt").read_text().splitlines()
    lines[number] = text
    (clone / "notes.txt").write_text("\n".join(lines) + "\n")


def file_for_folder(one: Path) -> None:
    shutil.rmtree(one / "tools")
    (one / "tools").write_text("a\n")


def folder_for_file(one: Path) -> None:
    (one / "notes.txt").unlink()
    (one / "notes.txt").mkdir()
    (one / "notes.txt" / "a").write_text("a\n")


def a_link(one: Path) -> None:
    (one / "link").symlink_to("notes.txt")


def the_same_line(one: Path) -> None:
    _put(one, 3, "theirs")


def the_picture(one: Path) -> None:
    (one / "notes.txt").write_bytes(b"\xff\x00" * 9)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (folder_for_file, "notes.txt/a is in a folder that is a file here"),
        (file_for_folder, "tools is a file in the other copy, and something else here"),
        (a_link, "link is a symbolic link in the other copy"),
        (the_same_line, "notes.txt can't be merged by sync"),
        (the_picture, "notes.txt can't be merged by sync"),
    ],
)
def test_what_is_for_git_is_left_to_git_and_all_is_as_it_was(clones, sync, change, says):
    two = both_moved(clones, change, sync)
    if change in (the_same_line, the_picture):
        _put(two, 3, "ours")
        commit(two)
    head = git(two, "rev-parse", "HEAD")
    done = sync(1, code=2)
    assert says in done.err
    assert "git pull --no-rebase" in done.err
    assert git(two, "rev-parse", "HEAD") == head
    assert git(two, "status", "--porcelain") == ""
    git(two, "pull", "-q", "--no-rebase", "-X", "ours")
    sync(1)
    sync(0)
    assert same(clones)


@pytest.mark.parametrize("known", [True, False], ids=["changed", "new"])
def test_a_file_in_the_way_is_never_overwritten(clones, sync, known):
    name = "notes.txt" if known else "fresh.txt"
    two = both_moved(clones, lambda one: (one / name).write_text("theirs\n"), sync)
    (two / name).write_text("mine\n")
    done = sync(1, code=2)
    assert f"{name} " in done.err
    assert "nothing was changed" in " ".join(done.err.split())
    assert (two / name).read_text() == "mine\n"
    (two / name).unlink()
    if known:
        git(two, "checkout", "-q", "--", name)
    sync(1)
    sync(0)
    assert same(clones)


def test_a_repository_inside_it_is_left_alone(clones, sync):
    head = git(clones.both[0], "rev-parse", "HEAD").strip()

    def add_module(one: Path) -> None:
        git(one, "update-index", "--add", "--cacheinfo", f"160000,{head},module")
        (one / "module").mkdir()

    one, two = clones.both
    add_module(one)
    git(one, "commit", "-qm", "module")
    with (two / "sales" / "deals" / "acme.toml").open("a") as file:
        file.write("# ours\n")
    commit(two)
    sync(0)
    sync(1)
    assert git(two, "ls-tree", "HEAD", "module").startswith(f"160000 commit {head}")
    assert (two / "sales" / "deals" / "acme.toml").read_text().endswith("# ours\n")


@pytest.mark.parametrize("setting", ["core.autocrlf", "attributes"])
def test_line_ends_are_as_the_repository_wants_them(clones, sync, setting):
    for clone in clones.both:
        if setting == "attributes":
            (clone / ".git" / "info" / "attributes").write_text("*.toml text eol=crlf\n")
        else:
            git(clone, "config", "core.autocrlf", "true")
    with (clones.both[0] / "sales" / "deals" / "acme.toml").open("a") as file:
        file.write('\n[[log]]\nat = 2026-11-21T10:05:00+01:00\nkind = "note"\nnote = "theirs"\n')
    two = both_moved(clones, lambda _one: None, sync)
    sync(1)
    sync(0)
    data = (two / "sales" / "deals" / "acme.toml").read_bytes()
    assert b"theirs" in data
    assert b"ours" in data
    assert data.count(b"\r\n") == data.count(b"\n")
    assert b"\r" not in git(two, "show", "HEAD:sales/deals/acme.toml").encode()
    assert same(clones)


def forged(clone: Path, file: FileUpdate, entries: tuple[str, ...] = ()) -> Journal:
    """Return a journal such as may come with a book that somebody packed."""
    first, last = (git(clone, "rev-parse", name).strip() for name in ("HEAD~1", "HEAD"))
    return Journal((file,), merge=Merge(first, last, "", "forged", entries))


@pytest.fixture
def book(clones, monkeypatch) -> Path:
    """A book in a larger repository with two commits, and with files that git has not."""
    one = clones.both[0]
    (one / "notes.txt").write_text("new\n")
    commit(one)
    (one / "private.txt").write_text("mine\n")
    (one / "tools" / "x.txt").write_text("mine, not committed\n")
    monkeypatch.chdir(one / "sales")
    return one / "sales"


@pytest.mark.parametrize("name", ["private.txt", "tools/x.txt", "notes.txt"])
def test_a_forged_journal_does_not_reach_outside_the_book(book, run, name):
    now = (book.parent / name).read_bytes()
    write_journal(book, forged(book.parent, FileUpdate(name, b"forged\n", now)))
    for words in (("sync",), ("note", "acme", "-m", "hello")):
        done = run(*words)
        assert done.code == 2
        assert f"{name} is outside the book" in " ".join(done.err.split())
        assert f"rm {book}/.salescli/journal" in done.err
        assert (book.parent / name).read_bytes() == now


def test_a_forged_journal_changes_nothing_that_git_has_outside_the_book(book, run):
    acme = book / "deals" / "acme.toml"
    file = FileUpdate("sales/deals/acme.toml", b"", acme.read_bytes())
    write_journal(book, forged(book.parent, file, (f"0 {'0' * 40}\ttool.sh",)))
    done = run("sync")
    assert done.code == 2
    assert "tool.sh is outside the book" in " ".join(done.err.split())
    assert "tool.sh" in git(book, "ls-files", "--full-name", "..")
    write_journal(book, replace_merge(forged(book.parent, file), theirs="f" * 40))
    assert "it is of another repository" in " ".join(run("sync").err.split())
    write_journal(book, replace_merge(forged(book.parent, file), commit="HEAD"))
    assert "can't be read" in run("sync").err


def replace_merge(journal: Journal, **changes: str) -> Journal:
    assert journal.merge is not None
    return replace(journal, merge=replace(journal.merge, **changes))


@pytest.mark.parametrize("change", [executable, a_program, a_picture, odd_names, gone])
def test_a_merge_of_more_than_the_book_that_was_cut_off_is_finished(
    clones, sync, monkeypatch, change
):
    both_moved(clones, change, sync)

    def cut_off(*_):
        raise LeftOpenError("cut off")

    with monkeypatch.context() as patch:
        patch.setattr(place_merge, "_move", cut_off)
        sync(1, 2)
    assert "Finished the merge of an interrupted sync" in sync(1).out
    sync(0)
    assert same(clones)
