"""A number that nobody could mean is a finding on its line, and hides no deal."""

from __future__ import annotations

import pytest

FAR = {
    "hex": f"0x{'f' * 3600}",
    "binary": f"0b{'1' * 20000}",
    "octal": f"0o{'7' * 9000}",
    "digits": "9" * 5000,
    "negative": f"-{'9' * 5000}",
    "scored": "_".join(["999"] * 2000),
    "power": "1e999999999",
    "further": f"1e{'9' * 40}",
    "tiny": "1e-999999999",
    "infinite": "inf",
}
HEADER = ("value", "revision", "employees", "title", "close", "tags", "owner")
ENTRY = ("at", "by", "kind", "steps", "note", "met")
SHOWING = (
    *(("next",), ("list",), ("check",), ("show", "acme"), ("board",), ("report",), ("history",)),
    *(("export", "csv"), ("export", "json"), ("list", "--csv"), ("list", "--json"), ("doctor",)),
)


def header_with(text: str, key: str, value: str) -> str:
    """A deal's text in which a key of the header has that value."""
    head, log = text.split("\n[", 1)
    kept = [line for line in head.splitlines() if not line.startswith(f"{key} ")]
    return "\n".join([*kept, f"{key} = {value}", "", f"[{log}"])


def codes(run, *deals: str) -> dict[str, int]:
    return {one["code"]: one["line"] for one in run("check", *deals, "--json").json["findings"]}


@pytest.mark.parametrize("key", HEADER)
@pytest.mark.parametrize("number", FAR)
def test_in_a_header_it_is_out_of_range(acme, run, key, number):
    acme.write_text(header_with(acme.read_text(), key, FAR[number]))
    line = next(n for n, text in enumerate(acme.read_text().splitlines(), 1) if key in text)
    assert codes(run, "acme")["F03"] == line


@pytest.mark.parametrize("key", ENTRY)
def test_in_an_entry_it_is_out_of_range(acme, run, key):
    entry = {"at": "2026-11-20T09:00:00+01:00", "by": '"ada"', "kind": '"note"', key: FAR["hex"]}
    lines = "\n".join(f"{name} = {value}" for name, value in entry.items())
    acme.write_text(f"{acme.read_text()}\n[[log]]\n{lines}\n")
    assert "F03" in codes(run, "acme")
    assert run("next").code == 0


@pytest.mark.parametrize("number", FAR)
def test_no_command_is_ended_by_it_and_no_deal_hidden(acme, run, number):
    acme.with_name("beta.toml").write_text(acme.read_text())
    text = header_with(acme.read_text(), "value", FAR[number])
    acme.write_text(f"{text}\n[custom]\nfar = [{FAR[number]}, {{ x = {FAR[number]} }}]\n")
    for arguments in SHOWING:
        done = run(*arguments)
        assert done.code in (0, 1), (arguments, done.err)
        assert "at fault" not in done.err
    assert [deal["deal"] for deal in run("list", "--json").json["deals"]] == ["acme", "beta"]
    assert run("note", "acme", "-m", "x").code == 0
    assert FAR[number] in acme.read_text()


@pytest.mark.parametrize(
    "line", ["me = FAR", "[git]\ncommit = FAR", "[calendar]\nholidays = [FAR]", "odd = FAR"]
)
def test_nor_by_one_in_the_settings(acme, run, line):
    settings = acme.parent.parent / "salescli.toml"
    settings.write_text(line.replace("FAR", FAR["hex"]) + "\n")
    assert {"F02", "F03"} & codes(run).keys()
    assert run("next").code == 0


@pytest.mark.parametrize("key", ["revision", "title", "cycle", "stale"])
def test_nor_by_one_in_a_process(acme, run, key):
    process = acme.parent.parent / "processes/small-business.toml"
    head, rest = process.read_text().split("\n[", 1)
    lines = [line for line in head.splitlines() if not line.startswith(key)]
    process.write_text("\n".join([*lines, f"{key} = {FAR['hex']}", f"[{rest}"]))
    assert "out of range" in run("process", "check").out
    assert run("next").code in (0, 1)
