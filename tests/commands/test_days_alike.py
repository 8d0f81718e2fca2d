"""A day is read by one parser: at prompts, in flags, in `set`, and in the cells of an import."""

from __future__ import annotations

from datetime import date

import pytest
from support.fixture_cache import done_once
from support.typing_phrases import NOW, reader, typing_session

from salescli.domain.time.date_grammar import parse_when

PHRASES = (
    *("nach Ostern", "before thanksgiving", "letzter freitag im januar", "7 gennaio 2027"),
    *("zwischen den Jahren", "Mi 2. Dez", "la semana que viene", "14.1.27", "in a fortnight"),
)
CLOSES = (
    ("im Frühjahr", "2027-05-31"),
    ("q1", "2027-03-31"),
    ("Ende Januar", "2027-01-29"),
    ("nach Ostern", "2027-03-30"),
)


@pytest.fixture
def acme(run, book, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T09:00+01:00")

    def begin() -> None:
        assert run("add", "Acme", "--process", "small-business", "--next", "demo tue 10").code == 0

    done_once("demo tue 10", begin, book)
    return book


def meant(phrase, book):
    calendar = typing_session(book).book.settings.calendar
    return parse_when(phrase, NOW, calendar).isoformat()


def close_of(run, name):
    return run("show", name, "--json").json["deals"][0]["close"]


def imported(run, tmp_path, column, phrase):
    table = tmp_path / "deals.csv"
    table.write_text(f'Name,Company,Day\nRoll-out,Nord,"{phrase}"\n', encoding="utf-8")
    maps = ("--map", "title=Name", "--map", "company=Company", "--map", f"{column}=Day")
    done = run("import", str(table), *maps, "--process", "small-business", "--yes")
    assert done.code == 0, done.err
    return run("show", "nord", "--json").json["deals"][0]


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_next_step_is_on_the_same_day(run, acme, phrase):
    day = meant(phrase, acme)
    assert run("schedule", "acme", "--on", phrase).code == 0
    assert run("show", "acme", "--json").json["deals"][0]["next"]["on"] == day
    assert run("add", "Nord", "--process", "small-business", "--next", f"demo {phrase}").code == 0
    assert run("show", "nord", "--json").json["deals"][0]["next"]["on"] == day
    typed = reader("ahead", typing_session(acme))
    assert typed(phrase) == typed(day)


@pytest.mark.parametrize(("phrase", "day"), CLOSES)
def test_a_close_is_on_the_same_day(run, acme, tmp_path, phrase, day):
    assert run("set", "acme", f"close={phrase}").code == 0
    assert close_of(run, "acme") == day
    opened = ("add", "Sud", "--process", "small-business", "--next", "demo tue 10")
    assert run(*opened, "--close", phrase).code == 0
    assert close_of(run, "sud") == day
    assert imported(run, tmp_path, "close", phrase)["close"] == day
    shown = reader("more", typing_session(acme))
    assert shown(f"close {phrase}") == shown(f"close {day}")


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize("line", [("log", "acme", "--keep", "--at"), ("history", "--since")])
def test_days_that_have_been_are_alike(run, monkeypatch, line):
    asked = []

    def parse(text, *_, **how):
        asked.append((text, how.get("back")))
        return date(2026, 11, 16)

    monkeypatch.setattr("salescli.domain.time.date_grammar.parse_when", parse)
    monkeypatch.setattr("salescli.domain.time.period_grammar.parse_day", parse)
    run(*line, "vorgestern")
    assert ("vorgestern", True) in asked
