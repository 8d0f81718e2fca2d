"""The benchmark makes the books that it promises, and prints its table. No time is asserted."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from bench.books import LARGEST, NOW, SMALLEST, deal_to_log_on, write_book
from bench.rows import ROWS
from support.fixture_cache import copy_of

BENCH = Path(__file__).parents[1] / "bench" / "bench.py"
REMEMBERING = BENCH.with_name("remembering.py")
DEALS = 60
FEW = 12  # enough for any command to have something to show


@pytest.fixture
def made(tmp_path, tmp_path_factory):
    folder = tmp_path / "book"
    copy_of("bench", lambda to: write_book(to, DEALS), tmp_path_factory, folder)
    return folder


@pytest.fixture
def small(tmp_path, tmp_path_factory):
    folder = tmp_path / "book"
    copy_of("small bench", lambda to: write_book(to, FEW), tmp_path_factory, folder)
    return folder


def test_deals_have_the_promised_length_and_number_of_entries(made):
    texts = [path.read_bytes() for path in (made / "deals").iterdir()]
    assert len(texts) == DEALS
    assert all(SMALLEST <= len(text) <= LARGEST for text in texts)
    logs = [tomllib.loads(text.decode())["log"] for text in texts]
    assert {len(log) for log in logs} <= set(range(5, 16))
    assert len({len(log) for log in logs}) > 5


def test_deals_read_without_a_fault_and_name_only_what_is_declared(run, made, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", NOW)
    codes = {one["code"] for one in run("check", "--json", "--book", str(made)).json["findings"]}
    assert not [code for code in codes if code[0] == "F" or code == "P07"]
    assert {"N01", "N02"} <= codes


def test_six_in_ten_are_open(run, made):
    open_deals = run("list", "--json", "--book", str(made)).json["deals"]
    assert len(open_deals) == DEALS * 6 // 10


def test_the_same_seed_gives_the_same_book(made, tmp_path):
    write_book(tmp_path / "again", DEALS)
    write_book(tmp_path / "other", DEALS, seed=2)
    texts = [
        sorted(path.read_text("utf-8") for path in (folder / "deals").iterdir())
        for folder in (made, tmp_path / "again", tmp_path / "other")
    ]
    assert texts[0] == texts[1] != texts[2]


@pytest.fixture
def stand_in(tmp_path):
    """A program that does nothing and takes next to no time, with a python of the kind beside."""
    for name in ("python", "salescli"):
        path = tmp_path / name
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    return str(path)


def test_the_program_prints_its_table_and_writes_its_figures(tmp_path, stand_in):
    command = [sys.executable, str(BENCH), "--sizes", "0,2,20,30", "--rounds", "1", "--settle", "0"]
    command += ["--salescli", stand_in, "--also", "list --all"]
    done = subprocess.run(
        [*command, "--json", str(tmp_path / "figures.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    head, _, *rows, empty, grown, _, below = done.stdout.splitlines()
    assert [cell.strip() for cell in head.split("|")][1:5] == [
        "command",
        "deals",
        "aim",
        "measured",
    ]
    assert rows[0].startswith("| `--version` ")
    assert not empty
    assert grown.startswith("Growth over 2, 20, 30 deals, in x: `next` ")
    assert "Python 3" in below
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert len(figures["results"]) == len(rows)
    assert {"aim", "ratio", "memory"} <= figures["results"][0].keys()


@pytest.mark.parametrize("row", [row for row in ROWS if row.is_ours], ids=lambda row: row.name)
def test_every_command_that_is_timed_can_run(run, small, row, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", NOW)
    monkeypatch.chdir(small)
    row.prepare(small)
    words = [deal_to_log_on(small) if word == "DEAL" else word for word in row.words.split()]
    assert run(*words).code in {0, 1}


def test_the_program_says_where_it_misses_salescli(tmp_path):
    command = [sys.executable, str(BENCH), "--salescli", str(tmp_path / "salescli")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "--salescli" in done.stderr


def test_what_a_long_memory_costs_is_a_table_too(tmp_path):
    command = [sys.executable, str(REMEMBERING), "--commits", "20", "--deals", "3", "--rounds", "1"]
    done = subprocess.run(
        [*command, "--json", str(tmp_path / "figures.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    head, *rows, _, _ = done.stdout.splitlines()
    assert head.split() == ["command", "index", "commits", "deals", "median", "min", "max", "ms"]
    assert [row[:46].split() for row in rows] == [
        ["history", "DEAL", "no", "20", "3"],
        ["history", "DEAL", "--limit", "6", "no", "20", "3"],
        ["history", "DEAL", "yes", "20", "3"],
        ["history", "DEAL", "--limit", "6", "yes", "20", "3"],
        ["sync", "-", "7", "3"],
    ]
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert len(figures["results"]) == len(rows)
