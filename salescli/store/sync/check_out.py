"""What git would write to the files of a commit, without writing them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from salescli.store.files.scratch import scratch
from salescli.store.git.upstream import must, must_give
from salescli.store.sync.tree_merge import FILE, PROGRAM, Blob, index_entries, index_lines

_PLAIN = (FILE, PROGRAM)


def checked_out(top: Path, blobs: Mapping[str, Blob]) -> dict[str, bytes]:
    """Return what git would write to these files, with its line ends and filters.

    Raises SalescliError.
    """
    if len(blobs) == 1 and all(blob.mode in _PLAIN for blob in blobs.values()):
        return {path: _filtered(top, path, blob) for path, blob in blobs.items()}
    if not blobs:
        return {}
    with scratch() as folder:
        index, out = folder / "index", folder / "out"
        lines = index_lines(index_entries(blobs, next(iter(blobs.values())).name))
        must(top, "update-index", "-z", "--index-info", stdin=lines, index=index)
        must(top, "checkout-index", "-q", "-a", "-f", f"--prefix={out}/", index=index)
        return {path: (out / path).read_bytes() for path in blobs}


def _filtered(top: Path, path: str, blob: Blob) -> bytes:
    return must_give(top, "cat-file", "--filters", f"--path={path}", blob.name)
