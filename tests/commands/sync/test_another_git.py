"""Another git is at work in the clone while sync merges: nothing is lost, and it ends right."""

from __future__ import annotations

import shlex
import subprocess
import threading
import time
from collections import Counter
from contextlib import suppress

import pytest
from support.clones import CLI, Clones, git
from support.fixture_cache import copy_of

from salescli.store.git.foreign_programs import first_look
from salescli.store.sync import place_merge
from salescli.store.sync.proof import lost_parts


@pytest.fixture
def clones(synced_clones, tmp_path_factory) -> Clones:
    """Each machine has logged something that the other one lacks."""

    def make(to) -> None:
        clones = synced_clones(to)
        for number in (0, 1):
            clones.log(number, 1)

    folder = tmp_path_factory.mktemp("clones")
    copy_of("clones that differ", make, tmp_path_factory, folder)
    clones = Clones(folder)
    for number in (0, 1):
        first_look(clones.both[number])  # its owner puts hooks there, not a stranger
    return clones


@pytest.fixture
def sync(clones, run, monkeypatch):
    """Sync a clone in this process."""

    def syncing(number: int, code: int = 0):
        monkeypatch.chdir(clones.both[number])
        done = run("sync")
        assert done.code == code, done.out + done.err
        return done

    return syncing


def hooks_of(root):
    """Return the folder for hooks of a repository that is known: what is put there is run."""
    assert first_look(root) == ""
    hooks = root / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    return hooks


def ends_right(clones, sync) -> None:
    """Both machines come to hold both notes."""
    for number in (1, 0, 1):
        sync(number)
    for number in (0, 1):
        assert {"call 0.1", "call 1.1"} <= clones.notes(number).keys()
        clones.assert_sound(number)
    clones.assert_same()


def test_a_lock_on_the_index_stops_it_before_anything_is_changed(clones, sync, monkeypatch):
    monkeypatch.setattr(place_merge, "_PAUSES", (0.01,))
    sync(0)
    lock = clones.both[1] / ".git" / "index.lock"
    head, text = git(clones.both[1], "rev-parse", "HEAD"), clones.deal(1).read_bytes()
    lock.touch()
    done = sync(1, code=2)
    assert "another git is running" in done.err
    assert "nothing was changed" in done.err
    assert git(clones.both[1], "rev-parse", "HEAD") == head
    assert clones.deal(1).read_bytes() == text
    assert not (clones.both[1] / ".git" / "MERGE_HEAD").exists()
    lock.unlink()
    ends_right(clones, sync)


def test_a_lock_on_the_branch_too(clones, sync, monkeypatch):
    monkeypatch.setattr(place_merge, "_PAUSES", (0.01,))
    sync(0)
    git(clones.both[1], "config", "core.filesRefLockTimeout", "0")  # milliseconds
    lock = clones.both[1] / ".git" / "refs" / "heads" / "main.lock"
    text = clones.deal(1).read_bytes()
    lock.touch()
    assert "another git is running" in sync(1, code=2).err
    assert clones.deal(1).read_bytes() == text
    assert git(clones.both[1], "status", "--porcelain") == ""
    lock.unlink()
    ends_right(clones, sync)


def test_a_lock_on_the_branch_and_then_on_the_index(clones, sync, monkeypatch):
    """The index holds the merge, and can't be made what it was: it is not left so."""
    sync(0)
    git(clones.both[1], "config", "core.filesRefLockTimeout", "0")  # milliseconds
    locks = [clones.both[1] / ".git" / name for name in ("HEAD.lock", "index.lock")]
    real = place_merge.must

    def busy(top, *arguments, **options):
        for lock in locks if arguments[0] == "update-ref" else ():
            lock.touch()
        return real(top, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(place_merge, "must", busy)
        patch.setattr(place_merge, "_PAUSES", (0.01,))
        assert "another git is running" in sync(1, code=2).err
    for lock in locks:
        lock.unlink()
    ends_right(clones, sync)


def test_a_lock_on_the_index_while_a_merge_is_taken_back(clones, sync, run, monkeypatch):
    """One that was killed before it moved the branch, and then a file of it was edited."""
    sync(0)
    head = git(clones.both[1], "rev-parse", "HEAD").strip()
    journal = clones.both[1] / ".salescli" / "journal"
    with monkeypatch.context() as patch:
        left = journal.with_name("left")
        patch.setattr(place_merge, "remove_journal", lambda _root: journal.rename(left))
        patch.setattr(place_merge, "_PAUSES", (0.01,))
        sync(1)
        left.rename(journal)
        git(clones.both[1], "update-ref", "HEAD", head)
        with clones.deal(1).open("a") as file:
            file.write("# by hand\n")
        lock = clones.both[1] / ".git" / "index.lock"
        lock.touch()
        assert "another git is running" in run("next", "--list").err
        assert "can't finish" in run("note", "acme", "-m", "x").err
    lock.unlink()
    ends_right(clones, sync)
    assert "# by hand" in clones.deal(0).read_text()


@pytest.mark.parametrize("wrote", [False, True])
def test_a_merge_of_git_that_could_not_write_the_index_is_no_merge(clones, sync, wrote):
    """It leaves MERGE_HEAD, and ours taken for the result: the other side must not be lost."""
    sync(0)
    clone = clones.both[1]
    git(clone, "fetch", "-q")
    (clone / ".git" / "MERGE_HEAD").write_text(git(clone, "rev-parse", "origin/main"))
    (clone / ".git" / "MERGE_MSG").write_text("Merge\n")
    if wrote:  # the files were merged before the index could not be written
        ours, theirs = clones.deal(1).read_text(), git(clone, "show", "origin/main:deals/acme.toml")
        clones.deal(1).write_text(theirs + ours[ours.rindex("\n[[log]]") :])
    ends_right(clones, sync)


def test_a_merge_of_git_that_lost_something_is_not_committed(clones, sync):
    sync(0)
    clone = clones.both[1]
    git(clone, "fetch", "-q")
    (clone / "notes.txt").write_text("mine\n")
    git(clone, "add", "notes.txt")
    (clone / ".git" / "MERGE_HEAD").write_text(git(clone, "rev-parse", "origin/main"))
    head = git(clone, "rev-parse", "HEAD")
    done = sync(1, code=2)
    assert "the merge would lose something" in done.err
    assert "deals/acme.toml" in done.err
    assert git(clone, "rev-parse", "HEAD") == head
    git(clone, "merge", "--abort")
    ends_right(clones, sync)


def test_what_is_staged_elsewhere_stays_staged(clones, sync):
    sync(0)
    clone = clones.both[1]
    (clone / "notes.txt").write_text("mine\n")
    git(clone, "add", "notes.txt")
    sync(1)
    assert git(clone, "status", "--porcelain") == "A  notes.txt\n"
    git(clone, "rm", "-qf", "notes.txt")
    ends_right(clones, sync)


def test_a_rename_by_hand_never_moves_an_entry_into_another_deal(clones, sync):
    """One side takes Alpha back and opens Beta, the other logs on Alpha: that is a question."""
    sync(0)
    sync(1)
    sync(0)
    one, two = clones.both
    text = clones.deal(0).read_text()
    clones.deal(0, "beta").write_text(text.replace("Acme", "Beta"))
    clones.deal(0).unlink()
    git(one, "add", "-A", "deals")
    git(one, "commit", "-qm", "beta")
    clones.log(1, 2)
    sync(0)
    done = sync(1, code=1)
    assert "deals/acme.toml: conflict: deleted on one side, changed on the other" in done.out
    assert "call 1.2" not in clones.deal(1, "beta").read_text()
    git(two, "add", "deals/acme.toml")
    sync(1)
    assert "call 1.2" in clones.notes(1)
    assert "call 1.2" not in clones.notes(1, "beta")


@pytest.mark.parametrize(
    ("hook", "says"),
    [
        ("pre-merge-commit", "not today"),
        ("commit-msg", "not today"),
        ("prepare-commit-msg", "not today"),
    ],
)
def test_a_hook_that_refuses_the_merge_leaves_all_as_it_was(clones, sync, hook, says):
    sync(0)
    path = hooks_of(clones.both[1]) / hook
    path.write_text("#!/bin/sh\necho not today\nexit 1\n")
    path.chmod(0o755)
    text = clones.deal(1).read_bytes()
    done = sync(1, code=2)
    assert f"the hook {hook} of the repository refused: {says}; nothing was changed" in " ".join(
        done.err.split()
    )
    assert clones.deal(1).read_bytes() == text
    path.unlink()
    ends_right(clones, sync)


def test_a_hook_sees_what_is_merged_and_may_word_the_message(clones, sync):
    sync(0)
    hooks = hooks_of(clones.both[1])
    scripts = {
        "pre-merge-commit": "git show :deals/acme.toml > seen.txt",
        "commit-msg": 'echo "Ticket: 7" >> "$1"',
    }
    for name, script in scripts.items():
        (hooks / name).write_text(f"#!/bin/sh\n{script}\n")
        (hooks / name).chmod(0o755)
    sync(1)
    seen = (clones.both[1] / "seen.txt").read_text()
    assert "call 0.1" in seen
    assert "call 1.1" in seen
    assert "Ticket: 7" in git(clones.both[1], "log", "-1", "--format=%B")


def test_histories_that_crossed_have_each_entry_once(clones, sync):
    """Each machine has merged the other one's commit itself: they have two common ancestors."""
    one, two = clones.both
    heads = [git(clone, "rev-parse", "HEAD").strip() for clone in clones.both]
    for clone, other, head in ((one, two, heads[1]), (two, one, heads[0])):
        git(clone, "fetch", "-q", str(other), "main")
        git(clone, "merge", "-q", "--no-edit", head)
    for number in (0, 1):
        clones.log(number, 9)
    assert len(git(one, "merge-base", "--all", *_fetched(two, one)).split()) == 2
    ends_right(clones, sync)
    for number in (0, 1):
        assert clones.notes(number) == Counter(
            {"call 0.1": 1, "call 1.1": 1, "call 0.9": 1, "call 1.9": 1}
        )


def _fetched(there, here) -> tuple[str, str]:
    git(here, "fetch", "-q", str(there), "main")
    return "HEAD", "FETCH_HEAD"


def test_the_proof_finds_what_a_merge_dropped(clones, sync):
    """Whatever a merge may come to, by whichever fault: its tree is read before there is one."""
    sync(0)
    clone = clones.both[1]
    git(clone, "fetch", "-q")
    base, ours, theirs = (
        git(clone, "rev-parse", name).strip() for name in ("HEAD~1", "HEAD", "origin/main")
    )
    sides = (base, ours, theirs)
    for tree in (ours, theirs, base):
        assert lost_parts(clone, "", sides, f"{tree}^{{tree}}"), tree
    found = subprocess.run(["git", "merge", "-q", theirs], cwd=clone, check=False)
    assert found.returncode in (0, 1)
    git(clone, "merge", "--abort", check=False)


def test_a_git_that_takes_the_index_again_and_again(clones, sync, run, monkeypatch):
    """As an editor's does. Whatever comes of it meanwhile, it ends right."""
    sync(0)
    monkeypatch.chdir(clones.both[1])
    lock, over = clones.both[1] / ".git" / "index.lock", threading.Event()

    def busy() -> None:
        while not over.is_set():
            with suppress(FileExistsError):
                lock.touch(exist_ok=False)
                over.wait(0.03)
                lock.unlink(missing_ok=True)
            over.wait(0.01)

    other = threading.Thread(target=busy)
    other.start()
    try:
        ends = [run("sync") for _ in range(3)]
    finally:
        over.set()
        other.join()
    for end in ends:
        assert end.code == 0 or "another git is running" in end.err
    ends_right(clones, sync)


def test_what_a_killed_sync_started_keeps_the_lock(clones):
    """The next sync waits until it is done."""
    clones.works(0, "sync")
    log = clones.folder / "log"
    hook = hooks_of(clones.both[1]) / "pre-merge-commit"
    slow = f"[ -s {log} ] || wait=0.5; echo start >> {log}; sleep ${{wait:-0}}; echo end >> {log}"
    hook.write_text(f"#!/bin/sh\n{slow}\n")  # it takes its time when it is run first
    hook.chmod(0o755)
    with clones.start(1, "sync", stdout=subprocess.DEVNULL) as process:
        while not log.exists():
            assert process.poll() is None
            time.sleep(0.01)
        process.kill()
    clones.works(1, "sync")
    assert log.read_text().split() == ["start", "end"] * 2
    clones.assert_sound(1)


def test_a_hook_may_look_at_the_book(acme, run):
    """A command that reads, started by a hook of one that writes, doesn't wait for it."""
    first_look(acme.parent.parent)
    hook = acme.parent.parent / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\n{shlex.join(CLI)} list --json > seen.json 2> said.txt\n")
    hook.chmod(0o755)
    assert run("note", "acme", "-m", "x").code == 0
    assert '"acme"' in (acme.parent.parent / "seen.json").read_text()
    assert (acme.parent.parent / "said.txt").read_text() == ""


def test_two_syncs_in_one_clone_take_turns(clones):
    running = [clones.start(1, "sync") for _ in range(3)]
    for process in running:
        said = process.communicate()[0].decode()
        assert process.returncode == 0, said
    clones.assert_sound(1)


def test_a_detached_head_keeps_its_commits(clones, sync):
    clone = clones.both[0]
    git(clone, "switch", "-q", "--detach")
    clones.log(0, 5)
    done = sync(0, code=2)
    line = next(line for line in done.err.splitlines() if "git switch" in line)
    subprocess.run(["/bin/sh", "-c", line], cwd=clone, check=True, capture_output=True)
    sync(0)
    assert "call 0.5" in clones.notes(0)
    assert "call 0.5" in git(clone, "show", "origin/main:deals/acme.toml")
