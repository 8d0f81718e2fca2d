"""The benchmark of reports runs, and prints a row a command and book."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parent / "bench" / "reporting.py"


def test_it_prints_a_row_a_command():
    command = [sys.executable, str(BENCH), "--sizes", "3", "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    head, *rows = done.stdout.splitlines()
    assert head.split()[:3] == ["command", "deals", "median"]
    reports = [row for row in rows if row.startswith(("report", "list --all"))]
    assert len(reports) == 4
