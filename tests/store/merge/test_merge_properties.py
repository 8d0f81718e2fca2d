from __future__ import annotations

import subprocess
from collections import Counter
from operator import attrgetter
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from support.effort import size
from support.histories import Histories, histories, rivals

from salescli.domain.deal import Deal
from salescli.domain.replay import replay
from salescli.store.formats.deal import read_deal
from salescli.store.formats.process import read_process
from salescli.store.git.conflict_marks import resolve
from salescli.store.git.merge_driver import ATTRIBUTES, driver_state, install_driver
from salescli.store.merge.merge import merge_texts
from salescli.store.merge.semantics import frozen
from salescli.store.shipped_processes import shipped_text
from salescli.store.toml.reader import TomlError, parse_toml

EXAMPLES = size(30, 5000)
GIT_EXAMPLES = size(4, 500)
PROCESS = read_process("small-business", parse_toml(shipped_text("small-business")))[0]


def table(text: str) -> dict:
    return parse_toml(text.removeprefix("\ufeff"))


def is_merged(of: Histories, text: str) -> None:
    """Whether a text holds all that two histories came to."""
    said = table(text)
    log = said.get("log", [])
    assert Counter(map(frozen, log)) == of.entries()
    assert log == sorted(log, key=lambda entry: entry["at"])
    lines = [line.strip() for line in text.splitlines()]
    assert all(lines.count(line) == 1 for line in of.comments())
    assert replay(deal_of(said), PROCESS) == replay(union(of, said), PROCESS)


def deal_of(said: dict) -> Deal:
    return read_deal("acme", said)[0]


def union(of: Histories, said: dict) -> Deal:
    """The merged header with the log that both sides come to, put in order by hand."""
    every = [entry for text in (of.ours, of.theirs) for entry in table(text).get("log", [])]
    wanted = of.entries()
    log = []
    for entry in every:
        if wanted[frozen(entry)]:
            wanted[frozen(entry)] -= 1
            log.append(entry)
    return deal_of(said | {"log": sorted(log, key=lambda entry: entry["at"])})


@settings(max_examples=EXAMPLES)
@given(histories())
def test_both_histories_are_in_what_they_merge_to(of):
    merged = merge_texts(of.base, of.ours, of.theirs)
    assert merged.by_meaning
    assert not merged.conflicts
    assert merge_texts(of.base, of.theirs, of.ours) == merged
    is_merged(of, merged.text)


@settings(max_examples=EXAMPLES)
@given(rivals())
def test_a_conflict_is_the_same_in_both_directions(of):
    one, other = merge_texts(of.base, of.ours, of.theirs), merge_texts(of.base, of.theirs, of.ours)
    assert one.by_meaning
    for ours, theirs in (("ours", "theirs"), ("theirs", "ours")):
        text = resolve(one.text, attrgetter(ours))
        assert text == resolve(other.text, attrgetter(theirs))
        times = [entry["at"] for entry in table(text).get("log", [])]
        assert times == sorted(times)
    assert of.comments() <= {line.strip() for line in one.text.splitlines()}


def drawn(count: int) -> list[Histories]:
    """So many cases at once."""
    cases = []

    @settings(max_examples=count)
    @given(histories())
    def gather(of):
        cases.append(of)

    gather()
    return cases


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def repository(folder: Path, cases: list[Histories]) -> Path:
    """A repository with a deal a case, and the two sides on branches of their own."""
    (folder / "deals").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "ours")
    (folder / ".gitattributes").write_text(ATTRIBUTES)
    for version, branch in (("base", ""), ("theirs", "theirs"), ("ours", "ours")):
        if branch:
            git(folder, "checkout", "-q", "-B", branch, "base")
        for number, of in enumerate(cases):
            (folder / "deals" / f"{number}.toml").write_bytes(getattr(of, version).encode())
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "--allow-empty", "-m", version)
        if not branch:
            git(folder, "tag", "base")
    return folder


def texts(folder: Path, count: int) -> list[str]:
    return [(folder / "deals" / f"{n}.toml").read_bytes().decode() for n in range(count)]


def test_git_merges_them_to_the_same_in_both_directions(tmp_path):
    cases = drawn(GIT_EXAMPLES)
    folder = repository(tmp_path / "book", cases)
    assert install_driver(folder) == ""
    assert driver_state(folder) == ""
    results = []
    for ours, theirs in (("ours", "theirs"), ("theirs", "ours")):
        git(folder, "checkout", "-q", "-B", "merged", ours)
        done = git(folder, "merge", "-q", "-m", "merged", theirs)
        assert done.returncode == 0, done.stdout + done.stderr
        results.append(texts(folder, len(cases)))
    assert results[0] == results[1]
    for of, text in zip(cases, results[0], strict=True):
        is_merged(of, text)


def in_order(deal: dict[str, Any]) -> dict[str, Any]:
    """A deal with its log in order of time, entries of one time in that of their text."""
    return {**deal, "log": sorted(deal.get("log", []), key=lambda one: (one["at"], str(one)))}


def test_without_the_driver_git_says_so_or_gets_it_right(tmp_path):
    cases = drawn(EXAMPLES)
    folder = repository(tmp_path / "book", cases)
    git(folder, "merge", "-q", "-m", "merged", "theirs")
    reported = 0
    for of, text in zip(cases, texts(folder, len(cases)), strict=True):
        try:
            said = table(text)
        except TomlError:
            reported += 1
        else:
            # Lines that git put in another order are all there: `check` says F04, replay sorts.
            assert in_order(said) == in_order(table(merge_texts(of.base, of.ours, of.theirs).text))
    assert 0 < reported < len(cases)
