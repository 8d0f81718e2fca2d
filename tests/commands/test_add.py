"""`add` by flags: what is said of the deal, and of one that already exists."""

from __future__ import annotations

import pytest

FIRST = ("--process", "small-business", "--next", "first-reply", "--on", "tue")


@pytest.mark.usefixtures("book")
def test_the_value_and_the_close_are_echoed_as_they_were_understood(run):
    done = run("add", "New", *FIRST, "--value", "4.5k", "--close", "eoy")
    assert "  4,500 EUR · expected close Thu 31 Dec 2026, in 40 days\n" in done.out
    assert "expected" not in run("add", "Newer", *FIRST).out


@pytest.mark.usefixtures("book")
def test_a_value_that_could_be_read_in_two_ways_is_refused(run):
    refused = run("add", "New", *FIRST, "--value", "4.500k")
    assert refused.code == 2
    assert "'4.500k' could be 4.500 or 4500 times its unit" in refused.err


@pytest.mark.usefixtures("acme")
def test_a_deal_that_exists_is_named_as_it_would_be_called(run):
    again = ("add", "Acme GmbH", *FIRST, "--title", "Ovens")
    assert run(*again).code == 0
    assert "the deal 'acme-ovens' already exists" in run(*again).err
    assert "the deal 'acme' already exists" in run("add", "Acme GmbH", *FIRST).err


@pytest.mark.usefixtures("book")
def test_a_deal_is_opened_on_the_day_that_is_given(run):
    done = run("add", "New", *FIRST, "--at", "2026-11-02")
    assert "opened on Mon 2 Nov 2026 12:00, 19 days ago" in done.out
    assert "opened on Mon 2 Nov" in run("history", "new").out
    refused = run("add", "Newer", *FIRST, "--at", "2027-01-01")
    assert (refused.code, "is in the future" in refused.err) == (2, True)
