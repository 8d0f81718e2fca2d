"""Strategies for processes and logs: every construct of the language, in use and in abuse.

What an entry or a process may say is listed beforehand and drawn whole, the simplest first: that
is several times as quick as drawing it piece by piece, and shrinks as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from itertools import product
from typing import Any

from hypothesis import strategies as st

from salescli.domain.deal import ENCOUNTERS, KINDS, RESULTS, Deal, Entry, NextStep, Person
from salescli.domain.process import Ask, Outcome, Process, Role, Stage, Step
from salescli.domain.time.duration import Duration

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
PEOPLE = {
    "chloe": Person("chloe", role="chief"),
    "uma": Person("uma", role="user"),
    "nora": Person("nora"),
}
# Counts stay within what three further encounters can make up for or break: see brute_force.
MOST_TIMES, LARGEST_MAXIMUM = 3, 2

_NAMES, _STAGES = ("a", "b", "c", "d", "e"), ("early", "middle", "late")
_OUTCOMES, _ROLES = ("agreed", "signed"), ("chief", "user")
_UNKNOWN = "undeclared"


def _some(names: Iterable[str], most: int) -> list[tuple[str, ...]]:
    """Every tuple of up to so many of the names, the same one several times among them."""
    names = tuple(names)
    return [some for size in range(most + 1) for some in product(names, repeat=size)]


# Processes

_SAID_ALONE: tuple[dict[str, Any], ...] = (
    {"required": False},
    *({"times": times} for times in range(2, MOST_TIMES + 1)),
    *({"at_most": most} for most in range(1, LARGEST_MAXIMUM + 1)),
    *({"theirs": (role,)} for role in _ROLES),
    *({"outcomes": (Outcome(name),)} for name in _OUTCOMES),
    {"outcomes": (Outcome(_OUTCOMES[0], required=False),)},
    *({"within": Duration(*of)} for of in ((1, "d"), (1, "w"), (2, "bd"), (3, "h"))),
)
_SIZES = st.sampled_from(list(product((2, 3, 4, 5), (1, 2, 3), ("stages", "free"))))
_REFERENCES = ("after", "leads_to", "never_with")


@cache
def _said(names: tuple[str, ...]) -> st.SearchStrategy[list[tuple[str, dict[str, Any]]]]:
    """What a process says of its steps: a step and a field of it, some of them."""
    alone = product(names, _SAID_ALONE * 2)
    known = [
        (step, {field: (other,)})
        for step, field, other in product(names, _REFERENCES, (*names, _UNKNOWN))
    ]
    return st.lists(st.sampled_from([*alone, *known]), max_size=10)


@cache
def _places(steps: int, stages: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sampled_from(list(product(_STAGES[:stages], repeat=steps)))


@cache
def _asks(names: tuple[str, ...]) -> st.SearchStrategy[Ask | None]:
    named = _some((*names[:3], _UNKNOWN), 2)
    minimum = [*[None] * len(named), *named]
    asks = [Ask(*of) for of in product(names, _some(_ROLES, 2), minimum)]
    return st.sampled_from([*[None] * len(asks), *asks])


def _step(name: str, stage: str, said: Iterable[dict[str, Any]]) -> Step:
    fields: dict[str, Any] = {}
    for one in said:
        for field, value in one.items():
            listed = isinstance(value, tuple) and field in fields
            fields[field] = fields[field] + value if listed else value
    return Step(name, stage=stage, **fields)


@st.composite
def processes(draw: st.DrawFn) -> Process:
    """A process in which every id is declared once.

    What it refers to may be undeclared, the step itself, or part of a cycle.
    """
    steps, stages, order = draw(_SIZES)
    names = _NAMES[:steps]
    places = draw(_places(len(names), stages))
    said = draw(_said(names))
    return Process(
        "generated",
        order=order,
        stages=tuple(map(Stage, _STAGES[:stages])),
        roles=tuple(map(Role, _ROLES)),
        steps=tuple(
            _step(name, place, [one for step, one in said if step == name])
            for name, place in zip(names, places, strict=True)
        ),
        ask=draw(_asks(names)),
    )


_ANY_STAGE = st.sampled_from((*_STAGES, _UNKNOWN, ""))
_ANY_STAGES = st.lists(_ANY_STAGE, max_size=4)
_ANY_ORDER = st.sampled_from(("stages", "free", "sideways"))


@cache
def _ids_or(own: str) -> st.SearchStrategy[str]:
    return st.just(own) | st.sampled_from(("a", "b", _UNKNOWN, ""))


@st.composite
def unsound_processes(draw: st.DrawFn) -> Process:
    """A process with anything wrong with it: ids twice, stages and asks that don't exist."""
    process = draw(processes())
    steps = [
        replace(step, id=draw(_ids_or(step.id)), stage=draw(_ANY_STAGE)) for step in process.steps
    ]
    return replace(
        process,
        order=draw(_ANY_ORDER),
        stages=tuple(map(Stage, draw(_ANY_STAGES))),
        roles=(),
        steps=tuple(steps[draw(st.integers(0, len(steps))) :]),
        ask=draw(_asks(("a", _UNKNOWN, ""))),
    )


# Logs

_ZONES = (UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-11)))
_MOMENTS = [
    (NOW - timedelta(hours=31 * back)).astimezone(zone) for back, zone in product(range(10), _ZONES)
]
_ENDS_OF_TIME = [
    end.replace(tzinfo=zone)
    for end, zone in product((datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59)), _ZONES)
]
_USUAL_KINDS = (*ENCOUNTERS, "import", "skip", "skip", "note", "schedule", "change")
_KINDS = [(kind, "") for kind in (*_USUAL_KINDS * 3, "open", "reopen")]
_KINDS += [("close", result) for result in RESULTS]
_MET = _some((*_OUTCOMES, _UNKNOWN), 2)
_WITH = _some((*PEOPLE, _UNKNOWN), 2)
_THE_REST = [{"met": met, "people": people} for met, people in product(_MET, _WITH)]
_WORDS = ("", "call back", "send the offer")
# Steps that come back, so that next steps take each other's place; due before and after encounters.
_NEXT = [
    NextStep(on, step, what)
    for step, what in product(("a", "b", _UNKNOWN, ""), _WORDS)
    if step or what
    for on in (
        *(NOW.date() + timedelta(days) for days in (-9, -3, 0, 3)),
        *(NOW + timedelta(hours=hours) for hours in (-200, -72, 0, 50)),
    )
]
_NAMED = _some((*_WORDS, "a", _UNKNOWN.capitalize(), _UNKNOWN), 2)
_AGENDAS = st.fixed_dictionaries(
    {"nexts": st.lists(st.sampled_from(_NEXT), max_size=3).map(tuple)},
    optional={
        "did": st.sampled_from(_NAMED),
        "drop": st.sampled_from(_NAMED),
        "change": st.sampled_from(
            [{}, {}, {"process": ("other", "generated")}, {"revision": (1, 2)}]
        ),
    },
)
_ENDS = ((), (), ("won",), ("lost",), ("disqualified",), ("won", "reopen"), ("lost", "reopen"))


@cache
def _logs(names: tuple[str, ...], most: int) -> st.SearchStrategy[list[Entry]]:
    entries = st.tuples(
        st.sampled_from(list(product(_MOMENTS, _KINDS))),
        st.sampled_from(_some((*names, _UNKNOWN), 3)),
        st.sampled_from(_THE_REST),
        st.just({}) | _AGENDAS,
    )
    return st.lists(entries.map(_entry), max_size=most)


def _entry(drawn: tuple[Any, ...]) -> Entry:
    (at, (kind, result)), steps, rest, agenda = drawn
    return Entry(at, kind, steps=steps, result=result, **rest, **agenda)


@st.composite
def deals(draw: st.DrawFn, process: Process) -> Deal:
    """A deal whose log has entries of every kind, at equal times and out of order among them.

    Steps are named several at once, twice in one entry, and undeclared; so are people.
    """
    log = draw(_logs(tuple(step.id for step in process.steps), 8))
    ends = [
        Entry(NOW, "reopen") if end == "reopen" else Entry(NOW, "close", result=end)
        for end in draw(st.sampled_from(_ENDS))
    ]
    return deal_of([*log, *ends])


@st.composite
def busy_deals(draw: st.DrawFn, process: Process) -> Deal:
    """An open deal with much on its agenda, moved about in every way."""
    names = (*(step.id for step in process.steps[:2]), _UNKNOWN)
    return deal_of(draw(_busy_logs(names)))


@cache
def _busy_logs(names: tuple[str, ...]) -> st.SearchStrategy[list[Entry]]:
    kinds = ("call", "call", "meeting", "schedule", "schedule", "note", "skip", "change", "reopen")
    entries = st.builds(
        Entry,
        st.sampled_from(_MOMENTS),
        st.sampled_from(kinds),
        steps=st.sampled_from(_some(names, 2)),
        nexts=st.lists(st.sampled_from(_NEXT), max_size=3).map(tuple),
        did=st.sampled_from([(), (), (), *_NAMED]),
        drop=st.sampled_from([(), (), (), (), *_NAMED]),
        change=st.sampled_from([{}, {}, {}, {"process": ("other", "generated")}]),
    )
    return st.lists(entries, min_size=2, max_size=9)


@st.composite
def wild_deals(draw: st.DrawFn) -> Deal:
    """A deal with entries that no command writes: at the ends of time, of unknown kinds."""
    return deal_of(draw(_wild_logs()))


@cache
def _wild_logs() -> st.SearchStrategy[list[Entry]]:
    when = (date.min, date.max, *_ENDS_OF_TIME, NOW)
    following = st.builds(NextStep, st.sampled_from(when), st.sampled_from(("a", _UNKNOWN, "")))
    change: tuple[dict[str, Any], ...] = (
        {},
        {"close": (NOW.date(), date.max)},
        {"close": (1, "x")},
        {"process": (1, 2)},
    )
    wild = st.builds(
        Entry,
        st.sampled_from((*_MOMENTS, *_ENDS_OF_TIME)),
        st.sampled_from((*KINDS, "lunch", "")),
        steps=st.sampled_from(_some((*_NAMES, _UNKNOWN, ""), 3)),
        met=st.sampled_from(_MET),
        people=st.sampled_from(_WITH),
        flags=st.sampled_from(_MET),
        nexts=st.lists(following, max_size=2).map(tuple),
        did=st.sampled_from(_NAMED),
        drop=st.sampled_from(_NAMED),
        result=st.sampled_from((*RESULTS, "", "drawn")),
        reason=st.sampled_from(("", "price")),
        said_by=st.sampled_from(("", "uma", _UNKNOWN)),
        change=st.sampled_from(change),
    )
    return st.lists(wild, max_size=5)


def deal_of(log: Sequence[Entry]) -> Deal:
    """The deal with this log and the strategies' people, the entries numbered as in a file."""
    numbered = tuple(replace(entry, index=index) for index, entry in enumerate(log))
    return Deal("acme-rollout", people=PEOPLE, log=numbered)
