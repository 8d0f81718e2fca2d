"""How long salescli takes, as a multiple of `python -c pass`: python tests/bench/bench.py

Whole processes of the installed program are timed on made-up books, in shuffled rounds, each run
beside one of the empty Python program, so that a ratio holds when the machine's speed drifts; and
taskwarrior beside it, where that is installed. Processor time counts (`--wall`: the clock), since a
machine that others use tells little by the clock. Quote medians. Time an installed wheel: an
editable install may compile its sources at every start.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from statistics import median

from books import deal_to_log_on, write_book
from git_book import WHO, start_history
from rows import COMMITTED, FEW, LOGGED, ROWS, Row
from taskwarrior import PROGRAM, write_tasks
from timing import NOTHING, Taken, surroundings, timed

SIZES = (0, 1_000, 10_000, 50_000)
_HEAD = ("command", "deals", "aim", "measured", "least to most", "ms", "MB")
SETTLED = 61.0  # seconds: what was touched a moment ago is read again, however often
_SETTINGS = 'me = "ada"\ncurrency = "EUR"\n\n[git]\ncommit = {}\n'


@dataclass(frozen=True)
class Result:
    """The runs of one row, summed up: multiples of `python -c pass`, milliseconds, megabytes."""

    row: str
    deals: int | None
    aim: float | None
    ratio: float
    least: float
    most: float
    milliseconds: float
    memory: float
    memory_aim: float | None


@dataclass
class Bench:
    """The programs to time, on the books of a folder; `wall`: by the clock.

    `settle` is how long a book that was written is left alone, in seconds.
    """

    salescli: Path
    folder: Path
    sizes: list[int]
    wall: bool = False
    settle: float = SETTLED
    unit: float = 0.0  # seconds of the empty program, the median of all of its runs
    environs: dict[Path, dict[str, str]] = field(default_factory=dict)

    def results(self, rows: Sequence[Row], rounds: int) -> list[Result]:
        """The results of each row, after a round that doesn't count."""
        self.make_books(rows)
        runs: dict[Row, list[tuple[float, Taken]]] = {row: [] for row in rows}
        random = Random(1)  # noqa: S311 - for an order, not for a secret
        units = []
        for number in range(rounds + 1):
            unit, taken = self._round(random.sample(rows, len(rows)))
            if number:
                units.append(unit)
                for row, one in taken:
                    runs[row].append((self._seconds(one) / unit, one))
        self.unit = median(units)
        return [self._summed(row, done) for row, done in runs.items()]

    def make_books(self, rows: Iterable[Row]) -> None:
        """Make the books and the tasks that the rows need, each as large as its row says."""
        for row in rows:
            book = row.book(self.folder, self.sizes)
            if book in self.environs:
                continue
            self.environs[book] = surroundings(self.folder)
            if row.size is not None and not row.is_ours:
                self.environs[book] |= write_tasks(book, self.sizes[row.size])
            elif row.size is not None:
                write_book(book, self.sizes[row.size])
                self._set_up(row, book)
        time.sleep(self.settle)
        for row in rows:  # what is kept of a book is kept from here on
            self._run(row)
        time.sleep(self.settle)

    def _set_up(self, row: Row, book: Path) -> None:
        is_committed = row.state == COMMITTED
        settings = _SETTINGS.format(str(is_committed).lower())
        (book / "salescli.toml").write_text(settings, encoding="utf-8")
        if is_committed:
            start_history(book)
            self.environs[book] |= WHO

    def _round(self, rows: Sequence[Row]) -> tuple[float, list[tuple[Row, Taken]]]:
        """The median seconds of the empty program in this round, and what each row took."""
        python = self.salescli.parent / "python"
        nothing = (str(python if python.exists() else sys.executable), *NOTHING)
        empty, taken = [], []
        for row in rows:
            empty.append(self._seconds(timed(nothing, self.folder, surroundings(self.folder))))
            taken.append((row, self._run(row)))
        return median(empty) or 1e-9, taken

    def _run(self, row: Row) -> Taken:
        book = row.book(self.folder, self.sizes)
        row.prepare(book)
        if row.before:
            self._timed(row.before, book)
        if row.is_ours:
            return self._timed(row.words, book, terminal=row.terminal)
        return timed(row.words.split(), book, self.environs[book], terminal=row.terminal)

    def _timed(self, command: str, book: Path, *, terminal: bool = False) -> Taken:
        """What a command of ours takes."""
        words = (deal_to_log_on(book) if word == "DEAL" else word for word in command.split())
        return timed((str(self.salescli), *words), book, self.environs[book], terminal=terminal)

    def _seconds(self, taken: Taken) -> float:
        return taken.clock if self.wall else taken.processor

    def _summed(self, row: Row, runs: Sequence[tuple[float, Taken]]) -> Result:
        ratios = [ratio for ratio, _ in runs]
        return Result(
            row=row.name,
            deals=None if row.size is None else self.sizes[row.size],
            aim=row.aim,
            ratio=median(ratios),
            least=min(ratios),
            most=max(ratios),
            milliseconds=1000 * median(self._seconds(taken) for _, taken in runs),
            memory=median(taken.memory for _, taken in runs),
            memory_aim=row.memory,
        )


def table(results: Sequence[Result]) -> list[str]:
    """The lines to print, as a table of Markdown: a row for each result, its aim beside it."""
    rows = [_HEAD, *map(_cells, results)]
    wide = [max(len(row[n]) for row in rows) for n in range(len(_HEAD))]
    lines = [
        " | ".join([row[0].ljust(wide[0]), *map(str.rjust, row[1:], wide[1:])]) for row in rows
    ]
    rule = " | ".join(["-" * wide[0], *("-" * (size - 1) + ":" for size in wide[1:])])
    return [f"| {line} |" for line in (lines[0], rule, *lines[1:])]


def _cells(one: Result) -> tuple[str, ...]:
    memory = "" if one.memory_aim is None else f" of {one.memory_aim:.0f}"
    return (
        _name(one.row),
        "" if one.deals is None else f"{one.deals:,}",
        "" if one.aim is None else f"{one.aim:g}x",
        f"{one.ratio:.1f}x",
        f"{one.least:.1f} to {one.most:.1f}",
        f"{one.milliseconds:.0f}",
        f"{one.memory:.0f}{memory}",
    )


def _name(row: str) -> str:
    command, comma, state = row.partition(",")
    return f"`{command}`{comma}{state}"


def growth(results: Sequence[Result]) -> str:
    """How the commands grow that were timed on three sizes of a book or more, as a sentence."""
    by_row: dict[str, list[Result]] = {}
    for one in results:
        if one.deals:
            by_row.setdefault(one.row, []).append(one)
    grown = {row: some for row, some in by_row.items() if len(some) > 2}
    if not grown:
        return ""
    sizes = ", ".join(f"{one.deals:,}" for one in next(iter(grown.values())))
    each = "; ".join(
        f"{_name(row)} {', '.join(f'{one.ratio:.1f}' for one in some)}"
        for row, some in grown.items()
    )
    return f"Growth over {sizes} deals, in x: {each}."


def chosen(rows: Iterable[Row], wanted: Sequence[str]) -> Iterator[Row]:
    """The rows whose name has one of the wanted words in it, all where none is named."""
    for row in rows:
        known = row.is_ours or shutil.which(PROGRAM)
        if known and (not wanted or any(word in row.name for word in wanted)):
            yield row


def machine() -> str:
    """The processor's name, as far as the system tells it, and how many there are."""
    name, source = platform.processor() or platform.machine(), Path("/proc/cpuinfo")
    for line in source.read_text().splitlines() if source.exists() else ():
        if line.startswith("model name"):
            name = line.partition(":")[2].strip()
    return f"{name}, {os.cpu_count()} cores, {platform.system()}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the books, time the commands, print the table."""
    given = _parser().parse_args(arguments)
    if not given.salescli.is_file():
        sys.exit(f"there is no {given.salescli}: install salescli, or name it with --salescli")
    sizes = [int(size) for size in given.sizes.split(",")]
    rows = [*chosen(ROWS, given.row), *(Row(words, FEW, state=LOGGED) for words in given.also)]
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="salescli-bench-") as folder:
        bench = Bench(given.salescli.absolute(), Path(folder), sizes, given.wall, given.settle)
        results = bench.results(rows, given.rounds)
    about = {
        "version": 1,
        "date": date.today().isoformat(),
        "machine": machine(),
        "python": platform.python_version(),
        "rounds": given.rounds,
        "load": [round(before, 1), round(os.getloadavg()[0], 1)],
        "clock": "wall" if given.wall else "processor",
        "unit": "python -c pass",
        "unit_milliseconds": 1000 * bench.unit,
    }
    print("\n".join([*table(results), "", growth(results), "", _below(about)]))
    if given.json:
        figures = {**about, "results": [vars(one) for one in results]}
        given.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _below(about: Mapping[str, object]) -> str:
    """What the table was measured on, as a sentence below it."""
    load = "{} before and {} after".format(*about["load"])  # type: ignore[misc]
    return (
        f"{about['date']}, {about['machine']}, Python {about['python']}: medians of "
        f"{about['rounds']} rounds, {about['clock']} time as a multiple of `{about['unit']}` "
        f"({about['unit_milliseconds']:.0f} ms); load {load}."
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    beside = Path(sys.executable).parent / "salescli"
    sizes = ",".join(map(str, SIZES))
    parser.add_argument("--salescli", type=Path, default=beside, metavar="PATH")
    parser.add_argument("--sizes", default=sizes, help=f"deals of the books ({sizes})")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument(
        "--row", action="append", default=[], metavar="WORDS", help="only rows with these words"
    )
    parser.add_argument(
        "--also", action="append", default=[], metavar="COMMAND", help="one row more, of salescli"
    )
    parser.add_argument("--wall", action="store_true", help="time by the clock")
    parser.add_argument("--settle", type=float, default=SETTLED, help=argparse.SUPPRESS)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    return parser


if __name__ == "__main__":
    main()
