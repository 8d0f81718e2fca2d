"""What is known of the words in the deals' files: a search says the same with it and without it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from bench.books import write_book
from hypothesis import given, settings
from hypothesis import strategies as st
from support.effort import size
from support.kept_answers import answer, made_anew

from salescli.store import deal_scan
from salescli.store.cache import word_table
from salescli.store.files import fingerprint

SECOND = 1_000_000_000
SEARCHES = (["find", "zürich"], ["find", "liability"], ["find", "site", "finance", "--json"])


@pytest.fixture
def book(tmp_path, monkeypatch):
    """A book in the current folder, whose files count as untouched for long."""
    write_book(tmp_path / "book", 9)
    monkeypatch.chdir(tmp_path / "book")
    monkeypatch.setattr("sys.argv", ["salescli"])
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setattr(fingerprint, "_file_system", lambda _: "ext4")
    monkeypatch.setattr(fingerprint, "_GRACE", -3600 * SECOND)
    monkeypatch.setattr(word_table, "_FEW", 0)
    return tmp_path / "book"


def replaced(pattern, new):
    return lambda deal: deal.write_text(re.sub(pattern, new, deal.read_text()))


def table_spoilt(how):
    def change(_):
        for file in Path(".salescli").glob("*.words"):
            file.write_bytes(how(file.read_bytes()))

    return change


CHANGES = (
    replaced("Zürich", "Geneva"),
    replaced("Geneva", "Z\\\\u00fcrich"),
    replaced("(?m)^title = .*$", 'title = "Liability"'),
    replaced("(?m)^at = 2026", "at = 2025"),
    replaced("(?m)^title = .*$", "title = title"),
    replaced("finance", "FINANCE"),
    lambda deal: deal.rename(deal.with_name("liability-site.toml")),
    lambda deal: deal.unlink(),
    lambda deal: deal.with_name(f"a-{deal.name}"[:40]).write_bytes(deal.read_bytes()),
    os.utime,
    table_spoilt(lambda data: data[:-9]),
    table_spoilt(lambda data: data[:-2] + b"xy"),
    table_spoilt(lambda _: b"{}"),
)


def test_a_search_finds_the_same_whatever_was_kept(book):
    @settings(max_examples=size(8, 300))
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(CHANGES),
                st.integers(0, 9),
                st.sampled_from(SEARCHES),
                st.booleans(),
            ),
            max_size=6,
        )
    )
    def same(steps):
        for change, number, words, believed in steps:
            fingerprint._GRACE = (-3600 if believed else 3600) * SECOND
            deals = sorted((book / "deals").iterdir())
            if len(deals) > 4:
                change(deals[number % len(deals)])
            expected = made_anew(words)
            assert answer(words) == expected
            assert answer(words) == expected

    for words in SEARCHES:
        answer(words)
    same()


def test_a_search_looks_into_no_file_again_but_the_one_that_changed(book, monkeypatch):
    answer(["find", "liability"])
    deal = min((book / "deals").iterdir())
    deal.write_text(deal.read_text() + "# x\n")
    expected = made_anew(["find", "liability"])
    read, looked = [], deal_scan.read_file
    monkeypatch.setattr(deal_scan, "read_file", lambda path: read.append(path) or looked(path))
    assert answer(["find", "liability"]) == expected
    assert read == [str(deal)]
