"""One bad file in a book: it is named with its line, hides no other deal, and is left as it is."""

from __future__ import annotations

import os

import pytest
from support.snapshot import tree

ENOUGH = ("--next", "demo", "--on", "tue")

# Deal files that can't be read: the line and the reason that are given.
UNREADABLE = {
    "no TOML": ('title = "Bad"\nvalue = \n', 2, "neither text in quotes"),
    "a text that isn't closed": ('title = "Bad\nvalue = 1\n', 1, "not closed on its line"),
    "a table twice": ("[custom]\na = 1\n[custom]\nb = 2\n", 3, "declared before"),
    "a conflict": (
        'title = "Bad"\n<<<<<<< ours\nvalue = 1\n=======\nvalue = 2\n>>>>>>> theirs\n',
        2,
        "both versions of a conflict",
    ),
    "a conflict in a note": (
        '[[log]]\nnote = """\n<<<<<<< ours\n1\n=======\n2\n>>>>>>> theirs\n"""\n',
        3,
        "both versions of a conflict",
    ),
    "no UTF-8": (b'title = "Bad"\ncompany = "\xe4"\n', 2, "0xe4 is not UTF-8"),
    "nested too deeply": (f"a = {'[' * 5000}\n", 1, ""),
}
# Deal files that are read for what they hold: the line, code and reason of the finding.
HEAD = 'company = "Bad"\nprocess = "small-business"\n'
FLAWED = {
    "unknown key": (f'{HEAD}titel = "x"\n', 3, "F02", "did you mean `title`?"),
    "wrong type": (f"{HEAD}value = true\n", 3, "F03", "value: expected a number"),
    "text for a number": (f'{HEAD}value = "48k"\n', 3, "F03", "not the text '48k'"),
    "a float that isn't finite": (f"{HEAD}value = nan\n", 3, "F03", "value: expected a number"),
    "tags that are no list": (f'{HEAD}tags = "eu"\n', 3, "F03", "expected a list of texts"),
    "people that are no table": (f"{HEAD}people = 1\n", 3, "F03", "people: expected a table"),
    "a log that is no list": (f"{HEAD}log = 1\n", 3, "F03", "log: expected tables headed"),
    "an entry without its time": (f'{HEAD}[[log]]\nkind = "call"\n', 3, "F03", "no `at`"),
    "an unknown kind": (
        f'{HEAD}[[log]]\nat = 2026-11-20T10:00:00Z\nkind = "dream"\n',
        5,
        "F03",
        "kind: expected one of call,",
    ),
    "a next step without its day": (
        f'{HEAD}[[log]]\nat = 2026-11-20T10:00:00Z\nkind = "call"\n[log.next]\nstep = "demo"\n',
        6,
        "F03",
        "no `on`",
    ),
    "unknown process": ('company = "Bad"\nprocess = "small"\n', 2, "F06", "'small' is not in the"),
    "a path for a process": (
        'company = "Bad"\nprocess = "../x"\n',
        2,
        "F06",
        "the process '../x' is not in the book",
    ),
    "unknown revision": (f"{HEAD}revision = 7\n", 2, "F06", "revision 7 of the process"),
    "no process": ('company = "Bad"\n', 1, "F03", "process is missing"),
    "an unknown step": (
        f'{HEAD}[[log]]\nat = 2026-11-20T10:00:00Z\nkind = "call"\nsteps = ["dmeo"]\n',
        6,
        "P07",
        "dmeo",
    ),
}


def add_bad(acme, text) -> None:
    acme.with_name("bad.toml").write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize(("text", "line", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_deal_is_listed_with_its_line_and_hides_no_other(
    acme, run, text, line, reason
):
    add_bad(acme, text)
    before = tree(acme.parent.parent)
    for command in ("next", "list", "check"):
        shown = run(command)
        assert shown.code == 1, shown
        assert f"deals/bad.toml:{line}" in shown.out
        assert reason in " ".join(shown.out.split())
        assert command == "check" or "acme" in shown.out
        facts = run(command, "--json")
        assert facts.code == 1
    findings = facts.json["findings"]
    assert {one["deal"] for one in findings} == {"acme", "bad"}
    (fault,) = (one for one in findings if one["deal"] == "bad")
    assert (fault["file"], fault["line"], fault["severity"]) == ("deals/bad.toml", line, "error")
    for command in ("next", "list"):
        deals = {one["deal"]: one for one in run(command, "--json").json["deals"]}
        assert deals["bad"]["status"] == "unreadable"
        assert deals["bad"]["line"] == line
        assert deals["acme"]["status"] == "open"
    assert tree(acme.parent.parent) == before


@pytest.mark.parametrize(("text", "line", "reason"), UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_deal_is_not_written_to_and_the_message_names_its_line(
    acme, run, text, line, reason
):
    add_bad(acme, text)
    before = tree(acme.parent.parent)
    for arguments in (("log", *ENOUGH), ("schedule", *ENOUGH), ("note", "-m", "x"), ("win",)):
        refused = run(arguments[0], "bad", *arguments[1:])
        assert refused.code == 2
        assert f"deals/bad.toml:{line}: " in refused.err
        assert reason in refused.err
    assert run("show", "bad").code == 2
    assert tree(acme.parent.parent) == before
    assert run("log", "acme", "discovery", *ENOUGH).code == 0


@pytest.mark.parametrize("flaw", FLAWED.values(), ids=FLAWED)
def test_a_flawed_deal_is_read_for_what_it_holds_and_its_flaw_is_a_finding(acme, run, flaw):
    text, line, code, reason = flaw
    add_bad(acme, text)
    before = tree(acme.parent.parent)
    findings = run("check", "--json").json["findings"]
    place = ("bad", code, line)
    found = [one for one in findings if (one["deal"], one["code"], one["line"]) == place]
    assert any(reason in one["message"] for one in found), run("check").out
    assert all(one["fix"] for one in found)
    assert f"deals/bad.toml:{line}" in run("check").out
    for command in ("next", "list"):
        assert {one["deal"] for one in run(command, "--json").json["deals"]} == {"acme", "bad"}
        assert run(command).code == 0
    assert run("show", "bad").code == 0
    assert tree(acme.parent.parent) == before


def test_a_deal_that_is_a_folder_a_dead_link_or_a_pipe_hides_no_other(acme, run, tmp_path):
    acme.with_name("folder.toml").mkdir()
    acme.with_name("link.toml").symlink_to(tmp_path / "nowhere")
    os.mkfifo(acme.with_name("pipe.toml"))
    shown = run("list")
    assert shown.code == 1
    for name in ("acme", "folder.toml", "link.toml", "pipe.toml"):
        assert name in shown.out
    assert run("note", "acme", "-m", "x").code == 0


def test_an_unreadable_process_leaves_its_deals_in_the_list(acme, run):
    (acme.parent.parent / "processes/small-business.toml").write_text("order = \n")
    found = run("check", "--json").json["findings"]
    assert ("processes/small-business.toml", 1) in {(one["file"], one["line"]) for one in found}
    assert "F06" in {one["code"] for one in found if one["deal"] == "acme"}
    assert [one["deal"] for one in run("next", "--json").json["deals"]] == ["acme"]
    before = tree(acme.parent.parent)
    refused = run("add", "New", "--process", "small-business", *ENOUGH)
    assert refused.code == 2
    assert "processes/small-business.toml:1: " in refused.err
    assert tree(acme.parent.parent) == before


@pytest.mark.parametrize("command", [("next",), ("check",), ("note", "acme", "-m", "x")])
def test_unreadable_settings_are_named_with_their_line(acme, run, command):
    (acme.parent.parent / "salescli.toml").write_text("me = ada\n")
    before = tree(acme.parent.parent)
    refused = run(*command)
    assert refused.code == 2
    assert "salescli.toml:1: " in refused.err
    assert "correct line 1" in refused.err
    assert tree(acme.parent.parent) == before


def test_flawed_settings_are_findings_and_the_rest_of_them_holds(acme, run):
    settings = acme.parent.parent / "salescli.toml"
    settings.write_text(f"colour = 1\n{settings.read_text()}")
    found = run("check", "--json").json["findings"]
    assert ("salescli.toml", 1, "F02") in {(one["file"], one["line"], one["code"]) for one in found}
    assert run("next").code == 0
