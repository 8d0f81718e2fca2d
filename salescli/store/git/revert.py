"""Taking a change of a file back, while what was changed in it since then stays."""

from __future__ import annotations

from salescli.errors import SalescliError
from salescli.store.files.scratch import scratch
from salescli.store.git.line_ends import with_crlf
from salescli.store.git.refusals import git_failure
from salescli.store.git.run import run_git


class OverlapError(SalescliError):
    """What is to be taken back was changed again since."""


def revert(before: bytes | None, after: bytes | None, now: bytes | None) -> bytes | None:
    """Return what a file is to hold now, so that its change from `before` to `after` is taken back.

    None stands for no file. Raises OverlapError where a later change touches the same lines, or
    comes to the same place.
    """
    if now is not None and b"\r\n" in now and b"\r\n" not in (after or b""):
        before, after = _with_carriage_returns(before), _with_carriage_returns(after)
    if now == after:
        return before
    if now == before:
        return now
    if before is None or after is None or now is None:
        raise OverlapError(_what_came_after(after, now))
    return _merged(before, after, now)


def _merged(before: bytes, after: bytes, now: bytes) -> bytes:
    with scratch() as folder:
        for name, content in (("now", now), ("after", after), ("before", before)):
            (folder / name).write_bytes(content)
        answer = run_git(folder, "merge-file", "-p", "-q", "now", "after", "before")
    if 0 < answer.returncode < 128:
        raise OverlapError("a later change touches the same lines")
    if answer.returncode:
        raise SalescliError(git_failure(answer.returncode, answer.stderr))
    return answer.stdout


def _what_came_after(after: bytes | None, now: bytes | None) -> str:
    if now is None:
        return "it was deleted later"
    return "it was created again later" if after is None else "it was changed later"


def _with_carriage_returns(data: bytes | None) -> bytes | None:
    return None if data is None else with_crlf(data)
