"""The history of a book in git: which commit changed which file, and what it held then.

Names of files are given from the book's folder, wherever in a repository that lies.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from salescli.store.files.atomic import is_gits
from salescli.store.git.book_commits import KEPT, MADE_BY, MAKER
from salescli.store.git.query import find_objects, query, read_objects
from salescli.store.git.refusals import git_failure, sentence_error
from salescli.store.git.uncommitted import NO_HISTORY, answered, uncommitted
from salescli.text.lazy_re import lazy_re

_FORMAT = "--format=%H%x00%P%x00%at%x00%an%x00%ae%x00%B%x00"
_SETTINGS = (
    *("-c", "i18n.logOutputEncoding=UTF-8", "-c", "log.follow=false"),
    *("-c", "log.showRoot=true", "-c", "log.showSignature=false"),
)
_NOTHING = lazy_re("0+")
_REPOSITORY = "160000"  # the mode of another repository: its commits are not in this one


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
        return self.trailers.get(MAKER[0]) == MAKER[1]


@dataclass(frozen=True, slots=True)
class History:
    """The history of a book: `prefix` leads from the top of its repository to its folder."""

    root: Path
    prefix: str

    def moments(
        self, files: Sequence[str] = KEPT, *, limit: int | None = None, since: str = "HEAD"
    ) -> list[Commit]:
        """Return the commits that changed these files, or lie in these folders, the newest first.

        No more than `limit` of them, from the commit `since` backwards. Raises SalescliError.
        """
        limits = [f"-n{limit}"] if limit is not None else []
        raw = ("--raw", "-c", "-z", "-M", "--no-abbrev", "--no-color", "--no-ext-diff")
        output = self.git_output(*_SETTINGS, "log", *raw, _FORMAT, *limits, since, "--", *files)
        return list(_moments(output, self.prefix))

    def commands(self, file: str | None = None) -> list[Commit]:
        """Return the commits that commands made, of the book or on one file, the newest first.

        What they changed is not asked for. Merges hide none of them, and none comes before one
        that was built on it. Raises SalescliError.
        """
        paths = [file] if file else ["."] if self.prefix else []
        grep = ("--basic-regexp", f"--grep=^{MADE_BY}$", "--full-history", "--author-date-order")
        output = self.git_output(*_SETTINGS, "log", "-z", *grep, _FORMAT, "HEAD", "--", *paths)
        return [commit for commit in _moments(output, self.prefix) if commit.command]

    def renamed(self, moment: Commit, file: str) -> FileChange | None:
        """Return how the file came by its name in that commit; None where it was new."""
        # A log that is limited to one file sees a new file where another one was renamed.
        every = self.moments(("deals",), limit=1, since=moment.commit)
        touches = every[0].touched if every and every[0].commit == moment.commit else ()
        return next((touch for touch in touches if touch.file == file and touch.was), None)

    def contents(self, objects: Iterable[str]) -> dict[str, bytes]:
        """Return what these objects hold; those that git doesn't have are left out.

        An object is an id, or a name such as `HEAD:deals/acme.toml` (see `named`). Raises
        SalescliError.
        """
        return find_objects(self.root, objects, about=NO_HISTORY)

    def whole(self, objects: Iterable[str]) -> dict[str, bytes]:
        """Return what these objects hold, all of them. Raises SalescliError where git lacks any."""
        return read_objects(self.root, objects, about=NO_HISTORY)

    def named(self, file: str, commit: str = "HEAD") -> str:
        """Return the object that stands in a file as of a commit."""
        return f"{commit}:{self.prefix}{file}"

    def uncommitted(self, files: Sequence[str] = KEPT) -> list[str]:
        """Return the files, of these, that are not as they were last committed.

        Raises SalescliError.
        """
        return [name.removeprefix(self.prefix) for name in uncommitted(self.root, files)]

    def index(self) -> None:
        """Let git note which commit changed which file: then it finds a file's history at once."""
        self.git_output("commit-graph", "write", "--reachable", "--changed-paths", "--split")

    def git_output(self, *arguments: str) -> bytes:
        """Return what git answers; b'' where there is no commit yet. Raises SalescliError."""
        return answered(query(self.root, *arguments, about=NO_HISTORY))


def is_plain(file: str) -> bool:
    """Return whether a name from a commit leads nowhere but down, and not into git's own folder.

    Git never makes another one, but it keeps those that somebody forged.
    """
    return not any(part == ".." or is_gits(part) for part in file.split("/"))


def open_history(root: Path) -> History:
    """Return the history of the book in `root`. Raises SalescliError where there is none."""
    answer = query(root, "rev-parse", "--show-prefix", about=NO_HISTORY)
    if answer.returncode:
        raise sentence_error(git_failure(answer.returncode, answer.stderr), NO_HISTORY)
    return History(root, os.fsdecode(answer.stdout).removesuffix("\n"))


def _moments(output: bytes, prefix: str) -> Iterator[Commit]:
    tokens = iter(output.split(b"\0"))
    moment: Commit | None = None
    touched: list[FileChange] = []
    for token in tokens:
        part = token.lstrip(b"\n")
        if part.startswith(b":"):
            touch = _touch(part, tokens, prefix)
            plain = is_plain(touch.file) and is_plain(touch.was)
            touched += [touch] if plain and (touch.after or any(touch.before)) else []
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
    """Return the first line of a commit's message, and the trailers in its last paragraph."""
    subject, _, body = message.strip().partition("\n")
    lines = body.rpartition("\n\n")[2].split("\n")
    pairs = (line.partition(": ") for line in lines)
    return subject, {name: value for name, colon, value in pairs if colon}


def _touch(header: bytes, tokens: Iterator[bytes], prefix: str) -> FileChange:
    """Return one changed file: a colon for each parent, the modes, the objects, how it changed.

    Where another repository stood in its place there was no such file.
    """
    parts = header.decode("ascii", "replace").lstrip(":").split(" ")
    parents = len(parts) // 2 - 1
    objects = [
        "" if _NOTHING.fullmatch(name_of) or mode == _REPOSITORY else name_of
        for mode, name_of in zip(parts, parts[parents + 1 : -1], strict=False)
    ]
    name, was = os.fsdecode(next(tokens)), ""
    if parents == 1 and parts[-1][:1] in ("R", "C"):
        name, was = os.fsdecode(next(tokens)), name
    return FileChange(
        name.removeprefix(prefix), tuple(objects[:-1]), objects[-1], was.removeprefix(prefix)
    )
