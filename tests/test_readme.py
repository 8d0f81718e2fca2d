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
from salescli.model.period_words import PERIODS
from salescli.store import schema_words

README = Path(__file__).parent.parent / "README.md"
NOW = "2026-11-24T08:30:00+01:00"  # a Tuesday morning
_TOML = re.compile(r"(?<=^```toml\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)


@pytest.fixture
def text() -> str:
    return README.read_text(encoding="utf-8")


def _run(run, line: str, said: str) -> str:
    line, *filters = line.split(" | ")
    words = shlex.split(line)
    if words[0] == "cd":
        os.chdir(words[1])
        return ""
    if words[0] == "cat":  # a file to work with: it holds what the page says
        Path(words[1]).write_text(said.rstrip("\n") + "\n", encoding="utf-8")
        return said
    if words[0] == "salescli":
        done = run(*words[1:])
        out = done.out + done.err
    else:
        assert words[0] == "git", line
        out = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    for one in filters:
        name, flag, number = one.split()
        assert name in {"head", "tail"}, line
        assert flag == "-n", line
        lines = out.splitlines(keepends=True)
        out = "".join(lines[: int(number)] if name == "head" else lines[-int(number) :])
    return out


def _played(run, block: str) -> str:
    """A console block with what its commands print now; a trailing \\ continues a command."""
    told = re.findall(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    return "\n".join(
        f"$ {c}\n{_run(run, c.replace(chr(92) + chr(10), ' '), said.rstrip() + chr(10))}"
        for c, said in told
    )


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
    else:
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


@pytest.mark.parametrize(("form", "meaning"), [*GRAMMAR, *PERIODS])
def test_every_form_of_a_date_or_a_period_is_in_the_table(text, form, meaning):
    assert f"| {form} | {meaning} |" in text


KEYS = {
    "A deal": ("HEADER", "PERSON", "ENTRY", "NEXT"),
    "A process": ("PROCESS", "STAGE", "ROLE", "STEP", "OUTCOME", "ASK", "FITTING"),
    "Settings": ("SETTINGS", "CALENDAR", "GIT", "CHECK", "FILES"),
}


@pytest.mark.parametrize("heading", KEYS)
def test_every_key_of_a_file_is_named(text, heading):
    named = text.split(f"\n### {heading}\n")[1].split("\n##")[0]
    keys = [key for table in KEYS[heading] for key in getattr(schema_words, table)]
    assert [key for key in keys if not re.search(rf"\b{key}\b", named)] == []


def test_its_files_are_read_without_a_complaint(text, run, book):
    paths = ("deals/acme.toml", "processes/small.toml", "salescli.toml")
    for path, content in zip(paths, _TOML.findall(text), strict=True):
        (book / path).write_text(content, encoding="utf-8")
    done = run("check", "--select", "F,P07")
    assert (done.code, done.err) == (0, "")
    assert run("process", "check", "small").code == 0


def test_every_layer_is_in_the_table(text):
    told = text.split("\n## How it is built\n")[1]
    rooms = [
        f"{path.name}/" if path.is_dir() else path.name
        for path in (README.parent / "salescli").iterdir()
        if path.suffix in {"", ".py"} and not path.name.startswith("_")
    ]
    assert [room for room in rooms if f"{room}`" not in told] == []


def test_what_was_learnt_is_what_the_kept_screen_says(text):
    said = re.search(r"(?<=^```text\n)Proposals.*?(?=^```$)", text, re.DOTALL | re.MULTILINE)
    kept = README.parent / "tests/screens/learn-planted.txt"
    assert said
    assert said[0] in kept.read_text(encoding="utf-8")


def test_every_picture_and_page_that_it_leads_to_is_there(text):
    led_to = re.findall(r"\]\(([^)]+)\)", text)
    assert len(led_to) >= 4
    headings = {
        f"#{name.lower().replace(' ', '-')}"
        for name in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    found = [path for path in led_to if path in headings or (README.parent / path).is_file()]
    assert found == led_to
