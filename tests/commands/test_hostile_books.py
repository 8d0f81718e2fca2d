"""A few hundred attacks on a book: no command is ended by one, none writes or runs what it says."""

from __future__ import annotations

import re
import shutil
import signal
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support.effort import FULL, some
from support.hostile_books import (
    BYTES,
    CANARY,
    DEALS,
    ENVIRONMENTS,
    PROCESSES,
    REPOSITORIES,
    SETTINGS,
    SHAPES,
    SLY,
)
from support.snapshot import tree

from salescli.text.safe_text import is_unsafe

SHOWING = (
    *(("next",), ("next", "--brief"), ("list", "--all"), ("check",), ("board",), ("report",)),
    *(("history",), ("show", "acme"), ("list", "--csv"), ("export", "csv"), ("export", "json")),
    *(("next", "--json"), ("list", "--json"), ("check", "--json"), ("doctor",), ("learn",)),
    *(("process", "list"), ("process", "show", "small-business"), ("process", "check")),
    *(("export", "ics"), ("report", "--json"), ("plan", "acme"), ("history", "acme")),
)
OF_ONE = (("show",), ("check",), ("plan",), ("history",), ("note", "-m", "x"))
# What no file that is given out has in it, though a text in it may be hard to see.
_STEERING = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]|\\r(?!\\n)"
)


@pytest.fixture(autouse=True)
def _nothing_is_had(tmp_path: Path) -> Iterator[None]:
    """What hangs is an error, and so is what runs or is written outside."""

    def stop(_number, _frame):
        raise AssertionError("it hangs")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(120)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret").write_text("topsecret")
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
    assert tree(outside) == {"secret": b"topsecret"}
    assert not Path(CANARY).exists()


@pytest.fixture
def book(acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A book with a deal, with a folder beside it that is none of its business."""
    folder = tmp_path / "book"
    folder.mkdir()
    for path in list(acme.parent.parent.iterdir()):
        if path.name not in {"book", "outside"}:
            shutil.move(path, folder / path.name)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def harmless(run, book, monkeypatch):
    """Run a command and see that it ended as it should, and wrote nothing that acts."""

    def runs(*words: str):
        monkeypatch.chdir(book)
        done = run(*words)
        written = done.out + done.err
        acting = set(_STEERING.findall(written))
        if not {"csv", "--csv", "ics", "markdown", "html"} & set(words):
            acting |= {char for char in set(written) - {"\n"} if is_unsafe(char)}
        assert done.code in (0, 1, 2), (words, done)
        assert not acting, (words, acting)
        assert "at fault" not in written
        assert "topsecret" not in written
        return done

    return runs


def commands(number: int) -> list[tuple[str, ...]]:
    """Some of the commands, other ones for each attack; in a full proof all of them."""
    return [("next",), *some(SHOWING, 11, number)]


def test_no_deal_hides_another(harmless, book):
    """All of them in one book: each is in the list, as it is or as one that can't be read."""
    for name, text in DEALS.items():
        (book / f"deals/{name}.toml").write_text(text)
    for name, data in BYTES.items():
        (book / f"deals/{name}.toml").write_bytes(data)
    for words in some(SHOWING, 2):
        harmless(*words)
    shown = {deal["deal"] for deal in harmless("list", "--all", "--json").json["deals"]}
    assert shown == {"acme", *DEALS, *BYTES}


@pytest.mark.parametrize("name", some([*DEALS, *BYTES], 3))
def test_a_deal_that_is_no_good_can_be_looked_at(harmless, book, name):
    path = book / f"deals/{name}.toml"
    path.write_bytes(BYTES[name] if name in BYTES else DEALS[name].encode())
    number = [*DEALS, *BYTES].index(name)
    for verb, *flags in some(OF_ONE, 2, number):
        harmless(verb, name, *flags)
    for words in commands(number) if FULL else ():
        harmless(*words)


@pytest.mark.parametrize("name", SETTINGS)
def test_settings(harmless, book, name):
    (book / "salescli.toml").write_text(SETTINGS[name], "utf-8")
    for words in commands([*SETTINGS].index(name)):
        harmless(*words)


@pytest.mark.parametrize("name", PROCESSES)
def test_processes(harmless, book, name):
    (book / "processes/small-business.toml").write_text(PROCESSES[name], "utf-8")
    for words in (("process", "check"), ("plan", "acme"), *commands([*PROCESSES].index(name))):
        harmless(*words)


@pytest.mark.parametrize("name", SHAPES)
def test_shapes(harmless, book, name):
    (book / ".salescli").mkdir(exist_ok=True)
    SHAPES[name](book)
    for words in (*commands([*SHAPES].index(name)), ("note", "acme", "-m", "x")):
        harmless(*words)


@pytest.mark.parametrize("name", REPOSITORIES)
def test_repositories(harmless, book, name, monkeypatch):
    monkeypatch.setattr("salescli.store.git.commit._PAUSES", (0.01,))  # no lock here is let go
    REPOSITORIES[name](book)
    for words in (("history",), ("doctor",), ("note", "acme", "-m", "x"), ("undo", "--yes")):
        harmless(*words)
    assert harmless("list").out.startswith("Deal")


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_surroundings(harmless, name, monkeypatch):
    for key, value in ENVIRONMENTS[name].items():
        monkeypatch.setenv(key, value)
    time.tzset()
    for words in (*commands([*ENVIRONMENTS].index(name)), ("note", "acme", "-m", "x")):
        harmless(*words)


# What leaves the book


@pytest.fixture
def sly(book, harmless):
    """A deal for each sly text, which has it everywhere."""
    for name in SLY:
        (book / f"deals/{name}.toml").write_text(DEALS[f"sly-{name}"])
    return harmless


@pytest.mark.parametrize("format_", ["markdown", "html", "ics", "json"])
def test_a_plan_for_the_buyer(sly, format_):
    for name in some(list(SLY), 4, len(format_)):
        sly("plan", name, "--format", format_)


class _Page(HTMLParser):
    """What a page has in it that could run."""

    def __init__(self) -> None:
        super().__init__()
        self.running: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        acts = [f"{key}={value}" for key, value in attrs if key.startswith("on")]
        acts += [str(value) for _, value in attrs if str(value).startswith("javascript:")]
        loads = [str(value) for key, value in attrs if key == "src"]
        self.running += [*acts, *loads, *([tag] if tag in {"script", "iframe", "object"} else [])]


def test_a_page_runs_nothing(sly, tmp_path):
    for words in (("report", "--html"), ("plan", "html", "--format", "html", "-o")):
        file = tmp_path / f"{words[0]}.html"
        assert sly(*words, str(file)).code in (0, 1)
        page = _Page()
        page.feed(file.read_text())
        assert page.running == []


def test_a_calendar_has_the_lines_that_we_wrote(sly):
    feed = sly("export", "ics").out
    names = {re.match("[A-Z-]*", line)[0] for line in re.split("\r?\n(?! )", feed) if line}
    assert not names & {"ATTACH", "ACTION", ""}
    lines = feed.splitlines()
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(SLY) + 1
    assert {line for line in lines if line.startswith("BEGIN:")} == {
        "BEGIN:VCALENDAR",
        "BEGIN:VEVENT",
    }


@pytest.mark.parametrize("words", [("export", "csv"), ("list", "--all", "--csv")])
def test_no_cell_is_a_formula(sly, words):
    import csv

    for row in csv.reader(sly(*words).out.splitlines(keepends=True)):
        for cell in row:
            assert cell[:1] not in ("=", "+", "@", "\t", "\r", "\uff1d")
            assert not re.match(r"-[^0-9]", cell)
