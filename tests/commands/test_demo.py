"""The book of example deals: alive on any day, whole, and the only thing that `demo` writes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta

import pytest
from support.effort import some
from support.table import each

from salescli.commands import demo
from salescli.commands.support.example_deals import demo_deals, example_note
from salescli.store.formats.deal import read_deal
from salescli.store.formats.render import deal_text
from salescli.store.git import commit
from salescli.store.shipped_processes import shipped_process
from salescli.store.toml.reader import parse_toml

MONDAY = date(2026, 11, 16)
FRIDAY = 4
DAYS = [MONDAY + timedelta(days=n) for n in range(14)]
ODD_DAYS = [date(2026, 3, 29), date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 29)]
SHOWN = {
    *("N01", "N02", "N03", "N04", "N06"),
    *("P01", "P02", "P04", "P05", "P08", "P10"),
    *("T01", "T02", "T03", "T04", "T05"),
    *("Q01", "Q06"),
}
AS_IT_SHOULD_BE = {
    "ardent",
    "brightmoor",
    "callowmark",
    "cinderlane",
    "cinderlane-account",
    "corvane",
    "pinegrove",
}
ENDINGS = {
    "brightmoor": "lost",
    "callowmark": "disqualified",
    "cinderlane": "won",
    "thistlewend": "lost",
}


def findings(run, root):
    codes = defaultdict(set)
    for one in run("check", "--book", str(root), "--json").json["findings"]:
        codes[one["deal"]].add(one["code"])
    return codes


def groups(run, root):
    deals = run("next", "--book", str(root), "--all", "--json").json["deals"]
    return {one["deal"]: one["why"].split(":")[0] for one in deals}


def subjects(root):
    done = subprocess.run(
        ["git", "log", "--format=%an: %s"], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def unwrapped(text):
    """The text without its blanks: a path may be too long for a line."""
    return "".join(text.split())


@pytest.mark.parametrize(
    ("day", "hour"),
    [*((day, "00:05") for day in some(DAYS, 2)), *((day, "23:55") for day in ODD_DAYS)],
    ids=str,
)
def test_on_any_day_it_shows_every_state_and_nothing_else(run, tmp_path, monkeypatch, day, hour):
    monkeypatch.setenv("SALESCLI_NOW", f"{day}T{hour}")
    monkeypatch.setattr(demo, "available", lambda: False)
    root = tmp_path / "there"
    done = run("demo", str(root))
    assert (done.code, done.err) == (0, "")
    codes = findings(run, root)
    every = set().union(*codes.values())
    assert every >= SHOWN
    assert not {code for code in every if code.startswith("F") or code == "P07"}
    assert set().union(*(codes[name] for name in AS_IT_SHOULD_BE)) <= {"P10", "N08"}
    assert ("N08" in every) is (day.weekday() > FRIDAY)
    found = set(groups(run, root).values())
    assert found >= {"no next step", "overdue", "today", "later"}
    assert ("this week" in found) is (day.weekday() != FRIDAY)


def test_each_group_of_the_review_has_its_deals(run, tmp_path, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", f"{MONDAY}T09:00")
    run("demo", "there")
    assert groups(run, tmp_path / "there") == {
        "tarrow": "no next step",
        "tessaly": "overdue",
        "lindvik": "overdue",
        "umberfield": "today",
        "ardent": "today",
        "merrowby": "this week",
        "pinegrove": "this week",
        "morrow": "this week",
        "corvane": "later",
        "cinderlane-account": "later",
    }


def test_the_list_has_every_ending_and_the_deal_that_follows(run):
    run("demo", "there")
    deals = run("list", "--book", "there", "--all", "--json").json["deals"]
    assert len(deals) == 14
    assert {d["deal"]: d["status"] for d in deals if d["status"] != "open"} == ENDINGS
    assert {d["process"] for d in deals} == {"enterprise", "small-business", "account-management"}
    shown = run("show", "cinderlane-account", "--full", "--book", "there").out
    assert "follows cinderlane" in " ".join(shown.split())


@each("handle", sorted(demo_deals(MONDAY)))
def test_an_example_is_whole_and_comes_back_the_same(handle):
    deal, faults = read_deal(handle, parse_toml(demo_deals(MONDAY)[handle]))
    assert not faults
    assert read_deal(handle, parse_toml(deal_text(deal))) == (deal, [])
    assert deal.revision == shipped_process(deal.process).revision
    assert all(one.note or one.nexts or one.reason or one.evidence for one in deal.log)
    assert all(who.email.endswith((".example", "")) for who in deal.people.values())


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ('"day 0"', "2026-11-21"),
        ('"day -1"', "2026-11-20"),
        ('"day +1"', "2026-11-23"),
        ('"day -41 9:05"', "2026-09-25T09:05:00+02:00"),
        ('["day -1", "day +6"]', "[2026-11-20, 2026-11-30]"),
        ('"every day 1"', '"every day 1"'),
    ],
)
def test_days_are_business_days_around_today(said, means):
    assert example_note(said, date(2026, 11, 21)) == means


def test_entries_lie_behind_and_a_next_step_never_before_its_entry():
    for handle, text in demo_deals(date(2026, 11, 22)).items():
        deal, _ = read_deal(handle, parse_toml(text))
        for entry in deal.log:
            assert entry.at < datetime(2026, 11, 21).astimezone()
            assert all(one.day >= entry.at.date() for one in entry.nexts), (handle, entry.at)


def test_the_book_is_one_commit(run, tmp_path):
    done = run("demo", "there")
    assert (done.code, done.err) == (0, "")
    assert subjects(tmp_path / "there") == ["Ada: A demo book with 14 example deals"]
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=tmp_path / "there", capture_output=True, check=True
    )
    assert status.stdout == b""


def test_without_git_it_works_and_says_nothing_of_it(run, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("demo", "there")
    assert (done.code, done.err) == (0, "")
    assert not (tmp_path / "there/.git").exists()
    assert run("note", "ardent", "--book", "there", "-m", "A word").err == ""


def test_where_git_knows_nobody_the_book_has_an_author_of_its_own(run, tmp_path, monkeypatch):
    for name in ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL"):
        monkeypatch.delenv(f"GIT_{name}")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.useConfigOnly")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    done = run("demo", "there")
    assert (done.code, done.err) == (0, "")
    assert run("note", "ardent", "--book", "there", "-m", "A word").err == ""
    assert len(subjects(tmp_path / "there")) == 2


def test_inside_another_repository_it_keeps_to_its_own(run, tmp_path):
    assert commit.init_repository(tmp_path) == ""
    run("demo", "there")
    assert len(subjects(tmp_path / "there")) == 1
    log = subprocess.run(["git", "log"], cwd=tmp_path, capture_output=True, check=False)
    assert log.returncode


def test_without_a_folder_it_makes_a_temporary_one_and_says_where(run, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done = run("demo")
    [root] = tmp_path.glob("salescli-demo-*")
    said = unwrapped(done.out)
    assert said.startswith(unwrapped(f"A demo book with 14 example deals is in {root} Sat"))
    assert unwrapped(f"cd {root}") in said


def test_where_no_temporary_folder_can_be_made_it_says_so(run, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    done = run("demo")
    assert done.code == 2
    assert "a temporary folder can't be made" in done.err
    assert "salescli demo DIR" in done.err


def test_what_it_says_to_try_works(run, tmp_path, monkeypatch):
    done = run("demo", "a place")
    assert unwrapped(f"cd '{tmp_path / 'a place'}'") in unwrapped(done.out)
    tried = done.out.partition("To look around in it:")[2]
    commands = re.findall(r"^  salescli (\S+)(?: (\S+))?  ", tried, re.MULTILINE)
    assert [command for command, _ in commands] == ["show", "show", "check", "log"]
    monkeypatch.chdir(tmp_path / "a place")
    for (command, handle), code in zip(commands, (0, 0, 1, 2), strict=True):
        assert run(*filter(None, (command, handle))).code == code


def test_a_book_in_the_environment_is_set_aside_before_looking_around(run, monkeypatch):
    monkeypatch.setenv("SALESCLI_BOOK", "/elsewhere")
    assert "  unset SALESCLI_BOOK\n" in run("demo", "there").out


def test_a_folder_that_is_there_and_empty_is_taken(run, tmp_path):
    (tmp_path / "there").mkdir()
    assert run("demo", "there").code == 0
    assert (tmp_path / "there/deals/ardent.toml").is_file()


def test_a_folder_with_something_in_it_is_left_alone(run, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there/diary").write_text("mine")
    done = run("demo", "there")
    assert done.code == 2
    assert "is not empty" in done.err
    assert "name a new folder" in done.err
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["diary"]


def test_a_book_is_left_alone(run, book):
    before = sorted(book.rglob("*"))
    done = run("demo", ".")
    assert done.code == 2
    assert "is a book already" in done.err
    assert "salescli next --book ." in done.err
    assert sorted(book.rglob("*")) == before


def test_a_repository_that_a_dead_git_left_locked_is_named(run, tmp_path):
    """Else there were a book that nothing remembers."""
    lock = tmp_path / "there/.git/config.lock"
    lock.parent.mkdir(parents=True)
    lock.touch()
    done = run("demo", "there")
    assert done.code == 2
    assert f"left {lock} behind: if none runs, delete it" in " ".join(done.err.split())
    lock.unlink()
    assert run("demo", "there").code == 0
    assert subjects(tmp_path / "there") == ["Ada: A demo book with 14 example deals"]


def test_a_file_can_be_no_book(run, tmp_path):
    (tmp_path / "there").write_text("mine")
    done = run("demo", "there")
    assert done.code == 2
    assert "can't be made" in done.err
    assert (tmp_path / "there").read_text() == "mine"


def test_a_clock_that_can_not_be_read_stops_it_before_anything_is_made(run, tmp_path, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "noon")
    assert run("demo", "there").code == 2
    assert not (tmp_path / "there").exists()


def test_a_reader_who_has_seen_enough_is_no_error(tmp_path):
    command = [sys.executable, "-m", "salescli", "demo", str(tmp_path / "there")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as begun:
        assert begun.stdout
        assert begun.stderr
        begun.stdout.close()
        assert begun.stderr.read() == b""
        assert begun.wait() == 0
    assert (tmp_path / "there/salescli.toml").exists()
