"""How deals end by what their rows say, in one file and in the next; and days that nobody knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.building import BERLIN, process
from support.table import each

from salescli.domain.deal import Deal, Entry, by_time
from salescli.domain.replay import is_open, replay
from salescli.exchange.csv.conventions import Conventions, decide_conventions
from salescli.exchange.csv.import_plan import plan_import
from salescli.exchange.csv.imported_log import Source
from salescli.exchange.csv.known_exports import FIELDS
from salescli.exchange.csv.rows import Fact, Refused, read_rows
from salescli.exchange.csv.sheet import read_sheet
from salescli.exchange.csv.stages import StageMapping

NOW = datetime(2026, 11, 2, 15, tzinfo=BERLIN)
LATER = NOW.replace(hour=17)
LINE = process("one/lead", "two/demo", "three/offer")
LADDER = StageMapping(LINE, {"New": "lead", "Shown": "demo", "Priced": "offer"})


def said(text: str, **layout: str):
    sheet = read_sheet(text.encode())
    layout = layout or {name: name for name in sheet.columns if name in FIELDS}
    return list(read_rows(sheet, decide_conventions(sheet, Conventions(layout, "", "EUR"))))


def one(text: str, **layout: str):
    (row,) = said(text, **layout)
    return row


def source(now: datetime) -> Source:
    return Source("crm", now, "ada")


def made(fact: Fact, now: datetime = NOW) -> Deal:
    (deal,) = plan_import([fact], {}, (), LADDER, source(now)).created
    log = tuple(replace(entry, index=n) for n, entry in enumerate(deal.log))
    return replace(deal, log=log)


def updated(deal: Deal, fact: Fact, now: datetime = LATER) -> tuple[Deal, tuple[str, ...]]:
    """Return a deal after a later file, and what is said of it."""
    done = plan_import([fact], {str(deal.custom["import"]["id"]): deal}, (), LADDER, source(now))
    (update,) = done.updated
    moved = {old.index: new for old, new in update.moved}
    log = tuple(moved.get(entry.index, entry) for entry in deal.log) + update.entries
    return replace(deal, log=log), update.kept


@pytest.mark.parametrize(
    ("row", "result", "day"),
    [
        ("x,2026-10-05,,", "won", date(2026, 10, 5)),
        ("x,,2026-10-06,", "lost", date(2026, 10, 6)),
        ("x,2026-10-05,2026-10-06,", "lost", date(2026, 10, 6)),
        ("x,,,", "", None),
        ("x,2026-10-05,,open", "", None),
        ("x,2026-10-05,,closed", "won", date(2026, 10, 5)),
        ("x,2026-10-05,2026-10-04,lost", "lost", date(2026, 10, 4)),
    ],
)
def test_a_filled_day_of_an_ending_is_the_ending(row, result, day):
    fact = one(f"title,closed_won,closed_lost,status\n{row}\n")
    assert (fact.result, fact.ended) == (result, day)


@pytest.mark.parametrize("name", ["Expected close", "Est. Close Date", "Forecast", "Erwartet am"])
def test_an_expected_close_is_no_ending(name):
    rows = f"Name,Status,{name}\nAcme,won,2026-03-31\nBeta,open,2026-12-31\n"
    won, beta = said(rows, title="Name", status="Status", close=name)
    assert won == Refused(2, "it was won, but the file does not show when")
    assert beta.header["close"] == date(2026, 12, 31)


def test_a_close_is_no_ending_where_a_column_of_its_own_has_it():
    row = one("title,status,close,closed\nAcme,won,2026-03-31,\n")
    assert row == Refused(2, "it was won, but the file does not show when")


@pytest.mark.parametrize("text", ["TBC", "Q1", "15.02.", "next year", "2026-13-01"])
@pytest.mark.parametrize("field", ["close", "opened", "held.demo"])
def test_a_day_that_can_not_be_read_does_not_drop_an_open_deal(field, text):
    fact = one(f"title,value,Day\nAcme,5,{text}\n", title="title", value="value", **{field: "Day"})
    assert (fact.title, fact.header["value"]) == ("Acme", 5)
    assert len(fact.unread) == 1
    assert f"'{text}'" in fact.unread[0]
    assert fact.unread[0].endswith("(Day)")


@each(
    "text",
    [
        *(f"2026-12-24T00:00:00.000{zone}" for zone in ("Z", "+00:00", "-05:00", "")),
        *("2026-12-24 00:00 UTC", "12/24/2026 12:00 AM", "24.12.2026 00:00:00", "2026-12-24"),
    ],
)
def test_a_column_of_midnights_is_a_column_of_days(text):
    assert one(f"title,close\nx,{text}\n").header["close"] == date(2026, 12, 24)
    if ":" in text:
        row = one(f"title,opened\nx,{text.replace('2026', '2025')}\n")
        assert row.opened == date(2025, 12, 24)


def test_a_column_with_other_times_has_times():
    rows = "title,opened\nx,2026-10-24T00:00:00Z\ny,2026-10-25T09:30:00Z\n"
    assert all(isinstance(row.opened, datetime) for row in said(rows))


# A later file

OPEN = Fact(2, "1", "New", "New", header={"title": "Acme"})
DAYS = st.dates(date(2026, 1, 2), NOW.date())


@given(DAYS, st.none() | DAYS, st.sampled_from(["won", "lost"]), st.booleans())
def test_a_deal_that_ended_there_is_closed_here_on_that_day(ended, opened, result, is_staged):
    """Whatever was known of its opening: what the import put at its own moment gives way."""
    first = replace(OPEN, opened=opened, stood="Shown" if is_staged else "")
    closed = replace(first, result=result, stood="", stage=result, ended=ended)
    deal, kept = updated(made(first), closed)
    assert not is_open(deal)
    closing = by_time(deal.log)[-1]
    assert (closing.kind, closing.result) == ("close", result)
    if opened is None or opened <= ended:
        assert closing.at.date() == ended
        assert not [text for text in kept if "log here" in text]
    assert replay(deal, LINE).ending is not None
    again = plan_import([closed], {"1": deal}, (), LADDER, source(LATER)).updated
    assert not [entry for update in again for entry in update.entries]


def test_an_ending_before_what_was_logged_here_comes_after_it_and_is_said():
    call = Entry(NOW - timedelta(days=3), "call", index=5, by="ada")
    deal = made(OPEN)
    deal = replace(deal, log=(*deal.log, call))
    closed = replace(OPEN, result="won", stood="", stage="Won", ended=date(2026, 10, 20))
    deal, kept = updated(deal, closed)
    assert by_time(deal.log)[-1].at == call.at
    (text,) = kept
    assert text.startswith("it was won on Tue 20 Oct 2026 there; the log here goes on to Fri")
    assert text.endswith("so it ends then: salescli show acme")


@pytest.mark.parametrize(("here", "expected"), [(100, None), (150, 150)])
def test_a_cell_that_was_emptied_is_emptied_here_where_nobody_changed_it(here, expected):
    full = one("id,title,value,owner\n1,Acme,100,bob\n")
    empty = one("id,title,value,owner\n1,Acme,,bob\n")
    deal = replace(made(full), value=here)
    done = plan_import([empty], {"1": deal}, (), LADDER, source(LATER))
    changes = dict(done.updated[0].changes)
    assert changes["custom", "import", "value"] is None
    assert changes.get(("value",), "kept") == ("kept" if expected else None)
    assert done.updated[0].words == (() if expected else ("value nothing",))
    assert [text for _, text in done.kept] == (
        ["value is 150 here, and now nothing there"] if expected else []
    )


def test_a_column_that_a_later_file_lacks_empties_nothing():
    full = made(one("id,title,value\n1,Acme,100\n"))
    done = plan_import([one("id,title\n1,Acme\n")], {"1": full}, (), LADDER, source(LATER))
    assert (done.unchanged, done.updated) == (1, ())


# Stages


@given(st.lists(st.sampled_from(["Demo", "demo", " DEMO", "De  mo", "de mo"]), min_size=1))
def test_a_stage_is_one_however_it_is_spelled(stages):
    rows = said("title,stage\n" + "".join(f"x{n},{s}\n" for n, s in enumerate(stages)))
    assert len({row.stage for row in rows}) == len({" ".join(s.split()).casefold() for s in stages})


def test_what_has_no_day_is_undated_and_stands_with_the_opening():
    deal = made(replace(OPEN, stood="Shown", opened=date(2026, 10, 1)))
    assert [(e.kind, e.at.date(), e.undated) for e in deal.log] == [
        ("open", date(2026, 10, 1), False),
        ("import", date(2026, 10, 1), True),
    ]
    unknown = made(OPEN)
    assert [(e.kind, e.at, e.undated) for e in unknown.log] == [
        ("open", NOW, True),
        ("import", NOW, True),
    ]


# Last contact, notes, phones


def test_a_last_contact_and_notes_come_into_the_log_and_a_phone_to_its_person():
    fact = one(
        "title,opened,contacted,notes,contact,phone\n"
        'Acme,2026-01-05,2026-10-20,"Likes it\nvery much",Dana Reyes,+49 30 123456\n'
    )
    deal = made(fact)
    assert [(e.kind, e.at.date(), e.note, e.undated) for e in deal.log] == [
        ("open", date(2026, 1, 5), "", False),
        ("note", date(2026, 1, 5), "Likes it\nvery much", True),
        ("import", date(2026, 10, 20), "Last contact, as crm has it", False),
    ]
    assert deal.people["dana"].phone == "+49 30 123456"
    assert deal.log[-1].is_contact
    assert not deal.log[-1].is_encounter


@pytest.mark.parametrize(
    ("contacted", "opened"),
    [(date(2026, 9, 1), None), (date(2026, 9, 1), date(2026, 9, 20)), (date(2027, 1, 1), None)],
)
def test_no_contact_is_before_the_opening_or_ahead(contacted, opened):
    deal = made(replace(OPEN, contacted=contacted, opened=opened, stood=""))
    assert deal.log[0].kind == "open"
    assert all(entry.at <= NOW for entry in deal.log)
    assert len(deal.log) == (1 if contacted > NOW.date() else 2)


def test_a_later_file_adds_a_later_contact_and_another_note_once():
    first = replace(OPEN, contacted=date(2026, 9, 1), notes="a")
    deal = made(first)
    later = replace(first, contacted=date(2026, 10, 1), notes="b")
    changed, _ = updated(deal, later)
    assert [(e.kind, e.note) for e in changed.log[len(deal.log) :]] == [
        ("import", "Last contact, as crm has it"),
        ("note", "b"),
    ]
    earlier = replace(first, contacted=date(2026, 8, 1))
    assert plan_import([earlier], {"1": deal}, (), LADDER, source(LATER)).unchanged == 1
