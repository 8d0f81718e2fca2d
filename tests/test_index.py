"""The index and the kept answers: with them and without them, the output is the same."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from bench.books import write_book
from hypothesis import given, settings
from hypothesis import strategies as st

from salescli import start
from salescli.commands.report import read_courses
from salescli.commands.session import Subject, open_session
from salescli.commands.survey import overview, summary, survey
from salescli.store import state
from salescli.store.course_rows import COURSES
from salescli.store.index import Index, deal_states
from salescli.store.rows import SUMMARIES

SECOND = 1_000_000_000
QUESTIONS = (
    ["next"],
    ["next", "--brief"],
    ["next", "--all", "--exit-code"],
    ["list", "--all"],
    ["report"],
    ["report", "--json"],
)


class Pretended:
    """A book under a pretended clock: files are stamped by it, and so is what is kept of them.

    Within one tick of the clock a file's state tells nothing of its content, as on a disk.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.now = 1_800_000_000 * SECOND
        self.stamp()

    def stamp(self, *paths: Path) -> None:
        for path in paths or [path for path in self.root.rglob("*") if path.is_file()]:
            os.utime(path, ns=(self.now, self.now))

    def wait(self, seconds: int) -> None:
        """Let time pass; backwards, the clock does not come to the same nanosecond again."""
        self.now += seconds * SECOND + (seconds < 0)

    def ask(self, words: list[str], capsysbinary: pytest.CaptureFixture[bytes]) -> tuple:
        """What a command line writes and how it ends, through the very start of the program."""
        code = said(words)
        kept = self.root / ".salescli"
        self.stamp(*(path for path in kept.iterdir() if path.is_file()))
        return code, capsysbinary.readouterr()

    def without(self, words: list[str], capsysbinary: pytest.CaptureFixture[bytes]) -> tuple:
        """The same with nothing kept before, and without keeping anything."""
        kept, aside = self.root / ".salescli", self.root / "aside"
        kept.rename(aside)
        try:
            return said(words), capsysbinary.readouterr()
        finally:
            shutil.rmtree(kept, ignore_errors=True)
            aside.rename(kept)


def said(words: list[str]) -> object:
    sys.argv = ["salescli", *words]
    try:
        start.main()
    except SystemExit as end:
        return end.code
    return 0


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A book of ten deals, one of them unreadable."""
    root = tmp_path_factory.mktemp("made") / "book"
    write_book(root, 9)
    (root / "deals" / "broken.toml").write_text("title = ")
    return root


@pytest.fixture
def pretended(made, tmp_path, monkeypatch):
    """A copy of that book, in the current folder, under a pretended clock."""
    shutil.copytree(made, tmp_path / "book")
    monkeypatch.chdir(tmp_path / "book")
    monkeypatch.setattr(sys, "argv", ["salescli"])
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr(
        state, "_state", lambda one: (one.st_size, one.st_mtime_ns, one.st_mtime_ns, one.st_ino)
    )
    return Pretended(tmp_path / "book")


def _edit(book: Pretended, path: Path, old: str, new: str) -> None:
    if path.is_file():
        path.write_text(path.read_text().replace(old, new))
        book.stamp(path)


def _same_size(book, deal):
    text = deal.read_text()
    for digit in "123456789":
        if f"value = {digit}" in text:
            _edit(book, deal, f"value = {digit}", f"value = {int(digit) % 9 + 1}")
            return


def _larger(book, deal):
    _edit(book, deal, 'company = "', 'company = "New ')


def _remove(_, deal):
    deal.unlink(missing_ok=True)


def _add(book, deal):
    if deal.is_file():
        copy = deal.with_name(f"copy-of-{deal.name}")
        shutil.copy(deal, copy)
        book.stamp(copy)


def _touch(book, deal):
    if deal.is_file():
        book.stamp(deal)


def _break(book, deal):
    _edit(book, deal, "title", "title = title")


def _process(book, _):
    _edit(book, book.root / "processes" / "small-business.toml", 'title    = "', 'title    = "A ')


def _no_process(book, _):
    (book.root / "processes" / "enterprise.toml").unlink(missing_ok=True)


def _settings(book, _):
    _edit(book, book.root / "salescli.toml", "EUR", "USD")


CHANGES = (
    _same_size,
    _same_size,
    _larger,
    _remove,
    _add,
    _touch,
    _break,
    _process,
    _no_process,
    _settings,
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(CHANGES),
        st.integers(0, 2),
        st.sampled_from([0, 0, 1, 3, 60, -3600]),
        st.sampled_from(QUESTIONS),
    ),
    min_size=2,
    max_size=6,
)


def test_what_was_kept_never_shows(pretended, capsysbinary, tmp_path):
    spare = tmp_path / "spare"
    shutil.copytree(pretended.root, spare)

    @settings(max_examples=12)
    @given(STEPS)
    def same(steps):
        shutil.rmtree(pretended.root)
        shutil.copytree(spare, pretended.root)
        os.chdir(pretended.root)
        book = Pretended(pretended.root)
        book.wait(10)
        for words in QUESTIONS:
            book.ask(words, capsysbinary)
        for change, number, seconds, words in steps:
            book.wait(seconds)
            change(book, sorted((book.root / "deals").iterdir())[number])
            for question in (words, words):
                assert book.ask(question, capsysbinary) == book.without(question, capsysbinary)

    same()


def test_two_edits_within_one_tick_are_told_apart(pretended, capsysbinary):
    book, deal = pretended, min((pretended.root / "deals").iterdir())
    book.wait(10)
    for words in QUESTIONS:
        book.ask(words, capsysbinary)
    for _ in range(3):
        _same_size(book, deal)
        for words in QUESTIONS:
            assert book.ask(words, capsysbinary) == book.without(words, capsysbinary)


@pytest.fixture
def settled(made, tmp_path, monkeypatch):
    """A copy of the book whose files count as untouched for long, with an index of it."""
    shutil.copytree(made, tmp_path / "book")
    monkeypatch.chdir(tmp_path / "book")
    monkeypatch.setattr(state, "_GRACE", -3600 * SECOND)
    overview(open_session(None))
    return tmp_path / "book"


def found():
    index, book = Index(open_session(None).book, SUMMARIES), open_session(None).book
    return {handle: index.find(handle, now) for handle, now in deal_states(book).items()}


@pytest.mark.usefixtures("settled")
def test_a_summary_outlasts_the_index():
    overview(open_session(None), closed=True)
    everything = [one for one in survey(open_session(None)) if isinstance(one, Subject)]
    known = found()
    assert {one.deal.handle: summary(one) for one in everything} == {
        handle: one for handle, one in known.items() if one is not None
    }
    assert known["broken"] is None


@pytest.mark.usefixtures("settled")
def test_a_row_says_all_of_a_summary():
    for about in survey(open_session(None)):
        one = summary(about) if isinstance(about, Subject) else None
        assert one is None or SUMMARIES.read(json.loads(json.dumps(SUMMARIES.write(one)))) == one


@pytest.mark.usefixtures("settled")
def test_a_row_says_all_of_a_course_and_is_read_in_place_of_the_deal(monkeypatch):
    courses, unreadable = read_courses(open_session(None))
    assert all(COURSES.read(json.loads(json.dumps(COURSES.write(one)))) == one for one in courses)
    monkeypatch.setattr("salescli.commands.report.course_of", None)
    assert read_courses(open_session(None)) == (courses, unreadable)
    assert unreadable


def test_of_a_closed_deal_nobody_asked_about_it_is_known_that_it_is_closed(settled):
    closed = {
        one.handle for one in overview(open_session(None), closed=True).summaries if not one.is_open
    }
    shutil.rmtree(settled / ".salescli")
    overview(open_session(None))
    assert closed
    assert {handle for handle, one in found().items() if one is True} == closed


def test_nothing_is_read_that_is_known(settled, monkeypatch):
    def refuse(*_):
        raise AssertionError("a deal was read")

    (settled / "deals" / "broken.toml").unlink()
    monkeypatch.setattr("salescli.commands.survey.read_page", refuse)
    assert overview(open_session(None)).summaries


def test_it_is_not_written_again_where_nothing_is_new(settled):
    index = settled / ".salescli" / "index.json"
    before = index.stat().st_mtime_ns
    overview(open_session(None))
    assert index.stat().st_mtime_ns == before


DAMAGED = [
    *(b"", b"{", b"[]", b"null", b"7", b"{}", b"\xff", b"[" * 100_000),
    b'{"version": 1}',
    b'{"version": 1, "deals": 7}',
]


@pytest.mark.parametrize("data", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_index_is_none(settled, data):
    expected = overview(open_session(None))
    (settled / ".salescli" / "index.json").write_bytes(data)
    assert overview(open_session(None)) == expected


def test_rows_of_another_form_are_none(settled):
    expected = overview(open_session(None))
    index = settled / ".salescli" / "index.json"
    table = json.loads(index.read_text())
    for spoil in (lambda one: one[2].pop(), lambda one: one.pop(), lambda one: one.insert(0, "x")):
        spoilt = json.loads(json.dumps(table))
        for one in spoilt["deals"].values():
            if one[2] is not None:
                spoil(one)
        index.write_text(json.dumps(spoilt))
        assert overview(open_session(None)) == expected
    index.write_text(json.dumps({**table, "deals": [], "processes": 7}))
    assert overview(open_session(None)) == expected


def test_what_is_kept_is_for_its_owner_only_and_a_link_is_not_followed(settled, tmp_path):
    kept = settled / ".salescli"
    assert kept.stat().st_mode & 0o77 == 0
    assert (kept / "index.json").stat().st_mode & 0o77 == 0
    shutil.rmtree(kept)
    (tmp_path / "elsewhere").mkdir()
    kept.symlink_to(tmp_path / "elsewhere")
    overview(open_session(None))
    assert not list((tmp_path / "elsewhere").iterdir())


def test_where_nothing_can_be_written_the_answer_is_the_same(settled, monkeypatch):
    expected = overview(open_session(None))
    shutil.rmtree(settled / ".salescli")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(state.os, "replace", full)
    assert overview(open_session(None)) == expected
