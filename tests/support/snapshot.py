"""A folder as it is now, byte for byte, to be compared with what it is later."""

from __future__ import annotations

from pathlib import Path

# The lock, the cache and what is kept of answers say nothing of the book; git looks again at the
# times of files that it has.
_PASSING = (".salescli/lock", ".cache", ".answer", ".git/index")


def tree(folder: Path) -> dict[str, bytes]:
    """The content of every file below a folder, by its name; git's own history among them."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    named = ((path.relative_to(folder).as_posix(), path) for path in files)
    return {name: path.read_bytes() for name, path in named if not name.endswith(_PASSING)}
