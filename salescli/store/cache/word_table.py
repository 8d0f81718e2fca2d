"""Which deals have the words that were looked for: of each deal's file, for as long as it is so.

For each search, a few of them at a time, a file `.words` has the state of each deal's file and what
a look at its bytes came to (`salescli/store/deal_scan.py`): where a deal changed, no other is
looked into. What is damaged, foreign or in doubt is passed over without a word.
"""

from __future__ import annotations

import marshal
import os.path

from salescli.store.cache.output_cache import shelf_name
from salescli.store.files.cache_file import read_cache, write_cache
from salescli.store.files.fingerprint import environment_key
from salescli.store.files.own_folder import OWN
from salescli.store.files.plain_values import SPOILT, packed, unpacked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from salescli.store.files.fingerprint import State

_FEW = 20  # deals that are looked into again rather than the whole table be written


class WordTable:
    """What is known of the deals' files for some words: a timestamp, None of one without them.

    `states` are those of the files now, by handle.
    """

    def __init__(self, root: str, words: Collection[str], states: Mapping[str, State]) -> None:
        wanted = sorted(words)
        self._states = states
        self._path = os.path.join(root, OWN, f"{shelf_name(['find', ' '.join(wanted)])}.words")
        self._key = marshal.dumps((environment_key(), wanted), 2)
        self._known: dict[str, tuple[State, float | None]] = {}
        self._fresh: dict[str, tuple[State, float | None]] = {}
        try:
            self._known = dict(unpacked(read_cache(self._path), self._key) or {})
        except SPOILT:
            return

    def knows(self, handle: str) -> bool:
        """Return whether it is known what a deal's file has, in the state that it is in."""
        try:
            return self._known[handle][0] == self._states.get(handle)
        except SPOILT:
            return False

    def latest(self, handle: str) -> float | None:
        """Return what is known of a deal."""
        latest = self._known[handle][1]
        return latest if latest is None else float(latest)

    def add(self, handle: str, latest: float | None) -> None:
        """Add what a look into a deal's file came to."""
        if handle in self._states:
            self._fresh[handle] = self._states[handle], latest

    def save(self) -> None:
        """Keep all of it, where more than a few deals were looked into. Nothing is raised."""
        if len(self._fresh) > _FEW:
            kept = {**self._known, **self._fresh}
            there = {handle: kept[handle] for handle in self._states if handle in kept}
            write_cache(self._path, packed(there, self._key))
