"""How long a report takes, as a multiple of `python -c pass`: python tests/bench/reporting.py

Whole processes of the installed program on made-up books, as bench.py times them: `report` on a
screen, as JSON and as a page, beside `list --all`, which reads the same files and concludes less.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import Bench, table
from books import write_book

COMMANDS = ("report", "report --json", "report --html told.html", "list --all")


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the books, time the reports, print a row for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    beside = Path(sys.executable).parent / "salescli"
    parser.add_argument("--salescli", type=Path, default=beside, metavar="PATH")
    parser.add_argument("--sizes", default="1000,10000", help="deals of each book")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cpu", action="store_true", help="processor time")
    given = parser.parse_args(arguments)
    sizes = [int(size) for size in given.sizes.split(",")]
    with tempfile.TemporaryDirectory(prefix="salescli-bench-") as folder:
        for size in sizes:
            write_book(Path(folder) / str(size), size)
        bench = Bench(given.salescli.absolute(), Path(folder), given.cpu, COMMANDS)
        print("\n".join(table(bench.results(sizes, given.rounds), COMMANDS)))


if __name__ == "__main__":
    main()
