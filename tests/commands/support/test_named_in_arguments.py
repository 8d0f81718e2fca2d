"""What stands behind a command without a flag: companies, notes, people, deals, periods."""

from __future__ import annotations

import pytest
from support.screen import ENTER, Screen
from support.terminal import Terminal
from typer.testing import CliRunner

from salescli.store.toml.reader import read_toml


def last(deal):
    return read_toml(deal)[0]["log"][-1]


@pytest.mark.usefixtures("book")
def test_a_company_needs_no_quotes(run):
    first = ("--process", "small-business", "--next", "demo", "--on", "tue")
    assert run("add", "Trattoria", "Da", "Enzo", *first).code == 0
    assert run("list", "--json").json["deals"][0]["company"] == "Trattoria Da Enzo"
    missing = run("add", *first)
    assert (missing.code, "salescli add 'Acme GmbH'" in missing.err) == (2, True)


def test_a_note_stands_behind_the_deal(acme, run):
    assert run("note", "acme", "The", "scanner arrived").code == 0
    assert last(acme)["note"] == "The scanner arrived"
    twice = run("note", "acme", "one", "-m", "two")
    assert (twice.code, "given twice" in twice.err) == (2, True)
    assert 'salescli note acme "…"' in run("note", "acme").err


def test_a_dash_reads_the_note_from_standard_input(acme, run):
    from salescli.cli import app

    follows = ["--next", "demo", "--on", "tue"]
    for command in (["note", "acme", "-m", "-"], ["log", "acme", "discovery", "-m", "-", *follows]):
        done = CliRunner().invoke(app, command, input="Erste Zeile\n\nGröße 3 %\n")
        assert done.exit_code == 0, done.output
        assert last(acme)["note"] == "Erste Zeile\n\nGröße 3 %"
    assert CliRunner().invoke(app, ["note", "acme", "-m", "-"], input="").exit_code == 2
    assert run("check").code in {0, 1}


def test_a_note_is_written_in_the_editor(acme, run, tmp_path, monkeypatch):
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\nprintf "By hand" > "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    follows = ("--next", "demo", "--on", "tue")
    for command in (("note", "acme", "-e"), ("log", "acme", "discovery", "--edit", *follows)):
        assert run(*command).code == 0
        assert last(acme)["note"] == "By hand"


def test_a_text_where_a_step_stands_is_told_where_notes_go(acme, run):
    before = acme.read_bytes()
    refused = run("log", "acme", "They liked it", "--next", "demo", "--on", "tue")
    assert refused.code == 2
    assert 'a note goes with -m: salescli log acme -m "…"' in refused.err
    assert acme.read_bytes() == before


def test_log_without_a_deal_asks_which_the_one_due_now_first(acme, run, monkeypatch):
    first = ("--process", "small-business", "--next", "demo")
    assert run("add", "Zeta", *first, "--on", "today 10:30").code == 0
    assert run("add", "Beta", *first, "--on", "today 18:00").code == 0
    monkeypatch.setenv("COLUMNS", "200")
    missing = run("log")
    assert missing.code == 2
    assert "which deal?" in missing.err
    assert missing.err.index("salescli log zeta") < missing.err.index("salescli log beta")
    assert missing.err.index("salescli log beta") < missing.err.index("salescli log acme")
    log = Screen("log").asks("Which deal [zeta]").sees("> zeta").types("acme", ENTER)
    log.answers("Steps done [discovery]").answers("With whom").answers("Outcomes met")
    log.answers("Note").answers("Next step").ends()
    assert last(acme)["steps"] == ["discovery"]


def test_a_person_is_shown_and_changed_by_any_name(acme, run):
    shown = run("person", "acme", "Bob Ross")
    assert (shown.code, "role: " in shown.out, "last met: not yet" in shown.out) == (0, True, True)
    flags = ("--phone", "+49 171 5550123", "--title", "CFO")
    assert run("person", "acme", "Marta Ferri", *flags).code == 0
    assert run("person", "acme", "marta", "--email", "marta@acme.example").code == 0
    assert read_toml(acme)[0]["people"]["marta-ferri"] == {
        "name": "Marta Ferri",
        "email": "marta@acme.example",
        "phone": "+49 171 5550123",
        "title": "CFO",
    }
    assert "phone: +49 171 5550123" in run("person", "acme", "ferri").out
    before = acme.read_bytes()
    unknown = run("person", "acme", "Eve Adams")
    assert (unknown.code, "there is no 'Eve Adams' in acme" in unknown.err) == (2, True)
    assert run("person", "acme", "bob, marta", "--title", "x").code == 2
    assert acme.read_bytes() == before


def test_next_walks_one_deal_whether_it_is_due_or_not(acme, run):
    assert (
        run("add", "Zeta", "--process", "small-business", "--next", "demo", "--on", "today").code
        == 0
    )
    assert [deal["deal"] for deal in run("next", "bob", "--json").json["deals"]] == ["acme"]
    shown = Terminal("next", "acme").answers("acme: what now?", "n").ends()
    assert "zeta" not in shown
    assert acme.exists()


@pytest.mark.usefixtures("acme")
def test_history_takes_a_period(run, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T10:00:00+01:00")
    assert run("note", "acme", "later").code == 0
    every = len(run("history", "acme", "--json").json["history"])
    assert len(run("history", "acme", "--json", "--since", "7d").json["history"]) == every
    assert run("history", "--since", "2 dec 2026").code == 2
    refused = run("history", "--since", "nonsense")
    assert (refused.code, "--since" in refused.err) == (2, True)
    assert run("history", "acme", "--json", "--until", "2020").json["history"] == []
