"""The benchmark of reports runs, and prints a row a command and book."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parents[1] / "bench" / "reporting.py"


def test_it_prints_a_row_a_command(tmp_path):
    stand_in = tmp_path / "salescli"
    stand_in.write_text("#!/bin/sh\n")
    stand_in.chmod(0o755)
    command = [sys.executable, str(BENCH), "--sizes", "2,3", "--rounds", "1", "--settle", "0"]
    command += ["--salescli", str(stand_in)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    head, _, *rows = done.stdout.splitlines()
    assert head.split()[1:4:2] == ["command", "deals"]
    assert len(rows) == 12
    assert len([row for row in rows if "cold" in row and "report" in row]) == 3
