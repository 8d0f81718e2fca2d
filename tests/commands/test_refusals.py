"""What a command refuses: a clear message, what to type instead, exit code 2, nothing changed."""

from __future__ import annotations

import pytest
from support.snapshot import tree

ENOUGH = ("--next", "demo", "--on", "tue")
END = ("--evidence", "Too dear", "--said-by", "bob")

# The command line, and what its message says: what is wrong, and what to type.
REFUSED = {
    "unknown deal": (("log", "amce", *ENOUGH), "there is no deal 'amce'", "did you mean acme?"),
    "unknown deal, nothing near": (("show", "zzz"), "no deal 'zzz'", "salescli list"),
    "a path for a deal": (("show", "../../x"), "there is no deal '../../x'", "salescli list"),
    "a flag for a deal": (("show", "--", "-rf"), "there is no deal '-rf'", "salescli list"),
    "an empty name": (("win", " "), "an empty name is no deal's", "salescli list"),
    "unknown step": (
        ("log", "acme", "discovry", *ENOUGH),
        "there is no step 'discovry': did you mean 'discovery'?",
        "the steps of small-business: first-reply, discovery",
    ),
    "unknown next step": (
        ("log", "acme", "--next", "dmeo", "--on", "tue"),
        "there is no step 'dmeo': did you mean 'demo'?",
        "the steps of small-business",
    ),
    "unknown outcome": (
        ("log", "acme", "discovery", "--met", "pain-sied", *ENOUGH),
        "there is no outcome 'pain-sied': did you mean 'pain-sized'?",
        "outcomes: pain-sized, decider-named",
    ),
    "unknown person": (
        ("log", "acme", "--with", "bop", *ENOUGH),
        "there is no person 'bop': did you mean 'bob'?",
        "people: bob; a new one: --person",
    ),
    "unknown person at the next step": (
        ("log", "acme", *ENOUGH, "--next-with", "eve"),
        "there is no person 'eve'",
        "people: bob",
    ),
    "unknown role": (
        ("log", "acme", "--person", "eve: Eve, ownr", *ENOUGH),
        "there is no role 'ownr': did you mean 'owner'?",
        "roles: owner, end-user",
    ),
    "a person of no form": (
        ("log", "acme", "--person", "a b: Eve", *ENOUGH),
        "--person 'a b: Eve' is not of the form",
        "--person 'Dana Reyes, it, dana@acme.example'",
    ),
    "a person that is there already": (
        ("log", "acme", "--person", "bob: Bob", *ENOUGH),
        "there is a 'bob' already",
        "another handle",
    ),
    "a person whose handle is a path": (
        ("log", "acme", "--person", "../x: Eve", *ENOUGH),
        "--person '../x: Eve'",
        "as in",
    ),
    "unknown reason": (
        ("lose", "acme", "--reason", "prise", *END),
        "there is no reason 'prise': did you mean 'price'?",
        "reasons: price, competitor",
    ),
    "unknown reason at the end of a log": (
        ("log", "acme", "--lost", "prise", *END),
        "there is no reason 'prise': did you mean 'price'?",
        "reasons: price, competitor",
    ),
    "a reason to lose is none to win": (
        ("log", "acme", "--won", "--lost", "price"),
        "a deal has one ending",
        "one of --won, --lost and --walk",
    ),
    "somebody unknown said so": (
        ("lose", "acme", "--reason", "price", "--evidence", "x", "--said-by", "eve"),
        "there is no person 'eve'",
        "people: bob",
    ),
    "unknown disqualifier": (
        ("log", "acme", "--flag", "too-smal1", *ENOUGH),
        "there is no disqualifier 'too-smal1': did you mean 'too-small'?",
        "declared: too-small",
    ),
    "unknown disqualifier in a note": (
        ("note", "acme", "--flag", "too-smal1"),
        "there is no disqualifier 'too-smal1'",
        "declared: too-small",
    ),
    "no encounter": (("log", "acme", "--kind", "dream", *ENOUGH), "'dream'", "use call, meeting"),
    "a next step in the past": (
        ("log", "acme", "--next", "demo", "--on", "2026-11-20"),
        "Fri 20 Nov 2026, yesterday, is in the past",
        "name a day ahead",
    ),
    "a next step earlier today": (
        ("schedule", "acme", "--on", "today 9:00"),
        "Sat 21 Nov 2026 09:00, today, is in the past",
        "name a day ahead",
    ),
    "a next step on no day": (
        ("schedule", "acme", "--on", "30 feb"),
        "'30 feb' names a day that does not exist",
        "2026-11-24",
    ),
    "a log ahead": (
        ("log", "acme", "--at", "tomorrow", *ENOUGH),
        "--at: Sun 22 Nov 2026, tomorrow, is in the future",
        "'yesterday 15:00'",
    ),
    "a close in the past": (
        ("add", "New", "--process", "small-business", "--close", "2026-11-01", *ENOUGH),
        "Sun 1 Nov 2026, 20 days ago, is in the past",
        "name a day ahead",
    ),
    "unknown process": (
        ("add", "New", "--process", "enterprize", *ENOUGH),
        "there is no process 'enterprize': did you mean 'enterprise'?",
        "small-business",
    ),
    "a path for a process": (
        ("add", "New", "--process", "../x", *ENOUGH),
        "there is no process '../x'",
        "use one of",
    ),
    "no process fits": (("add", "New", *ENOUGH), "say which process", "add --process"),
    "the deal it follows is unknown": (
        ("add", "New", "--process", "small-business", "--follows", "acne", *ENOUGH),
        "there is no deal 'acne': did you mean acme?",
        "salescli list",
    ),
    "a deal that exists": (
        ("add", "Acme AG", "--process", "small-business", *ENOUGH),
        "the deal 'acme' already exists",
        "--title TITLE or --handle NAME",
    ),
    "a handle that exists": (
        ("add", "New", "--handle", "acme", "--process", "small-business", *ENOUGH),
        "the deal 'acme' already exists",
        "--handle NAME",
    ),
    **{
        f"the handle {handle}": (
            ("add", "New", "--handle", handle, "--process", "small-business", *ENOUGH),
            f"'{handle}' can't be a handle",
            "",
        )
        for handle in (
            "../../x",
            "-rf",
            "con",
            "nul.x",
            "a b",
            ".git",
            "a/b",
            "Ü",
            "x" * 65,
            "a..b",
        )
    },
    "no company": (("add", " ", *ENOUGH), "a deal needs the name of its company", "salescli add"),
    "no amount": (
        ("add", "New", "--value", "a lot", "--process", "small-business", *ENOUGH),
        "'a lot' is not an amount",
        "48,000.50",
    ),
    "too large an amount": (
        ("add", "New", "--value", "999999999999m", "--process", "small-business", *ENOUGH),
        "'999999999999m' is too large an amount",
        "amounts end below",
    ),
    "a step skipped twice": (
        ("skip", "acme", "first-reply", "-m", "again"),
        "'first-reply' is skipped already",
        "salescli show acme",
    ),
    "a skip of an unknown step": (("skip", "acme", "dmeo", "-m", "x"), "no step 'dmeo'", "demo"),
    "an open deal reopened": (("reopen", "acme", *ENOUGH), "acme is open", "salescli show acme"),
    "a follow-on that isn't wanted, and its next step": (
        ("win", "acme", "--no-follow-on", *ENOUGH),
        "there is no next step to set",
        "--no-follow-on",
    ),
    "a book that exists": (("init", "."), "is a book already", "salescli next"),
    "a book with an unknown process": (
        ("init", "other", "--process", "enterprize"),
        "there is no process 'enterprize'",
        "enterprise",
    ),
    "no book there": (("--book", "nowhere", "next"), "nowhere is not a book", "salescli init"),
    "a day that --today doesn't know": (
        ("next", "--today", "soon"),
        "--today: 'soon'",
        "2026-11-24",
    ),
}


@pytest.mark.parametrize(("arguments", "wrong", "mend"), REFUSED.values(), ids=REFUSED)
def test_what_is_wrong_is_said_and_nothing_is_changed(acme, run, arguments, wrong, mend):
    before = tree(acme.parent.parent)
    refused = run(*arguments)
    assert refused.code == 2, refused
    assert refused.out == ""
    assert refused.err.startswith("error: ")
    assert wrong in refused.err
    assert mend in refused.err
    assert tree(acme.parent.parent) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("log", "acme", *ENOUGH),
        ("schedule", "acme", *ENOUGH),
        ("skip", "acme", "demo", "-m", "x"),
        ("win", "acme"),
        ("lose", "acme", "--reason", "price", *END),
        ("walk", "acme", "--reason", "too-small", *END),
    ],
    ids=lambda arguments: arguments[0],
)
@pytest.mark.parametrize("ending", ["won", "lost"])
def test_a_deal_that_ended_is_only_reopened(acme, run, arguments, ending):
    end = ("win", "acme") if ending == "won" else ("lose", "acme", "--reason", "price", *END)
    assert run(*end).code == 0
    before = tree(acme.parent.parent)
    refused = run(*arguments)
    assert refused.code == 2
    assert f"acme was {ending} on Sat 21 Nov 2026" in refused.err
    assert "salescli reopen acme" in refused.err
    assert tree(acme.parent.parent) == before
    assert run("note", "acme", "-m", "They rang").code == 0


def test_an_ambiguous_name_lists_the_candidates(acme, run):
    for title in ("Ovens", "Doors"):
        done = run("add", "Acme", "--title", title, "--process", "small-business", *ENOUGH)
        assert done.code == 0, done.err
    before = tree(acme.parent.parent)
    refused = run("note", "ACM", "-m", "x")
    assert refused.code == 2
    assert "'ACM' could be acme, acme-doors or acme-ovens" in refused.err
    assert "handle" in refused.err
    assert tree(acme.parent.parent) == before
    assert run("note", "acme", "-m", "x").code == 0  # a handle is never ambiguous
    assert "acme-ovens" in run("note", "oven", "-m", "x").out
