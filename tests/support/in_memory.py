"""The folders of the tests in memory, where the machine has room for them.

They are some 200,000 small files, and making them takes a disk a quarter of the suite's time. What
depends on the kind of file system says which one it means. The folders are gone after a run that
passed; of one that failed they are kept, as pytest does.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder of the user's own in it
_ROOM = 4 * 1024**3  # bytes: of a run about a quarter is left


def _has_room() -> bool:
    return os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM


def use_memory() -> None:
    """Let temporary folders be made in memory, by the workers and by what they start as well."""
    if "TMPDIR" not in os.environ and _has_room():
        os.environ["TMPDIR"] = str(_MEMORY)
        tempfile.tempdir = None  # it is found once


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give the memory back, after all tests passed: each worker its own, while others still run."""
    folder = Path(config._tmp_path_factory.getbasetemp())
    session = config.pluginmanager.getplugin("session")
    if folder.is_relative_to(_MEMORY) and session is not None and not session.testsfailed:
        shutil.rmtree(folder)
