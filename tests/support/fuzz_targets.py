"""What the fuzzer throws its inputs at: each target is a name, its seeds and a function of bytes.

A target does with the input what a command would. It may raise SalescliError, and nothing else;
what it gives back says what came of the input, so that new outcomes become seeds themselves.
"""

from __future__ import annotations

import atexit
import io
import json
import os
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any, NamedTuple

from salescli.cli import app
from salescli.commands.support import arguments
from salescli.commands.support.reading.file_history import changes_in_words
from salescli.commands.support.session import Session
from salescli.domain.checks import examine, examine_template
from salescli.domain.checks.checked_deal import Case
from salescli.domain.checks.template import Template
from salescli.domain.deal import Entry, NextStep, Person
from salescli.domain.finding import Finding
from salescli.domain.process import Process
from salescli.domain.replay import replay
from salescli.domain.settings import Settings
from salescli.domain.time.duration import parse_duration
from salescli.domain.time.workdays import Calendar
from salescli.domain.verdicts import unmet, verdicts
from salescli.store.book import Book
from salescli.store.formats.deal import read_deal
from salescli.store.formats.process import read_process
from salescli.store.formats.settings import read_settings
from salescli.store.merge.merge import merge_texts
from salescli.store.process_loader import ProcessLoader
from salescli.store.toml.positions import key_positions, line_number
from salescli.store.toml.reader import parse_toml
from salescli.store.transaction import Transaction
from salescli.text.safe_text import is_unsafe
from salescli.views.findings import findings_screen
from salescli.views.render.plain import lines
from support.fuzz_exchange import (
    CELLS,
    JSON,
    XML,
    book_seeds,
    import_csv,
    import_own,
    import_workbook,
    own_again,
    own_seeds,
    seeds,
)
from support.mutating import DATES, TOKENS

HERE = Path(__file__).parents[1]
FINDINGS = HERE / "domain/checks/findings"
_BAD = FINDINGS.relative_to(HERE)
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
COMMANDS = (
    ("check",),
    ("check", "--format", "github"),
    ("next",),
    ("list", "--all", "--json"),
    ("show", "odd"),
    ("process", "show", "line"),
)


class Target(NamedTuple):
    """Seeds, a function of bytes, and the tokens that its mutations put in."""

    seeds: Callable[[], list[bytes]]
    run: Callable[[bytes], object]
    tokens: tuple[bytes, ...] = TOKENS


def files(*patterns: str) -> Callable[[], list[bytes]]:
    """The seeds that lie in files, named from the folder of the tests."""
    return lambda: [p.read_bytes() for pattern in patterns for p in sorted(HERE.glob(pattern))]


def phrases(*some: str) -> Callable[[], list[bytes]]:
    """Seeds written here."""
    return lambda: [phrase.encode() for phrase in some]


# The parsers, each with all that is concluded from what it read


def read_date(data: bytes) -> object:
    """A date as it is typed at a flag or a prompt."""
    text = data.decode("utf-8", "surrogateescape")
    return type(arguments.when_ahead(text, _session())).__name__


def read_duration(data: bytes) -> object:
    """A duration of a process; a ValueError is its refusal."""
    try:
        return parse_duration(data.decode("utf-8", "surrogateescape")).unit
    except ValueError as refusal:
        return str(refusal).rpartition("'")[2]


def read_a_deal(data: bytes) -> object:
    """A deal with its verdicts and findings, each on its line, and the screen of them."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    deal, faults = read_deal("odd", parse_toml(text))
    process = _processes().get(deal.process, Process(deal.process))
    standing = replay(deal, process)
    judged = deal.process in _processes()
    calendar = _session().book.settings.calendar
    found = examine(
        Case(deal, process, judged, standing, unmet(standing, process), NOW, calendar,
             tuple(faults))
    )  # fmt: skip
    return _shown(text, found)


def read_a_process(data: bytes) -> object:
    """A process with its findings, and a deal replayed against it."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    process, faults = read_process("line", parse_toml(text))
    found = examine_template(Template(process, frozenset({"line", "free"}), tuple(faults)))
    for deal in _deals():
        verdicts(replay(deal, process), process)
    return _shown(text, found)


def read_the_settings(data: bytes) -> object:
    """The settings, and a date by their calendar."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    settings, faults = read_settings(parse_toml(text))
    session = Session(Book(HERE, settings), _session().loader, NOW)
    arguments.when_ahead("5bd", session)
    return _shown(text, faults)


def write(data: bytes) -> object:
    """An entry, a person and header fields put into a deal's text, which must then hold them."""
    path = _book() / "deals" / "odd.toml"
    path.write_bytes(data)
    writes = Transaction(Book(_book(), Settings()))
    following = NextStep(on=date(2026, 11, 30), step="demo")
    entry = Entry(NOW, "call", 0, steps=("discovery",), people=("eve",), nexts=(following,))
    try:
        writes.log("odd", [entry], [Person("eve", "Eve")])
        writes.change("odd", {("title",): "Another", ("value",): 5, ("close",): None})
    finally:
        path.unlink()
    return len(data) // 512


def merge_three(data: bytes) -> object:
    """Three versions of a deal, separated by a line of their own."""
    texts = data.decode("utf-8", "replace").split(_PARTED)
    base, ours, theirs, *_ = [*texts, *texts, *texts]
    merged = merge_texts(base, ours, theirs)
    return merged.by_meaning, min(len(merged.conflicts), 5)


def tell_apart(data: bytes) -> object:
    """Two versions of a deal, told as history tells them."""
    first, _, second = data.partition(_PARTED.encode())
    told = changes_in_words("deals/odd.toml", [first], second, NOW.date())
    return tuple(text.partition(" ")[0] for text in told.texts[:8])


def command_on(file: str) -> Callable[[bytes], object]:
    """Every command that shows something, on a book in which one file is the input."""

    def run(data: bytes) -> object:
        path = _book() / file
        sound = path.read_bytes() if path.is_file() else None
        path.write_bytes(data)
        try:
            return tuple(_said(command, listed=file.startswith("deals")) for command in COMMANDS)
        finally:
            path.unlink()
            if sound is not None:
                path.write_bytes(sound)

    return run


def _said(command: tuple[str, ...], *, listed: bool) -> object:
    """How a command ends and how much it says: nothing that steers, and no deal is hidden."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = app([*command, "--book", str(_book())], standalone_mode=False)
        except SystemExit as ended:
            code = ended.code
    text = out.getvalue()
    steering = {char for char in {*text, *err.getvalue()} - {"\n"} if is_unsafe(char)}
    assert not steering, steering
    if "--json" in command and code != 2:
        deals = [one["deal"] for one in json.loads(text)["deals"]]
        assert deals == (["odd", "sound"] if listed else ["sound"])
    return code, text.count("\n") // 20


def _shown(text: str, found: Iterable[Finding]) -> object:
    """The findings on their lines, harmless on the screen; what they are, for short."""
    found = list(found)
    known = key_positions(text)
    assert all(line_number(known, one.key) >= 1 for one in found)
    shown = "".join(lines(findings_screen(found, "1 deal")))
    assert not [char for char in set(shown) if is_unsafe(char)]
    return frozenset((one.code, one.message[:12]) for one in found)


_PARTED = "\n~~~~~~~\n"


@cache
def _session() -> Session:
    calendar = Calendar(holidays=frozenset({date(2026, 12, 25)}))
    book = Book(HERE, Settings(calendar=calendar))
    return Session(book, ProcessLoader(book), NOW)


@cache
def _processes() -> dict[str, Process]:
    paths = (FINDINGS / "processes").glob("*.toml")
    return {p.stem: read_process(p.stem, parse_toml(p.read_text()))[0] for p in paths}


@cache
def _deals() -> list[Any]:
    paths = sorted(FINDINGS.glob("P0*.toml"))
    return [read_deal("odd", parse_toml(path.read_text()))[0] for path in paths]


@cache
def _book() -> Path:
    """A book with one sound deal, in memory where there is such a folder."""
    memory = Path("/dev/shm")  # noqa: S108
    root = Path(mkdtemp(prefix="salescli-fuzz-", dir=memory if memory.is_dir() else None))
    for folder in ("deals", "processes"):
        (root / folder).mkdir()
    (root / "salescli.toml").write_text('me = "ada"\n[git]\ncommit = false\n')
    (root / "deals/sound.toml").write_bytes((FINDINGS / "P10.toml").read_bytes())
    for path in (FINDINGS / "processes").glob("*.toml"):
        (root / "processes" / path.name).write_bytes(path.read_bytes())
    os.environ["SALESCLI_NOW"] = NOW.isoformat()
    return root


def drop_book() -> None:
    """Remove the book, if it was made."""
    if _book.cache_info().currsize:
        rmtree(_book(), ignore_errors=True)
        _book.cache_clear()


atexit.register(drop_book)


def _versions() -> list[bytes]:
    deals = files(f"{_BAD}/*.toml", "formats/deal.toml")()
    return [_PARTED.encode().join((one, one, deals[n - 1])) for n, one in enumerate(deals)]


_DEALS = files(f"{_BAD}/*.toml", "formats/deal.toml", "../salescli/examples/*.toml")
_PROCESSES = files(f"{_BAD}/processes/*.toml", f"{_BAD}/templates/*.toml")
_SETTINGS = files("formats/settings.toml")
_PHRASES = phrases(
    *("2026-11-24T10:00", "today", "tue 15:00", "next fri", "3d", "in 2 weeks", "5bd 9:30"),
    *("in a month", "nov 24", "24 november 2026", "24.11.", "Tue 24 Nov 2026", "eow", "eoq 3pm"),
    *("end of quarter", "01/02/2026", "29 feb", "31.12.9999", "0001-01-01", "9999bd", "next week"),
)

TARGETS: dict[str, Target] = {
    "date": Target(_PHRASES, read_date, DATES),
    "duration": Target(phrases("10bd", "45m", "3h", "2w", "0d", "1.5d"), read_duration, DATES),
    "deal": Target(_DEALS, read_a_deal),
    "process": Target(_PROCESSES, read_a_process),
    "settings": Target(_SETTINGS, read_the_settings),
    "import-csv": Target(seeds, import_csv, CELLS),
    "import-xlsx": Target(book_seeds, import_workbook, XML),
    "import-json": Target(own_seeds, import_own, JSON),
    "export-json": Target(_DEALS, own_again),
    "write": Target(_DEALS, write),
    "merge": Target(_versions, merge_three),
    "history": Target(_versions, tell_apart),
    "check-deal": Target(_DEALS, command_on("deals/odd.toml")),
    "check-process": Target(_PROCESSES, command_on("processes/line.toml")),
    "check-settings": Target(_SETTINGS, command_on("salescli.toml")),
}
