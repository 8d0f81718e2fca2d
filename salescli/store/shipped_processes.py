"""The processes that travel with the program, to be copied into a book when first used."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from salescli.domain.process import Process
from salescli.errors import NotFoundError
from salescli.store.formats.process import read_process
from salescli.store.toml.reader import parse_toml


def _folder() -> Path:
    package = Path(__file__).resolve().parent.parent
    installed = package / "processes"
    return installed if installed.is_dir() else package.parent / "processes"


def shipped_names() -> list[str]:
    """Return the names of the shipped processes."""
    return sorted(path.stem for path in _folder().glob("*.toml"))


def shipped_text(name: str) -> str:
    """Return the text of a shipped process; raises NotFoundError."""
    if name not in shipped_names():
        raise NotFoundError(
            f"there is no process '{name}'",
            fix=f"use one of: {', '.join(shipped_names())}",
        )
    return (_folder() / f"{name}.toml").read_text(encoding="utf-8")


@cache  # the program stays as it is while it runs
def shipped_process(name: str) -> Process:
    """Return a shipped process; raises NotFoundError."""
    process, _ = read_process(name, parse_toml(shipped_text(name)))
    return process
