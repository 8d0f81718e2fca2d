"""Strategies for processes and logs: every construct of the language, in use and in abuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from salescli.model.deal import ENCOUNTERS, KINDS, Deal, Entry, NextStep, Person
from salescli.model.duration import Duration
from salescli.model.process import Ask, Outcome, Process, Role, Stage, Step

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)

OUTCOMES = ("agreed", "signed")
ROLES = ("chief", "user")
PEOPLE = {
    "chloe": Person("chloe", role="chief"),
    "cyril": Person("cyril", role="chief"),
    "uma": Person("uma", role="user"),
    "nora": Person("nora"),
}
# Counts stay within what three further encounters can make up for or break: see brute_force.
MOST_TIMES, LARGEST_MAXIMUM = 3, 2

_NAMES, _STAGES = ("a", "b", "c", "d", "e"), ("early", "middle", "late")
_UNKNOWN = "undeclared"
_ZONES = (UTC, timezone(timedelta(hours=1)), timezone(timedelta(hours=-11)))
_USUAL_KINDS = (*ENCOUNTERS, "import", "skip", "skip", "note", "schedule", "change")
_ENDS = ((), (), ("won",), ("lost",), ("disqualified",), ("won", "reopen"), ("lost", "reopen"))


def _constructs(names: Sequence[str]) -> st.SearchStrategy[dict[str, Any]]:
    """One thing that a process may say of a step, as fields of it."""
    references = ("after", "leads_to", "never_with")
    names = (*names, _UNKNOWN)
    within = (Duration(1, "d"), Duration(1, "w"), Duration(2, "bd"), Duration(3, "h"))
    return st.one_of(
        st.tuples(st.sampled_from(references), st.sampled_from(names)).map(
            lambda pair: {pair[0]: (pair[1],)}
        ),
        st.sampled_from(
            (
                {"required": False},
                *({"times": times} for times in range(2, MOST_TIMES + 1)),
                *({"at_most": most} for most in range(1, LARGEST_MAXIMUM + 1)),
                *({"theirs": (role,)} for role in ROLES),
                *({"outcomes": (Outcome(name),)} for name in OUTCOMES),
                {"outcomes": (Outcome(OUTCOMES[0], required=False),)},
                *({"within": duration} for duration in within),
            )
        ),
    )


def _step(name: str, stage: str, constructs: Sequence[dict[str, Any]]) -> Step:
    fields: dict[str, Any] = {}
    for construct in constructs:
        for field, value in construct.items():
            listed = isinstance(value, tuple) and field in fields
            fields[field] = fields[field] + value if listed else value
    return Step(name, stage=stage, **fields)


def _asks(names: Sequence[str]) -> st.SearchStrategy[Ask]:
    some = st.lists(st.sampled_from((*names, _UNKNOWN)), max_size=3).map(tuple)
    return st.builds(
        Ask,
        st.sampled_from(names),
        st.lists(st.sampled_from(ROLES), max_size=2).map(tuple),
        st.none() | some,
    )


@st.composite
def processes(draw: st.DrawFn) -> Process:
    """A process in which every id is declared once.

    What it refers to may be undeclared, the step itself, or part of a cycle.
    """
    names = _NAMES[: draw(st.integers(2, len(_NAMES)))]
    stages = _STAGES[: draw(st.integers(1, len(_STAGES)))]
    said = draw(st.lists(st.tuples(st.sampled_from(names), _constructs(names)), max_size=9))
    places = draw(st.lists(st.sampled_from(stages), min_size=len(names), max_size=len(names)))
    return Process(
        "generated",
        order=draw(st.sampled_from(("stages", "free"))),
        stages=tuple(map(Stage, stages)),
        roles=tuple(map(Role, ROLES)),
        steps=tuple(
            _step(name, place, [construct for of, construct in said if of == name])
            for name, place in zip(names, places, strict=True)
        ),
        ask=draw(st.none() | _asks(names)),
    )


@st.composite
def unsound_processes(draw: st.DrawFn) -> Process:
    """A process with anything wrong with it: ids twice, stages and asks that don't exist."""
    process = draw(processes())
    names = ("a", "b", _UNKNOWN, "")
    stages = (*_STAGES, _UNKNOWN, "")
    steps = [
        replace(step, id=draw(st.sampled_from((step.id, *names))), stage=stage)
        for step in process.steps
        for stage in [draw(st.sampled_from((step.stage, *stages)))]
    ]
    return replace(
        process,
        order=draw(st.sampled_from(("stages", "free", "sideways"))),
        stages=tuple(map(Stage, draw(st.lists(st.sampled_from(stages), max_size=4)))),
        roles=(),
        steps=tuple(draw(st.permutations(steps)))[: draw(st.integers(0, len(steps)))],
        ask=draw(st.none() | st.just(Ask(_UNKNOWN)) | _asks(names)),
    )


def _some(names: Sequence[str], most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), max_size=most).map(tuple)


_STEPS = {count: _some((*_NAMES[:count], _UNKNOWN), 3) for count in range(len(_NAMES) + 1)}
_MET = _some((*OUTCOMES, _UNKNOWN), 2)
_WITH = _some((*PEOPLE, _UNKNOWN), 2)
_MOMENTS = st.tuples(st.integers(0, 9), st.sampled_from(_ZONES)).map(
    lambda pair: (NOW - timedelta(hours=31 * pair[0])).astimezone(pair[1])
)
_NEXT = st.none() | st.builds(
    NextStep,
    st.integers(-3, 3).map(lambda days: NOW.date() + timedelta(days=days)),
    st.sampled_from(_NAMES),
)
_MIDDLE_KINDS = st.sampled_from((*_USUAL_KINDS, *_USUAL_KINDS, "open", "close", "reopen"))
_RESULTS = st.sampled_from(("won", "lost", "disqualified"))


@st.composite
def _entries(draw: st.DrawFn, count: int) -> Entry:
    kind = draw(_MIDDLE_KINDS)
    return Entry(
        draw(_MOMENTS),
        kind,
        steps=draw(_STEPS[count]),
        met=draw(_MET),
        people=draw(_WITH),
        next=draw(_NEXT),
        result=draw(_RESULTS) if kind == "close" else "",
    )


@st.composite
def deals(draw: st.DrawFn, process: Process) -> Deal:
    """A deal whose log has entries of every kind, at equal times and out of order among them.

    Steps are named several at once, twice in one entry, and undeclared; so are people.
    """
    log = draw(st.lists(_entries(len(process.steps)), max_size=7))
    for word in draw(st.sampled_from(_ENDS)):
        log.append(Entry(NOW, "reopen") if word == "reopen" else Entry(NOW, "close", result=word))
    return deal_of(log)


@st.composite
def wild_deals(draw: st.DrawFn) -> Deal:
    """A deal with entries that no command writes: at the ends of time, of unknown kinds."""
    ends = st.sampled_from((datetime.min, datetime.max)).map(lambda end: end.replace(tzinfo=UTC))
    when = st.sampled_from((date.min, date.max, datetime.min, NOW))
    change = st.sampled_from(({}, {"close": (NOW.date(), date.max)}, {"close": (1, "x")}))
    wild = st.builds(
        Entry,
        _MOMENTS | ends,
        st.sampled_from((*KINDS, "lunch", "")),
        steps=_STEPS[len(_NAMES)],
        met=_MET,
        people=_WITH,
        flags=_MET,
        next=st.none() | st.builds(NextStep, when, st.sampled_from(("a", _UNKNOWN, ""))),
        result=_RESULTS | st.sampled_from(("", "drawn")),
        reason=st.sampled_from(("", "price")),
        said_by=st.sampled_from(("", "uma", _UNKNOWN)),
        change=change,
    )
    return deal_of(draw(st.lists(wild, max_size=5)))


def deal_of(log: Sequence[Entry]) -> Deal:
    """The deal with this log and the strategies' people, the entries numbered as in a file."""
    numbered = tuple(replace(entry, index=index) for index, entry in enumerate(log))
    return Deal("acme-rollout", people=PEOPLE, log=numbered)
