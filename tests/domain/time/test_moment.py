"""Local times that a clock skips or shows twice, and parts of a second: each has one meaning."""

from __future__ import annotations

import time
from datetime import datetime
from itertools import pairwise

import pytest

from salescli.domain.time.moment import day_of, local
from salescli.store.toml.reader import read_toml

ODD = [  # a zone, a time of its clock, and when that is
    ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T03:30:00+02:00"),
    ("Africa/Cairo", "2027-04-30T00:00", "2027-04-30T01:00:00+03:00"),
    ("America/Santiago", "2026-09-06T00:30", "2026-09-06T01:30:00-03:00"),
    ("Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-04T02:40:00+11:00"),  # half an hour
    ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T02:30:00+02:00"),  # comes twice
    ("Europe/Berlin", "2026-03-29T03:00", "2026-03-29T03:00:00+02:00"),
    ("Europe/Berlin", "2026-03-29T01:59", "2026-03-29T01:59:00+01:00"),
]


@pytest.fixture
def zone(monkeypatch):
    def use(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    return use


@pytest.mark.parametrize("fold", [0, 1])
@pytest.mark.parametrize(("name", "clock", "moment"), ODD)
def test_a_local_time_that_is_skipped_or_comes_twice(zone, name, clock, moment, fold):
    zone(name)
    wall = datetime.fromisoformat(clock).replace(fold=fold)
    assert local(wall).isoformat() == moment
    assert day_of(wall) == wall.date()


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_it_is_kept_and_read_as_that(run, acme, zone, monkeypatch, odd):
    name, clock, moment = odd
    zone(name)
    monkeypatch.setenv("SALESCLI_NOW", "2026-01-05T10:00:00Z")
    day, _, hour = clock.partition("T")
    first = read_toml(acme)[0]["log"][0]["next"]["step"]
    flags = ("--next", "demo", "--on", f"{day} {hour}", "--instead", first)
    assert run("schedule", "acme", *flags).code == 0
    assert read_toml(acme)[0]["log"][-1]["next"]["on"].isoformat() == moment
    wall = f"{clock}:00"  # without an offset, as a person writes it
    acme.write_text(acme.read_text().replace(moment, wall))
    (shown,) = run("list", "--json").json["deals"]
    assert shown["next"]["on"] == moment


def test_the_parts_of_a_second_are_kept_where_a_file_has_them(run, acme, monkeypatch):
    """What comes after an entry of half past a second is not put before it."""
    text = acme.read_text()
    at = read_toml(acme)[0]["log"][-1]["at"].isoformat()
    acme.write_text(text.replace(at, at.replace("10:00:00", "10:00:00.500000")))
    monkeypatch.setenv("SALESCLI_NOW", at)
    for note in ("one", "two", "three"):
        assert run("note", "acme", "-m", note).code == 0
    log = read_toml(acme)[0]["log"]
    assert [entry.get("note") for entry in log[-3:]] == ["one", "two", "three"]
    assert all(entry["at"].microsecond == 500000 for entry in log[-3:])
    assert run("show", "acme", "--json").code == 0
    assert "F04" not in run("check").out


def test_entries_of_one_second_keep_their_order(run, acme):
    steps = ("discovery", "demo", "trial-start", "discovery", "closing-call")
    for before, step in pairwise(steps):
        flags = ("--next", step, "--on", "2026-11-27", "--instead", before)
        assert run("schedule", "acme", *flags).code == 0
    log = read_toml(acme)[0]["log"][-4:]
    assert [entry["next"]["step"] for entry in log] == list(steps[1:])
    assert run("list", "--json").json["deals"][0]["next"]["step"] == steps[-1]
