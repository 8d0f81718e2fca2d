"""The files of the book as they stood at a moment, taken from git."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from salescli.store.git.book_commits import KEPT
from salescli.store.git.history import History, is_plain

_FILES = (b"100644", b"100755")  # neither links nor other repositories


def files_at(history: History, moment: datetime) -> dict[str, str]:
    """Return the files of the book as of a moment, each with the object that it was.

    Empty for a moment before the first commit. They are those of the last commit until then on the
    line of this machine, not of another one whose commits were merged later. Raises SalescliError.
    """
    before = f"--before={int(moment.timestamp())}"
    commit = history.git_output("rev-list", "-1", "--first-parent", before, "HEAD", "--")
    if not commit.strip():
        return {}
    there = {}
    listed = history.git_output("ls-tree", "-r", "-z", commit.decode().strip(), "--", *KEPT)
    for entry in listed.split(b"\0"):
        facts, _, name = entry.partition(b"\t")
        mode, _, named = facts.partition(b" ")
        if mode in _FILES and is_plain(os.fsdecode(name)):
            there[os.fsdecode(name)] = named.rpartition(b" ")[2].decode()
    return there


def write_snapshot(history: History, files: Mapping[str, str], folder: Path) -> None:
    """Write files, each of what its object holds, into an empty folder. Raises SalescliError."""
    held = history.whole(files.values())
    for parent in {(folder / file).parent for file in files}:
        parent.mkdir(parents=True, exist_ok=True)
    for file, name in files.items():
        (folder / file).write_bytes(held[name])
