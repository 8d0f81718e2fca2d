"""What becomes of a row: the deal that it makes, or what it changes in one that came before."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.building import BERLIN, process
from support.table import each

from salescli.domain.process import Reason
from salescli.domain.replay import replay
from salescli.errors import SalescliError
from salescli.exchange.csv.conventions import Conventions, UndecidedError, decide_conventions
from salescli.exchange.csv.guess_columns import guess_columns
from salescli.exchange.csv.import_plan import plan_import
from salescli.exchange.csv.imported_log import Source
from salescli.exchange.csv.known_exports import FIELDS, recognise
from salescli.exchange.csv.rows import Fact, LeftOut, Refused, read_rows
from salescli.exchange.csv.sheet import read_sheet
from salescli.exchange.csv.stages import StageMapping, known_line, matching_steps, usual_line

NOW = datetime(2026, 11, 21, 10, tzinfo=BERLIN)
SOURCE = Source("hubspot", NOW, "ada")
ROW = {one.name for one in fields(Fact)}
LINE = process("one/lead", "two/demo", "three/offer")
LADDER = StageMapping(LINE, {"New": "lead", "Shown": "demo", "Priced": "offer"})


def said(text: str, **layout: str):
    sheet = read_sheet(text.encode())
    layout = layout or {name: name for name in sheet.columns if name in FIELDS}
    return list(read_rows(sheet, decide_conventions(sheet, Conventions(layout, "", "EUR"))))


def one(text: str, **layout: str):
    (found,) = said(text, **layout)
    return found


def fact(line: int, *more: str, **facts: Any) -> Fact:
    """Return what a row says: fields of the deal's header among those of the row."""
    own = {name: facts.pop(name) for name in ROW & facts.keys()}
    return Fact(line, *more, header=facts, **own)


def made(fact: Fact, ladder: StageMapping = LADDER):
    (deal,) = plan_import([fact], {}, (), ladder, SOURCE).created
    return deal


def told(deal) -> list[str]:
    return [
        f"{entry.at:%Y-%m-%d} {entry.kind} {' '.join((*entry.steps, entry.result))}".strip()
        for entry in deal.log
    ]


# Rows


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "a name is enough": ("title\nAcme\n", fact(2, title="Acme")),
        "blanks and breaks": ('title\n" A\n b "\n', fact(2, title="A b")),
        "a value": ("id,value\n1,5.50\n", fact(2, id="1", value=Decimal("5.5"), currency="EUR")),
        "its own currency": (
            "id,value,currency\n1,5,usd\n",
            fact(2, id="1", value=5, currency="USD"),
        ),
        "its own currency in words": (
            "id,value,currency\n1,5,US Dollar (USD)\n",
            fact(2, id="1", value=5, currency="USD"),
        ),
        "a sign": ("id,value\n1,£5\n", fact(2, id="1", value=5, currency="GBP")),
        "an open deal's close": (
            "id,close\n1,2027-01-02 10:00\n",
            fact(2, id="1", close=date(2027, 1, 2)),
        ),
        "won by its stage": (
            "id,stage,close\n1,Closed Won,2026-01-02\n",
            fact(2, id="1", stage="Closed Won", result="won", ended=date(2026, 1, 2)),
        ),
        "lost by its status": (
            "id,stage,status,close,closed_lost\n1,Shown,Lost,2026-03-01,2026-01-02\n",
            fact(
                2,
                id="1",
                stage="Shown",
                stood="Shown",
                result="lost",
                ended=date(2026, 1, 2),
                close=date(2026, 3, 1),
            ),
        ),
        "won by a column": (
            "id,stage,won,ended,close\n1,x,true,true,2026-01-02\n",
            fact(2, id="1", stage="x", result="won", ended=date(2026, 1, 2)),
        ),
        "lost by columns": (
            "id,stage,won,ended,close\n1,x,false,true,2026-01-02\n",
            fact(2, id="1", stage="x", result="lost", ended=date(2026, 1, 2)),
        ),
        "people": (
            "id,contact\n1,Dana Reyes (dana@x.example); Bob\n",
            fact(2, id="1", contacts=(("Dana Reyes", "dana@x.example", ""), ("Bob", "", ""))),
        ),
        "an address apart": (
            "id,contact,email\n1,Dana,dana@x.example\n",
            fact(2, id="1", contacts=(("Dana", "dana@x.example", ""),)),
        ),
        "tags": ('id,tags\n1,"hot, big; hot"\n', fact(2, id="1", tags=("hot", "big"))),
        "employees": ('id,employees\n1,"1,200"\n', fact(2, id="1", employees=1200)),
        "a defused cell": ("id,title\n1,'=1+1\n", fact(2, id="1", title="=1+1")),
        "what else there is": (
            "id,Next Step,_x,Import,a b\n1,call,9,i,2\n",
            fact(2, id="1", others={"next-step": "call", "import-2": "i", "a-b": "2"}),
        ),
    }.values(),
    ids=str,
)
def test_a_row_says_what_it_says(text, expected):
    assert one(text) == expected


@each(
    "text, reason",
    [
        ("id,title\n,\n1,\n,x,y\n", "it has 3 cells where there are 2 columns"),
        ("title,value\nx,abc\n", "'abc' is not an amount of 0 or more"),
        ("title,value,currency\nx,$5,\n", "the sign of '$5' could mean several currencies"),
        ("title,value,currency\nx,5,thing\n", "'thing' is not a currency"),
        ("title,status,close\nx,won,soon\n", "'soon' is not a date (close)"),
        ("title,status,closed\nx,won,soon\n", "'soon' is not a date"),
        ("title,employees\nx,many\n", "'many' is not a whole number"),
        ("title,owner\n,ada\n", "it has neither a name, a company nor an id"),
        ("title,stage\nx,Won\n", "it was won, but the file does not show when"),
        ("title,stage\nx,Closed\n", "'Closed' does not show how the deal ended"),
        (
            "title,ended\nx,yes\n",
            "it is closed there, but the file does not show whether it was won",
        ),
        (f"title\n{'x' * 401}\n", "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…' is too long"),
    ],
)
def test_a_row_of_no_use_says_why(text, reason):
    refused = [row for row in said(text) if isinstance(row, Refused)]
    assert len(refused) == 1
    assert refused[0].reason.startswith(reason)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("id,is_deleted\n1,true\n", "deleted there"),
        ("id,_fivetran_deleted\n1,TRUE\n", "deleted there"),
        ("id,isArchived\n1,Yes\n", "deleted there"),
        ("id,status\n1,deleted\n", "deleted there"),
        ("id,_fivetran_active\n1,false\n", "an earlier version"),
    ],
)
def test_deleted_rows_are_left_out(text, why):
    assert one(text) == LeftOut(2, why)


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("id,close\n1,03/04/2026\n", "--dates"),
        ("id,value\n1,1.234\n2,12.75\n", "--decimals"),
        ("id,value\n1,$5\n", "--currency"),
    ],
)
def test_what_could_be_two_things_is_not_guessed(text, flag):
    with pytest.raises(UndecidedError) as caught:
        said(text)
    assert caught.value.flag == flag


def test_other_rows_and_columns_settle_an_order():
    (first, _) = said("id,close\n1,03/04/2027\n2,25/04/2027\n")
    assert first.header["close"] == date(2027, 4, 3)
    assert one("id,opened,close\n1,25/04/2026,03/04/2027\n").header["close"] == date(2027, 4, 3)
    with pytest.raises(UndecidedError):
        said("id,close\n1,25/04/2026\n2,04/25/2026\n3,03/04/2027\n")


# Known exports and proposals

HUBSPOT = (
    "Record ID,Deal Name,Deal Stage,Amount,Deal owner,Pipeline,Close Date,Create Date,"
    "Last Activity Date,Associated Company"
)
SALESFORCE = (
    "Opportunity Name,Account Name,Stage,Amount,Close Date,Created Date,Opportunity Owner,"
    "Next Step,Probability (%),Type,Lead Source"
)
PIPEDRIVE = (
    "Deal - Title,Deal - Organization,Deal - Contact person,Deal - Value,Deal - Currency,"
    "Deal - Stage,Deal - Status,Deal - Owner,Deal - Deal created,Deal - Expected close date,"
    "Deal - Won time,Deal - Lost time,Deal - Lost reason,Deal - Next activity date,Deal - Pipeline"
)
FIELDS_OF_PIPEDRIVE = (
    "title company value currency stage status opened close closed_won closed_lost reason owner"
    " contact next_activity"
)


@pytest.mark.parametrize(
    ("columns", "system", "fields"),
    [
        (HUBSPOT, "hubspot", "id title company value stage opened close owner contacted"),
        (
            SALESFORCE,
            "salesforce",
            "title company value stage opened close owner source kind next_step",
        ),
        (
            PIPEDRIVE,
            "pipedrive",
            FIELDS_OF_PIPEDRIVE,
        ),
        (PIPEDRIVE.replace("Deal - ", ""), "pipedrive", None),
        (
            "deal_id,is_deleted,deal_pipeline_stage_id,property_dealname",
            "hubspot",
            "id title stage",
        ),
        ("id,name,stage_name,close_date,is_won", "salesforce", "id title stage won close"),
        ("Id,Name,StageName,CloseDate,IsWon", "salesforce", "id title stage won close"),
    ],
)
def test_an_export_is_known_by_its_columns(columns, system, fields):
    found = recognise(columns.upper().split(","))
    assert found is not None
    assert found[0].system == system
    if fields is not None:
        assert set(found[1]) == set(fields.split())


def test_other_columns_are_no_known_export():
    assert recognise(["Name", "Amount"]) is None


def test_columns_are_proposed_by_name_and_by_content():
    text = "Opportunity ID,Account,Product,Phase,Deal value,Close date,Created,Rep,id\n"
    text += "7,Acme,Arms,Demo,5,2026-01-01,soon,Ada,1\n8,Beta,Legs,Demo,6,2026-01-01,later,Ada,1\n"
    assert guess_columns(read_sheet(text.encode())) == {
        "id": "Opportunity ID",
        "close": "Close date",
        "value": "Deal value",
        "stage": "Phase",
        "company": "Account",
        "title": "Product",
        "owner": "Rep",
    }


@given(st.text('ab,;"\n1.€/ ', max_size=40))
def test_whatever_a_file_holds_a_proposal_names_its_columns(text):
    try:
        sheet = read_sheet(text.encode())
    except SalescliError:
        return
    assert set(guess_columns(sheet).values()) <= set(sheet.columns)
    recognise(sheet.columns)


# Stages


@pytest.mark.parametrize(
    ("stages", "known", "line"),
    [
        (("Contract sent", "Appointment Scheduled"), ("appointmentscheduled", "contractsent"), 1),
        (("Engaging", "Prospecting"), (), 1),
        (("Only",), (), 0),
        (("Alpha", "Beta"), (), None),
        (("Demo", "Presentation"), (), None),
    ],
)
def test_stages_come_in_the_order_of_their_names_or_none(stages, known, line):
    expected = None if line is None else tuple(reversed(stages)) if line else stages
    assert (known_line(stages, known) or usual_line(stages)) == expected


def test_stages_are_matched_by_name():
    assert matching_steps(["DEMO!", "Other"], LINE) == {"DEMO!": "demo"}


# New deals

AUGUST = date(2026, 8, 1)


@pytest.mark.parametrize(
    ("fact", "log"),
    {
        "open": (
            fact(2, "1", opened=AUGUST, stood="New"),
            ["2026-08-01 open", "2026-08-01 import lead"],
        ),
        "further": (
            fact(2, "1", stood="Priced"),
            ["2026-11-21 open", "2026-11-21 import lead demo offer"],
        ),
        "no stage": (fact(2, "1", opened=date(2026, 10, 1)), ["2026-10-01 open"]),
        "unmapped": (fact(2, "1", stood="Else"), ["2026-11-21 open"]),
        "won": (
            fact(2, "1", result="won", opened=AUGUST, ended=date(2026, 9, 1)),
            ["2026-08-01 open", "2026-09-01 close won"],
        ),
        "lost where it stood": (
            fact(2, "1", stood="Shown", result="lost", opened=AUGUST, ended=date(2026, 9, 1)),
            ["2026-08-01 open", "2026-08-01 import lead demo", "2026-09-01 close lost"],
        ),
        "recorded after its end": (
            fact(2, "1", result="won", opened=date(2026, 9, 2), ended=date(2026, 9, 1)),
            ["2026-09-01 close won"],
        ),
        "closed today": (
            fact(2, "1", result="won", ended=NOW.date()),
            ["2026-11-21 close won"],
        ),
        "with the day of a step": (
            fact(2, "1", stood="Priced", held={"demo": date(2026, 9, 1)}),
            [
                "2026-09-01 open",
                "2026-09-01 import lead",
                "2026-09-01 import demo",
                "2026-09-01 import offer",
            ],
        ),
    }.values(),
    ids=str,
)  # fmt: skip
def test_a_row_becomes_a_log(fact, log):
    deal = made(fact)
    assert told(deal) == log
    assert all(entry.at <= NOW and not entry.nexts for entry in deal.log)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("Too expensive", ("price", "")),
        ("PRICE", ("price", "")),
        ("Rain", ("", "Rain")),
        ("", ("", "")),
    ],
)
def test_a_loss_has_the_reason_that_the_process_declares_or_the_words(reason, expected):
    lines = replace(LINE, loss=(Reason("price", "Too expensive"),))
    deal = made(
        fact(2, "1", result="lost", ended=date(2026, 9, 1), reason=reason), StageMapping(lines)
    )
    assert (deal.log[-1].reason, deal.log[-1].evidence) == expected


def test_handles_are_short_where_they_can_be_and_else_tell_deals_apart():
    facts = [
        fact(2, "1", title="Arms", company="Acme GmbH"),
        fact(3, "2", title="Arms", company="Beta"),
        fact(4, "3", title="Legs", company="Beta"),
        fact(5, "X 4", title="Same", company="Gamma"),
        fact(6, "X 5", title="Same", company="Gamma"),
        fact(7, "X 6", title="Same", company="Gamma"),
        fact(8, "Q7", title="日本"),
        fact(9, "日本"),
        fact(10, "", company="Con"),
        fact(11, "9", title="Taken"),
    ]
    handles = [deal.handle for deal in plan_import(facts, {}, ["taken"], LADDER, SOURCE).created]
    assert handles == [
        *("acme", "beta-arms", "beta-legs", "gamma-x-4", "gamma-x-5", "gamma-x-6"),
        *("q7", "日本", "con-deal", "9"),
    ]


SAME = "it has the same company, title, opening and amount"


def test_rows_that_cannot_be_told_apart_or_lie_ahead_are_refused():
    facts = [
        fact(2, title="Arms", company="Acme"),
        fact(3, title="arms", company="ACME"),
        fact(8, title="arms", company="ACME", value=5),
        fact(4, "1"),
        fact(5, "1"),
        fact(6, "2", opened=date(2026, 11, 22)),
        fact(7, "3", result="won", ended=date(2027, 1, 1)),
    ]
    done = plan_import(facts, {}, (), LADDER, SOURCE)
    assert [(one.line, one.reason) for one in done.refused] == [
        (3, f"{SAME} as line 2; where both are deals: --map id=COLUMN"),
        (5, "it has the same id as line 4"),
        (6, "it was opened on Sun 22 Nov 2026, which is in the future"),
        (7, "it was won on Fri 1 Jan 2027, which is in the future"),
    ]


# Updates

NAMED = {"title": "Arms", "company": "Acme", "value": 100, "currency": "EUR", "owner": "bob"}
FIRST = fact(2, "1", "New", "New", opened=date(2026, 10, 1), **NAMED)


WORTH_MORE = replace(FIRST, header={**FIRST.header, "value": 200})


def again(fact: Fact, **changed):
    deal = replace(made(FIRST), **changed)
    return plan_import([fact], {"1": deal}, (), LADDER, SOURCE)


def test_the_same_row_again_changes_nothing():
    assert again(FIRST).unchanged == 1
    assert again(FIRST, value=5, owner="eve").unchanged == 1


def test_what_changed_there_changes_here_and_is_logged():
    (update,) = again(
        replace(WORTH_MORE, stood="Shown", stage="Shown", contacts=(("Dana", "", ""),))
    ).updated
    assert update.changes == {
        ("custom", "import", "value"): 200,
        ("value",): 200,
        ("custom", "import", "stage"): "Shown",
    }
    assert [(e.kind, e.steps, dict(e.change)) for e in update.entries] == [
        ("import", ("demo",), {}),
        ("change", (), {"value": (100, 200)}),
    ]
    assert [person.handle for person in update.people] == ["dana"]
    assert update.words == ("demo done", "value 200", "Dana added")


def test_what_changed_in_both_places_stays_ours_and_is_said():
    done = again(WORTH_MORE, value=150)
    assert done.kept == (("acme", "value is 150 here, and now 200 there"),)
    assert done.updated[0].changes == {("custom", "import", "value"): 200}
    assert not done.updated[0].entries


def test_a_deal_that_ended_there_ends_here():
    won = replace(FIRST, result="won", stood="", stage="Won", ended=date(2026, 11, 2))
    (update,) = again(won).updated
    assert [(e.kind, e.result, e.at.date()) for e in update.entries] == [
        ("close", "won", date(2026, 11, 2))
    ]
    deal = made(won)
    reopened = plan_import([FIRST], {"1": deal}, (), LADDER, SOURCE)
    assert reopened.kept == (
        ("acme", "it is won here, and now open again there: salescli show acme"),
    )


def test_what_the_log_has_is_not_rewritten_but_said():
    lost = replace(FIRST, result="lost", stood="", stage="Lost", ended=date(2026, 11, 2))
    done = plan_import(
        [replace(lost, ended=date(2026, 11, 3), reason="Rain", opened=date(2026, 10, 2))],
        {"1": made(lost)},
        (),
        LADDER,
        SOURCE,
    )
    assert done.kept == (
        ("acme", "its opening is 2026-10-02 there now: salescli edit acme"),
        ("acme", "its close is 2026-11-03 there now: salescli edit acme"),
        ("acme", "its reason is Rain there now: salescli edit acme"),
    )
    assert not done.updated[0].entries


def test_a_deal_of_another_process_gets_no_steps():
    done = again(replace(FIRST, stood="Priced", stage="Priced"), process="other")
    assert not done.updated[0].entries


# Any file

TEXTS = st.sampled_from(
    ["", "x", "Won", "Lost", "Shown", "1", "1,5", "2026-01-02", "true", "\n=", "é"]
)
COLUMNS = st.lists(
    st.sampled_from([*FIELDS, "held.demo", "is_deleted", "else"]),
    min_size=1,
    max_size=6,
    unique=True,
)


def _tables(columns):
    return st.tuples(st.just(columns), st.lists(st.tuples(*[TEXTS] * len(columns)), max_size=5))


@given(COLUMNS.flatmap(_tables))
def test_whatever_the_cells_say_each_row_is_used_left_out_or_refused(table):
    import csv
    import io

    columns, rows = table
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    sheet = read_sheet(text.getvalue().encode())
    layout = {name: name for name in columns if name not in ("is_deleted", "else")}
    found = list(
        read_rows(sheet, decide_conventions(sheet, Conventions(layout, "", "EUR"), "dmy", "comma"))
    )
    done = plan_import(found, {}, (), LADDER, SOURCE)
    counted = len(done.created) + len(done.refused) + sum(done.left_out.values())
    assert counted == len(sheet.rows)
    assert len({deal.handle for deal in done.created}) == len(done.created)
    for deal in done.created:
        assert replay(deal, LINE).next is None
        assert list(deal.log) == sorted(deal.log, key=lambda entry: entry.at)
    book = {str(deal.custom["import"]["id"]): deal for deal in done.created}
    assert plan_import(found, book, (), LADDER, SOURCE).unchanged == len(done.created)
