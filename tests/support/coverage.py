"""Which lines and branches of the package the tests reach: `pytest --cov`.

SlipCover marks them as the modules are imported, and takes each mark away when it is reached: what
goes the same way a thousand times costs nothing more. (coverage.py is called at each line, which
makes the suite a third slower.) A worker of xdist hands over what it reached as its run ends; a
command in a terminal does where the fixture `measured_terminals` asks for it. This module has to be
imported before any of the package.
"""

from __future__ import annotations

import importlib.util
import io
import json
import marshal
import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import slipcover
from slipcover.config import read_config

_IN_WORKERS = "TESTS_MEASURE_COVERAGE"  # an environment variable: a worker gets no arguments
_AWAY = 50  # tests, after which what they reached is looked at


class Measuring:
    """The marks in the package in this process, and what of them was reached."""

    def __init__(self) -> None:
        assert "salescli" not in sys.modules, "what was imported is not measured"
        package = str(Path(importlib.util.find_spec("salescli").origin).parent)
        self._settings = read_config(Path(__file__).parents[2] / "pyproject.toml")
        self._marks = slipcover.Slipcover(
            d_miss_threshold=-1,  # it isn't counted how often a mark is passed in vain
            branch=True,
            source=[package],
            exclude_also=self._settings["exclude-also"],
        )
        matcher = slipcover.FileMatcher(sources=[package])
        slipcover.ImportManager(self._marks, matcher).__enter__()
        self.folder: Path | None = None  # where forked commands leave what they reach
        self.from_workers: list[dict] = []
        self.in_all: dict = {}

    def take_marks_away(self) -> None:
        """Take away the marks that were reached. From Python 3.12 on that is done at once."""
        if sys.version_info < (3, 12):
            self._marks.deinstrument_seen()

    def starts_in_fork(self) -> bool:
        """Forget what the tests reached, in a fork whose own command is to be measured."""
        self._marks.newly_seen.clear()
        return self.folder is not None

    def ends_in_fork(self) -> None:
        """Leave what the fork reached for the tests' own process."""
        reached = {name: list(lines) for name, lines in self._marks.newly_seen.items()}
        unready = self.folder / f".{os.getpid()}"
        unready.write_bytes(marshal.dumps(reached))
        unready.rename(self.folder / str(os.getpid()))

    def takes_over(self) -> None:
        """Add what the forks reached."""
        for file in sorted(self.folder.glob("[0-9]*")):
            for name, lines in marshal.loads(file.read_bytes()).items():  # noqa: S302
                self._marks.newly_seen[name].update(lines)

    def reached(self) -> dict:
        """Return what the workers reached, or this process where there are none."""
        first, *others = self.from_workers or [self._marks.get_coverage()]
        for other in others:
            slipcover.merge_coverage(first, other)
        return first

    @property
    def floor(self) -> float:
        """The least share of lines and branches that must be reached, in percent."""
        return self._settings["fail-under"]


def _begin() -> Measuring | None:
    if "--cov" not in sys.argv and _IN_WORKERS not in os.environ:
        return None
    os.environ[_IN_WORKERS] = "1"
    return Measuring()


_measuring = _begin()
_tests = count(1)


def measuring() -> Measuring | None:
    """Return what this process measures with, where it is measured."""
    return _measuring


def pytest_runtest_teardown() -> None:
    """Take the marks away that were reached, every so often."""
    if _measuring is not None and next(_tests) % _AWAY == 0:
        _measuring.take_marks_away()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--cov`."""
    parser.addoption("--cov", action="store_true", help="measure lines and branches reached")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker reached."""
    if _measuring is not None and "coverage" in getattr(node, "workeroutput", {}):
        _measuring.from_workers.append(json.loads(node.workeroutput["coverage"]))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand over what was reached, or say whether it is enough."""
    if _measuring is None:
        return
    coverage = _measuring.reached()
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["coverage"] = json.dumps(coverage)
        return
    _measuring.in_all = coverage
    too_little = coverage["summary"]["percent_covered"] < _measuring.floor
    if too_little and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """List the files of which something was not reached, and the share in all."""
    if _measuring is None:
        return
    table = io.StringIO()
    slipcover.print_coverage(_measuring.in_all, outfile=table, skip_covered=True)
    share = _measuring.in_all["summary"]["percent_covered"]
    least = f"the least that will do is {_measuring.floor:g} %"
    terminalreporter.write_line(table.getvalue())
    terminalreporter.write_line(f"Reached: {share:.2f} % of lines and branches; {least}")


@pytest.fixture
def measured_terminals() -> Iterator[None]:
    """Measure the commands that run in a terminal as well."""
    if _measuring is None:
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        _measuring.folder = Path(folder)
        yield
        _measuring.takes_over()
        _measuring.folder = None
