"""Which files of a book are not as they were last committed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.store.git.refusals import git_failure, not_started, sentence_error
from salescli.store.git.run import ask_status, status_names

if TYPE_CHECKING:
    from subprocess import CompletedProcess

NO_HISTORY = "the book has no history"
_NO_COMMIT = (b"does not have any commits", b"unknown revision", b"bad revision")


def uncommitted(root: Path, files: Sequence[str]) -> list[str]:
    """Return the files, of these or in these folders, that are not as they were last committed.

    They are named from the top of the repository. Raises SalescliError.
    """
    try:
        answer = ask_status(root, files)
    except OSError as error:
        raise sentence_error(not_started(root, error), NO_HISTORY) from error
    return status_names(answered(answer))


def answered(answer: CompletedProcess[bytes]) -> bytes:
    """Return what git answered; b'' where there is no commit yet. Raises SalescliError."""
    if not answer.returncode:
        return answer.stdout
    if any(phrase in answer.stderr for phrase in _NO_COMMIT):
        return b""
    raise sentence_error(git_failure(answer.returncode, answer.stderr), NO_HISTORY)
