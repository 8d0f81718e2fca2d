"""How long salescli takes, as a multiple of `python -c pass`: python tests/bench/bench.py

Whole processes of the installed program are timed on made-up books, in shuffled rounds, each run
beside one of the empty Python program, so that a ratio holds when the machine's speed drifts.
Quote medians. Time an installed wheel: an editable install may compile its sources at every start.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from random import Random
from statistics import median

from books import NOW, write_book

SIZES = (0, 100, 1_000, 10_000)
ON_EVERY_BOOK = ("next", "list", "check", "next --json")


@dataclass(frozen=True)
class Job:
    """A command to time: its words, and the size of the book that it works on."""

    words: str
    deals: int | None = None


@dataclass(frozen=True)
class Run:
    """One finished run: seconds, the same as a multiple of the empty program, peak megabytes.

    The system counts no less memory than this program itself has when it starts the other.
    """

    seconds: float
    ratio: float
    memory: float


@dataclass(frozen=True)
class Result:
    """The runs of one job, summed up. Ratios are multiples of `python -c pass`."""

    command: str
    deals: int | None
    ratio: float
    least: float
    most: float
    seconds: float
    memory: float


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the books, time the commands, print the table."""
    given = _parser().parse_args(arguments)
    sizes = [int(size) for size in given.sizes.split(",")]
    if not given.salescli.is_file():
        sys.exit(f"there is no {given.salescli}: install salescli, or name it with --salescli")
    with tempfile.TemporaryDirectory(prefix="salescli-bench-") as folder:
        for size in sizes:
            write_book(Path(folder) / str(size), size, given.seed)
        bench = Bench(given.salescli.absolute(), Path(folder), given.cpu)
        results = bench.results(sizes, given.rounds)
    print("\n".join(table(results)))
    if given.json:
        given.json.write_text(json.dumps(_report(results, given), indent=2) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    beside = Path(sys.executable).parent / "salescli"
    parser.add_argument("--salescli", type=Path, default=beside, metavar="PATH")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="deals of each book")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--cpu", action="store_true", help="processor time: steadier on a busy machine"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the books and the shuffling")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    return parser


@dataclass(frozen=True)
class Bench:
    """A program to time on the books of a folder: by the clock, or by what it takes of the CPU."""

    salescli: Path
    folder: Path
    cpu: bool
    commands: tuple[str, ...] = ON_EVERY_BOOK

    def results(self, sizes: Sequence[int], rounds: int) -> list[Result]:
        """The results of each command on each book, after a run of all that doesn't count."""
        jobs = [Job("--version"), Job("--help")]
        jobs += [Job(words, size) for words in self.commands for size in sizes]
        runs: dict[Job, list[Run]] = {job: [] for job in jobs}
        random = Random(1)  # noqa: S311 - for an order, not for a secret
        for number in range(rounds + 1):
            finished = list(self._round(random.sample(jobs, len(jobs))))
            for job, run in finished if number else ():
                runs[job].append(run)
        return [_summed(job, done) for job, done in runs.items()]

    def _round(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Run]]:
        python = self.salescli.parent / "python"
        nothing = [str(python if python.exists() else sys.executable), "-c", "pass"]
        timed, empty = [], []
        for job in jobs:
            empty.append(self._timed(nothing, self.folder)[0])
            book = self.folder if job.deals is None else self.folder / str(job.deals)
            timed.append((job, *self._timed([str(self.salescli), *job.words.split()], book)))
        unit = median(empty)
        for job, seconds, memory in timed:
            yield job, Run(seconds, seconds / unit, memory)

    def _timed(self, command: list[str], book: Path) -> tuple[float, float]:
        """The seconds and the peak megabytes of one process, from its start to its last word."""
        environ = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        environ |= {"HOME": str(book), "SALESCLI_NOW": NOW, "TZ": "Europe/Berlin"}
        start = time.perf_counter()
        with subprocess.Popen(command, cwd=book, env=environ, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.read()
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):  # 1: `check` has something to say
            sys.exit(f"{' '.join(command)} ended with {process.returncode}")
        if self.cpu:
            seconds = usage.ru_utime + usage.ru_stime
        return seconds, usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def _summed(job: Job, runs: list[Run]) -> Result:
    ratios = [run.ratio for run in runs]
    seconds, memory = median(run.seconds for run in runs), median(run.memory for run in runs)
    return Result(job.words, job.deals, median(ratios), min(ratios), max(ratios), seconds, memory)


def table(results: Sequence[Result], commands: Sequence[str] = ON_EVERY_BOOK) -> list[str]:
    """The lines to print: a row for each result, then how the time grows with the book."""
    wide = max(12, *(len(words) + 2 for words in commands))
    head = f"{'deals':>8}{'median':>10}{'min':>9}{'max':>9}{'ms':>9}{'MB':>6}"
    lines = [f"{'command':<{wide}}{head}"]
    for one in results:
        deals = "" if one.deals is None else f"{one.deals:,}"
        ratios = f"{one.ratio:>9.1f}x{one.least:>8.1f}x{one.most:>8.1f}x"
        lines.append(
            f"{one.command:<{wide}}{deals:>8}{ratios}{one.seconds * 1000:>9.0f}{one.memory:>6.0f}"
        )
    return [*lines, *_growth(results, commands)]


def _growth(results: Sequence[Result], commands: Sequence[str]) -> list[str]:
    """What one deal more costs between the two largest books, against the ones before them."""
    sizes = sorted({one.deals for one in results if one.deals is not None})
    if len(sizes) < 3:
        return []
    least, *_, middle, most = sizes
    parts = []
    for words in commands:
        at = {one.deals: one.ratio for one in results if one.command == words}
        before = (at[middle] - at[least]) / (middle - least)
        parts.append(f"{words} {(at[most] - at[middle]) / (most - middle) / before:.2f}")
    return [f"growth per deal from {middle:,} to {most:,} (1.00 is linear): {', '.join(parts)}"]


def _report(results: Sequence[Result], given: argparse.Namespace) -> dict[str, object]:
    return {
        "version": 1,
        "date": date.today().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "python": platform.python_version(),
        "rounds": given.rounds,
        "clock": "processor" if given.cpu else "wall",
        "unit": "python -c pass",
        "results": [asdict(one) for one in results],
    }


if __name__ == "__main__":
    main()
