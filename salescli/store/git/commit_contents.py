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
from salescli.store.git.query import git_answer
from salescli.store.git.refusals import not_started
from salescli.store.git.run import run_writing
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
    tree = git_answer(folder, "rev-parse", "-q", "--verify", "HEAD^{tree}")
    must(top, *(("read-tree", tree) if tree else ("read-tree", "--empty")), index=index)
    entries = (_entry(top, f"{prefix}{name}", data, tree) for name, data in contents.items())
    lines = b"".join(os.fsencode(f"{entry}\0") for entry in entries)
    must(top, "update-index", "-z", "--index-info", stdin=lines, index=index)
    if must(top, "write-tree", index=index) != tree:
        started = time.time()
        ended = run_writing(top, *message_arguments(message), index=index)
        if ended[0]:
            return CommitResult(
                done=False, reason=commit_refusal(folder, list(contents), ended, started)
            )
    # What the real index says of these files is what was committed; it is no matter if it can't.
    run(top, "update-index", "-z", "--index-info", stdin=lines)
    return CommitResult(done=True)


def _entry(top: Path, path: str, data: bytes | None, tree: str) -> str:
    """Return the line that gives a file this content in an index, with git's line ends."""
    if data is None:
        return f"0 {'0' * (len(tree) or 40)}\t{path}"
    blob = must(top, "hash-object", "-w", f"--path={path}", "--stdin", stdin=data)
    return f"{_mode(top, path)} {blob}\t{path}"


def _mode(top: Path, path: str) -> str:
    return git_answer(top, "ls-tree", "HEAD", "--", path).partition(" ")[0] or "100644"
