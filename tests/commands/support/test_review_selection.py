"""The flags of `next`: whose deals, of which process, how far ahead, how many, and how short."""

from __future__ import annotations

import re

import pytest
from support.building import day as november
from support.review_books import AHEAD, HELD, LATER, MORNING, OVERDUE, TODAY, write_deals

DEALS = {
    "none": (HELD, {"value": 9, "owner": "bo"}),
    "late": (OVERDUE, {"value": 8}),
    "later-still": (OVERDUE, {"value": 7, "process": "enterprise"}),
    "today": (TODAY, {"owner": "bo"}),
    "ahead": (AHEAD, {}),
    "later": (LATER, {}),
}


@pytest.fixture
def deals(book, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", MORNING)
    write_deals(book, DEALS)
    return book


def named(run, *flags):
    return [one["deal"] for one in run("next", "--json", *flags).json["deals"]]


CHOSEN = {
    "all that are open": ((), "today late later-still none ahead later"),
    "mine": (("--mine",), "late later-still ahead later"),
    "of a process": (("--process", "enterprise"), "later-still"),
    "mine and of a process": (("--mine", "--process", "small-business"), "late ahead later"),
    "the first ones": (("--limit", "2"), "today late"),
    "today only": (("--days", "0"), "today late later-still none"),
    "a day ahead": (("--days", "1"), "today late later-still none ahead"),
    "two weeks ahead": (("--days", "14"), "today late later-still none ahead later"),
    "as far as days go": (("--days", "9999999999"), "today late later-still none ahead later"),
}


@pytest.mark.usefixtures("deals")
@pytest.mark.parametrize(("flags", "expected"), CHOSEN.values(), ids=CHOSEN)
def test_json_and_the_list_follow_the_same_filters(run, flags, expected):
    assert " ".join(named(run, *flags)) == expected
    listed = run("next", *flags).out
    shown = [name for name in DEALS if re.search(rf"  {name} ", listed)]
    wanted = set(expected.split()) - ({"later"} if "--days" not in flags else set())
    assert set(shown) == wanted


def test_deals_to_revisit_follow_the_filters_too(book, run, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", MORNING)
    left = f"{HELD}; 21 close lost reason:timing evidence:Later revisit:2026-11-23"
    write_deals(book, {"hers": (left, {"owner": "bo"}), "large": (left, {"process": "enterprise"})})

    def revisited(*flags):
        return [one["deal"] for one in run("next", "--json", *flags).json["revisit"]]

    assert revisited() == ["hers", "large"]
    assert revisited("--mine") == ["large"]
    assert revisited("--process", "small-business") == ["hers"]
    assert "large" not in run("next", "--process", "small-business").out


BRIEF = {
    "everything": ((), "2 overdue · 1 without a next step · 1 today\n"),
    "mine": (("--mine",), "2 overdue\n"),
    "exit code": (("--exit-code",), "2 overdue · 1 without a next step · 1 today\n"),
}


@pytest.mark.usefixtures("deals")
@pytest.mark.parametrize(("flags", "expected"), BRIEF.values(), ids=BRIEF)
def test_brief_is_one_line_for_a_prompt(run, flags, expected):
    done = run("next", "--brief", *flags)
    assert (done.code, done.out) == (int("--exit-code" in flags), expected)


def test_brief_says_nothing_when_nothing_is_pressing(run, book, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", MORNING)
    write_deals(book, {"ahead": (AHEAD, {})})
    assert run("next", "--brief", "--exit-code").out == ""


def test_brief_counts_what_can_not_be_read(run, deals):
    (deals / "deals/late.toml").write_text("= x")
    done = run("next", "--brief")
    assert (done.code, done.out) == (
        1,
        "1 overdue · 1 without a next step · 1 today · 1 unreadable\n",
    )


REFUSED = [
    (("--all", "--limit", "3"), "--all and --limit contradict each other"),
    (("--brief", "--json"), "--brief and --json contradict each other"),
    (("--process", "enterprize"), "there is no process 'enterprize': did you mean 'enterprise'?"),
    (("--limit", "0"), "0"),
    (("--days", "-1"), "-1"),
]


@pytest.mark.usefixtures("deals")
@pytest.mark.parametrize(("flags", "said"), REFUSED)
def test_what_is_refused(run, flags, said):
    done = run("next", *flags)
    assert done.code == 2
    assert said in done.err


@pytest.mark.usefixtures("deals")
def test_the_exit_code_is_that_of_the_deals_that_were_chosen(run):
    assert run("next", "--exit-code").code == 1
    assert run("next", "--exit-code", "--process", "enterprise").code == 1
    assert run("next").code == 0


def test_days_name_the_last_one_in_the_heading(run, deals):
    assert deals
    assert "\nUntil Wed 25 Nov  + 1 later\n" in run("next", "--days", "1").out


def test_json_tells_the_signs_of_a_poor_deal(run, book, monkeypatch):
    monkeypatch.setenv("SALESCLI_NOW", MORNING)
    poor = f"{OVERDUE}; 21 note #too-small"
    write_deals(book, {"poor": (poor, {"close": november(30)}), "fine": (AHEAD, {})})
    signs = {one["deal"]: one["signs"] for one in run("next", "--json").json["deals"]}
    assert signs == {"poor": ["'too-small' is on record"], "fine": []}
    assert re.search(r"poor +Demo +Bob +walk away\? 1 sign\n", run("next").out)


@pytest.mark.parametrize(("today", "passed"), [("2026-11-24", True), ("2026-11-25", False)])
def test_of_a_day_ahead_no_time_has_passed(run, book, monkeypatch, today, passed):
    monkeypatch.setenv("SALESCLI_NOW", "2026-11-24T18:00:00+01:00")
    write_deals(book, {"one": (f"{HELD} -> demo {today[-2:]}T10:00 @bob", {})})
    shown = run("next", "--today", today).out
    assert re.search(r"10:00 +one", shown)
    assert ("not logged yet" in shown) is passed


def test_a_closed_deal_comes_back_on_its_day_with_why_it_was_left(run, book, monkeypatch):
    write_deals(book, {"acme": (f"{HELD}; 21 close lost reason:price", {}), "two": (LATER, {})})
    file = book / "deals/acme.toml"
    file.write_text(file.read_text().replace("result = ", "revisit = 2026-11-24\nresult = "))

    def seen(day):
        monkeypatch.setenv("SALESCLI_NOW", f"2026-11-{day}T08:30:00+01:00")
        back = [(one["deal"], one["status"]) for one in run("next", "--json").json["revisit"]]
        return back, bool(
            re.search(r"\nTo revisit .*\n +\S.* acme +ask again: lost .*Price", run("next").out)
        )

    assert seen(23) == ([], False)
    assert seen(24) == ([("acme", "lost")], True)
    assert seen(29) == ([("acme", "lost")], True)
    assert run("next", "--mine", "--process", "enterprise", "--json").json["revisit"] == []
    assert run("next", "--brief").out == "1 to revisit\n"
