"""A merge of the book with its other copy: begun, left with conflicts, finished."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.files.atomic import write_whole
from salescli.store.files.read import read_file
from salescli.store.git.commit import unfinished
from salescli.store.git.conflict_marks import Conflict, find_conflicts
from salescli.store.git.divergence import Divergence
from salescli.store.git.line_ends import with_crlf
from salescli.store.git.query import git_answer, read_objects
from salescli.store.git.refusals import git_failure
from salescli.store.git.run import MANY, literal_pathspec
from salescli.store.git.upstream import GitError, Upstream, changed_files, must, run
from salescli.store.merge.merge import merge_texts
from salescli.store.merge.text_merge import text_of_git
from salescli.store.sync.merge_commit import commit_merge, prove
from salescli.store.sync.proof import lost_parts
from salescli.store.sync.tree_merge import Answers, MergePlan, differences, plan_merge
from salescli.store.toml.reader import TomlError, parse_toml
from salescli.text.shell_quoting import word


@dataclass(frozen=True, slots=True)
class UnmergedFile:
    """A file of the book that git could not merge.

    `conflicts` are those that it marks; `fault` says what else keeps it from being read;
    `one_sided`: one side deleted it, and the other changed it.
    """

    file: str
    conflicts: tuple[Conflict, ...] = ()
    fault: str = ""
    one_sided: bool = False


def in_progress(root: Path) -> bool:
    """Return whether a merge was begun. Raises SalescliError where something else was."""
    doing = unfinished(Path(git_answer(root, "rev-parse", "--absolute-git-dir")))
    if doing not in {"", "merge"}:
        raise SalescliError(
            f"a {doing} is in progress in the book's repository",
            fix=f"git {doing} --continue   or git {doing} --abort",
        )
    return doing == "merge"


def plan_fetched(
    line: Upstream, stands: Divergence, answers: Answers
) -> tuple[MergePlan, str] | None:
    """Return the merge of what was fetched and the commit it comes to; None for nothing to merge.

    `stands` says how the book stands to that. The commit is '' where clashes are left. `answers`
    has what was decided about those. Raises SalescliError where sync can't merge it, or the proof
    fails (see `proof`).
    """
    root, ours, theirs = line.root, stands.ours, stands.theirs
    if not stands.trails:
        return None
    if not stands.leads:
        changes = differences(root, ours, theirs)
        after, had = ({path: of[side] for path, of in changes.items()} for side in (1, 0))
        return MergePlan(ours, ours, theirs, after, had), theirs
    bases = git_answer(root, "merge-base", "--all", ours, theirs).splitlines()
    if not bases:
        raise SalescliError(
            f"{line.remote} is not a copy of this book: they share no history",
            fix=f"git merge --allow-unrelated-histories {word(f'{line.remote}/{line.there}')}",
        )
    prefix = git_answer(root, "rev-parse", "--show-prefix")
    merge = plan_merge(root, prefix, bases, (ours, theirs), answers)
    return merge, "" if merge.clashes else commit_merge(root, prefix, merge, message(line))


def message(line: Upstream) -> str:
    """Return the message of a merge."""
    return f"Merge what {line.remote} has"


def deals_of(root: Path, paths: Sequence[str]) -> list[str]:
    """Return the deals among paths that lead from the top of the repository."""
    start = f"{git_answer(root, 'rev-parse', '--show-prefix')}deals/"
    names = [path.removeprefix(start) for path in paths if path.startswith(start)]
    return [name.removesuffix(".toml") for name in names if name.endswith(".toml")]


def unmerged_files(root: Path) -> list[UnmergedFile]:
    """Return the files of the book that git has not merged. Raises SalescliError."""
    stages = _stages(root)
    return [_unmerged(root, file, {"2", "3"} - of.keys()) for file, of in sorted(stages.items())]


def _stages(root: Path, *paths: str) -> dict[str, dict[str, str]]:
    """Return the objects of each file that git has not merged, by stage: "1" base, "2", "3"."""
    stages: dict[str, dict[str, str]] = {}
    for entry in git_answer(root, "ls-files", "-u", "-z", "--", *paths).split("\0"):
        about, _, file = entry.partition("\t")
        if file:
            _, name, stage = about.split(" ")
            stages.setdefault(file, {})[stage] = name
    return stages


def merge_by_meaning(root: Path) -> None:
    """Merge deals by meaning that git left merged as text.

    A file in which anybody has worked since is left alone. Raises SalescliError.
    """
    for file, versions in _versions(root).items():
        try:
            base, ours, theirs = (text.decode().replace("\r\n", "\n") for text in versions)
            left = read_file(root / file).decode()
        except (OSError, UnicodeDecodeError):
            continue
        ways = (text_of_git(base, ours, theirs, apart=apart) for apart in (True, False))
        if any(_bare(left.replace("\r\n", "\n")) == _bare(text) for text in ways):
            merged = merge_texts(base, ours, theirs).text.encode()
            write_whole(root / file, with_crlf(merged) if "\r\n" in left else merged, root)


def _versions(root: Path) -> dict[str, list[bytes]]:
    """Return the common version, ours and theirs of each deal that git has not merged."""
    stages = _stages(root, "deals")
    # Of a deal that both sides opened there is no common version.
    wanted = {file: of for file, of in stages.items() if {"2", "3"} <= of.keys()}
    contents = read_objects(root, [name for of in wanted.values() for name in of.values()])
    return {
        file: [contents.get(of.get(stage, ""), b"") for stage in ("1", "2", "3")]
        for file, of in wanted.items()
    }


def _bare(text: str) -> str:
    """Return a text without the names that git gives to the two sides of a conflict."""
    return re.sub(r"^([<|>]{7}) .*$", r"\1", text, flags=re.MULTILINE)


def finish_merge(root: Path, files: Sequence[str]) -> None:
    """Commit the merge, these files as they are now, once it is proved to lose nothing.

    Raises SalescliError where it would, or git refuses.
    """
    _stage(root, files)
    outside = must(root, "diff", "--no-ext-diff", "--name-only", "--diff-filter=U", "-z")
    if outside:
        raise _unfinished(f"{outside.split(chr(0))[0]}, outside the book, is in conflict")
    try:
        prefix = git_answer(root, "rev-parse", "--show-prefix")
        ours, theirs = merged_commits(root)
        base = git_answer(root, "merge-base", ours, theirs) or must(
            root, "hash-object", "-t", "tree", "-w", "--stdin"
        )
        sides = MergePlan(base, ours, theirs)
        prove(root, prefix, sides, must(root, "write-tree"), by_hand=True)
        must(root, "commit", "-q", "--no-edit")
    except GitError as error:
        raise _unfinished(error.message) from error


def _stage(root: Path, files: Sequence[str]) -> None:
    kept = [file for file in files if os.path.lexists(root / file)]
    gone = [file for file in files if file not in kept]
    for names, command in ((kept, ("add",)), (gone, ("rm", "-q", "--cached", "--ignore-unmatch"))):
        for start in range(0, len(names), MANY):
            done = run(root, *command, "--", *map(literal_pathspec, names[start : start + MANY]))
            if done.returncode:
                raise _unfinished(git_failure(done.returncode, done.stderr, root=root))


def merged_commits(root: Path) -> tuple[str, str]:
    """Return the two commits of the merge that is in progress, ours first. Raises SalescliError."""
    names = git_answer(root, "rev-parse", "HEAD^{commit}", "MERGE_HEAD^{commit}").splitlines()
    return (names[0], names[1]) if len(names) > 1 else ("", "")


def forget_if_nothing_came(root: Path, ours: str, theirs: str) -> bool:
    """Forget a merge of two commits of which nothing is there: git died before it could write.

    Returns whether it did. Raises SalescliError.
    """
    if must(root, "status", "--porcelain", "-z", "-uno", "--no-renames"):
        return False
    prefix = git_answer(root, "rev-parse", "--show-prefix")
    base = git_answer(root, "merge-base", ours, theirs)
    if not base or not lost_parts(root, prefix, (base, ours, theirs), ours, by_hand=True):
        return False
    must(root, "merge", "--quit")
    return True


def on_both_sides(root: Path, ours: str, theirs: str) -> list[str]:
    """Return the files of the book that both commits changed since they parted."""
    base = git_answer(root, "merge-base", ours, theirs)
    if not base:
        return []
    return sorted(changed_files(root, base, ours) & changed_files(root, base, theirs))


def _unmerged(root: Path, file: str, lacking: set[str]) -> UnmergedFile:
    try:
        text = read_file(root / file).decode()
    except (OSError, UnicodeDecodeError):
        return UnmergedFile(file, one_sided=bool(lacking))
    conflicts = tuple(find_conflicts(text))
    fault = ""
    if not conflicts and file.endswith(".toml"):
        try:
            parse_toml(text.removeprefix("\ufeff"), file)
        except TomlError as error:
            fault = error.message
    return UnmergedFile(file, conflicts, fault, one_sided=bool(lacking))


def _unfinished(reason: str) -> SalescliError:
    return SalescliError(
        f"the merge is resolved, but not committed: {reason}",
        fix="salescli sync   when that is fixed",
    )
