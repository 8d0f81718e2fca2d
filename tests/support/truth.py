"""Whether what is said is so: two people, two clones, and what they do at random.

    PYTHONPATH=tests python -m support.truth --sequences 300 --seed 1

After each command its 'Next:' is what `show --json` says, an open deal has an agenda where an
encounter, a skip or a step called off came last, a refused command changed nothing, and `undo`
takes back only what is one's own. `undo` so many times and `redo` as often gives the same deals.
After `sync` all that both had is there; at the end both have the same.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from salescli.domain.time.moment import local
from salescli.text.wording import when_text
from support.clones import git
from support.sync_machines import Machine
from support.sync_resolving import answer_sync
from support.truth_acts import Act, Hand, Words
from support.truth_people import Person, copy_people, make_people, tokens_at

LENGTH = 30
_PAUSES = (1, 20, 70, 600, 4000, 30000, 90000)  # seconds between two commands
_SAYS = re.compile(r"(?:Next|Then): (.*?) (?=Then: |salescli |$)")
_ENDS = ("log", "skip", "cancel", "schedule", "reopen", "add")  # an open deal has an agenda then


@dataclass
class Sequence:
    """What two people do, one command after another."""

    people: list[Person]
    random: Random
    words: Words = field(default_factory=Words)
    trail: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def play(self, length: int = LENGTH) -> None:
        """Do so many commands, and make both copies one at the end."""
        for _ in range(length):
            self._pass_time()
            person = self.random.choice(self.people)
            self.step(person, Hand(self.random, person, self.words).draw())
            if self.failures:
                return
        for person in (*self.people, *self.people):
            self.step(person, Act(("sync",)))
        one, other = (person.meaning() for person in self.people)
        if one != other:
            unlike = sorted(name for name in {**one, **other} if one.get(name) != other.get(name))
            self._fail(f"the copies differ: {unlike}")

    def step(self, person: Person, act: Act) -> None:
        """Do one thing, and look whether all is so."""
        self.trail.append(f"{person.name} {person.now:%d %H:%M:%S}: {' '.join(act.words)}")
        try:
            if act.name == "sync":
                self._sync(person)
            elif act.name == "undo and redo":
                self._there_and_back(person, int(act.words[1]))
            else:
                self._command(person, act)
        except Exception:  # noqa: BLE001 - that is what is looked for
            self._fail(traceback.format_exc(limit=-6))

    def _pass_time(self) -> None:
        clock = self.people[0].clock
        clock.now += timedelta(seconds=self.random.choice(_PAUSES))

    def _fail(self, text: str) -> None:
        self.failures.append(text)

    def _command(self, person: Person, act: Act) -> None:
        before, had = person.text(), person.tokens()
        done = person.run(*act.words)
        self.counts[f"{act.name}{' refused' * bool(done.code)}"] += 1
        self.trail[-1] += f"  -> {done.code} {(done.err or done.out).strip()[:200]!r}"
        if done.code:
            if done.code != 2 or "Traceback" in done.err:
                self._fail(f"ended with {done.code}: {done.err}")
            if person.text() != before:
                self._fail("refused, and yet something was changed")
            return
        if act.name in ("undo", "redo"):
            self._check_own(person, had)
        elif act.deal:
            opened = [name for name in person.handles() if name not in before and act.name == "win"]
            self._check_said(person, opened[0] if opened else act.deal, act.name, done.out)
        if "not committed" in done.err or git(person.folder, "status", "--porcelain"):
            self._fail(f"not committed: {done.err}")

    def _check_own(self, person: Person, had: set[str]) -> None:
        lost = {word for word in had - person.tokens() if self.words.by[word] != person.name}
        if lost:
            self._fail(f"took away what is somebody else's: {sorted(lost)}")

    def _check_said(self, person: Person, handle: str, command: str, out: str) -> None:
        deal = person.show(handle)
        agenda, said = deal["agenda"], _SAYS.findall(" ".join(out.split()) + " ")
        if deal["status"] == "open" and command in _ENDS and not agenda:
            self._fail("an open deal is left without an agenda")
        must = command in (*_ENDS, "amend") and deal["status"] == "open" and agenda
        if must and "nothing to change" not in out and len(said) != len(agenda):
            self._fail(f"said {said}, on the agenda {agenda}")
        for text, item in zip(said, agenda, strict=False):
            if not _says(text, item):
                self._fail(f"said {text!r}, on the agenda {item!r}")
        if deal["next"] != (agenda[0] if agenda else None):
            self._fail(f"next is {deal['next']}, on the agenda {agenda}")

    def _there_and_back(self, person: Person, times: int) -> None:
        before, had = person.meaning(), person.tokens()
        taken = 0
        for _ in range(times):
            done = person.run("undo", "--yes")
            if done.code:
                break
            self._check_own(person, had)
            self._pass_time()
            taken += 1
        for number in range(taken):
            done = person.run("redo", "--yes")
            if done.code:
                self._fail(f"{taken} times undone, redo {number + 1} refused: {done.err}")
                return
        if person.meaning() != before:
            self._fail(f"{taken} times undone and redone, and not the same")
        self.counts["undone and redone"] += taken
        self.trail[-1] += f"  -> {taken}"

    def _sync(self, person: Person) -> None:
        folder = person.folder
        git(folder, "fetch", "-q", "origin")
        base = git(folder, "merge-base", "HEAD", "origin/main").strip()
        ours, theirs, both = (
            person.tokens(),
            *(tokens_at(folder, name) for name in ("origin/main", base)),
        )
        expected = (ours & theirs) | (ours - both) | (theirs - both)
        done = person.run("sync")
        self.counts["sync"] += 1
        if done.code == 1:
            self._resolve(person)
            return
        if done.code:
            self._fail(f"sync ended with {done.code}: {done.err}")
        if lost := expected - person.tokens():
            self._fail(f"lost by sync: {sorted(lost)}")
        for handle in person.handles():
            person.show(handle)
            if sum(entry["kind"] == "open" for entry in person.log(handle)) > 1:
                self._fail(f"{handle} was opened twice")

    def _resolve(self, person: Person) -> None:
        self.counts["sync with a conflict"] += 1
        code, screen = answer_sync(Machine(person.name, person.folder, person.env))
        self.trail[-1] += "  -> conflicts answered"
        if code:
            self._fail(f"sync, asked, ended with {code}: {screen}")


def _says(text: str, item: dict) -> bool:
    """Return whether a message says of a next step what `show --json` does."""
    on = item["on"]
    when = local(datetime.fromisoformat(on)) if "T" in on else date.fromisoformat(on)
    present = f", with {', '.join(item['with'])}" if item["with"] else ""
    begins = text.startswith(f"{item['what'] or item['step']} on {when_text(when)}")
    agreed = "; not confirmed yet" not in text
    return begins and present in text and agreed == item["agreed"]


def play(template: Path, folder: Path, seed: int, length: int = LENGTH) -> Sequence:
    """Play the sequence of a seed on a copy of the book."""
    people = copy_people(template, folder)
    sequence = Sequence(people, Random(seed))  # noqa: S311 - a sequence to repeat, no secret
    sequence.play(length)
    return sequence


def main(words: list[str] | None = None) -> int:
    """Play as the command line says; 1 where something was not so."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sequences", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--length", type=int, default=LENGTH)
    parser.add_argument("--stop", type=int, default=5, help="end after so many that failed")
    parser.add_argument("--keep", type=Path, help="keep the books of what failed here")
    options = parser.parse_args(words)
    scratch = Path(tempfile.mkdtemp(prefix="salescli-truth-"))
    total: Counter[str] = Counter()
    failed, begun, number = 0, time.monotonic(), 0
    make_people(scratch / "template")
    for number in range(options.sequences):
        seed = options.seed + number
        folder = scratch / f"sequence-{seed}"
        sequence = play(scratch / "template", folder, seed, options.length)
        total += sequence.counts
        if sequence.failures:
            failed += 1
            print(f"seed {seed}:", *sequence.trail, *sequence.failures, sep="\n  ", flush=True)
            if options.keep:
                shutil.copytree(folder, options.keep / folder.name, symlinks=True)
        shutil.rmtree(folder)
        if failed >= options.stop:
            break
    shutil.rmtree(scratch)
    print(f"{number + 1} sequences in {time.monotonic() - begun:.0f} s, {failed} failed")
    print(json.dumps(dict(sorted(total.items())), indent=1))
    return int(bool(failed))


if __name__ == "__main__":
    import os

    os.environ["TZ"] = "Europe/Berlin"
    time.tzset()
    sys.exit(main())
