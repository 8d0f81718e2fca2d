"""Git that is killed once it has made the commit, and before it has written its index."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from salescli.store.git.foreign_programs import first_look

# The branch has moved when git runs this one; its index is written after it.
HOOK = """#!/bin/sh
[ "$1" = committed ] && [ -e "{armed}" ] || exit 0
rm -f "{armed}"
kill -TERM $PPID
while kill -0 $PPID 2>/dev/null; do sleep 0.01; done
"""


@pytest.fixture
def root(acme) -> Path:
    """The folder of a book in whose git the next commit is cut off so."""
    root = acme.parent.parent
    assert first_look(root) == ""
    armed = root / ".git" / "armed"
    hook = root / ".git" / "hooks" / "reference-transaction"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK.format(armed=armed))
    hook.chmod(0o755)
    armed.touch()
    return root


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=True)
    return done.stdout


COMMANDS = (
    ("note", "acme", "-m", "one"),
    ("add", "Bolt", "--process", "small-business", "--what", "Call", "--on", "mon"),
    ("rename", "acme", "acme-two"),
    ("delete", "acme", "--yes"),
)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize("follows", [("sync",), ("process", "new", "mine", "--from", "renewal")])
def test_the_next_command_puts_the_index_right(run, root, words, follows):
    done = run(*words)
    assert (done.code, "git was killed (signal 15)" in done.err) == (0, True), done
    lags = words[0] in {"note", "delete", "rename"}  # what is new git adds before it commits
    assert (git(root, "status", "--porcelain") != "") == lags
    made = git(root, "rev-parse", "HEAD").strip()
    followed = run(*follows)
    assert (followed.code, "not committed" in followed.err) == (0, False), followed
    assert git(root, "status", "--porcelain") == ""
    assert made in git(root, "rev-list", "-2", "HEAD")
    assert not (root / ".salescli" / "owed").exists()


def test_so_it_is_where_the_deal_was_written_to_since(run, root):
    run("note", "acme", "-m", "one")
    (root / ".git" / "hooks" / "pre-commit").write_text("#!/bin/sh\nexit 1\n")
    (root / ".git" / "hooks" / "pre-commit").chmod(0o755)
    assert "not committed" in run("note", "acme", "-m", "two").err
    (root / ".git" / "hooks" / "pre-commit").unlink()
    assert run("note", "acme", "-m", "three").err == ""
    assert git(root, "status", "--porcelain") == ""
    assert git(root, "log", "-4", "--format=%s").splitlines()[:3] == ["acme: note"] * 3


def test_what_somebody_staged_of_other_files_stays_staged(run, root):
    (root / "mine.txt").write_text("mine")
    git(root, "add", "mine.txt")
    run("note", "acme", "-m", "one")
    git(root, "add", "mine.txt")
    assert run("sync").code == 0
    assert git(root, "status", "--porcelain") == "A  mine.txt\n"
