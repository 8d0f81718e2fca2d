"""Books of closed deals drawn by a seed, in memory: pure noise, or with a truth planted in them.

A deal goes through the steps of PROCESS one after the other. At each of them it may be left out,
take its time, and be the last one before the deal is lost; so late steps are held in most won deals
and in few lost ones, whatever they do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from salescli.domain.deal import Deal, Entry, Person
from salescli.domain.process import Process
from salescli.domain.replay import replay
from salescli.domain.time.workdays import Calendar
from salescli.insight.learn.evidence import Evidence, evidence
from salescli.insight.learn.learn import Lessons, learn_from
from support.building import process, step

CALENDAR = Calendar()
PEOPLE = {
    handle: Person(handle, handle.title(), role)
    for handle, role in (("dana", "champion"), ("kim", "buyer"), ("lee", "it"))
}
PROCESS = process(
    step("talk/reply", "asked", within="5bd"),
    step("talk/discovery", "pain owner", within="10bd"),
    step("show/demo", "fit seen", within="10bd"),
    step("show/workshop?", "plan", within="10bd"),
    step("prove/trial", "used", within="10bd"),
    step("prove/reference", "heard", within="10bd"),
    step("close/proposal", "confirmed", within="10bd"),
    step("close/decision", "yes", within="10bd"),
    ask="proposal buyer",
    roles="champion buyer it founder:ours",
)


@dataclass(frozen=True)
class Truth:
    """What a draw goes by; all zero, and one chance to win for every deal, is noise.

    `workshop` is what that step multiplies the chance to win with, `quick` what a demo within four
    business days of the call before it does. `left_out` is how often a required step is, `idle` how
    often the reference.
    """

    workshop: float = 1.0
    quick: float = 1.0
    chance: float = 0.6
    stops: float = 0.08
    left_out: float = 0.2
    idle: float = 0.2


NOISE = Truth()


def drawn(seed: int, deals: int, truth: Truth = NOISE, judge: Process = PROCESS) -> list[Deal]:
    """So many closed deals."""
    random = Random(seed)  # noqa: S311 - a book of examples, no secret
    return [_deal(random, number, truth, judge) for number in range(deals)]


def _deal(random: Random, number: int, truth: Truth, judge: Process) -> Deal:
    at = datetime(2025, 1, 6, 10, tzinfo=UTC) + timedelta(days=random.randrange(200))
    log = [Entry(at, "open", 0)]
    chance, stopped = truth.chance, False
    for declared in judge.steps:
        share = truth.idle if declared.id == "reference" else truth.left_out
        if random.random() < (share if declared.required else 0.5):
            if random.random() < 0.3:
                entry = Entry(at, "skip", len(log), steps=(declared.id,), reason="no need")
                log.append(entry)
            continue
        days = random.randint(1, 10)
        at = _later(at, days)
        chance *= truth.workshop if declared.id == "workshop" else 1
        chance *= truth.quick if declared.id == "demo" and days <= 4 else 1
        met = tuple(one.id for one in declared.outcomes if random.random() < 0.8)
        people = tuple(handle for handle in PEOPLE if random.random() < 0.3)
        log.append(Entry(at, "meeting", len(log), steps=(declared.id,), met=met, people=people))
        stopped = random.random() < truth.stops
        if stopped:
            break
    won = not stopped and random.random() < chance
    result = "won" if won else random.choice(("lost",) * 9 + ("disqualified",))
    log.append(Entry(at + timedelta(days=1), "close", len(log), result=result))
    return Deal(
        f"deal-{number}",
        company=f"Company {number}",
        process=judge.name,
        source=random.choice(("web", "fair", "referral")),
        people=PEOPLE,
        log=tuple(log),
    )


def _later(at: datetime, days: int) -> datetime:
    """So many business days later."""
    weeks, rest = divmod(days, 5)
    at += timedelta(days=7 * weeks)
    for _ in range(rest):
        at += timedelta(days=3 if at.weekday() == 4 else 1)
    return at


def seen(deals: list[Deal], judge: Process = PROCESS, **past: Process) -> list[Evidence]:
    """The deals as evidence; `past` has earlier revisions of the process: r1, r2."""
    found = []
    for deal in deals:
        followed = past.get(f"r{deal.revision}", judge)
        one = evidence(deal, followed, replay(deal, followed), judge, CALENDAR)
        if one is not None:
            found.append(one)
    return found


def lessons(deals: list[Deal], judge: Process = PROCESS, **past: Process) -> Lessons:
    """What the deals say of a process."""
    return learn_from(judge, seen(deals, judge, **past))


def under(deals: list[Deal], revision: int) -> list[Deal]:
    """The same deals, under another revision."""
    return [replace(deal, revision=revision) for deal in deals]
