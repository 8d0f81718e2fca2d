"""How long a report takes in each of its forms: python tests/bench/reporting.py

Whole processes of the installed program on made-up books, as bench.py times them: `report` on a
screen, as JSON and as a page, beside `list --all`, which reads the same files and concludes less.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench import SETTLED, Bench, table
from rows import COLD, FEW, MANY, Row

COMMANDS = ("report", "report --json", "report --html told.html", "list --all")


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the books, time the reports, print a row for each: cold, and with an index."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    beside = Path(sys.executable).parent / "salescli"
    parser.add_argument("--salescli", type=Path, default=beside, metavar="PATH")
    parser.add_argument("--sizes", default="1000,10000", help="deals of the two books")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--wall", action="store_true", help="time by the clock")
    parser.add_argument("--settle", type=float, default=SETTLED, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    sizes = [0, *map(int, given.sizes.split(","))]
    rows = [Row(words, size) for words in COMMANDS for size in (FEW, MANY)]
    rows += [Row(words, MANY, state=COLD) for words in COMMANDS]
    with tempfile.TemporaryDirectory(prefix="salescli-bench-") as folder:
        bench = Bench(given.salescli.absolute(), Path(folder), sizes, given.wall, given.settle)
        print("\n".join(table(bench.results(rows, given.rounds))))


if __name__ == "__main__":
    main()
