"""What every test stands on: a fixed clock, a home of its own, a git identity, a book, a runner.

How many examples, points and characters the tests try stands in one place, support/effort.py.
`SALESCLI_PROOF=full` makes it thousands; the default is what CI runs.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from support.coverage import (  # noqa: F401 - pytest finds them here; before the package
    measured_terminals,
    pytest_addoption,
    pytest_runtest_teardown,
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
)
from support.effort import size
from support.fixture_cache import copy_of
from support.git_settings import UNTIDY
from support.huge_pages import use_huge_pages
from support.in_memory import pytest_unconfigure, use_memory  # noqa: F401 - pytest finds it here
from support.surroundings import Surroundings
from typer.main import get_command
from typer.testing import CliRunner

# What runs in the background of a shell ignores Ctrl-C, and so would every command started here.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

use_memory()
gc.disable()  # of what is made while the tests are collected nothing is garbage

settings.register_profile(
    "salescli",
    max_examples=size(50, 1000),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
settings.load_profile("salescli")


@pytest.fixture(scope="session")
def _of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Surroundings]:
    """Nothing of this machine reaches a test: not its clock, its home, its zone, nor its git.

    By git's settings a commit, or a push, starts no second program to tidy up.
    """
    settings = tmp_path_factory.mktemp("git") / "config"
    settings.write_text(UNTIDY)
    before = dict(os.environ)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", os.fstat)  # no test can cut the power; a bad one still fails
        yield Surroundings(tmp_path_factory.mktemp("homes"), settings)
    os.environ.clear()
    os.environ.update(before)
    time.tzset()
    gc.collect()
    gc.freeze()  # pytest looks for garbage five times more, and need not look at all there is


@pytest.fixture(autouse=True)
def _surroundings(_of_the_run: Surroundings) -> None:
    """Nothing of another test reaches a test."""
    _of_the_run.renew()


@dataclass(frozen=True)
class Outcome:
    """How a command ended: its exit code and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict:
        return json.loads(self.out)


Run = Callable[..., Outcome]
_built = cache(get_command)  # the runner would build all of the command line for each command
Factory = pytest.TempPathFactory


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in this process, in the folder of the test's book."""

    def runner(*arguments: str) -> Outcome:
        from salescli.cli import app

        monkeypatch.setattr("typer.testing._get_command", _built)

        result = CliRunner().invoke(app, list(arguments), prog_name="salescli")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    monkeypatch.chdir(tmp_path)
    return runner


def _by(run: Run, *lines: tuple[str, ...]) -> Callable[[Path], None]:
    """What makes a book by some command lines; DIR in them stands for its folder."""

    def make(folder: Path) -> None:
        for line in lines:
            done = run(*(str(folder) if word == "DIR" else word for word in line))
            assert done.code == 0, done.err

    return make


@pytest.fixture
def book(tmp_path: Path, run: Run, tmp_path_factory: Factory) -> Path:
    """A new book with no deal, in the current folder."""
    processes = ("--process", "enterprise", "--process", "small-business")
    make = _by(run, ("init", "DIR", "--me", "ada", *processes))
    copy_of("empty", make, tmp_path_factory, tmp_path)
    return tmp_path


@pytest.fixture
def acme(tmp_path: Path, run: Run, tmp_path_factory: Factory) -> Path:
    """The file of the deal `acme` in a new book: Bob, its owner, has a discovery call on Monday."""
    on = ("--book", "DIR")
    first = ("--next", "discovery", "--on", "mon", "--person", "bob: Bob Ross, owner")
    make = _by(
        run,
        ("init", "DIR", "--me", "ada", "--process", "enterprise"),
        (*on, "add", "Acme GmbH", "--process", "small-business", *first),
        (*on, "skip", "acme", "first-reply", "-m", "They rang us"),
    )
    copy_of("acme", make, tmp_path_factory, tmp_path)
    return tmp_path / "deals" / "acme.toml"


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not in what was collected: forks touch none of it."""
    gc.collect()
    gc.freeze()
    use_huge_pages()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable(report: pytest.TestReport) -> Iterator[dict | None]:
    """Of a test that passed a worker sends no keywords: nobody reads them."""
    data = yield
    if data is not None and report.passed:
        data["keywords"] = {}
    return data


def pytest_make_parametrize_id(val: object) -> str | None:
    """A function names its case; its address would differ between the workers of a run."""
    return getattr(val, "__name__", None) if callable(val) else None


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests at a terminal, or of two processes, often wait."""
    return (os.cpu_count() or 1) + 1
