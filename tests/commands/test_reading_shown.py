"""How far the reading of a large book is: a bar in a terminal, and nothing of it stays."""

from __future__ import annotations

import shutil

import pytest
from bench.books import write_book

from salescli.commands.support.reading import load_deals, read_anew
from salescli.commands.support.session import open_session
from salescli.views.render import progress_bar


@pytest.fixture
def said(run, tmp_path, monkeypatch):  # noqa: ARG001 - `run` changes the folder
    """What is said of the progress in a book of forty deals."""
    write_book(tmp_path / "book", 40)
    monkeypatch.chdir(tmp_path / "book")
    monkeypatch.setattr(load_deals, "_PATIENCE", 0)
    texts = []
    monkeypatch.setattr(progress_bar, "progress", texts.append)
    return texts


def test_the_first_look_at_a_large_book_shows_how_far_it_is(said, run):
    first = run("next", "--list")
    assert said[0].startswith("Reading deals  ")
    assert said[-1] == ""
    said.clear()
    assert run("next", "--list").out == first.out
    assert not said


def test_where_it_is_ended_no_bar_stays(said, monkeypatch):
    read, pages = [], read_anew.read_page

    def until_ended(*where):
        read.append(where)
        if len(read) == 35:
            raise KeyboardInterrupt
        return pages(*where)

    monkeypatch.setattr(read_anew, "read_page", until_ended)
    with pytest.raises(KeyboardInterrupt):
        load_deals.load_summaries(open_session(None))
    assert said[0].startswith("Reading deals  ")
    assert said[-1] == ""


def test_a_small_book_shows_none(said, run, tmp_path):
    for deal in sorted((tmp_path / "book" / "deals").iterdir())[20:]:
        deal.unlink()
    shutil.rmtree(tmp_path / "book" / ".salescli", ignore_errors=True)
    run("next", "--list")
    assert not said
