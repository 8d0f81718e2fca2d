"""Where the program starts: the short way and the command line say the same."""

from __future__ import annotations

import errno
import sys
from datetime import datetime
from itertools import combinations

import pytest
from bench.books import write_book
from support.terminal import Terminal

from salescli import __version__, start
from salescli.commands.support import session
from salescli.store.cache.output_cache import CachedOutput
from salescli.store.files import fingerprint

WAYS = [
    ("next", *words) for count in range(3) for words in combinations(sorted(start.REVIEW), count)
]


@pytest.fixture
def began(run, tmp_path, monkeypatch, capsys):  # noqa: ARG001 - `run` changes the folder
    """Start the program with some words, in a book: its exit code, what it wrote and complained."""
    write_book(tmp_path / "book", 9)
    monkeypatch.chdir(tmp_path / "book")
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr(fingerprint, "_GRACE", -3600 * 10**9)

    def begin(*words):
        monkeypatch.setattr(sys, "argv", ["salescli", *words])
        try:
            start.main()
        except SystemExit as end:
            return end.code, *capsys.readouterr()
        return 0, *capsys.readouterr()

    return begin


@pytest.mark.parametrize("words", WAYS, ids=" ".join)
def test_both_ways_say_the_same_before_and_after_the_answer_was_kept(began, run, tmp_path, words):
    first, again = began(*words), began(*words)
    book = tmp_path / "book"
    long = run(*words, "--book", str(book))
    assert first == again == (long.code, long.out, long.err)


def test_the_version_is_said_as_the_command_line_says_it(began, run):
    assert began("--version") == (0, run("--version").out, "")
    assert __version__ in began("--version")[1]


IN_TERMINAL = """
import sys
from salescli.store.files import fingerprint
fingerprint._GRACE = -3600 * 10**9
if "kept" in sys.argv:
    sys.modules["salescli.commands.next"] = None
sys.argv = ["salescli", "next", "--list"]
from salescli.start import main
main()
"""


def test_a_terminal_is_answered_again_as_long_as_it_is_the_same(began):
    assert began("--version")[0] == 0

    def listed(*words, term="xterm-256color", **environment):
        shown = Terminal(*words, code=IN_TERMINAL, term=term, **environment)
        shown.ends(2 if "fault" in words else 0)
        return shown.screen, "bug in salescli" in shown.screen

    first = listed()
    assert listed("kept") == first
    assert listed("kept", "fault", term="dumb")[1]
    narrow = listed(COLUMNS="60")
    assert narrow != first
    assert listed("kept", COLUMNS="60") == narrow


def test_a_kept_answer_is_given_without_a_review(began, monkeypatch):
    expected = began("next")
    monkeypatch.setattr("salescli.commands.next.next_", lambda *_: 1 / 0)
    assert began("next") == expected


def test_an_answer_is_for_one_day_zone_and_encoding(began, tmp_path, monkeypatch):
    began("next")
    encoding = sys.stdout.encoding
    book = str(tmp_path / "book")
    asked = [
        CachedOutput(book, ["next"], {"SALESCLI_NOW": now}, [form])
        for now in ("2026-11-21T10:00:00+01:00", "2026-11-22T10:00:00+01:00")
        for form in (encoding, "ascii")
    ]
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    asked.append(
        CachedOutput(book, ["next"], {"SALESCLI_NOW": "2026-11-21T10:00:00+01:00"}, [encoding])
    )
    assert [question.answer() is not None for question in asked] == [True, *[False] * 4]


@pytest.mark.parametrize(
    ("later", "holds"),
    [(0, True), (3599, True), (3600, False), (-1, False)],
    ids=["at once", "before the next time", "when it passes", "when the clock was put back"],
)
def test_an_answer_holds_until_the_next_time_of_today_passes(
    began, tmp_path, monkeypatch, later, holds
):
    assert began("--version")[0] == 0
    noon, book = 1_795_600_800, str(tmp_path / "book")
    monkeypatch.setattr("time.time", lambda: noon + 0.5)
    CachedOutput(book, ["next"], {}, []).keep(0, b"x", noon + 3600.0)
    monkeypatch.setattr("time.time", lambda: noon + later + 0.5)
    expected = (0, b"x") if holds else None
    assert CachedOutput(book, ["next"], {}, []).answer() == expected


def test_a_time_that_passes_while_an_answer_is_kept_is_seen(began, run, monkeypatch):
    """What was kept at nine says nothing of ten: a meeting has passed by then."""
    monkeypatch.delenv("SALESCLI_NOW")
    add = ("add", "Kranz", "--process", "enterprise", "--what", "Kick-off")
    assert run(*add, "--on", "2099-03-02T10:00").code == 0

    def at(hour, minute=0):
        moment = datetime(2099, 3, 2, hour, minute).astimezone()
        monkeypatch.setattr("time.time", moment.timestamp)
        monkeypatch.setattr("time.strftime", lambda *_: "2099-03-02")
        monkeypatch.setattr(session, "datetime", _Clock(moment))
        code, out, err = began("next")
        assert (code, err) == (0, "")
        return "not logged yet" in out

    assert [at(8), at(9, 59), at(10), at(10, 1), at(9)] == [False, False, True, True, False]


class _Clock:
    """The class of times, with a clock that stands."""

    def __init__(self, moment):
        self.moment = moment

    def __getattr__(self, name):
        return getattr(datetime, name)

    def now(self):
        return self.moment


def test_where_there_is_no_book_both_ways_say_so(began, tmp_path, monkeypatch):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    short = began("next")
    monkeypatch.setattr(start, "REVIEW", set())
    assert short == began("next", "--list")
    assert short[0] == 2
    assert "salescli init" in short[2]


def test_an_answer_that_cannot_be_written_is_left_to_the_command(monkeypatch):
    class Full:
        def write(self, _):
            raise OSError(errno.ENOSPC, "No space left on device")

    out = {"buffer": Full(), "flush": None, "encoding": "utf-8", "isatty": lambda _: False}
    monkeypatch.setattr(sys, "stdout", type("Out", (), out)())
    assert not start._written(b"x")


@pytest.mark.parametrize(
    ("text", "piped", "coloured"),
    [
        *(("plain\nZoë 👩\u200d👧\n", True, True), ("\x1b[1;31mred\x1b[0m\n", False, True)),
        *(("\x1b[m", False, True), ("\x1b]0;title\x07", False, False), ("\x1b[2J", False, False)),
        *(("\x1b[31\n", False, False), ("\x9b31m", False, False), ("\u202eabc", False, False)),
        *(("\x1b[1;3\x1b[31mm", False, False), ("a\rb", False, False), ("\x1bc", False, False)),
    ],
)
def test_what_is_kept_can_do_nothing_but_be_read(text, piped, coloured):
    assert start._is_harmless(text, colours=False) is piped
    assert start._is_harmless(text, colours=True) is coloured


def test_a_forged_answer_is_not_given(began, tmp_path):
    expected = began("next", "--brief")
    (kept,) = (tmp_path / "book/.salescli").glob("*.answer")
    forged = kept.read_bytes().removesuffix(expected[1].encode()) + b"\x1b]0;owned\x07\n"
    kept.write_bytes(forged)
    assert began("next", "--brief") == expected


def test_a_warning_is_given_every_time(began, tmp_path):
    with (tmp_path / "book" / "salescli.toml").open("a") as settings:
        settings.write('[calendar]\ncountry = "XX"\n')
    first = began("next")
    assert "warning" in first[2]
    assert began("next") == first


def test_what_changes_in_the_calendars_folder_is_shown_at_once(
    began, tmp_path, tmp_path_factory, monkeypatch
):
    folder = tmp_path_factory.mktemp("sales")
    with (tmp_path / "book" / "salescli.toml").open("a") as settings:
        settings.write(f'[calendar]\nfolder = "{folder}"\n')
    first = [began("next", "--list") for _ in range(3)]
    assert first[0] == first[1] == first[2]
    with monkeypatch.context() as patch:  # so it was kept
        patch.setattr("salescli.commands.next.next_", lambda *_: 1 / 0)
        assert began("next", "--list") == first[0]
    next(folder.iterdir()).unlink()
    code, out, err = began("next", "--list")
    assert (code, err) == (0, "")
    assert "\nCalendar: open-" in out
    assert began("next", "--list") == (code, out, err)


def test_a_fault_of_ours_is_no_traceback(began, monkeypatch):
    monkeypatch.setattr("salescli.commands.next.next_", lambda *_: 1 / 0)
    code, out, err = began("next")
    assert (code, out) == (2, "")
    assert "this is a bug in salescli: ZeroDivisionError" in err
    monkeypatch.setenv("SALESCLI_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        began("next")


def test_ctrl_c_ends_it_quietly(began, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("salescli.commands.next.next_", interrupted)
    assert began("next") == (130, "", "")
