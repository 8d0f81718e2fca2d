"""`learn` as a user types it: what it shows, what it writes, and what it refuses."""

from __future__ import annotations

import shutil
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from support.learning import Truth, drawn
from support.snapshot import tree
from support.terminal import Terminal, history

from salescli.store.formats.render import deal_text

LINE = """# Ours alone: change it with learn.
name     = "line"
title    = "Our line"
revision = 1
cycle    = "60bd"

{stages}
{roles}
[[step]]
id     = "reply"
title  = "First reply"
stage  = "talk"
within = "5bd"

[[step.outcome]]
id = "asked"

[[step]]
id    = "discovery"
stage = "talk"

[[step.outcome]]
id = "pain"

# Nobody ever asks for the owner.
[[step.outcome]]
id = "budget-owner"

[[step]]
id     = "demo"
stage  = "show"

[[step.outcome]]
id = "fit"

[[step]]
id       = "workshop"
title    = "Workshop"
stage    = "show"
required = false # for large ones only

[[step.outcome]]
id = "plan"

[[step]]
id    = "trial"
stage = "prove"

[[step.outcome]]
id = "used"

[[step]]
id    = "reference"
stage = "prove"

[[step.outcome]]
id = "heard"

[[step]]
id    = "proposal"
stage = "close"

[[step.outcome]]
id = "confirmed"

[[step]]
id    = "decision"
stage = "close"

[[step.outcome]]
id = "yes"

[ask]
step  = "proposal"
roles = ["buyer"]

[[loss]]
id = "price"
""".format(
    stages="".join(f'[[stage]]\nid = "{one}"\n\n' for one in ("talk", "show", "prove", "close")),
    roles="".join(f'[[role]]\nid = "{one}"\n\n' for one in ("champion", "buyer", "it")),
)
CLEAR = Truth(workshop=4.0, chance=0.2, stops=0.02, left_out=0.1)
DROPPED = "step discovery: outcome budget-owner removed"
REQUIRED = ["step workshop: now required", "the ask now needs the step workshop"]
CHANGES = [DROPPED, *REQUIRED]


def flat(text: str) -> str:
    return " ".join(text.split())


def git(book, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=book, capture_output=True, text=True, check=True)
    return done.stdout


def written(book, deals):
    (book / "deals").mkdir(exist_ok=True)
    for about in deals:
        (book / "deals" / f"{about.handle}.toml").write_text(deal_text(about))
    git(book, "add", "-A")
    git(book, "commit", "-qm", "the deals of two years")


_MADE: list[Path] = []  # the book that the tests begin with, made once


@pytest.fixture
def shared(run, book, tmp_path_factory, monkeypatch):  # noqa: ARG001 - run goes into its folder first
    """A book with the process `line`, in revision 1, and 120 deals closed in 2025: to look at."""
    if not _MADE:
        _MADE.append(tmp_path_factory.mktemp("made") / "line")
        shutil.copytree(book, _MADE[0])
        (_MADE[0] / "processes" / "line.toml").write_text(LINE)
        written(_MADE[0], drawn(1, 120, CLEAR))
        git(_MADE[0], "gc", "-q")
    monkeypatch.chdir(_MADE[0])
    return _MADE[0]


@pytest.fixture
def line(shared, tmp_path, monkeypatch):
    """The same, to be written in."""
    shutil.copytree(shared, tmp_path / "line")
    monkeypatch.chdir(tmp_path / "line")
    return tmp_path / "line"


def test_it_says_what_goes_with_winning_and_that_this_is_no_cause(shared, run):
    before = tree(shared)
    done = run("learn")
    assert (done.code, done.err) == (0, "")
    words = flat(done.out)
    assert "line revision 1; 120 closed deals: " in words
    assert "What goes together is shown here, not what causes what" in words
    for heading in (
        *("Results by revision", "Steps", "Outcomes", "People", "Facts", "Order", "Pace"),
        *("Where they stopped", "Proposals for revision 2"),
    ):
        assert heading in words
    assert "1. Make Workshop required required:workshop" in words
    assert "2. Drop the outcome budget-owner of discovery drop:budget-owner" in words
    assert "salescli learn line --apply 1 2" in words
    assert max(map(len, done.out.splitlines())) <= 80
    assert tree(shared) == before


@pytest.mark.usefixtures("shared")
def test_its_json_has_the_counts_of_every_comparison(run):
    found = run("learn", "line", "--json").json
    assert [one["id"] for one in found["proposals"]] == ["required:workshop", "drop:budget-owner"]
    assert found["note"] == "association, not cause"
    assert sum(found["deals"].values()) == 120
    required = found["proposals"][0]["comparison"]
    assert required in found["comparisons"]
    won = required["won_with"] + required["won_without"]
    assert required["share_of_won"]["share"] == required["won_with"] / won
    assert required["p"] < required["p_corrected"] < 0.05
    assert found["proposals"][0]["obstacle"] is None
    (revision,) = found["revisions"]
    assert revision["won"] == found["deals"]["won"]


@pytest.mark.parametrize(
    "words", [("1", "2"), ("drop:budget-owner", "required:workshop"), ("all",)]
)
def test_apply_writes_the_next_revision_in_one_commit(line, run, words):
    done = run("learn", "line", "--apply", *words)
    assert (done.code, done.err) == (0, "")
    assert "line: revision 2 is in force" in done.out
    assert "salescli process diff line" in done.out
    assert history(line)[0] == "process line: revision 2: " + "; ".join(CHANGES)
    assert history(line)[1] == "the deals of two years"
    assert git(line, "status", "--porcelain") == ""
    assert (line / "processes" / "past" / "line.1.toml").read_text() == LINE
    text = (line / "processes" / "line.toml").read_text()
    assert "# Ours alone: change it with learn.\n" in text
    assert "required = true # for large ones only" in text
    assert tomllib.loads(text)["revision"] == 2
    diff = flat(run("process", "diff", "line").out)
    assert diff.endswith(" ".join(CHANGES))
    assert run("process", "check", "line").code == 0


@pytest.mark.usefixtures("line")
def test_what_was_applied_is_not_proposed_again(run):
    run("learn", "line", "--apply", "all")
    assert not run("learn", "line", "--json").json["proposals"]


def test_only_what_is_named_is_applied(line, run):
    assert run("learn", "line", "--apply", "required:workshop").code == 0
    assert flat(run("process", "diff", "line").out).endswith(" ".join(REQUIRED))
    assert "budget-owner" in (line / "processes" / "line.toml").read_text()


def test_in_a_terminal_it_asks_and_enter_changes_nothing(line):
    before = tree(line)
    screen = Terminal("learn", "line", "--apply").answers("Which make revision 2?").ends()
    assert "1. Make Workshop required" in flat(screen)
    assert "nothing was changed" in screen
    assert tree(line) == before
    asked = Terminal("learn", "line", "--apply").answers("Which make revision 2?", "3, 1")
    asked.sees("there is no proposal '3'").answers("Which make revision 2?", "1")
    assert "revision 2 is in force" in asked.ends()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("line", "--apply"), "say which proposals; nothing was changed"),
        (("line", "--apply", "7"), "there is no proposal '7'"),
        (("line", "--apply", "required:demo"), "there is no proposal 'required:demo'"),
        (("line", "1"), "salescli learn line --apply 1"),
        (("line", "--apply", "--json"), "--apply and --json don't go together"),
        (("lime",), "there is no process 'lime': did you mean 'line'?"),
        (("line", "--since", "long ago"), "is neither a period nor a day"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(shared, run, arguments, says):
    before = tree(shared)
    done = run("learn", *arguments)
    assert done.code == 2
    assert says in flat(done.err)
    assert tree(shared) == before


def test_a_proposal_that_the_process_forbids_is_shown_and_left_to_its_owner(line, run):
    path = line / "processes" / "line.toml"
    path.write_text(
        LINE.replace('id    = "trial"\n', 'id    = "trial"\nnever_with = ["workshop"]\n')
    )
    words = flat(run("learn").out)
    assert "It can't be written as it is:" in words
    assert "by hand: salescli process revise line" in words
    assert "salescli learn line --apply 2" in words
    before = tree(line)
    done = run("learn", "line", "--apply", "1", "2")
    assert done.code == 2
    assert "required:workshop can't be written as it is" in flat(done.err)
    assert tree(line) == before
    assert run("learn", "line", "--apply", "all").code == 0
    assert flat(run("process", "diff", "line").out).endswith(DROPPED)


@pytest.mark.usefixtures("shared")
def test_since_and_until_say_which_closes_count(run):
    every = run("learn", "--json").json["deals"]
    early = run("learn", "--until", "2025-06-30", "--json").json
    late = run("learn", "--since", "2025-07-01", "--json").json
    for result, number in every.items():
        assert early["deals"][result] + late["deals"][result] == number
    says = f"Left out: {sum(early['deals'].values())} deals closed on other days."
    assert late["left_out"] == [says]
    assert says in flat(run("learn", "--since", "2025-07-01").out)


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (("--since", "2026-11-30"), "is in the future"),
        (("--since", "2025-07-01", "--until", "2025-06-30"), "the other way round: 2025-06-30"),
        (("--until", "soon"), "--until: "),
    ],
)
def test_a_period_that_holds_nothing_is_refused_as_a_report_refuses_it(run, flags, says):
    """A day of next week left out all deals without a word."""
    for command in ("learn", "report"):
        done = run(command, *flags)
        assert (done.code, says in done.err) == (2, True)


@pytest.mark.usefixtures("book")
def test_without_a_closed_deal_it_says_how_many_it_takes(run):
    done = run("learn", "enterprise")
    assert done.code == 0
    assert "it takes 10 won and 10 lost deals to compare anything; 10 won and 10 lost are" in flat(
        done.out
    )
    assert run("learn", "enterprise", "--apply").code == 0
    found = run("learn", "enterprise", "--json").json
    assert found["missing"] == {"won": 10, "lost": 10}
    nothing = run("learn")
    assert nothing.code == 2
    assert "no process has closed deals" in nothing.err


def test_of_several_processes_one_has_to_be_named(line, run):
    others = [replace(about, process="enterprise") for about in drawn(3, 3)]
    written(line, [replace(about, handle=f"other-{about.handle}") for about in others])
    done = run("learn")
    assert done.code == 2
    assert "enterprise (3 closed deals), line (120 closed deals)" in flat(done.err)
    settings = line / "salescli.toml"
    settings.write_text('process = "line"\n' + settings.read_text())
    assert "120 closed deals" in run("learn").out


def test_deals_that_cant_be_judged_or_read_are_left_out_and_counted(line, run):
    strange = [replace(about, revision=7) for about in drawn(3, 2)]
    written(line, [replace(about, handle=f"other-{about.handle}") for about in strange])
    (line / "deals" / "broken.toml").write_text("title = ")
    found = run("learn", "line", "--json").json
    assert sum(found["deals"].values()) == 120
    assert found["left_out"] == [
        "Left out: 2 deals under a revision that is not in the book (salescli check).",
        "Left out: 1 deal whose file can't be read (salescli check).",
    ]


def test_text_from_a_file_is_shown_harmlessly(line, run):
    hostile = "a\x1b[31mb\u202ec"
    deals = [replace(about, source=hostile) for about in drawn(5, 60)]
    written(line, [replace(about, handle=f"other-{about.handle}") for about in deals])
    shown = run("learn").out
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "a\\x1b[31mb\\u202ec" in shown
