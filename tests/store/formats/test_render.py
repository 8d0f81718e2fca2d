"""Deals as text: whatever a deal holds, its text is TOML 1.0 and reads back as the same deal."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import cycle, islice

from hypothesis import given, settings
from hypothesis import strategies as st
from support.hostile import ANY_TEXT, HOSTILE
from support.table import each

from salescli.domain.deal import KINDS, RESULTS, Deal, Entry, NextStep, Person
from salescli.store.formats.deal import read_deal
from salescli.store.formats.render import deal_table, deal_text, entry_table, person_table
from salescli.store.toml.insert import insert_entry, insert_person
from salescli.store.toml.reader import parse_toml

AT = datetime(2026, 11, 9, 14, tzinfo=timezone(timedelta(hours=1)))


def _writable(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


TEXT = ANY_TEXT.filter(_writable)
DAYS = st.dates(date(1900, 1, 1), date(9999, 12, 30))
ZONES = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(datetime(1900, 1, 2), datetime(9999, 12, 29), timezones=ZONES).map(
    lambda time: time.replace(microsecond=0)
)
AMOUNTS = st.one_of(
    st.integers(0, 10**15 - 1),
    st.decimals(0, 10**14, allow_nan=False, allow_infinity=False, places=4),
)
SCALARS = st.one_of(TEXT, st.integers(-(2**63), 2**63 - 1), st.booleans(), AMOUNTS, DAYS, TIMES)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=4,
)


class Words:
    """A few texts, days and values that a deal is made of, dealt out to its fields in turn."""

    def __init__(self, draw) -> None:
        self.draw = draw
        self.texts = cycle(draw(st.lists(TEXT, min_size=3, max_size=7)))
        self.values = cycle(draw(st.lists(VALUES, min_size=1, max_size=3)))
        self.changed = cycle(draw(st.lists(SCALARS | st.lists(SCALARS, max_size=2), min_size=1)))
        self.times = cycle(draw(st.lists(TIMES, min_size=1, max_size=3)))
        self.days = cycle([*draw(st.lists(DAYS, min_size=1, max_size=2)), next(self.times)])

    def text(self) -> str:
        return next(self.texts)

    def many(self) -> tuple[str, ...]:
        return tuple(islice(self.texts, self.draw(st.integers(0, 2))))

    def table(self) -> dict:
        return {self.text(): next(self.values) for _ in range(self.draw(st.integers(0, 2)))}

    def entry(self, index: int) -> Entry:
        text, many = self.text, self.many
        following = NextStep(
            next(self.days), text(), text(), many(), text(), agreed=bool(index % 2)
        )
        nexts = ((), (following,), (following, replace(following, what="")))
        return Entry(
            next(self.times), self.draw(st.sampled_from(KINDS)), index, text(), many(), many(),
            many(), many(), text(),
            self.draw(st.sampled_from(nexts)), many(), many(),
            self.draw(st.sampled_from(("", "mid:<a@b>"))), text(),
            self.draw(st.sampled_from(("", *RESULTS))), text(), text(),
            self.draw(st.sampled_from((None, AT.date()))),
            {name: (next(self.changed), next(self.changed)) for name in many()},
        )  # fmt: skip

    def deal(self) -> Deal:
        text, many = self.text, self.many
        return Deal(
            "acme", text(), text(), text(), self.draw(st.integers(1, 10**9 - 1)),
            self.draw(st.none() | AMOUNTS), self.draw(st.sampled_from(("", "EUR", "JPY"))),
            self.draw(st.none() | DAYS), text(), text(),
            many(), many(), text(), self.draw(st.none() | st.integers(0, 10**12 - 1)), text(),
            text(), text(), text(), many(), self.draw(st.none() | DAYS), self.table(),
            {
                handle: Person(handle, text(), text(), text(), text(), text(), many())
                for handle in many()
            },
            tuple(self.entry(index) for index in range(self.draw(st.integers(0, 3)))),
        )  # fmt: skip


DEALS = st.composite(lambda draw: Words(draw).deal())()
ENTRIES = st.composite(lambda draw: Words(draw).entry(0))()


@settings(max_examples=40)
@given(DEALS)
def test_a_deal_reads_back_as_it_was_written(deal):
    text = deal_text(deal)
    table = parse_toml(text)
    assert table == deal_table(deal)
    read, found = read_deal("acme", table)
    assert read == deal
    assert not [one for one in found if one.code == "F02"]
    assert tomllib.loads(text, parse_float=Decimal) == table
    assert parse_toml(text.encode().decode()) == table


@settings(max_examples=40)
@given(DEALS, ENTRIES, st.integers(0, 3), TEXT, st.sampled_from(("\n", "\r\n")))
def test_what_is_added_to_a_deal_is_added_in_its_place(deal, entry, index, handle, newline):
    text = deal_text(deal).replace("\n", newline)
    meant = parse_toml(text)
    place = min(index, len(deal.log))
    text = insert_entry(text, entry_table(entry), place, len(deal.log))
    meant.setdefault("log", []).insert(place, entry_table(entry))
    assert parse_toml(text) == meant
    if handle not in deal.people:
        person = person_table(Person(handle, "Eve", "it"))
        meant.setdefault("people", {})[handle] = person
        assert parse_toml(insert_person(text, handle, person)) == meant


@each("text", [text for text in HOSTILE if _writable(text)])
def test_hostile_text_in_every_field(text):
    entry = Entry(
        AT, "close", 0, text, (text,), (text,), (text,), (text,), text,
        (NextStep(AT, text, text, (text,), text),) * 2, (text,), (text,), "", text, "lost", text,
        text, None, {text: (text, text)},
    )  # fmt: skip
    many = (text, text)
    deal = Deal(
        "acme", text, text, text, 1, 1, "CHF", None, text, text, many, many, text, 1, text, text,
        text, text, many, AT.date(), {text: text},
        {text: Person(text, text, text, text, text, text, many)}, (entry,),
    )  # fmt: skip
    read, _ = read_deal("acme", tomllib.loads(deal_text(deal)))
    assert read == deal


def test_a_file_is_laid_out_as_a_person_would_write_it():
    deal = Deal(
        "acme", "Warehouse rollout", "Acme GmbH", "enterprise", 2, Decimal("48000.50"), "EUR",
        date(2027, 1, 29), "ada", tags=("retail", "eu"), custom={"slack": "#acme"},
        people={"dana": Person("dana", "Dana Reyes", "it")},
        log=(
            Entry(
                AT, "meeting", by="ada", steps=("discovery",), people=("dana",),
                note='Counts are off by 4 %.\n"Every quarter", she said.',
                nexts=(NextStep(date(2026, 11, 24), "demo", "Demo", ("dana",), agreed=True),),
            ),
            Entry(AT, "change", by="ada", change={"value": (40000, 48000)}),
        ),
    )  # fmt: skip
    assert deal_text(deal) == LAID_OUT


LAID_OUT = '''\
title = "Warehouse rollout"
company = "Acme GmbH"
process = "enterprise"
revision = 2
value = 48000.50
currency = "EUR"
close = 2027-01-29
owner = "ada"
tags = ["retail", "eu"]

[custom]
slack = "#acme"

[people.dana]
name = "Dana Reyes"
role = "it"

[[log]]
at = 2026-11-09T14:00:00+01:00
by = "ada"
kind = "meeting"
steps = ["discovery"]
with = ["dana"]
note = """
Counts are off by 4 %.
"Every quarter", she said."""

[log.next]
step = "demo"
what = "Demo"
on = 2026-11-24
with = ["dana"]
agreed = true

[[log]]
at = 2026-11-09T14:00:00+01:00
by = "ada"
kind = "change"

[log.change]
value = [40000, 48000]
'''


def test_times_are_written_with_their_offset_and_the_parts_of_a_second_that_they_have():
    for time in (AT, AT.replace(microsecond=999_999)):
        assert str(entry_table(Entry(time, "note", note="x"))["at"]) == time.isoformat()
