"""Public holidays: asked of the library once a year, kept, and days off wherever days count."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest
from support.loaded_modules import libraries, loaded

from salescli.store import holidays
from salescli.store.book import open_book
from salescli.store.holidays import PublicHolidays, holiday_fault

CHRISTMAS = {date(2026, 12, 25), date(2026, 12, 26)}
HEAD = "salescli holidays 1: 1 in DE/BY in 2026"


@pytest.fixture(autouse=True)
def _forgetful():
    """Nothing is remembered from an earlier test."""
    holidays._days.cache_clear()


@pytest.fixture
def asked(monkeypatch):
    """The years that the library is asked for; it answers with Christmas."""
    years = []

    def answer(_country, _region, year):
        years.append(year)
        return frozenset(date(year, day.month, day.day) for day in CHRISTMAS)

    monkeypatch.setattr(holidays, "ask_library", answer)
    return years


@pytest.fixture
def bavarian(book):
    """A book in Bavaria."""
    settings = book / "salescli.toml"
    text = settings.read_text().replace('# country = "DE"', 'country = "DE"')
    settings.write_text(text.replace('# region  = "BY"', 'region = "BY"'))
    return book


def again(public, year):
    """What another command would be told."""
    holidays._days.cache_clear()
    return public(year)


def test_a_year_is_asked_for_once_and_kept(tmp_path, asked):
    public = PublicHolidays(tmp_path, "DE", "BY")
    assert public(2026) == again(public, 2026) == public(2026) == CHRISTMAS
    assert asked == [2026]
    kept = tmp_path / ".salescli" / "holidays" / "DE-BY-2026.txt"
    assert kept.read_text().splitlines()[1:] == ["2026-12-25", "2026-12-26"]
    assert again(PublicHolidays(tmp_path, "DE"), 2026) == CHRISTMAS
    assert asked == [2026, 2026]


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\xff\xfe",
        b"2026-12-25\n",
        f"{HEAD}\n".encode(),
        f"{HEAD}\n2026-12-25\n2026-12-26\n".encode(),
        f"{HEAD}\n2027-12-25\n".encode(),
        f"{HEAD}\nChristmas\n".encode(),
        f"{HEAD.replace('BY', 'BE')}\n2026-12-25\n".encode(),
    ],
)
def test_what_is_kept_is_ignored_in_doubt_and_written_anew(tmp_path, asked, broken):
    public = PublicHolidays(tmp_path, "DE", "BY")
    public(2026)
    public.path(2026).write_bytes(broken)
    assert again(public, 2026) == again(public, 2026) == CHRISTMAS
    assert asked == [2026, 2026]


def test_a_folder_that_cannot_be_written_to_costs_nothing_but_time(tmp_path, asked):
    (tmp_path / ".salescli").write_text("not a folder")
    public = PublicHolidays(tmp_path, "DE", "BY")
    assert public(2026) == again(public, 2026) == CHRISTMAS
    assert asked == [2026, 2026]


def test_years_beyond_the_library_have_none(tmp_path, asked):
    public = PublicHolidays(tmp_path, "DE")
    assert not public(1) | public(9999)
    assert holiday_fault(public, 9999) == ""
    assert asked == []


def test_the_library_knows_bavaria(tmp_path):
    both = PublicHolidays(tmp_path, "DE", "BY")(2027)
    assert date(2027, 11, 1) in both - PublicHolidays(tmp_path, "DE")(2027)
    assert {day.year for day in both} == {2027}
    assert holiday_fault(PublicHolidays(tmp_path, "DE", "BY"), 2027) == ""
    assert "no region of DE" in holiday_fault(PublicHolidays(tmp_path, "DE", "Tirol"), 2027)
    assert "country 'XX'" in holiday_fault(PublicHolidays(tmp_path, "XX"), 2027)
    assert "has no country" in holiday_fault(PublicHolidays(tmp_path, "", "BY"), 2027)


def test_they_are_days_off_beside_the_books_own(bavarian, run, asked):
    settings = bavarian / "salescli.toml"
    own = settings.read_text().replace("holidays = []", "holidays = [2026-12-28]")
    settings.write_text(own)
    calendar = open_book(bavarian).settings.calendar
    assert not calendar.is_workday(date(2026, 12, 25))
    assert not calendar.is_workday(date(2026, 12, 28))
    first = ("--next", "discovery", "--person", "bob: Bob, owner")
    added = run("add", "Acme", "--process", "small-business", *first, "--on", "2026-12-25")
    assert added.code == 0, added.err
    assert "N08" in run("check", "--select", "N08").out
    moved = run("schedule", "acme", "--on", "25bd")
    assert "Tue 29 Dec" in moved.out
    assert set(asked) <= {2026, 2027}


def test_a_look_back_finds_what_the_book_keeps(bavarian, run, asked, monkeypatch):
    git = ("git", "-C", str(bavarian))
    subprocess.run([*git, "commit", "-qam", "Bavaria"], check=True)
    on = ("--next", "discovery", "--on", "24bd", "--process", "small-business")
    assert run("add", "Acme", *on).code == 0
    monkeypatch.setenv("SALESCLI_NOW", "2040-01-05T10:00:00+01:00")  # git has the real clock
    assert run("show", "acme").code == 0
    asked.clear()
    shown = run("show", "acme", "--at", "2040-01-04")
    assert (shown.code, asked) == (0, []), shown.err


def test_a_country_that_is_not_known_is_said_and_days_are_counted_without_it(book, run):
    settings = book / "salescli.toml"
    settings.write_text(settings.read_text().replace('# country = "DE"', 'country = "XX"'))
    done = run("next")
    assert done.code == 0
    assert "no public holidays are known for the country 'XX'" in done.err
    assert "[calendar] in salescli.toml" in done.err
    assert "'XX'" in run("doctor").out


def test_init_takes_a_country_and_refuses_one_that_is_not_known(tmp_path, run):
    refused = run("init", "book", "--country", "DE", "--region", "Tirol")
    assert (refused.code, "--country DE --region BY" in refused.err) == (2, True)
    assert not (tmp_path / "book").exists()
    assert run("init", "book", "--country", "de", "--region", "BY").code == 0
    settings = open_book(tmp_path / "book").settings
    assert (settings.country, settings.region) == ("DE", "BY")


def test_a_year_that_is_kept_costs_no_library(bavarian, asked):
    public = PublicHolidays(bavarian.resolve(), "DE", "BY")
    assert public(2026)
    assert asked == [2026]
    modules = loaded("next", "--book", str(bavarian))
    assert not libraries(modules) & {"holidays"}


def test_an_upgrade_of_the_library_is_seen_by_the_next_command(acme, tmp_path):
    """Its files may have the size and the times of those before: they are other files."""
    library, book = tmp_path / "lib/holidays", acme.parent.parent
    library.mkdir(parents=True)
    (library / "__init__.py").write_text(
        "from datetime import date\n\n\ndef country_holidays(*_, years, **__):\n"
        f"    words = open({str(library / 'version.py')!r}).read()\n"
        "    return [date(years, 1, 1), date(years, 11, 23 if '2' in words else 1)]\n"
    )
    text = (book / "salescli.toml").read_text()
    (book / "salescli.toml").write_text(text.replace('# country = "DE"', 'country = "DE"'))
    env = {**os.environ, "PYTHONPATH": str(library.parent), "SALESCLI_NOW": "2026-11-21T10:00:00"}

    def shown(version):
        new = library / "new.py"
        new.write_text(f"__version__ = '{version}'\n")
        os.utime(new, (1, 1))
        new.replace(library / "version.py")
        line = [sys.executable, "-m", "salescli", "--book", str(book), "check", "--all"]
        return [
            subprocess.run(line, env=env, capture_output=True, text=True, check=False).stdout
            for _ in range(2)
        ]

    first, again = shown(1)
    assert first == again
    assert "N08" not in first
    first, again = shown(2)
    assert first == again
    assert "N08" in first
