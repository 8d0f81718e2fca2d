"""Family F: what reading found stands among the findings; F04 at its boundaries."""

from __future__ import annotations

import os
import time

import pytest
from support.building import case, deal, findings_of, messages, process
from support.table import each

from salescli.domain import faults
from salescli.domain.checks import examine
from salescli.store.formats.deal import read_deal
from salescli.store.toml.reader import parse_toml

EMPTY = process()


def test_the_faults_of_reading_stand_in_their_place_among_the_findings():
    read = (
        faults.missing_process("no such process"),
        faults.wrong_value("the first wrong value", ("value",)),
        faults.wrong_value("the second", ("close",)),
    )
    about = case(deal("22 note"), EMPTY, faults=read)
    said = [(found.code, found.message) for found in examine(about) if found.code[0] == "F"]
    assert said == [
        ("F03", "the first wrong value"),
        ("F03", "the second"),
        ("F04", "the entry of Sun 22 Nov 2026 10:00 is in the future"),
        ("F06", "no such process"),
    ]


FUTURE = "the entry of {} is in the future"
ORDER = "the entry of {} comes after a later one, of {}"


@each(
    "log, says",
    [
        ("", []),
        ("9 call; 10 call", []),
        # now is Saturday the 21st at ten; a clock that is five minutes fast is no error
        ("21T10:05 call", []),
        ("21T10:06 call", [FUTURE.format("Sat 21 Nov 2026 10:06")]),
        ("22 note", [FUTURE.format("Sun 22 Nov 2026 10:00")]),
        ("9 call -> demo 24", []),  # what is planned may lie there
        ("2026-11-21T09:05:00Z call", []),
        ("2026-11-21T09:05:01Z call", [FUTURE.format("Sat 21 Nov 2026 10:05")]),
        ("2026-11-21T22:00:00+13:00 call", []),  # nine in the morning of the day, in Auckland
        ("2026-11-21T23:00:00+13:00 call", [FUTURE.format("Sat 21 Nov 2026 11:00")]),
        # the order is that of time, whatever the clocks say
        ("9 call; 9 call", []),
        ("9T10:05 call; 9T10:00 note", []),
        (
            "9T10:06 call; 9T10:00 note",
            [ORDER.format("Mon 9 Nov 2026 10:00", "Mon 9 Nov 2026 10:06")],
        ),
        ("2026-11-09T10:00:00+13:00 call; 2026-11-08T22:30:00+01:00 call", []),
        (
            "2026-11-09T08:00:00-08:00 call; 2026-11-09T16:00:00+01:00 call",
            [ORDER.format("Mon 9 Nov 2026 16:00", "Mon 9 Nov 2026 17:00")],
        ),
        # each is held against the latest one so far
        (
            "12 call; 9 call; 10 call; 13 call",
            [
                ORDER.format("Mon 9 Nov 2026 10:00", "Thu 12 Nov 2026 10:00"),
                ORDER.format("Tue 10 Nov 2026 10:00", "Thu 12 Nov 2026 10:00"),
            ],
        ),
        (
            "22 call; 20 call",
            [
                FUTURE.format("Sun 22 Nov 2026 10:00"),
                ORDER.format("Fri 20 Nov 2026 10:00", "Sun 22 Nov 2026 10:00"),
            ],
        ),
    ],
)
def test_f04_in_the_future_or_out_of_order(log, says):
    assert messages("F04", case(deal(log), EMPTY)) == says


def test_f04_is_said_of_closed_deals_too():
    log = "12 close lost; 9 call; 22 note"
    assert len(messages("F04", case(deal(log), EMPTY))) == 2


def test_f04_names_the_place_in_the_file():
    about = case(deal("9 note; 12 call; 10 call"), EMPTY)
    assert [found.key for found in findings_of("F04", about)] == [("log", 2, "at")]


@pytest.mark.parametrize(
    ("zone", "second", "codes"),
    [
        # a time without an offset is in the zone of whoever reads it: ten there, and ten in Berlin
        ("Europe/Berlin", "2026-11-20T10:00:00+01:00", 0),
        ("Pacific/Auckland", "2026-11-20T10:00:00+01:00", 0),
        ("America/Los_Angeles", "2026-11-20T10:00:00+01:00", 1),
        ("America/Los_Angeles", "2026-11-20T19:00:00+01:00", 0),
    ],
)
def test_f04_takes_a_time_without_an_offset_as_local(monkeypatch, zone, second, codes):
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    text = (
        f'[[log]]\nat = 2026-11-20T10:00:00\nkind = "note"\n[[log]]\nat = {second}\nkind = "note"'
    )
    about, _ = read_deal("acme", parse_toml(text))
    assert len(messages("F04", case(about, EMPTY))) == codes


def test_an_entry_that_was_left_out_keeps_the_places_of_the_others():
    text = '[[log]]\nkind = "note"\n[[log]]\nat = 2026-11-22T10:00:00Z\nkind = "note"'
    about, faults = read_deal("acme", parse_toml(text))
    (future,) = findings_of("F04", case(about, EMPTY, faults=tuple(faults)))
    assert future.key == ("log", 1, "at")
