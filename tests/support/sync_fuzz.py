"""A fuzzer for sync: clones and a hub, random commands, and everything that goes wrong meanwhile.

    PYTHONPATH=tests python -m support.sync_fuzz --rounds 500 --seed 1
    PYTHONPATH=tests python -m support.sync_fuzz --seed 17 --rounds 1     that round again
    PYTHONPATH=tests python -m support.sync_fuzz --faults kill-group --actions command,sync

It ends with 1 where anything was lost, and prints the seed, the trail of commands and what is
missing. Times decide where a kill falls, so a seed gives the same commands and the same draws,
not the same instruction: repeat it (`--again 20`) to see a narrow one.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from support.running import Runner, Warm, warm
from support.sync_faults import FAULTS, small_disk, unmount
from support.sync_machines import copy_world, make_template
from support.sync_round import Round, Setup
from support.sync_steps import step

_SMALL, _LARGE = 8, 40  # deals of the two templates
_DISK = 96  # megabytes


def main(words: list[str] | None = None) -> int:
    """Fuzz as the command line says; 1 where something was lost."""
    options = _options().parse_args(words)
    scratch = Path(tempfile.mkdtemp(prefix="salescli-proof-"))
    place = scratch / "disk"
    place.mkdir()
    disk = small_disk(place, _DISK)
    total: Counter[str] = Counter()
    failed, begun = 0, time.monotonic()
    try:
        with warm(scratch) as forks:
            fuzzer = Fuzzer(options, forks, scratch, place, disk)
            for number in range(options.rounds):
                seed = options.seed + number // options.again
                played = fuzzer.play(seed)
                total.update(played.counts)
                total.update(f"found: {kind}" for kind in {_kind(text) for text in played.failures})
                failed += bool(played.failures)
                _report(seed, played, show=failed <= options.show)
                if failed >= options.stop:
                    break
    finally:
        if disk:
            unmount(disk)
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"{number + 1} rounds in {time.monotonic() - begun:.0f} s, {failed} of them with losses")
    for name, count in sorted(total.items()):
        print(f"  {count:>6}  {name}")
    return int(bool(failed))


@dataclass
class Fuzzer:
    """What the rounds share: the runner, the books that they begin with, usual durations."""

    options: argparse.Namespace
    forks: Warm
    scratch: Path
    place: Path
    disk: Path | None
    usual: dict[str, float] = field(default_factory=dict)

    def play(self, seed: int) -> Round:
        """Play the round of a seed."""
        random = Random(seed)  # noqa: S311 - a round to repeat, no secret
        folder = self.place / f"round-{seed}"
        shutil.rmtree(folder, ignore_errors=True)
        template = self._template(random.choice((_SMALL, _LARGE)))
        world = copy_world(template, folder, random.choice((2, 2, 3)))
        options = self.options
        setup = Setup(options.faults, options.actions, options.share, options.steps)
        runner = Runner(self.scratch) if options.cold else self.forks
        round_ = Round(world, random, runner, setup, self.scratch, self.disk, self.usual)
        for _ in range(setup.steps):
            step(round_)
        round_.finish(checked=options.caches)
        shutil.rmtree(folder, ignore_errors=True)
        return round_

    def _template(self, deals: int) -> Path:
        """Return the machines with so many deals, made the first time."""
        folder = self.scratch / f"template-{deals}"
        if not folder.exists():
            folder.mkdir()
            make_template(folder, self.forks, deals)
        return folder


def _kind(failure: str) -> str:
    """Return what sort of failure it is, without names."""
    words = failure.split(": ")
    return words[1] if words[0] in {"Ada", "Bob", "Cy"} else words[0]


def _report(seed: int, played: Round, *, show: bool) -> None:
    if not played.failures or not show:
        return
    print(f"seed {seed}: {len(played.failures)} failures\n  trail:")
    for line in played.trail:
        print(f"    {line}")
    print("  missing or wrong:")
    for line in played.failures[:40]:
        print(f"    {line}")
    sys.stdout.flush()


def _options() -> argparse.ArgumentParser:
    def names(text: str) -> tuple[str, ...]:
        return tuple(filter(None, text.split(",")))

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", type=int, default=1, help="rounds of each seed")
    parser.add_argument("--steps", type=int, default=12, help="steps of a round")
    parser.add_argument("--share", type=float, default=0.5, help="commands with a fault")
    parser.add_argument("--faults", type=names, default=FAULTS, help=",".join(FAULTS))
    parser.add_argument("--actions", type=names, default=(), help="only these kinds of steps")
    parser.add_argument("--caches", type=int, default=1, help="machines whose caches are compared")
    parser.add_argument("--stop", type=int, default=10**9, help="end after so many failed rounds")
    parser.add_argument("--show", type=int, default=3, help="failed rounds to print in full")
    parser.add_argument("--cold", action="store_true", help="start the program anew each time")
    return parser


if __name__ == "__main__":
    sys.exit(main())
