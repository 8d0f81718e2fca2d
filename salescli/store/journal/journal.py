"""The journal of a change: every file of it, as it was and as it is to be, before any is touched.

The rule: a journal on disk is a change that was decided, and it is finished, by the command itself
or by the next one; without a journal nothing of the change has happened. It holds all that is
needed for that, and is removed when the change is in place and git was asked to commit it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from salescli.errors import SalescliError
from salescli.store.files.atomic import flush_folder, is_gits
from salescli.store.files.own_folder import JOURNAL, OWN
from salescli.store.files.private_dir import is_of_another_user, read_private, write_private
from salescli.text.lazy_re import lazy_re
from salescli.text.shell_quoting import word

if TYPE_CHECKING:
    from salescli.store.journal.merge_plan import Merge

_VERSION, _EARLIER = 2, 1
_BEGINS = b'{"version": '
_OBJECT = lazy_re(r"[0-9a-f]{40,64}|")  # as git names one


@dataclass(frozen=True, slots=True, repr=False)
class FileUpdate:
    """What a file held and what it is to hold; None stands for no file.

    `name` leads from the book's folder, or from the top of its repository for a merge.
    `executable` is None where the file's mode stays as it is.
    """

    name: str
    before: bytes | None
    after: bytes | None
    executable: bool | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Journal:
    """One change: its files, and the message that it is committed with, '' for no commit.

    `head` is what git had as the last commit when this one was owed; '' where that isn't known.
    """

    files: tuple[FileUpdate, ...]
    message: str = ""
    merge: Merge | None = None
    head: str = ""


def write_journal(root: Path, journal: Journal) -> None:
    """Write the journal, to outlast a power cut. Raises SalescliError."""
    path = root / OWN / JOURNAL
    write_private(path, journal_parts(journal), root)
    flush_folder(path.parent, path)


def journal_parts(journal: Journal) -> list[bytes]:
    """Return what a file that holds a journal says, in parts."""
    contents: list[bytes] = []
    files = []
    for change in journal.files:
        sides = [_size(content, contents) for content in (change.before, change.after)]
        files.append([os.fsencode(change.name).hex(), *sides, change.executable])
    check = 0
    for content in contents:
        check = crc32(content, check)
    header = {
        "version": _VERSION,
        "message": journal.message,
        "merge": asdict(journal.merge) if journal.merge else None,
        "files": files,
        "head": journal.head,
        "size": sum(map(len, contents)),
        "check": check,
    }
    return [json.dumps(header).encode() + b"\n", *contents]


def _size(content: bytes | None, contents: list[bytes]) -> int | None:
    if content is None:
        return None
    contents.append(content)
    return len(content)


def read_journal(root: Path) -> Journal | None:
    """Return the journal of the book; None where there is none.

    What is no file, or stands under other names too, is none that a command left. Raises
    SalescliError for one that can't be used, and for one of another user: it is theirs to finish.
    """
    path = root / OWN / JOURNAL
    journal = journal_at(path)
    if journal is None and is_of_another_user(path):
        raise SalescliError(
            f"a command of another user was cut off in this book: {path} is theirs",
            fix="let them type: salescli next   which finishes it\n"
            f"  or, to leave it unfinished: rm {word(str(path))}",
        )
    return journal


def journal_at(path: Path) -> Journal | None:
    """Return the journal that a file of our own folder holds; None where there is none of our own.

    Raises SalescliError for one that can't be used.
    """
    data = read_private(path, _BEGINS)
    if data is None:
        return None
    head, _, whole = data.partition(b"\n")
    try:
        return _journal(json.loads(head), whole)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SalescliError(
            f"{path} can't be read: another version of salescli left it",
            fix=f"use that version again; or rm {word(str(path))}   drops the unfinished change",
        ) from error


def _journal(header: dict[str, Any], whole: bytes) -> Journal:
    """Return what a journal says. Raises ValueError, KeyError or TypeError for another thing."""
    if not _is_whole(header, whole):
        raise ValueError
    last = str(header.get("head", ""))
    merge = _merge(header["merge"]) if header["merge"] else None
    objects = (merge.ours, merge.theirs, merge.commit) if merge else ()
    if not all(_OBJECT.fullmatch(name) for name in (last, *objects)):
        raise ValueError
    return Journal(
        tuple(_files(header["files"], whole)),
        str(header["message"]),
        merge,
        last,
    )


def _is_whole(header: dict[str, Any], whole: bytes) -> bool:
    """Return whether the contents are those that a journal was written with. Raises KeyError."""
    if header["version"] == _EARLIER:  # a commit may be owed for long
        from hashlib import sha256

        return bool(header["sha256"] == sha256(whole).hexdigest())
    sealed = header["size"], header["check"]
    return header["version"] == _VERSION and sealed == (len(whole), crc32(whole))


def _merge(table: dict[str, Any]) -> Merge:
    from salescli.store.journal.merge_plan import Merge

    return Merge(**{**table, "entries": tuple(map(str, table["entries"]))})


def _files(rows: Sequence[Sequence[Any]], whole: bytes) -> Iterator[FileUpdate]:
    start = 0
    for name, before, after, executable in rows:
        sides = []
        for size in (before, after):
            sides.append(None if size is None else whole[start : start + size])
            start += size or 0
        plain = os.fsdecode(bytes.fromhex(name))
        parts = plain.split("/")
        if not all(parts) or any(part in {".", ".."} or is_gits(part) for part in parts):
            raise ValueError
        yield FileUpdate(plain, sides[0], sides[1], executable)


def remove_journal(root: Path) -> None:
    """Remove the journal: the change is done, or taken back. Raises OSError."""
    (root / OWN / JOURNAL).unlink(missing_ok=True)
