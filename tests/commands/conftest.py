"""What the tests of several commands start from."""

import pytest
from support.fixture_cache import copy_of

DEMO_NOW = "2026-11-24T08:30+01:00"


@pytest.fixture
def demo(run, tmp_path, tmp_path_factory, monkeypatch):
    """The book of `demo`, with the clock of its day."""
    monkeypatch.setenv("SALESCLI_NOW", DEMO_NOW)
    copy_of("demo", lambda folder: run("demo", str(folder)), tmp_path_factory, tmp_path)
    monkeypatch.setenv("SALESCLI_BOOK", str(tmp_path))
    return tmp_path
