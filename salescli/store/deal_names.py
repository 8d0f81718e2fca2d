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


def has_handle(root: str, name: str) -> bool:
    """Return whether a deal has exactly that handle, capitals too.

    The folder is listed only where the system may take two names for one: a large one takes long.
    """
    if not name or not name.isascii() or not name.isprintable() or name[0] == "." or "/" in name:
        return name in handles_in(root)
    file = os.path.join(root, "deals", name + _FILE)
    twin = os.path.join(root, "deals", name.swapcase() + _FILE)
    if not os.path.lexists(file):
        return False
    return not os.path.lexists(twin) or name in handles_in(root)
