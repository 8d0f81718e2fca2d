"""What the documentation shows is what happens: its console blocks are run, wherever they stand.

A line after `$ ` is run, what follows it is what it prints. `| head -n 3` and `| tail -n 3` work, a
trailing backslash goes on with the command, and `cat FILE` makes the file that the page shows.
With UPDATE_SCREENS=1 the blocks are written anew instead of being compared.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

NOW = "2026-11-24T08:30:00+01:00"  # a Tuesday morning
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def commands(text: str) -> list[str]:
    """Return the commands of all console blocks of a page."""
    return [match[0] for block in _BLOCK.findall(text) for match in _COMMAND.findall(block)]


def played(run, text: str, here: Path) -> str:
    """Return the page with what its commands print now; `here` stands as an ellipsis."""
    return _BLOCK.sub(lambda match: _block(run, match[0]), text).replace(str(here), "…")


def holds(path: Path, played_text: str) -> bool:
    """Whether a page is as it was played; with UPDATE_SCREENS it is made so."""
    if os.environ.get("UPDATE_SCREENS"):
        path.write_text(played_text, encoding="utf-8")
    return path.read_text(encoding="utf-8") == played_text


def _block(run, block: str) -> str:
    parts = []
    for command, shown in _COMMAND.findall(block):
        line = command.replace("\\\n", " ")
        parts.append(f"$ {command}\n{_run(run, line, shown.rstrip() + chr(10))}")
    return "\n".join(parts)


def _run(run, line: str, shown: str) -> str:
    line, *filters = line.split(" | ")
    words = shlex.split(line)
    if words[0] == "cd":
        os.chdir(words[1])
        return ""
    if words[0] == "cat":
        Path(words[1]).write_text(shown.rstrip("\n") + "\n", encoding="utf-8")
        return shown
    if words[0] == "salescli":
        done = run(*words[1:])
        out = done.out + done.err
    else:
        assert words[0] == "git", line
        out = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    for part in filters:
        name, flag, number = part.split()
        assert (name in {"head", "tail"}, flag) == (True, "-n"), line
        lines = out.splitlines(keepends=True)
        out = "".join(lines[: int(number)] if name == "head" else lines[-int(number) :])
    return out
