"""The benchmark of replay runs, and prints a row a length."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[1] / "bench" / "replaying.py"


def test_it_prints_a_row_a_length():
    command = [sys.executable, str(BENCH), "--lengths", "1,3", "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    head, *rows = done.stdout.splitlines()
    assert head.split()[:2] == ["entries", "replay"]
    assert [row.split()[0] for row in rows] == ["1", "3"]
