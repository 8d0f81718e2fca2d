"""Mails and meetings that two machines logged each in another deal, before they were synced."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path, PurePosixPath

from salescli.store.git.query import git_answer

_REFS = r'^ref *= *"(mid|sha|uid):[^"]+" *$'


def doubled_refs(root: Path) -> list[tuple[str, ...]]:
    """Return the handles of deals that have one captured encounter in common, each group once.

    git looks for them: no deal has to be read for it. Raises SalescliError.
    """
    lines = git_answer(root, "grep", "-I", "-E", "--heading", _REFS, "--", "deals")
    deals: defaultdict[str, set[str]] = defaultdict(set)
    handle = ""
    for line in lines.splitlines():
        if line.endswith(".toml"):
            handle = PurePosixPath(line).stem
        elif handle:
            deals[line.partition("=")[2].strip()].add(handle)
    return sorted({tuple(sorted(handles)) for handles in deals.values() if len(handles) > 1})
