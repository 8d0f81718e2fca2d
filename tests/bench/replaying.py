"""How long replay takes for one deal, by the length of its log: `python tests/bench/replaying.py`.

In one process: the time of replay, and of replay with all verdicts, for logs of 10, 100, 1,000
and 10,000 entries in the shipped enterprise process. What counts is that the time per entry
stays level.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from time import process_time

from salescli.domain.deal import Deal, Entry, NextStep, Person
from salescli.domain.replay import replay
from salescli.domain.verdicts import verdicts
from salescli.store.shipped_processes import shipped_process

LENGTHS = (10, 100, 1_000, 10_000)
START = datetime(2020, 1, 1, 9, tzinfo=UTC)


def deal_of(entries: int) -> Deal:
    """A deal whose log has so many entries: encounters, notes and schedules in turn."""
    steps = [step.id for step in shipped_process("enterprise").steps]
    people = {"dana": Person("dana", "Dana Reyes", "champion")}
    log = []
    for index in range(entries):
        at = START + timedelta(hours=index)
        kind = ("call", "note", "schedule", "meeting")[index % 4]
        step = steps[index * len(steps) // entries]
        held = (step,) if kind in ("call", "meeting") else ()
        nexts: tuple[NextStep, ...] = ()
        if kind != "note":
            nexts = (NextStep((at + timedelta(days=3)).date(), step, people=("dana",)),)
        log.append(Entry(at, kind, index, steps=held, people=("dana",), nexts=nexts))
    return Deal("long", "Long", "Acme", "enterprise", people=people, log=tuple(log))


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The median of the processor time of some runs."""
    times = []
    for _ in range(rounds):
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)


def main() -> None:
    """Print one row a length."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--lengths", default=",".join(map(str, LENGTHS)))
    given = parser.parse_args()
    process = shipped_process("enterprise")
    print(
        f"{'entries':>8} {'replay ms':>10} {'us/entry':>9} {'with verdicts ms':>17} {'us/entry':>9}"
    )
    for length in map(int, given.lengths.split(",")):
        deal = deal_of(length)
        alone = seconds(lambda deal=deal: replay(deal, process), given.rounds)
        judged = seconds(lambda deal=deal: verdicts(replay(deal, process), process), given.rounds)
        row = (alone * 1e3, alone / length * 1e6, judged * 1e3, judged / length * 1e6)
        print(f"{length:>8} {row[0]:>10.2f} {row[1]:>9.2f} {row[2]:>17.2f} {row[3]:>9.2f}")


if __name__ == "__main__":
    main()
