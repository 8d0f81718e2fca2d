"""`undo` again and again, `redo` back up: by meaning, one's own, after merges and refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.clones import Clones, git, make_clones
from support.fixture_cache import copy_of

from salescli.store.git.foreign_programs import first_look
from salescli.store.git.history import Commit
from salescli.store.git.identity import Identity
from salescli.store.git.undo_order import Author, to_redo, to_undo
from salescli.store.merge.semantics import frozen
from salescli.store.toml.reader import parse_toml

ENDS = ("--next", "demo", "--on", "5d")
COMMANDS = (
    ("note", "acme", "-m", "one"),
    ("set", "acme", "value=5200"),
    ("log", "acme", "discovery", "--with", "bob", "-m", "They count twice", *ENDS),
    ("person", "acme", "kim", "--name", "Kim Lee"),
    ("add", "Beta", "--process", "small-business", "--what", "Call", "--on", "mon"),
    ("schedule", "beta", "--on", "fri"),
    ("note", "acme", "-m", "two"),
)  # fmt: skip


@pytest.fixture
def root(acme, monkeypatch) -> Path:
    monkeypatch.setattr("salescli.store.git.commit._PAUSES", (0.01,))
    assert first_look(acme.parent.parent) == ""
    return acme.parent.parent


@pytest.fixture
def ours(root) -> Path:
    """A book for two people: it doesn't say who writes in it."""
    settings_file = root / "salescli.toml"
    settings_file.write_text(settings_file.read_text().replace('me = "ada"\n', ""))
    git(root, "commit", "-qam", "for two")
    return root


def meaning(root: Path) -> dict[str, object]:
    return {path.stem: frozen(parse_toml(path.read_text())) for path in root.glob("deals/*.toml")}


def subjects(root: Path, number: int) -> list[str]:
    return git(root, "log", f"-{number}", "--format=%s").splitlines()


def works(run, *words: str):
    done = run(*words)
    assert done.code == 0, done.err
    return done


def test_down_and_up_again_is_the_same(run, root):
    states = [meaning(root)]
    for command in COMMANDS:
        works(run, *command)
        states.append(meaning(root))
    for before in reversed(states[:-1]):
        works(run, "undo", "--yes")
        assert meaning(root) == before
    for after in states[1:]:
        works(run, "redo", "--yes")
        assert meaning(root) == after
    refused = run("redo", "--yes")
    assert refused.code == 2
    assert "nothing on this book is to be brought back" in refused.err
    works(run, "undo", "--yes")
    assert meaning(root) == states[-2]
    assert git(root, "status", "--porcelain") == ""


def test_what_a_commit_undid_stands_in_its_message(run, root):
    works(run, *COMMANDS[0])
    note = git(root, "rev-parse", "HEAD").strip()
    works(run, "undo", "--yes")
    undone = git(root, "rev-parse", "HEAD").strip()
    trailers = "--format=%(trailers:only)"
    assert git(root, "log", "-1", trailers).split("\n")[:2] == [
        "Made-by: salescli",
        f"Undoes: {note}",
    ]
    works(run, "redo", "--yes")
    assert f"Redoes: {undone}" in git(root, "log", "-1", trailers)


def test_a_new_command_ends_what_can_be_brought_back(run, root):
    works(run, *COMMANDS[0])
    works(run, "undo", "--yes")
    works(run, *COMMANDS[1])
    assert run("redo", "--yes").code == 2
    undone = git(root, "rev-parse", "HEAD~1").strip()[:9]
    assert "Bringing it back means:" in works(run, "undo", undone, "--yes").out
    assert "one" in (root / "deals" / "acme.toml").read_text()


def test_on_one_deal_it_goes_on_too(run, root):
    works(run, *COMMANDS[4])
    for command in COMMANDS[:2]:
        works(run, *command)
    works(run, *COMMANDS[5])
    beta = (root / "deals" / "beta.toml").read_bytes()
    before = meaning(root)
    for _ in range(2):
        works(run, "undo", "acme", "--yes")
    assert (root / "deals" / "beta.toml").read_bytes() == beta
    for _ in range(2):
        works(run, "redo", "acme", "--yes")
    assert meaning(root) == before


def test_a_person_that_a_later_entry_names_stays(run, root, acme):
    works(run, *COMMANDS[3])
    with acme.open("a") as file:
        file.write('\n[[log]]\nat = 2026-11-21T11:00:00+01:00\nkind = "email"\nwith = ["kim"]\n')
    git(root, "commit", "-qam", "by hand")
    refused = run("undo", "--yes")
    assert refused.code == 2
    assert "a later entry names kim" in refused.err


def test_an_entry_that_was_edited_since_is_not_taken_back(run, acme):
    works(run, *COMMANDS[2])
    acme.write_text(acme.read_text().replace("They count twice", "They count three times"))
    refused = run("undo", "--yes")
    assert refused.code == 2
    assert "a later change touches the same lines: log entry 3" in refused.err
    assert "three times" in acme.read_text()


@pytest.mark.parametrize("reason", ["hook", "lock", "identity", "key", "first look"])
def test_a_command_that_git_refused_is_the_last_one_all_the_same(run, root, monkeypatch, reason):
    before = meaning(root)
    hook = root / ".git" / "hooks" / "pre-commit"
    if reason == "lock":
        (root / ".git" / "index.lock").touch()
    elif reason == "key":
        git(root, "config", "commit.gpgSign", "true")
        git(root, "config", "gpg.program", "false")
    elif reason == "identity":
        for who in ("AUTHOR", "COMMITTER"):
            monkeypatch.delenv(f"GIT_{who}_NAME")
            monkeypatch.delenv(f"GIT_{who}_EMAIL")
        git(root, "config", "user.useConfigOnly", "true")
    else:
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
    if reason == "first look":
        monkeypatch.setenv("XDG_STATE_HOME", str(root / ".git" / "elsewhere"))
    assert "not committed" in works(run, *COMMANDS[0]).err
    one = meaning(root)
    assert "not committed" in works(run, *COMMANDS[1]).err
    two = meaning(root)
    assert "acme: value set to 5200" in works(run, "undo", "--yes").out
    assert meaning(root) == one
    works(run, "undo", "--yes")
    assert meaning(root) == before
    for after in (one, two):
        works(run, "redo", "--yes")
        assert meaning(root) == after
    works(run, "undo", "--yes")
    hook.unlink(missing_ok=True)
    (root / ".git" / "index.lock").unlink(missing_ok=True)
    git(root, "config", "--unset", "commit.gpgSign") if reason == "key" else None
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.com")
    assert works(run, "undo", "--yes").err == ""
    assert meaning(root) == before
    works(run, "redo", "--yes")
    assert meaning(root) == one
    assert git(root, "status", "--porcelain") == ""
    assert "acme: value set to 5200" in subjects(root, 20)
    assert "owed-" not in git(root, "log", "--format=%B")


@pytest.fixture
def clones(ours, tmp_path_factory, run, monkeypatch) -> Clones:
    """Ada's clone, and Eve's."""

    def sync(folder: Path) -> None:
        monkeypatch.chdir(folder)
        works(run, "sync")

    folder = tmp_path_factory.mktemp("clones")
    copy_of("own clones", lambda to: make_clones(ours, to, sync), tmp_path_factory, folder)
    for clone in Clones(folder).both:
        first_look(clone)
    return Clones(folder)


@pytest.fixture
def at(clones, run, monkeypatch):
    """Run a command as somebody in a clone."""

    def running(who: str, number: int, *words: str, code: int = 0):
        for part in ("AUTHOR", "COMMITTER"):
            monkeypatch.setenv(f"GIT_{part}_NAME", who)
            monkeypatch.setenv(f"GIT_{part}_EMAIL", f"{who.lower()}@example.com")
        monkeypatch.setenv("USER", who.lower())
        monkeypatch.chdir(clones.both[number])
        done = run(*words)
        assert done.code == code, done.out + done.err
        return done

    return running


def noted(text: str) -> tuple[str, ...]:
    return ("note", "acme", "-m", text)


def test_after_a_sync_ones_own_note_is_still_undone(at, clones):
    at("Ada", 0, *noted("ada's"))
    at("Eve", 1, *noted("eve's"))
    at("Eve", 1, "log", "acme", "discovery", "--with", "bob", *ENDS)
    at("Eve", 1, "sync")
    at("Ada", 0, "sync")
    assert "acme: note" in at("Ada", 0, "undo", "--yes").out
    assert clones.notes(0) == {"eve's": 1}
    assert 'steps = ["discovery"]' in clones.deal(0).read_text()
    at("Ada", 0, "redo", "--yes")
    assert clones.notes(0) == {"ada's": 1, "eve's": 1}
    at("Ada", 0, "undo", "--yes")
    at("Ada", 0, "sync")
    at("Eve", 1, "sync")
    assert clones.notes(1) == {"eve's": 1}
    clones.assert_same()


def test_what_somebody_else_did_is_never_the_last_command(at, clones):
    at("Eve", 1, *noted("eve's"))
    at("Eve", 1, "sync")
    at("Ada", 0, "sync")
    undone = at("Ada", 0, "undo", "--yes")
    assert "eve's" not in undone.out
    assert clones.notes(0) == {"eve's": 1}


def test_it_is_taken_back_where_it_is_named(at, clones):
    at("Eve", 1, *noted("eve's"))
    at("Eve", 1, "sync")
    at("Ada", 0, "sync")
    commit = git(clones.both[0], "log", "-1", "--author=Eve", "--format=%h").strip()
    at("Ada", 0, "undo", commit, "--yes")
    assert clones.notes(0) == {}
    at("Ada", 0, "redo", "--yes")
    assert clones.notes(0) == {"eve's": 1}
    merged = at("Ada", 0, "undo", "0123abcd", "--yes", code=2)
    assert "there is no deal '0123abcd'" in merged.err


def test_where_no_command_is_ones_own_it_says_whose_is_the_last(at, clones):
    at("Eve", 1, *noted("eve's"))
    refused = at("Kim", 1, "undo", "--yes", code=2)
    assert "no command of yours on this book is on record; the last one is by Eve" in refused.err
    assert f"salescli undo {git(clones.both[1], 'rev-parse', 'HEAD')[:9]}" in refused.err


def test_two_accounts_of_one_git_identity_are_two_people(at, clones, monkeypatch, run):
    at("Ada", 0, *noted("ada's"))
    monkeypatch.setenv("USER", "eve")
    assert "note" not in run("undo", "--yes").out
    assert clones.notes(0) == {"ada's": 1}


def test_two_machines_of_one_person_are_one(at, clones):
    at("Ada", 0, *noted("at home"))
    at("Ada", 0, "sync")
    at("Ada", 1, "sync")
    at("Ada", 1, *noted("on the road"))
    for _ in range(2):
        at("Ada", 1, "undo", "--yes")
    assert clones.notes(1) == {}
    at("Ada", 1, "sync")
    at("Ada", 0, "sync")
    at("Ada", 0, "redo", "--yes")
    assert clones.notes(0) == {"at home": 1}


def test_the_same_changed_by_somebody_else_is_not_taken_back(at, clones):
    at("Ada", 0, "set", "acme", "value=5200")
    at("Ada", 0, "sync")
    at("Eve", 1, "sync")
    at("Eve", 1, "set", "acme", "value=6000")
    at("Eve", 1, "sync")
    at("Ada", 0, "sync")
    refused = at("Ada", 0, "undo", "--yes", code=2)
    assert "not taken back, in deals/acme.toml: a later change touches the same" in refused.err
    assert "value" in refused.err
    assert "6000" in clones.deal(0).read_text()


def test_a_command_on_many_deals_is_undone_whole(at, clones):
    rows = clones.both[0] / "rows.csv"
    rows.write_text("Company,Amount\nNorth,1000\nSouth,2000\n")
    mapped = ("--map", "value=Amount", "--map", "company=Company")
    at("Ada", 0, "import", "rows.csv", "--process", "small-business", *mapped)
    at("Eve", 1, *noted("eve's"))
    at("Eve", 1, "sync")
    at("Ada", 0, "sync")
    at("Ada", 0, "undo", "--yes")
    assert [path.stem for path in clones.both[0].glob("deals/*")] == ["acme"]
    at("Ada", 0, "redo", "--yes")
    assert len(list(clones.both[0].glob("deals/*"))) == 3


ADA = Author(Identity("Ada", "ada@example.com"), "ada")


def made(number: int, by: str = "Ada", **trailers: str) -> Commit:
    from datetime import datetime

    named = {"Made-by": "salescli", **trailers}
    return Commit(str(number), ("p",), datetime(2026, 1, 1), by, "", f"c{number}", named)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from("nnuuurre"), max_size=40))
def test_the_order_is_that_of_two_stacks(steps):
    """Commands, undos and redos at random, with commits of somebody else in between."""
    history: list[Commit] = []
    done: list[str] = []
    undone: list[str] = []
    for number, step in enumerate(steps):
        if step == "n":
            history.insert(0, made(number))
            done, undone = [*done, f"c{number}"], []
        elif step == "e":
            history.insert(0, made(number, "Eve"))
        else:
            target = to_redo(history, ADA) if step == "r" else next(to_undo(history, ADA), None)
            stack, other = (undone, done) if step == "r" else (done, undone)
            assert (target is None) == (not stack)
            if target is not None:
                subject = stack.pop()
                other.append(subject)
                named = {"Redoes" if step == "r" else "Undoes": target.commit}
                commit = made(number, **named)
                assert target.subject == subject
                history.insert(
                    0,
                    Commit(
                        *[getattr(commit, n) for n in ("commit", "parents", "at", "by", "email")],
                        subject,
                        commit.trailers,
                    ),
                )


def test_what_changes_no_deal_stays_and_is_said_to(run, root):
    works(run, *COMMANDS[0])
    (root / ".gitattributes").write_text("")
    git(root, "commit", "-qam", "by hand")
    assert "has the line that it needs" in run("doctor", "--fix").out
    kept = (root / ".gitattributes").read_bytes()
    said = " ".join(works(run, "undo", "--yes").out.split())
    assert "'Fixed .gitattributes' stays: it changed no deal, process or setting" in said
    assert "undo: acme: note" in said
    assert (root / ".gitattributes").read_bytes() == kept
    works(run, "redo", "--yes")


def test_an_opening_that_two_people_moved_back_is_one(run, ours, monkeypatch, tmp_path_factory):
    """It is as early as either one says, and each takes back what is theirs."""
    clones = tmp_path_factory.mktemp("clones")
    git(clones, "init", "-q", "--bare", "-b", "main", "hub.git")
    git(ours, "branch", "-M", "main")
    git(ours, "remote", "add", "origin", str(clones / "hub.git"))
    works(run, "sync")
    git(clones, "clone", "-q", str(clones / "hub.git"), "two")
    first_look(clones / "two")
    email = ("log", "acme", "--kind", "email", "--keep", "--at")
    for folder, name, days in ((clones / "two", "Bob", ("10", "13")), (ours, "Ada", ("12",))):
        monkeypatch.chdir(folder)
        for part in ("AUTHOR", "COMMITTER"):
            monkeypatch.setenv(f"GIT_{part}_NAME", name)
            monkeypatch.setenv(f"GIT_{part}_EMAIL", f"{name.lower()}@example.com")
        for day in days:
            works(run, *email, f"2026-11-{day}", "-m", f"{name} {day}")
        works(run, "sync")

    def log() -> list[tuple[int, str]]:
        entries = parse_toml((Path("deals") / "acme.toml").read_text())["log"]
        return [(entry["at"].day, entry["kind"]) for entry in entries]

    assert log()[:4] == [(10, "open"), (10, "email"), (12, "email"), (13, "email")]
    works(run, "undo", "--yes")  # Ada's, which had moved the opening to the 12th
    assert log()[:3] == [(10, "open"), (10, "email"), (13, "email")]
    works(run, "redo", "--yes")
    works(run, "sync")
    monkeypatch.chdir(clones / "two")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Bob")
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Bob")
    for part in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{part}_EMAIL", "bob@example.com")
    works(run, "sync")
    works(run, "undo", "--yes")  # of the 13th
    works(run, "undo", "--yes")  # of the 10th: the opening stays before Ada's email
    assert log()[:2] == [(12, "open"), (12, "email")]
    assert [item["step"] for item in run("show", "acme", "--json").json["deals"][0]["agenda"]]
