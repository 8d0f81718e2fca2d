"""What a commit adds to a write: python tests/bench/writing.py

Times `note`, given by flags, on one deal of a large book: with git and without it, by turns, each
run beside one of `python -c pass`. The aim: git adds at most 12 times the empty program.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from books import NOW, write_book
from git_book import WHO, start_history

MOST = 12.0  # times `python -c pass`
_SETTINGS = 'me = "ada"\ncurrency = "EUR"\n\n[git]\ncommit = {}\n'


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the book, time the notes, print the figures; 1 where git adds more than it may."""
    given = _parser().parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="salescli-bench-") as folder:
        book = Path(folder) / "book"
        write_book(book, given.deals)
        (book / "salescli.toml").write_text(_SETTINGS.format("true"))
        start_history(book)
        nothing, alone, with_git = _measure(book, given.salescli, given.rounds)
    added = (with_git - alone) / nothing
    print(f"note in a book of {given.deals:,} deals, medians of {given.rounds} rounds:")
    print(f"  python -c pass {nothing * 1000:8.0f} ms")
    print(f"  without git    {alone * 1000:8.0f} ms {alone / nothing:8.1f}x")
    print(f"  with git       {with_git * 1000:8.0f} ms {with_git / nothing:8.1f}x")
    print(f"  git adds {added:.1f}x; the aim is {MOST:.0f}x at most")
    return int(added > MOST)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    beside = Path(sys.executable).parent / "salescli"
    parser.add_argument("--salescli", type=Path, default=beside, metavar="PATH")
    parser.add_argument("--deals", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=9)
    return parser


def _measure(book: Path, salescli: Path, rounds: int) -> tuple[float, float, float]:
    """The median seconds of the empty program, of a note without git, and of one with it."""
    # A deal each: what is written without git is an edit by hand to the next command with it.
    first, second, *_ = sorted(path.stem for path in (book / "deals").iterdir())
    deals = {"false": first, "true": second}
    note = [str(salescli.absolute()), "note", "-m", "They rang back"]
    times: dict[str, list[float]] = {"": [], "false": [], "true": []}
    for number in range(rounds + 1):
        for commit, found in times.items():
            if commit:
                (book / "salescli.toml").write_text(_SETTINGS.format(commit))
            seconds = _timed(
                [*note, deals[commit]] if commit else [sys.executable, "-c", "pass"], book
            )
            if number:  # the first round only warms up
                found.append(seconds)
    return median(times[""]), median(times["false"]), median(times["true"])


def _timed(command: list[str], book: Path) -> float:
    """The seconds of one process; it must succeed and have nothing to complain of."""
    environ = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    environ |= {"HOME": str(book), "SALESCLI_NOW": NOW, "TZ": "Europe/Berlin", **WHO}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=book, env=environ, capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode or done.stderr:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.decode()}")
    return seconds


if __name__ == "__main__":
    sys.exit(main())
