"""Folders that many tests begin with, made once in a run and copied to each of them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

_MADE: dict[str, Path] = {}


def copy_of(
    name: str, make: Callable[[Path], object], factory: pytest.TempPathFactory, to: Path
) -> None:
    """Put into a folder what `make` puts into the one that it is given, the first time."""
    if name not in _MADE:
        folder = factory.mktemp("made") / "book"
        make(folder)
        for repository in (*folder.glob(".git"), *folder.glob("*/.git")):
            _pack(repository)
        os.environ.pop("SALESCLI_BOOK", None)
        _MADE[name] = folder
    shutil.copytree(_MADE[name], to, symlinks=True, dirs_exist_ok=True)


def _pack(repository: Path) -> None:
    """Leave fewer files to copy: git's objects in one of them, and none of its sample hooks."""
    subprocess.run(["git", "repack", "-adq"], cwd=repository, check=True)
    for sample in repository.glob("hooks/*.sample"):
        sample.unlink()
