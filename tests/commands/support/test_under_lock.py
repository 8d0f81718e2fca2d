"""Two commands at once: what each decided is held against what is there once it has the lock."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from support.crashing import import_all, start
from support.terminal import Terminal, history

from salescli.store.files import lock
from salescli.store.files.lock import locked
from salescli.store.toml.reader import read_toml


def at_once(book: Path, *lines: tuple[str, ...]) -> list[tuple[int, str]]:
    """Run command lines that all wait for the lock before one has it; exit codes and words."""

    def announce() -> None:
        os.closerange(3, 256)  # the lock of the tests' own process among them
        lock._HELD.clear()
        os.chdir(book)
        lock._take = partial(_announced, lock._take)

    import_all()
    with locked(book):
        running = [start(*line, first=announce) for line in lines]
        streams = [os.fdopen(out, encoding="utf-8") for _, out in running]
        for stream in streams:
            while (said := stream.readline()) != "at the lock\n":
                assert said, "it ended before it came to the lock"
    ended = []
    for (child, _), stream in zip(running, streams, strict=True):
        with stream:
            said = stream.read()
        ended.append((os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said))
    return ended


def _announced(take, *arguments):
    os.write(1, b"at the lock\n")
    return take(*arguments)


def log_of(file: Path) -> list[dict]:
    return read_toml(file)[0]["log"]


def settled(ended: list[tuple[int, str]]) -> str:
    """One was done and the other refused; what was said of that."""
    assert sorted(code for code, _ in ended) == [0, 2], ended
    return next(said for code, said in ended if code == 2)


def test_an_old_value_is_the_one_that_is_replaced(run, acme):
    assert run("set", "acme", "value=1000").code == 0
    ended = at_once(
        acme.parent.parent, ("set", "acme", "value=2000"), ("set", "acme", "value=3000")
    )
    assert [code for code, _ in ended] == [0, 0], ended
    first, second = [entry["change"]["value"] for entry in log_of(acme)[-2:]]
    assert first[0] == 1000
    assert second[0] == first[1]
    assert second[1] == read_toml(acme)[0]["value"]


def test_the_same_value_twice_is_logged_once(acme):
    ended = at_once(acme.parent.parent, *[("set", "acme", "value=2000")] * 2)
    assert [code for code, _ in ended] == [0, 0], ended
    assert any("nothing to change" in said for _, said in ended)
    assert sum("value" in entry.get("change", {}) for entry in log_of(acme)) == 1


def test_a_step_is_skipped_once(acme):
    lines = [("skip", "acme", "trial-start", "-m", "All were there")] * 2
    assert "'trial-start' is skipped already" in settled(at_once(acme.parent.parent, *lines))
    assert sum("trial-start" in entry.get("steps", ()) for entry in log_of(acme)) == 1


LOSE = ("lose", "acme", "--reason", "no-decision", "--evidence", "They said so")
LOG = ("log", "acme", "discovery", "--with", "bob", "--next", "demo", "--on", "2026-11-26")
SCHEDULE = (
    *("schedule", "acme", "--next", "demo", "--on", "2026-11-26"),
    *("--instead", "discovery"),
)
WALK = ("walk", "acme", "--reason", "no-decision", "--evidence", "We said so")
WIN = ("win", "acme", "--evidence", "Signed")


@pytest.mark.parametrize(
    "other", [LOG, SCHEDULE, ("skip", "acme", "trial-start", "-m", "x"), WALK, WIN, LOSE]
)
def test_nothing_happens_in_a_deal_that_was_closed_meanwhile(run, acme, other):
    ended = at_once(acme.parent.parent, LOSE, other)
    kinds = [entry["kind"] for entry in log_of(acme)]
    assert kinds.count("close") == 1
    assert kinds[-1] == "close"
    if any(code for code, _ in ended):
        assert "salescli reopen acme" in settled(ended)
    status = run("list", "--all", "--json").json["deals"][0]
    assert status["status"] != "open"
    assert status["next"] is None


def test_a_deal_is_reopened_once(run, acme):
    assert run(*LOSE).code == 0
    lines = [("reopen", "acme", "--next", "demo", "--on", "2026-11-26")] * 2
    assert "acme is open" in settled(at_once(acme.parent.parent, *lines))


def test_what_schedule_leaves_out_is_as_it_is_by_then(acme):
    """Whichever comes first: moving keeps the step that is in force when it is moved."""
    lines = (SCHEDULE, ("schedule", "acme", "--on", "2026-11-27"))
    ended = at_once(acme.parent.parent, *lines)
    assert [code for code, _ in ended] == [0, 0], ended
    first, second = [entry["next"] for entry in log_of(acme)[-2:]]
    if first["step"] == "demo":
        assert second["step"] == "demo"
    else:
        assert (first["step"], second["step"]) == ("discovery", "demo")


def test_a_person_s_handle_is_one_person_s(acme):
    lines = [("person", "acme", "dana", "--name", name) for name in ("Dana Reyes", "Dana Smith")]
    said = settled(at_once(acme.parent.parent, *lines))
    name = read_toml(acme)[0]["people"]["dana"]["name"]
    assert f"'dana' is {name} in acme by now; nothing was changed" in said


def test_a_newcomer_of_an_encounter_is_one_person(acme):
    lines = [(*LOG[:-4], "--person", f"dana: {name}", *LOG[-4:]) for name in ("Dana R", "Dana S")]
    assert "'dana'" in settled(at_once(acme.parent.parent, *lines))


def test_a_person_who_is_named_is_not_taken_out(run, acme):
    assert run("person", "acme", "dana", "--name", "Dana").code == 0
    log = ("log", "acme", "discovery", "--with", "dana", "--next", "demo", "--on", "2026-11-26")
    ended = at_once(acme.parent.parent, ("person", "acme", "dana", "--remove"), log)
    settled(ended)
    table = read_toml(acme)[0]
    assert ("dana" in table["people"]) is any("dana" in e.get("with", ()) for e in table["log"])


def test_a_new_deal_takes_the_handle_that_is_free_by_then(book):
    add = ("add", "Beta", "--process", "small-business", "--next", "discovery", "--on", "mon")
    ended = at_once(book, (*add, "--title", "Pilot"), (*add, "--title", "Rollout"))
    assert [code for code, _ in ended] == [0, 0], ended
    assert len(list((book / "deals").glob("beta*.toml"))) == 2


def test_one_of_two_new_deals_of_one_name_is_refused(book):
    add = ("add", "Beta", "--process", "small-business", "--next", "discovery", "--on", "mon")
    assert "'beta' already exists" in settled(at_once(book, add, add))


def test_the_deals_that_follow_two_won_ones_have_two_handles(run, book):
    add = ("--process", "small-business", "--next", "discovery", "--on", "mon")
    for title in ("Pilot", "Rollout"):
        assert run("add", "Beta", "--title", title, *add).code == 0
    follow = ("--evidence", "Signed", "--follow-on", "--what", "Kick-off", "--on", "2026-11-26")
    names = sorted(path.stem for path in (book / "deals").glob("*.toml"))
    ended = at_once(book, *(("win", name, *follow) for name in names))
    assert [code for code, _ in ended] == [0, 0], ended
    assert len(list((book / "deals").glob("*.toml"))) == 4


def test_the_second_new_process_of_a_name_is_refused(book):
    lines = [("process", "new", "mine", "--from", n) for n in ("enterprise", "small-business")]
    assert "the process 'mine' already exists" in settled(at_once(book, *lines))
    made = [line for line in history(book) if "made from" in line]
    assert len(made) == 1
    assert read_toml(book / "processes/mine.toml")[0]["title"]


def test_a_process_is_revised_once_from_one_text(book):
    text = (book / "processes/enterprise.toml").read_text()
    for number in (1, 2):
        (book / f"{number}.toml").write_text(text.replace("Enterprise sale", f"Sale {number}"))
    lines = [("process", "revise", "enterprise", "--file", f"{n}.toml") for n in (1, 2)]
    assert "changed by someone else meanwhile" in settled(at_once(book, *lines))
    assert (book / "processes/past/enterprise.1.toml").read_text() == text
    assert not (book / "processes/past/enterprise.2.toml").exists()


def test_a_revision_is_adopted_once(run, book):
    add = ("add", "Beta", "--process", "enterprise", "--next", "discovery", "--on", "mon")
    assert run(*add).code == 0
    text = (book / "processes/enterprise.toml").read_text()
    (book / "new.toml").write_text(text.replace("Enterprise sale", "Sale"))
    assert run("process", "revise", "enterprise", "--file", "new.toml").code == 0
    adopt = ("process", "adopt", "enterprise", "--yes")
    assert "changed meanwhile; nothing was changed" in settled(at_once(book, adopt, adopt))
    assert sum("change" in entry for entry in log_of(book / "deals/beta.toml")) == 1


def test_an_import_makes_each_deal_once(book):
    names = ("id", "company", "title", "stage")
    rows = (names, ("1", "Beta", "Pilot", "demo"), ("2", "Gamma", "Pilot", "demo"))
    (book / "deals.csv").write_text("".join(",".join(row) + "\n" for row in rows))
    maps = [word for name in names for word in ("--map", f"{name}={name}")]
    line = ("import", "deals.csv", "--process", "small-business", *maps)
    ended = at_once(book, line, line)
    assert {code for code, _ in ended} <= {0, 1}, ended
    assert len(list((book / "deals").glob("*.toml"))) == 2


@pytest.mark.usefixtures("acme")
def test_one_command_is_taken_back_once(run, tmp_path):
    assert run("note", "acme", "-m", "Once").code == 0
    ended = at_once(tmp_path, ("undo", "--yes"), ("undo", "--yes"))
    assert "changed in the meantime" in settled(ended)


Meanwhile = Callable[..., object]


@pytest.mark.parametrize(
    ("conversation", "meanwhile", "says"),
    [
        (("log", "acme"), LOSE, "acme was lost"),
        (("schedule", "acme"), LOSE, "acme was lost"),
        (
            ("schedule", "acme"),
            SCHEDULE,
            "on its agenda is now demo on 2026-11-26; nothing was changed",
        ),
        (("lose", "acme"), LOSE, "acme was lost"),
        (("skip", "acme"), LOSE, "acme was lost"),
    ],
)
def test_what_was_typed_is_kept_where_it_does_not_hold_any_more(
    run, acme, conversation, meanwhile, says
):
    answers = {
        "log": ("Steps", "With", "Outcomes", "Note", "Next step"),
        "schedule": ("When", "With whom", "confirmed"),
        "lose": ("Reason", "Evidence", "Who said so", "Revisit on"),
        "skip": ("Step to skip", "Why skip", "Next step"),
    }[conversation[0]]
    typed = {"Reason": "no-decision", "Evidence": "They said so", "Why skip": "They know it"}
    terminal = Terminal(*conversation)
    if conversation == ("schedule", "acme"):
        terminal.answers("Next step")
    for question in answers[:-1]:
        terminal.answers(question, typed.get(question, ""))
    terminal.sees(answers[-1])
    assert run(*meanwhile).code == 0
    before = acme.read_bytes()
    shown = terminal.sees(": ").types(f"{typed.get(answers[-1], '')}\r").ends(2)
    assert says in " ".join(shown.split())
    assert f"what you typed is kept: salescli {' '.join(conversation)}" in " ".join(shown.split())
    assert acme.read_bytes() == before


def test_a_step_that_was_skipped_while_its_reason_was_typed(run, acme):
    terminal = Terminal("skip", "acme", "trial-start").sees("Why skip").sees(": ")
    assert run("skip", "acme", "trial-start", "-m", "First").code == 0
    assert "'trial-start' is skipped already" in terminal.types("Second\r").ends(2)
    assert sum("trial-start" in entry.get("steps", ()) for entry in log_of(acme)) == 1


def test_somebody_who_was_added_meanwhile_is_the_same_person(run, acme):
    terminal = Terminal("log", "acme").answers("Steps").answers("With", "dana")
    terminal.answers("Name").answers("Role").answers("Email").answers("Outcomes").sees("Note")
    assert run("person", "acme", "dana", "--name", "Dana").code == 0
    terminal.sees(": ").types("\r").answers("Next step").ends()
    assert log_of(acme)[-1]["with"] == ["dana"]


def test_what_happens_now_stands_after_what_is_there(run, acme):
    """Also where a colleague's clock is two minutes fast: what is scheduled last is in force."""
    ahead = {"SALESCLI_NOW": "2026-11-21T10:02:00+01:00"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SALESCLI_NOW", ahead["SALESCLI_NOW"])
        assert run(*SCHEDULE).code == 0
    for line in (
        ("schedule", "acme", "--on", "2026-12-04"),
        ("note", "acme", "-m", "x"),
        ("set", "acme", "value=5"),
        ("skip", "acme", "trial-start", "-m", "x", "--keep"),
    ):
        assert run(*line).code == 0
    log = log_of(acme)
    assert [entry["at"] for entry in log] == sorted(entry["at"] for entry in log)
    assert log[-1]["at"].isoformat() == ahead["SALESCLI_NOW"]
    assert run("list", "--json").json["deals"][0]["next"]["on"] == "2026-12-04"
    assert "F04" not in run("check").out


REVIEW = ("schedule", "acme", "--what", "Contract review", "--on", "2026-11-27", "--also")
KEEP = ("--reason", "They are ill", "--keep")
NO_DISCOVERY = ("cancel", "acme", "--next", "discovery", *KEEP)
NO_REVIEW = ("cancel", "acme", "--next", "contract", *KEEP)
DEMO = ("schedule", "acme", "--next", "demo", "--on", "2026-11-26", "--also")
TRIAL = ("schedule", "acme", "--next", "trial-start", "--on", "2026-11-26", "--also")
HELD = ("log", "acme", "discovery", "--with", "bob", "-m", "x", "--keep")


@pytest.fixture
def two(acme, run):
    """Discovery on Monday the 23rd, and a review of the contract on the 27th."""
    assert run(*REVIEW).code == 0
    return acme


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        (NO_DISCOVERY, NO_DISCOVERY, "is called 'discovery'"),
        (NO_DISCOVERY, NO_REVIEW, "--keep has nothing to keep"),
        (HELD, NO_REVIEW, "--keep has nothing to keep"),
        (("skip", "acme", "discovery", "-m", "x", "--keep"), NO_REVIEW, "nothing to keep"),
        (DEMO, DEMO, "'Demo' is on the agenda already"),
    ],
)
def test_of_two_that_leave_nothing_to_the_other_one_is_refused(run, two, first, second, says):
    assert says in settled(at_once(two.parent.parent, first, second))
    assert run("list", "--json").json["deals"][0]["agenda"]


CONVERSATIONS = {
    "what an encounter keeps": (
        ("log", "acme", "discovery", "-m", "x"),
        (("With whom", ""), ("Outcomes met", ""), ("Is that what comes next?", "")),
        NO_REVIEW,
    ),
    "what an encounter drops": (
        ("log", "acme", "discovery", "-m", "x", "--drop", "contract"),
        (("With whom", ""), ("Outcomes met", ""), ("Next step", "")),
        ("schedule", "acme", "--next", "contract", "--on", "2026-11-30"),
    ),
    "what is called off": (
        ("cancel", "acme", "--next", "discovery"),
        (("Why is", "They are ill"), ("Is that what comes next?", "")),
        ("schedule", "acme", "--next", "discovery", "--on", "2026-11-25"),
    ),
    "what gives way": (
        ("schedule", "acme", "--next", "demo"),
        (
            ("When", "wed"),
            ("With whom", ""),
            ("confirmed", ""),
            ("(also/instead)", "instead discovery"),
        ),
        NO_DISCOVERY,
    ),
    "what is new beside the others": (
        ("schedule", "acme", "--next", "demo"),
        (("When", "wed"), ("With whom", ""), ("confirmed", ""), ("(also/instead)", "also")),
        DEMO,
    ),
    "what a skip leaves alone": (
        ("skip", "acme", "trial-start"),
        (("Why skip", "They know it"),),
        TRIAL,
    ),
}


@pytest.mark.parametrize(
    ("line", "answers", "meanwhile"), CONVERSATIONS.values(), ids=CONVERSATIONS
)
def test_an_answer_holds_while_the_items_that_it_depends_on_do(run, two, line, answers, meanwhile):
    terminal = Terminal(*line)
    *before_it, (question, answer) = answers
    for asked in before_it:
        terminal.answers(*asked)
    terminal.sees(question).sees(": ")
    done = run(*meanwhile)
    assert done.code == 0, done.err
    before = two.read_bytes()
    shown = " ".join(terminal.types(f"{answer}\r").ends(2).split())
    assert "acme was changed meanwhile: on its agenda is now" in shown
    assert "what you typed is kept" in shown
    assert two.read_bytes() == before


def test_an_answer_holds_where_only_others_were_scheduled(run, two):
    terminal = Terminal("log", "acme", "discovery", "-m", "x").answers("With whom")
    terminal.answers("Outcomes met").sees("Is that what comes next?").sees(": ")
    assert run(*DEMO).code == 0
    terminal.types("\r").sees("Next: Demo on Thu 26 Nov").sees("Then: Contract review").ends()
    assert log_of(two)[-1]["steps"] == ["discovery"]
