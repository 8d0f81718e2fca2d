"""What must hold after a kill and the command that followed it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from support.kill_cases import Case
from support.running import Done, Runner
from support.sync_machines import Machine, git
from support.sync_truth import clone_faults, doctor_faults, history_faults

_TEMPORARY = re.compile(r"\..+\.\d+\.tmp")
_KEPT = (
    *("salescli.toml", ".gitattributes", ".gitignore", "deals/*.toml", "processes/**/*.toml"),
    *("dismissed.toml", ".salescli/captured/*.json", ".salescli/proposals/*.toml"),
)
_STAMP = re.compile(rb"^(?:DTSTAMP|LAST-MODIFIED|SEQUENCE):.*\n", re.MULTILINE)
_OTHER = "deals/other.toml"

State = dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Left:
    """What a kill left: the place, what was there before, and what the whole change comes to."""

    case: Case
    folder: Path
    env: dict[str, str]
    before: State
    whole: State
    messages: frozenset[str]
    notes: tuple[str, ...]

    @property
    def book(self) -> Path:
        return self.folder / "book"


def read_state(book: Path) -> State:
    """Return the content of the files that make up a book; empty where there is none.

    What waits in it and its calendar's folder belong to it, but for when an event was written.
    """
    paths = (path for form in _KEPT for path in book.glob(form))
    state = {
        str(path.relative_to(book)): path.read_bytes()
        for path in paths
        if not _TEMPORARY.fullmatch(path.name)
    }
    events = (book.parent / "calendar").glob("*.ics")
    return state | {path.name: _STAMP.sub(b"", path.read_bytes()) for path in events}


def subjects(book: Path) -> frozenset[str]:
    """Return the first lines of the messages in a book's history; none where it has none yet."""
    if not (book / ".git").is_dir():
        return frozenset()
    return frozenset(git(book, "log", "--all", "--format=%s").splitlines())


def finished(followed: Done) -> bool:
    """Return whether the command that followed says that it finished, or took back, the killed."""
    words = " ".join((followed.out + followed.err).split())
    return "interrupted command" in words or "interrupted sync" in words


def leftovers(book: Path) -> list[Path]:
    """Return the temporary files that commands left in a book."""
    return [path for path in book.rglob(".*.tmp") if _TEMPORARY.fullmatch(path.name)]


def look(left: Left, followed: Done, runner: Runner, *, thorough: bool) -> tuple[list[str], str]:
    """Return what is wrong, and whether the change is there: 'absent', 'whole', or 'half'."""
    faults, state = [], read_state(left.book)
    if left.case.again:
        kind = "whole" if state == left.whole else "half"
    else:
        kind = _stands(left, state)
        faults += _notes(left, state.get(_OTHER, b""))
    if kind == "half":
        against = left.whole if left.case.again else left.before
        differs = sorted(n for n in state.keys() | against.keys() if state.get(n) != against.get(n))
        faults.append(f"half: {differs[:6]}{' …' if len(differs) > 6 else ''}")
    if followed.code and not (left.case.again and kind == "whole"):
        faults.append(f"what followed ends with {followed.code}: {followed.err.strip()[:200]}")
    faults += _editor(left, state)
    if (left.book / ".git").is_dir():
        faults += _messages(left, whole=kind == "whole")
        faults += _git(left, runner, thorough=thorough)
    return faults, kind


def _stands(left: Left, state: State) -> str:
    """Return how the change stands, the deal aside that the following command wrote in."""
    now, before, whole = (
        {name: data for name, data in each.items() if name != _OTHER}
        for each in (state, left.before, left.whole)
    )
    return "absent" if now == before else "whole" if now == whole else "half"


def _notes(left: Left, text: bytes) -> Iterator[str]:
    """Return what is wrong with the deal that the following commands wrote in."""
    try:
        log = tomllib.loads(text.decode())["log"]
        old = tomllib.loads(left.before[_OTHER].decode())["log"]
    except (ValueError, KeyError):
        yield "the other deal can't be read"
        return
    notes = [entry.get("note") for entry in log]
    if notes.count("followed") != 1:
        yield f"lost: what followed is there {notes.count('followed')} times"
    if notes.count("killed too") > 1 or ("killed too" in left.notes and "killed too" not in notes):
        yield "lost: an acknowledged note is not there once"
    if [entry for entry in old if entry not in log]:
        yield "lost: entries of the other deal"


def _editor(left: Left, state: State) -> Iterator[str]:
    """Return whether something that was saved in an editor is nowhere any more."""
    if not left.case.editor or not (left.folder / "saved").exists():
        return
    drafts = (
        path.read_bytes() for path in left.book.glob(".salescli/drafts/**/*") if path.is_file()
    )
    if not any(b"as edited" in text for text in (state.get("deals/acme.toml", b""), *drafts)):
        yield "lost: what was saved in the editor is neither in the deal nor a draft"


def _messages(left: Left, *, whole: bool) -> Iterator[str]:
    """Return whether git has the change under another message than the command's own."""
    now = subjects(left.book)
    if whole and (lacking := left.messages - now):
        yield f"not committed: under its own message: {sorted(lacking)}"
    if strange := {text for text in now - left.messages if text.endswith("edited by hand")}:
        yield f"not committed: but as edited by hand: {sorted(strange)}"


def _git(left: Left, runner: Runner, *, thorough: bool) -> Iterator[str]:
    """Return what of it git does not have, and what else is wrong with the repository."""
    machine = Machine("", left.book, left.env)
    if not thorough:
        status = git(left.book, "status", "--porcelain").splitlines()
        bad = [line for line in status if not line.endswith(".tmp")]
        tracked = git(left.book, "ls-files").splitlines()
        if bad:
            yield f"not committed: {bad[:4]}"
        if names := [name for name in tracked if name.endswith(".tmp")]:
            yield f"tracked leftover: {names[:4]}"
        return
    yield from clone_faults(machine)
    yield from history_faults(left.book)
    for fault in doctor_faults(machine, runner):
        if '"drafts"' not in fault:
            yield fault
