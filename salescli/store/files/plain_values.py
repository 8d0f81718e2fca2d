"""Plain values as bytes that are quick to read back: behind the key of all that they depend on.

Light on purpose, like `fingerprint`.
"""

from __future__ import annotations

import marshal
from zlib import crc32

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SPOILT = (ValueError, TypeError, LookupError, EOFError, AttributeError)


def packed(value: Any, key: bytes) -> bytes:
    """Return numbers, texts, tuples, lists and tables of these as bytes, behind a key.

    The key has to name the version of the program and of Python: another one may read other values.
    """
    data = marshal.dumps(value)
    return b"%b%08x%b" % (key, crc32(data), data)


def unpacked(data: bytes, key: bytes) -> Any:
    """Return what was packed with that key; None where it wasn't, or where it is damaged.

    Whoever takes it apart is ready for what is `SPOILT`: it may have been forged.
    """
    start = len(key) + 8
    if not data.startswith(key):
        return None
    rest = data[start:]
    if data[len(key) : start] != b"%08x" % crc32(rest):
        return None
    return marshal.loads(rest)  # noqa: S302 - what is damaged was found out, and it is our own
