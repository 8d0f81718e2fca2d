"""What of a run coverage looks at: it makes each line twice as slow, also where nothing is new.

Modules are measured as they are imported, and a test while it runs. Not measured are the
collection of the tests, what pytest does around them, random examples, and tests marked
`no_cover`: those that go the same ways thousands of times. Of a test with many cases those are
measured that reach something new: after a few in a row that don't, the rest is not. All of them
try all that they tried; what they alone reach counts as not reached. A command in a terminal is
measured in the tests that use the fixture `measured_terminals`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import pytest
from coverage import Coverage

from support.crashing import import_all

# By these a process that is started measures its coverage; they are there before the tests are.
_MEASURED = {name: os.environ[name] for name in os.environ if name.startswith("COVERAGE_PROCESS_")}

_MOST_ALIKE = 3  # cases in a row of one test that reach nothing new
_MEASURING = pytest.StashKey[Coverage]()
_alike: Counter[str] = Counter()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Measure what importing the package runs, and not what collecting the tests does."""
    measuring = Coverage.current()
    if measuring is None:
        return (yield)
    if not session.config.pluginmanager.hasplugin("dsession"):  # else it runs no test itself
        import_all()
        session.config.stash[_MEASURING] = measuring
    measuring.stop()
    while again := Coverage.current():  # pytest-cov starts a second one in a worker
        again.stop()
    return (yield)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no random examples."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Measure a test while it runs, and no more cases of it than show something."""
    measuring = item.config.stash.get(_MEASURING, None)
    if measuring is None:
        return (yield)
    test = item.nodeid.partition("[")[0]
    measured = _alike[test] < _MOST_ALIKE and not item.get_closest_marker("no_cover")
    before = _size(measuring)
    if measured:
        measuring.start()
    try:
        return (yield)
    finally:
        measuring.stop()
        if measured:
            _alike[test] = 0 if _size(measuring) > before else _alike[test] + 1


def _size(measuring: Coverage) -> int:
    """Return how much was reached so far: the steps from a line to the next."""
    return sum(map(len, measuring._collector.data.values()))


@pytest.fixture
def measured_terminals(_surroundings: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure the commands that run in a terminal, which costs each of them a tenth of a second."""
    for name, value in _MEASURED.items():
        monkeypatch.setenv(name, value)
