"""What the deals of a book may be called by, all in one file of the cache, in `.salescli/`.

A name that was typed is looked for in it: it has a small part of what the cache knows of each deal.
A line counts as long as the deal's file is in the state in which it was read, and all of them as
long as the processes and whoever asks are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from json.encoder import encode_basestring_ascii
from pathlib import Path

from salescli.store.cache.deal_cache import DealCache
from salescli.store.files.cache_file import read_cache, write_cache
from salescli.store.files.fingerprint import State
from salescli.store.files.own_folder import OWN

_FILE = "names.cache"


def known_labels(root: Path, cache: DealCache) -> dict[str, str]:
    """Return the labels that are kept and still count, by handle."""
    head, *lines = read_cache(_path(root)).split(b"\n")
    if head != cache.head:
        return {}
    kept = dict(line.rpartition(b"\t")[::2] for line in lines)
    labels = ((handle, kept.get(_start(handle, state))) for handle, state in cache.states.items())
    return {handle: label.decode("utf-8", "replace") for handle, label in labels if label}


def keep_labels(root: Path, cache: DealCache, labels: Mapping[str, str]) -> None:
    """Keep the labels of deals, by handle. Nothing is raised."""
    lines = (
        _start(handle, cache.states[handle]) + b"\t" + label.encode("utf-8", "replace")
        for handle, label in labels.items()
    )
    write_cache(_path(root), b"\n".join((cache.head, *lines)))


def _start(handle: str, state: State) -> bytes:
    return b"%b\t%d,%d,%d,%d,%d" % (encode_basestring_ascii(handle).encode(), *state)


def _path(root: Path) -> str:
    return str(root / OWN / _FILE)
