"""What of a run coverage looks at: it makes each line twice as slow, also where nothing is new.

Modules are measured as they are imported, and a test while it runs. Not measured are the
collection of the tests, what pytest does around them, random examples, and tests marked
`no_cover`: those that go the same ways thousands of times. Of a test with many cases those are
measured that reach something new: after a few in a row that don't, the rest is not. All of them
try all that they tried; what they alone reach counts as not reached. A command in a terminal is
measured in the tests that use the fixture `measured_terminals`, and hands over what it reached.

Coverage itself runs on, only its tracing is taken up and laid down: starting and stopping it all
sets the environment of the programs that a test starts.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from coverage import Coverage

from support.crashing import import_all

Case = TypeVar("Case")
_MOST_ALIKE = 2  # cases in a row of one test that reach nothing new


class Measuring:
    """The tracing of this process; `folder` is where commands in a terminal put what they reach."""

    def __init__(self, collector: object) -> None:
        self._collector = collector
        self._on = False
        self._alike: Counter[str] = Counter()
        self.folder: Path | None = None

    def wants(self, test: str) -> bool:
        """Whether the last cases of a test reached something new."""
        return self._alike[test] < _MOST_ALIKE

    def start(self) -> None:
        self._collector.start()
        self._on = True

    def stop(self) -> None:
        if self._on:
            self._collector.stop()
        self._on = False

    def while_new(self, cases: Iterable[Case]) -> Iterator[Case]:
        """Yield the cases of a test; no longer measured after a few that reach nothing new."""
        alike = 0
        for case in cases:
            before = self.reached()
            yield case
            alike = 0 if self.reached() > before else alike + 1
            if alike == _MOST_ALIKE:
                self.stop()

    def reached(self) -> int:
        """Count what was reached so far: the steps from a line to the next."""
        return sum(map(len, self._collector.data.values()))

    def counts(self, test: str, before: int) -> None:
        """Take note of whether a case of a test reached something new."""
        self._alike[test] = 0 if self.reached() > before else self._alike[test] + 1

    def starts_in_fork(self) -> bool:
        """Trace a fork of this process from here on, where its commands are to be measured."""
        sys.settrace(None)
        if self.folder is None or not self._on:
            return False
        for lines in self._collector.data.values():
            lines.clear()
        self._collector.start()
        return True

    def ends_in_fork(self) -> None:
        """Leave what the fork reached for the tests' own process."""
        self._collector.stop()
        reached = {name: list(lines) for name, lines in self._collector.data.items() if lines}
        unready = self.folder / f".{os.getpid()}"
        unready.write_bytes(marshal.dumps(reached))
        unready.rename(self.folder / str(os.getpid()))

    def takes_over(self) -> None:
        """Add what the forks reached."""
        for file in sorted(self.folder.glob("[0-9]*")):
            for name, lines in marshal.loads(file.read_bytes()).items():  # noqa: S302
                self._collector.data.setdefault(name, set()).update(lines)
            file.unlink()


_measuring: Measuring | None = None


def while_new(cases: Iterable[Case]) -> Iterator[Case]:
    """Yield the cases of a table that is one test, measured for as long as they show something."""
    return iter(cases) if _measuring is None else _measuring.while_new(cases)


def measuring() -> Measuring | None:
    """Return the tracing of this process, where it is measured."""
    return _measuring


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Measure what importing the package runs, and not what collecting the tests does."""
    global _measuring  # noqa: PLW0603 - there is one tracing in a process
    measured = Coverage.current()
    if measured is None:
        return (yield)
    hands_out = session.config.pluginmanager.hasplugin("dsession")  # it runs no test itself
    if not hands_out:
        import_all()
    measured.stop()
    while again := Coverage.current():  # pytest-cov starts a second one in a worker
        again.stop()
    try:
        return (yield)
    finally:
        if not hands_out:
            measured.start()
            measured._collector.stop()
            _measuring = Measuring(measured._collector)


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not in what was collected: forks touch none of it."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtestloop() -> Iterator[None]:
    """Give the tracing back to coverage, which ends it."""
    try:
        return (yield)
    finally:
        if _measuring is not None:
            _measuring.start()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Measure a test while it runs, and no more cases of it than show something."""
    test = item.nodeid.partition("[")[0]
    if _measuring is None or not (
        _is_left_out(item) or (_measuring.wants(test) and not _is_random(item))
    ):
        return (yield)
    before = _measuring.reached()
    _measuring.start()
    try:
        return (yield)
    finally:
        _measuring.stop()
        if _measuring.folder is not None:
            _measuring.takes_over()
        _measuring.counts(test, before)


def _is_left_out(item: pytest.Item) -> bool:
    """Whether pytest-cov itself lays down the tracing for a test, which it must find running."""
    return item.get_closest_marker("no_cover") is not None


def _is_random(item: pytest.Item) -> bool:
    return getattr(getattr(item, "obj", None), "is_hypothesis_test", False)


@pytest.fixture
def measured_terminals() -> Iterator[None]:
    """Measure the commands that run in a terminal, which costs each of them half its time again."""
    if _measuring is None:
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        _measuring.folder = Path(folder)
        yield
        _measuring.folder = None
