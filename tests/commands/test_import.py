"""`import` as a user meets it: whole files into a book, again, and in a terminal."""

from __future__ import annotations

import csv
import random
import shlex
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from support.terminal import CTRL_C, Terminal, history

from salescli.exchange.csv.export import csv_lines
from salescli.store.toml.reader import read_toml

CRM = Path(__file__).parents[1] / "exchange" / "crm"
HUBSPOT = """\
Record ID;Deal Name;Deal Stage;Amount;Deal owner;Close Date;Create Date;Associated Company;Next
1;Warehouse rollout;Presentation Scheduled;€ 48.000,50;Ada;31/03/2027;25/01/2026;Acme GmbH;call Dana
2;Robots;Closed Won;1.200;;03/04/2026;25/01/2026;Beta Inc;
3;=1+1;Closed Lost;;Bob;03/04/2026;26/01/2026;Gamma;
4;Broken;Contract Sent;abc;;03/04/2027;25/01/2026;Delta;
"""
PIPEDRIVE = """\
Deal - ID,Deal - Title,Deal - Organization,Deal - Contact person,Deal - Value,Deal - Currency,\
Deal - Stage,Deal - Status,Deal - Owner,Deal - Deal created,Deal - Expected close date,\
Deal - Won time,Deal - Lost time,Deal - Lost reason
1,Robots,Acme,Dana Reyes,500,USD,Demo Scheduled,Open,Ada,2026-10-01 10:00:00,2026-12-31,,,
2,Arms,Beta,,300,USD,Proposal Made,Lost,Ada,2026-08-01,2026-10-31,,2026-10-02 11:00:00,Too expensive
3,Legs,Beta,,99.5,USD,Qualified,Won,Bob,2026-08-01,2026-10-31,2026-10-05 11:00:00,,
"""
PIPELINE = (
    *("--map", "id=opportunity_id", "--map", "title=product", "--map", "company=account"),
    *("--map", "owner=sales_agent", "--map", "stage=deal_stage", "--map", "opened=engage_date"),
    *("--map", "close=close_date", "--map", "value=close_value"),
    *("--map", "held.engaging=engage_date", "--process-from-stages", "pipeline"),
)


@pytest.fixture
def hubspot(book) -> Path:
    path = book / "hubspot.csv"
    path.write_text(HUBSPOT)
    return path


def deal(book: Path, handle: str) -> dict:
    return read_toml(book / "deals" / f"{handle}.toml")[0]


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.usefixtures("hubspot")
def test_an_export_becomes_deals_a_process_and_one_commit(book, run):
    before = history(book)
    done = run("import", "hubspot.csv", "--process-from-stages", "hub")
    assert done.code == 1  # a row could not be used
    assert done.out.splitlines() == [
        "hubspot.csv: HubSpot, 4 rows (UTF-8, separated by semicolons)",
        "  Columns: id = Record ID; title = Deal Name; company = Associated Company;",
        "    value = Amount; stage = Deal Stage; opened = Create Date; close = Close",
        "    Date; owner = Deal owner",
        "  Amounts: 1 like € 48.000,50 = 48,000.5 EUR; 1 like 1.200 = 1,200 EUR",
        "  Days: 3 like 03/04/2026 in Close Date = Fri 3 Apr 2026",
        "  Stages in hub: Presentation Scheduled = presentation-scheduled",
        "",
        "Imported: 3 new deals (1 open, 1 won, 1 lost).",
        "  New deals: 2 without stage before the end (how far they got is not known;",
        "    --map held.STEP=COLUMN gives it); 1 without owner (they are yours, or whose",
        "    --owner says).",
        "  Amounts without a currency count as EUR, the book's; else: --currency.",
        "",
        "1 row can't be used",
        "  line 5  'abc' is not an amount of 0 or more",
        "",
        "salescli next               some open deals have no next step: give each of them",
        "                            one",
        "salescli process check hub  shows what to complete in it",
        "salescli undo               takes back the import",
    ]
    assert not done.err
    assert history(book) == ["import of hubspot.csv: 3 new deals", *before]
    acme = deal(book, "acme")
    assert acme["value"] == Decimal("48000.5")
    assert acme["close"] == date(2027, 3, 31)
    assert acme["custom"]["import"]["id"] == "1"
    assert acme["custom"]["next"] == "call Dana"
    assert [(e["kind"], e.get("steps")) for e in acme["log"]] == [
        ("open", None),
        ("import", ["presentation-scheduled"]),
    ]
    assert str(acme["log"][0]["at"]) == "2026-01-25 12:00:00+01:00"
    won = deal(book, "beta")
    assert "close" not in won
    assert (won["log"][-1]["result"], won["log"][-1]["at"].date()) == ("won", date(2026, 4, 3))
    assert deal(book, "gamma")["title"] == "=1+1"
    assert {"N01"} <= set(run("list", "--json").json["deals"][0]["findings"])
    assert "acme  nothing is left in the process: win it or close it" in run("next").out
    assert "Q05" in run("check", "gamma").out


@pytest.mark.usefixtures("hubspot")
def test_a_new_process_says_what_is_missing_or_is_whole(book, run):
    run("import", "hubspot.csv", "--process-from-stages", "hub")
    check = run("process", "check", "hub")
    assert check.code == 1
    assert "R08 error: the process declares no reason for a loss" in check.out
    assert "1 process: 1 error." in check.out
    (book / "pipedrive.csv").write_text(PIPEDRIVE)
    assert run("import", "pipedrive.csv", "--process-from-stages", "drive").code == 0
    check = run("process", "check", "drive")
    assert (check.code, check.out) == (0, "1 process: nothing to fix.\n")
    lost = deal(book, "beta-arms")
    assert lost["log"][-1]["reason"] == "too-expensive"
    assert [e.get("steps") for e in lost["log"]] == [
        None,
        ["qualified", "demo-scheduled", "proposal-made"],
        None,
    ]
    assert lost["close"] == date(2026, 10, 31)
    stages = {one["deal"]: one["stage"] for one in run("list", "--all", "--json").json["deals"]}
    assert stages["acme-robots"] == "demo-scheduled"
    assert deal(book, "acme-robots")["people"]["dana"]["name"] == "Dana Reyes"


def test_the_second_import_updates_and_takes_nothing_from_us(book, run, hubspot):
    line = ("import", "hubspot.csv", "--process-from-stages", "hub")
    run(*line)
    before = history(book)
    assert "Imported: 0 new deals, 0 updated, 3 unchanged." in run(*line).out
    assert history(book) == before
    run("set", "beta", "owner=eve")
    changed(hubspot, "Presentation Scheduled;€ 48.000,50", "Closed Won;€ 50.000,50")
    changed(hubspot, "Robots;Closed Won;1.200;", "Robots;Closed Won;1.200;zoe")
    changed(hubspot, "31/03/2027", "20/11/2026")
    changed(hubspot, "4;Broken;Contract Sent;abc", "4;Broken;Closed Lost;5,0")
    changed(hubspot, "03/04/2027", "04/04/2026")
    done = run(*line)
    assert done.code == 0
    assert "Imported: 1 new deal (1 lost), 2 updated, 1 unchanged." in done.out
    assert "beta: owner is eve here, and now zoe there" in done.out
    assert history(book)[0] == "import of hubspot.csv: 1 new deal, 2 updated"
    acme = deal(book, "acme")
    assert acme["value"] == acme["custom"]["import"]["value"] == Decimal("50000.5")
    log = {entry["kind"]: entry for entry in acme["log"]}
    assert log["change"]["change"] == {"value": [Decimal("48000.5"), Decimal("50000.5")]}
    assert log["close"]["result"] == "won"
    assert deal(book, "beta")["owner"] == "eve"
    assert "0 updated" in run(*line).out


@pytest.mark.usefixtures("hubspot")
def test_a_dry_run_shows_all_and_writes_nothing(book, run):
    before = history(book)
    done = run("import", "hubspot.csv", "--process-from-stages", "hub", "--dry-run")
    assert "Would import: 3 new deals (1 open, 1 won, 1 lost)." in done.out
    assert "acme  Acme GmbH · Warehouse rollout · 48,000.5 EUR · open" in done.out
    assert (
        "open (Sun 25 Jan 2026); presentation-scheduled (day not known); close Wed 31" in done.out
    )
    assert "Only kept in [custom] of each deal: Next" in done.out
    assert "line 5  'abc' is not an amount of 0 or more" in done.out
    assert "Dry run: nothing was written. Leave out --dry-run to import." in done.out
    assert history(book) == before
    assert not list((book / "deals").glob("*"))
    assert not (book / "processes" / "hub.toml").exists()


@pytest.mark.usefixtures("hubspot")
def test_what_came_in_can_be_told_by_programs(run):
    told = run("import", "hubspot.csv", "--process-from-stages", "hub", "--json").json
    assert told["deals"][0] == {"deal": "acme", "id": "1", "was": "created", "status": "open"}
    assert told["refused"] == [{"line": 5, "reason": "'abc' is not an amount of 0 or more"}]
    assert (told["version"], told["process"], told["unchanged"]) == (1, "hub", 0)


@pytest.mark.usefixtures("hubspot")
def test_stages_map_to_the_steps_of_a_process(book, run):
    line = ("import", "hubspot.csv", "--process", "small-business")
    done = run(*line)
    assert done.code == 2
    assert "what do the stages mean in small-business? Presentation Scheduled" in done.err
    assert "--stage 'Presentation Scheduled=STEP'" in done.err
    assert (
        "'trial' is a stage of small-business"
        in run(*line, "--stage", "presentation scheduled=trial").err
    )
    assert "there is no step 'dmo'" in run(*line, "--stage", "Presentation Scheduled=dmo").err
    assert "the file has no stage 'Demo'" in run(*line, "--stage", "Demo=demo").err
    assert not list((book / "deals").glob("*"))
    assert run(*line, "--stage", "Presentation Scheduled=demo").code == 1
    assert deal(book, "acme")["log"][1]["steps"] == ["demo"]
    assert "met" not in deal(book, "acme")["log"][1]


def test_a_stage_can_be_an_ending(book, run):
    text = "id,title,stage,close\n1,Arms,Cold,2026-10-01\n2,Legs,Warm,2027-01-01\n"
    (book / "own.csv").write_text(text)
    line = (
        "import",
        "own.csv",
        *(f"--map={name}={name}" for name in ("id", "title", "stage", "close")),
    )
    done = run(*line, "--process-from-stages", "own")
    assert "in which order do the 2 stages come?" in done.err
    assert "--stages Cold,Warm" in done.err
    assert run(*line, "--process-from-stages", "own", "--stage", "Cold=disqualified").code == 0
    assert deal(book, "arms")["log"][-1]["result"] == "disqualified"
    assert "Warm" in (book / "processes" / "own.toml").read_text()


@pytest.mark.parametrize(
    ("text", "flags", "told"),
    [
        (
            "x,y\n1,2\n",
            (),
            ("f.csv is not an export that is known by its columns: x, y", "--map title=COLUMN"),
        ),
        (
            "Name,Amount\na,1\n",
            (),
            ("f.csv is not an export", "--map value=Amount --map title=Name"),
        ),
        (
            "Name\na\n",
            ("--map", "titel=Name"),
            ("there is no field 'titel': did you mean 'title'?", "fields:"),
        ),
        (
            "Name\na\n",
            ("--map", "title=Nmae"),
            ("no column 'Nmae': did you mean 'Name'?", "it has: Name"),
        ),
        ("Name\na\n", ("--map", "title"), ("--map 'title' is not of the form", "title=Name")),
        (
            "Name\na\n",
            ("--map", "owner=Name"),
            ("no column has the names of the deals", "--map title="),
        ),
        ("Name\na\n", ("--map", "title=Name"), ("say which process", "--process ")),
        (
            "Name,C\na,03/04/2026\n",
            ("--map", "title=Name", "--map", "close=C"),
            ("'03/04/2026' in the column 'C' could mean two dates", "--dates dmy|mdy"),
        ),
        (
            "Name,V\na,1.234\nb,12.75\n",
            ("--map", "title=Name", "--map", "value=V"),
            (
                "'1.234' in the column 'V' could be read with decimals or with thousands",
                "--decimals point|comma",
            ),
        ),
        (
            "Name,S\n" + "".join(f"a{n},s{n}\n" for n in range(400)),
            ("--map", "title=Name", "--map", "stage=S", "--process-from-stages", "own"),
            ("the column of the stage says 400 different things", "--map stage=COLUMN"),
        ),
        (
            "".join(csv_lines([])),
            (),
            ("is a table that salescli made for a spreadsheet", "salescli export json -o FILE"),
        ),
        (
            "Name\na\n",
            ("--map", "title=Name", "--dates", "ymd"),
            ("'ymd' is not dmy or mdy", "dmy or mdy"),
        ),
        ("Name\na\n", ("--map", "title=Name", "--currency", "¥"), ("could be JPY or CNY", "write")),
        (
            "Name\na\n",
            ("--map", "title=Name", "--from", "a b"),
            ("can't be kept", "--from hubspot"),
        ),
        (
            "Name\na\n",
            ("--map", "title=Name", "--process", "smll"),
            ("there is no process 'smll'", "use one of"),
        ),
        (
            "Name\na\n",
            ("--map", "title=Name", "--process-from-stages", "new"),
            ("names no stage that a deal stands in", "--process "),
        ),
        (
            "Name\na\n",
            ("--map", "title=Name", "--process", "a", "--process-from-stages", "b"),
            ("deals have one process", "give --process"),
        ),
        (
            "Name,D\na,2026-01-01\n",
            ("--map", "title=Name", "--map", "held.x=D", "--process", "enterprise"),
            ("there is no step 'x'", "--map held.STEP=COLUMN"),
        ),
        ('"Name\na\n', (), ("f.csv: line 1: a quote is opened and never closed", "fix that line")),
        ("", (), ("f.csv: the file is empty",)),
    ],
)
def test_what_stops_an_import_names_what_to_type(book, run, text, flags, told):
    (book / "f.csv").write_text(text)
    done = run("import", "f.csv", *flags)
    assert done.code == 2
    for words in told:
        assert words in done.err
    assert not done.out
    assert not list((book / "deals").glob("*"))


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("name", ["nothing.csv", "."])
def test_what_is_no_file_is_said(run, name):
    done = run("import", name)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: ")


@pytest.mark.usefixtures("hubspot")
def test_a_deal_that_cannot_be_read_stops_an_import_that_could_double_it(book, run):
    run("import", "hubspot.csv", "--process-from-stages", "hub")
    (book / "deals" / "acme.toml").write_text("title =")
    done = run("import", "hubspot.csv", "--process", "hub")
    assert done.code == 2
    assert "deals/acme.toml:1" in done.err


def test_hubspot_tables_come_in_with_what_they_have(book, run):
    done = run("import", str(CRM / "hubspot_deal_data.csv"), "--process", "small-business")
    assert done.code == 0
    assert "HubSpot tables, 14 rows" in done.out
    assert "Imported: 14 new deals (14 open)." in done.out
    said = " ".join(done.out.split())
    assert (
        "New deals: 14 without company; 14 without stage (no step counts as done);"
        " 11 without owner (they are yours, or whose --owner says); 14 without value." in said
    )
    name = "6674c2be62f9c509e1e966b878861653"
    assert deal(book, name)["owner"] == "40706000"
    assert str(deal(book, name)["log"][0]["at"]) == "2020-09-25 03:30:12+02:00"


def test_salesforce_tables_of_deleted_rows_leave_them_out_and_count_them(book, run):
    path = CRM / "sf_opportunity_data.csv"
    done = run("import", str(path))
    assert done.code == 0
    assert "Imported: 0 new deals.\n  Left out: 10 rows, deleted there." in done.out
    alive = book / "alive.csv"
    alive.write_text(path.read_text().replace("true,true,,true", "true,false,,true"))
    done = run("import", "alive.csv", "--process", "enterprise", "--currency", "USD")
    assert "Imported: 5 new deals (5 won)" in done.out
    assert "1 without opening before the close (theirs is left out)" in " ".join(done.out.split())
    won = deal(book, "1m-deal")
    assert (won["value"], won["currency"], won["title"]) == (24120000, "USD", "$1m deal")
    assert [entry["kind"] for entry in won["log"]] == ["open", "close"]


def test_text_from_a_file_is_only_text(book, run):
    evil = "\x1b[31mred\x1b[0m {x} [bold]"
    (book / "evil.csv").write_text(f"Name,Stage\n{evil},{evil}\nb,Won\n", encoding="utf-8")
    done = run(
        "import",
        "evil.csv",
        "--map",
        "title=name",
        "--map",
        "stage=stage",
        "--process-from-stages",
        "evil",
    )
    assert "\x1b" not in done.out + done.err
    assert "\\x1b[31mred\\x1b[0m {x} [bold]" in done.out
    assert deal(book, "31mred-0m-x-bold")["title"] == evil
    assert run("process", "check", "evil").code == 1  # it lacks reasons for a loss, and no more


def sales_pipeline(path: Path, deals: int) -> Counter:
    """A CSV of the form of a seller's pipeline, and how many deals of each stage are in it."""
    pick = random.Random(7)  # noqa: S311 - the same file every time
    start = date(2025, 10, 1)
    names = ("Prospecting", "Engaging", "Won", "Lost")
    counted: Counter = Counter()
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "opportunity_id",
                "sales_agent",
                "product",
                "account",
                "deal_stage",
                "engage_date",
                "close_date",
                "close_value",
            ]
        )
        for number in range(deals):
            (stage,) = pick.choices(names, weights=(1, 3, 8, 5))
            engaged = start + timedelta(pick.randrange(200))
            closed = engaged + timedelta(pick.randrange(138))
            value = pick.randrange(1, 9000)
            counted[stage] += 1
            counted["value"] += value * (stage == "Won")
            is_closed = stage in ("Won", "Lost")
            writer.writerow(
                [
                    f"{number:04}XY",
                    pick.choice(("Ada Lo", "Bob Hu")),
                    pick.choice(("GTX Pro", "GTXPro")),
                    pick.choice(("", "Acme", "Beta", "Gamma")),
                    stage,
                    engaged if stage != "Prospecting" else "",
                    closed if is_closed else "",
                    value if stage == "Won" else 0 if stage == "Lost" else "",
                ]
            )
    return counted


def test_a_whole_pipeline_comes_in_as_it_is(book, run):
    counted = sales_pipeline(book / "sales.csv", 120)
    before = history(book)
    assert run("import", "sales.csv", *PIPELINE).code == 0
    assert history(book) == ["import of sales.csv: 120 new deals", *before]
    deals = run("list", "--all", "--json").json["deals"]
    standing = Counter((one["status"], one["stage"]) for one in deals if one["status"] == "open")
    assert standing[("open", "prospecting")] == counted["Prospecting"]
    assert standing[("open", "engaging")] == counted["Engaging"]
    statuses = Counter(one["status"] for one in deals)
    assert (statuses["won"], statuses["lost"]) == (counted["Won"], counted["Lost"])
    assert sum(one["value"] for one in deals if one["status"] == "won") == counted["value"]
    assert {one["title"] for one in deals} == {"GTX Pro", "GTXPro"}
    assert all(one["reached"] == "engaging" for one in deals if one["status"] == "won")
    assert "120 unchanged" in run("import", "sales.csv", *PIPELINE).out
    assert run("undo", "--yes").code == 0
    assert not list((book / "deals").glob("*.toml"))


def test_in_a_terminal_it_asks_what_it_does_not_know_and_proposes(book, run):
    text = "Customer,What,Phase,Worth,Created on,Close date\n"
    text += "Acme,Arms,Late,1.234,03/04/2026,\nBeta,Legs,Early,5.75,03/04/2026,\n"
    (book / "own.csv").write_text(text)
    asked = Terminal("import", "own.csv").sees("Its columns: Customer, What, Phase")
    title = "title (what is to be sold, in a few words) [What]"
    asked.answers(title, "Wat").sees("did you mean 'What'?")
    asked.answers(title, "What")
    asked.answers("company (the buyer) [Customer]").answers("id (what the other", "")
    asked.answers("value (what the deal is worth, in its currency) [Worth]")
    asked.answers("stage (where it stood there) [Phase]").answers("owner (the handle of")
    asked.sees("opened (when it was opened) [Created on]: ")
    asked.types(CTRL_C).ends(130)
    again = Terminal("import", "own.csv").answers("Take it up again? [Y/n]")
    again.answers("opened (when it was opened) [Created on]").answers("close (when it closes")
    again.sees("'1.234' in the column 'Worth' could be read with decimals or with thousands.")
    again.answers("Which is it, point (1.50) or comma (1,50)", "").sees("type point or comma")
    again.answers("Which is it, point (1.50) or comma (1,50)", "point")
    again.answers("Which is it, dmy (day first) or mdy (month first)", "dmy")
    again.answers("Process [new]").answers("Its name [pipeline]", "own")
    again.sees("1 Late").answers("In which order do they come [1 2]", "2 1")
    again.sees("acme  Acme · Arms · 1.234 EUR · open").sees("Would import: 2 new deals (2 open).")
    again.answers("Import it? [Y/n]")
    shown = again.ends()
    assert "Stages in own: Early = early; Late = late" in shown
    pasted = shown.partition("without questions:")[2]
    assert all(line.endswith(" \\") for line in pasted.strip().splitlines()[:-1])
    said = " ".join(pasted.replace("\\\n", " ").split())
    assert said.endswith(
        "--dates dmy --decimals point --process-from-stages own --stage Early --stage Late"
    )
    done = run(*shlex.split(said)[1:])
    assert (done.code, "2 unchanged" in done.out) == (0, True)
    assert all(len(line) <= 80 for line in shown.splitlines())
    acme = deal(book, "acme")
    assert (acme["value"], acme["title"]) == (Decimal("1.234"), "Arms")
    assert acme["log"][1]["steps"] == ["early", "late"]
    assert acme["log"][0]["at"].date() == date(2026, 4, 3)
    assert not list(book.glob(".salescli/drafts/*"))


def test_a_file_with_very_many_reasons_makes_a_sound_process(run, book):
    lines = [f"a{n},Closed Lost,2026-01-02,why {n}" for n in range(400)]
    table = ["Opportunity Name,Stage,Close Date,Loss Reason", "b,Prospecting,,", *lines]
    (book / "sf.csv").write_text("\n".join(table))
    assert run("import", "sf.csv", "--process-from-stages", "own").code == 0
    assert run("process", "check", "own").out == "1 process: nothing to fix.\n"
    said = {deal(book, f"a{n}")["log"][-1].get("evidence", "") for n in range(400)}
    assert len(said) == 101


@pytest.mark.parametrize("is_scheduled", [True, False])
def test_our_own_deals_without_a_next_step_are_said(run, acme, is_scheduled):
    if not is_scheduled:
        acme.write_text(acme.read_text().replace("[log.next]", "[log.later]"))
    assert run("export", "json", "-o", "all.json").code == 0
    acme.unlink()
    done = run("import", "all.json")
    assert done.code == 0, done.err
    assert ("salescli next  some open deals have no next step" in done.out) != is_scheduled


@pytest.mark.parametrize("created", ["2026-10-01", ""])
def test_a_meeting_that_is_typed_later_stands_after_the_steps_that_came_in(book, run, created):
    """They are known since the import: that is no day on which they were done."""
    text = f"Deal Name,Deal Stage,Create Date\nAcme,Presentation Scheduled,{created}\n"
    (book / "a.csv").write_text(text)
    line = ("--process", "small-business", "--stage", "Presentation Scheduled=discovery")
    assert run("import", "a.csv", *line).code == 0
    when = ("--at", "2026-11-18 10:00", "--next", "trial-start", "--on", "2026-11-30")
    done = run("log", "acme", "demo", *when)
    assert done.code == 0, done.err
    log = deal(book, "acme")["log"]
    assert [entry.get("steps") for entry in log] == [None, ["discovery"], ["demo"]]
    assert [entry.get("undated", False) for entry in log] == [not created, True, False]
    assert run("amend", "acme", "--entry", "2", "--at", "2026-11-17 10:00").code == 0
    assert "undated" not in deal(book, "acme")["log"][1]


def test_a_deal_that_was_won_since_is_won_here(book, run):
    head = "Deal Name,Deal Stage,Amount,Close Date\n"
    (book / "a.csv").write_text(f"{head}Acme,Appointment Scheduled,1000,2026-12-20\n")
    line = ("import", "a.csv", "--process-from-stages", "own")
    assert run(*line).code == 0
    (book / "a.csv").write_text(f"{head}Acme,Closed Won,1000,2026-11-20\n")
    assert "1 updated" in run(*line).out
    (row,) = run("list", "--all", "--json").json["deals"]
    assert row["status"] == "won"
    assert deal(book, "acme")["log"][-1]["at"].date() == date(2026, 11, 20)


def test_stale_deals_of_another_system_are_found_by_their_last_contact(book, run):
    """Of the deals that nobody was in touch with for long, none was found."""
    planted = {(7 * n + 3) % 120 for n in range(15)}
    rows = [
        f"d{n},Demo,2026-01-05,{'2026-06-01' if n in planted else '2026-11-19'}" for n in range(120)
    ]
    text = "\n".join(["Deal Name,Deal Stage,Create Date,Last Activity Date", *rows])
    (book / "a.csv").write_text(text)
    line = ("--process", "small-business", "--stage", "Demo=demo")
    assert run("import", "a.csv", *line).code == 0
    findings = run("check", "--json").json["findings"]
    stale = [one for one in findings if one["code"] == "T01"]
    assert {one["deal"] for one in stale} == {f"d{n}" for n in planted}
    assert all("last contact was" in one["message"] for one in stale)
    shown = run("show", f"d{min(planted)}").out
    assert "in touch" in shown
    assert "Demo (done before, day not known)" in shown


def test_deals_without_an_owner_are_the_importers_or_whose_it_is_said(book, run):
    (book / "a.csv").write_text("Deal Name,Deal Stage,Deal owner\nArms,Demo,\nLegs,Demo,Bob\n")
    line = ("import", "a.csv", "--process", "small business", "--stage", "Demo=demo")
    assert "1 without owner (they are yours" in " ".join(run(*line).out.split())
    assert (deal(book, "arms")["owner"], deal(book, "legs")["owner"]) == ("ada", "Bob")
    (book / "b.csv").write_text("Deal Name,Deal Stage\nHeads,Demo\n")
    done = run("import", "b.csv", *line[2:], "--owner", "eve")
    assert "Owner of all: eve; another one: --owner" in done.out
    assert deal(book, "heads")["owner"] == "eve"


def test_equal_refusals_are_counted_and_amounts_are_shown_by_form(book, run):
    rows = [f"d{n},Demo,{'-5' if n % 2 else '€1,200'}" for n in range(20)]
    rows[0] = "d0,Demo,$5000"
    text = "\n".join(["Deal Name;Deal Stage;Amount", *(row.replace(",", ";", 2) for row in rows)])
    (book / "a.csv").write_text(text)
    line = ("import", "a.csv", "--process", "small-business", "--stage", "Demo=demo")
    refused = run(*line)
    assert refused.code == 2
    assert "--currency '$=USD'" in refused.err
    done = run(*line, "--currency", "$=USD")
    said = " ".join(done.out.split())
    assert "9 like €1,200 = 1,200 EUR; 1 like $5000 = 5,000 USD" in said
    assert "lines 3, 5, 7, 9, 11 and 5 more '-5' is not an amount of 0 or more" in said
    assert done.out.count("'-5'") == 1


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("--stages", "Alpha,Beta,Gamma"), "the file has no stage 'Gamma'"),
        (("--stages", "Alpha,Beta,Dead"), "no deal stands in 'Dead'"),
        (("--stages", "Alpha"), "the order lacks 'Beta'"),
        ((), "in which order do the 2 stages come?"),
    ],
)
def test_a_wrong_order_of_stages_is_named(book, run, flags, message):
    text = "Deal Name,Deal Stage,Close Date\na,Alpha,\nb,Beta,\nc,Dead,2026-10-01\n"
    (book / "a.csv").write_text(text)
    line = ("import", "a.csv", "--process-from-stages", "own", "--stage", "Dead=lost")
    done = run(*line, *flags)
    assert done.code == 2
    assert message in done.err
    assert run(*line, "--stages", "Alpha,Beta").code == 0


def test_an_advice_about_a_status_works_when_it_is_typed(book, run):
    (book / "a.csv").write_text("Name,Status,Closed on\nAcme,Dead,2026-10-01\n")
    maps = ("--map", "title=Name", "--map", "status=Status", "--map", "closed=Closed on")
    line = ("import", "a.csv", *maps, "--process", "small-business")
    advice = run(*line).out.rpartition("add ")[2].partition(", or")[0]
    assert run(*line, *shlex.split(advice)).code == 0
    assert deal(book, "acme")["log"][-1]["result"] == "lost"


def test_in_a_terminal_nothing_is_imported_without_a_yes(book):
    (book / "a.csv").write_text("Deal Name,Deal Stage,Amount\nArms,Demo,5\n")
    line = ("import", "a.csv", "--process", "small-business", "--stage", "Demo=demo")
    asked = Terminal(*line).sees("arms  Arms · 5 EUR · open").answers("Import it? [Y/n]", "n")
    assert "Nothing was imported." in asked.ends()
    assert not list((book / "deals").glob("*"))
    shown = Terminal(*line, "--yes").ends()
    assert "Import it?" not in shown
    assert "Imported: 1 new deal (1 open)." in shown
    assert "without questions" not in shown
