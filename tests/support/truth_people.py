"""Two people, each with a clone of one book, whose clocks differ; their commands run in-process."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from typer.testing import CliRunner

from salescli.store.git.foreign_programs import first_look
from salescli.store.merge.semantics import frozen
from salescli.store.toml.reader import parse_toml
from support.clones import git
from support.running import environment

TOKEN = re.compile(r"zq\d{5}x")
BEGIN = datetime.fromisoformat("2026-11-21T10:00:00+01:00")
SKEWS = {"Ada": timedelta(), "Bob": timedelta(minutes=2)}
FIRST = ("--process", "small-business", "--next", "discovery", "--on", "mon")
DEALS = 3


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


@dataclass
class Clock:
    """The time that it really is."""

    now: datetime = BEGIN


@dataclass
class Person:
    """Somebody with a clone, and a clock that is so much ahead."""

    name: str
    folder: Path
    clock: Clock

    @property
    def now(self) -> datetime:
        """What this person's clock shows."""
        return self.clock.now + SKEWS[self.name]

    @property
    def env(self) -> dict[str, str]:
        """The environment of this person's commands."""
        now = self.now.isoformat()
        own = environment(self.folder.parent / f"home-{self.name}", self.name, now)
        dates = {"GIT_AUTHOR_DATE": now, "GIT_COMMITTER_DATE": now, "COLUMNS": "400"}
        return {**own, **dates, "USER": self.name.lower()}

    def run(self, *words: str) -> Done:
        """Run a command in this process. What is raised but an exit goes through."""
        from salescli.cli import app

        before, cwd, env = dict(os.environ), Path.cwd(), self.env
        os.environ.clear()
        os.environ.update(env)
        os.chdir(self.folder)
        try:
            result = CliRunner().invoke(app, list(words), prog_name="salescli")
        finally:
            os.chdir(cwd)
            os.environ.clear()
            os.environ.update(before)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Done(result.exit_code, result.stdout, result.stderr)

    def works(self, *words: str) -> str:
        """Run a command that is to end well; what it printed."""
        done = self.run(*words)
        assert done.code == 0, (words, done)
        return done.out

    def handles(self) -> list[str]:
        """The deals that there are."""
        return sorted(path.stem for path in self.folder.glob("deals/*.toml"))

    def show(self, handle: str) -> Mapping:
        """What `show --json` says of a deal."""
        (deal,) = json.loads(self.works("show", handle, "--json"))["deals"]
        return deal

    def log(self, handle: str) -> list[Mapping]:
        """The entries of a deal."""
        return parse_toml((self.folder / "deals" / f"{handle}.toml").read_text()).get("log", [])

    def meaning(self) -> dict[str, object]:
        """What the deals say, their layout aside."""
        files = self.folder.glob("deals/*.toml")
        return {path.stem: frozen(parse_toml(path.read_text())) for path in files}

    def text(self) -> dict[str, str]:
        """The deals as they are written."""
        return {path.stem: path.read_text() for path in self.folder.glob("deals/*.toml")}

    def tokens(self) -> set[str]:
        """The words of the deals that stand for what somebody did."""
        return set(TOKEN.findall("".join(self.text().values())))


def tokens_at(folder: Path, commit: str) -> set[str]:
    """Return the words of the deals as of a commit."""
    found = git(
        folder,
        "grep",
        "-ohE",
        TOKEN.pattern.replace(r"\d", "[0-9]"),
        commit,
        "--",
        "deals",
        check=False,
    )
    return set(found.split())


def make_people(folder: Path, names: Iterable[str] = SKEWS) -> None:
    """Make the book, its bare repository, and a clone for each person."""
    folder.mkdir(parents=True)
    ada, *others = (Person(name, folder / name.lower(), Clock()) for name in names)
    ada.folder.mkdir()
    ada.works("init", ".", "--process", "small-business", "--process", "enterprise")
    settings = ada.folder / "salescli.toml"
    settings.write_text(re.sub(r"(?m)^me .*\n", "", settings.read_text()))
    for number in range(DEALS):
        who = ("--person", "bob: Bob Ross, owner, bob@buyer.example")
        ada.works("add", f"Deal {number}", "--handle", f"deal-{number}", *FIRST, *who)
    assert first_look(ada.folder) == ""
    ada.works("sync")  # commits what was edited by hand
    git(ada.folder, "branch", "-q", "-M", "main")
    git(folder, "init", "-q", "--bare", "-b", "main", "hub.git")
    git(ada.folder, "remote", "add", "origin", "../hub.git")
    ada.works("sync")
    for person in others:
        git(folder, "clone", "-q", str(folder / "hub.git"), str(person.folder))
        git(person.folder, "remote", "set-url", "origin", "../hub.git")
        assert first_look(person.folder) == ""
        person.works("sync")
    for sample in folder.glob("*/.git/hooks/*.sample"):
        sample.unlink()


def copy_people(template: Path, folder: Path) -> list[Person]:
    """Return the people on a copy of their book, with one clock."""
    shutil.copytree(template, folder, symlinks=True)
    clock = Clock()
    return [Person(name, folder / name.lower(), clock) for name in SKEWS]
