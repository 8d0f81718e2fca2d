"""The review of a day, kept deal by deal: where a few deals change, no other is looked into.

Beside the answers to `next` (`output_cache`) lies, for each of its questions that has one, what
the answer was made from: a file `.rows` has of each deal the state of its file, and what it has in
the review (`salescli/domain/day/review_part.py`), worked out for that day, and for who asks. A file
`.since` has the same of deals that changed since, few and small: a command that writes leaves there
what its deals have now, so that the next review needn't work it out.

Both hold for as long as the grounds are the same (`output_cache.grounds`), and of a deal for as
long as its file is in that state. What is damaged, foreign or in doubt is passed over without a
word, and the review made anew: with these files or without them it is the same.
"""

from __future__ import annotations

import os.path

from salescli.domain.day.review_part import NOTHING, bond_of, time_passed
from salescli.store.cache.output_cache import grounds, shelf_name
from salescli.store.files.cache_file import read_cache, write_cache
from salescli.store.files.fingerprint import looked_into
from salescli.store.files.own_folder import OWN, SINCE, names_in
from salescli.store.files.plain_values import SPOILT, packed, unpacked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from salescli.domain.day.review_part import Part
    from salescli.store.cache.output_cache import CachedOutput
    from salescli.store.files.fingerprint import State

    Form = tuple[dict[str, Any], int]  # the filters, and the cells of a line
    Kept = dict[str, tuple[State, Part]]

_ROWS = ".rows"
_MOST = 30  # deals that changed: where more did, the review is made anew


class KeptReview:
    """What is known of the review that is asked for: the `parts` of the deals that are the same.

    `filters` are the flags by which some deals or days are left out, in order of their names;
    `cells` are those of a line, 0 in a pipe.
    `unknown` are the handles of those whose part is to be worked out; where nothing is kept, or too
    much has changed, `is_kept` is false. `frame` is kept with the parts: plain values, too.
    """

    def __init__(self, output: CachedOutput, filters: Mapping[str, Any], cells: int) -> None:
        self._output, self.filters, self.cells = output, dict(filters), cells
        words = [f"{name}={value}" for name, value in filters.items()]
        where = ".screen" if cells else ""  # a pipe's doesn't take a terminal's place
        self._path = _path(output.root, shelf_name(["review", *words]) + where)
        # Reviews of other filters may lie in the same place.
        self._key = b"%b%b%b" % (output.grounds, output.beside, repr(self._form).encode())
        self.frame: Any = None
        self.parts: dict[str, Part] = {}
        self.unknown: list[str] = []
        self._bonds: dict[str, str | None] = {}  # of deals that changed, as they were
        try:
            self.is_kept = self._read()
        except SPOILT:
            self.is_kept = False

    def _read(self) -> bool:
        """Read what is kept; whether it is of any use."""
        kept = unpacked(read_cache(self._path + _ROWS), self._key)
        if kept is None:
            return False
        self.frame, before, parts = kept
        deals, now = self._output.deals, self._output.now
        changed = [handle for handle, state in before.items() if deals.get(handle) != state]
        changed += deals.keys() - before.keys()
        if len(changed) > _MOST:
            return False
        self.parts = parts
        was = {handle: self.parts.pop(handle, NOTHING) for handle in changed}
        self.unknown = [handle for handle, part in parts.items() if time_passed(part, now)]
        self._settle(was, before)
        return len(self.unknown) <= _MOST

    def _settle(self, changed: Mapping[str, Part], before: Mapping[str, State]) -> None:
        """Find out which of the deals that look changed are the same, or known all the same."""
        grounds, deals, now = self._output.grounds, self._output.deals, self._output.now
        _, since = _read_since(self._path, grounds, self._form) or (None, {})
        for handle, part in changed.items():
            if handle in before and self._is_same(handle, before[handle]):
                self.parts[handle] = part
                if time_passed(part, now):
                    self.unknown.append(handle)
                continue
            self._bonds[handle] = bond_of(part)
            if handle not in deals:
                continue
            left = since.get(handle)
            if left is None or not self._is_same(handle, left[0]) or time_passed(left[1], now):
                self.unknown.append(handle)
            else:
                self.parts[handle] = left[1]

    def _is_same(self, handle: str, before: State) -> bool:
        """Return whether a deal's file holds what it held in a state; it is looked into if need be.

        That may have been a moment after the file was written, when its times told nothing yet.
        """
        now = self._output.deals.get(handle)
        if now is None or now == before:
            return now is not None
        deal = self._output.deal_path(handle)
        return not now[4] and now[:4] == before[:4] and looked_into(deal) == before

    @property
    def _form(self) -> Form:
        return self.filters, self.cells

    @property
    def root(self) -> str:
        """The folder of the book."""
        return self._output.root

    @property
    def states(self) -> Mapping[str, State]:
        """The states of all deals, by handle."""
        return self._output.deals

    def complete(self, judged: Mapping[str, Part]) -> dict[str, Part] | None:
        """Return the parts of all deals, those that were worked out now among them.

        None where others may be another thing by what changed: deals that come back.
        """
        parts = {**self.parts, **judged}
        for handle, before in self._bonds.items():
            if before is None or bond_of(parts.get(handle, NOTHING)) != before:
                return None
        return parts

    def keep(self, frame: object, parts: Mapping[str, Part]) -> None:
        """Keep the parts of all deals: of those that have `NOTHING` there is no part."""
        kept = (frame, dict(self._output.deals), dict(parts))
        write_cache(self._path + _ROWS, packed(kept, self._key))
        write_cache(self._path + SINCE, packed((self._form, {}), self._output.grounds))

    def add(self, judged: Mapping[str, Part]) -> None:
        """Keep the parts of deals that changed, beside those of the others."""
        states = self._output.deals
        added = {handle: (states[handle], part) for handle, part in judged.items()}
        _add(self._path, self._output.grounds, self._form, added)


class ReviewToFollow:
    """A review that is kept, for a command that changes a deal to leave there what it has now."""

    def __init__(self, path: str, grounds: bytes, form: Form) -> None:
        self._path, self._grounds = path, grounds
        self.filters, self.cells = form

    def add(self, added: Kept) -> None:
        """Leave what deals have in the review now, with the states of their files."""
        _add(self._path, self._grounds, (self.filters, self.cells), added)


def reviews_to_follow(root: str, environ: Mapping[str, str]) -> Iterator[ReviewToFollow]:
    """Yield the reviews of a book that are kept for today."""
    names = names_in(root, SINCE)
    try:
        key = grounds(root, environ) if names else b""
    except OSError:  # a folder that can't be listed
        return
    for name in names:
        path = _path(root, name)
        left = _read_since(path, key)
        if left is not None:
            yield ReviewToFollow(path, key, left[0])


def _add(path: str, key: bytes, form: Form, added: Kept) -> None:
    _, since = _read_since(path, key, form) or (None, {})
    for handle in added:
        since.pop(handle, None)
    last = [*since.items(), *added.items()][-_MOST:]
    write_cache(path + SINCE, packed((form, dict(last)), key))


def _read_since(path: str, key: bytes, form: Form | None = None) -> tuple[Form, Kept] | None:
    """Return the form of a review and the deals that changed since; of one form only."""
    try:
        left = unpacked(read_cache(path + SINCE), key)
        if left is None or form not in (None, left[0]):
            return None
        (filters, cells), since = left
        return (dict(filters), int(cells)), dict(since)
    except SPOILT:
        return None


def _path(root: str, name: str) -> str:
    return os.path.join(root, OWN, name)
