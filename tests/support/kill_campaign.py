"""Kills of every writing command at random moments, and what is left after one more command.

    PYTHONPATH=tests python -m support.kill_campaign --kills 100     a hundred kills of each
    PYTHONPATH=tests python -m support.kill_campaign --full           2,000, 500, or 300
    PYTHONPATH=tests python -m support.kill_campaign --only sync,import --kills 50 --seed 7

The moment is drawn from the command's own measured duration; the signal is KILL (half of the
time), TERM, INT or HUP, to the process alone or to its group. One command follows, now and then
killed too and repeated. Then everything acknowledged is there, and the killed command's change
whole or not at all; git has it, under the command's own message; nothing is left over. It ends
with 1 where that did not hold.
"""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

from support.kill_books import Maker
from support.kill_cases import CASES, Case
from support.kill_checks import Left, State, finished, leftovers, look, read_state, subjects
from support.running import Done, Runner, quiet, standing, wait_for_change, warm

SIGNALS = ("KILL", "KILL", "KILL", "TERM", "INT", "HUP")
FOLLOWING = ("note", "other", "-m")
_COLUMNS = {
    "kills": "killed",
    "KILL": "KILL",
    "TERM": "TERM",
    "INT": "INT",
    "HUP": "HUP",
    "whole": "whole",
    "absent": "absent",
    "finished by the next": "finished by the next command",
    "half": "half",
    "lost": "x lost",
    "not committed": "x not committed",
    "failed": "failed",
}
_REPORTED = 100  # after so many kills it is said how far it is
_ROUGHLY = 10  # for so few kills the time that a command takes is taken once
_THOROUGH = 10  # every so-manieth kill is looked at by doctor and fsck too


@dataclass
class Campaign:
    """The kills of one command."""

    case: Case
    maker: Maker
    runner: Runner
    random: Random
    scratch: Path
    usual: float = 0.0
    number: int = 0
    whole: State = field(default_factory=dict)
    before: State = field(default_factory=dict)
    messages: frozenset[str] = frozenset()
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    shown: int = 0

    def measure(self, wanted: int) -> None:
        """Run the command undisturbed: how long it takes, and what it comes to.

        The median of three times, where many kills are wanted.
        """
        times = []
        for _ in range(3 if wanted > _ROUGHLY else 1):
            folder = self._fresh()
            self.before = read_state(folder / "book")
            done = self._start(folder, self.case.arguments).end()
            assert done.code == 0, (self.case, done)
            times.append(done.seconds)
            self.whole, self.messages = read_state(folder / "book"), subjects(folder / "book")
        assert self.case.name == "doctor fix" or self.whole != self.before, self.case
        self.usual = median(times)

    def kill(self) -> None:
        """Kill the command once, let one follow, and look at what is left."""
        folder = self._fresh()
        done, how = self._killed(folder, self.case.arguments)
        hit = done.code != 0
        self.usual *= 1.01 if hit else 0.97
        self.counts["killed" if hit else "done before it was killed"] += 1
        if not hit:
            self._calm(folder)
            return
        self.counts[how.split()[0]] += 1
        if self.random.random() < 0.5:
            self._calm(folder)
        notes = [] if self.random.random() < 0.8 else [self._follow_killed(folder)]
        followed = self._follow(folder)
        self._calm(folder)
        left = Left(
            *(self.case, folder, self.maker.env_at(folder)),
            *(self.before, self.whole, self.messages, tuple(notes)),
        )
        faults, kind = look(
            left, followed, self.runner, thorough=not self.counts["killed"] % _THOROUGH
        )
        self.counts[kind] += 1
        by_next = kind == "whole" and not notes and finished(followed)
        self.counts["finished by the next command"] += by_next
        self.counts["temporary files left"] += bool(leftovers(folder / "book"))
        if faults:
            self.counts["failed"] += 1
            self.counts.update({f"x {fault.partition(':')[0]}" for fault in faults})
            said = f" (what followed: {followed.err.strip()[:300]!r})"
            self.failures.append(f"{self.case.name}, {how}: {'; '.join(faults)}{said}")

    def _fresh(self) -> Path:
        shutil.rmtree(self.scratch / f"place-{self.number}", ignore_errors=True)
        self.number += 1
        folder = self.scratch / f"place-{self.number}"
        self.maker.copy(self.case.book, folder)
        return folder

    def _start(self, folder: Path, arguments: tuple[str, ...]):
        env = {**self.maker.env_at(folder), "EDITOR": self.case.editor or "false"}
        return self.runner.start(folder / self.case.place, env, *arguments)

    def _killed(self, folder: Path, arguments: tuple[str, ...]) -> tuple[Done, str]:
        name, group = self.random.choice(SIGNALS), self.random.random() < 0.5
        after = self.random.uniform(0.001, self.usual)
        deals = folder / "book/deals"
        before = standing(deals)
        running = self._start(folder, arguments)
        if writing := self.random.random() < 0.3:  # where a cut would be worst
            wait_for_change(deals, before, 2 * self.usual)
            after = self.random.uniform(0, 0.005)
        time.sleep(after)
        running.send(getattr(signal, f"SIG{name}"), group=group)
        whom = "the group" if group else "it alone"
        since = "the first file" if writing else "the start"
        return running.end(), f"{name} to {whom} {after:.4f} s after {since}"

    def _follow(self, folder: Path) -> Done:
        """Run what follows; again where a lock of git that the kill left stood in its way."""
        line = self.case.arguments if self.case.again else (*FOLLOWING, "followed")
        done = self._start(folder, line).end()
        if "lock" in done.err:
            self._calm(folder)
            self.counts["followed twice, for a lock of git"] += 1
            if self.case.place:
                second = line if self.case.again else (*FOLLOWING, "unlocked")
                done = self._start(folder, second).end()
            else:  # the book is made by now; what is not committed yet is up to another command
                done = self.runner.run(
                    folder / "book", self.maker.env_at(folder), "doctor", "--fix"
                )
        return done

    def _follow_killed(self, folder: Path) -> str:
        """Kill what follows, for what it finishes or takes back is to be finished by the next."""
        line = self.case.arguments if self.case.again else (*FOLLOWING, "killed too")
        done, _ = self._killed(folder, line)
        self.counts["killed while following"] += 1
        return "" if done.code else "killed too"

    def _calm(self, folder: Path) -> None:
        """Wait for orphans; delete what they left locked, as git says to."""
        if not quiet(folder):
            self.failures.append(f"{self.case.name}: something works on for ever")
        for form in (
            "*/.git/*.lock",
            "hub.git/*.lock",
            "*/.git/refs/**/*.lock",
            "hub.git/refs/**/*.lock",
        ):
            for path in folder.glob(form):
                path.unlink(missing_ok=True)
                self.counts["locks of git removed"] += 1


def main(words: list[str] | None = None) -> int:
    """Run the campaigns that the command line names."""
    options = _options().parse_args(words)
    shared = Path("/dev/shm")  # noqa: S108 - a name nobody can guess is made in it
    scratch = Path(
        tempfile.mkdtemp(prefix="salescli-kills-", dir=shared if shared.is_dir() else None)
    )
    total: Counter[str] = Counter()
    rows: dict[str, Counter[str]] = {}
    names = options.only.split(",") if options.only else [case.name for case in CASES]
    try:
        with warm(scratch) as forks:
            runner = Runner(scratch) if options.cold else forks
            maker = Maker(scratch, forks)
            for case in CASES:
                if case.name in names:
                    wanted = case.full if options.full else options.kills
                    rows[case.name] = _one(case, wanted, options, (maker, runner, scratch))
                    total.update(rows[case.name])
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"all: {_line(total)}\n{table(rows)}")
    return int(bool(total["failed"]))


def _one(case: Case, wanted: int, options, places) -> Counter[str]:
    """Kill one command so many times and report it."""
    maker, runner, scratch = places
    begun = time.monotonic()
    random = Random(f"{options.seed} {case.name}")  # noqa: S311 - moments, no secret
    campaign = Campaign(case, maker, runner, random, scratch)
    campaign.measure(wanted)
    try:
        while campaign.counts["killed"] < wanted:
            before = campaign.counts["killed"]
            campaign.kill()
            if before < campaign.counts["killed"] and not campaign.counts["killed"] % _REPORTED:
                _report(campaign, begun, options.show)
    finally:
        _report(campaign, begun, options.show)
    last = scratch / f"place-{campaign.number}"
    quiet(last)
    shutil.rmtree(last, ignore_errors=True)
    campaign.counts["failed"] = max(campaign.counts["failed"], bool(campaign.failures))
    return campaign.counts


def _report(campaign: Campaign, begun: float, show: int) -> None:
    """Say how far a campaign is, and what failed since that was said last."""
    seconds = time.monotonic() - begun
    print(f"{campaign.case.name}: {seconds:.0f} s: {_line(campaign.counts)}")
    for failure in campaign.failures[campaign.shown : show]:
        print(f"    {failure}")
    campaign.shown = len(campaign.failures)
    sys.stdout.flush()


def table(rows: dict[str, Counter[str]]) -> str:
    """Return what became of the kills of each command, a row for each."""
    heads = ["command", *_COLUMNS]
    lines = [[name, *(str(row[key]) for key in _COLUMNS.values())] for name, row in rows.items()]
    widths = [max(map(len, column)) for column in zip(heads, *lines, strict=True)]
    texts = [
        [cell.rjust(width) for cell, width in zip(line, widths, strict=True)]
        for line in [heads, *lines]
    ]
    return "\n".join("  ".join(line) for line in texts)


def _line(counts: Counter[str]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items() if number)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="names of commands, separated by commas")
    parser.add_argument("--kills", type=int, default=10, help="of each")
    parser.add_argument("--full", action="store_true", help="as many as each command asks for")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=5, help="failures to print of each")
    parser.add_argument("--cold", action="store_true", help="start the program anew each time")
    return parser


if __name__ == "__main__":
    sys.exit(main())
