"""What git remembers of the book: which commit changed which file, and what stood in it then.

Names of files are given from the book's folder, wherever in a repository that lies.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.errors import SalescliError
from salescli.store.files.atomic import is_gits
from salescli.store.git.refusals import git_failure, not_started
from salescli.store.git.run import ask_status, run_git

if TYPE_CHECKING:
    from subprocess import CompletedProcess

# Stands in the body of the commits that commands make: what has none was made by hand.
_MADE = ("Made-by", "salescli")
MADE_BY = ": ".join(_MADE)
KEPT = ("deals", "processes", "salescli.toml")  # the files of a book that have a history

_FORMAT = "--format=%H%x00%P%x00%at%x00%an%x00%ae%x00%B%x00"
_SETTINGS = (
    *("-c", "i18n.logOutputEncoding=UTF-8", "-c", "log.follow=false"),
    *("-c", "log.showRoot=true", "-c", "log.showSignature=false"),
)
_NOTHING = re.compile("0+")
_NO_COMMIT = (b"does not have any commits", b"unknown revision", b"bad revision")


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file that a commit changed.

    `before` has the object that stood in it in each parent, `after` the one since then; nothing
    where there was no such file. `was` is its earlier name, where it was renamed.
    """

    file: str
    before: tuple[str, ...]
    after: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit. `by` and `email` are its author's.

    `trailers` are what a command noted at the end of the message, such as `Undoes`.
    """

    commit: str
    parents: tuple[str, ...]
    at: datetime
    by: str
    email: str
    subject: str
    trailers: Mapping[str, str]
    touched: tuple[FileChange, ...] = ()

    @property
    def command(self) -> bool:
        """Whether a command made it."""
        return self.trailers.get(_MADE[0]) == _MADE[1]


@dataclass(frozen=True, slots=True)
class History:
    """The memory of a book: `prefix` leads from the top of its repository to its folder."""

    root: Path
    prefix: str

    def moments(
        self, files: Sequence[str] = KEPT, *, limit: int | None = None, since: str = "HEAD"
    ) -> list[Commit]:
        """The commits that changed these files, or lie in these folders, the newest first.

        No more than `limit` of them, from the commit `since` backwards. Raises SalescliError.
        """
        some = [f"-n{limit}"] if limit is not None else []
        raw = ("--raw", "-c", "-z", "-M", "--no-abbrev", "--no-color", "--no-ext-diff")
        said = self.asked(*_SETTINGS, "log", *raw, _FORMAT, *some, since, "--", *files)
        return list(_moments(said, self.prefix))

    def commands(self, file: str | None = None) -> list[Commit]:
        """The commits that commands made, of the whole book or on one file, the newest first.

        What they changed is not asked for. Merges hide none of them, and none comes before one
        that was built on it. Raises SalescliError.
        """
        paths = [file] if file else ["."] if self.prefix else []
        grep = ("--basic-regexp", f"--grep=^{MADE_BY}$", "--full-history", "--author-date-order")
        said = self.asked(*_SETTINGS, "log", "-z", *grep, _FORMAT, "HEAD", "--", *paths)
        return [one for one in _moments(said, self.prefix) if one.command]

    def renamed(self, moment: Commit, file: str) -> FileChange | None:
        """How the file came by its name in that commit; None where it was new."""
        # A log that is limited to one file sees a new file where another one was renamed.
        every = self.moments(("deals",), limit=1, since=moment.commit)
        touches = every[0].touched if every and every[0].commit == moment.commit else ()
        return next((one for one in touches if one.file == file and one.was), None)

    def contents(self, objects: Iterable[str]) -> dict[str, bytes]:
        """What these objects hold; those that git doesn't have are left out. Raises SalescliError.

        An object is an id, or a name such as `HEAD:deals/acme.toml` (see `named`).
        """
        names = [name for name in dict.fromkeys(objects) if name and "\n" not in name]
        given = b"".join(os.fsencode(name) + b"\n" for name in names)
        if not names:
            return {}
        return dict(_contents(names, self.asked("cat-file", "--batch", "--buffer", given=given)))

    def whole(self, objects: Iterable[str]) -> dict[str, bytes]:
        """What these objects hold, all of them. Raises SalescliError where git lacks one."""
        names = [name for name in objects if name]
        held = self.contents(names)
        if missing := [name for name in names if name not in held]:
            raise SalescliError(
                f"git does not have all that the book held: {missing[0][:12]} is missing",
                fix="git fsck   says more; a partial clone fetches it: git fetch --refetch",
            )
        return held

    def named(self, file: str, commit: str = "HEAD") -> str:
        """The object that stands in a file as of a commit."""
        return f"{commit}:{self.prefix}{file}"

    def uncommitted(self, files: Sequence[str] = KEPT) -> list[str]:
        """The files, of these, that are not as they were last committed. Raises SalescliError."""
        entries = os.fsdecode(_answered(_status(self.root, files))).split("\0")
        return [entry[3:].removeprefix(self.prefix) for entry in entries if entry]

    def index(self) -> None:
        """Let git note which commit changed which file: then it finds a file's history at once."""
        self.asked("commit-graph", "write", "--reachable", "--changed-paths", "--split")

    def asked(self, *arguments: str, given: bytes = b"") -> bytes:
        """What git answers; nothing where there is no commit yet. Raises SalescliError."""
        return _answered(_asked(self.root, *arguments, given=given))


def is_plain(file: str) -> bool:
    """Whether a name from a commit leads nowhere but down, and not into git's own folder.

    Git never makes another one, but it keeps those that somebody forged.
    """
    return not any(part == ".." or is_gits(part) for part in file.split("/"))


def open_history(root: Path) -> History:
    """The memory of the book in `root`. Raises SalescliError where there is none."""
    asked = _asked(root, "rev-parse", "--show-prefix")
    if asked.returncode:
        raise _unknown(git_failure(asked.returncode, asked.stderr))
    return History(root, os.fsdecode(asked.stdout).removesuffix("\n"))


def _asked(root: Path, *arguments: str, given: bytes = b"") -> CompletedProcess[bytes]:
    try:
        return run_git(root, *arguments, given=given)
    except OSError as error:
        raise _unknown(not_started(root, error)) from error


def _status(root: Path, files: Sequence[str]) -> CompletedProcess[bytes]:
    try:
        return ask_status(root, files)
    except OSError as error:
        raise _unknown(not_started(root, error)) from error


def _answered(asked: CompletedProcess[bytes]) -> bytes:
    """What git answered; nothing where there is no commit yet. Raises SalescliError."""
    if not asked.returncode:
        return asked.stdout
    if any(said in asked.stderr for said in _NO_COMMIT):
        return b""
    raise _unknown(git_failure(asked.returncode, asked.stderr))


def _unknown(reason: str) -> SalescliError:
    said, _, fix = reason.partition(": ")
    return SalescliError(f"the book has no history: {said}", fix=fix)


def _moments(said: bytes, prefix: str) -> Iterator[Commit]:
    tokens = iter(said.split(b"\0"))
    moment: Commit | None = None
    touched: list[FileChange] = []
    for token in tokens:
        part = token.lstrip(b"\n")
        if part.startswith(b":"):
            touch = _touch(part, tokens, prefix)
            touched += [touch] if is_plain(touch.file) and is_plain(touch.was) else []
        elif part:
            if moment is not None:
                yield replace(moment, touched=tuple(touched))
            moment, touched = _moment(part, [next(tokens) for _ in range(5)]), []
    if moment is not None:
        yield replace(moment, touched=tuple(touched))


def _moment(commit: bytes, fields: Sequence[bytes]) -> Commit:
    parents, at, by, email, message = (field.decode("utf-8", "replace") for field in fields)
    try:
        moment = datetime.fromtimestamp(int(at)).astimezone()
    except (ValueError, OverflowError, OSError):  # a date that no clock shows
        moment = datetime.fromtimestamp(0).astimezone()
    subject, trailers = read_message(message)
    return Commit(commit.decode(), tuple(parents.split()), moment, by, email, subject, trailers)


def read_message(message: str) -> tuple[str, dict[str, str]]:
    """The first line of a commit's message, and the trailers in its last paragraph."""
    subject, _, body = message.strip().partition("\n")
    lines = body.rpartition("\n\n")[2].split("\n")
    pairs = (line.partition(": ") for line in lines)
    return subject, {name: value for name, colon, value in pairs if colon}


def _touch(header: bytes, tokens: Iterator[bytes], prefix: str) -> FileChange:
    """One changed file: a colon for each parent, the modes, the objects, how it changed."""
    parts = header.decode("ascii", "replace").lstrip(":").split(" ")
    parents = len(parts) // 2 - 1
    objects = ["" if _NOTHING.fullmatch(one) else one for one in parts[parents + 1 : -1]]
    name, was = os.fsdecode(next(tokens)), ""
    if parents == 1 and parts[-1][:1] in ("R", "C"):
        name, was = os.fsdecode(next(tokens)), name
    return FileChange(
        name.removeprefix(prefix), tuple(objects[:-1]), objects[-1], was.removeprefix(prefix)
    )


def _contents(names: Sequence[str], said: bytes) -> Iterator[tuple[str, bytes]]:
    start = 0
    for name in names:
        end = said.index(b"\n", start)
        words = said[start:end].split(b" ")
        start = end + 1
        if words[-1].isdigit() and len(words) == 3:
            size = int(words[-1])
            yield name, said[start : start + size]
            start += size + 1
