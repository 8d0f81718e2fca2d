"""What lies beside the kept screen of all findings: enough to put in anew what changed of a few."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from json import dumps, loads

from salescli.store.cache.cache_part import SPOILT

_VERSION = 1
_NUMBERS = 6  # of each file

# How many bytes the lines about a file have, how much its worst finding counts, how many findings
# of it are only counted, and how many there are of each severity.
Numbers = tuple[int, int, int, int, int, int]


@dataclass(slots=True)
class ScreenParts:
    """The files that have findings, in the order of the screen, with their numbers.

    `deals` is how many were looked at. `urgent` are deals of the findings that count most, the most
    urgent one first, as far as they are named; `fresh` those whose place among them isn't known.
    `logged` has the deal in which something captured is logged, `shared` deals that have some of
    it in common.
    """

    deals: int = 0
    files: list[str] = field(default_factory=list)
    numbers: list[list[int]] = field(default_factory=lambda: [[] for _ in range(_NUMBERS)])
    urgent: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    logged: dict[str, str] = field(default_factory=dict)
    shared: list[str] = field(default_factory=list)

    @property
    def length(self) -> int:
        """How many bytes the lines about all files have."""
        return sum(self.numbers[0])

    @property
    def hidden(self) -> int:
        """How many findings are only counted."""
        return sum(self.numbers[2])

    @property
    def counts(self) -> list[int]:
        """How many findings there are of each severity, the worst first."""
        return [sum(column) for column in self.numbers[3:]]

    @property
    def worst(self) -> set[str]:
        """The files whose worst finding counts most."""
        weights = self.numbers[1]
        most = min(weights, default=0)
        return {file for file, weight in zip(self.files, weights, strict=True) if weight == most}

    def fill(self, rows: Iterable[tuple[str, Numbers]]) -> None:
        """Take the numbers of all files that have findings."""
        for file, numbers in sorted(rows):
            self._put(len(self.files), file, numbers)

    def places(self, files: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        """Yield some files, by name, with the place in bytes and the length of their lines."""
        lengths = self.numbers[0]
        start = before = 0
        for file in sorted(files):
            number = bisect_left(self.files, file)
            start += sum(lengths[before:number])
            before = number
            yield file, start, lengths[number] if self._has(number, file) else 0

    def put(self, file: str, numbers: Numbers | None) -> None:
        """Take the numbers of a file anew; None where it has no findings."""
        number = bisect_left(self.files, file)
        if self._has(number, file):
            del self.files[number]
            for column in self.numbers:
                del column[number]
        if numbers is not None:
            self._put(number, file, numbers)

    def _has(self, number: int, file: str) -> bool:
        return self.files[number : number + 1] == [file]

    def _put(self, number: int, file: str, numbers: Sequence[int]) -> None:
        self.files.insert(number, file)
        for column, value in zip(self.numbers, numbers, strict=True):
            column.insert(number, value)

    @property
    def typed(self) -> Iterator[tuple[type, Iterable[object]]]:
        """All that it is made of, with the type that each of it has."""
        texts = (self.files, self.urgent, self.fresh, self.logged, self.shared)
        yield str, chain(*texts, self.logged.values())
        yield int, chain((self.deals,), *self.numbers)

    def to_bytes(self) -> bytes:
        """Return them as they are kept."""
        rest = (self.urgent, self.fresh, self.logged, self.shared)
        return dumps((_VERSION, self.deals, self.files, self.numbers, *rest)).encode()


def read_screen_parts(data: bytes) -> ScreenParts | None:
    """Return what was kept; None where it is nothing that we kept."""
    try:
        version, *kept = loads(data)
        parts = ScreenParts(*kept)
        lengths = {len(parts.files), *map(len, parts.numbers)}
        types = [set(map(type, column)) - {kind} for kind, column in parts.typed]
    except SPOILT:
        return None
    is_whole = len(parts.numbers) == _NUMBERS and len(lengths) == 1 and not any(types)
    return parts if version == _VERSION and is_whole else None
