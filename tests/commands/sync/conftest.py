"""The two clones that most tests of sync begin with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.clones import Clones, make_clones
from support.fixture_cache import copy_of


@pytest.fixture
def synced_clones(request, tmp_path_factory, run) -> Callable[[Path], Clones]:
    """Put two clones of a book with one deal, which have synced once, into a folder."""

    def sync(clone: Path) -> None:
        done = run("sync", "--book", str(clone))
        assert done.code == 0, done.err

    def make(to: Path) -> None:
        to.mkdir()
        make_clones(request.getfixturevalue("acme").parent.parent, to, sync)

    def put(folder: Path) -> Clones:
        copy_of("two clones", make, tmp_path_factory, folder)
        return Clones(folder)

    return put
