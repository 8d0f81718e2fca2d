"""What another system has next: offered on a card with one key, and never scheduled by itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from support.table import each
from support.terminal import Terminal

from salescli.domain.calendar.planned_elsewhere import (
    first_planned,
    planned_elsewhere,
    read_planned,
)
from salescli.domain.deal import Deal, Entry, NextStep
from salescli.store.toml.reader import read_toml

pytestmark = pytest.mark.usefixtures("measured_terminals")

HEAD = "Deal Name,Deal Stage,Create Date,Next step,Next activity date\n"
LINE = ("--process", "small-business", "--stage", "Demo=demo")


def imported(book, run, *rows: str) -> None:
    (book / "deals.csv").write_text(HEAD + "".join(f"{row}\n" for row in rows))
    assert run("import", "deals.csv", *LINE).code == 0


def log(book, handle: str) -> list[dict[str, Any]]:
    return read_toml(book / f"deals/{handle}.toml")[0]["log"]


@pytest.mark.parametrize(
    ("cells", "what", "on"),
    [
        ("Call Dana on terms,2026-12-04", "Call Dana on terms", "Fri 4 Dec"),
        ("Call Dana,", "Call Dana", "Mon 23 Nov"),
        ("Call Dana,2026-10-04", "Call Dana", "Mon 23 Nov"),
        (",2026-12-04", "Follow up", "Fri 4 Dec"),
    ],
)
def test_one_key_schedules_what_was_planned_there(book, run, cells, what, on):
    imported(book, run, f"Arms,Demo,2026-10-01,{cells}")
    assert not any("next" in entry for entry in log(book, "arms"))
    assert "planned in HubSpot" in run("next").out
    assert run("next", "--json").json["deals"][0]["planned"]
    walk = Terminal("next").answers("Go through the")
    walk.sees(f"Planned in HubSpot: {what}, {on}. a schedules it.").answers("arms: what now? [a]")
    walk.sees("scheduled").ends()
    step = log(book, "arms")[-1]["next"]
    assert (step["what"], f"{step['on']:%a %-d %b}") == (what, on)
    assert "agreed" not in step


def test_words_that_are_a_step_of_the_process_schedule_that(book, run):
    imported(book, run, "Arms,Demo,2026-10-01,Midpoint review,2026-12-04")
    Terminal("next").answers("Go through the").answers("arms: what now? [a]", "a").ends()
    assert log(book, "arms")[-1]["next"] == {"step": "midpoint-review", "on": date(2026, 12, 4)}


def test_without_a_plan_the_key_is_not_offered(book, run):
    imported(book, run, "Arms,Demo,2026-10-01,,")
    walk = Terminal("next").answers("Go through the")
    walk.sees("arms: what now? [r]")
    assert "[a]ccept" not in walk.answers("", "q").ends()


def test_a_later_file_says_what_is_planned_by_then(book, run):
    imported(book, run, "Arms,Demo,2026-10-01,Call Dana,2026-12-04")
    imported(book, run, "Arms,Demo,2026-10-01,Send terms,2026-12-07")
    assert "planned in HubSpot: Send terms, Mon 7 Dec" in run("next").out
    imported(book, run, "Arms,Demo,2026-10-01,,")
    assert "planned" not in run("next").out


TODAY = date(2026, 11, 21)
NOW = datetime.fromisoformat("2026-11-20T10:00:00+01:00")


@each(
    "kept, scheduled, expected",
    [
        (["2026-12-04 Demo", "2026-12-01 Call"], None, "2026-12-01 Call"),
        (["2026-12-01T09:30:00+01:00 Call"], None, "2026-12-01T09:30:00+01:00 Call"),
        (["2026-11-01 Call"], None, "Call"),
        (["2026-11-01 Call"], NextStep(TODAY, what="Other"), None),
        (["2026-12-01 Call"], NextStep(TODAY, what="call"), None),
        (["2026-12-01 Call", "2026-12-04 Demo"], NextStep(TODAY, what="Call"), "2026-12-04 Demo"),
        (["Just words"], None, "Just words"),
        ([3, "", None], None, None),
        ("2026-12-01 Call", None, None),
    ],
)
def test_which_plan_is_offered(kept, scheduled, expected):
    entries = () if scheduled is None else (Entry(NOW, "schedule", nexts=(scheduled,)),)
    deal = Deal("acme", custom={"import": {"from": "x", "ahead": kept}}, log=entries)
    found = first_planned(planned_elsewhere(deal), TODAY)
    assert (found.text if found else None) == expected
    assert expected is None or read_planned(expected).text == expected


def test_what_took_place_elsewhere_takes_nothing_off_the_agenda_and_lacks_no_next_step(book, run):
    imported(book, run, "Arms,Demo,2026-10-01,,")
    run("schedule", "arms", "--what", "Ring them", "--on", "2026-11-23")
    (book / "calls.csv").write_text(
        "Record ID,Call Title,Activity date,Associated Deal\n"
        "1,Intro,2026-10-05 10:00,Arms\n2,More,2026-10-12 10:00,Arms\n3,Now,2026-11-21 09:00,Arms\n"
    )
    assert run("import", "calls.csv").code == 0
    assert [entry["kind"] for entry in log(book, "arms")].count("call") == 3
    (row,) = run("list", "--json").json["deals"]
    assert row["next"]["what"] == "Ring them"
    assert not {"N01", "N07"} & set(row["findings"])
    assert "no next step" not in run("show", "arms").out
    assert "conversations, and they confirmed" not in run("check", "arms", "--all").out
