"""What must hold of the machines after a round: facts, files, history, caches; by git and TOML."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from support.running import Runner
from support.sync_actions import Fact
from support.sync_machines import Machine, World, git

_WORD = re.compile(r"zq\d{5}x")
_MARKS = re.compile(rb"^(?:<{7}|>{7}|\|{7}) |^={7}$", re.MULTILINE)
_OURS = re.compile(
    r"(?:salescli|dismissed)\.toml|\.git(?:ignore|attributes)|deals/[^./][^/]*\.toml"
    r"|processes/(?:past/)?[^./][^/]*\.toml"
)
_LEFTOVER = re.compile(r"^\?\? (?:(?:.*/)?\..+\.\d+\.tmp)$")
_READ = (("list", "--all", "--json"), ("next", "--json"), ("check", "--json"))
_TEXTS = {"note": "note", "reason": "reason", "evidence": "evidence"}

Places = dict[tuple[str, str], list[str]]


def places(machine: Machine) -> Places:
    """Return where each word stands: by its kind and itself, the deals, once for each time."""
    index: Places = defaultdict(list)
    for handle, table in machine.tables().items():
        for kind, word in _words(table):
            index[kind, word].append(handle)
    for path in machine.folder.glob("processes/**/*.toml"):
        name = path.stem.partition(".")[0]
        index["process", name].append("")
        for word in set(_WORD.findall(path.read_text(errors="replace"))):
            index["revision", word].append(name)
    return index


def _words(table: dict) -> Iterator[tuple[str, str]]:
    for word in _WORD.findall(str(table.get("title", ""))):
        yield "title", word
    for word in table.get("people", {}):
        yield "person", word
    for entry in table.get("log", []):
        for key, kind in _TEXTS.items():
            for word in _WORD.findall(str(entry.get(key, ""))):
                yield kind, word
        ahead = entry.get("next", [])
        for item in ahead if isinstance(ahead, list) else [ahead]:
            for word in _WORD.findall(str(item.get("what", ""))):
                yield "next", word
        for change in entry.get("change", {}).values():
            for word in _WORD.findall(str(change[-1])):
                yield "change", word


def has(index: Places, fact: Fact) -> str:
    """Return how a fact stands: '' well, 'lost', 'twice', or 'wrong deal'."""
    standing = index.get((fact.kind, fact.word), [])
    if not standing:
        return "lost"
    if fact.deal and fact.deal not in standing:
        return "wrong deal"
    once = fact.kind in {"note", "next", "reason", "evidence", "change", "title"}
    return "twice" if once and len(standing) > 1 else ""


def history_faults(repository: Path) -> Iterator[str]:
    """Return what should never have been committed: leftovers, marks, empty and cut files."""
    names: dict[str, set[str]] = defaultdict(set)
    # What each commit has that a parent has not: together, all that is in any of them.
    how = ("--format=", "--raw", "-m", "--no-abbrev", "--no-renames")
    history = git(repository, "-c", "log.showRoot=true", "log", "--all", *how)
    for line in filter(None, history.splitlines()):
        about, _, name = line.partition("\t")
        if (blob := about.split()[3]).strip("0"):
            names[blob].add(name)
    contents = blobs(repository, names)
    for blob, data in contents.items():
        for name in sorted(names[blob]):
            if not _OURS.fullmatch(name):
                yield f"tracked leftover: {name}"
            elif fault := content_fault(name, data):
                yield f"{fault} committed: {name} ({blob[:10]})"


def blobs(repository: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Return the contents of git's objects of these names."""
    wanted = list(names)
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", "cat-file", "--batch"],
        cwd=repository,
        input="".join(f"{name}\n" for name in wanted).encode(),
        capture_output=True,
        check=True,
    )
    contents, start = {}, 0
    for name in wanted:
        end = done.stdout.index(b"\n", start) + 1
        size = int(done.stdout[start:end].split()[2])
        contents[name] = done.stdout[end : end + size]
        start = end + size + 1
    return contents


def content_fault(name: str, data: bytes) -> str:
    """Return what is wrong with the content of a file of the book; '' when it is whole."""
    if not name.endswith(".toml"):
        return ""
    if not data.strip():
        return "empty file"
    if _MARKS.search(data):
        return "conflict marks"
    try:
        table = tomllib.loads(data.decode())
    except ValueError:
        return "cut file"
    return "cut file" if name.startswith("deals/") and not table.get("log") else ""


def clone_faults(machine: Machine) -> Iterator[str]:
    """Return what is wrong with a clone and its work tree."""
    folder = machine.folder
    for path in machine.deals().values():
        if fault := content_fault(f"deals/{path.name}", path.read_bytes()):
            yield f"{fault} in the work tree: {path.name}"
    status = git(folder, "status", "--porcelain").splitlines()
    if left := [line for line in status if not _LEFTOVER.search(line)]:
        yield f"not committed: {left[:4]}"
    if (folder / ".git/MERGE_HEAD").exists():
        yield "a merge is left in progress"
    yield from fsck(folder)


def fsck(folder: Path) -> Iterator[str]:
    """Return what git finds wrong with a repository."""
    line = ["git", "-c", "safe.directory=*", "fsck", "--no-dangling", "--no-progress"]
    done = subprocess.run(
        line, cwd=folder, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode or re.search("missing|corrupt|error|broken", done.stdout + done.stderr):
        yield f"fsck of {folder.name}: {(done.stdout + done.stderr).strip()[:300]}"


def cache_faults(machine: Machine, runner: Runner) -> Iterator[str]:
    """Return where the answers with caches and without them differ."""
    kept = [_answer(machine, runner, line) for line in _READ]
    own = machine.folder / ".salescli"
    for path in own.iterdir() if own.is_dir() else ():
        if path.is_dir() and path.name != "drafts":
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()
    for line, before in zip(_READ, kept, strict=True):
        for turn in ("without caches", "with new caches"):
            if _answer(machine, runner, line) != before:
                yield f"caches differ: {' '.join(line)} ({turn})"


def _answer(machine: Machine, runner: Runner, line: tuple[str, ...]) -> tuple[int, object]:
    done = runner.run(machine.folder, machine.env, *line)
    try:
        return done.code, json.loads(done.out)
    except ValueError:
        return done.code, done.out + done.err


def doctor_faults(machine: Machine, runner: Runner) -> Iterator[str]:
    """Return what doctor can't fix in the book, the drafts of killed commands aside."""
    runner.run(machine.folder, machine.env, "doctor", "--fix")
    done = runner.run(machine.folder, machine.env, "doctor", "--json")
    try:
        looks = json.loads(done.out)
    except ValueError:
        yield f"doctor ends with {done.code}: {(done.out + done.err)[-300:]}"
        return
    for look in _looks(looks):
        aside = look.get("name") in {"clock", "remote", "drafts"}
        if look.get("state") in {"look", "broken"} and not aside:
            yield f"doctor: {json.dumps(look)[:200]}"


def _looks(value: object) -> Iterator[dict]:
    if isinstance(value, dict):
        if "state" in value:
            yield value
        for inner in value.values():
            yield from _looks(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _looks(inner)


def world_faults(world: World, runner: Runner, checked: Iterable[Machine]) -> Iterator[str]:
    """Return all that is wrong after the final syncs, the facts aside; caches of some machines."""
    heads = {
        machine.name: git(machine.folder, "rev-parse", "HEAD").strip() for machine in world.machines
    }
    if len(set(heads.values())) > 1:
        yield f"not the same after the final syncs: {heads}"
    for machine in world.machines:
        yield from (f"{machine.name}: {fault}" for fault in clone_faults(machine))
    yield from fsck(world.hub)
    yield from history_faults(world.hub)
    for machine in checked:
        yield from (f"{machine.name}: {fault}" for fault in cache_faults(machine, runner))
        yield from (f"{machine.name}: {fault}" for fault in doctor_faults(machine, runner))
