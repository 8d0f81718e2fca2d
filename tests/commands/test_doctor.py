"""doctor: what is wrong with a book or the set-up is named, and mended where that loses nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from salescli.store.files.lock import locked
from salescli.store.git.merge_driver import driver_state

DEAD = 2**22 + 1  # more than any process number of Linux


@pytest.fixture
def well(acme) -> Path:
    """A book in which nothing is wrong."""
    book = acme.parent.parent
    assert driver_state(book) == ""
    return book


def git(book, *arguments) -> str:
    done = subprocess.run(["git", *arguments], cwd=book, capture_output=True, text=True, check=True)
    return done.stdout


def looked(run, *flags) -> dict[str, dict[str, str]]:
    """What doctor says, by name; the exit code agrees with it."""
    told = run("doctor", "--json", *flags)
    looks = {one["name"]: one for one in told.json["looks"]}
    assert told.code == any(one["state"] == "broken" for one in looks.values()), told
    assert told.json["version"] == 1
    return looks


def test_a_book_that_is_well(run, well):
    looks = looked(run)
    del looks["clock"]  # which a test holds
    assert {one["name"]: one for one in looks.values() if one["state"] != "ok"} == {}
    assert looks["folder"]["says"] == f"{well}, the nearest folder upwards with a salescli.toml"
    assert looks["deals"]["says"] == "1 deal can be read"
    assert looks["Python"]["says"] == ".".join(map(str, sys.version_info[:3]))


def test_one_line_each_with_a_sign_and_what_to_type(run, well):
    (well / "deals" / "borealis.toml").write_text("title = ")
    told = run("doctor")
    assert told.code == 1
    assert "+ ok      deals: 1 deal can be read" in told.out
    assert "! broken  deals/borealis.toml:1: " in told.out
    assert "          salescli edit borealis\n" in told.out
    assert "? look    clock: SALESCLI_NOW holds it at 2026-11-21T10:00:00+01:00" in told.out
    assert told.out.endswith("1 broken; 2 things to look at.\n")


def test_a_book_named_by_flag(run, well, tmp_path_factory, monkeypatch):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert looked(run, "--book", str(well))["folder"]["says"] == f"{well}, named by --book"


def test_no_book(run):
    looks = looked(run)
    assert looks["folder"]["state"] == "broken"
    assert "salescli init" in looks["folder"]["fix"]
    assert looks["git program"]["state"] == "ok"


def test_settings_that_cannot_be_read(run, well):
    (well / "salescli.toml").write_text("me = \n")
    looks = looked(run, "--fix")
    assert looks["settings"]["state"] == "broken"
    (well / "salescli.toml").write_text("mee = 'ada'\n")
    assert looked(run)["settings"]["state"] == "look"


def broken_process(book):
    (book / "processes" / "enterprise.toml").write_text("name = [")


def in_a_merge(book):
    (book / ".git" / "MERGE_HEAD").write_text(git(book, "rev-parse", "HEAD"))


def dead_git(book):
    (book / ".git" / "index.lock").touch()


def detached(book):
    git(book, "checkout", "-q", "--detach")


def no_repository(book):
    shutil.rmtree(book / ".git")


def edited(book):
    with (book / "deals" / "acme.toml").open("a") as file:
        file.write("# by hand\n")


def draft(book):
    from datetime import UTC, datetime

    from salescli.store.drafts import Draft, keep_draft

    answers = {"note": "They rang"}
    keep_draft(book, Draft("log", "acme", datetime(2026, 11, 20, tzinfo=UTC), answers))


def left_file(book):
    (book / "deals" / f".acme.toml.{DEAD}.tmp").write_text("half")


def open_to_others(book):
    (book / ".salescli").chmod(0o755)


def not_ignored(book):
    (book / ".gitignore").unlink()
    git(book, "commit", "-qam", "without")


def no_attributes(book):
    (book / ".gitattributes").write_text("*.pdf binary\n")
    git(book, "commit", "-qam", "without")


def no_driver(book):
    git(book, "config", "--unset", "merge.salescli.driver")


def no_git_wanted(book):
    text = (book / "salescli.toml").read_text()
    (book / "salescli.toml").write_text(text.replace("commit = true", "commit = false"))


TABLE = [
    (broken_process, "processes/enterprise.toml:1", "broken", ""),
    (in_a_merge, "git", "broken", "git status"),
    (dead_git, "git", "broken", "rm "),
    (detached, "git", "look", "git switch -c NAME"),
    (no_repository, "git", "look", "git init"),
    (no_git_wanted, "git", "ok", ""),
    (edited, "commits", "look", "salescli sync"),
    (draft, "drafts", "look", "salescli log acme"),
    (left_file, "temporary files", "look", "--fix"),
    (open_to_others, ".salescli", "look", "--fix"),
    (not_ignored, ".gitignore", "look", "--fix"),
    (no_attributes, "merge driver", "look", "--fix"),
    (no_driver, "merge driver", "look", "--fix"),
]


@pytest.mark.parametrize(("harm", "name", "state", "fix"), TABLE)
def test_what_is_named(run, well, harm, name, state, fix):  # noqa: PLR0917 - a row of the table
    harm(well)
    look = looked(run)[name]
    assert look["state"] == state
    assert fix in look["fix"]
    assert (state == "ok") == (look["fix"] == "")


MENDED = [harm for harm, _, _, fix in TABLE if fix == "--fix"]


@pytest.mark.parametrize("harm", MENDED)
def test_what_is_mended(run, well, harm):
    harm(well)
    kept = (well / "deals" / "acme.toml").read_bytes()
    told = run("doctor", "--fix", "--json")
    assert told.code == 0
    assert told.json["mended"]
    looks = {one["name"]: one["state"] for one in told.json["looks"]}
    assert {name for name, state in looks.items() if state != "ok"} == {"clock"}
    assert git(well, "status", "--porcelain") == ""
    assert (well / "deals" / "acme.toml").read_bytes() == kept
    assert run("doctor", "--fix", "--json").json["mended"] == []


def test_all_is_mended_in_one_commit(run, well):
    for harm in MENDED:
        harm(well)
    before = int(git(well, "rev-list", "--count", "HEAD"))
    told = run("doctor", "--fix")
    assert told.code == 0
    assert told.out.count("fixed: ") == 5
    assert int(git(well, "rev-list", "--count", "HEAD")) == before + 1
    assert git(well, "log", "-1", "--format=%s") == "Fixed .gitignore and .gitattributes\n"
    assert (well / ".gitattributes").read_text().startswith("*.pdf binary\n")


def test_files_that_are_in_use_or_no_leftovers_stay(run, well):
    kept = [
        well / "deals" / f".acme.toml.{os.getpid()}.tmp",
        well / "deals" / ".acme.toml.x.tmp",
        well / f"notes.{DEAD}.tmp",
    ]
    for path in kept:
        path.touch()
    assert looked(run, "--fix")["temporary files"]["state"] == "ok"
    assert all(path.exists() for path in kept)
    os.utime(kept[0], (0, 0))  # our number, but another process of long ago
    assert looked(run)["temporary files"]["state"] == "look"


def test_a_lock_that_is_held(run, well):
    with locked(well):
        look = looked(run)["lock"]
    assert look["says"] == f"process {os.getpid()} is changing the book"
    assert look["fix"] == f"ps -p {os.getpid()}"
    (well / ".salescli" / "lock").unlink()
    assert looked(run)["lock"]["state"] == "ok"


def test_nobody_has_told_git_who_we_are(run, well, monkeypatch):
    for name in ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL"):
        monkeypatch.delenv(f"GIT_{name}")
    git(well, "config", "user.useConfigOnly", "true")
    look = looked(run)["git identity"]
    assert look["state"] == "broken"
    assert "git config --global user.name" in look["fix"]


def test_inside_a_larger_repository(run, well, tmp_path_factory):
    larger = tmp_path_factory.mktemp("larger")
    git(larger, "init", "-q")
    book = larger / "book"
    shutil.copytree(well, book, ignore=shutil.ignore_patterns(".git"))
    looks = looked(run, "--book", str(book))
    assert looks["git"]["says"] == f"inside the repository {larger}"


@pytest.mark.usefixtures("well")
def test_a_set_up_that_lacks_something(run, monkeypatch, tmp_path_factory):
    monkeypatch.setenv("EDITOR", "no-such-editor --wait")
    monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("empty")))
    looks = looked(run)
    assert looks["editor"]["state"] == "look"
    assert "export EDITOR=" in looks["editor"]["fix"]
    assert looks["git program"]["state"] == "look"
    assert "git-scm.com" in looks["git program"]["fix"]
    assert looks["git"]["state"] == "look"


def test_how_much_the_cache_knows(run, well, monkeypatch):
    monkeypatch.setattr("salescli.store.files.fingerprint._GRACE", -3600 * 10**9)
    for file in (well / ".salescli").glob("*.cache"):
        file.unlink()
    assert "cache: 0 of 1 deal need not be read again" in run("doctor").out
    run("list")
    assert "cache: 1 of 1 deal need not be read again" in run("doctor").out


def test_a_cache_that_was_being_written_is_a_leftover(run, well):
    left = well / ".salescli" / ".deals-03.cache.999999999.tmp"
    left.write_text("{")
    assert ".salescli/.deals-03.cache.999999999.tmp" in run("doctor").out
    assert run("doctor", "--fix").code == 0
    assert not left.exists()
