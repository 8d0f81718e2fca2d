"""README.md tells the truth: its commands are run, its tables are those of the program.

With UPDATE_SCREENS=1 the console blocks are written anew instead of being compared.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from salescli.model.dates import GRAMMAR
from salescli.model.finding import SEVERITIES

README = Path(__file__).parent.parent / "README.md"
NOW = "2026-11-24T08:30:00+01:00"  # a Tuesday morning
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)


@pytest.fixture
def text() -> str:
    return README.read_text(encoding="utf-8")


def _run(run, line: str) -> str:
    words = shlex.split(line)
    if words[0] == "cd":
        os.chdir(words[1])
        return ""
    if words[0] == "salescli":
        done = run(*words[1:])
        return done.out + done.err
    assert words[0] == "git", line
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def _played(run, block: str) -> str:
    """A console block with what its commands print now; a trailing \\ continues a command."""
    commands = re.findall(r"^\$ ((?:.*\\\n)*.*)$", block, re.MULTILINE)
    parts = [f"$ {c}\n{_run(run, c.replace(chr(92) + chr(10), ' '))}" for c in commands]
    return "\n".join(parts)


def test_the_day_in_the_readme_is_what_happens(text, run, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", NOW)
    for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
        monkeypatch.setenv(name, NOW)
    here = Path(tempfile.mkdtemp())  # a short path: long ones are folded
    monkeypatch.chdir(here)
    played = _BLOCK.sub(lambda match: _played(run, match[0]), text)
    played = played.replace(str(here), "…")
    monkeypatch.chdir(README.parent)
    shutil.rmtree(here)
    if os.environ.get("UPDATE_SCREENS"):
        README.write_text(played, encoding="utf-8")
    assert played == text


def test_every_command_is_in_the_table(text):
    from typer.main import get_command

    from salescli.cli import app

    group = get_command(app)
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        if command.hidden:  # git calls it, no person
            continue
        assert f"`{name}`" in text or f"`{name} " in text, name
        for inner in getattr(command, "commands", {}):
            assert inner in text, f"{name} {inner}"


@pytest.mark.parametrize("code", sorted(SEVERITIES))
def test_every_finding_is_in_the_table_with_its_severity(text, code):
    assert re.search(rf"^\| {code} \| {SEVERITIES[code]} \| \S", text, re.MULTILINE)


@pytest.mark.parametrize(("form", "meaning"), GRAMMAR)
def test_every_form_of_a_date_is_in_the_table(text, form, meaning):
    assert f"| {form} | {meaning} |" in text
