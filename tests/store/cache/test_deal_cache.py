"""The cache and the kept answers: with them and without them, the output is the same."""

from __future__ import annotations

import contextlib
import io
import json
import mmap
import os
import re
import shutil
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from bench.books import deal_to_log_on, write_book
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import size

from salescli import start
from salescli.commands.support.reading import read_anew
from salescli.commands.support.reading.load_courses import read_courses
from salescli.commands.support.reading.load_deals import load_deals, load_summaries
from salescli.commands.support.reading.read_anew import summary_of
from salescli.commands.support.session import open_session
from salescli.commands.support.subject import Subject
from salescli.commands.support.which_deal import deal_names
from salescli.commands.support.which_deal.deal_names import handles_meant
from salescli.domain.replay import is_open
from salescli.store.cache.deal_cache import DealCache
from salescli.store.cache.deal_label import label_of, label_of_read
from salescli.store.cache.deal_states import deal_states
from salescli.store.cache.summary_rows import SUMMARIES
from salescli.store.cache.trajectory_rows import COURSES
from salescli.store.deal_loader import read_page
from salescli.store.files import fingerprint
from salescli.text.matching import folded

SECOND = 1_000_000_000
AT = (("21", "10"), ("21", "16"), ("22", "09"), ("02", "09"))  # a day and an hour
QUESTIONS = (
    ["next"],
    ["next", "--brief"],
    ["next", "--all", "--exit-code"],
    ["next", "--mine", "--days", "9", "--json"],
    ["--book", ".", "next", "--process=enterprise", "--limit", "2"],
    ["check"],
    ["check", "--all", "--format", "github", "--book", "../book"],
    ["check", "--select", "N,F04"],
    ["check", "--today", "2026-12-05", "--json"],
    ["list", "--all"],
    ["board"],
    ["people"],
    ["find", "budget"],
    ["brief", "--week"],
    ["brief"],
    ["show", "open-energy-00000"],
    ["check", "open-energy-00000"],
    ["report"],
    ["report", "--json"],
    ["learn", "enterprise"],
)


class Pretended:
    """A book under a pretended clock: files are stamped by it, and so is what is kept of them.

    Within one tick of the clock a file's state tells nothing of its content, as on a disk.
    """

    def __init__(self, root: Path, cold: dict) -> None:
        self.root, self._cold = root, cold
        self.now = 1_800_000_000 * SECOND
        self.stamp()

    def remember(self) -> None:
        """Keep what the book is now, to come back to it."""
        self._remembered = (
            self.now,
            {path: (path.read_bytes(), path.stat()) for path in self._files()},
        )

    def come_back(self) -> None:
        """Be as when it was kept, down to the times and inodes of the book's files."""
        self.now, remembered = self._remembered
        for path in self.root.parent.glob("removed/**/*.toml"):
            path.rename(self.root / path.relative_to(self.root.parent / "removed"))
        for path in self._files():
            if path not in remembered:
                path.unlink()
        for path, (content, status) in remembered.items():
            if not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)
            os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns))

    def remove(self, path: Path) -> None:
        """Take a file out of the book."""
        if path.exists():
            away = self.root.parent / "removed" / path.relative_to(self.root)
            away.parent.mkdir(parents=True, exist_ok=True)
            path.rename(away)

    def _files(self) -> list[Path]:
        return [path for path in self.root.rglob("*") if path.is_file()]

    def stamp(self, *paths: Path) -> None:
        for path in paths or self._files():
            os.utime(path, ns=(self.now, self.now))

    def wait(self, seconds: int) -> None:
        """Let time pass; backwards, the clock does not come to the same nanosecond again."""
        self.now += seconds * SECOND + (seconds < 0)

    def ask(self, words: list[str], capsysbinary: pytest.CaptureFixture[bytes]) -> tuple:
        """What a command line writes and how it ends, through the very start of the program."""
        code = said(words)
        kept = self.root / ".salescli"
        if files := [path for path in kept.iterdir() if path.is_file()]:
            self.stamp(*files)
        return code, capsysbinary.readouterr()

    def without(self, words: list[str], capsysbinary: pytest.CaptureFixture[bytes]) -> tuple:
        """The same with nothing kept before, and without keeping anything.

        It goes by nothing but what the files hold and what is around, so that it is tried once.
        """
        book = [(path, path.read_bytes()) for path in sorted(self.root.rglob("*.toml"))]
        names = [str(path.relative_to(self.root)) for path, _ in book]
        around = [os.environ.get(name) for name in ("SALESCLI_NOW", "TZ", "USER", "COLUMNS")]
        case = (*words, *around, *names, *(content for _, content in book))
        if case not in self._cold:
            self._cold[case] = self._without(words, capsysbinary)
        return self._cold[case]

    def _without(self, words: list[str], capsysbinary: pytest.CaptureFixture[bytes]) -> tuple:
        kept, aside = self.root / ".salescli", self.root / "aside"
        kept.rename(aside)
        try:
            return said(words), capsysbinary.readouterr()
        finally:
            shutil.rmtree(kept, ignore_errors=True)
            aside.rename(kept)


def _output(words: list[str]) -> str:
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO(), encoding="utf-8")) as out:
        said(words)
        out.flush()
        return out.buffer.getvalue().decode()


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


def _shown(status: os.stat_result) -> SimpleNamespace:
    """What a file system says that has no time of its own for the status of a file."""
    names = ("st_size", "st_mtime_ns", "st_ino", "st_mode")
    shown = {name: getattr(status, name) for name in names}
    return SimpleNamespace(**shown, st_ctime_ns=status.st_mtime_ns)


@pytest.fixture(scope="module")
def cold():
    """What the commands say with nothing kept, on whatever file system."""
    return {}


@pytest.fixture(params=["local", "fuse.sshfs", ""])
def pretended(made, cold, tmp_path, monkeypatch, request):
    """A copy of that book, in the current folder, under a pretended clock.

    A local file system is known to keep its times, one over a network not to; of one that nobody
    knows it shows.
    """
    shutil.copytree(made, tmp_path / "book")
    monkeypatch.chdir(tmp_path / "book")
    monkeypatch.setattr(sys, "argv", ["salescli"])
    for name in ("disable", "freeze"):
        monkeypatch.setattr(f"gc.{name}", lambda: None)
    book = Pretended(tmp_path / "book", cold)
    status = fingerprint._status
    monkeypatch.setattr(fingerprint, "_status", lambda *place, **how: _shown(status(*place, **how)))
    kind = "ext4" if request.param == "local" else request.param
    monkeypatch.setattr(fingerprint, "_file_system", lambda _: kind)
    clock = SimpleNamespace(**{**vars(time), "time_ns": lambda: book.now})
    monkeypatch.setattr(fingerprint, "time", clock)
    return book


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


def _remove(book, deal):
    book.remove(deal)


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
    book.remove(book.root / "processes" / "enterprise.toml")


def _settings(book, _):
    _edit(book, book.root / "salescli.toml", "EUR", "USD")


def _by_command(*words):
    """A command of ours writes in the deal, and keeps what came of it."""

    def change(_, deal):
        if deal.is_file():
            with contextlib.redirect_stderr(io.StringIO()):
                _output([words[0], deal.stem, *words[1:]])

    return change


def _set(name: str, value: str):
    def change(*_):
        os.environ[name] = value
        time.tzset()

    return change


AROUND = (  # what a command goes by besides the book: the day and the hour, zone, user, width
    *(_set("SALESCLI_NOW", f"2026-11-{day}T{hour}:00+01:00") for day, hour in AT),
    *(_set("TZ", zone) for zone in ("Europe/Berlin", "Asia/Tokyo", "America/Los_Angeles")),
    *(_set("USER", name) for name in ("ada", "bob")),
    *(_set("COLUMNS", width) for width in ("60", "120")),
)
CHANGES = (
    *AROUND,
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
    _by_command("note", "-m", "They rang back"),
    _by_command("log", "--kind", "call", "--what", "Ring them", "--on", "2027-12-01"),
    _by_command("close", "--lost", "no-budget", "--because", "They said so"),
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


def test_what_was_kept_never_shows(pretended, capsysbinary, monkeypatch):
    usual = {"SALESCLI_NOW": "2026-11-21T10:00+01:00", "TZ": "Europe/Berlin", "USER": "ada"}
    usual["COLUMNS"] = "80"
    for name, value in usual.items():
        monkeypatch.setenv(name, value)  # and so put back afterwards
    book = pretended
    book.wait(10)
    for words in QUESTIONS:
        book.ask(words, capsysbinary)
    book.remember()

    @settings(max_examples=size(5, 200))
    @given(STEPS)
    def same(steps):
        os.environ.update(usual)
        time.tzset()
        book.come_back()
        for change, number, seconds, words in steps:
            book.wait(seconds)
            change(book, sorted((book.root / "deals").iterdir())[number])
            for question in (words, words):
                assert book.ask(question, capsysbinary) == book.without(question, capsysbinary)

    try:
        same()
    finally:
        monkeypatch.undo()
        time.tzset()


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
    monkeypatch.setattr(fingerprint, "_GRACE", -3600 * SECOND)
    monkeypatch.setattr(fingerprint, "_file_system", lambda _: "ext4")
    load_summaries(open_session(None))
    return tmp_path / "book"


def found():
    book = open_session(None).book
    cache = DealCache(book, deal_states(book))
    return {handle: cache.find(handle, SUMMARIES, closed=True) for handle in cache.states}


def files(root: Path) -> list[Path]:
    """The files of the cache."""
    return sorted((root / ".salescli").glob("deals-*.cache"))


@pytest.mark.usefixtures("settled")
def test_a_summary_outlasts_the_index():
    load_summaries(open_session(None), closed=True)
    everything = [one for one in load_deals(open_session(None)) if isinstance(one, Subject)]
    known = found()
    assert {one.deal.handle: summary_of(one) for one in everything} == {
        handle: one for handle, one in known.items() if one is not None
    }
    assert known["broken"] is None


@pytest.mark.usefixtures("settled")
def test_a_row_says_all_of_a_summary():
    for about in load_deals(open_session(None)):
        one = summary_of(about) if isinstance(about, Subject) else None
        assert one is None or SUMMARIES.read(json.loads(json.dumps(SUMMARIES.write(one)))) == one


@pytest.mark.usefixtures("settled")
def test_a_row_says_all_of_a_course_and_is_read_in_place_of_the_deal(monkeypatch):
    courses, unreadable = read_courses(open_session(None))
    assert all(COURSES.read(json.loads(json.dumps(COURSES.write(one)))) == one for one in courses)
    monkeypatch.setattr("salescli.commands.support.reading.load_courses.trajectory_of", None)
    assert read_courses(open_session(None)) == (courses, unreadable)
    assert unreadable


def test_of_a_closed_deal_nobody_asked_about_it_is_known_that_it_is_closed(settled):
    closed = {
        one.handle
        for one in load_summaries(open_session(None), closed=True).summaries
        if not one.is_open
    }
    shutil.rmtree(settled / ".salescli")
    load_summaries(open_session(None))
    assert closed
    book = open_session(None).book
    cache = DealCache(book, deal_states(book))
    known = {one for one in cache.states if cache.find(one, SUMMARIES, closed=False) is True}
    assert known == closed == {one for one, about in found().items() if about is None} - {"broken"}


@pytest.mark.parametrize(
    "name",
    ["nord", "Müller", "muller", "gmbh", "jörg", "Dana Reyes", "dana@", "reyes", "nobody", "0000"],
)
def test_a_name_means_the_same_with_the_index_and_without_it(settled, monkeypatch, name):
    load_summaries(open_session(None), closed=True)
    with_index = handles_meant(open_session(None), name)
    for many in (500, 1):  # from so many on the files are looked through before they are read
        monkeypatch.setattr(deal_names, "_MANY", many)
        shutil.rmtree(settled / ".salescli")
        assert handles_meant(open_session(None), name) == with_index


COMPANIES = (
    *("Straße & Söhne", "STRASSE", "Łódź Œuvre", "e\u0301t\u00e9", "\\u0041cme", "İstanbul"),
    *("O'Neil-Smith", "a\\tb", "½ Pint", "日本 電気", "ﬁne", "Ⅳ Labs", "x\\\\yz"),
)


def test_a_large_book_is_looked_through_for_every_word_of_every_name(settled, monkeypatch):
    monkeypatch.setattr(deal_names, "_MANY", 1)
    (settled / "deals" / "broken.toml").unlink()
    deal = min((settled / "deals").iterdir())
    for company in COMPANIES:
        line = f'company = "{company}"'
        deal.write_text(re.sub(r'(?m)^company = ".*"$', lambda _, new=line: new, deal.read_text()))
        means = tomllib.loads(line)["company"]
        for word in (means, *folded(means).split()):
            shutil.rmtree(settled / ".salescli", ignore_errors=True)
            assert deal.stem in handles_meant(open_session(None), word), (company, word)


def test_of_a_large_book_nobody_has_looked_at_no_deal_is_read_that_is_called_otherwise(
    settled, monkeypatch
):
    load_summaries(open_session(None), closed=True)
    (settled / "deals" / "broken.toml").unlink()
    meant = handles_meant(open_session(None), "dana@")
    shutil.rmtree(settled / ".salescli")
    monkeypatch.setattr(deal_names, "_MANY", 1)
    read = []
    real = read_anew.read_page
    noting = lambda *a: read.append(a[2]) or real(*a)  # noqa: E731
    monkeypatch.setattr(read_anew, "read_page", noting)
    deal = min((settled / "deals").iterdir()).stem
    assert handles_meant(open_session(None), deal[-5:]) == [deal]
    assert read == [deal]
    assert handles_meant(open_session(None), "dana@") == meant


def test_no_deal_is_read_to_find_one_by_its_name(settled, monkeypatch):
    def refuse(*_):
        raise AssertionError("a row was read")

    (settled / "deals" / "broken.toml").unlink()
    load_summaries(open_session(None), closed=True)
    monkeypatch.setattr(DealCache, "find", refuse)
    assert handles_meant(open_session(None), "gmbh")


def test_a_name_is_found_in_one_file_once_it_was_looked_for(settled, monkeypatch):
    (settled / "deals" / "broken.toml").unlink()
    load_summaries(open_session(None))  # closed deals are known by their names, too
    meant = handles_meant(open_session(None), "gmbh")
    for path in settled.glob(".salescli/deals-*.cache"):
        path.unlink()
    monkeypatch.setattr("salescli.commands.support.reading.read_anew.read_page", None)
    assert handles_meant(open_session(None), "gmbh") == meant != []


def test_what_a_deal_is_called_by_now_counts(settled):
    deal = min(path for path in (settled / "deals").iterdir() if path.stem != "broken")
    for company in ("Zanzibar", "Quetzal"):
        text = re.sub(r'(?m)^company = ".*"$', f'company = "{company}"', deal.read_text())
        deal.write_text(text)
        assert handles_meant(open_session(None), company[1:]) == [deal.stem]
    assert handles_meant(open_session(None), "anzibar") == []
    deal.unlink()
    assert handles_meant(open_session(None), "uetzal") == []


@pytest.mark.usefixtures("settled")
def test_the_names_of_a_deal_that_was_read_are_those_of_its_summary():
    for about in load_deals(open_session(None)):
        if isinstance(about, Subject):
            label = label_of_read(about.deal, is_open=is_open(about.deal))
            assert label == label_of(summary_of(about))


@pytest.mark.parametrize("spoil", [b"", b"\xff", b"\n\n\t\t\n", bytes(99)])
def test_a_spoilt_list_of_names_is_passed_over(settled, spoil):
    meant = handles_meant(open_session(None), "gmbh")
    names = settled / ".salescli/names.cache"
    names.write_bytes(names.read_bytes()[:-40] + spoil)
    assert handles_meant(open_session(None), "gmbh") == meant
    names.write_bytes(spoil)
    assert handles_meant(open_session(None), "gmbh") == meant


def test_nothing_is_read_that_is_known(settled, monkeypatch):
    def refuse(*_):
        raise AssertionError("a deal was read")

    (settled / "deals" / "broken.toml").unlink()
    monkeypatch.setattr("salescli.commands.support.reading.read_anew.read_page", refuse)
    assert load_summaries(open_session(None)).summaries


@pytest.mark.parametrize("grace", [60, -3600])
def test_what_a_command_wrote_is_not_read_by_the_next_one(settled, monkeypatch, grace):
    """Nor a moment later, when its times can be believed."""
    (settled / "deals" / "broken.toml").unlink()
    monkeypatch.setattr(fingerprint, "_GRACE", grace * SECOND)
    monkeypatch.setattr(fingerprint, "_file_system", lambda _: "ext4")
    load_summaries(open_session(None))
    deal = deal_to_log_on(settled)
    _by_command("log", "--kind", "call", "--what", "Ring them", "--on", "2027-12-01")(
        None, settled / "deals" / f"{deal}.toml"
    )
    monkeypatch.setattr(fingerprint, "_GRACE", -3600 * SECOND)
    monkeypatch.setattr("salescli.commands.support.reading.read_anew.read_page", None)
    known = {one.handle: one for one in load_summaries(open_session(None)).summaries}
    assert "Ring them" in known[deal].names
    assert len(known) == 6


def test_of_a_book_that_nobody_looked_at_nothing_is_kept(settled):
    shutil.rmtree(settled / ".salescli")
    deal = deal_to_log_on(settled)
    _by_command("note", "-m", "They rang back")(None, settled / "deals" / f"{deal}.toml")
    assert not files(settled)


def test_a_report_reads_each_deal_once(settled, monkeypatch):
    shutil.rmtree(settled / ".salescli")
    (settled / "deals" / "broken.toml").unlink()
    opened = []

    def noting(book, loader, handle, enough=None):
        opened.append(handle)
        return read_page(book, loader, handle, enough)

    monkeypatch.setattr("salescli.commands.support.reading.read_anew.read_page", noting)
    assert _output(["report"])
    assert sorted(opened) == sorted(deal_states(open_session(None).book))


def test_it_is_not_written_again_where_nothing_is_new(settled):
    before = [file.stat().st_mtime_ns for file in files(settled)]
    load_summaries(open_session(None))
    assert before == [file.stat().st_mtime_ns for file in files(settled)] != []


@pytest.mark.parametrize("day", ["2026-06-01", "2026-11-16", "2026-11-21"])
@pytest.mark.parametrize("words", [["next"], ["next", "--brief"], ["next", "--days", "1"]])
def test_deals_that_are_only_counted_are_counted_alike(settled, monkeypatch, day, words):
    """On the first of these days nobody needs anything, and all that comes is later."""
    (settled / "deals" / "broken.toml").unlink()
    monkeypatch.setenv("SALESCLI_NOW", f"{day}T10:00")
    for name in ("disable", "freeze"):
        monkeypatch.setattr(f"gc.{name}", lambda: None)
    shutil.rmtree(settled / ".salescli")
    cold = _output(words)
    for answer in (settled / ".salescli").glob("*.answer"):
        answer.unlink()
    assert _output(words) == cold


DAMAGED = [
    *(b"", b"{", b"[]", b"null", b"7", b"{}", b"\xff", b"[" * 100_000),
    b'{"version": 1}',
    b'{"version": 1, "deals": 7}',
]


@pytest.mark.parametrize("data", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_index_is_none(settled, data):
    expected = load_summaries(open_session(None))
    for file in files(settled):
        file.write_bytes(data)
    assert load_summaries(open_session(None)) == expected


def _spoilt_rows():
    """What may stand in the place of a row, made of one that is right."""
    yield lambda row: json.dumps(row[:-1]).encode()
    yield lambda row: json.dumps(["x", *row]).encode()
    for text in (b"", b"7", b"{}", b'"x"', b"[1", b"[[]]", b"\xff", b"true"):
        yield lambda _, text=text: text


@pytest.mark.parametrize("spoil", list(_spoilt_rows()))
def test_rows_of_another_form_are_none(settled, spoil):
    expected = load_summaries(open_session(None))
    spoilt = 0
    for file in files(settled):
        head, *lines = file.read_bytes().split(b"\n")
        parts = [line.split(b"\t") for line in lines]
        for part in parts:
            for place, cell in enumerate(part):
                if cell.startswith(SUMMARIES.tag):
                    row = json.loads(cell.removeprefix(SUMMARIES.tag))
                    part[place] = SUMMARIES.tag + spoil(row)
                    spoilt += 1
        file.write_bytes(b"\n".join((head, *map(b"\t".join, parts))))
    assert spoilt
    assert load_summaries(open_session(None)) == expected


@pytest.mark.parametrize("length", range(0, 2_000, 61))
def test_an_index_that_was_cut_says_nothing_wrong(settled, length):
    expected = load_summaries(open_session(None))
    for file in files(settled):
        file.write_bytes(file.read_bytes()[:length])
    assert load_summaries(open_session(None)) == expected


@pytest.mark.parametrize("old", [b"\t", b"\n", b",", b'"', b"small-business", b"open"])
def test_what_was_put_for_a_part_of_a_line_says_nothing_wrong(settled, old):
    expected = load_summaries(open_session(None))
    for file in files(settled):
        file.write_bytes(file.read_bytes().replace(old, b"\t\n"))
    assert load_summaries(open_session(None)) == expected


def test_what_is_kept_is_for_its_owner_only_and_a_link_is_not_followed(settled, tmp_path):
    kept = settled / ".salescli"
    assert kept.stat().st_mode & 0o77 == 0
    assert not any(file.stat().st_mode & 0o77 for file in files(settled))
    shutil.rmtree(kept)
    (tmp_path / "elsewhere").mkdir()
    kept.symlink_to(tmp_path / "elsewhere")
    load_summaries(open_session(None))
    assert not list((tmp_path / "elsewhere").iterdir())


def test_where_nothing_can_be_written_the_answer_is_the_same(settled, monkeypatch):
    expected = load_summaries(open_session(None))
    shutil.rmtree(settled / ".salescli")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(fingerprint.os, "replace", full)
    assert load_summaries(open_session(None)) == expected


# What no time shows


def _by_memory(path: Path, texts: list[bytes]) -> Iterator[None]:
    """Write texts of one length into a file, as a program does that has it in its memory."""
    with path.open("r+b") as file, mmap.mmap(file.fileno(), 0) as memory:
        for text in texts:
            memory[:] = text
            yield


def titled(deal: Path, *titles: str) -> list[bytes]:
    """The file of a deal, of one length, whose company and people have those names."""
    return [
        re.sub(
            r"^(company|name) *= .*$",
            lambda line, title=title: f'{line[1]} = "{title}" #'.ljust(len(line[0]) + 40, "x"),
            deal.read_text(),
            flags=re.MULTILINE,
        ).encode()
        for title in titles
    ]


def test_what_a_program_writes_through_memory_is_seen_each_time(made, tmp_path, monkeypatch):
    """The time of a file is that of the first write, until the system brings it to disk."""
    shutil.copytree(made, tmp_path / "book")
    monkeypatch.chdir(tmp_path / "book")
    deal = min((tmp_path / "book/deals").iterdir())
    texts = titled(deal, "First", "Other", "Third")
    deal.write_bytes(texts[0])
    for title, _ in zip(("First", "Other", "Third"), _by_memory(deal, texts), strict=True):
        for words in (["next", "--all"], ["next", "--all"], ["list", "--all"]):
            assert title in _output(words)


def test_a_time_that_was_put_back_is_seen_where_a_file_has_no_other(pretended, capsysbinary):
    book, deal = pretended, min((pretended.root / "deals").iterdir())
    texts = titled(deal, "First", "Other")
    for title, text in zip(("First", "Other"), texts, strict=True):
        deal.write_bytes(text)
        book.stamp(deal)
        for words in (["next", "--all"], ["list", "--all"]):
            assert title in book.ask(words, capsysbinary)[1].out.decode()
    assert fingerprint.states(str(deal.parent))[deal.stem][4]


def test_files_that_a_file_system_answers_for_are_not_read(settled):
    """Their times are enough, as long as some of them show that it keeps two of them."""
    assert not any(one[4] for one in fingerprint.states(str(settled / "deals")).values())


@pytest.mark.parametrize("kind", ["tmpfs", "fuse.sshfs", "nfs4", "vfat", "9p"])
def test_on_other_file_systems_content_counts(settled, monkeypatch, kind):
    monkeypatch.setattr(fingerprint, "_file_system", lambda _: kind)
    assert all(one[4] for one in fingerprint.states(str(settled / "deals")).values())
    assert fingerprint.state_of(str(settled / "salescli.toml"))[4]


def test_the_file_system_is_that_of_the_innermost_mount(tmp_path, monkeypatch):
    (tmp_path / "a b/c").mkdir(parents=True)
    top = os.path.realpath(tmp_path)
    lines = [
        "1 1 8:1 / / rw - ext4 /dev/x rw",
        f"2 1 0:5 / {top}/a\\040b rw,x shared:1 - fuse.sshfs host: rw",
        f"3 1 0:6 / {top}/a rw - nfs4 host: rw",
    ]
    monkeypatch.setattr(fingerprint, "_MOUNTS", lines)
    kinds = [
        fingerprint._file_system(str(tmp_path / name)) for name in ("", "a b", "a b/c", "a bc")
    ]
    assert kinds == ["ext4", "fuse.sshfs", "fuse.sshfs", "ext4"]


@pytest.mark.parametrize("name", ["USER", "LOGNAME", "TZ"])
def test_a_conclusion_is_for_one_user(name, monkeypatch):
    before = fingerprint.environment_key()
    monkeypatch.setenv(name, "Asia/Tokyo")
    assert fingerprint.environment_key() != before


def test_another_library_of_holidays_makes_another_conclusion(tmp_path, monkeypatch):
    before = fingerprint.environment_key()
    assert fingerprint.holidays_made()
    (tmp_path / "holidays").mkdir()
    (tmp_path / "holidays/version.py").write_text("__version__ = '9'")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert fingerprint.environment_key() != before


def test_what_was_read_a_moment_after_it_was_written_is_read_no_more(made, tmp_path, monkeypatch):
    """Later its times can be believed: it is looked into once, and not parsed again."""
    shutil.copytree(made, tmp_path / "book")
    (tmp_path / "book/deals/broken.toml").unlink()
    monkeypatch.chdir(tmp_path / "book")
    monkeypatch.setattr(fingerprint, "_file_system", lambda _: "ext4")
    expected = load_summaries(open_session(None), closed=True)
    deals = str(tmp_path / "book/deals")
    assert all(one[4] for one in fingerprint.states(deals).values())
    monkeypatch.setattr(fingerprint, "_GRACE", -3600 * SECOND)
    monkeypatch.setattr("salescli.commands.support.reading.read_anew.read_page", None)
    looked = []
    monkeypatch.setattr(
        fingerprint,
        "_hash",
        lambda path, _, hashed=fingerprint._hash: looked.append(path) or hashed(path, _),
    )
    for _ in range(2):
        assert load_summaries(open_session(None), closed=True) == expected
    assert len([path for path in looked if path.startswith(deals)]) == len(expected.summaries)


def test_a_file_that_shows_no_change_after_it_was_read_is_read_again(made, tmp_path, monkeypatch):
    """A program that wrote through memory wrote once more, and its times tell of the first time."""
    shutil.copytree(made, tmp_path / "book")
    monkeypatch.chdir(tmp_path / "book")
    monkeypatch.setattr(fingerprint, "_file_system", lambda _: "ext4")
    deal = min((tmp_path / "book/deals").iterdir())
    first, other = titled(deal, "First", "Other")
    deal.write_bytes(first)
    shown = deal.stat()
    assert "First" in _output(["list", "--all"])
    deal.write_bytes(other)
    before = fingerprint._status
    monkeypatch.setattr(
        fingerprint,
        "_status",
        lambda path, *where, **how: (
            shown if str(path).endswith(deal.name) else before(path, *where, **how)
        ),
    )
    monkeypatch.setattr(fingerprint, "_GRACE", -3600 * SECOND)
    assert "Other" in _output(["list", "--all"])


def test_files_as_a_clone_leaves_them_are_not_read_each_time(settled):
    """All of them show one time, on a file system that is known to keep two."""
    assert all(p.stat().st_ctime_ns >= p.stat().st_mtime_ns for p in (settled / "deals").iterdir())
    assert not any(one[4] for one in fingerprint.states(str(settled / "deals")).values())
