"""Which book was made or got a deal last: named where a command stands in no book."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from salescli.store.locate_book import SETTINGS, default_root

_NAME = "last-book"


def note_last_book(root: Path) -> None:
    """Remember a book as the last one; where that can't be written, nothing is lost."""
    file = _file()
    with suppress(OSError, ValueError):
        text = str(root)
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")


def last_book() -> Path | None:
    """Return the last book, if it is still one."""
    with suppress(OSError, ValueError):
        root = Path(_file().read_text(encoding="utf-8"))
        if root.is_absolute() and is_book(root):
            return root
    return None


def is_book(root: Path) -> bool:
    """Return whether a folder is a book."""
    return (root / SETTINGS).is_file()


def _file() -> Path:
    return Path(default_root()).parent / _NAME
