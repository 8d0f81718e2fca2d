"""Where the program starts: the short way and the command line say the same."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from datetime import datetime
from functools import cache
from importlib import import_module
from itertools import combinations

import pytest
from bench.books import write_book
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import size
from support.fixture_cache import copy_of
from support.table import each
from support.terminal import Terminal

from salescli import __version__, kept_command_lines, plain_line, start
from salescli.cli import app as command_line
from salescli.commands.support import session
from salescli.flags.support.command_table import command_table
from salescli.flags.support.declaration import Argument, CommandLine, Flag
from salescli.flags.support.declared_fields import declared_fields
from salescli.kept_command_lines import FLAGS, SWITCH, TEXT
from salescli.store.cache.output_cache import CachedOutput
from salescli.store.files import fingerprint

OTHERS = ("check", "board", "report", "people", "show", "brief", "find")
DEAL = "iron-tools-00006"
SWITCHES = sorted(flag for flag, (_, takes) in FLAGS["next"].items() if takes == SWITCH)
WAYS = [
    *(("next", *words) for count in range(3) for words in combinations(SWITCHES, count)),
    *(("next", "--mine", "--days", days, "--process", "enterprise") for days in ("0", "7", "400")),
    *(("next", "--json", "--limit=2"), ("next", "--limit", "3", "--brief"), ("check",)),
    *(("next", "--process", "nowhere"), ("next", "--all", "--limit", "1"), ("check", "--json")),
    *(("check", "--all"), ("check", "--format", "github"), ("check", "--format", "no")),
    *(("list",), ("list", "--all", "--json"), ("list", "--overdue"), ("list", "--limit", "2")),
    *(("board",), ("board", "--wide"), ("board", "--json"), ("report",), ("report", "--full")),
    *(("report", "forecast", "reasons"), ("report", "nothing"), ("report", "--json")),
    *(("people",), ("people", "dana"), ("people", "dana reyes", "--json"), ("people", "nobody")),
    *(("show", DEAL), ("show", DEAL, "--full"), ("show", DEAL, "--log"), ("show", DEAL, "--json")),
    *(("show",), ("show", "nowhere"), ("show", *DEAL.split("-")), ("brief",), ("brief", DEAL)),
    *(("brief", "--week"), ("brief", DEAL, "--json"), ("brief", "--week", "--json")),
    *(("brief", DEAL, "--week"), ("find", "site"), ("find", "liability"), ("find", "site", "two")),
    *(("find", "site", "--deal", DEAL), ("find", "the", "--person", "dana", "--all", "--json")),
    *(("check", DEAL), ("check", "--select", "N"), ("check", "--ignore=N,P", "--json")),
    *(("check", "--select", "nothing"), ("check", DEAL, "nowhere"), ("learn",)),
    *(("learn", "enterprise"), ("learn", "--since", "2026-01-01", "--json"), ("learn", "none")),
]


@pytest.fixture
def began(run, tmp_path, tmp_path_factory, monkeypatch, capsys):  # noqa: ARG001 - it moves
    """Start the program with some words, in a book: its exit code, what it wrote and complained."""
    copy_of("nine", lambda to: write_book(to, 9), tmp_path_factory, tmp_path / "book")
    monkeypatch.chdir(tmp_path / "book")
    for name in ("disable", "freeze"):
        monkeypatch.setattr(f"gc.{name}", lambda: None)
    monkeypatch.setattr(fingerprint, "_GRACE", -3600 * 10**9)
    monkeypatch.setattr(fingerprint, "_file_system", lambda _: "ext4")

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


VALUES = {
    TEXT: ("text", "enterprise", "Müller", "a=b", "", "-x", "~", "\x1b", "--mine"),
    **dict.fromkeys((0, 1), ("0", "1", "07", "-1", "", "x", "9999999", "\u0661", " 1")),
    SWITCH: (None,),
}


@st.composite
def lines(draw):
    """A command line of the short way, or nearly one."""
    command = draw(st.sampled_from(sorted(FLAGS)))
    flags = {**FLAGS[command], "--book": ("book", TEXT)}
    words = [command]
    for name in draw(st.lists(st.sampled_from(sorted(flags)), max_size=4)):
        value = draw(st.sampled_from(VALUES[flags[name][1]]))
        joined = value is not None and draw(st.booleans())
        words += (
            [f"{name}={value}"] if joined else [one for one in (name, value) if one is not None]
        )
    after = draw(st.sampled_from([[], [], [], ["ardent"], ["--no"]]))
    return [*draw(_BEFORE), *words, *after]


def test_the_short_way_reads_a_line_as_the_command_line_does(monkeypatch, capsys):
    seen = []

    def note(flags, *_):
        seen.append((flags, os.environ.get("SALESCLI_BOOK")))
        return 7

    commands = ("next.next_", "list.list_", "learn.learn.learn")
    for name in (*commands, *(f"{name}.{name}" for name in OTHERS)):
        monkeypatch.setattr(f"salescli.commands.{name}", note)
    monkeypatch.setenv("SALESCLI_BOOK", "")

    @settings(max_examples=size(60, 2000), deadline=None)
    @given(lines())
    def same(words):
        question = kept_command_lines.asked(words)
        if question is None:
            return
        os.environ["SALESCLI_BOOK"] = ""
        assert start._made(question, None) == 7
        os.environ["SALESCLI_BOOK"] = ""
        assert command_line(words, standalone_mode=False) == 7
        assert seen[-1] == seen[-2]

    same()
    assert seen
    assert capsys.readouterr() == ("", "")


@each("command", FLAGS)
def test_the_short_way_names_flags_as_they_are_declared(command):
    declared = {
        field.declared.names: (field.name, field.declared.least)
        for field in _flags_of(import_module(command_table()[command].module).COMMAND.flags)
        if isinstance(field.declared, Flag)
    }
    for flag, (field, takes) in FLAGS[command].items():
        assert declared[flag] == (field, takes if isinstance(takes, int) else None)


@pytest.mark.parametrize("words", [("next", "--book", "book"), ("--book=book", "next", "--list")])
def test_a_book_that_is_named_is_answered_from_what_was_kept(began, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    expected = began(*words)
    monkeypatch.setattr("salescli.commands.next.next_", lambda *_: 1 / 0)
    assert began(*words) == expected
    monkeypatch.setenv("SALESCLI_BOOK", str(tmp_path / "book"))
    assert began(*[word for word in words if "book" not in word]) == expected


def test_answers_to_other_values_of_a_flag_are_told_apart(began):
    said = [began("next", "--days", days) for days in ("0", "400", "0", "400")]
    assert said[0] == said[2] != said[1] == said[3]


def test_answers_about_several_deals_are_kept_side_by_side(began, tmp_path, monkeypatch):
    handles = [file.stem for file in sorted((tmp_path / "book" / "deals").iterdir())]
    shown = [began("show", handle) for handle in handles]
    assert len(set(shown)) == len(handles)
    monkeypatch.setattr("salescli.commands.show.show", lambda *_: 1 / 0)
    again = [began("show", handle) for handle in handles]
    assert [code for code, *_ in again].count(0) > 1
    for one, two in zip(shown, again, strict=True):
        assert two == one or two[0] == 2


@pytest.mark.parametrize("command", ["show", "brief", "check"])
def test_an_answer_about_one_deal_holds_whatever_happens_to_others(
    began, run, tmp_path, monkeypatch, command
):
    deals = tmp_path / "book" / "deals"
    expected = began(command, DEAL)
    other = next(file for file in deals.iterdir() if file.stem != DEAL)
    other.write_text(other.read_text() + "# x\n")
    with monkeypatch.context() as patch:
        patch.setattr(f"salescli.commands.{command}.{command}", lambda *_: 1 / 0)
        assert began(command, DEAL) == expected
    own = deals / f"{DEAL}.toml"
    own.write_text(own.read_text().replace('company = "', 'company = "New '))
    short, long = began(command, DEAL), run(command, DEAL, "--book", str(deals.parent))
    assert short == (long.code, long.out, long.err)
    own.unlink()
    assert began(command, DEAL)[0] == 2


def test_a_deal_that_is_named_by_a_part_is_looked_for_among_all(began, tmp_path):
    part, deals = "iron-tools", tmp_path / "book" / "deals"
    assert began("show", part)[0] == 0
    (deals / f"{part}-2.toml").write_bytes((deals / f"{DEAL}.toml").read_bytes())
    assert began("show", part)[0] == 2


def test_whose_deals_are_mine_is_asked_anew_of_somebody_else(began, tmp_path, monkeypatch):
    settings_file = tmp_path / "book" / "salescli.toml"
    settings_file.write_text(settings_file.read_text().replace('me = "ada"', ""))
    monkeypatch.setenv("USER", "ada")
    hers = began("next", "--mine")
    monkeypatch.setenv("USER", "nobody-else")
    assert began("next", "--mine") != hers


def test_a_finding_that_passes_with_the_hour_is_not_kept(began, tmp_path, monkeypatch):
    began("check")
    deal = min((tmp_path / "book" / "deals").glob("open-*.toml"))
    deal.write_text(f'{deal.read_text()}\n[[log]]\nat = 2026-11-21T23:00:00+01:00\nkind = "call"\n')
    assert "is in the future" in began("check", "--all")[1]
    for _ in range(2):
        assert "is in the future" in began("check", "--all")[1]
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-21T23:30:00+01:00")
    assert "is in the future" not in began("check", "--all")[1]


def test_the_version_is_said_as_the_command_line_says_it(began, run):
    assert began("--version") == (0, run("--version").out, "")
    assert __version__ in began("--version")[1]


IN_TERMINAL = """
import subprocess
import sys
from salescli.store.files import fingerprint
fingerprint._GRACE = -3600 * 10**9
if "kept" in sys.argv:
    sys.modules["salescli.commands.next"] = None
sys.argv = ["salescli", *sys.argv[1:]] if "--full" in sys.argv else ["salescli", "next", "--list"]
from salescli.start import main
main()
"""


def test_a_terminal_is_answered_again_as_long_as_it_is_the_same(began):
    assert began("--version")[0] == 0

    def listed(*words, term="xterm-256color", **environment):
        shown = Terminal(*words, code=IN_TERMINAL, cold=True, term=term, **environment)
        shown.ends(2 if "fault" in words else 0)
        return shown.screen, "bug in salescli" in shown.screen

    first = listed()
    assert listed("kept") == first
    assert listed("kept", "fault", term="dumb")[1]
    narrow = listed(COLUMNS="60")
    assert narrow != first
    assert listed("kept", COLUMNS="60") == narrow


def test_what_the_pager_showed_it_shows_again(began):
    assert began("--version")[0] == 0
    screens = []
    for _ in range(2):
        shown = Terminal("show", DEAL, "--full", code=IN_TERMINAL, cold=True, PAGER="cat")
        shown.ends(0)
        screens.append(shown.screen)
    assert screens[0] == screens[1] != ""


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
    CachedOutput(book, ["next"], {}, []).keep(0, [b"x"], noon + 3600.0)
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
    monkeypatch.setattr(kept_command_lines, "FLAGS", {})
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


@each(
    "text, piped, coloured",
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
    min(event for event in folder.iterdir() if "open-energy" in event.read_text()).unlink()
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


@pytest.mark.parametrize("words", [("next", "--json"), ("check",), ("check", "--json")])
def test_an_answer_too_long_to_be_kept_is_given_all_the_same(tmp_path, began, monkeypatch, words):
    whole = began(*words)
    (answer,) = tmp_path.glob("book/.salescli/*.answer")
    answer.unlink()
    monkeypatch.setattr("salescli.store.cache.output_cache._LONGEST", 10)
    assert began(*words) == whole
    assert not list(tmp_path.glob("book/.salescli/*.answer"))


_INTERRUPTED = """
import os, signal, sys

from salescli.start import main

wanted = sys.argv.pop(1)

class Finder:
    def find_spec(self, name, *_):
        if name == wanted:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Finder())
main()
"""


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("salescli.kept_command_lines", ("next",)),
        ("salescli.exit_handling", ("next",)),
        ("typer", ("list", "--help")),
        ("salescli.plain_line", ("list",)),
        ("salescli.cli.group", ("list", "--help")),
        ("salescli.commands.list", ("list",)),
    ],
)
def test_ctrl_c_while_it_loads_ends_it_quietly_too(tmp_path, module, words):
    line = [sys.executable, "-c", _INTERRUPTED, module, *words]
    done = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@st.composite
def plain_lines(draw):
    """A command line of any command, or nearly one."""
    row = draw(_commands())
    words = [row.name]
    for field in draw(_some_flags(row.module)):
        if isinstance(field.declared, Argument):
            words.append(draw(_VALUES))
            continue
        name = draw(_names_in(field.declared.names))
        if field.type is bool:
            words.append(name)
        else:
            value = draw(_VALUES)
            words += [f"{name}={value}"] if draw(st.booleans()) else [name, value]
    return [*draw(_BEFORE), *words, *draw(_AFTER)]


_VALUES = st.sampled_from(
    ("demo", "two words", "7", "Müller", "a=b", "", "-x", "~", "\x1b", "x/y", "-", "--")
)
_BEFORE = st.sampled_from([[], ["--book", "x/./y"], ["--book=z"], ["--book"]])
_AFTER = st.sampled_from([[], [], [], ["--no"], ["--fields", "deal"]])


@cache
def _commands():
    return st.sampled_from([row for row in command_table().values() if not row.is_group])


@cache
def _some_flags(module):
    flags = _flags_of(import_module(module).COMMAND.flags)
    return st.lists(st.sampled_from(flags), max_size=5)


@cache
def _names_in(names):
    return st.sampled_from(names.replace("/", " ").split())


def _flags_of(flags):
    own = []
    for field in declared_fields(flags):
        if isinstance(field.declared, Flag | Argument):
            own.append(field)
        elif field.declared is None and field.type is not CommandLine:
            own += _flags_of(field.type)
    return own


def test_a_plain_line_is_read_as_the_command_line_does(monkeypatch, capsys):
    read = []

    def note(flags):
        read.append((flags, os.environ.get("SALESCLI_BOOK")))
        return 7

    for row in command_table().values():
        if not row.is_group:
            module, _, function = import_module(row.module).COMMAND.function.partition(":")
            monkeypatch.setattr(import_module(module), function, note)
    monkeypatch.setenv("SALESCLI_BOOK", "")
    plain = set()

    @settings(max_examples=size(300, 20_000), deadline=None)
    @given(plain_lines())
    def same(words):
        command = plain_line.plain_command(words)
        if command is None:
            return
        os.environ["SALESCLI_BOOK"] = ""
        assert command.run() == 7
        os.environ["SALESCLI_BOOK"] = ""
        assert command_line(words, standalone_mode=False) == 7
        assert read[-1] == read[-2]
        plain.add(words[0])

    same()
    assert plain
    assert capsys.readouterr() == ("", "")


@each(
    "words",
    [
        *(("show", "ardent"), ("show", "two", "words"), ("list", "--mine", "--tag", "a", "--json")),
        *(("log", "ardent", "demo", "--kind", "call", "--next=close", "--on", "2026-12-01"),),
        *(("board",), ("brief", "--week"), ("report",), ("people", "kim"), ("find", "word")),
        *(("note", "ardent", "-m", "text"), ("--book", "x", "check", "ardent")),
    ],
)
def test_what_is_typed_every_day_is_plain(words):
    assert plain_line.plain_command(words) is not None


@each(
    "words",
    [
        *((), ("help", "--help"), ("nothing",), ("process", "list"), ("show",), ("--version",)),
        *(("list", "--limit", "0"), ("list", "--limit", "x"), ("list", "--fields", "deal")),
        *(("list", "--sort", "-value"), ("show", "a", "--no"), ("note", "a", "-m"), ("list", "x")),
    ],
)
def test_what_is_not_plain_is_the_command_lines(words):
    assert plain_line.plain_command(words) is None
