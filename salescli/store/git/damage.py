"""Files that nobody edited so: emptied, cut off or with the marks of a conflict.

A program that died while it wrote, a full disk or an unfinished merge leave them. None of them is
ever committed as an edit by hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from salescli.store.files.read import read_file
from salescli.store.git.conflict_marks import find_conflicts
from salescli.store.git.history import History
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.text.shell_quoting import word

_MARK = re.compile(rb"^(?:<{7}|[|]{7}|>{7}) ", re.MULTILINE)

_BLOCK = 4096  # bytes


@dataclass(frozen=True, slots=True)
class Damage:
    """A file that can't have been meant so: what is wrong with it, and what puts it right."""

    file: str
    what: str
    fix: str


def damaged(history: History, files: Sequence[str]) -> list[Damage]:
    """Return which of these files are damaged; they are named from the book's folder.

    Raises SalescliError where git can't be asked.
    """
    names = {file: history.named(file) for file in files if file.endswith(".toml")}
    held = history.contents(names.values())
    damages = []
    for file, name in names.items():
        try:
            data = read_file(history.root / file)
        except OSError:  # deleted, or nothing that can be read: that is said elsewhere
            continue
        what = damage_of(data, held.get(name))
        if what:
            damages.append(Damage(file, what, _fix(history.root, file, what, name in held)))
    return damages


def damage_of(data: bytes, committed: bytes | None) -> str:
    """Return what is wrong with a file by what was last committed of it; '' for nothing.

    It is cut where it is the beginning of that, and ends within a line, at the end of a block as a
    disk counts them, or can't be read.
    """
    if not data.strip(b" \t\r\n\0"):
        return "is empty" if committed is None or committed.strip() else ""
    if b"\0" in data:
        return "is not text"
    text = data.decode("utf-8", "replace")
    if find_conflicts(text) or (_MARK.search(data) and not _can_be_read(text)):
        return "has conflict marks"
    if committed is None:
        return ""
    now, before = (side.replace(b"\r\n", b"\n") for side in (data, committed))
    if before.startswith(now) and now != before.rstrip(b"\n"):
        at_line_end = now.endswith(b"\n") or before[len(now) :].startswith(b"\n")
        by_chance = at_line_end and len(data) % _BLOCK and _can_be_read(text)
        return "" if now == before or by_chance else "was cut off"
    return ""


def _can_be_read(text: str) -> bool:
    try:
        parse_toml(text.removeprefix("\ufeff"))
    except TomlError:
        return False
    return True


def _fix(root: Path, file: str, what: str, is_committed: bool) -> str:
    if what.endswith("conflict"):
        return f"keep one version of each, delete the marks: {word(str(root / file))}"
    if is_committed:
        return f"git -C {word(str(root))} checkout HEAD -- {word(file)}   brings back what it held"
    return f"fill it, or: rm {word(str(root / file))}"
