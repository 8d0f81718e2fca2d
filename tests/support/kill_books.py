"""Books that commands are killed in: made once, and copied for each kill."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from support.running import Runner, environment
from support.sync_actions import note_entry
from support.sync_machines import FIRST, PROCESS, git

AHEAD = ("--what", "then", "--on", "2026-12-01")
MAPS = ("--map", "title=title", "--map", "company=company")
_DATE = "Fri, 20 Nov 2026 09:00:00 +0100"
_SENT = "Fri Nov 20 09:00:00 2026"
IMPORTED = 200  # deals of the import

_LINE = """name = "line"
title = "Our line"
revision = 1
cycle = "60bd"
stage = [{id = "talk"}, {id = "show"}, {id = "close"}]
step = [
  {id = "discovery", stage = "talk", outcome = [{id = "pain"}]},
  {id = "demo", stage = "show", outcome = [{id = "fit"}]},
  {id = "workshop", stage = "show", required = false, outcome = [{id = "plan"}]},
  {id = "proposal", stage = "close", outcome = [{id = "confirmed"}]},
]
ask = {step = "proposal"}
loss = [{id = "price", text = "Too dear"}]
"""


class Maker:
    """Makes the books, each the first time that it is wanted."""

    def __init__(self, scratch: Path, runner: Runner) -> None:
        self._scratch, self._runner = scratch, runner
        self._made: dict[str, Path] = {}
        self.env = environment(scratch / "home-Ada")

    def copy(self, name: str, to: Path) -> None:
        """Copy the book, or the clones and their hub, of that name to a new folder."""
        if name not in self._made:
            folder = self._scratch / f"book-{name}"
            folder.mkdir()
            getattr(self, f"_make_{name}")(folder)
            for repository in (*folder.glob("*.git"), *folder.glob("*/.git")):
                git(repository, "repack", "-adq")
                for sample in repository.glob("hooks/*.sample"):
                    sample.unlink()
            self._made[name] = folder
        shutil.copytree(self._made[name], to, symlinks=True, dirs_exist_ok=True)
        for config in to.glob("*/.git/config"):
            config.write_text(config.read_text().replace(str(self._made[name]), str(to)))

    def env_at(self, place: Path) -> dict[str, str]:
        """Return the environment of somebody whose home is the place of a book."""
        return {**self.env, "HOME": str(place)}

    def _run(self, folder: Path, *arguments: str) -> None:
        done = self._runner.run(folder, self.env_at(folder.parent), *arguments)
        assert done.code == 0, (arguments, done)

    def _make_nothing(self, folder: Path) -> None:
        """An empty place."""

    def _make_small(self, folder: Path) -> None:
        """A book of four open deals, one lost, and a process of its own."""
        book = folder / "book"
        self._run(folder, "init", "book", "--me", "ada", "--process", PROCESS)
        self._run(book, "process", "new", "ours", "--from", PROCESS)
        for name in ("acme", "beta", "other", "gone"):
            process = "ours" if name in {"acme", "beta"} else PROCESS
            self._run(book, "add", name.title(), "--process", process, *FIRST)
        self._run(book, "lose", "gone", "--reason", "price", "--evidence", "no")
        self._run(book, "log", "acme", "discovery", "-m", "the last command", *AHEAD)
        text = (book / "processes/ours.toml").read_text()
        (folder / "revised.toml").write_text(f"{text}\n# tighter\n")
        rows = "".join(f"T{number},Firm {number}\n" for number in range(IMPORTED))
        (folder / "rows.csv").write_text(f"title,company\n{rows}")
        people = "".join(f"P{n},p{n}@firm.example,T{n},Firm {n}\n" for n in range(IMPORTED))
        (folder / "people.csv").write_text(f"name,email,deal,company\n{people}")
        calls = "".join(f"2026-09-0{n % 9 + 1},call,T{n},Call {n}\n" for n in range(IMPORTED))
        (folder / "calls.csv").write_text(f"date,type,deal,subject\n{calls}")
        (folder / "mail.eml").write_text(_mail(0))
        mails = (f"From bob@acme.example {_SENT}\n{_mail(n)}\n" for n in range(1, 40))
        (folder / "many.mbox").write_text("".join(mails))
        script = f"printf '{note_entry('as edited')}'".replace("\n", "\\n")
        (folder / "edit.sh").write_text(f'{script} >> "$1" && touch ../saved\n')

    def _make_revised(self, folder: Path) -> None:
        """The same, with a revision that open deals don't follow yet."""
        self.copy("small", folder)
        self._run(folder / "book", "process", "revise", "ours", "--file", "../revised.toml")

    def _make_undone(self, folder: Path) -> None:
        """The same, with its last command taken back."""
        self.copy("small", folder)
        self._run(folder / "book", "undo", "--yes")

    def _make_proposed(self, folder: Path) -> None:
        """The same, with a proposal that waits."""
        self.copy("small", folder)
        self._run(folder / "book", "propose", "--by", "claude", "note", "acme", "-m", "proposed")

    def _make_calendar(self, folder: Path) -> None:
        """The same, with a calendar's folder beside it that has all that is ahead."""
        self.copy("small", folder)
        book, settings = folder / "book", folder / "book/salescli.toml"
        (folder / "calendar").mkdir()
        named = '[calendar]\nfolder = "~/calendar"\n'
        settings.write_text(settings.read_text().replace("[calendar]\n", named))
        self._run(book, "note", "other", "-m", "as before")
        self._run(book, "sync")

    def _make_moved(self, folder: Path) -> None:
        """The same, with an event of acme that was moved on a phone."""
        self.copy("calendar", folder)
        for path in (folder / "calendar").glob("*.ics"):
            text = path.read_text()
            if "acme" in text.lower():
                path.write_text(re.sub(r"(DT\w+;VALUE=DATE:202612)0", r"\g<1>1", text))

    def _make_imported(self, folder: Path) -> None:
        """The same after an import, with a newer table of its deals and another book's export."""
        self.copy("small", folder)
        book, other = folder / "book", folder / "export"
        rows = ("import", "../rows.csv", "--process", PROCESS, *MAPS)
        self._run(folder, "init", "export", "--me", "ada", "--process", PROCESS)
        (folder / "others.csv").write_text((folder / "rows.csv").read_text().replace("Firm", "Co"))
        self._run(other, "import", "../others.csv", *rows[2:])
        self._run(other, "export", "json", "--output", "../own.json")
        shutil.rmtree(other)
        self._run(book, *rows)
        newer = (folder / "rows.csv").read_text().replace("T", "Newer T").replace("Newer Ti", "ti")
        (folder / "newer.csv").write_text(newer)

    def _make_line(self, folder: Path) -> None:
        """A book of closed deals of which something can be learned."""
        book = folder / "book"
        self._run(folder, "init", "book", "--me", "ada", "--process", PROCESS)
        (book / "processes/line.toml").write_text(_LINE)
        (book / "deals").mkdir(exist_ok=True)
        for number in range(80):
            (book / f"deals/closed-{number}.toml").write_text(_closed(number, won=number % 2 == 0))
        self._run(book, "add", "Other", "--process", PROCESS, *FIRST)
        git(book, "add", "-A")
        git(book, *_identity(self.env), "commit", "-qm", "Closed deals")

    def _make_ill(self, folder: Path) -> None:
        """A book in which doctor finds much to fix."""
        self.copy("small", folder)
        book = folder / "book"
        git(book, "config", "--remove-section", "merge.salescli")
        (book / ".gitignore").write_text("*.bak\n")
        git(book, *_identity(self.env), "commit", "-qam", "As it was before")
        (book / "deals/.acme.toml.4194999.tmp").write_text("cut")
        (book / ".salescli").chmod(0o755)

    def _make_apart(self, folder: Path) -> None:
        """Two clones with something of their own in each of eight deals, edits by hand too."""
        book = folder / "book"
        self._run(folder, "init", "book", "--me", "ada", "--process", PROCESS)
        rows = "".join(f"T{number},Firm {number}\n" for number in range(8))
        (folder / "rows.csv").write_text(f"title,company\n{rows}")
        self._run(book, "import", "../rows.csv", "--process", PROCESS, *MAPS)
        self._run(book, "add", "Other", "--process", PROCESS, *FIRST)
        git(book, "branch", "-q", "-M", "main")
        git(folder, "init", "-q", "--bare", "-b", "main", "hub.git")
        git(book, "remote", "add", "origin", str(folder / "hub.git"))
        self._run(book, "sync")
        git(folder, "clone", "-q", str(folder / "hub.git"), "away")
        for place, word in ((folder / "away", "away"), (book, "here")):
            self._run(place, "add", f"New {word}", "--process", PROCESS, *FIRST)
            for path in sorted(place.glob("deals/firm-*.toml")):
                path.write_text(path.read_text() + note_entry(f"{word} {path.stem}"))
            if word == "away":
                self._run(place, "sync")
        self._run(book, "note", "other", "-m", "here")


def _mail(number: int) -> str:
    """Return a mail to us."""
    head = f"From: Bob <bob@acme.example>\nTo: Ada <ada@example.com>\nDate: {_DATE}\n"
    return f"{head}Subject: Talk {number}\nMessage-ID: <{number}@acme.example>\n\nWords {number}.\n"


def _identity(env: dict[str, str]) -> tuple[str, ...]:
    name, address = env["GIT_AUTHOR_NAME"], env["GIT_AUTHOR_EMAIL"]
    return ("-c", f"user.name={name}", "-c", f"user.email={address}")


def _closed(number: int, *, won: bool) -> str:
    """Return the file of a closed deal; those that were won had a workshop."""
    steps = ["discovery", "demo", *(["workshop"] if won or number % 10 == 1 else []), "proposal"]
    met = {"discovery": "pain", "demo": "fit", "workshop": "plan", "proposal": "confirmed"}
    head = f'title = "T{number}"\ncompany = "C{number}"\nprocess = "line"\nrevision = 1\n'
    log = ['[[log]]\nat = 2026-03-01T09:00:00+01:00\nby = "ada"\nkind = "open"\n']
    log += [
        f"[[log]]\nat = 2026-03-{day:02}T09:00:00+01:00\nby = 'ada'\nkind = 'meeting'\n"
        f"steps = ['{step}']\nmet = ['{met[step]}']\nnote = 'n'\n"
        for day, step in enumerate(steps, 3)
    ]
    end = "result = 'won'" if won else "result = 'lost'\nreason = 'price'"
    log += [f"[[log]]\nat = 2026-03-20T09:00:00+01:00\nby = 'ada'\nkind = 'close'\n{end}\n"]
    return "\n".join([head, *log])
