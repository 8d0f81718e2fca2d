"""A deal is there by its handle exactly, on file systems that tell capitals apart or don't."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from salescli.store import deal_names
from salescli.store.deal_names import handles_in, has_handle

NAMES = ("acme", "ACME", "Acme", "7", "größer", "a b", ".hidden", "folder")
ASKED = (
    *NAMES,
    "aCME",
    "8",
    "GRÖSSER",
    "",
    ".",
    "..",
    "../deals/acme",
    "acme.toml",
    "a\0b",
    "x" * 999,
)


@pytest.fixture
def book(tmp_path):
    (tmp_path / "deals" / "folder.toml").mkdir(parents=True)
    for name in NAMES[2:-1]:
        (tmp_path / "deals" / f"{name}.toml").write_text("")
    (tmp_path / "deals" / "linked.toml").symlink_to("nowhere")
    return str(tmp_path)


@pytest.mark.parametrize("tells_apart", [True, False])
def test_a_deal_is_there_where_it_is_listed(book, monkeypatch, tells_apart):
    if not tells_apart:
        there = {str(path).casefold() for path in (Path(book) / "deals").iterdir()}
        monkeypatch.setattr(deal_names.os.path, "lexists", lambda path: path.casefold() in there)
    for name in (*ASKED, "linked"):
        assert has_handle(book, name) == (name in handles_in(book)), name


@pytest.mark.skipif(sys.platform != "linux", reason="a disk that tells capitals apart")
def test_the_folder_is_not_listed_for_a_handle(book, monkeypatch):
    monkeypatch.setattr(deal_names, "handles_in", None)
    assert has_handle(book, "Acme")
    assert not has_handle(book, "acme")


def test_without_a_folder_no_deal_is_there(tmp_path):
    assert not has_handle(str(tmp_path), "acme")
