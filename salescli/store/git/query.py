"""Ask git about a repository: what it answers, and what its objects hold."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.errors import SalescliError
from salescli.store.git.refusals import REFETCH, git_failure, not_started, sentence_error
from salescli.store.git.run import run_git, setting_values

if TYPE_CHECKING:
    from subprocess import CompletedProcess


def query(
    root: Path, *arguments: str, stdin: bytes = b"", about: str = ""
) -> CompletedProcess[bytes]:
    """Run a git command that only reads; it may refuse, which is left to the caller.

    `stdin` is what it reads on its input. Raises SalescliError, which begins with `about`, where
    git can't be started.
    """
    try:
        return run_git(root, *arguments, stdin=stdin)
    except OSError as error:
        raise sentence_error(not_started(root, error), about) from error


def git_answer(root: Path, *arguments: str) -> str:
    """Return what git answers, without the last line's end; '' where it refuses.

    Raises SalescliError.
    """
    done = query(root, *arguments)
    return "" if done.returncode else os.fsdecode(done.stdout).removesuffix("\n")


def is_switched_on(root: Path, setting: str) -> bool:
    """Return whether a setting of git that is yes or no is on. Raises SalescliError."""
    try:
        is_set = setting.lower() in setting_values(root)
    except OSError as error:
        raise sentence_error(not_started(root, error)) from error
    return is_set and git_answer(root, "config", "--type=bool", setting) == "true"


def find_objects(root: Path, names: Iterable[str], *, about: str = "") -> dict[str, bytes]:
    """Return the content of objects by name, those left out that git doesn't have.

    A name is an id, or such as `HEAD:deals/acme.toml`. Raises SalescliError.
    """
    return {name: data for name, (_, data) in find_with_ids(root, names, about=about).items()}


def find_with_ids(
    root: Path, names: Iterable[str], *, about: str = ""
) -> dict[str, tuple[str, bytes]]:
    """Return the id and the content of objects by name, as `find_objects`. Raises SalescliError."""
    wanted = [name for name in dict.fromkeys(names) if name and "\n" not in name]
    if not wanted:
        return {}
    stdin = b"".join(os.fsencode(name) + b"\n" for name in wanted)
    answer = query(root, "cat-file", "--batch", "--buffer", stdin=stdin, about=about)
    if answer.returncode:
        raise sentence_error(git_failure(answer.returncode, answer.stderr), about)
    return dict(_contents(wanted, answer.stdout))


def read_objects(root: Path, names: Iterable[str], *, about: str = "") -> dict[str, bytes]:
    """Return the content of objects by name. Raises SalescliError where git lacks any of them."""
    wanted = [name for name in names if name]
    contents = find_objects(root, wanted, about=about)
    if lacking := [name for name in wanted if name not in contents]:
        raise SalescliError(
            f"git does not have all that the book held: {lacking[0][:12]} is missing",
            fix=f"git fsck   shows more; a partial clone fetches it: {REFETCH}",
        )
    return contents


def _contents(names: Sequence[str], output: bytes) -> Iterator[tuple[str, tuple[str, bytes]]]:
    start = 0
    for name in names:
        end = output.index(b"\n", start)
        words = output[start:end].split(b" ")
        start = end + 1
        if words[-1].isdigit() and len(words) == 3:
            size = int(words[-1])
            yield name, (words[0].decode(), output[start : start + size])
            start += size + 1
