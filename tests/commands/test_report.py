"""`report` on the command line."""

from __future__ import annotations

import json
import re

import pytest
from bench.books import write_book
from support.hostile import HOSTILE
from support.hostile_deal import CONTROL, hostile_deal

from salescli.text.safe_text import width

NOW = "2026-11-24T08:30+01:00"


@pytest.fixture(scope="module")
def demo_book(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "book"


@pytest.fixture
def demo(run, demo_book, monkeypatch):
    """The book of `demo`, made once: a report changes nothing in it."""
    monkeypatch.setenv("SALESCLI_NOW", NOW)
    if not demo_book.exists():
        assert run("demo", str(demo_book)).code == 0
    monkeypatch.setenv("SALESCLI_BOOK", str(demo_book))
    return demo_book


def results(outcome):
    return outcome.json["results"]


@pytest.mark.usefixtures("demo")
def test_json_has_a_version_today_and_lists(run):
    told = run("report", "--json").json
    assert (told["version"], told["today"], told["process"]) == (1, "2026-11-24", None)
    assert told["period"] == {"since": None, "until": None}
    lists = {name for name, value in told.items() if isinstance(value, list)}
    assert lists == {
        *("results", "pipeline", "forecast", "chances", "conversion", "cycle", "time_to_close"),
        *("slippage", "encounters", "reasons", "processes", "owners", "sources", "tags"),
        *("quarters", "unreadable"),
    }
    (total,) = told["results"]
    assert (total["opened"], total["won"], total["lost"], total["disqualified"]) == (14, 1, 2, 1)
    assert total["win_rate"] == {"count": 1, "of": 4, "share": 0.25, "low": 0.0456, "high": 0.6994}
    assert total["won_value"] == {"EUR": 2160}
    assert sum(row["deals"] for row in told["pipeline"]) == 10
    assert {row["prior_weight"] for row in told["chances"]} == {10}
    said = {(row["reason"], row["said"], row["guessed"]) for row in told["reasons"]}
    assert said == {("no-decision", 1, 0), ("price", 0, 1), ("no-access", 1, 0)}


@pytest.mark.usefixtures("demo")
def test_a_period_and_the_one_before_it(run):
    period = ("--since", "2026-10-01", "--until", "2026-11-24")
    now, then = results(run("report", "--json", *period, "--compare", "before"))
    assert (now["since"], now["until"], now["lost"]) == ("2026-10-01", "2026-11-24", 2)
    assert (then["since"], then["until"], then["won"]) == ("2026-08-07", "2026-09-30", 1)
    assert set(then["win_rate_changed"]) == {"low", "high"}
    assert results(run("report", "--json", "--since", "2026-10-01", "--compare", "before")) == [
        now,
        then,
    ]
    _, year = results(run("report", "--json", *period, "--compare", "year"))
    assert (year["since"], year["until"]) == ("2025-10-01", "2025-11-24")
    _, third = results(run("report", "--json", *period, "--compare", "2026-07-01..2026-09-30"))
    assert (third["since"], third["until"], third["won"]) == ("2026-07-01", "2026-09-30", 1)


@pytest.mark.usefixtures("demo")
def test_one_process(run):
    told = run("report", "--process", "enterprise", "--json").json
    assert {row["process"] for row in told["pipeline"]} == {"enterprise"}
    assert told["results"][0]["open"] == 4
    screen = run("report", "--process", "enterprise").out
    assert "6 deals, enterprise" in screen
    assert "small-business" not in screen


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("words", "says", "fix"),
    [
        (("--since", "sometime"), "--since: 'sometime' is neither a period nor", "7d"),
        (("--since", "next month"), "--since: Tue 1 Dec 2026, in 7 days, is in the future", "7d"),
        (("--since", "2026-11-02", "--until", "2026-11-01"), "comes after", "the other way round"),
        (("--until", ""), "--until: no period was typed", "Try"),
        (("--compare", "before"), "--compare needs --since", "--since 2026-01-01"),
        (
            ("--since", "2026-01-01", "--compare", "last"),
            "'last' is neither a period nor a day",
            "Try",
        ),
        (
            ("--since", "2026-01-01", "--compare", "a..b"),
            "--compare: 'a' is neither a period nor a day",
            "Try",
        ),
        (("--since", "0001-01-02", "--compare", "before"), "no period of that length", "year"),
        (("--process", "enterprize"), "did you mean 'enterprise'", "small-business"),
        (("--html", "deals/ardent.toml"), "ends in .html", "deals/ardent.toml.html"),
        (("--html", "nowhere/x.html"), "its folder does not exist", "ls -la"),
    ],
)
def test_what_cannot_be_told_is_refused(run, tmp_path, words, says, fix):
    done = run("report", *words)
    assert done.code == 2
    assert says in done.err
    assert fix in done.err
    assert not done.out
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("book")
def test_an_empty_book_says_how_to_begin(run):
    done = run("report")
    assert done.code == 0
    assert "salescli add COMPANY" in done.out
    told = run("report", "--json").json
    assert told["results"][0]["win_rate"]["share"] is None
    assert told["pipeline"] == []
    assert run("report", "--html", "r.html").code == 0


def test_an_unreadable_deal_is_named_and_the_others_are_counted(run, acme):
    acme.with_name("broken.toml").write_text("title = [\n", "utf-8")
    done = run("report")
    assert done.code == 1
    assert "Not counted: unreadable  1" in done.out
    assert "deals/broken.toml:" in done.out
    told = run("report", "--json")
    assert told.code == 1
    assert told.json["unreadable"][0]["deal"] == "broken"
    assert told.json["results"][0]["open"] == 1


@pytest.mark.usefixtures("demo")
def test_the_page_is_written_whole_and_may_be_written_again(run, tmp_path):
    page = tmp_path / "told.html"
    for _ in range(2):
        done = run("report", "--html", "told.html")
        assert (done.code, done.err) == (0, "")
        assert str(page) in done.out.replace("\n", "")
        assert page.read_text("utf-8").endswith("</html>\n")
    assert [path.name for path in tmp_path.iterdir()] == ["told.html"]
    both = run("report", "--html", "told.html", "--json")
    assert json.loads(both.out)["version"] == 1


@pytest.mark.usefixtures("demo")
def test_a_stream_without_blocks_gets_bars_of_plain_characters(run, monkeypatch):
    monkeypatch.setattr("salescli.commands.report.can_write", lambda _: False)
    screen = run("report", "--full").out
    assert screen.isascii()
    assert "##########" in screen


def test_whatever_stands_in_the_files_the_screen_is_harmless(run, book):
    (book / "deals").mkdir(exist_ok=True)
    texts = [text for text in HOSTILE if not text.startswith("\ud800")]  # no file can hold that
    for number, text in enumerate(texts):
        for ending in (True, False):
            path = book / "deals" / f"d{number}-{ending:d}.toml"
            path.write_text(hostile_deal(text, ending=ending), "utf-8")
    for words in ((), ("--full",), ("--week",)):
        done = run("report", *words)
        assert done.code == 0
        assert not CONTROL.search(done.out.replace("\n", ""))
    told = run("report", "--json")
    assert not CONTROL.search(told.out.replace("\n", ""))
    assert {row["name"] for row in told.json["owners"]} > {"[bold]x", "\x1b[31mred"}


def test_a_large_book_fits_80_cells_and_adds_up(run, tmp_path, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", NOW)
    write_book(tmp_path / "many", 200)
    monkeypatch.setenv("SALESCLI_BOOK", str(tmp_path / "many"))
    for words in ((), ("--full",)):
        screen = run("report", *words).out
        assert [line for line in screen.splitlines() if width(line) > 80] == []
    told = run("report", "--json").json
    total = told["results"][0]
    assert total["open"] == 120
    assert total["won"] + total["lost"] + total["disqualified"] == 80
    assert sum(row["deals"] for row in told["pipeline"]) == 120
    assert sum(row["deals"] for row in told["forecast"]) == 120
    assert sum(row["win_rate"]["of"] for row in told["quarters"]) == 80
    by_status = {row["status"]: row["advances"]["of"] for row in told["encounters"]}
    assert by_status.pop("all") == sum(by_status.values())


@pytest.mark.usefixtures("demo")
def test_the_first_screen_answers_and_each_part_comes_on_request(run):
    first = run("report").out
    for word in ("Coming in", "From  merrowby", "Compared", "To do", "salescli next"):
        assert word in first
    assert "Chances need 10 closed deals, the book has 4." in first
    assert len(first.splitlines()) <= 23
    part = run("report", "conversion", "reasons").out
    assert [line.split()[0] for line in part.splitlines() if line[:1].isalpha()][1:] == [
        "Conversion",
        "Reasons",
    ]
    full = run("report", "--full").out
    assert all(title in full for title in ("Results", "Pipeline", "Forecast", "By tag"))
    assert run("report", "conversation").err.startswith(
        "error: there is no part 'conversation': did you mean 'conversations'?"
    )


@pytest.mark.usefixtures("demo")
def test_nothing_is_said_of_what_the_counts_do_not_carry(run):
    full = run("report", "--full").out
    assert "Kaplan-Meier" not in full
    assert "4 of 10 ended" in full
    assert "4 closed deals are too few to weigh values by: 10 are needed." in full
    assert "0 of 0       -" in full
    assert "Win rate          1 of 4" in full


@pytest.mark.usefixtures("demo")
def test_the_week_in_numbers(run):
    shown = run("report", "--week").out
    for word in ("Calls", "Meetings", "Advances", "Won", "Lost", "Closes moved"):
        assert re.search(rf"^  {word} +\d+ +\d+$", shown, re.MULTILINE)
    now, then = run("report", "--week", "--json").json["weeks"]
    assert (now["since"], now["until"]) == ("2026-11-23", "2026-11-24")
    assert (then["since"], then["until"]) == ("2026-11-16", "2026-11-22")
    assert then["call"] == 5


def test_a_report_changes_nothing(run, demo):
    before = {path: path.stat().st_mtime_ns for path in (demo / "deals").iterdir()}
    assert run("report").code == 0
    assert {path: path.stat().st_mtime_ns for path in (demo / "deals").iterdir()} == before
