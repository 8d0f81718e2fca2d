from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.fixture_cache import copy_of
from support.mails import mail
from support.screen import DOWN, ENTER, Screen
from support.terminal import Terminal

from salescli.commands.sync import sync as sync_module
from salescli.store.git.merge_driver import driver_state
from salescli.store.toml.reader import parse_toml


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return done.stdout


def log(run, minute: int, *more: str):
    """Log a call at that minute of one and the same morning."""
    os.environ["SALESCLI_NOW"] = f"2026-11-21T10:{minute:02}:00+01:00"
    done = run("log", "acme", *more, "--kind", "call", "--next", "demo", "--on", f"{minute}d")
    assert done.code == 0, done.err


class Pair:
    """The book on two machines, and its other copy."""

    def __init__(self, folder: Path, run, monkeypatch, tmp_path_factory) -> None:
        self.tmp_path_factory = tmp_path_factory
        self.origin = folder / "hub.git"
        self.machines = (folder / "one", folder / "two")
        self.run = run
        self.monkeypatch = monkeypatch

    def use(self, machine: int) -> Path:
        """Go to a machine; the file of its deal."""
        self.monkeypatch.chdir(self.machines[machine])
        return self.machines[machine] / "deals" / "acme.toml"

    def sync(self, machine: int, code: int = 0):
        self.use(machine)
        done = self.run("sync")
        assert done.code == code, done.out + done.err
        return done

    def same(self) -> dict:
        """What the deal says on both machines."""
        texts = {(m / "deals" / "acme.toml").read_text() for m in self.machines}
        assert len(texts) == 1
        heads = {git(m, "rev-parse", "HEAD^{tree}") for m in self.machines}
        assert len(heads) == 1
        return parse_toml(texts.pop())


@pytest.fixture
def pair(request, tmp_path_factory, run, monkeypatch):
    """Two machines that have synced once; the second is a clone that nobody set up."""

    def make(folder: Path) -> None:
        book = request.getfixturevalue("acme").parent.parent
        shutil.copytree(book, folder / "one")
        git(folder, "init", "-q", "--bare", "-b", "main", "hub.git")
        git(folder / "one", "branch", "-q", "-M", "main")
        git(folder / "one", "remote", "add", "origin", "../hub.git")
        monkeypatch.chdir(folder / "one")
        assert run("sync").code == 0
        git(folder, "clone", "-q", str(folder / "hub.git"), "two")
        git(folder / "two", "remote", "set-url", "origin", "../hub.git")

    folder = tmp_path_factory.mktemp("pair")
    copy_of("pair", make, tmp_path_factory, folder)
    return Pair(folder, run, monkeypatch, tmp_path_factory)


def test_the_first_push_sets_the_upstream(pair):
    assert git(pair.machines[0], "rev-parse", "--abbrev-ref", "@{u}") == "origin/main\n"
    assert "are the same" in pair.sync(0).out


def test_both_log_on_the_same_deal(pair, run):
    pair.use(0)
    log(run, 1, "discovery")
    pair.use(1)
    log(run, 2, "discovery")
    log(run, 3, "discovery")
    pair.sync(0)
    done = pair.sync(1)
    assert "Merged, changed on both sides: acme." in done.out
    pair.sync(0)
    entries = [entry["at"].minute for entry in pair.same()["log"] if entry["kind"] == "call"]
    assert entries == [1, 2, 3]
    shown = run("show", "acme", "--json").json
    assert "2026-11-24" in str(shown)


def test_a_clone_without_the_driver_gets_it_before_it_merges(pair):
    assert driver_state(pair.machines[1]) == "the merge driver is not installed in this clone"
    assert "installed now" in pair.sync(1).out
    assert driver_state(pair.machines[1]) == ""
    assert "installed" not in pair.sync(1).out


def test_edits_by_hand_are_committed_and_said(pair):
    file = pair.use(0)
    file.write_text(f"# by hand\n{file.read_text()}")
    done = pair.sync(0)
    assert "Committed: acme: edited by hand." in done.out
    assert "Sent 1 commit." in done.out
    assert "Received 1 commit." in pair.sync(1).out
    assert pair.same()


def in_conflict(pair, run) -> Path:
    """Bring the two machines to two values of the deal, of which the first one is shared."""
    folder = pair.origin.parent

    def make(to: Path) -> None:
        disagree(pair, run)
        shutil.copytree(folder, to)

    shared = pair.tmp_path_factory.mktemp("conflict")
    copy_of("pair-in-conflict", make, pair.tmp_path_factory, shared)
    for place in (pair.origin, *pair.machines):
        shutil.rmtree(place)
        shutil.move(shared / place.name, place)
    for machine in pair.machines:
        git(machine, "remote", "set-url", "origin", str(pair.origin))
    return pair.use(1)


def disagree(pair, run) -> None:
    for machine, value in ((0, "40000"), (1, "50000")):
        file = pair.use(machine)
        assert run("set", "acme", f"value={value}").code == 0
        file.write_text(f"# machine {machine}\n{file.read_text()}")
    pair.sync(0)


def test_a_conflict_is_listed_with_both_values(pair, run):
    file = in_conflict(pair, run)
    done = pair.sync(1, code=1)
    assert "deals/acme.toml:" in done.out
    assert "conflict: value was changed on both sides" in done.out
    assert "ours:   value = 50000" in done.out
    assert "theirs: value = 40000" in done.out
    assert "salescli sync" in done.out
    found = run("check", "acme", "--json")
    assert found.code == 1
    assert [(one["code"], one["line"]) for one in found.json["findings"]] == [
        ("F05", file.read_text().split("\n").index("<<<<<<< ours") + 1)
    ]
    assert done.out.endswith(pair.sync(1, code=1).out)  # and it stays so until it is resolved
    resolved = [
        line
        for line in file.read_text().splitlines()
        if not line.startswith(("<", "=", ">")) and line != "value = 40000"
    ]
    file.write_text("\n".join(resolved) + "\n")
    pair.sync(1)
    pair.sync(0)
    said = pair.same()
    assert said["value"] == 50000
    assert sum("change" in entry for entry in said["log"]) == 2
    assert {"# machine 0", "# machine 1"} <= set(file.read_text().splitlines())


@pytest.mark.parametrize(
    ("typed", "value"),
    [(["o"], 50000), (["both", "theirs"], 40000), (["edit", "soon", "45000"], 45000)],
)
def test_a_terminal_walks_through_conflicts(pair, run, typed, value):
    in_conflict(pair, run)
    terminal = Terminal("sync").sees("ours: value = 50000").sees("theirs: value = 40000")
    for number, answer in enumerate(typed):
        asked = "value" if typed[0] == "edit" and number else "Keep (ours, theirs, edit)"
        terminal.answers(asked, f"\x15{answer}")
    terminal.ends()
    pair.sync(0)
    assert pair.same()["value"] == value


def test_a_capable_terminal_lists_what_may_be_kept(pair, run):
    in_conflict(pair, run)
    terminal = Screen("sync").asks("Keep (ours, theirs, edit)").sees("  theirs").types(DOWN, DOWN)
    terminal.sees(": theirs").types(ENTER).ends()
    pair.sync(0)
    assert pair.same()["value"] == 40000


def test_a_walk_that_is_broken_off_goes_on_later(pair, run):
    in_conflict(pair, run)
    terminal = Terminal("sync").sees("Keep (ours, theirs, edit)").types("\x03")
    terminal.ends(130)
    Terminal("sync").answers("Keep (ours, theirs, edit)", "ours").ends()
    pair.sync(0)
    assert pair.same()["value"] == 50000


def test_a_close_here_and_a_call_there_both_stay(pair, run):
    pair.use(0)
    os.environ["SALESCLI_NOW"] = "2026-11-21T10:01:00+01:00"
    closed = run("lose", "acme", "--reason", "no-decision", "--evidence", "They wrote so")
    assert closed.code == 0, closed.err
    pair.use(1)
    log(run, 5, "discovery")
    pair.sync(0)
    out = " ".join(pair.sync(1).out.split())
    assert "Q07 warning: the call of Sat 21 Nov 2026 comes after the deal was closed" in out
    assert "salescli reopen acme" in out
    pair.sync(0)
    assert [entry["kind"] for entry in pair.same()["log"]][-2:] == ["close", "call"]


def deleted_and_changed(pair, run) -> Path:
    """One machine deleted the deal, and the other one, where we are, logged a call on it."""
    pair.use(0).unlink()
    pair.use(1)
    log(run, 1, "discovery")
    pair.sync(0)
    return pair.use(1)


@pytest.mark.parametrize(("typed", "stays"), [(("add",), True), (("rm", "-q"), False)])
def test_deleted_here_and_changed_there_is_a_conflict(pair, run, typed, stays):
    file = deleted_and_changed(pair, run)
    done = pair.sync(1, code=1)
    assert "deals/acme.toml: conflict: deleted on one side, changed on the other" in done.out
    assert f"git {' '.join(typed)} -- deals/acme.toml" in done.out
    assert done.out.endswith(pair.sync(1, code=1).out)
    git(pair.machines[1], *typed, "--", "deals/acme.toml")
    pair.sync(1)
    pair.sync(0)
    assert [(m / "deals" / "acme.toml").exists() for m in pair.machines] == [stays, stays]
    assert not stays or pair.same()["log"][-1]["kind"] == "call"
    assert file.exists() == stays


@pytest.mark.parametrize(("typed", "stays"), [("keep", True), ("delete", False)])
@pytest.mark.parametrize("machine", [0, 1])
def test_deleted_here_and_changed_there_is_asked_about(pair, run, typed, stays, machine):
    file = deleted_and_changed(pair, run)
    if machine == 0:  # now the other way round: who deleted it is asked
        pair.use(0)
        git(pair.machines[0], "push", "-q", "--force", "origin", "HEAD~1:main")
        pair.sync(1)
        file = pair.use(0)
    how = "changed here, deleted there" if machine else "deleted here, changed there"
    terminal = Terminal("sync").sees(how)
    terminal.answers("Keep or delete (keep, delete)", typed).ends()
    assert file.exists() == stays
    pair.sync(1 - machine)
    assert [(m / "deals" / "acme.toml").exists() for m in pair.machines] == [stays, stays]


def test_a_conflict_in_the_settings_is_walked_through_too(pair):
    for machine, name in enumerate(("USD", "GBP")):
        pair.use(machine)
        settings = pair.machines[machine] / "salescli.toml"
        settings.write_text(settings.read_text().replace("EUR", name))
    pair.sync(0)
    done = pair.sync(1, code=1)
    assert "salescli.toml:" in done.out
    Terminal("sync").answers("Keep (ours, theirs, edit)", "theirs").ends()
    pair.sync(0)
    assert pair.same()


@pytest.mark.usefixtures("acme")
def test_without_a_remote_it_says_how_to_add_one(run):
    done = run("sync")
    assert done.code == 2
    assert "git remote add origin URL" in done.err


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (["git", "checkout", "-q", "--detach"], "detached HEAD"),
        (["git", "remote", "set-url", "origin", "/nowhere/at/all"], "no repository at /nowhere"),
        (["git", "remote", "set-url", "origin", "ssh://127.0.0.1:1/x"], "can't be reached"),
        (["rm", "-rf", ".git"], "not a git repository"),
    ],
)
def test_what_keeps_it_from_syncing_is_one_sentence(pair, run, spoil, says):
    file = pair.use(1)
    before = file.read_text()
    file.write_text(f"# mine\n{before}")
    subprocess.run(spoil, check=True)
    done = run("sync")
    assert done.code == 2
    assert says in done.err
    assert file.read_text() == f"# mine\n{before}"


def test_a_rejecting_hook_at_the_other_end(pair, run):
    hook = pair.origin / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho not today >&2\nexit 1\n")
    hook.chmod(0o755)
    pair.use(0)
    log(run, 1, "discovery")
    done = run("sync")
    assert done.code == 2
    assert "origin refused the push: pre-receive hook declined" in done.err


def test_a_rebase_in_progress_is_left_alone(pair, run):
    pair.use(0)
    (pair.machines[0] / ".git" / "rebase-merge").mkdir()
    done = run("sync")
    assert done.code == 2
    assert "a rebase is in progress" in done.err


def test_the_installed_driver_needs_no_path(pair, run, monkeypatch):
    """Git runs this very Python, from the book's folder, whatever lies in it."""
    pair.use(0)
    log(run, 1, "discovery")
    pair.use(1)
    log(run, 2, "discovery")
    (pair.machines[1] / "salescli.py").write_text("raise SystemExit('not this one')\n")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    pair.sync(0)
    pair.sync(1)
    assert Path(sys.executable).name in git(pair.machines[1], "config", "merge.salescli.driver")


def merged_by_git(pair, run) -> Path:
    """Both machines logged a call, and on the second one git itself merged, into a conflict."""
    pair.use(0)
    log(run, 1, "discovery")
    file = pair.use(1)
    log(run, 2, "discovery")
    pair.sync(0)
    done = subprocess.run(["git", "pull", "-q", "--no-rebase"], cwd=pair.machines[1], check=False)
    assert done.returncode == 1
    assert "<<<<<<<" in file.read_text()
    return file


def test_what_git_merged_as_text_is_merged_again_by_meaning(pair, run):
    merged_by_git(pair, run)
    pair.sync(1)
    pair.sync(0)
    assert [entry["kind"] for entry in pair.same()["log"]].count("call") == 2


def test_a_driver_that_dies_leaves_marks(pair, run):
    command = git(pair.machines[0], "config", "merge.salescli.driver")
    dying = command.replace(sys.executable, "false").strip()
    git(pair.machines[1], "config", "merge.salescli.driver", dying)
    file = merged_by_git(pair, run)
    assert "||||||| base" in file.read_text()
    pair.sync(1)
    pair.sync(0)
    assert [entry["kind"] for entry in pair.same()["log"]].count("call") == 2


def test_a_deal_in_which_somebody_resolves_is_left_alone(pair, run):
    file = merged_by_git(pair, run)
    file.write_text(f"# half way\n{file.read_text()}")
    pair.sync(1, code=1)
    assert "<<<<<<<" in file.read_text()
    assert file.read_text().startswith("# half way\n")


def test_both_sides_of_several_lines_can_be_kept(pair):
    for machine in (0, 1):
        pair.use(machine)
        with (pair.machines[machine] / "salescli.toml").open("a") as settings:
            settings.write(f"a{machine} = 1\nb{machine} = 2\n")
    pair.sync(0)
    assert "several lines were changed on both sides" in pair.sync(1, code=1).out
    Terminal("sync").answers("Keep (ours, theirs, both, edit)", "both").ends()
    settings = (pair.machines[1] / "salescli.toml").read_text()
    assert settings.endswith("a1 = 1\nb1 = 2\na0 = 1\nb0 = 2\n")


def test_the_same_deal_opened_on_both_machines(pair, run):
    for machine in (0, 1):
        pair.use(machine)
        done = run("add", "Globex", "--process", "small-business", "--next", "demo", "--on", "mon")
        assert done.code == 0, done.err
    pair.sync(0)
    pair.sync(1)
    file = pair.machines[1] / "deals" / "globex.toml"
    assert [entry["kind"] for entry in parse_toml(file.read_text())["log"]] == ["open"]


def test_two_names_of_one_branch_are_told(pair, run):
    pair.use(0)
    git(pair.machines[0], "branch", "-q", "-m", "master")
    git(pair.machines[0], "branch", "-q", "--unset-upstream")
    done = run("sync")
    assert done.code == 2
    assert "origin has the branch main, and this book is on master" in done.err


def test_gitattributes_that_lack_the_driver_are_mended_and_committed(pair, run):
    pair.use(0)
    attributes = pair.machines[0] / ".gitattributes"
    attributes.write_text("*.png binary\n")
    assert "installed now" in pair.sync(0).out
    assert git(pair.machines[0], "show", "HEAD:.gitattributes") == (
        "*.png binary\ndeals/*.toml merge=salescli\n"
    )
    assert run("sync").code == 0


def test_the_other_end_moves_on_while_we_merge(pair, run, monkeypatch):
    from salescli.store.git import upstream

    pair.use(0)
    log(run, 1, "discovery")
    pair.use(1)
    log(run, 2, "discovery")
    tried = []

    def first_the_other(line, *, prompts, push=upstream.push):
        tried.append(line)
        if len(tried) == 1:
            git(pair.machines[0], "push", "-q")
            monkeypatch.chdir(pair.machines[1])
        return push(line, prompts=prompts)

    monkeypatch.setattr(upstream, "push", first_the_other)
    pair.sync(1)
    assert len(tried) == 2
    pair.sync(0)
    assert [entry["kind"] for entry in pair.same()["log"]].count("call") == 2


def test_what_is_saved_while_it_fetches_is_sent(pair, monkeypatch):
    from salescli.store.git import upstream

    file = pair.use(0)

    def then_edit(line, *, prompts, fetch=upstream.fetch):
        fetch(line, prompts=prompts)
        file.write_text(f"# by hand\n{file.read_text()}")

    monkeypatch.setattr(upstream, "fetch", then_edit)
    done = pair.sync(0)
    assert "Committed: acme: edited by hand." in done.out
    assert "Sent 1 commit." in done.out


def test_what_is_committed_while_it_takes_over_is_sent(pair, run, monkeypatch):
    pair.use(0)
    log(run, 1, "discovery")
    pair.sync(0)

    def then_commit(root, plan, commit, message, place=sync_module.place_merge):
        notes = place(root, plan, commit, message)
        git(root, "commit", "-q", "--allow-empty", "-m", "meanwhile")
        return notes

    monkeypatch.setattr(sync_module, "place_merge", then_commit)
    assert "Received 1 commit and sent 1 commit." in pair.sync(1).out


def test_a_book_inside_a_larger_repository(pair, run, tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("larger")
    git(folder, "init", "-q", "--bare", "-b", "main", "hub.git")
    git(folder, "init", "-q", "-b", "main", "one")
    book = shutil.copytree(
        pair.machines[0], folder / "one" / "sales", ignore=shutil.ignore_patterns(".git")
    )
    git(folder / "one", "remote", "add", "origin", str(folder / "hub.git"))
    git(folder / "one", "add", "sales/.gitignore")
    git(folder / "one", "commit", "-q", "-m", "a book")
    monkeypatch.chdir(book)
    assert run("sync").code == 0
    git(folder, "clone", "-q", "hub.git", "two")
    for number, name in enumerate(("one", "two"), 1):
        monkeypatch.chdir(folder / name / "sales")
        log(run, number, "discovery")
        file = folder / name / "sales" / "deals" / "acme.toml"
        file.write_text(f"# hand {name}\n{file.read_text()}")
        (folder / name / "notes.txt").write_text("not of the book")
        done = run("sync")
        assert done.code == 0, done.out + done.err
    assert "Merged, changed on both sides: acme." in done.out
    kinds = [entry["kind"] for entry in parse_toml(file.read_text())["log"]]
    assert kinds.count("call") == 2
    assert git(folder / "two", "status", "--porcelain") == "?? notes.txt\n"


@pytest.mark.parametrize("deals", [("acme", "acme"), ("acme", "bolt")])
def test_one_mail_that_both_machines_logged(pair, run, deals):
    pair.use(0)
    added = run("add", "Bolt", "--process", "small-business", "--what", "Call", "--on", "mon")
    assert added.code == 0, added.err
    pair.sync(0)
    pair.sync(1)
    for machine, deal in enumerate(deals):
        folder = pair.use(machine).parent.parent
        path = folder / ".salescli" / "mail.eml"
        path.write_bytes(mail())
        done = run("capture", str(path), "--deal", deal, "--what", "Answer", "--on", "wed")
        assert done.code == 0, done.err
    pair.sync(0)
    done = pair.sync(1)
    is_doubled = len(set(deals)) > 1
    assert ("is logged in acme and bolt" in done.err) is is_doubled
    assert ("salescli edit bolt" in done.out) is is_doubled
    pair.sync(0)
    log = pair.same()["log"]
    assert [entry.get("ref") for entry in log].count("mid:1@acme.example") == 1
    assert run("capture", str(path)).out.startswith("1 item known already: nothing was changed.\n")
