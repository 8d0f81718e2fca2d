"""What of a run coverage looks at: it makes each line twice as slow, also where nothing is new.

Modules are measured as they are imported, and a test while it runs. Not measured are the
collection of the tests, random examples, and tests marked `no_cover`: those that go the same ways
thousands of times. They try all that they tried; what they alone reach counts as not reached.
A command in a terminal is measured in the tests that use the fixture `measured_terminals`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from coverage import Coverage

from support.crashing import import_all

# By these a process that is started measures its coverage; they are there before the tests are.
_MEASURED = {name: os.environ[name] for name in os.environ if name.startswith("COVERAGE_PROCESS_")}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection(session: pytest.Session) -> Iterator[None]:
    """Measure what importing the package runs, and not what collecting the tests does."""
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no random examples."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("no_cover")


@pytest.fixture
def measured_terminals(_surroundings: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure the commands that run in a terminal, which costs each of them a tenth of a second."""
    for name, value in _MEASURED.items():
        monkeypatch.setenv(name, value)
