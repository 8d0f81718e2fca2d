"""Two or three machines with a clone each of one book, and the bare repository they sync with.

They are made once, by commands, and copied for each round.
"""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from support.running import Runner, environment, quiet

NAMES = ("Ada", "Bob", "Cy")
PROCESS = "small-business"
FIRST = ("--next", "discovery", "--on", "mon", "--person", "bob: Bob Ross, owner")
# What a killed git leaves. Git says to delete them, and `doctor` does too.
_LOCKS = ("*.lock", "refs/**/*.lock", "objects/**/*.lock")


def git(folder: Path, *arguments: str, text: str | None = None) -> str:
    """Return what git prints. Raises CalledProcessError."""
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", *arguments],
        cwd=folder,
        input=text,
        capture_output=True,
        text=True,
        errors="replace",
        check=True,
        timeout=60,
    )
    return done.stdout


@dataclass
class Machine:
    """A clone, and who works on it. `conflicted` are the deals that its user was asked about."""

    name: str
    folder: Path
    env: dict[str, str]
    conflicted: set[str] = field(default_factory=set)

    @property
    def journal(self) -> Path:
        """Return the file that is there while a change is not finished."""
        return self.folder / ".salescli/journal"

    def deals(self) -> dict[str, Path]:
        """Return the files of the deals by handle."""
        return {path.stem: path for path in sorted(self.folder.glob("deals/*.toml"))}

    def tables(self) -> dict[str, dict]:
        """Return the deals that can be read."""
        return dict(readable(self.deals()))


def readable(files: dict[str, Path]) -> Iterator[tuple[str, dict]]:
    """Read deal files; those that can't be read are left out."""
    for handle, path in files.items():
        try:
            yield handle, tomllib.loads(path.read_text())
        except (OSError, ValueError):
            continue


@dataclass
class World:
    """All machines of a round, and their hub."""

    folder: Path
    machines: list[Machine]

    @property
    def hub(self) -> Path:
        return self.folder / "hub.git"

    def quiet(self) -> bool:
        """Wait until nothing works in any clone or in the hub."""
        return quiet(self.folder)

    def locks(self) -> list[Path]:
        """Return the lock files that killed gits left; only when all is quiet."""
        places = [self.hub, *(machine.folder / ".git" for machine in self.machines)]
        return [path for place in places for form in _LOCKS for path in place.glob(form)]


def make_template(folder: Path, runner: Runner, deals: int) -> None:
    """Make a book with so many deals on three machines that are all the same."""
    env = environment(folder / "home")
    first = folder / "ada"
    _must(runner, folder, env, "init", "ada", "--me", "ada", "--process", PROCESS)
    rows = "\n".join(f"old {number},Old {number}" for number in range(deals - 4))
    (folder / "old.csv").write_text(f"title,company\n{rows}\n")
    for number in range(4):
        company = f"Deal {number}"
        _must(runner, first, env, "add", company, "--handle", f"deal-{number}", *_in(), *FIRST)
    columns = ("--map", "title=title", "--map", "company=company")
    if deals > 4:
        _must(runner, first, env, "import", "../old.csv", *_in(), *columns)
    git(first, "branch", "-q", "-M", "main")
    git(folder, "init", "-q", "--bare", "-b", "main", "hub.git")
    git(first, "remote", "add", "origin", str(folder / "hub.git"))
    _must(runner, first, env, "sync")
    for name in NAMES[1:]:
        git(folder, "clone", "-q", str(folder / "hub.git"), name.lower())
        _must(runner, folder / name.lower(), environment(folder / "home", name), "sync")
    for repository in (folder / "hub.git", *folder.glob("*/.git")):
        git(repository, "repack", "-adq")
        for sample in repository.glob("hooks/*.sample"):
            sample.unlink()


def copy_world(template: Path, folder: Path, machines: int) -> World:
    """Copy the template, with so many of its machines."""
    folder.mkdir(parents=True)
    shutil.copytree(template / "hub.git", folder / "hub.git")
    made = []
    for name in NAMES[:machines]:
        clone = folder / name.lower()
        shutil.copytree(template / name.lower(), clone, symlinks=True)
        config = clone / ".git/config"
        config.write_text(config.read_text().replace(str(template), str(folder)))
        made.append(Machine(name, clone, environment(folder.parent / f"home-{name}", name)))
    return World(folder, made)


def _in() -> tuple[str, str]:
    return ("--process", PROCESS)


def _must(runner: Runner, cwd: Path, env: dict[str, str], *arguments: str) -> None:
    done = runner.run(cwd, env, *arguments)
    assert done.code == 0, (arguments, done)
