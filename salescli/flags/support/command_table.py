"""The table of commands: the modules of salescli/flags, by section, read without importing them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import salescli.flags

# The folders of salescli/flags, in the order of `salescli --help`, each with its heading.
SECTIONS = {
    "day": "Your day",
    "deals": "Deals",
    "deciding": "Deciding",
    "keeping": "Keeping the book",
}
_HIDDEN = "plumbing"


class CommandRow(NamedTuple):
    """A command or a group: its name, section (`''` is listed nowhere), and the module or package.

    `path` is the file whose first line is the summary.
    """

    name: str
    section: str
    module: str
    path: str
    is_group: bool

    @property
    def summary(self) -> str:
        """What it does, in one line."""
        with open(self.path, encoding="utf-8") as file:  # noqa: PTH123 - read at every --help
            return file.readline().strip().strip('"')

    def members(self) -> dict[str, CommandRow]:
        """Return the commands of a group by name."""
        return {row.name: row for row in _rows(self.module, os.path.dirname(self.path), "")}  # noqa: PTH120


@cache
def command_table() -> dict[str, CommandRow]:
    """Return all commands and groups by name, section by section."""
    (root,) = salescli.flags.__path__
    return {
        row.name: row
        for folder in (*SECTIONS, _HIDDEN)
        for row in _rows(f"salescli.flags.{folder}", f"{root}/{folder}", SECTIONS.get(folder, ""))
    }


def _rows(package: str, folder: str, section: str) -> Iterator[CommandRow]:
    for file in sorted(os.listdir(folder)):  # noqa: PTH208
        stem, suffix = os.path.splitext(file)  # noqa: PTH122
        name, path = stem.rstrip("_").replace("_", "-"), f"{folder}/{file}"
        is_group = not suffix and not stem.startswith("_")
        if is_group or (suffix == ".py" and name and stem != "__init__"):
            path = f"{path}/__init__.py" if is_group else path
            yield CommandRow(name, section, f"{package}.{stem}", path, is_group)
