"""What two commits of a book come to, worked out beside its files: nothing is written but objects.

Deals are merged by meaning, other files as text, each under its own name: no file is ever taken
for another one that was renamed. What one side deleted and the other changed is a clash, and so is
what both changed to different things.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.files.scratch import scratch
from salescli.store.git.conflict_marks import find_conflicts
from salescli.store.git.query import git_answer, read_objects
from salescli.store.git.upstream import must
from salescli.store.merge.book_file import merge_book_file

FILE, PROGRAM, LINK, MODULE = "100644", "100755", "120000", "160000"
_PLAIN = {FILE, PROGRAM}


@dataclass(frozen=True, slots=True)
class Blob:
    """One file of a commit: git's mode, and the object that holds it."""

    mode: str
    name: str


Changes = dict[str, tuple[Blob | None, Blob | None]]  # what was and what is, by path from the top


@dataclass(frozen=True, slots=True)
class Clash:
    """A file that can't be merged without somebody who decides.

    `text` has the marks of its conflicts; it is None where one side deleted the file and the other
    changed it.
    """

    path: str
    base: Blob | None
    ours: Blob | None
    theirs: Blob | None
    text: str | None

    @property
    def kept(self) -> Blob:
        """Return the file as it is on the side that has it; ours where both do."""
        blob = self.ours or self.theirs
        if blob is None:
            raise AssertionError(self.path)
        return blob


Answers = Mapping[tuple[str, Blob | None, Blob | None], str | None]


@dataclass(frozen=True, slots=True)
class MergePlan:
    """A merge that is worked out: what it makes of our files, and what is left to decide.

    `base` is a commit or a tree. `had` is what our files were that it changes, `decided` are the
    paths that somebody decided about, `both` those that both sides changed. `sides` are the changes
    of ours and of theirs since the base, where they were looked for.
    """

    base: str
    ours: str
    theirs: str
    changes: dict[str, Blob | None] = field(default_factory=dict)
    had: dict[str, Blob | None] = field(default_factory=dict)
    clashes: tuple[Clash, ...] = ()
    decided: frozenset[str] = frozenset()
    both: tuple[str, ...] = ()
    sides: tuple[Changes, Changes] | None = None


def differences(root: Path, before: str, after: str) -> Changes:
    """Return the files that differ between two commits or trees. Raises SalescliError."""
    output = must(
        root, "diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", before, after
    )
    tokens = iter(output.split("\0"))
    changes: Changes = {}
    for header in tokens:
        if header:
            modes = header.lstrip(":").split(" ")
            changes[next(tokens)] = (_blob(modes[0], modes[2]), _blob(modes[1], modes[3]))
    return changes


def _blob(mode: str, name: str) -> Blob | None:
    return None if set(mode) == {"0"} else Blob(mode, name)


def plan_merge(
    root: Path, prefix: str, bases: Sequence[str], sides: tuple[str, str], answers: Answers
) -> MergePlan:
    """Return what two commits come to; `prefix` leads from the top to the book.

    `bases` are the commits that both started from, at least one. `answers` has what was decided
    about clashes, by the path and the two sides: the text of the file, or None for no file. Raises
    SalescliError where sync can't merge them.
    """
    return _merge_trees(root, prefix, (_base(root, prefix, bases), *sides), answers)


def _base(root: Path, prefix: str, bases: Sequence[str]) -> str:
    """Return what both sides started from; where they crossed, what those commits come to."""
    base = bases[0]
    for other in bases[1:]:
        shared = git_answer(root, "merge-base", base, other) if base == bases[0] else base
        plan = _merge_trees(root, prefix, (shared or bases[0], base, other), {})
        # What they don't agree on is, for what comes of them, as it was before both.
        undecided: dict[str, Blob | None] = {clash.path: clash.base for clash in plan.clashes}
        base = write_tree(root, base, {**plan.changes, **undecided})
    return base


def _merge_trees(
    root: Path, prefix: str, commits: tuple[str, str, str], answers: Answers
) -> MergePlan:
    base, ours, theirs = commits
    here, there = differences(root, base, ours), differences(root, base, theirs)
    both = [path for path in there if path in here and here[path] != there[path]]
    alone = {path: of for path, of in there.items() if path not in here}
    changes = {path: blob for path, (_, blob) in alone.items()}
    contents = read_objects(
        root,
        [
            blob.name
            for path in both
            for blob in (*here[path], there[path][1])
            if blob and blob.mode in _PLAIN
        ],
    )
    merger = _Merger(root, prefix, contents, answers)
    for path in both:
        merger.add(path, here[path][0], here[path][1], there[path][1])
    changes |= merger.changes()
    had = {path: was for path, (was, _) in alone.items()} | {path: here[path][1] for path in both}
    clashes, decided = tuple(merger.clashes), frozenset(merger.decided)
    return MergePlan(*commits, changes, had, clashes, decided, tuple(sorted(both)), (here, there))


class _Merger:
    """The merging of the files that both sides changed."""

    def __init__(
        self, root: Path, prefix: str, contents: Mapping[str, bytes], answers: Answers
    ) -> None:
        self.root, self.prefix, self.contents, self.answers = root, prefix, contents, answers
        self.texts: dict[str, tuple[str, str]] = {}  # the mode and the text, by path
        self.blobs: dict[str, Blob | None] = {}
        self.clashes: list[Clash] = []
        self.decided: list[str] = []

    def add(self, path: str, base: Blob | None, ours: Blob | None, theirs: Blob | None) -> None:
        """Merge one file. Raises SalescliError where that is for git itself."""
        sides = (base, ours, theirs)
        if any(blob and blob.mode not in _PLAIN for blob in sides):
            raise _for_git(path, "it is a link or a repository of its own")
        mode = _mode(base, ours, theirs)
        text = None
        if ours and theirs:
            if ours.name == theirs.name or (base and base.name in (ours.name, theirs.name)):
                chosen = theirs if base and base.name == ours.name else ours
                self.blobs[path] = Blob(mode, chosen.name)
                return
            text = self._merged(path, *(self._text(path, blob) for blob in sides))
            if not find_conflicts(text):
                self.texts[path] = (mode, text)
                return
        self._clash(Clash(path, base, ours, theirs, text), mode)

    def _clash(self, clash: Clash, mode: str) -> None:
        key = (clash.path, clash.ours, clash.theirs)
        if key not in self.answers:
            if not clash.path.startswith(self.prefix):
                raise _for_git(clash.path, "it was changed on both sides, outside the book")
            self.clashes.append(clash)
            return
        self.decided.append(clash.path)
        text = self.answers[key]
        if text is None:
            self.blobs[clash.path] = None
        else:
            self.texts[clash.path] = (mode, text)

    def changes(self) -> dict[str, Blob | None]:
        """Return what is to become of the files that are merged; their objects are written."""
        names = write_objects(self.root, [text.encode() for _, text in self.texts.values()])
        merged = zip(self.texts.items(), names, strict=True)
        return self.blobs | {path: Blob(mode, name) for (path, (mode, _)), name in merged}

    def _text(self, path: str, blob: Blob | None) -> str:
        try:
            return self.contents[blob.name].decode() if blob else ""
        except UnicodeDecodeError:
            raise _for_git(path, "it was changed on both sides, and is not text") from None

    def _merged(self, path: str, base: str, ours: str, theirs: str) -> str:
        inside = path.removeprefix(self.prefix) if path.startswith(self.prefix) else ""
        return merge_book_file(inside, base, ours, theirs)


def _mode(base: Blob | None, ours: Blob | None, theirs: Blob | None) -> str:
    modes = [blob.mode for blob in (ours, theirs) if blob]
    if base and len(modes) > 1:
        return modes[1] if modes[0] == base.mode else modes[0]
    return max(modes)


def _for_git(path: str, reason: str) -> SalescliError:
    return SalescliError(
        f"{path} can't be merged by sync: {reason}; nothing was changed",
        fix="git pull --no-rebase   and when that is committed: salescli sync",
    )


def write_objects(root: Path, contents: list[bytes]) -> list[str]:
    """Give git what files are to hold; the names of the objects. Raises SalescliError."""
    if not contents:
        return []
    with scratch(root) as folder:
        paths = [folder / str(number) for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        names = "".join(f"{_c_quoted(str(path))}\n" for path in paths)
        output = must(
            root, "hash-object", "-w", "--no-filters", "--stdin-paths", stdin=os.fsencode(names)
        )
    return output.splitlines()


def _c_quoted(path: str) -> str:
    """Return a path as git reads one that has a line's end in it."""
    plain = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{plain}"'


def write_tree(root: Path, start: str, changes: Mapping[str, Blob | None]) -> str:
    """Return the tree that these changes make of another one. Raises SalescliError."""
    with scratch(root) as folder:
        index = folder / "index"
        must(root, "read-tree", start, index=index)
        must(
            root,
            "update-index",
            "-z",
            "--index-info",
            stdin=index_lines(index_entries(changes, start)),
            index=index,
        )
        return must(root, "write-tree", index=index)


def index_entries(changes: Mapping[str, Blob | None], like: str) -> list[str]:
    """Return the lines for git update-index that make these changes, deletions first.

    `like` is the name of any object: how long names are depends on the repository.
    """
    gone = [path for path, blob in changes.items() if blob is None]
    kept = [(path, blob) for path, blob in changes.items() if blob is not None]
    return [
        *(f"0 {'0' * len(like)}\t{path}" for path in gone),
        *(f"{blob.mode} {blob.name}\t{path}" for path, blob in kept),
    ]


def index_lines(entries: Iterable[str]) -> bytes:
    """Return what git update-index reads to take these entries."""
    return b"".join(os.fsencode(f"{entry}\0") for entry in entries)
