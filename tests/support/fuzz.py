"""The fuzzer, on demand: odd inputs for the parsers, the writers and the commands.

    PYTHONPATH=tests python -m support.fuzz                           1,000 inputs for each target
    PYTHONPATH=tests python -m support.fuzz deal check-deal -n 9999   so many for these two
    PYTHONPATH=tests python -m support.fuzz --finds DIR               keeps what fails there

For each target: how many inputs, how many were refused in good order, how many outcomes were new
(their inputs are mutated on), the CPU time of the slowest one, and how many failed: raised
something other than SalescliError, or took over a second. One run is like the other, up to the
seed. A target more is a line more in tests/support/fuzz_targets.py.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random
from time import process_time

from salescli.errors import SalescliError
from support.fuzz_targets import TARGETS, Target
from support.mutating import mutated

SLOW = 1.0  # seconds of CPU
_MOST_SEEDS = 2_000


@dataclass
class Tally:
    """What came of the inputs for one target. `finds` are those that failed, each with why."""

    name: str
    inputs: int = 0
    refused: int = 0
    outcomes: int = 0
    slowest: float = 0.0
    finds: list[tuple[bytes, str]] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.name:<15}{self.inputs:>9,} inputs {self.refused:>9,} refused"
            f" {self.outcomes:>6,} outcomes   slowest {self.slowest * 1000:7.1f} ms"
            f"   {len(self.finds)} failed"
        )


def fuzz(name: str, target: Target, count: int, seed: int = 0) -> Tally:
    """Throw so many inputs at a target, its own seeds among them."""
    rng = Random(f"{name}/{seed}")  # noqa: S311 - repeatable is what it has to be
    seeds = target.seeds()
    first, known, tally = list(seeds[:count]), set(), Tally(name)
    for number in range(count):
        data = first[number] if number < len(first) else mutated(seeds, target.tokens, rng)
        start = process_time()
        try:
            outcome = target.run(data)
        except SalescliError as error:
            tally.refused += 1
            outcome = error.message[:30]
        except Exception:  # noqa: BLE001 - that is what is looked for
            outcome = None
            tally.finds.append((data, traceback.format_exc(limit=-4)))
        took = process_time() - start
        if took > SLOW:
            tally.finds.append((data, f"took {took:.1f} s"))
        tally.inputs += 1
        tally.slowest = max(tally.slowest, took)
        if outcome not in known:
            known.add(outcome)
            if len(seeds) < _MOST_SEEDS:
                seeds.append(data)
    tally.outcomes = len(known)
    return tally


def keep(tally: Tally, folder: Path) -> None:
    """Write each find into a file, and why it is one into another."""
    folder.mkdir(parents=True, exist_ok=True)
    for data, why in tally.finds:
        name = f"{tally.name}-{sha256(data).hexdigest()[:8]}"
        (folder / name).write_bytes(data)
        (folder / f"{name}.why").write_text(why, errors="backslashreplace")


def main() -> int:
    """Fuzz as the arguments say; the exit code: 1 where anything failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("-n", "--count", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--finds", type=Path)
    asked = parser.parse_args()
    failed = 0
    for name in asked.targets or TARGETS:
        tally = fuzz(name, TARGETS[name], asked.count, asked.seed)
        print(tally, flush=True)
        for _, why in tally.finds[:3]:
            print(why.rstrip())
        if asked.finds:
            keep(tally, asked.finds)
        failed += len(tally.finds)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
