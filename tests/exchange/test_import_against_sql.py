"""An import of a table of sales, up to the standing of each deal, against SQL over the table."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import datetime

import pytest
from support.building import BERLIN
from support.effort import some
from support.sales_table import as_csv, as_database, sales

from salescli.domain.replay import replay
from salescli.exchange.csv.conventions import Conventions, decide_conventions
from salescli.exchange.csv.import_plan import plan_import
from salescli.exchange.csv.imported_log import Source
from salescli.exchange.csv.process_from_stages import ids, process_text
from salescli.exchange.csv.rows import read_rows
from salescli.exchange.csv.sheet import read_sheet
from salescli.exchange.csv.stages import StageMapping
from salescli.store.formats.process import read_process
from salescli.store.toml.reader import parse_toml

LAYOUT = {
    "id": "opportunity_id",
    "title": "product",
    "company": "account",
    "owner": "sales_agent",
    "stage": "deal_stage",
    "opened": "engage_date",
    "close": "close_date",
    "value": "close_value",
    "held.engaging": "engage_date",
}
STAGES = ("Prospecting", "Engaging")


class Answers:
    """What SQL says of some rows."""

    def __init__(self, rows):
        with closing(as_database(rows)) as database:
            self.stages = {
                (status, stage): number
                for status, stage, number in database.execute(
                    """select case when deal_stage in ('Won', 'Lost') then lower(deal_stage)
                    else 'open' end, case deal_stage when 'Prospecting' then 'prospecting'
                    else 'engaging' end, count(*) from d group by 1, 2"""
                )
            }
            ((self.won, self.nameless, self.longest),) = database.execute(
                """select sum(case deal_stage when 'Won' then close_value end), sum(account = ''),
                cast(max(case when close_date != '' then julianday(close_date)
                - julianday(engage_date) end) as integer) from d"""
            )


@pytest.fixture(scope="module")
def rows():
    return sales()


def test_every_row_becomes_the_deal_that_it_says(rows):
    sheet = read_sheet(as_csv(rows).encode())
    process, faults = read_process(
        "pipeline", parse_toml(process_text("pipeline", STAGES, (), "a CSV"))
    )
    assert not faults
    ladder = StageMapping(process, dict(zip(STAGES, ids(STAGES, "stage"), strict=True)))
    results = read_rows(sheet, decide_conventions(sheet, Conventions(LAYOUT, "USD", "USD")))
    source = Source("csv", datetime(2026, 11, 21, 10, tzinfo=BERLIN), "ada")
    done = plan_import(results, {}, (), ladder, source)
    standings = [(deal, replay(deal, process)) for deal in done.created]
    answers = Answers(rows)
    assert Counter((str(one.status), one.stage) for _, one in standings) == answers.stages
    assert answers.stages["won", "engaging"] == 240
    won = [deal.value for deal, one in standings if one.status == "won"]
    assert sum(won) == answers.won == 240 * 241 // 2
    assert sum(not deal.company for deal in done.created) == answers.nameless
    days = ((one.ending.at.date() - one.opened.date()).days for _, one in standings if one.ending)
    assert max(days) == answers.longest == 69
    assert not done.refused


def test_the_whole_command(book, run, rows):
    chosen = some(rows, 5)
    (book / "sales.csv").write_text(as_csv(chosen), encoding="utf-8")
    flags = [word for field, column in LAYOUT.items() for word in ("--map", f"{field}={column}")]
    done = run("import", "sales.csv", *flags, "--process-from-stages", "pipeline")
    assert done.code == 0, done.err
    deals = run("list", "--all", "--json").json["deals"]
    answers = Answers(chosen)
    assert Counter((one["status"], one["stage"]) for one in deals) == answers.stages
    assert sum(one["value"] for one in deals if one["status"] == "won") == answers.won
    assert len(list((book / "deals").glob("*.toml"))) == len(chosen)
