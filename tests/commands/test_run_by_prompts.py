"""Deals run by the prompts from the first line to the win: on no day has `check` anything to say.

What is typed is what the prompts propose, with a note each time, all outcomes, and the buyer's yes
to the day that is suggested.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

import pexpect
import pytest
from support.building import BERLIN
from support.terminal import Terminal

OPENED = datetime(2026, 6, 1, 10, tzinfo=BERLIN)  # a Monday
PEOPLE = {
    "small-business": {"kim": "end-user"},
    "mid-market": {"ute": "end-user", "ivo": "it", "dora": "economic-buyer", "leo": "legal"},
}
QUESTIONS = (
    *("Process", "Who [", "More", "When was it", "Steps done", "With whom", "Outcomes met"),
    *("Note", "Next step", "confirmed", "What decided it", "Who said so", "Open the next deal"),
)
USUAL = {"Outcomes met": "all", "Note": "They said so, in these words.", "confirmed": "y"}
SUGGESTED = re.compile(r"Suggested: .*?\bon \w{3} (\d+ \w{3} \d{4})", re.DOTALL)


def typed(now, *words, **answers):
    """Run a command and answer what it asks; the next step on the day that is suggested."""
    terminal = Terminal(*words, SALESCLI_NOW=now.isoformat())
    asks = [rf"(?:^|\n)[^\n]*{re.escape(question)}[^\n]*: $" for question in QUESTIONS]
    known, shown = {**USUAL, **answers}, ""
    while place := terminal.child.expect([pexpect.EOF, *asks]):
        shown += terminal.child.before + terminal.child.after
        question = QUESTIONS[place - 1]
        day = SUGGESTED.findall(shown)
        answer = known.get(question, day[-1] if question == "Next step" and day else "")
        terminal.child.send(f"{answer}\r")
    shown += terminal.child.before
    terminal.child.wait()
    assert terminal.child.exitstatus == 0, shown
    return shown


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("process", PEOPLE)
def test_a_deal_run_by_the_prompts_has_no_finding_on_any_day(run, monkeypatch, process):
    monkeypatch.setenv("SALESCLI_NOW", OPENED.isoformat())
    first = {"small-business": "Jo Ott, owner", "mid-market": "Mia Sand, champion"}[process]
    typed(
        OPENED,
        *("add", "Acme"),
        **{"Process": process, "Who [": first, "More": "value 9000 close 2026-12-18"},
    )
    for name, role in PEOPLE[process].items():
        done = run("person", "acme", name, "--name", name.title(), "--role", role)
        assert done.code == 0, done.err
    deal = run("show", "acme", "--json").json["deals"][0]
    while deal["status"] == "open":
        due = datetime.fromisoformat(deal["next"]["on"])
        now = datetime.combine(due.date(), time(11), tzinfo=BERLIN)
        last = deal["next"]["step"] in ("onboarding", "handover")
        won = {"Next step": "won", "What decided it": "It pays"} if last else {}
        shown = typed(now, "log", "acme", **won)
        for later in (now, now + timedelta(days=1)):
            monkeypatch.setenv("SALESCLI_NOW", later.isoformat())
            found = run("check", "--json").json["findings"]
            assert found == [], shown
        deal = run("show", "acme", "--json").json["deals"][0]
    assert deal["status"] == "won"
