"""A file as large as may be: one byte more is refused before anything is written."""

from __future__ import annotations

import pytest
from support.terminal import history

from salescli.store import deal_edit
from salescli.store.files.read import LARGEST


@pytest.fixture
def full(acme):
    """The deal, at the limit but for 107 bytes, in a comment: 8,388,501."""
    text = acme.read_bytes()
    acme.write_bytes(text + b"#" * (LARGEST - 107 - len(text) - 1) + b"\n")
    assert acme.stat().st_size == 8_388_501
    return acme


def test_a_note_too_many_is_refused_and_all_is_as_it_was(run, full):
    before, commits = full.read_bytes(), history(full.parent.parent)
    done = run("note", "acme", "-m", "x" * 107)
    assert done.code == 2
    assert "acme.toml would be larger than 8 MB" in done.err
    assert "nothing was changed" in done.err
    assert full.read_bytes() == before
    assert run("show", "acme").code == 0
    assert history(full.parent.parent) == ["acme: edited by hand", *commits]
    assert not list(full.parent.glob(".*.tmp"))


def test_of_several_files_none_is_written_where_one_is_too_large(run, full, monkeypatch):
    monkeypatch.setattr(deal_edit, "LARGEST", full.stat().st_size)
    before = full.read_bytes()
    win = ("win", "acme", "--evidence", "x" * 200, "--follow-on", "--what", "Go", "--on", "fri")
    assert run(*win).code == 2
    assert full.read_bytes() == before
    assert [path.name for path in full.parent.iterdir()] == ["acme.toml"]


def test_exactly_the_limit_is_written_and_read(run, acme, monkeypatch):
    assert run("note", "acme", "-m", "x").code == 0
    size = acme.stat().st_size
    assert run("undo", "--yes").code == 0
    monkeypatch.setattr(deal_edit, "LARGEST", size - 1)
    assert run("note", "acme", "-m", "x").code == 2
    monkeypatch.setattr(deal_edit, "LARGEST", size)
    assert run("note", "acme", "-m", "x").code == 0
    assert acme.stat().st_size == size
