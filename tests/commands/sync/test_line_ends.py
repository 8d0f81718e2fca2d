"""Repositories with CRLF in the working tree: no false conflict, and files keep their ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support.clones import Clones, git
from support.fixture_cache import copy_of

from salescli.store.git.foreign_programs import first_look
from salescli.store.merge.text_merge import text_of_git

WAYS = ("autocrlf", "attributes", "autocrlf here alone", "CRLF in the repository")


@pytest.fixture(params=WAYS)
def clones(request, synced_clones, tmp_path_factory, run, monkeypatch) -> Clones:
    """Two clones whose files have CRLF: by a setting, by attributes, or as they were committed."""

    def sync(folder: Path) -> None:
        monkeypatch.chdir(folder)
        done = run("sync")
        assert done.code == 0, done.err

    def make(to: Path) -> None:
        clones = synced_clones(to)
        settle(clones, request.param, sync)
        for clone in clones.both:
            for path in clone.glob("*/*.toml"):
                path.unlink()
            git(clone, "checkout", "--", ".")

    folder = tmp_path_factory.mktemp("clones")
    copy_of(f"clones by {request.param}", make, tmp_path_factory, folder)
    clones = Clones(folder)
    for clone in clones.both:
        first_look(clone)
    assert b"\r\n" in clones.deal(0).read_bytes()
    assert not any(git(clone, "status", "--porcelain") for clone in clones.both)
    return clones


def settle(clones: Clones, way: str, sync: Callable[[Path], None]) -> None:
    """Let one of the ways to CRLF hold in the clones."""
    one, two = clones.both
    if way == "attributes":
        attributes = one / ".gitattributes"
        attributes.write_text(f"* text=auto eol=crlf\n{attributes.read_text()}")
        git(one, "commit", "-qam", "line ends")
        sync(one)
        sync(two)
    elif way == "CRLF in the repository":
        text = clones.deal(0).read_bytes()
        clones.deal(0).write_bytes(text.replace(b"\n", b"\r\n"))
        git(one, "commit", "-qam", "line ends")
        sync(one)
        sync(two)
    else:
        for clone in clones.both[: 1 if "alone" in way else 2]:
            git(clone, "config", "core.autocrlf", "true")
            git(clone, "config", "core.safecrlf", "true")


@pytest.fixture
def at(clones, run, monkeypatch):
    def running(number: int, *words: str, code: int = 0):
        monkeypatch.chdir(clones.both[number])
        done = run(*words)
        assert done.code == code, done.out + done.err
        return done

    return running


def ends(path: Path) -> set[bytes]:
    return {line[-2:] == b"\r\n" for line in path.read_bytes().splitlines(keepends=True)}


def is_kept(clones: Clones, number: int, crlf: bool) -> None:
    """Every file has one kind of line ends, and git finds nothing changed."""
    assert ends(clones.deal(number)) == {crlf}
    assert git(clones.both[number], "status", "--porcelain") == ""


def test_writing_merging_and_taking_back(clones, at):
    crlf = [ends(clones.deal(number)) == {True} for number in (0, 1)]
    at(0, "note", "acme", "-m", "here")
    at(0, "set", "acme", "value=5200")
    at(1, "note", "acme", "-m", "there")
    at(1, "set", "acme", "title=Rollout")
    for number in (0, 1, 0):
        at(number, "sync")
    clones.assert_same()
    for number in (0, 1):
        is_kept(clones, number, crlf[number])
        assert clones.notes(number) == {"here": 1, "there": 1}
        subjects = git(clones.both[number], "log", "--format=%s")
        assert "edited by hand" not in subjects
    at(0, "undo", "--yes")
    at(0, "undo", "--yes")
    is_kept(clones, 0, crlf[0])
    at(0, "redo", "--yes")
    is_kept(clones, 0, crlf[0])
    shown = at(0, "history", "acme", "--limit", "5").out
    assert "layout" not in shown
    assert "not committed yet" not in shown


def test_a_new_deal_has_the_line_ends_that_git_wants(clones, at):
    at(0, "add", "Beta", "--process", "small-business", "--what", "Call", "--on", "mon")
    beta = clones.both[0] / "deals" / "beta.toml"
    before = beta.read_bytes()
    git(clones.both[0], "rm", "-q", "--cached", "deals/beta.toml")
    beta.unlink()
    git(clones.both[0], "checkout", "HEAD", "--", "deals/beta.toml")
    assert beta.read_bytes() == before
    at(0, "undo", "--yes")
    assert not beta.exists()
    at(0, "redo", "--yes")
    assert beta.read_bytes() == before
    assert git(clones.both[0], "status", "--porcelain") == ""


def test_a_conflict_keeps_them_too(clones, at):
    crlf = ends(clones.deal(1)) == {True}
    at(0, "set", "acme", "value=5200")
    at(0, "sync")
    at(1, "set", "acme", "value=6000")
    at(1, "sync", code=1)
    text = clones.deal(1).read_bytes()
    assert ends(clones.deal(1)) == {crlf}
    assert text.count(b"<<<<<<<") == 1
    kept = [line for line in text.splitlines(keepends=True) if b"5200" not in line]
    clones.deal(1).write_bytes(
        b"".join(kept)
        .replace(b"<<<<<<< ours", b"#")
        .replace(b">>>>>>> theirs", b"#")
        .replace(b"=======", b"#")
    )
    at(1, "sync")
    is_kept(clones, 1, crlf)


def test_line_ends_alone_are_no_edit(clones, at):
    """An editor that saved with LF, in a repository that wants CRLF."""
    plain = git(clones.both[0], "ls-files", "--eol", "deals/acme.toml").startswith("i/crlf")
    for number in (0, 1):
        git(clones.both[number], "config", "core.safecrlf", "false")  # true refuses it, as git does
        deal = clones.deal(number)
        deal.write_bytes(deal.read_bytes().replace(b"\r\n", b"\n"))
        before_commits = re.split(
            "(?m)^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) ", at(number, "history").out
        )[0]
        assert ("acme" in before_commits) == plain
        assert at(number, "note", "acme", "-m", f"here {number}").err == ""
        subjects = git(clones.both[number], "log", "-2", "--format=%s").splitlines()
        assert subjects[0] == "acme: note"
        assert (subjects[1] == "acme: edited by hand") == plain
        deal.write_bytes(deal.read_bytes().replace(b"\r\n", b"\n"))
        at(number, "sync")
    assert clones.notes(1) == {"here 0": 1, "here 1": 1}


def test_a_pull_without_us_is_merged_by_meaning(clones, at):
    crlf = ends(clones.deal(1)) == {True}
    git(clones.both[1], "config", "merge.salescli.driver", "exit 1; %O %A %B")
    git(clones.both[1], "config", "--remove-section", "merge.salescli")
    at(0, "note", "acme", "-m", "here")
    at(0, "sync")
    at(1, "note", "acme", "-m", "there")
    git(clones.both[1], "pull", "-q", "--no-rebase", check=False)
    at(1, "sync")
    assert clones.notes(1) == {"here": 1, "there": 1}
    is_kept(clones, 1, crlf)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_line_ends_are_no_conflict_of_texts(which):
    texts = ["a\nb\nc\nd\ne\n", "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n"]
    texts[which] = texts[which].replace("\n", "\r\n")
    merged = text_of_git(*texts, apart=False)
    assert merged.split() == ["A", "b", "c", "d", "E"]
    assert ("\r\n" in merged) == (which > 0)
