"""What a long memory costs: python tests/bench/remembering.py

Times `history` of one deal in a book with many commits, without git's index of changed paths (the
first call, as in a fresh clone) and with it; and `sync` where two clones have both logged on every
deal. Each run stands beside one of `python -c pass`: quote the medians of the multiples. The aims:
history at most 40 times the empty program, sync in seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

from books import NOW, write_book

MOST = 40.0  # times `python -c pass`, for history
JOBS = ("history DEAL", "history DEAL --limit 6")
START = datetime.fromisoformat(NOW) - timedelta(hours=3)
BEGINNING = "2015-01-01T09:00:00+01:00"  # of a book
_BRANCH = "refs/heads/main"
_WHO = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.com",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
_SAID = (
    "They rang back: the second site wants the scanners before the stocktaking.",
    "Sent the figures that finance asked for; Dana reads them over the weekend.",
    "The works council has no objection, as long as the log is kept for a week only.",
    "Nothing new; their new head of purchasing starts on the first of the month.",
)


@dataclass(frozen=True)
class Result:
    """The runs of one command, summed up. Ratios are multiples of `python -c pass`."""

    command: str
    index: str
    commits: int
    deals: int
    ratio: float
    least: float
    most: float
    seconds: float


@dataclass(frozen=True)
class Timer:
    """Times an installed program, each run beside one of the empty Python program."""

    salescli: Path
    rounds: int

    def result(
        self, command: str, index: str, size: tuple[int, int], books: Iterable[Path], deal: str = ""
    ) -> Result:
        """The result of a command in these books, one a run; `size` is its commits and deals."""
        empty, taken = [], []
        words = [str(self.salescli), *command.replace("DEAL", deal).split()]
        for book in books:
            empty.append(timed([sys.executable, "-c", "pass"], book))
            taken.append(timed(words, book))
        unit = median(empty)
        ratios = [seconds / unit for seconds in taken]
        spread = median(ratios), min(ratios), max(ratios)
        return Result(command, index, *size, *spread, median(taken))


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the books, time the commands, print the table."""
    given = _parser().parse_args(arguments)
    if not given.salescli.is_file():
        sys.exit(f"there is no {given.salescli}: install salescli, or name it with --salescli")
    timer = Timer(given.salescli.absolute(), given.rounds)
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="salescli-bench-") as folder:
        results = _history(timer, Path(folder), given.commits, given.deals)
        results.append(_sync(timer, Path(folder), given.deals))
    print("\n".join(table(results)))
    print(f"{given.rounds} rounds; load {load:.1f} before, {os.getloadavg()[0]:.1f} after")
    if given.json:
        given.json.write_text(json.dumps(_report(results, given, load), indent=2) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    beside = Path(sys.executable).parent / "salescli"
    parser.add_argument("--salescli", type=Path, default=beside, metavar="PATH")
    parser.add_argument("--commits", type=int, default=10_000, help="of the book with a past")
    parser.add_argument("--deals", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    return parser


def _history(timer: Timer, folder: Path, commits: int, deals: int) -> list[Result]:
    """`history` of the deal with the most commits of its own, whole and the newest of it."""
    book = folder / "past"
    start_book(book, deals)
    changed = log_on(book, commits - 1, START - timedelta(hours=commits))
    # A book that grew by itself was packed now and then; an index would come with it.
    git(book, "-c", "gc.writeCommitGraph=false", "gc", "-q")
    deal = max(changed, key=changed.count)
    size = commits, deals
    first = [timer.result(job, "no", size, _unindexed(book, timer.rounds), deal) for job in JOBS]
    git(book, "commit-graph", "write", "--reachable", "--changed-paths", "--split")
    return first + [timer.result(job, "yes", size, [book] * timer.rounds, deal) for job in JOBS]


def _unindexed(book: Path, rounds: int) -> Iterator[Path]:
    """The book again and again, each time without what a slow `history` has git index."""
    for _ in range(rounds):
        shutil.rmtree(book / ".git" / "objects" / "info" / "commit-graphs", ignore_errors=True)
        yield book


def _sync(timer: Timer, folder: Path, deals: int) -> Result:
    """`sync` of the second of two clones, where the first has sent what it logged."""
    start_book(folder / "one", deals)
    git(folder, "clone", "-q", "--bare", "one", "hub.git")
    git(folder, "clone", "-q", "hub.git", "two")
    log_on(folder / "one", deals, START + timedelta(hours=1))
    log_on(folder / "two", deals, START + timedelta(hours=1, minutes=1))
    git(folder / "one", "push", "-q", str(folder / "hub.git"), "main")
    copies = list(_copies(folder, timer.rounds))
    result = timer.result("sync", "-", (2 * deals + 1, deals), copies)
    for copy in copies:
        _expect_both(folder, copy)
    return result


def _copies(folder: Path, rounds: int) -> Iterator[Path]:
    """Copies of the second clone, each with a hub of its own."""
    for number in range(rounds):
        place = folder / f"round-{number}"
        for name in ("hub.git", "two"):
            shutil.copytree(folder / name, place / name, symlinks=True)
        git(place / "two", "remote", "set-url", "origin", str(place / "hub.git"))
        yield place / "two"


def _expect_both(folder: Path, copy: Path) -> None:
    """A quick wrong answer doesn't count: each deal has the entries of both, and is sent."""
    for file in sorted((copy / "deals").iterdir()):
        logged = [
            (folder / side / "deals" / file.name).read_text("utf-8") for side in ("one", "two")
        ]
        merged = file.read_text("utf-8")
        if any(text.rpartition("[[log]]")[2].strip() not in merged for text in logged):
            sys.exit(f"sync lost an entry of {file.name}")
    if git(copy, "rev-parse", "HEAD") != git(copy.parent / "hub.git", "rev-parse", "main"):
        sys.exit("sync did not send the merge")


def start_book(book: Path, deals: int) -> None:
    """Make a book whose first commit holds all of its deals."""
    write_book(book, deals)
    (book / ".gitignore").write_text(".salescli/\n")
    (book / ".gitattributes").write_text("deals/*.toml merge=salescli\n")
    git(book, "init", "-q", "-b", "main")
    git(book, "add", ".")
    git(book, "-c", "gc.auto=0", "commit", "-q", "-m", "A book of deals\n\nMade-by: salescli")


def log_on(book: Path, commits: int, since: datetime) -> list[str]:
    """Log on the deals in shuffled turns, a commit each; the handles in the order of commits.

    The times lie between `since` and an hour before NOW at the latest, as far apart as they can.
    """
    texts = {file.stem: file.read_text("utf-8") for file in sorted((book / "deals").iterdir())}
    random = Random(str(since))  # noqa: S311 - the same book each time
    handles: list[str] = []
    while len(handles) < commits:
        handles += random.sample(list(texts), min(len(texts), commits - len(handles)))
    last = datetime.fromisoformat(NOW) - timedelta(hours=1)
    stream = []
    for number, handle in enumerate(handles):
        at = (since + (last - since) * number / commits).replace(microsecond=0)
        kind, entry = _entry(random, texts[handle], at)
        texts[handle] += entry
        stream.append(_commit(handle, kind, texts[handle], at, first=not number))
    git(book, "fast-import", "--quiet", "--force", told=b"".join(stream))
    git(book, "reset", "-q", "--hard")
    return handles


def _entry(random: Random, text: str, at: datetime) -> tuple[str, str]:
    """The command that logs an entry, and the entry: a note, or a call with a next step."""
    note = random.choice(_SAID)
    head = f'\n[[log]]\nat = {at.isoformat()}\nby = "ada"\nkind = '
    if 'kind = "close"' in text or random.random() < 0.5:
        return "note", f'{head}"note"\nnote = "{note}"\n'
    due = (at + timedelta(days=random.randint(2, 9))).date()
    following = f'[log.next]\nwhat = "Ring them again"\non = {due}\n'
    return "log", f'{head}"call"\nnote = "{note}"\n\n{following}'


def _commit(handle: str, kind: str, text: str, at: datetime, *, first: bool) -> bytes:
    """A commit of one deal, as git's fast-import reads it and as salescli words it."""
    message = f"{handle}: {kind}\n\nMade-by: salescli\n".encode()
    whole = text.encode()
    return b"".join((
        f"commit {_BRANCH}\n".encode(),
        f"committer Ada <ada@example.com> {int(at.timestamp())} +0100\n".encode(),
        f"data {len(message)}\n".encode() + message,
        f"from {_BRANCH}^0\n".encode() if first else b"",
        f"M 100644 inline deals/{handle}.toml\ndata {len(whole)}\n".encode() + whole + b"\n",
    ))  # fmt: skip


def git(folder: Path, *arguments: str, told: bytes = b"") -> bytes:
    """What git says in a folder; it must succeed. What it commits is older than any entry."""
    old = {f"GIT_{who}_DATE": BEGINNING for who in ("AUTHOR", "COMMITTER")}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=_environ(folder) | old, input=told,
        capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"git {arguments[0]} ended with {done.returncode}: {done.stderr.decode()}")
    return done.stdout


def timed(command: list[str], book: Path) -> float:
    """The seconds of one process, from its start to its end; it must succeed."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=book, env=_environ(book), capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode:
        said = (done.stdout + done.stderr).decode()
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {said}")
    return seconds


def _environ(book: Path) -> dict[str, str]:
    environ = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return environ | {"HOME": str(book.parent), "SALESCLI_NOW": NOW, "TZ": "Europe/Berlin", **_WHO}


def table(results: Sequence[Result]) -> list[str]:
    """The lines to print, a row for each result; then the aims."""
    head = f"{'command':<24}{'index':>6}{'commits':>9}{'deals':>7}"
    rows = [
        f"{one.command:<24}{one.index:>6}{one.commits:>9,}{one.deals:>7,}"
        f"{one.ratio:>9.1f}x{one.least:>8.1f}x{one.most:>8.1f}x{one.seconds * 1000:>9.0f}"
        for one in results
    ]
    aims = f"the aims: history {MOST:.0f}x at most; sync in seconds"
    return [f"{head}{'median':>10}{'min':>9}{'max':>9}{'ms':>9}", *rows, aims]


def _report(results: Sequence[Result], given: argparse.Namespace, load: float) -> dict[str, object]:
    return {
        "version": 1,
        "date": date.today().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors",
        "python": platform.python_version(),
        "rounds": given.rounds,
        "load": load,
        "unit": "python -c pass",
        "results": [asdict(one) for one in results],
    }


if __name__ == "__main__":
    main()
