"""What the benchmark measures, and the aims: a row for each command, book and state."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

NONE, FEW, MANY, HUGE = range(4)  # which of the sizes a book has

# What of a book is known before a command runs.
KEPT, CHANGED, COLD, LOGGED = "warm", "one deal changed", "cold", "logged"
AFTER_LOG = "after `log`"  # one deal was changed by a command of ours
FIRST = "asked first"  # all deals are known, and no answer is kept
COMMITTED, COMPLETED = "with git", "completed by a shell"
OTHER = "task"  # taskwarrior, beside which salescli is measured


@dataclass(frozen=True)
class Row:
    """A command to time: its words, and the book that it works on, by its size and state.

    The aims are multiples of `python -c pass`, and megabytes; None where there is none.
    """

    words: str
    size: int | None = None
    aim: float | None = None
    state: str = KEPT
    terminal: bool = False
    memory: float | None = None
    label: str = ""

    @property
    def name(self) -> str:
        """What is measured, in words."""
        place = ", in a terminal" if self.terminal else ""
        state = "" if self.state in (KEPT, LOGGED) else f", {self.state}"
        return f"{self.label or self.words}{place}{state}"

    @property
    def is_ours(self) -> bool:
        """Whether it is a command of salescli."""
        return not self.words.startswith(OTHER)

    def book(self, folder: Path, sizes: list[int]) -> Path:
        """The folder of its book: one that only rows of its size and state work on."""
        if self.size is None:
            return folder
        kind = self.state if self.is_ours else OTHER
        return folder / f"{sizes[self.size]} {kind}"

    @property
    def before(self) -> str:
        """The words of a command that runs before each run, and isn't timed; '' for none."""
        return LOG if self.state == AFTER_LOG else ""

    def prepare(self, book: Path) -> None:
        """Bring the book into the state that the row is about, before each run."""
        if self.state == COLD:
            shutil.rmtree(book / ".salescli", ignore_errors=True)
        elif self.state == FIRST:
            for answer in (book / ".salescli").glob("*.answer"):
                answer.unlink()
        elif self.state == CHANGED:
            # Always the same deal: whatever was kept knows of the other ones.
            deal = min((book / "deals").iterdir(), default=None)
            if deal is not None:
                with deal.open("a", encoding="utf-8") as file:
                    file.write(f"# {os.getpid()}\n")


LOG = "log DEAL discovery --kind call --next demo --on 2026-12-01"

ROWS = (
    Row("--version", aim=1.5),
    Row("--help", aim=6),
    Row("complete-words fish -- show alpen-e", FEW, 9, label="show alpen-e", state=COMPLETED),
    Row("complete-words fish -- show alpen-e", MANY, 9, label="show alpen-e", state=COMPLETED),
    Row("next --brief", FEW, 2.5),
    Row("next", NONE, 5),
    Row("next", FEW, 2.1),
    Row("next", MANY, 6),
    Row("next --mine", FEW, 2.1),
    Row("next --mine", MANY, 6),
    Row("next", FEW, 4, CHANGED),
    Row("next", MANY, 10, CHANGED),
    Row("next", FEW, 4, AFTER_LOG),
    Row("next", MANY, 10, AFTER_LOG),
    Row("next", HUGE),
    Row("next", HUGE, 40, CHANGED),
    Row("next", HUGE, 40, AFTER_LOG),
    Row("next --list", FEW, state=CHANGED, terminal=True),
    Row("next --list", MANY, state=CHANGED, terminal=True),
    Row("next --list", FEW, state=AFTER_LOG, terminal=True),
    Row("next --list", MANY, state=AFTER_LOG, terminal=True),
    Row("next", NONE, state=COLD),
    Row("next", FEW, 25, COLD),
    Row("next", MANY, 190, COLD, memory=120),
    Row("next --list", NONE, 9, terminal=True),
    Row("next --list", FEW, 10, terminal=True),
    Row("next --list", MANY, 16, terminal=True),
    Row("list", FEW, 7),
    Row("list", MANY, 14),
    Row("list", MANY, 14, terminal=True),
    Row("board", FEW, 7),
    Row("board", MANY, 14),
    Row("show DEAL", FEW, 8),
    Row("show DEAL", MANY, 16),
    Row("brief DEAL", FEW, 8),
    Row("brief DEAL", MANY, 16),
    Row("find call", FEW, label="find WORD, in most deals"),
    Row("find call", MANY, label="find WORD, in most deals"),
    Row("find call", MANY, terminal=True, label="find WORD, in most deals"),
    Row("find liability", FEW, label="find WORD, in none"),
    Row("find liability", MANY, label="find WORD, in none"),
    Row("find liability", FEW, state=CHANGED, label="find WORD, in none"),
    Row("find liability", MANY, state=CHANGED, label="find WORD, in none"),
    Row("find liability", HUGE, 60, CHANGED, label="find WORD, in none"),
    Row("show DEAL", FEW, state=FIRST),
    Row("show DEAL", MANY, state=FIRST),
    Row("brief DEAL", MANY, state=FIRST),
    Row("find liability", MANY, state=FIRST, label="find WORD, in none"),
    Row("check --select N", MANY, state=FIRST),
    Row("brief --week", MANY, state=FIRST),
    Row("people kim", FEW, 8),
    Row("people kim", MANY, 16),
    Row("list", FEW, state=CHANGED),
    Row("list", MANY, state=CHANGED),
    Row("board", MANY, state=CHANGED),
    Row("report", MANY, state=CHANGED),
    Row("brief --week", FEW),
    Row("brief --week", MANY),
    Row("check", FEW, 8),
    Row("check", MANY, 16),
    Row("check", FEW, 10, CHANGED),
    Row("check", MANY, 20, CHANGED),
    Row("check --select N", FEW, 10),
    Row("check --select N", MANY, 20),
    Row("check DEAL", FEW, 8),
    Row("check DEAL", MANY, 16),
    Row("check", FEW, state=COLD),
    Row("check", MANY, 400, COLD, memory=150),
    Row(LOG, FEW, 9, LOGGED, label="log DEAL …"),
    Row(LOG, MANY, 12, LOGGED, label="log DEAL …"),
    Row(LOG, FEW, 13, COMMITTED, label="log DEAL …"),
    Row(LOG, MANY, 16, COMMITTED, label="log DEAL …"),
    Row("report", FEW, 10),
    Row("report", MANY, 25, memory=300),
    Row("report", MANY, 60, COLD, memory=300),
    Row("learn small-business", FEW, 10),
    Row("learn small-business", MANY, 25),
    Row("task next", FEW),
    Row("task next", MANY),
)
