"""Deals, processes and cases in a few words, for the tests of what is concluded from them.

A log is a text, one entry a line (or parted by `;`), days counted in November 2026 (31 is the
1st of December, 0 the 31st of October), at ten in the morning where no time is given:

    9 open -> discovery 12
    12T15:30 meeting discovery demo =pain-sized @dana -> security-review 24 @dana agreed
    13 skip workshop
    16 note #no-budget
    20 close lost reason:price said_by:dana

Bare words are steps (of a close its result), `=x` is an outcome met, `@x` a person, `#x` a
disqualifying fact, `a:b` any other field (`did:"call back"` and `drop:demo` as often as need be).
After each arrow come a step and its day; a next step that the process doesn't name is written as
`"call back"`, one of a step with words of its own as `demo"To the board"`.

A step is written `stage/step`, with a question mark where it isn't required: `prove/workshop?`.
The tests' today is Saturday the 21st, as the clock of conftest has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from typing import Any

from salescli.domain.checks import all_rules
from salescli.domain.checks.checked_deal import Case
from salescli.domain.deal import Deal, Entry, NextStep, Person
from salescli.domain.finding import Finding
from salescli.domain.process import Ask, Outcome, Process, Reason, Role, Stage, Step
from salescli.domain.replay import replay
from salescli.domain.time.duration import parse_duration
from salescli.domain.time.workdays import Calendar
from salescli.domain.verdicts import unmet

BERLIN = timezone(timedelta(hours=1))  # in November; the zone that conftest sets
_WORD = re.compile(r'[^\s"]*"[^"]*"|\S+')
_MARKS = {"=": "met", "@": "people", "#": "flags"}
_NAMES = ("did", "drop")
_REFERENCES = ("after", "leads_to", "never_with", "theirs", "ours")
_DURATIONS = ("within", "takes", "cycle", "stale")


def day(number: int) -> date:
    """A day of November 2026, or as many before or after it."""
    return date(2026, 11, 1) + timedelta(days=number - 1)


def moment(text: str | int) -> datetime:
    """`9` is the 9th of November at ten, `9T15:30` half past three; ISO times keep their zone."""
    number, _, clock = str(text).partition("T")
    if not number.lstrip("-").isdigit():
        return datetime.fromisoformat(str(text))
    hour, minute = map(int, (clock or "10:00").split(":"))
    on = day(int(number))
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=BERLIN)


def entries(log: str) -> tuple[Entry, ...]:
    """The entries of a log that is written as the head of this module has it."""
    lines = (line.strip() for line in re.split(r"[;\n]", log))
    return tuple(entry(line, index) for index, line in enumerate(filter(None, lines)))


def entry(line: str, index: int = 0) -> Entry:
    """One entry, at that place of its file."""
    facts, *nexts = line.split(" -> ")
    at, kind, *words = _WORD.findall(facts)
    fields = _fields(words, "result" if kind == "close" else "steps")
    return Entry(moment(at), kind, index, nexts=tuple(map(next_step, nexts)), **fields)


def next_step(text: str) -> NextStep:
    """A next step: `demo 24 @dana agreed`, `"call back" 24T15:30`."""
    name, on, *words = _WORD.findall(text)
    step, _, what = name.partition('"')
    fields: dict[str, Any] = {"step": step, "what": what.removesuffix('"')}
    if "agreed" in words:
        words.remove("agreed")
        fields["agreed"] = True
    return NextStep(moment(on) if "T" in on else day(int(on)), **fields, **_fields(words, "step"))


def _fields(words: Iterable[str], bare: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for word in words:
        name, colon, value = word.partition(":")
        if word[0] in _MARKS:
            fields.setdefault(_MARKS[word[0]], []).append(word[1:])
        elif name in _NAMES:
            fields.setdefault(name, []).append(value.strip('"'))
        elif colon:
            fields[name] = date.fromisoformat(value) if name == "revisit" else value
        elif bare == "steps":
            fields.setdefault(bare, []).append(word)
        else:
            fields[bare] = word
    return {name: tuple(v) if isinstance(v, list) else v for name, v in fields.items()}


def deal(log: str | Iterable[Entry] = "", people: str = "", **header: Any) -> Deal:
    """A deal with that log and people (`dana:it bob`); the handle is `acme`."""
    logged = entries(log) if isinstance(log, str) else tuple(log)
    handles = (name.partition(":") for name in people.split())
    known = {handle: Person(handle, handle.title(), role) for handle, _, role in handles}
    return Deal("acme", people=known, log=logged, **header)


def step(name: str, outcomes: str = "", **fields: Any) -> Step:
    """`step("prove/demo?", "fit-seen", after="discovery", within="10bd")`."""
    stage, _, identity = name.rpartition("/")
    declared = tuple(
        Outcome(outcome.rstrip("?"), required=not outcome.endswith("?"))
        for outcome in outcomes.split()
    )
    known = {key: _value(key, value) for key, value in fields.items()}
    required = not identity.endswith("?")
    return Step(identity.rstrip("?"), "", stage, required=required, outcomes=declared, **known)


def process(*steps: Step | str, ask: str = "", roles: str = "", **fields: Any) -> Process:
    """A process of those steps; its stages come in the order in which the steps name them.

    `ask` is the step that asks, with the roles and, after a colon, the steps of the minimum:
    `"proposal economic-buyer: discovery demo"`. `roles` has sides: `"it engineer:ours"`.
    """
    declared = tuple(step(one) if isinstance(one, str) else one for one in steps)
    stages = dict.fromkeys(one.stage for one in declared if one.stage)
    known = {key: _value(key, value) for key, value in fields.items()}
    return Process(
        "line",
        stages=tuple(Stage(stage) for stage in stages),
        roles=tuple(_role(role) for role in roles.split()),
        steps=declared,
        ask=_ask(ask) if ask else None,
        **known,
    )


def _role(text: str) -> Role:
    name, _, side = text.partition(":")
    return Role(name, side or "buyer")


def _ask(text: str) -> Ask:
    asker, colon, minimum = text.partition(":")
    name, *roles = asker.split()
    return Ask(name, tuple(roles), tuple(minimum.split()) if colon else None)


def _value(key: str, value: Any) -> Any:
    if key in _REFERENCES:
        return tuple(value.split())
    if key in _DURATIONS:
        return parse_duration(value)
    if key in {"disqualify", "loss"}:
        return tuple(Reason(reason) for reason in value.split())
    return value


def case(
    about: Deal,
    judge: Process,
    *,
    now: str | int = 21,
    holidays: Iterable[int] = (),
    judged: bool = True,
    faults: tuple[Finding, ...] = (),
) -> Case:
    """The case of a deal in a process; `now` and `holidays` are days as in a log."""
    standing = replay(about, judge)
    calendar = Calendar(holidays=frozenset(map(day, holidays)))
    requirements = unmet(standing, judge)
    return Case(about, judge, judged, standing, requirements, moment(now), calendar, faults)


def findings_of(code: str, about: Case) -> list[Finding]:
    """Return what the check of one code finds in a case."""
    check = all_rules()[code].check
    assert check
    return list(check(about))


def messages(code: str, about: Case) -> list[str]:
    """Return the messages of one check; every finding must have its code and a fix."""
    found = findings_of(code, about)
    assert {finding.code for finding in found} <= {code}
    assert all(finding.fix for finding in found)
    return [finding.message for finding in found]
