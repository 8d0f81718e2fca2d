"""The book on two machines and their hub, for tests of sync that run real processes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from salescli.store.toml.reader import parse_toml
from support.forked_command import ForkedProcess

CLI = (sys.executable, "-P", "-m", "salescli")


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """Return what git says to a command."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=check
    )
    return done.stdout


@dataclass(frozen=True)
class Ended:
    """How a command ended, and all that it said, on one line."""

    code: int
    said: str


@dataclass(frozen=True)
class Clones:
    """Two clones of one book, `one` and `two`, beside their hub."""

    folder: Path

    @property
    def both(self) -> tuple[Path, Path]:
        """The folders of the clones."""
        return self.folder / "one", self.folder / "two"

    def deal(self, number: int, handle: str = "acme") -> Path:
        """The file of a deal in a clone."""
        return self.both[number] / "deals" / f"{handle}.toml"

    def start(
        self, number: int, *words: str, stdout: int = subprocess.PIPE
    ) -> subprocess.Popen[bytes]:
        """Start a command in a clone, in a process group of its own."""
        return ForkedProcess(
            words,
            cwd=self.both[number],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def run(self, number: int, *words: str) -> Ended:
        """Run a command in a clone."""
        with self.start(number, *words) as process:
            said = process.stdout.read().decode() if process.stdout else ""
        return Ended(process.returncode, " ".join(said.split()))

    def works(self, number: int, *words: str) -> str:
        """Run a command in a clone that is to end well; what it said."""
        ended = self.run(number, *words)
        assert ended.code == 0, ended.said
        return ended.said

    def log(self, number: int, minute: int, handle: str = "acme") -> str:
        """Write a log entry by hand, as quick as can be, and commit it; what its note says."""
        note = f"call {number}.{minute}"
        with self.deal(number, handle).open("a") as file:
            file.write(
                f"\n[[log]]\nat = 2026-11-20T{10 + minute // 60}:{minute % 60:02}:0{number}+01:00\n"
                f'by = "ada"\nkind = "note"\nnote = "{note}"\n'
            )
        git(self.both[number], "add", "deals")
        git(self.both[number], "commit", "-qm", note)
        return note

    def notes(self, number: int, handle: str = "acme") -> Counter[str]:
        """The notes of a deal in a clone."""
        table = parse_toml(self.deal(number, handle).read_text())
        return Counter(entry["note"] for entry in table["log"] if "note" in entry)

    def assert_sound(self, number: int) -> None:
        """Nothing is left over, marked, empty or uncommitted, and git finds no fault."""
        clone = self.both[number]
        assert git(clone, "status", "--porcelain") == ""
        for file in (clone / "deals").iterdir():
            text = file.read_text()
            assert text.strip(), file
            assert "<<<<<<<" not in text
            parse_toml(text)
        tracked = git(clone, "ls-tree", "-r", "--name-only", "HEAD").splitlines()
        assert not [name for name in tracked if name.endswith((".tmp", ".lock"))]
        assert not (clone / ".git" / "MERGE_HEAD").exists()
        git(clone, "fsck", "--strict", "--no-dangling")

    def assert_same(self) -> None:
        """Both clones hold the same."""
        assert len({git(clone, "rev-parse", "HEAD^{tree}") for clone in self.both}) == 1


def make_clones(book: Path, folder: Path, sync: Callable[[Path], None]) -> Clones:
    """Make two clones of a book with one deal, which have synced once."""
    clones = Clones(folder)
    one, two = clones.both
    shutil.copytree(book, one)
    shutil.rmtree(one / ".git" / "hooks", ignore_errors=True)
    git(folder, "init", "-q", "--bare", "-b", "main", "hub.git")
    git(one, "branch", "-q", "-M", "main")
    git(one, "remote", "add", "origin", "../hub.git")
    sync(one)
    git(folder, "clone", "-q", "hub.git", "two")
    git(two, "remote", "set-url", "origin", "../hub.git")
    sync(two)
    return clones
