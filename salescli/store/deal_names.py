"""The names of the deal files in a book: all that a completion needs.

Light on purpose, like `salescli/store/locate_book.py`.
"""

from __future__ import annotations

import os

_FILE = ".toml"


def handles_in(root: str) -> list[str]:
    """Return the handles of the deals in a book's folder, in alphabetical order."""
    try:
        names = os.listdir(os.path.join(root, "deals"))
    except FileNotFoundError:
        return []
    return sorted(
        name.removesuffix(_FILE) for name in names if name.endswith(_FILE) and name[0] != "."
    )
