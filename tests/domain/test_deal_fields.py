"""The header of a deal: each field goes the whole way, from the row that declares it."""

from __future__ import annotations

import json
import tomllib

import pytest
from support.fixture_cache import copy_of

from salescli.domain.deal_fields import COLUMNS, FIELDS, FLAGS, Kind

NEXT = ("--what", "Call Ann", "--on", "tue")
# What is typed at the flag of `add`, what then stands in the file, and what `set` makes of it.
SAMPLES = {
    Kind.TEXT: ("One", "One", "Two", "Two"),
    Kind.TEXTS: ("one", ["one"], "two,three", ["two", "three"]),
    Kind.SENTENCES: ("one, or so", ["one, or so"], "two; three", ["two", "three"]),
    Kind.WHOLE: ("12", 12, "34", 34),
    Kind.AMOUNT: ("48k", 48000, "5k", 5000),
    Kind.CURRENCY: ("usd", "USD", "chf", "CHF"),
    Kind.DAY: ("2027-01-29", "2027-01-29", "2027-02-05", "2027-02-05"),
    Kind.HANDLE: ("first", "first", "other", "other"),
}
OWN = {"process": ("small-business", "small-business", "enterprise", "enterprise")}


def sample(key):
    return OWN.get(key) or SAMPLES[FIELDS[key].kind]


def header(book, handle="acme"):
    table = tomllib.loads((book / f"deals/{handle}.toml").read_text(encoding="utf-8"))
    return {key: value for key, value in table.items() if key in FIELDS}


def plain(value):
    return value if isinstance(value, list | int) else str(value)


@pytest.fixture
def deals(run, tmp_path, tmp_path_factory):
    """A book with two deals, in the current folder."""

    def make(folder):
        processes = ("--process", "enterprise", "--process", "small-business")
        assert run("init", str(folder), "--me", "ada", *processes).code == 0
        for name in ("First", "Other"):
            new = ("add", name, "--process", "small-business", *NEXT)
            assert run("--book", str(folder), *new).code == 0

    copy_of("two deals", make, tmp_path_factory, tmp_path)
    return tmp_path


def add(run, key):
    typed = [] if key == "process" else ["--process", "small-business"]
    return run("add", "Acme", FLAGS[key], sample(key)[0], "--handle", "acme", *typed, *NEXT)


@pytest.mark.parametrize("key", FLAGS)
def test_a_field_goes_from_its_flag_to_the_file_and_is_changed_and_told(run, deals, key):
    done = add(run, key)
    assert (done.code, done.err) == (0, "")
    _, kept, typed, after = sample(key)
    assert plain(header(deals)[key]) == kept
    assert run("set", "acme", f"{key}={typed}").code == 0
    assert plain(header(deals)[key]) == after
    word = FLAGS[key].removeprefix("--") if isinstance(after, list) else key
    assert f"{word} " in run("history", "acme", "--limit", "1").out
    rows = run("export", "csv").out.splitlines()
    place = rows[0].split(",").index(key)
    assert rows[0].split(",").count(key) == 1
    shown = "; ".join(after) if isinstance(after, list) else str(after)
    assert rows[1].split(",")[place] == shown


@pytest.mark.parametrize("key", [key for key in FLAGS if key not in ("title", "process")])
def test_a_field_without_a_value_is_taken_out(run, deals, key):
    assert add(run, key).code == 0
    assert run("set", "acme", f"{key}=").code == 0
    assert key not in header(deals)


@pytest.mark.usefixtures("deals")
@pytest.mark.parametrize("key", [key for key in FIELDS if FIELDS[key].shown])
def test_a_field_that_is_shown_stands_on_the_sheet(run, key):
    assert add(run, key).code == 0
    assert FIELDS[key].shown.format(sample(key)[0]) in run("show", "acme", "--full").out


@pytest.mark.parametrize("key", FIELDS)
def test_the_schema_and_the_check_know_a_field(run, deals, key):
    schema = json.loads(run("schema", "deal").out)
    assert schema["properties"][key]["description"].startswith(FIELDS[key].schema)
    path = deals / "deals/first.toml"
    path.write_text(f"{key}x = 1\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    said = " ".join(run("check", "first").out.split())
    assert f"unknown key `{key}x`: did you mean `{key}`?" in said


SPECIAL = {"value", "currency", "close", "title", "company"}


@pytest.mark.parametrize("key", [key for key in COLUMNS if key not in SPECIAL])
def test_a_field_is_read_from_a_column_by_its_own_name(run, book, key):
    (book / "in.csv").write_text(
        f"Deal Name,{key.replace('_', ' ')}\nOvens,{sample(key)[0].partition(',')[0]}\n",
        encoding="utf-8",
    )
    said = run("import", "in.csv", "--process", "small-business", "--dry-run")
    assert f"{key}=" in said.err
    maps = ("--map", "title=Deal Name", "--map", f"{key}={key.replace('_', ' ')}")
    assert run("import", "in.csv", "--process", "small-business", *maps).code == 0
    kept = sample(key)[1]
    kept = [kept[0].partition(",")[0]] if isinstance(kept, list) else kept
    assert plain(header(book, "ovens")[key]) == kept
