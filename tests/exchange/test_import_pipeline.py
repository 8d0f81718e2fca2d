"""The known answers of a real pipeline of 8,800 deals, where its file lies beside the checkout.

The file may not be copied into the repository. It is looked for in ../shared/data; where it isn't,
this module has no test: `test_import.py` imports a generated file of the same form everywhere.
With SALESCLI_PROOF=full it goes through the whole command, else through all but the disk.
"""

from __future__ import annotations

import os
from collections import Counter
from datetime import datetime
from pathlib import Path

from support.building import BERLIN

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

REAL = Path(__file__).parents[3] / "shared" / "data" / "pipeline-8800" / "sales_pipeline.csv"
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
KNOWN = {
    ("won", "engaging"): 4238,
    ("lost", "engaging"): 2473,
    ("open", "engaging"): 1589,
    ("open", "prospecting"): 500,
}


def check_known_answers():
    sheet = read_sheet(REAL.read_bytes())
    text = process_text("pipeline", STAGES, (), "a CSV")
    process, faults = read_process("pipeline", parse_toml(text))
    assert not faults
    ladder = StageMapping(process, dict(zip(STAGES, ids(STAGES, "stage"), strict=True)))
    said = read_rows(sheet, decide_conventions(sheet, Conventions(LAYOUT, "USD", "USD")))
    source = Source("csv", datetime(2026, 11, 21, 10, tzinfo=BERLIN), "ada")
    done = plan_import(said, {}, (), ladder, source)
    standings = [(deal, replay(deal, process)) for deal in done.created]
    assert Counter((str(one.status), one.stage) for _, one in standings) == KNOWN
    won = [deal for deal, one in standings if one.status == "won"]
    assert sum(deal.value for deal in won) == 10_005_534
    assert sum(not deal.company for deal in done.created) == 1425
    assert {"GTXPro"} <= {deal.title for deal in done.created}
    days = sorted(
        (one.ending.at.date() - one.opened.date()).days for _, one in standings if one.ending
    )
    assert days[-1] == 138
    assert not done.refused


def check_the_whole_command(book, run):
    flags = [word for field, column in LAYOUT.items() for word in ("--map", f"{field}={column}")]
    assert run("import", str(REAL), *flags, "--process-from-stages", "pipeline").code == 0
    deals = run("list", "--all", "--json").json["deals"]
    assert Counter((one["status"], one["stage"]) for one in deals) == KNOWN
    assert sum(one["value"] for one in deals if one["status"] == "won") == 10_005_534
    assert len(list((book / "deals").glob("*.toml"))) == 8800


if REAL.is_file():
    test_known_answers = check_known_answers
    if os.environ.get("SALESCLI_PROOF") == "full":
        test_the_whole_command = check_the_whole_command
