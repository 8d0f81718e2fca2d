"""A merge put in place: the files by the one way of writing, then the index, then the branch.

In this order another git that comes between never sees a commit whose files are not there. The
journal says what is to become of all three: the next command finishes it, or takes it back where
somebody edited one of the files or committed meanwhile.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from salescli.errors import SalescliError
from salescli.store.git.line_ends import with_crlf
from salescli.store.git.query import git_answer, is_switched_on, query
from salescli.store.git.refusals import git_failure, lock_named
from salescli.store.git.run import MANY, literal_pathspec, run_git_on_paths, same_content
from salescli.store.git.upstream import GitError, must
from salescli.store.journal.journal import FileUpdate, Journal, remove_journal
from salescli.store.journal.merge_plan import Merge
from salescli.store.journal.put_in_place import (
    LeftOpenError,
    carry_out,
    content_of,
    put_in_place,
    restore,
)
from salescli.store.sync.check_out import checked_out
from salescli.store.sync.merge_journal import check_merge_journal
from salescli.store.sync.tree_merge import (
    LINK,
    MODULE,
    PROGRAM,
    Blob,
    Clash,
    MergePlan,
    index_entries,
    index_lines,
)
from salescli.text.shell_quoting import word

# Seconds between the tries while another git, such as an editor's, has the index.
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
_SYNC = "salescli sync"


def place_merge(root: Path, plan: MergePlan, commit: str, message: str) -> list[str]:
    """Make a merge, or with '' for the commit its conflicts, what the book holds.

    Returns what there is to say. Raises SalescliError; then all is as it was.
    """
    top = top_of(root)
    if is_switched_on(root, "core.sparseCheckout"):
        raise SalescliError("only a part of the repository is checked out here", fix="git pull")
    wanted = dict(plan.changes)
    for clash in plan.clashes:
        wanted[clash.path] = clash.kept
    files = _file_changes(top, plan, wanted)
    entries = index_entries(plan.changes, plan.ours) + _stages(plan.clashes, plan.ours)
    merge = Merge(plan.ours, plan.theirs, commit, message, tuple(entries))
    with _undisturbed():
        notes = carry_out(root, top, Journal(files, merge=merge), lambda: _move(top, merge, files))
        remove_journal(root)
    return notes


def top_of(root: Path) -> Path:
    """Return the folder of the working tree that the book lies in. Raises GitError."""
    answer = query(root, "rev-parse", "--show-toplevel")
    if answer.returncode:
        raise GitError(git_failure(answer.returncode, answer.stderr, root=root))
    return Path(os.fsdecode(answer.stdout).removesuffix("\n"))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait: what is done here takes no time, and is done whole."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _file_changes(
    top: Path, plan: MergePlan, wanted: Mapping[str, Blob | None]
) -> tuple[FileUpdate, ...]:
    """Return what the files hold now and are to hold.

    Raises SalescliError where one is in the way.
    """
    paths = [path for path, blob in wanted.items() if not (blob and blob.mode == MODULE)]
    if link := next((path for path in paths if (b := wanted[path]) and b.mode == LINK), None):
        raise _refused(link, "is a symbolic link in the other copy", "git pull --no-rebase")
    before = {path: _content(top, path) for path in paths}
    had = {path: blob.mode for path in paths if (blob := plan.had[path])}
    contents = checked_out(top, {path: blob for path in paths if (blob := wanted[path])})
    texts = {clash.path: clash.text for clash in plan.clashes if clash.text is not None}
    contents |= {path: _as_before(text.encode(), before[path]) for path, text in texts.items()}
    for path in _dirty(top, [path for path in paths if path in had]):
        raise _refused(
            path, "was changed here and in the other copy", f"git commit -- {word(path)}"
        )
    changes = []
    for path in paths:
        blob, after = wanted[path], contents.get(path)
        if path not in had and before[path] not in (None, after):
            raise _refused(path, "already exists, and git does not track it", f"mv {word(path)} …")
        run = None if blob is None else blob.mode == PROGRAM
        same = run == (had.get(path) == PROGRAM)
        if before[path] != after or not same:
            changes.append(FileUpdate(path, before[path], after, None if same else run))
    return tuple(changes)


def _content(top: Path, path: str) -> bytes | None:
    file = top / path
    if os.path.lexists(file) and (file.is_symlink() or not file.is_file()):
        raise _refused(
            path, "is a file in the other copy, and something else here", "git pull --no-rebase"
        )
    above = next((folder for folder in file.parents if os.path.lexists(folder)), top)
    if not above.is_dir():
        raise _refused(path, "is in a folder that is a file here", "git pull --no-rebase")
    return file.read_bytes() if os.path.lexists(file) else None


def _as_before(data: bytes, before: bytes | None) -> bytes:
    """Return a text with the line ends that its file has here."""
    return with_crlf(data) if before and b"\r\n" in before else data


def _dirty(top: Path, paths: Sequence[str]) -> list[str]:
    """Return the files, of these, that are not as they were last committed."""
    dirty = []
    for start in range(0, len(paths), MANY):
        batch = [literal_pathspec(path) for path in paths[start : start + MANY]]
        output = must(top, "status", "--porcelain", "-z", "-uall", "--no-renames", "--", *batch)
        entries = [os.fsencode(entry) for entry in output.split("\0") if entry]
        same = same_content(top, entries)
        dirty += [os.fsdecode(entry[3:]) for entry in entries if entry not in same]
    return dirty


def _stages(clashes: Sequence[Clash], like: str) -> list[str]:
    """Return the entries that tell git of conflicts."""
    lines = []
    for clash in clashes:
        lines.append(f"0 {'0' * len(like)}\t{clash.path}")
        for stage, blob in enumerate((clash.base, clash.ours, clash.theirs), 1):
            lines += [f"{blob.mode} {blob.name} {stage}\t{clash.path}"] if blob else []
    return lines


def _move(top: Path, merge: Merge, files: Sequence[FileUpdate]) -> None:
    """Bring the index and the branch to where the files are.

    Raises GitError, all of it as it was then, and LeftOpenError.
    """
    _patiently(top, "update-index", "-z", "--index-info", stdin=index_lines(merge.entries))
    try:
        if merge.commit:
            reason = f"salescli sync: {merge.message}"
            _patiently(top, "update-ref", "-m", reason, "HEAD", merge.commit, merge.ours)
        else:
            _leave_in_progress(top, merge)
    except BaseException:
        _reset_index(top, [change.name for change in files])
        raise


def _patiently(top: Path, *arguments: str, stdin: bytes = b"") -> None:
    """Run a git command, again for as long as another git is at work. Raises GitError."""
    for pause in (*_PAUSES, None):
        try:
            must(top, *arguments, stdin=stdin)
        except GitError as error:
            if pause is None or not error.locked:
                message = f"{error.message}; nothing was changed"
                raise GitError(message, locked=error.locked, fix=_SYNC) from error
            time.sleep(pause)
        else:
            return


def _reset_index(top: Path, names: Sequence[str]) -> None:
    """Let the index say of these files what HEAD does. Raises LeftOpenError where git refuses."""
    for pause in (*_PAUSES, None):
        status, said = run_git_on_paths(top, list(names), "reset", "-q") if names else (0, b"")
        if not status:
            return
        if pause is None or not lock_named(said):
            reason = git_failure(status, said, root=top)
            raise LeftOpenError(f"{reason}; the merge is not finished", fix=_SYNC)
        time.sleep(pause)


def _leave_in_progress(top: Path, merge: Merge) -> None:
    """Let git know of a merge that waits for its conflicts to be resolved."""
    own = Path(git_answer(top, "rev-parse", "--absolute-git-dir"))
    (own / "MERGE_MSG").write_text(f"{merge.message}\n", encoding="utf-8")
    (own / "MERGE_MODE").write_bytes(b"")
    beside = own / f"MERGE_HEAD.{os.getpid()}.tmp"
    beside.write_text(f"{merge.theirs}\n", encoding="ascii")
    beside.replace(own / "MERGE_HEAD")


def resume(root: Path, journal: Journal) -> list[str]:
    """Finish a merge that was cut off, or take it back; what there is to say.

    Raises SalescliError, OSError.
    """
    merge = journal.merge
    if merge is None:
        raise AssertionError(journal)
    top = top_of(root)
    head = git_answer(top, "rev-parse", "HEAD")
    if merge.commit and head == merge.commit:
        return ["an interrupted sync had nothing left to merge"]
    if not merge.commit and git_answer(top, "rev-parse", "-q", "--verify", "MERGE_HEAD"):
        return ["an interrupted sync left conflicts: salescli sync   resolves them"]
    check_merge_journal(root, top, journal, merge)
    now = {change: content_of(top / change.name) for change in journal.files}
    untouched = all(data in (change.before, change.after) for change, data in now.items())
    if head == merge.ours and untouched:
        put_in_place(top, [change for change, data in now.items() if data != change.after])
        _move(top, merge, journal.files)
        return ["finished the merge of an interrupted sync"]
    names = [change.name for change in journal.files]
    dirty = set(_dirty(top, names))
    for change, data in now.items():
        if data == change.after != change.before and change.name in dirty:
            restore(top, change)
    _reset_index(top, names)
    return ["took back an interrupted sync: salescli sync   repeats it"]


def _refused(path: str, reason: str, fix: str) -> SalescliError:
    return SalescliError(
        f"{path} {reason}: what was fetched can't be merged; nothing was changed",
        fix=f"{fix}   then: {_SYNC}",
    )
