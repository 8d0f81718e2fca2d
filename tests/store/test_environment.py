"""Surroundings that are broken or hostile: said in one line, or of no account."""

from __future__ import annotations

import time

import pytest

COMMANDS = (("next",), ("check",), ("log", "acme", "--next", "demo", "--on", "fri 15:00"))
ODD_ZONES = ("Nowhere/Bad", ":", "../../etc/passwd", "EST5EDT4,M13.99.99", "a" * 3000)


@pytest.mark.parametrize("zone", ODD_ZONES, ids=lambda zone: zone[:12])
def test_a_zone_that_is_none_is_universal_time(acme, run, monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    for arguments in COMMANDS:
        assert run(*arguments).code in (0, 1)
    assert acme.exists()


def test_a_zone_beyond_a_day_is_refused(acme, run, monkeypatch):
    monkeypatch.setenv("TZ", "<+99>99:99:99")
    time.tzset()
    for arguments in COMMANDS:
        refused = run(*arguments)
        assert (refused.code, refused.err) == (
            2,
            "error: TZ is '<+99>99:99:99', which is no time zone\n  unset TZ\n",
        )
    assert acme.exists()


@pytest.mark.parametrize(
    "now", ["0001-01-01T00:00", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00+14:00"]
)
def test_a_clock_at_either_end_of_the_calendar(acme, run, monkeypatch, now):
    monkeypatch.setenv("SALESCLI_NOW", now)
    for arguments in (*COMMANDS, ("note", "acme", "-m", "x"), ("next", "--today", "5bd")):
        assert run(*arguments).code in (0, 1, 2)
    assert acme.exists()


@pytest.mark.parametrize(
    "book", ["/dev/null", "/dev/zero", "\x1b[31m", "-rf", "a;b c", "$(id)", "a" * 5000, "~nobody/x"]
)
def test_a_book_that_is_none(run, monkeypatch, book):
    monkeypatch.setenv("SALESCLI_BOOK", book)
    refused = run("next")
    assert refused.code == 2
    assert "\x1b" not in refused.err
    assert refused.err.startswith("error: ")


def test_the_book_to_make_is_quoted(run, monkeypatch):
    monkeypatch.setenv("SALESCLI_BOOK", "a;b c")
    assert run("next").err.splitlines()[1] == "  salescli init 'a;b c'"
    monkeypatch.setenv("SALESCLI_BOOK", "-rf")
    assert run("next").err.splitlines()[1] == "  salescli init -- -rf"


@pytest.mark.parametrize("columns", ["0", "-5", "abc", "1", ""])
def test_any_width(acme, run, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    for arguments in (("next",), ("check",), ("show", "acme"), ("--help",)):
        assert run(*arguments).code in (0, 1)
    assert acme.exists()
