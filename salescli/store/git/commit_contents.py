"""A commit of files as they were, while they hold something else by now.

It is made in an index of its own, which is what hooks see of `git commit --only` too; the files
themselves are left alone.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.files.scratch import scratch
from salescli.store.git.commit import commit_refusal, message_arguments, obstacle
from salescli.store.git.commit_result import CommitResult
from salescli.store.git.query import git_answer, query
from salescli.store.git.refusals import not_started
from salescli.store.git.run import MANY, run_writing, setting_values
from salescli.store.git.upstream import must, run


def commit_contents(
    folder: Path, contents: Mapping[str, bytes | None], message: str
) -> CommitResult:
    """Commit these contents of files, named from `folder`; None stands for no file.

    Where git has them so already, that counts as done.
    """
    if reason := obstacle(folder):
        return CommitResult(done=False, reason=reason)
    try:
        with scratch() as own:
            return _commit(folder, contents, message, own / "index")
    except SalescliError as error:
        return CommitResult(done=False, reason=error.message)
    except OSError as error:
        return CommitResult(done=False, reason=not_started(folder, error))


def _commit(
    folder: Path, contents: Mapping[str, bytes | None], message: str, index: Path
) -> CommitResult:
    top = Path(git_answer(folder, "rev-parse", "--show-toplevel"))
    prefix = git_answer(folder, "rev-parse", "--show-prefix")
    wanted = {f"{prefix}{name}": data for name, data in contents.items()}
    held = _last_committed(top, list(wanted))
    known = held or {}
    modes = {path: known.get(path, "100644").partition(" ")[0] for path in wanted}
    entries = {path: _entry(top, path, data, modes[path]) for path, data in wanted.items()}
    lines = b"".join(
        os.fsencode(f"{entry or _gone(top)}\t{path}\0") for path, entry in entries.items()
    )
    if any(entry != known.get(path, "") for path, entry in entries.items()):
        must(top, "read-tree", "--empty" if held is None else "HEAD", index=index)
        must(top, "update-index", "-z", "--index-info", stdin=lines, index=index)
        started = time.time()
        ended = run_writing(top, *message_arguments(message), index=index)
        if ended[0]:
            return CommitResult(
                done=False, reason=commit_refusal(folder, list(contents), ended, started)
            )
    # What the real index says of these files is what was committed; it is no matter if it can't.
    run(top, "update-index", "-z", "--index-info", stdin=lines)
    return CommitResult(done=True)


def _last_committed(top: Path, paths: list[str]) -> dict[str, str] | None:
    """Return mode and object, `MODE OBJECT`, of each of these that the last commit has.

    None where there is no commit yet.
    """
    held = {}
    for start in range(0, len(paths), MANY):
        listed = query(top, "ls-tree", "-z", "HEAD", "--", *paths[start : start + MANY])
        if listed.returncode and not git_answer(top, "rev-parse", "-q", "--verify", "HEAD"):
            return None
        for row in filter(None, os.fsdecode(listed.stdout).split("\0")):
            facts, _, path = row.partition("\t")
            mode, _, blob = facts.split(" ")
            held[path] = f"{mode} {blob}"
    return held


def _entry(top: Path, path: str, data: bytes | None, mode: str) -> str:
    """Return mode and object of a file with this content, with git's line ends; '' for no file."""
    if data is None:
        return ""
    return f"{mode} {must(top, 'hash-object', '-w', f'--path={path}', '--stdin', stdin=data)}"


def _gone(top: Path) -> str:
    """Return mode and object that take a file out of an index."""
    is_long = setting_values(top).get("extensions.objectformat", "sha1") != "sha1"
    return f"0 {'0' * (64 if is_long else 40)}"
