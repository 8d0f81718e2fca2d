"""Deals as JSON has them are kept: the same with and without, and only what changed is read."""

from __future__ import annotations

import shutil

import pytest

from salescli.commands.calendar import event_writer
from salescli.commands.support.reading import json_facts, read_anew
from salescli.store.files import fingerprint

COMMANDS = (
    ("next", "--json", "--all"),
    ("list", "--json", "--all"),
    ("board", "--json"),
)


@pytest.fixture
def reads(demo, monkeypatch):  # noqa: ARG001 - its book is read
    """The handles of the deals that are read for their facts, in a book that is old enough."""
    monkeypatch.setattr(fingerprint, "_GRACE", -3_600 * 10**9)
    read: list[str] = []
    read_page = json_facts.read_page

    def noted(book, loader, handle):
        read.append(handle)
        return read_page(book, loader, handle)

    monkeypatch.setattr(json_facts, "read_page", noted)
    return read


def answers(run):
    made = [run(*words) for words in COMMANDS]
    assert {done.code for done in made} <= {0, 1}
    return [done.out for done in made]


def without_answers(demo):
    """Forget the answers that were given, so that each is made again."""
    for path in (demo / ".salescli").glob("*.answer"):
        path.unlink()


def test_nothing_is_read_twice_and_all_is_the_same(run, demo, reads):
    first = answers(run)
    assert sorted(reads) == sorted({*reads}) == sorted(path.stem for path in demo.glob("deals/*"))
    reads.clear()
    without_answers(demo)
    assert (answers(run), reads) == (first, [])
    shutil.rmtree(demo / ".salescli")
    assert answers(run) == first


def test_of_one_that_changed_that_one_is_read(run, demo, reads):
    answers(run)
    reads.clear()
    assert run("set", "ardent", "value=1234.50", "custom.x=1").code == 0
    made = answers(run)
    assert reads == ["ardent"]
    shutil.rmtree(demo / ".salescli")
    assert answers(run) == made
    assert all("1234.5" in text for text in made)


@pytest.mark.parametrize("now", ["2026-11-25T08:30+01:00", "2026-11-20T12:00+01:00"])
def test_on_another_day_what_the_day_decides_is_worked_out_again(
    run, demo, reads, monkeypatch, now
):
    answers(run)
    reads.clear()
    monkeypatch.setenv("SALESCLI_NOW", now)
    made = answers(run)
    assert "ardent" in reads
    shutil.rmtree(demo / ".salescli")
    assert answers(run) == made


def test_settings_and_processes_count_too(run, demo, reads):
    answers(run)
    settings = demo / "salescli.toml"
    own = settings.read_text(encoding="utf-8")
    ignoring = own.replace("ignore = []", 'ignore = ["N02", "N03", "Q04"]')
    assert ignoring != own
    settings.write_text(ignoring, encoding="utf-8")
    made = answers(run)
    shutil.rmtree(demo / ".salescli")
    assert answers(run) == made
    path = demo / "processes/enterprise.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    reads.clear()
    assert answers(run) == made
    assert "ardent" in reads


@pytest.mark.usefixtures("reads")
def test_what_can_not_be_read_is_said_each_time(run, demo):
    (demo / "deals/ardent.toml").write_text("title = ", encoding="utf-8")
    first = answers(run)
    assert (answers(run), all("unreadable" in text for text in first)) == (first, True)


def test_the_review_and_the_look_at_the_calendar_read_a_deal_once(
    run, demo, tmp_path_factory, monkeypatch
):
    """The first look reads all deals: for their events, for the files of these, for the review."""
    monkeypatch.setattr(fingerprint, "_GRACE", -3_600 * 10**9)
    folder = tmp_path_factory.mktemp("sales")
    shutil.rmtree(demo / ".salescli", ignore_errors=True)
    settings = demo / "salescli.toml"
    own = settings.read_text(encoding="utf-8")
    named = own.replace("[calendar]\n", f'[calendar]\nfolder = "{folder}"\n', 1)
    settings.write_text(named, encoding="utf-8")
    read: list[str] = []
    read_page = read_anew.read_page

    def noted(book, loader, handle, enough=None):
        read.append(handle)
        return read_page(book, loader, handle, enough)

    for module in (read_anew, event_writer):
        monkeypatch.setattr(module, "read_page", noted)
    assert run("next", "--list").code == 0
    assert list(folder.glob("*.ics"))
    assert sorted(read) == sorted(path.stem for path in demo.glob("deals/*"))
