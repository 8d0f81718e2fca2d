"""How the next file finds its deal: ids in one form, and rows without an id."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.building import BERLIN, process
from support.table import each

from salescli.exchange.csv.import_plan import origin, plan_import
from salescli.exchange.csv.imported_log import Source
from salescli.exchange.csv.row_ids import plain_id
from salescli.exchange.csv.rows import Fact
from salescli.exchange.csv.stages import StageMapping

SOURCE = Source("crm", datetime(2026, 11, 21, 10, tzinfo=BERLIN), "ada")
LADDER = StageMapping(process("one/lead"))


@each(
    "text, plain",
    [
        ("101", "101"),
        ("101.0", "101"),
        ("101,00", "101"),
        ("0101.0", "0101"),
        ("101.5", "101.5"),
        ("0063000001abcDE", "0063000001abcDE"),
        ("0063000001abcDEAAY", "0063000001abcDE"),
        ("0063000001abcDEAAA", "0063000001abcDEAAA"),
        ("D-1.0", "D-1.0"),
    ],
)
def test_an_id_has_one_form(text, plain):
    assert plain_id(text) == plain


def deals(facts, known=()):
    book = {origin(deal)[1]: deal for deal in known}
    taken = [deal.handle for deal in known]
    return plan_import(facts, book, taken, LADDER, SOURCE)


@pytest.mark.parametrize(("one", "other"), [("101", "101.0"), ("0063000001abcDEAAY",) * 2])
def test_a_later_file_with_another_form_of_an_id_finds_its_deal(one, other):
    first = deals([Fact(2, one, header={"title": "A"})]).created
    assert deals([Fact(2, other, header={"title": "A"})], first).unchanged == 1


AMOUNTS = st.lists(st.integers(1, 9) | st.none(), min_size=1, max_size=5)


def rows(amounts):
    header = [{"title": "Arms"} if n is None else {"title": "Arms", "value": n} for n in amounts]
    return [Fact(2 + n, header=one) for n, one in enumerate(header)]


@given(AMOUNTS, st.randoms())
def test_rows_of_one_name_are_as_many_deals_as_they_have_amounts(amounts, random):
    first = deals(rows(amounts))
    assert len(first.created) == len(set(amounts))
    assert len(first.refused) == len(amounts) - len(set(amounts))
    assert all("--map id=COLUMN" in one.reason for one in first.refused)
    random.shuffle(amounts)
    again = deals(rows(amounts), first.created)
    assert (again.unchanged, again.created, again.updated) == (len(set(amounts)), (), ())


def test_another_opening_or_company_is_another_deal():
    facts = [
        Fact(2, header={"title": "Arms", "company": "Acme"}),
        Fact(3, header={"title": "Arms", "company": "Beta"}),
        Fact(4, header={"title": "Arms", "company": "Beta"}, opened=date(2026, 1, 2)),
    ]
    assert len(deals(facts).created) == 3


def test_an_amount_that_changed_keeps_its_deal():
    first = deals(rows([1, 2])).created
    again = deals(rows([2, 3]), first)
    assert [(one.handle, dict(one.changes)[("value",)]) for one in again.updated] == [
        (first[0].handle, 3)
    ]
