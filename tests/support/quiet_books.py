"""Books in which `check` has little to say: deals run as their processes say, and new ones.

A deal here is run as the prompts propose it, with Enter: the step that the process has next, on its
best day, with the people in its roles, its outcomes met, and a note each time. The buyer confirms
each date. What the checks find in such a deal is noise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from salescli.domain.advice import due_day, earliest_end, people_for, suggest
from salescli.domain.checks import examine
from salescli.domain.checks.checked_deal import Case
from salescli.domain.deal import Deal, Entry, NextStep, Person
from salescli.domain.finding import Finding
from salescli.domain.process import Process
from salescli.domain.replay import replay
from salescli.domain.schedule import in_turn
from salescli.domain.standing import Standing
from salescli.domain.time.workdays import Calendar
from salescli.domain.verdicts import unmet
from support.building import BERLIN

CALENDAR = Calendar()
_MOST = 60  # encounters that no deal has


@dataclass(frozen=True, slots=True)
class Morning:
    """A deal as it stands at a moment."""

    now: datetime
    deal: Deal
    process: Process

    @property
    def findings(self) -> list[Finding]:
        """What all checks say of it."""
        standing = replay(self.deal, self.process)
        requirements = unmet(standing, self.process)
        return examine(
            Case(self.deal, self.process, True, standing, requirements, self.now, CALENDAR)
        )


def run_as_it_says(
    process: Process, opened: date, *, one_by_one: bool = False
) -> Iterator[Morning]:
    """Yield a deal at every moment of its life: each workday's morning, and after each entry.

    All that waits for nothing is scheduled, to be done by the first day that it can be; or, `one
    by one`, what is suggested alone, to be done within the process's cycle.
    """
    now = _at(opened, 10)
    deal = _opened(process, now, one_by_one=one_by_one)
    yield Morning(now, deal, process)
    for _ in range(_MOST):
        standing = replay(deal, process)
        if standing.next is None:
            break
        while now.date() < standing.next.day:
            now = _at(now.date() + timedelta(days=1), 8)
            yield Morning(now, deal, process)
        now = max(_at(now.date(), 11), now + timedelta(minutes=30))
        deal = _logged(deal, process, standing, now, one_by_one=one_by_one)
        yield Morning(now, deal, process)
    assert not standing.next, f"{process.name} never ends"


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN)


_NAMES = ("Ann", "Ben", "Cat", "Dov", "Eve", "Fay", "Gus", "Hal", "Ida", "Jan", "Kay", "Lou", "Max")


def _opened(process: Process, now: datetime, *, one_by_one: bool) -> Deal:
    people = {
        f"p-{role.id}": Person(f"p-{role.id}", f"{name} Moss", role.id)
        for role, name in zip(process.roles, _NAMES, strict=False)
    }
    deal = Deal("acme", company="Acme", process=process.name, value=9000, people=people)
    empty = replay(deal, process)
    close = earliest_end(empty, process, now.date(), CALENDAR)
    if one_by_one and process.cycle:
        close = CALENDAR.next_workday(CALENDAR.add(now.date(), process.cycle))
    if process.name == "renewal":
        close = now.date() + timedelta(days=120)
    first = Entry(now, "open", nexts=_proposed(deal, process, empty, now.date(), one_by_one))
    return replace(deal, close=close, log=(first,))


def _proposed(
    deal: Deal, process: Process, standing: Standing, today: date, one_by_one: bool
) -> tuple[NextStep, ...]:
    """Return the step that the process has next, and all others that wait for nothing."""
    on_agenda = {item.next.step for item in standing.agenda}
    free = [turn.step for turn in in_turn(standing, process) if not turn.waits_for]
    if one_by_one:
        free = [step for step in (suggest(standing, process),) if step is not None]
    return tuple(
        NextStep(
            due_day(step.within, today, CALENDAR),
            step.id,
            step.title,
            people_for(deal, step, standing) or ("p-owner",),
            agreed=True,
        )
        for step in free
        if step.id not in on_agenda
    )


def _logged(
    deal: Deal, process: Process, standing: Standing, now: datetime, *, one_by_one: bool
) -> Deal:
    due = standing.next
    step = process.step(due.step)
    entry = Entry(
        now,
        "meeting",
        len(deal.log),
        steps=(step.id,),
        met=tuple(outcome.id for outcome in step.outcomes),
        people=due.people,
        note="They said so, in these words.",
    )
    held = replace(deal, log=(*deal.log, entry))
    nexts = _proposed(held, process, replay(held, process), now.date(), one_by_one)
    held = replace(held, log=(*deal.log, replace(entry, nexts=nexts)))
    if replay(held, process).next:
        return held
    won = Entry(now + timedelta(minutes=1), "close", len(held.log), result="won", evidence="Signed")
    return replace(held, log=(*held.log, won))


# The first week of ten deals, as they are typed: what is known of them is little.
_TEN = (
    ("mon", "Acme GmbH", "small-business", "first-reply", "tue"),
    (
        "mon",
        "Bolt AG",
        "enterprise",
        "qualification",
        "fri",
        "--value",
        "48k",
        "--close",
        "2027-08-31",
    ),
    ("mon", "Cato Ltd", "small-business", "discovery", "wed 10:00", "--person", "kit: Kit, owner"),
    ("tue", "Dorn & Sons", "small-business", "first-reply", "wed"),
    ("tue", "Eve Inc", "mid-market", "qualification", "fri", "--person", "eve: Eve Moss, champion"),
    ("wed", "Fenn Foods", "seven-stages", "first-contact", "fri"),
    ("wed", "Gale", "small-business", "first-reply", "thu", "--source", "referral"),
    ("thu", "Hart Hotels", "ten-commitments", "time", "mon"),
    ("thu", "Iris Optics", "small-business", "first-reply", "fri", "--value", "1200"),
    ("fri", "Jude Joinery", "enterprise", "qualification", "next wed"),
)
_WEEK = {"mon": 23, "tue": 24, "wed": 25, "thu": 26, "fri": 27}
FRIDAY_NIGHT = "2026-11-27T18:00:00+01:00"


def open_ten_new_deals(run: Callable[..., Any], at: Callable[[str], None]) -> None:
    """Open ten deals in a book, in a week of November; `at` sets the clock.

    What is due by Friday night is logged, with a note, and has its next step.
    """
    for weekday, company, process, step, on, *more in _TEN:
        at(f"2026-11-{_WEEK[weekday]}T09:00:00+01:00")
        line = ("add", company, "--process", process, "--next", step, "--on", on, *more)
        assert (done := run(*line)).code == 0, done.err
    for day in range(24, 28):
        at(f"2026-11-{day}T17:00:00+01:00")
        for deal in run("list", "--json").json["deals"]:
            if deal["next"]["on"][:10] <= f"2026-11-{day}":
                log = ("log", deal["deal"], deal["next"]["step"], "-m", "They will tell us more")
                before = ("--done-before", "first-reply") * (deal["next"]["step"] == "discovery")
                following = ("--what", "Hear what they say", "--on", "wed", "--agreed")
                assert (done := run(*log, *before, *following)).code == 0, done.err
    at(FRIDAY_NIGHT)


def type_in(run: Callable[..., Any], at: Callable[[str], None], deal: Deal) -> None:
    """Type a deal that was run as its process says, entry by entry; `at` sets the clock."""
    for entry in deal.log[:-1]:  # the last call is the win
        at(entry.at.isoformat())
        nexts = [("--next", n.step, "--on", n.day.isoformat(), "--agreed") for n in entry.nexts]
        ended = entry is deal.log[-2]
        first = ("--won", "--evidence", "Signed") if ended else nexts[0] if nexts else ("--keep",)
        if entry.kind == "open":
            people = [f"{p.handle}: {p.name}, {p.role}" for p in deal.people.values()]
            header = ("--value", str(deal.value), "--close", deal.close.isoformat())
            known = [word for person in people for word in ("--person", person)]
            line = ("add", "Acme", "--process", deal.process, *header, *known, *first)
        else:
            met = [word for name in entry.met for word in ("--met", name)]
            there = [word for name in entry.people for word in ("--with", name)]
            line = ("log", "acme", *entry.steps, *met, *there, "-m", entry.note, *first)
        assert (done := run(*line)).code == 0, (line, done.err)
        for following in nexts[1:]:
            assert (done := run("schedule", "acme", "--also", *following)).code == 0, done.err
