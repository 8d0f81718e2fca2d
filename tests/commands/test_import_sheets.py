"""`import` of workbooks, of what is pasted, and of tables as a spreadsheet has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from support.terminal import Terminal
from support.workbooks import workbook_of
from typer.testing import CliRunner

from salescli.store.toml.reader import read_toml

DEALS = [
    ["Pipeline of Ada", None, None, None, None, None],
    [None, None, None, None, None, None],
    ["Deal", "Company", "Stage", "Amount", "Close date", "Next action"],
    ["Robots", "Acme", "Demo", 48000, date(2027, 1, 29), "call Dana"],
    ["Arms", "Beta", "Offer", 1200.5, date(2027, 2, 1), None],
    [None, None, None, None, None, None],
    ["Total", None, None, 49200.5, None, None],
]
NOTES = [["Read me"], ["This is how we work"]]
MAPS = ["title=Deal", "company=Company", "stage=Stage", "value=Amount"]
FLAGS = [*(f"--map={pair}" for pair in MAPS), "--map=close=Close date"]


@pytest.fixture
def workbook(book) -> Path:
    path = book / "pipeline.xlsx"
    path.write_bytes(workbook_of({"Deals": DEALS, "Notes": NOTES}, {"D4": '"$"#,##0'}))
    return path


def deal(book: Path, handle: str) -> dict:
    return read_toml(book / "deals" / f"{handle}.toml")[0]


@pytest.mark.usefixtures("workbook")
def test_the_sheet_with_the_deals_is_found_and_its_formats_count(book, run):
    done = run("import", "pipeline.xlsx", *FLAGS, "--currency=$=USD", "--process-from-stages=p")
    assert (done.code, done.err) == (0, "")
    assert "a table of its own form, 2 rows (sheet 'Deals')" in done.out
    assert "Amounts: 1 like $48000 = 48,000 USD; 1 like 1200.50 = 1,200.5 EUR" in done.out
    assert "line 1  above the header  Pipeline of Ada" in done.out
    assert "line 7  a total           Total 49200.50" in done.out
    assert (deal(book, "acme")["value"], deal(book, "acme")["currency"]) == (48000, "USD")
    assert deal(book, "acme")["close"] == date(2027, 1, 29)
    assert deal(book, "beta")["currency"] == "EUR"


@pytest.mark.usefixtures("workbook")
def test_a_sheet_can_be_named_and_a_wrong_name_is_refused(run):
    flags = (*FLAGS, "--currency=$=USD", "--process-from-stages=p", "--dry-run")
    assert "2 new deals" in run("import", "pipeline.xlsx", "--sheet", "deals", *flags).out
    assert "no column" in run("import", "pipeline.xlsx", "--sheet", "Notes", *flags).err
    refused = run("import", "pipeline.xlsx", "--sheet", "Dels")
    assert (refused.code, refused.out) == (2, "")
    assert "there is no sheet 'Dels'" in refused.err
    assert "there is: Deals, Notes" in refused.err


def test_two_sheets_with_deals_are_not_guessed_between(book, run):
    sheets = {"2025": DEALS[2:5], "2026": DEALS[2:5], "Notes": NOTES}
    (book / "two.xlsx").write_bytes(workbook_of(sheets))
    done = run("import", "two.xlsx")
    assert (done.code, done.out) == (2, "")
    assert "two.xlsx has 3 sheets, and 2 of them could have the deals" in done.err
    assert "--sheet NAME, as in --sheet 2025; it has: 2025, 2026, Notes" in done.err
    (book / "none.xlsx").write_bytes(workbook_of({"A": NOTES, "B": NOTES}))
    assert "none of them looks as if it has the deals" in run("import", "none.xlsx").err


@pytest.mark.usefixtures("workbook")
def test_in_a_terminal_the_sheet_is_asked_for(book):
    asked = Terminal("import", "pipeline.xlsx", *FLAGS, "--process-from-stages", "p")
    asked.sees("Its sheets: Deals, Notes").answers("Which one has the deals [Deals]")
    asked.answers("Which is it, USD or", "USD")
    asked.answers("In which order do they come [1 2]")
    asked.sees("Would import: 2 new deals").answers("Import it? [Y/n]")
    asked.sees("--sheet Deals").ends(0)
    assert deal(book, "acme")["title"] == "Robots"


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (("a.csv", "--sheet", "x"), "a.csv has no sheets"),
        (("pipeline.xlsx", "--encoding", "cp1250"), "a workbook says its encoding itself"),
    ],
)
@pytest.mark.usefixtures("workbook")
def test_flags_of_another_kind_of_file_are_refused(book, run, flags, message):
    (book / "a.csv").write_text("Deal Name,Deal Stage\nA,B\n")
    done = run("import", *flags)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


PASTED = """\
| Deal Name | Deal Stage | Amount | Won |
| --------- | ---------- | -----: | --- |
| Robots    | Demo       | $1,200 | ☐   |
| Arms      | Demo       |    900 | ☐   |
"""


TABBED = "Deal Name\tDeal Stage\tAmount\nRobots\tDemo\t$1,200\nArms\tDemo\t900\n"


@pytest.mark.parametrize("text", [PASTED, TABBED])
def test_a_pasted_table_is_read_from_standard_input(book, text):
    from salescli.cli import app

    flags = ("--process-from-stages", "p", "--currency", "$=USD", "--yes")
    done = CliRunner().invoke(app, ["import", "-", *flags], input=text)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("the pasted table: HubSpot, 2 rows")
    assert sorted(path.stem for path in (book / "deals").iterdir()) == ["arms", "robots"]
    assert deal(book, "robots")["currency"] == "USD"


def test_days_that_a_spreadsheet_numbers_are_shown_as_they_were_read(book, run):
    text = "Deal Name,Deal Stage,Create Date,Close Date\nA,Demo,45992,46400\nB,Demo,45992.75,\n"
    (book / "days.csv").write_text(text)
    done = run("import", "days.csv", "--process-from-stages", "p")
    assert "Days: 2 like 45992 in Create Date = Mon 1 Dec 2025" in done.out
    assert deal(book, "a")["close"] == date(2027, 1, 13)
    assert deal(book, "b")["log"][0]["at"].hour == 18
    later = run("import", "days.csv", "--process", "p", "--dates", "1904", "--dry-run", "--json")
    assert {form["day"] for form in later.json["days"]} == {"2029-12-02", "2031-01-14"}


def test_a_broken_quote_breaks_its_row_alone(book, run):
    (book / "a.csv").write_text('Deal Name,Deal Stage\nA,Demo\n"B "x"",Demo\nC,Demo\n')
    done = run("import", "a.csv", "--process-from-stages", "p")
    assert done.code == 1
    assert "line 3  a quote inside a cell in quotes is not written twice" in done.out
    assert sorted(path.stem for path in (book / "deals").iterdir()) == ["a", "c"]
