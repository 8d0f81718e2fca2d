"""What the parser refuses reads like every other error: what is wrong, then what to type."""

from __future__ import annotations

import pytest

REFUSED = [
    (("shw", "acme"), "unknown command 'shw': did you mean 'show'?", "salescli show acme"),
    (("shw", "a b"), "unknown command 'shw': did you mean 'show'?", "salescli show 'a b'"),
    (("xyzzy",), "unknown command 'xyzzy'", "salescli --help"),
    (("process", "lst"), "unknown command 'lst': did you mean 'list'?", "salescli process list"),
    (
        ("show", "--jsn", "acme"),
        "unknown flag '--jsn' of show: did you mean '--json'?",
        "salescli show --json acme",
    ),
    (
        ("list", "--sotr=-value"),
        "unknown flag '--sotr' of list: did you mean '--sort'?",
        "salescli list --sort=-value",
    ),
    (("show", "acme", "--xyzzy"), "unknown flag '--xyzzy' of show", "salescli show --help"),
    (("win", "acme", "--held", "x"), "unknown flag '--held' of win", "salescli win --help"),
    (("brief", "--days", "14"), "unknown flag '--days' of brief", "salescli brief --help"),
    (("show", "acme", "-z"), "unknown flag '-z' of show", "salescli show --help"),
    (("--bok", "x"), "unknown flag '--bok' of salescli: did you mean '--book'?", "salescli --book"),
    (
        ("rename", "acme", "a", "GmbH"),
        "more words than rename takes: GmbH",
        "salescli rename --help",
    ),
    (("rename", "acme", "a", "(old)"), "more words than rename takes: (old)", "salescli rename"),
    (("show", "Acme", "(old)"), "there is no deal 'Acme (old)'", "salescli list"),
    (("list", "--limit", "x"), "--limit takes a whole number from 1 on, not 'x'", "salescli list"),
    (("list", "--limit", "0"), "--limit takes a whole number from 1 on, not '0'", "salescli list"),
    (
        ("process", "diff", "enterprise", "one"),
        "OLD takes a whole number, not 'one'",
        "salescli process diff --help",
    ),
    (("log", "acme", "--kind"), "--kind needs a value after it", "salescli log --help"),
    (("show", "acme", "--json=1"), "'--json' does not take a value", "salescli show --help"),
    (("add",), "a deal needs the name of its company", "salescli add 'Acme GmbH'"),
    (("process", "new", "x"), "process new needs --from", "salescli process new --help"),
    (("set", "acme"), "set needs a FIELD=VALUE", "salescli set DEAL FIELD=VALUE"),
    (("--book", "."), "a command is missing", "salescli --help"),
]


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize(("words", "says", "fix"), REFUSED)
def test_what_the_parser_refuses_is_an_error_like_all_others(run, words, says, fix):
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    first, *rest = done.err.splitlines()
    assert says in first
    assert first.startswith("error: ")
    assert rest[0].startswith(f"  {fix}")
    assert not done.err.count("Usage:")


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize("command", ["show", "win", "plan", "schedule"])
def test_a_missing_deal_names_those_that_there_are(run, command):
    done = run(command)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines() == [
        f"error: {command} needs a DEAL",
        "  deals: acme",
        f"  salescli {command} acme",
    ]


def test_of_many_deals_it_names_the_first_and_counts_the_rest(run, book):
    for number in range(11):
        (book / "deals" / f"deal-{number:02}.toml").write_text("", encoding="utf-8")
    done = run("set")
    assert "  deals: deal-00, deal-01, " in done.err
    assert ", deal-07 and 3 more\n" in done.err
    assert done.err.endswith("  salescli set deal-00 FIELD=VALUE\n")


@pytest.mark.usefixtures("book")
def test_an_empty_book_has_none(run):
    done = run("show")
    assert done.err == "error: show needs a DEAL, and the book has none\n  salescli add COMPANY\n"


def test_so_it_is_where_there_is_no_book(run):
    done = run("show")
    assert done.code == 2
    assert done.err.startswith("error: show needs a DEAL, and there is no book here\n")


@pytest.mark.usefixtures("acme")
def test_what_was_typed_can_not_steer_the_terminal(run):
    done = run("show", "acme", "--\x1b[31mred")
    assert done.code == 2
    assert "\x1b" not in done.err
    assert "\x1b" not in run("\x1b[31mred").err
