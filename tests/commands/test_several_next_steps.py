"""Several next steps of one deal: beside each other, moved, called off, kept; flags and prompts."""

from __future__ import annotations

import pytest
from support.fixture_cache import done_once
from support.terminal import Terminal

from salescli.store.toml.reader import read_toml

# acme has discovery on Mon 23 Nov on its agenda; today is Saturday the 21st.
REVIEW = ("schedule", "acme", "--what", "Contract review", "--on", "fri", "--also")


def agenda(run):
    (deal,) = run("show", "acme", "--json").json["deals"]
    return [f"{one['step'] or one['what']} {one['on'][8:16]}" for one in deal["agenda"]]


@pytest.fixture
def two(acme, run):

    def begin() -> None:
        done = run(*REVIEW)
        assert done.code == 0, done.err

    done_once("review", begin, acme.parent.parent)
    return acme


def test_a_step_where_another_stands_says_how_both_are_meant(acme, run):
    before = acme.read_bytes()
    done = run("schedule", "acme", "--next", "demo", "--on", "thu")
    assert done.code == 2
    assert "--also" in done.err
    assert "--instead discovery" in done.err
    assert acme.read_bytes() == before


WAYS = {
    "beside": (
        ("--next", "demo", "--on", "tue", "--also"),
        ["discovery 23", "demo 24", "Contract review 27"],
    ),
    "in place of one": (
        ("--next", "demo", "--on", "tue", "--instead", "discovery"),
        ["demo 24", "Contract review 27"],
    ),
    "in place of one in words": (
        ("--next", "demo", "--on", "tue", "--instead", "contract"),
        ["discovery 23", "demo 24"],
    ),
    "moved by its step": (
        ("--next", "discovery", "--on", "wed"),
        ["discovery 25", "Contract review 27"],
    ),
    "moved by its words": (
        ("--next", "contract review", "--on", "tue"),
        ["discovery 23", "Contract review 24"],
    ),
}


@pytest.mark.parametrize(("flags", "expected"), WAYS.values(), ids=WAYS)
@pytest.mark.usefixtures("two")
def test_schedule_by_flags(run, flags, expected):
    done = run("schedule", "acme", *flags)
    assert done.code == 0, done.err
    assert agenda(run) == expected
    assert done.out.count("Next: ") == 1
    assert done.out.count("Then: ") == len(expected) - 1


REFUSED = {
    "which one is moved": (
        ("schedule", "acme", "--on", "wed"),
        "--next discovery or --next 'Contract",
    ),
    "both flags": (("schedule", "acme", "--on", "wed", "--also", "--instead", "x"), "one"),
    "a step by its title": (
        ("schedule", "acme", "--next", "trial start", "--on", "wed"),
        "--also",
    ),
    "neither a step nor on the agenda": (
        ("schedule", "acme", "--next", "lunch", "--on", "wed"),
        "the steps of small-business",
    ),
    "nothing of that name": (
        ("schedule", "acme", "--next", "demo", "--on", "wed", "--instead", "lunch"),
        "'lunch'",
    ),
    "beside itself": (
        ("schedule", "acme", "--next", "discovery", "--on", "wed", "--also"),
        "--what",
    ),
    "an encounter says what comes next": (("log", "acme", "discovery", "-m", "x"), "--keep"),
    "so does a skip of what is scheduled": (("skip", "acme", "discovery", "-m", "x"), "--keep"),
    "and a cancelled one": (("cancel", "acme", "--next", "discovery", "--reason", "x"), "--keep"),
    "which one is cancelled": (("cancel", "acme", "--reason", "x", "--keep"), "--next discovery"),
    "without a reason": (("cancel", "acme", "--next", "discovery", "--keep"), "--reason"),
    "dropped all, nothing to keep": (
        ("log", "acme", "discovery", "--drop", "contract", "-m", "x", "--keep"),
        "nothing that is",
    ),
}


@pytest.mark.parametrize(("command", "says"), REFUSED.values(), ids=REFUSED)
def test_what_is_missing_is_said_and_nothing_is_written(two, run, command, says):
    before = two.read_bytes()
    done = run(*command)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert two.read_bytes() == before


KEPT = {
    "an encounter": (("log", "acme", "discovery", "-m", "x"), ["Contract review 27"]),
    "one that was the item in words": (
        ("log", "acme", "--did", "contract review", "-m", "x"),
        ["discovery 23"],
    ),
    "one that calls it off": (
        ("log", "acme", "demo", "--drop", "discovery", "-m", "x"),
        ["Contract review 27"],
    ),
    "a skip": (("skip", "acme", "discovery", "-m", "x"), ["Contract review 27"]),
    "a cancelled one": (
        ("cancel", "acme", "--next", "discovery", "--reason", "ill"),
        ["Contract review 27"],
    ),
}


@pytest.mark.parametrize(("command", "expected"), KEPT.values(), ids=KEPT)
@pytest.mark.usefixtures("two")
def test_what_stays_ahead_is_kept(run, command, expected):
    done = run(*command, "--keep")
    assert done.code == 0, done.err
    assert "Next: " in done.out
    assert agenda(run) == expected


@pytest.mark.usefixtures("acme")
def test_a_cancelled_step_gives_way_to_another(run):
    done = run("cancel", "acme", "--reason", "ill", "--then", "demo", "--on", "tue")
    assert done.code == 0, done.err
    assert agenda(run) == ["demo 24"]
    refused = run("cancel", "acme", "--reason", "ill")
    assert (refused.code, "--then " in refused.err) == (2, True)


@pytest.mark.usefixtures("acme")
def test_in_a_terminal_it_is_asked_whether_beside_or_instead(run):
    talk = Terminal("schedule", "acme").answers("Next step", "demo").answers("When", "tue")
    talk.answers("With whom").answers("confirmed", "n").sees("On the agenda: Discovery on")
    talk.answers("(also/instead) [also]", "perhaps").sees("type also, or instead")
    talk.answers("(also/instead)", "also").sees("Then: Demo on Tue 24 Nov").ends()
    assert agenda(run) == ["discovery 23", "demo 24"]
    talk = Terminal("schedule", "acme", "--what", "Call Kim").answers("When", "wed")
    talk.answers("With whom").answers("confirmed", "n").answers(
        "(also/instead)", "instead demo"
    ).ends()
    assert agenda(run) == ["discovery 23", "Call Kim 25"]


@pytest.mark.usefixtures("two")
def test_enter_keeps_what_stays_after_a_skip_and_after_a_cancelled_step(run):
    talk = (
        Terminal("skip", "acme").answers("Step to skip [discovery]").answers("Why", "Done before")
    )
    talk.sees("On the agenda: Contract review").answers("Is that what comes next? [Y/n]").ends()
    assert agenda(run) == ["Contract review 27"]
    talk = Terminal("cancel", "acme").answers("Why is Contract review called off", "No contract")
    talk.answers("Next step", "demo").answers("When", "tue").answers("With whom")
    talk.answers("confirmed", "n").sees("Next: Demo on Tue 24 Nov").ends()
    assert agenda(run) == ["demo 24"]


@pytest.mark.usefixtures("two")
def test_enter_keeps_what_stays_after_an_encounter(run):
    talk = Terminal("log", "acme", "discovery", "-m", "x").answers("With whom")
    talk.answers("Outcomes met").sees("On the agenda: Contract review")
    talk.answers("Is that what comes next? [Y/n/d]").sees("Next: Contract review").ends()
    assert agenda(run) == ["Contract review 27"]


@pytest.fixture
def zoe(acme, run):
    assert run("person", "acme", "zoe", "--name", "Zoe Lind", "--role", "engineer").code == 0
    return lambda: read_toml(acme)[0]["log"][-1]["next"]


@pytest.mark.parametrize("said", ["with Zoe", "w/ zoe lind", "mit Zoe", "with zoe only"])
def test_with_a_name_is_that_person_and_keeps_the_time(run, zoe, said):
    done = run("schedule", "acme", *f"discovery wed at 10 {said}".split())
    assert done.code == 0, done.err
    assert (zoe()["with"], str(zoe()["on"])[:16]) == (["zoe"], "2026-11-25 10:00")


def test_with_somebody_who_is_not_known_is_nobody_else(run, zoe):
    refused = run("schedule", "acme", *["discovery", "wed", "at", "10", "with", "xaver", "only"])
    assert refused.code == 2
    assert "xaver" in refused.err
    talk = Terminal("schedule", "acme").answers("Next step", "discovery thu 10 with xaver only")
    talk.answers("With whom [xaver]", "zoe").answers("confirmed", "n").ends()
    assert zoe()["with"] == ["zoe"]


def test_with_a_name_is_what_with_whom_begins_with(zoe):
    talk = Terminal("schedule", "acme").answers("Next step", "discovery thu 10 with zoe only")
    talk.answers("With whom [zoe]").answers("confirmed", "n").ends()
    assert zoe()["with"] == ["zoe"]
