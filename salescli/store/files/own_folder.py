"""The names of what lies in `.salescli`, and whether a change waits there to be finished.

Light on purpose, like `fingerprint`.
"""

from __future__ import annotations

import os

OWN = ".salescli"  # the folder of what may be deleted at any time
JOURNAL = "journal"  # in it, a change that is not finished: see `journal`
SEEN = "seen"  # in it, the names of what was looked at for what came in: see `capture_folders`
FOLDERS = "capture.folders"  # says which folders those are, for whoever doesn't read the settings
CAPTURED = "captured"  # in it, the captured encounters that wait to be logged: see `captured`
PROPOSALS = "proposals"  # in our own folder: what assistants propose
DRAFTS = "drafts"  # in it, what was typed at prompts that were left: see `drafts`
SINCE = ".since"  # how names of files end there that have what changed since: see `kept_review`
OWED = "owed"  # in it, the changes whose commits are owed: see `owed_commits`


def is_cut_off(root: str) -> bool:
    """Return whether a command was cut off in a book, or is at work: it has a journal."""
    return os.path.lexists(os.path.join(root, OWN, JOURNAL))


def is_unsettled(root: str) -> bool:
    """Return whether the next command that writes may have something to finish or to commit."""
    return is_cut_off(root) or os.path.lexists(os.path.join(root, OWN, OWED))


def names_in(root: str, ending: str) -> list[str]:
    """Return the names of what is in our own folder and ends so, without that, in their order."""
    try:
        names = os.listdir(os.path.join(root, OWN))
    except OSError:
        return []
    return sorted([name[: -len(ending)] for name in names if name.endswith(ending)])


def is_empty(root: str, name: str) -> bool:
    """Return whether a folder in our own one has nothing in it, or isn't there."""
    try:
        return not os.listdir(os.path.join(root, OWN, name))
    except OSError:
        return True
