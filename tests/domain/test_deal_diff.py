"""Two states of a deal, and the phrases in which a history tells what changed between them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from hypothesis import given
from support.strategies import wild_deals
from support.table import each

from salescli.domain.deal import Deal, Entry, NextStep, Person
from salescli.domain.diff.deal_diff import compare_deals, differing_keys, shared

DAY = date(2026, 11, 21)
DANA = Person("dana", "Dana Reyes", "it", "dana@acme.example")


def at(day: int, hour: int = 10) -> datetime:
    return datetime(2026, 11, day, hour).astimezone()


def step(day: int, name: str = "demo", **fields) -> NextStep:
    return NextStep(on=date(2026, 11, day), step=name, **fields)


def deal(*log: Entry, **fields) -> Deal:
    return Deal("acme", **{"company": "Acme", "process": "enterprise", **fields}, log=log)


def call(day: int = 21, **fields) -> Entry:
    return Entry(at(day), "call", **fields)


OPEN = Entry(at(9), "open", nexts=(step(24),))


@each(
    "before, after, told",
    [
        ({"value": 40000}, {"value": 48000}, ["value 40,000 to 48,000"]),
        ({}, {"value": Decimal("1234.5")}, ["value set to 1,234.5"]),
        ({"value": 5}, {}, ["value 5 removed"]),
        (
            {"close": date(2026, 12, 1)},
            {"close": date(2027, 1, 29)},
            ["close postponed from Tue 1 Dec to Fri 29 Jan 2027"],
        ),
        (
            {"close": date(2026, 12, 1)},
            {"close": date(2026, 11, 30)},
            ["close brought forward from Tue 1 Dec to Mon 30 Nov"],
        ),
        ({}, {"close": date(2026, 12, 1)}, ["close set to Tue 1 Dec"]),
        ({"tags": ("a", "b")}, {"tags": ("b", "c")}, ["tag c added", "tag a removed"]),
        ({"tags": ("a", "b")}, {"tags": ("b", "a")}, ["tags in another order"]),
        ({}, {"competitors": ("x",)}, ["competitor x added"]),
        ({"owner": "ada"}, {"owner": "bob"}, ["owner ada to bob"]),
        ({"revision": 1}, {"revision": 2}, ["revision 1 to 2"]),
        ({}, {"custom": {"slack": "#acme"}}, ["slack set to #acme"]),
        (
            {"custom": {"import": {"id": "7", "value": 1, "old": 2}}},
            {"custom": {"import": {"id": "7", "value": 3, "new": 2}}},
            ["import changed in value, old, new"],
        ),
        ({}, {"people": {"dana": DANA}}, ["dana added (Dana Reyes, it)"]),
        ({"people": {"dana": DANA}}, {}, ["dana removed"]),
        (
            {"people": {"dana": DANA}},
            {"people": {"dana": Person("dana", "Dana Reyes", "champion", "d@x.example")}},
            ["dana: role it to champion", "dana: email dana@acme.example to d@x.example"],
        ),
        ({}, {}, []),
    ],
)
def test_header_and_people(before, after, told):
    found = compare_deals(deal(**before), deal(**after), DAY)
    assert [change.text for change in found] == told


@each(
    "log, more, told",
    [
        (
            (OPEN,),
            (
                call(
                    steps=("demo",), people=("dana",), met=("it-fits",), nexts=(step(27, "legal"),)
                ),
            ),
            ["demo done with dana", "met it-fits", "next: legal on Fri 27 Nov"],
        ),
        ((OPEN,), (call(19, steps=("demo",)),), ["demo done on Thu 19 Nov"]),
        ((OPEN,), (call(note="Short"),), ["call", "note: “Short”"]),
        ((OPEN,), (call(note="First\nmore"),), ["call", "note: “First more”"]),
        (
            (OPEN,),
            (Entry(at(21), "schedule", nexts=(step(27),)),),
            ["next step postponed from Tue 24 Nov to Fri 27 Nov"],
        ),
        (
            (OPEN,),
            (Entry(at(21), "schedule", nexts=(step(23),)),),
            ["next step brought forward from Tue 24 Nov to Mon 23 Nov"],
        ),
        (
            (OPEN,),
            (Entry(at(21), "schedule", nexts=(step(24, agreed=True),)),),
            ["next step confirmed"],
        ),
        (
            (OPEN,),
            (Entry(at(21), "schedule", nexts=(step(24, "legal", people=("kim",), agreed=True),)),),
            ["next: legal on Tue 24 Nov with kim, confirmed"],
        ),
        (
            (OPEN,),
            (
                Entry(
                    at(21),
                    "schedule",
                    drop=("demo",),
                    nexts=(step(24, "legal"), step(27)),
                ),
            ),
            ["demo moved", "next: legal on Tue 24 Nov", "next: demo on Fri 27 Nov"],
        ),
        (
            (OPEN,),
            (call(did=("offer",)),),
            ["offer done"],
        ),
        (
            (OPEN,),
            (call(steps=("demo",), nexts=(step(27),)),),
            ["demo done", "next: demo on Fri 27 Nov"],
        ),
        (
            (OPEN,),
            (Entry(at(21), "skip", steps=("legal",), reason="None there"),),
            ["legal skipped", "reason: None there"],
        ),
        (
            (OPEN,),
            (Entry(at(21), "close", result="lost", reason="no-decision", said_by="dana"),),
            ["lost", "reason: no-decision", "said by dana"],
        ),
        ((OPEN,), (Entry(at(21), "reopen"),), ["reopened"]),
        ((OPEN,), (Entry(at(21), "note", flags=("no-owner",)),), ["against it: no-owner"]),
        ((OPEN,), (Entry(at(21), "import", steps=("demo",)),), ["demo done, by an import"]),
        (
            (OPEN,),
            (Entry(at(21), "change", change={"value": (1000, 2000)}),),
            ["value 1,000 to 2,000"],
        ),
    ],
)
def test_new_entries_and_the_same_taken_out(log, more, told):
    added = compare_deals(deal(*log), deal(*log, *numbered(more)), DAY)
    assert [change.text for change in added] == told
    gone = compare_deals(deal(*log, *numbered(more)), deal(*log), DAY)
    assert [change.text for change in gone] == [f"removed: {'; '.join(told)}"]


def numbered(entries):
    return [replace(entry, index=n) for n, entry in enumerate(entries, 1)]


@each(
    "old, new, told",
    [
        ({"note": "a"}, {"note": "b"}, ["call on Thu 19 Nov: note reworded"]),
        ({}, {"note": "b"}, ["call on Thu 19 Nov: note added"]),
        ({"met": ("a",)}, {"met": ("b",)}, ["met b added", "met a removed"]),
        ({"by": "ada"}, {"by": "bob"}, ["by ada to bob"]),
        (
            {"nexts": (step(24),)},
            {"nexts": (step(27),)},
            ["postponed from Tue 24 Nov to Fri 27 Nov"],
        ),
        ({"nexts": (step(24),)}, {}, ["no next step"]),
        (
            {"nexts": (step(24), step(25, "legal"))},
            {"nexts": (step(27), step(25, "trial"))},
            [
                "postponed from Tue 24 Nov to Fri 27 Nov",
                "next: trial on Wed 25 Nov",
                "no next step legal",
            ],
        ),
        ({"nexts": (step(24),)}, {"nexts": (step(24, goal="x"),)}, ["next step reworded"]),
    ],
)
def test_an_entry_that_was_altered(old, new, told):
    found = compare_deals(deal(call(19, **old)), deal(call(19, **new)), DAY)
    assert len(found) == len(told)
    for change, text in zip(found, told, strict=True):
        assert change.text.startswith("call on Thu 19 Nov: ")
        assert change.text.endswith(text)


def test_an_entry_that_was_moved():
    found = compare_deals(deal(call(18, note="x")), deal(call(19, note="x")), DAY)
    assert [change.text for change in found] == ["call on Wed 18 Nov: moved to Thu 19 Nov 10:00"]


def test_a_change_that_the_header_tells_is_told_once():
    entry = Entry(at(21), "change", change={"value": (1, 2)})
    found = compare_deals(deal(value=1), deal(entry, value=2), DAY)
    assert [change.text for change in found] == ["value 1 to 2"]


def test_a_deal_that_comes_and_goes():
    made = compare_deals(None, deal(OPEN, title="Rollout"), DAY)
    assert [change.text for change in made] == [
        "new: Acme · Rollout", "opened on Mon 9 Nov", "next: demo on Tue 24 Nov",
    ]  # fmt: skip
    assert [one.text for one in compare_deals(deal(OPEN), None, DAY)] == ["deleted"]
    assert compare_deals(None, None, DAY) == []


def test_a_merge_brought_only_what_neither_side_had():
    ours, theirs = deal(value=2, owner="bob"), deal(value=3)
    merged = deal(value=4, owner="bob")
    both = [compare_deals(side, merged, DAY) for side in (ours, theirs)]
    assert [change.text for change in shared(both)] == ["value 2 to 4"]


def test_settings_by_key():
    found = differing_keys({"me": "ada", "git": {"commit": True}}, {"git": {"commit": False}})
    assert [change.text for change in found] == ["me ada removed", "commit True to False"]


@given(wild_deals(), wild_deals())
def test_equal_deals_never_differ_and_all_others_are_told(one, other):
    assert compare_deals(one, one, DAY) == []
    told = compare_deals(one, other, DAY)
    assert all(change.text for change in told)
