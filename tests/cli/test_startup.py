"""What a start may load: every library that is not needed costs each command its milliseconds."""

from __future__ import annotations

import os
from dataclasses import is_dataclass
from importlib import import_module

import pytest
from bench.books import deal_to_log_on, write_book
from support.loaded_modules import LIST, RUN, libraries, loaded

from salescli.domain import deal_fields
from salescli.flags.support.command_table import command_table

# Libraries of the package and of its tests, and what takes long in the standard library.
HEAVY = {
    *("rich", "pygments", "markdown_it", "tomlkit", "tomli_w", "platformdirs", "prompt_toolkit"),
    *("prompt_toolkit", "wcwidth"),
    *("pytest", "hypothesis", "pexpect"),
    *("json", "hashlib", "readline", "unicodedata", "xml", "http", "asyncio", "logging"),
}
ROOMS = ("commands", "prompts", "views", "exchange", "store", "insight", "domain", "text")


# What a kept answer takes, by the rooms.
SHORT_WAY = {
    *("store", "store.cache", "store.files", "store.locate_book"),
    *("store.cache.output_cache", "store.cache.packed_states"),
    *("store.files.cache_file", "store.files.fingerprint"),
    *("store.files.own_folder", "text", "text.printable_lines"),
}

STARTING = {
    *("salescli", "salescli.start", "salescli.kept_command_lines", "salescli.exit_handling"),
    "salescli.errors",
}

# What a review takes besides of which what changed is known: what its lines are put together by.
SPLICED = {
    *("commands", "commands.support", "commands.support.reading", "domain", "domain.day"),
    *("views", "views.day", "views.render", "commands.support.reading.spliced_review"),
    *(
        "domain.day.review_part",
        "store.cache.kept_review",
        "store.files.plain_values",
        "views.day.review_text",
    ),
    *("views.day.day_words", "views.day.shown_answer", "views.render.row_spacing"),
}
SLOW = {"dataclasses", "typing", "re", "pathlib", "datetime", "json", "collections", "enum"}

# By it the guard tells a refusal before a write from one after it.
FREE = {"salescli.store", "salescli.store.write_count"}

# A file's age can't be set: what was written just now is taken for old.
EARLIER = "from salescli.store.files import fingerprint; fingerprint._GRACE = -3600 * 10**9"


def rooms_in(modules):
    """Return the modules of the rooms below the command line that were loaded."""
    below = tuple(f"salescli.{room}" for room in ROOMS)
    return {name for name in modules if name.startswith(below)} - FREE


@pytest.fixture(autouse=True)
def _unmeasured(monkeypatch):
    """Coverage, where it measures, would load its own modules into each process."""
    for name in [name for name in os.environ if name.startswith("COV")]:
        monkeypatch.delenv(name)


@pytest.mark.parametrize("words", [(), ("--version",), ("--help",), ("next", "--help")])
def test_the_command_line_loads_no_library_but_typer_and_no_room_below_it(words):
    code = RUN if words else f"import sys, salescli.cli\n{LIST}"
    modules = loaded(*words, code=code)
    assert not libraries(modules) & {*HEAVY, "tomli", "toml_rs", "decimal"}
    assert not rooms_in(modules)


def test_the_start_screen_loads_no_more():
    modules = loaded()
    assert not libraries(modules) & {*HEAVY, "tomli", "toml_rs", "decimal"}
    assert rooms_in(modules) <= {"salescli.store.locate_book"}


def test_the_guide_in_a_pipe_loads_nothing_that_formats_it():
    for words in (("help",), ("help", "sync"), ("help", "log")):
        assert not libraries(loaded(*words)) & {"rich", "pygments", "markdown_it"}


@pytest.mark.parametrize("deals", [0, 20])
@pytest.mark.parametrize("command", ["next", "list"])
def test_a_plain_review_loads_only_what_it_needs(tmp_path, command, deals):
    write_book(tmp_path / "book", deals)
    modules = loaded(command, "--book", str(tmp_path / "book"))
    # The index is JSON, and names that aren't plain ASCII are folded for it.
    assert not libraries(modules) & (HEAVY - {"json", "unicodedata"})
    assert not [
        name for name in modules if name.startswith(("salescli.domain.checks", "salescli.prompts"))
    ]
    assert "salescli.commands.support.asking.ask_next_step" not in modules


# What a completion takes of the rooms: of a deal its file's name, of a step the process too.
COMPLETING = {
    *("commands", "commands.completion", "commands.completion.candidates"),
    *("commands.completion.shell_scripts", "store.deal_names", "store.locate_book"),
    *("text", "text.lazy_re", "text.safe_text", "views", "views.render", "views.render.output"),
}


def test_a_completion_of_a_deal_loads_no_more_than_the_names_of_files(tmp_path, monkeypatch):
    write_book(tmp_path / "book", 3)
    monkeypatch.setenv("SALESCLI_BOOK", str(tmp_path / "book"))
    modules = loaded("complete-words", "bash", "--", "salescli show d", " =")
    assert not libraries(modules) & {*HEAVY, "tomli", "toml_rs", "decimal", "zoneinfo"}
    assert rooms_in(modules) == {f"salescli.{name}" for name in COMPLETING}


def test_a_completion_of_a_step_loads_no_review(tmp_path, monkeypatch):
    write_book(tmp_path / "book", 3)
    monkeypatch.setenv("SALESCLI_BOOK", str(tmp_path / "book"))
    modules = loaded("complete-words", "bash", "--", "salescli log open-0 d", " =")
    assert not libraries(modules) & HEAVY  # the settings are TOML
    rooms = ("domain.checks", "domain.review", "prompts", "insight")
    rooms += ("store.cache.deal_cache", "commands.support.reading.load_deals")
    assert not [name for name in modules if name.startswith(tuple(f"salescli.{r}" for r in rooms))]


# What no daily command loads that is typed plainly: the command line's library, what of the
# system's is for a few commands, and the rooms that the command has no use for.
NEVER = {"typer", "shutil", "tempfile", "pkgutil", "difflib", "random", "subprocess", "tomlkit"}
DAILY = [
    (("next",), ("cli", "prompts", "exchange", "domain.checks", "store.transaction")),
    (("next", "--today", "2026-11-21"), ("cli", "prompts", "exchange")),
    (("list",), ("cli", "prompts", "exchange", "insight", "store.transaction")),
    (("show", "DEAL"), ("cli", "prompts", "exchange", "insight", "store.transaction")),
    (("log", "DEAL", "--kind", "call", "--what", "x", "--on", "2027-12-01"), ("cli", "insight")),
]


@pytest.mark.parametrize(("words", "rooms"), DAILY, ids=lambda words: words[0])
def test_a_daily_command_loads_no_more_than_it_needs(tmp_path, monkeypatch, words, rooms):
    write_book(tmp_path / "book", 3)
    monkeypatch.setenv("SALESCLI_BOOK", str(tmp_path / "book"))
    deal = deal_to_log_on(tmp_path / "book")
    modules = loaded(*(deal if word == "DEAL" else word for word in words))
    never = NEVER - ({"subprocess"} if words[0] == "log" else set())
    assert not libraries(modules) & never
    own = tuple(f"salescli.{room}" for room in rooms)
    assert not [name for name in modules if name.startswith(own)]


def test_what_declares_flags_does_not_postpone_its_annotations():
    """As texts they take each command five times as long to read."""
    rows = command_table().values()
    names = [
        one.module for row in rows for one in (row.members().values() if row.is_group else [row])
    ]
    assert not [name for name in names if hasattr(import_module(name), "annotations")]
    assert not hasattr(deal_fields, "annotations")


# What a log has no use for that its flags give whole: what asks and reads sentences, what finds
# fault, what is about git, calendars, and the commands that were cut off.
NOT_TO_LOG = (
    *("cli", "prompts", "exchange", "insight", "commands.support.asking", "domain.checks"),
    *("domain.faults", "domain.incoming", "domain.people", "domain.schedule", "domain.verdicts"),
    *("domain.time.date_grammar", "domain.time.date_talk", "text.answer_words", "text.talk_words"),
    *("store.git.run", "store.git.commit.", "store.git.history", "store.journal.owed_commits"),
    *("store.recovery", "store.holidays", "commands.support.reading.load_deals"),
)
COMPARED_BY_REPR = {"Entry", "NextStep"}  # in `domain/diff`
MOST_TO_LOG = 140  # modules of ours: each takes a fiftieth of the empty program


def test_a_log_that_its_flags_give_whole_loads_no_more_than_it_needs(tmp_path, monkeypatch):
    book = tmp_path / "book"
    write_book(book, 3)
    with (book / "salescli.toml").open("a") as settings:
        settings.write("[git]\ncommit = false\n")
    monkeypatch.setenv("SALESCLI_BOOK", str(book))
    line = ["discovery", "--kind", "call", "--next", "demo", "--on", "2027-12-01"]
    modules = loaded("log", deal_to_log_on(book), *line)
    assert not libraries(modules) & (NEVER | (HEAVY - {"json", "tomli_w"}))
    own = {name for name in modules if name.startswith("salescli")}
    unwanted = tuple(f"salescli.{name}" for name in NOT_TO_LOG)
    assert not [name for name in own if name.startswith(unwanted)]
    assert len(own) <= MOST_TO_LOG
    # A seventh of what a class takes to be made is what shows it, which nobody looks at.
    classes = [
        one for name in own for one in vars(import_module(name)).values() if is_dataclass(one)
    ]
    assert {one.__name__ for one in classes if one.__dataclass_params__.repr} <= COMPARED_BY_REPR


def test_an_answer_that_was_kept_loads_next_to_nothing(tmp_path, monkeypatch):
    write_book(tmp_path / "book", 3)
    for path in (tmp_path / "book").rglob("*.toml"):
        os.utime(path, (1, 1))
    monkeypatch.setenv("SALESCLI_BOOK", str(tmp_path / "book"))
    code = RUN.replace("from salescli.start", f"{EARLIER}\nfrom salescli.start")
    loaded("next", code=code)
    modules = loaded("next", code=code)
    own = {name for name in modules if name.startswith("salescli")}
    assert own == STARTING | {f"salescli.{name}" for name in SHORT_WAY}
    assert not modules & SLOW


def test_a_review_after_a_log_loads_next_to_nothing_more(tmp_path, monkeypatch):
    write_book(tmp_path / "book", 20)
    for path in (tmp_path / "book").rglob("*.toml"):
        os.utime(path, (1, 1))
    monkeypatch.setenv("SALESCLI_BOOK", str(tmp_path / "book"))
    code = RUN.replace("from salescli.start", f"{EARLIER}\nfrom salescli.start")
    loaded("next", code=code)
    deal = deal_to_log_on(tmp_path / "book")
    loaded("log", deal, "--kind", "call", "--what", "x", "--on", "2027-12-01", code=code)
    modules = loaded("next", code=code)
    own = {name for name in modules if name.startswith("salescli")}
    assert own == STARTING | {f"salescli.{name}" for name in SHORT_WAY | SPLICED}
    assert not modules & SLOW
