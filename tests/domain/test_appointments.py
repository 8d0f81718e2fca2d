"""What a log says of each next step as a calendar must know it: moved, held or cancelled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.building import deal, entries
from support.strategies import deals, processes

from salescli.domain.appointments import State, appointments
from salescli.domain.process import Process
from salescli.domain.replay import replay

LOGS = {
    "named once": ("9 open -> demo 12", ["demo 12 x0 ahead"]),
    "moved": ("9 open -> demo 12; 10 schedule -> demo 16", ["demo 16 x1 ahead"]),
    "agreed to later": ("9 open -> demo 12; 10 schedule -> demo 12 agreed", ["demo 12 x1 ahead"]),
    "moved by a call about it": (
        "9 open -> demo 12; 12 call -> demo 16",
        ["demo 12 x0 held", "demo 16 x0 ahead"],
    ),
    "beside another": (
        "9 open -> demo 12; 10 schedule -> trial 16",
        ["demo 12 x0 ahead", "trial 16 x0 ahead"],
    ),
    "replaced": (
        "9 open -> demo 12; 10 schedule drop:demo -> trial 16",
        ["demo 12 x1 cancelled", "trial 16 x0 ahead"],
    ),
    "in other words": (
        '9 open -> "call" 12; 10 schedule -> "call" 13; 11 schedule drop:call -> "write" 16',
        ["call 13 x2 cancelled", "write 16 x0 ahead"],
    ),
    "skipped": ("9 open -> demo 12; 10 skip demo", ["demo 12 x1 cancelled"]),
    "held": (
        "9 open -> demo 12; 12 meeting demo -> trial 16",
        ["demo 12 x0 held", "trial 16 x0 ahead"],
    ),
    "held late": ("9 open -> demo 12; 14 meeting demo", ["demo 12 x0 held"]),
    "held before its day": (
        "9 open -> demo 12; 10 call demo -> trial 16",
        ["demo 12 x1 cancelled", "trial 16 x0 ahead"],
    ),
    "held, and once more": (
        "9 open -> demo 12; 12 meeting demo -> demo 16",
        ["demo 12 x0 held", "demo 16 x0 ahead"],
    ),
    "another call before its day": (
        "9 open -> demo 12; 10 call -> trial 16",
        ["demo 12 x0 ahead", "trial 16 x0 ahead"],
    ),
    "a note changes nothing": ("9 open -> demo 12; 10 note; 11 skip trial", ["demo 12 x0 ahead"]),
    "lost": ("9 open -> demo 12; 10 close lost", ["demo 12 x1 cancelled"]),
    "lost in the meeting": (
        "9 open -> demo 12; 12 meeting demo; 12 close lost",
        ["demo 12 x0 held"],
    ),
    "taken up again": (
        "9 open -> demo 12; 10 close lost; 11 reopen -> demo 12",
        ["demo 12 x1 cancelled", "demo 12 x0 ahead"],
    ),
    "nothing was ever named": ("9 open; 10 call", []),
}


def told(one):
    name = one.step.step or one.step.what
    return f"{name} {one.step.day.day} x{one.sequence} {one.state}"


@pytest.mark.parametrize(("log", "expected"), LOGS.values(), ids=LOGS)
def test_what_became_of_each_next_step(log, expected):
    assert [told(one) for one in appointments(entries(log))] == expected


def test_those_of_one_second_are_told_apart():
    log = "9 open -> demo 12; 9 schedule -> trial 16; 9 schedule drop:demo; 9 schedule -> demo 13"
    found = appointments(entries(log))
    assert [(one.begun.step, one.number) for one in found] == [
        ("demo", 1),
        ("trial", 1),
        ("demo", 2),
    ]


@given(st.data())
def test_what_lies_ahead_is_the_agenda(data):
    about = data.draw(deals(data.draw(processes())))
    standing = replay(about, Process("none"))
    ahead = [one for one in appointments(standing.log, ()) if one.state is State.AHEAD]
    if standing.is_open:
        agenda = sorted(standing.agenda, key=lambda item: item.serial)
        assert [one.step for one in ahead] == [item.next for item in agenda]
        for one, item in zip(ahead, agenda, strict=True):
            assert one.last == item.entry or one.last.change  # which put it in words
            assert one.sequence >= item.put_off


@given(st.data())
def test_the_log_only_grows_and_so_does_what_it_says_of_an_appointment(data):
    about = data.draw(deals(data.draw(processes())))
    log = replay(about, Process("none")).log
    before: dict = {}
    for size in range(len(log) + 1):
        found = appointments(log[:size])
        known = {(one.first.index, one.number): one for one in found}
        assert before.keys() <= known.keys()
        for name, one in known.items():
            old = before.get(name, one)
            cancelled = one.state is State.CANCELLED and old.state is not State.CANCELLED
            if cancelled or one.step != old.step:
                assert one.sequence > old.sequence
            assert one.sequence >= old.sequence
        before = known


def test_a_long_log_is_read_in_one_go():
    many = entries("; ".join(["12 call demo -> demo 12", "12 call trial -> trial 12"] * 500))
    assert len(appointments(many)) == 1000
    assert deal(many).log == many
