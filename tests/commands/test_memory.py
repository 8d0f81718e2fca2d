"""What a command holds of a book does not grow with its deals beyond what the index keeps."""

from __future__ import annotations

import tracemalloc

import pytest
from bench.books import write_book

from salescli.commands import history
from salescli.store.git import commit
from salescli.views.render import json_text

COMMANDS = (
    *(
        "check",
        "check --all",
        "report",
        "report --week",
        "people",
        "export json",
        "export csv",
        "export ics",
        "list --all --json",
        "doctor",
    ),
    *("next --list", "show nord"),
)
FEW, MANY = 5, 35
MOST = 12_000  # bytes a deal: what is kept of it, and one that was read, are twice as much


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    folder = tmp_path_factory.mktemp("books")
    for deals in (FEW, MANY):
        write_book(folder / str(deals), deals)
        assert commit.init_repository(folder / str(deals)) == ""
        done = commit.commit_files(folder / str(deals), [folder / str(deals)], "all in one")
        assert done.done, done
    return folder


def peak(run, book, line, to):
    tracemalloc.start()
    try:
        output = ("-o", str(to)) if "export" in line else ()
        done = run("--book", str(book), *line.split(), *output)
        return tracemalloc.get_traced_memory()[1] - 2 * len(done.out)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("line", COMMANDS)
def test_no_deal_is_held_longer_than_it_is_looked_at(books, run, tmp_path, line):
    once = ("-o", str(tmp_path / "first")) if "export" in line else ()
    run("--book", str(books / str(FEW)), *line.split(), *once)  # what is loaded once
    few, many = (peak(run, books / str(n), line, tmp_path / str(n)) for n in (FEW, MANY))
    assert (many - few) / (MANY - FEW) < MOST


def test_a_commit_of_many_files_is_told_while_it_is_written(books, run, monkeypatch):
    """No more of its files are held than git is asked about in one go."""
    told, most = [], []
    monkeypatch.setattr(history, "_TOGETHER", 5)
    reading, writing = history.changes_in_words, json_text.json_text
    monkeypatch.setattr(history, "changes_in_words", lambda *a: told.append(a) or reading(*a))

    def written(value, *rest):
        if isinstance(value, dict) and "text" in value:
            most.append(len(told))
        return writing(value, *rest)

    monkeypatch.setattr(json_text, "json_text", written)
    (commit_facts,) = run("--book", str(books / str(MANY)), "history", "--json").json["history"]
    files = [change["file"] for change in commit_facts["changes"]]
    assert len(set(files)) == len(told) > MANY
    assert [len(set(files[: n + 1])) for n in range(len(files))] == most
