"""What nothing that is written in Python can go below: python tests/bench/limits.py

Small programs do what a command can't do without, and nothing else: each is timed beside one of
`python -c pass`, as `bench.py` times commands. Run it with the Python that salescli is in.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from bench import machine
from books import write_book
from timing import NOTHING, surroundings, timed

FEW, MANY = 1_000, 10_000
_ROUNDS = 5
_LIBRARIES = "import dataclasses, datetime, decimal, enum, json, pathlib, re, toml_rs, typing"
_CLASSES = """
from dataclasses import dataclass
for _ in range(50):
    @dataclass(frozen=True, slots=True)
    class Deal:
        '''A deal.'''
        handle: str
        title: str = ''
        people: tuple = ()
        value: int | None = None
        stage: str = ''
        is_open: bool = True
"""
_LOOK = """
import os
for entry in os.scandir('deals'):
    entry.stat()
"""
_TOML = """
import os, toml_rs
for entry in os.scandir('deals'):
    toml_rs.loads(open(entry.path, encoding='utf-8').read())
"""
_LINES = "for n in range(2800): print(f'{n:>12}  a-deal-of-the-book  What is next, with whom')"
_MODULES = """
import marshal, pathlib, salescli
root = pathlib.Path(salescli.__file__).parent
for file in sorted(root.rglob('*.pyc'))[:140]:
    marshal.loads(file.read_bytes()[16:])
"""

# What it is, the program, and how many deals it is about; 0 where it is about none.
LIMITS = (
    ("libraries that each command needs", _LIBRARIES, 0),
    ("50 dataclasses made", _CLASSES, 0),
    ("140 modules read, as `next` has them", _MODULES, 0),
    ("`import typer`", "import typer", 0),
    ("the files looked at", _LOOK, MANY),
    ("2,800 lines written", _LINES, 0),
    ("TOML read", _TOML, FEW),
    ("TOML read", _TOML, MANY),
)


def rows(folder: Path) -> Iterator[str]:
    """The lines of the table, a multiple of the empty program in each."""
    yield "| what                                   |  deals | takes |"
    yield "| -------------------------------------- | -----: | ----: |"
    for deals in (FEW, MANY):
        write_book(folder / str(deals), deals)
    for what, code, deals in LIMITS:
        book, ratios = folder / str(deals) if deals else folder, []
        for number in range(_ROUNDS + 1):
            empty = timed((sys.executable, *NOTHING), book, surroundings(folder)).processor
            taken = timed((sys.executable, "-c", code), book, surroundings(folder)).processor
            if number:
                ratios.append(taken / empty)
        yield f"| {what:38} | {f'{deals:,}' if deals else '':>6} | {f'{median(ratios):.1f}x':>5} |"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="salescli-limits-") as made:
        for line in rows(Path(made)):
            print(line)
    print(f"\n{machine()}: medians of {_ROUNDS} rounds, the empty program (1x) included.")
