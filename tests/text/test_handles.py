"""Handles: what may be one, and which one a text comes to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.hostile import ANY_TEXT
from support.table import each

from salescli.text.handles import company_handle, is_handle, is_reserved, slug, typable


@each(
    "text",
    [
        "日本",
        "газпром",
        "한국",
        "a",
        "7",
        "acme",
        "acme-rollout",
        "a.b",
        "a_b",
        "3m",
        "x" * 64,
        "acme-2026.11",
    ],
)
def test_handles(text):
    assert is_handle(text)


@each(
    "text",
    [
        *(
            "",
            "-",
            "-rf",
            "acme-",
            ".git",
            "acme.",
            "_x",
            "a b",
            "Acme",
            "Ü",
            "a/b",
            "../x",
            "a..b",
        ),
        *(
            "con",
            "nul.x",
            "com1",
            "lpt9.toml",
            "aux",
            "x" * 65,
            "a\n",
            "a\0b",
            "~",
            "*",
            "a:b",
        ),
    ],
)
def test_what_is_no_handle(text):
    assert not is_handle(text)


@each(
    "text, handle",
    [
        ("Acme GmbH", "acme-gmbh"),
        ("Müller & Söhne", "muller-sohne"),
        ("Straße 7", "strasse-7"),
        ("Łódź Ørsted Þór", "lodz-orsted-thor"),
        ("  --rf /  ", "rf"),
        ("../../etc/passwd", "etc-passwd"),
        ("con", "con-deal"),
        ("日本語 株式会社", "日本語-株式会社"),
        ("İstanbul Çay", "istanbul-cay"),
        ("\uff21\uff23\uff2d\uff25", "acme"),
        ("\ud800", ""),
        ("x" * 100, "x" * 48),
    ],
)
def test_slugs(text, handle):
    assert slug(text) == handle


@pytest.mark.parametrize(
    ("company", "handle"),
    [
        ("Acme GmbH", "acme"),
        ("Acme Ltd.", "acme"),
        ("Acme GmbH & Co. KG", "acme"),
        ("Acme Robotics, Inc.", "acme-robotics"),
        ("GmbH", "gmbh"),
        ("AG Weser", "ag-weser"),
        ("", ""),
    ],
)
def test_the_legal_form_is_left_out(company, handle):
    assert company_handle(company) == handle


@given(ANY_TEXT)
def test_a_slug_is_a_handle_or_nothing_and_stays_one(text):
    handle = slug(text)
    assert handle == "" or is_handle(handle)
    assert slug(handle) == handle
    assert not is_reserved(handle)
    short = company_handle(text)
    assert short == "" or is_handle(short)


@given(st.text(alphabet="abc._-/\\ ", max_size=6))
def test_a_handle_is_the_name_of_one_file_in_its_folder(text):
    if is_handle(text):
        assert not set(text) & set("/\\ ")
        assert not text.startswith((".", "-"))


@pytest.mark.parametrize(
    ("handles", "cells", "shown"),
    [
        (["acme", "cinderlane-account"], 18, ["acme", "cinderlane-account"]),
        (["north-rhine-hospitals"], 12, ["north-rhine…"]),
        # as much as tells them from each other
        (
            ["north-rhine-hospitals", "north-rhine-hotels"],
            8,
            ["north-rhine-hos…", "north-rhine-hot…"],
        ),
        # one that begins another is whole
        (["acme-rollout", "acme-rollout-two"], 6, ["acme-rollout", "acme-rollout-…"]),
        ([], 5, []),
    ],
)
def test_a_cut_handle_can_still_be_typed(handles, cells, shown):
    assert list(typable(handles, cells).values()) == shown


@given(st.lists(st.text("ab-", min_size=1, max_size=9), unique=True), st.integers(1, 12))
def test_what_is_shown_of_a_handle_begins_no_other(handles, cells):
    for handle, shown in typable(handles, cells).items():
        begins = [one for one in handles if one.startswith(shown.removesuffix("…"))]
        assert begins == [handle] if shown.endswith("…") else shown == handle
