"""The fuzzer of sync: a few rounds of it, and that it sees a loss where there is one.

The whole of it, with its counts:

    PYTHONPATH=tests python -m support.sync_fuzz --rounds 500 --seed 1
    PYTHONPATH=tests python -m support.kill_campaign --full
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from support import kill_campaign, sync_truth
from support.effort import FULL, size
from support.fixture_cache import copy_of
from support.forked_command import run_forked
from support.running import environment
from support.sync_actions import Fact, note_entry
from support.sync_machines import Machine, git

LINUX = pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="looks into /proc")
ENTRY = note_entry("zq00001x")
DEAL = f'title = "Acme"\nprocess = "small-business"\n{ENTRY}'


def fuzz(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the fuzzer in a process of its own: it mounts a disk that no other one sees."""
    program = "import sys; from support.sync_fuzz import main; sys.exit(main(sys.argv[1:]))"
    return run_forked(["-c", program, *arguments], timeout=None)


@LINUX
@pytest.mark.parametrize("seed", range(1, size(2, 9)))
def test_nothing_is_lost_between_machines(seed):
    amount = ("--rounds", str(size(1, 60)), "--steps", str(size(6, 12)))
    done = fuzz("--seed", str(seed * 1000), *amount)
    assert done.returncode == 0, done.stdout + done.stderr


@LINUX
def test_a_killed_command_did_all_or_nothing():
    some = ("--kills", "2", "--only", "sync,log,win,apply,capture and dismiss")
    arguments = ("--full",) if FULL else some
    assert kill_campaign.main([*arguments]) == 0  # what it printed is shown where it isn't


@pytest.fixture
def machine(tmp_path, tmp_path_factory) -> Machine:
    """A clone whose one deal holds one fact."""
    env = environment(tmp_path / "home")

    def make(book: Path) -> None:
        assert run_forked(["init", str(book)], env=env).returncode == 0
        (book / "deals").mkdir(exist_ok=True)
        keep(book, "deals/acme.toml", DEAL)

    copy_of("machine", make, tmp_path_factory, tmp_path / "book")
    return Machine("Ada", tmp_path / "book", env)


def keep(book: Path, name: str, text: str) -> None:
    (book / name).write_text(text)
    git(book, "add", "-A", "-f", name)
    git(book, "-c", "user.name=Ada", "-c", "user.email=a@example.com", "commit", "-qm", "x")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (DEAL, ""),
        (DEAL.replace("zq00001x", "zq00002x"), "lost"),
        (DEAL + ENTRY, "twice"),
        (DEAL.replace("note = ", "reason = "), "lost"),
        ("", "lost"),
    ],
)
def test_a_fact_that_is_not_there_once_is_seen(machine, text, fault):
    (machine.folder / "deals/acme.toml").write_text(text)
    fact = Fact("note", "zq00001x", "acme")
    assert sync_truth.has(sync_truth.places(machine), fact) == fault


def test_a_fact_in_another_deal_is_seen(machine):
    (machine.folder / "deals/acme.toml").rename(machine.folder / "deals/beta.toml")
    fact = Fact("note", "zq00001x", "acme")
    assert sync_truth.has(sync_truth.places(machine), fact) == "wrong deal"


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("deals/beta.toml", "", "empty file committed: deals/beta.toml"),
        ("deals/beta.toml", DEAL[:40], "cut file committed: deals/beta.toml"),
        ("deals/beta.toml", DEAL + "<<<<<<< ours\n", "conflict marks committed: deals/beta.toml"),
        ("deals/.beta.toml.4194999.tmp", "x", "tracked leftover: deals/.beta.toml.4194999.tmp"),
        (".salescli/journal", "x", "tracked leftover: .salescli/journal"),
    ],
)
def test_what_should_never_be_committed_is_seen_even_when_it_is_gone_again(
    machine, name, text, fault
):
    assert list(sync_truth.history_faults(machine.folder)) == []
    (machine.folder / name).parent.mkdir(exist_ok=True)
    keep(machine.folder, name, text)
    git(machine.folder, "rm", "-q", name)
    keep(machine.folder, "deals/acme.toml", f"{DEAL}# more\n")
    (seen,) = sync_truth.history_faults(machine.folder)
    assert seen.startswith(fault)


def test_what_is_left_in_a_clone_is_seen(machine):
    assert list(sync_truth.clone_faults(machine)) == []
    (machine.folder / "deals/acme.toml").write_text("")
    seen = list(sync_truth.clone_faults(machine))
    assert seen[0] == "empty file in the work tree: acme.toml"
    assert seen[1].startswith("not committed")
