"""What was dismissed: taken in, nobody's encounter, and never asked about again.

The refs stand in `dismissed.toml`, a file of the book that git tracks: what was dismissed on one
machine isn't asked about on another. One ref a line, as a set: two machines' lists merge to all of
both, with us (`merge_book_file`) and by git's own merge of lines (`merge=union`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from salescli.store.files.read import read_or_refuse
from salescli.store.formats.dismissed import DISMISSED, read_refs, refs_text

if TYPE_CHECKING:
    from salescli.store.transaction import Transaction

_UNION = f"{DISMISSED} merge=union\n"


def dismissed(root: Path) -> frozenset[str]:
    """Return the refs that were dismissed. Raises SalescliError where they can't be read."""
    path = root / DISMISSED
    if not path.is_file():
        return frozenset()
    return read_refs(read_or_refuse(path).decode("utf-8", "replace"), path)


def dismiss(writes: Transaction, root: Path, refs: Iterable[str]) -> None:
    """Stage that these are not asked about again. Raises SalescliError."""
    from salescli.store.git.merge_driver import with_line

    writes.put(root / DISMISSED, refs_text({*dismissed(root), *refs}))
    attributes = root / ".gitattributes"
    try:
        before = attributes.read_bytes().decode() if attributes.is_file() else ""
        text = with_line(attributes, _UNION)
    except (OSError, UnicodeDecodeError):  # then git merges the list as any text
        return
    if text != before:
        writes.put(attributes, text)
