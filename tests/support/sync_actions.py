"""What a user does at random on one machine, and what must be in the book from then on.

An action is a command line and the facts that it records once it is acknowledged. Each fact
carries a word that stands nowhere else, so that it is known wherever it comes to stand.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from support.sync_machines import FIRST, PROCESS, Machine


@dataclass(frozen=True, slots=True)
class Fact:
    """A word that must stand in a place of one kind, in the deal of that handle ('' is any)."""

    kind: str
    word: str
    deal: str


@dataclass(frozen=True, slots=True)
class Action:
    """A command line, its facts, and files to write before it."""

    name: str
    arguments: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    files: tuple[tuple[Path, str], ...] = ()
    editor: str = ""


class Words:
    """Gives out words that are there only once."""

    def __init__(self) -> None:
        self._last = 0

    def new(self) -> str:
        self._last += 1
        return f"zq{self._last:05}x"


# Each machine changes a header field of its own: no conflicts of the users' own making.
FIELDS = {"Ada": "source", "Bob": "industry", "Cy": "objective"}
STEPS = ("first-reply", "discovery", "demo", "trial-start")


def draw(random: Random, machine: Machine, words: Words, scratch: Path) -> Action:
    """Return something that a user may do next."""
    names = list(_ACTIONS)
    name = random.choices(names, [_ACTIONS[name][0] for name in names])[0]
    return make(name, random, machine, words, scratch)


def make(name: str, random: Random, machine: Machine, words: Words, scratch: Path) -> Action:
    """Return an action of that name."""
    return _ACTIONS[name][1](random, machine, words, scratch)


def _deal(random: Random, machine: Machine) -> str:
    handles = list(machine.deals()) or ["deal-0"]
    own = [handle for handle in handles if not handle.startswith("old")]
    return random.choice(own if own and random.random() < 0.8 else handles)


def _next(word: str) -> tuple[str, ...]:
    return ("--what", f"then {word}", "--on", "2026-12-01")


def _note(random, machine, words, _scratch) -> Action:
    deal, word = _deal(random, machine), words.new()
    return Action("note", ("note", deal, "-m", f"note {word}"), (Fact("note", word, deal),))


def _log(random, machine, words, _scratch) -> Action:
    deal, word, ahead = _deal(random, machine), words.new(), words.new()
    step = random.choice([(), (random.choice(STEPS),)])
    facts = (Fact("note", word, deal), Fact("next", ahead, deal))
    return Action("log", ("log", deal, *step, "-m", f"call {word}", *_next(ahead)), facts)


def _schedule(random, machine, words, _scratch) -> Action:
    deal, word = _deal(random, machine), words.new()
    return Action("schedule", ("schedule", deal, *_next(word)), (Fact("next", word, deal),))


def _set(random, machine, words, _scratch) -> Action:
    deal, word = _deal(random, machine), words.new()
    pair = f"{FIELDS[machine.name]}={word}"
    return Action("set", ("set", deal, pair), (Fact("change", word, deal),))


def _person(random, machine, words, _scratch) -> Action:
    deal, word = _deal(random, machine), words.new()
    return Action(
        "person", ("person", deal, word, "--name", f"P {word}"), (Fact("person", word, deal),)
    )


def _skip(random, machine, words, _scratch) -> Action:
    deal, word, step = _deal(random, machine), words.new(), random.choice(STEPS)
    return Action("skip", ("skip", deal, step, "-m", f"why {word}"), (Fact("reason", word, deal),))


def _win(random, machine, words, _scratch) -> Action:
    deal, word = _deal(random, machine), words.new()
    line, facts = ("win", deal, "--evidence", f"yes {word}"), [Fact("evidence", word, deal)]
    if random.random() < 0.5:
        ahead = words.new()
        line += ("--follow-on", *_next(ahead))
        facts.append(Fact("next", ahead, ""))
    return Action("win", line, tuple(facts))


def _close(name: str, reason: str) -> Callable[..., Action]:
    def close(random, machine, words, _scratch) -> Action:
        deal, word = _deal(random, machine), words.new()
        line = (name, deal, "--reason", reason, "--evidence", f"no {word}")
        return Action(name, line, (Fact("evidence", word, deal),))

    return close


def _reopen(random, machine, words, _scratch) -> Action:
    deal, word = _deal(random, machine), words.new()
    return Action("reopen", ("reopen", deal, *_next(word)), (Fact("next", word, deal),))


def _add(_random, _machine, words, _scratch) -> Action:
    word = words.new()
    line = ("add", f"Company {word}", "--title", f"T {word}", "--handle", word)
    facts = (Fact("title", word, word),)
    return Action("add", (*line, "--process", PROCESS, *FIRST), facts)


def _edit(random, machine, words, scratch) -> Action:
    deal, word = _deal(random, machine), words.new()
    script = scratch / f"edit-{machine.name}.sh"
    entry = note_entry(word).replace("\n", "\\n")
    text = f"printf '{entry}' >> \"$1\"\n"
    return Action(
        *("edit", ("edit", deal), (Fact("note", word, deal),)), ((script, text),), f"sh {script}"
    )


def _undo(_random, _machine, _words, _scratch) -> Action:
    return Action("undo", ("undo", "--yes"))


def _import(random, machine, words, scratch) -> Action:
    new = [words.new() for _ in range(random.choice((3, 10, 40)))]
    sheet = scratch / f"rows-{machine.name}.csv"
    rows = "".join(f"T {word},Firm {word}\n" for word in new)
    line = ("import", str(sheet), "--process", PROCESS)
    maps = ("--map", "title=title", "--map", "company=company")
    facts = tuple(Fact("title", word, "") for word in new)
    return Action("import", (*line, *maps), facts, ((sheet, f"title,company\n{rows}"),))


def _process_new(_random, _machine, words, _scratch) -> Action:
    word = words.new()
    line = ("process", "new", word, "--from", PROCESS)
    return Action("process new", line, (Fact("process", word, ""),))


def _process_revise(random, machine, words, scratch) -> Action:
    own = sorted(machine.folder.glob("processes/zq*x.toml")) or [
        machine.folder / f"processes/{PROCESS}.toml"
    ]
    path, word = random.choice(own), words.new()
    text = path.read_text() if path.is_file() else ""
    source = scratch / f"revised-{machine.name}.toml"
    line = ("process", "revise", path.stem, "--file", str(source))
    # Only those that this machine made: two revisions of one are the users' own conflict.
    facts = (Fact("revision", word, path.stem),) if path.stem.startswith("zq") else ()
    return Action("process revise", line, facts, ((source, f"# {word}\n{text}"),))


def _process_adopt(random, machine, _words, _scratch) -> Action:
    return Action("process adopt", ("process", "adopt", PROCESS, _deal(random, machine), "--yes"))


def _sync(*_any) -> Action:
    return Action("sync", ("sync",))


def note_entry(word: str) -> str:
    """Return the text of a log entry as a hand types it."""
    return (
        f'\n[[log]]\nat = 2026-11-20T09:00:00+01:00\nby = "ada"\nkind = "note"\nnote = "{word}"\n'
    )


_ACTIONS: dict[str, tuple[float, Callable[..., Action]]] = {
    "sync": (30, _sync),
    "note": (8, _note),
    "log": (9, _log),
    "schedule": (4, _schedule),
    "set": (4, _set),
    "person": (3, _person),
    "skip": (3, _skip),
    "win": (2, _win),
    "lose": (1, _close("lose", "price")),
    "walk": (1, _close("walk", "too-small")),
    "reopen": (3, _reopen),
    "add": (6, _add),
    "edit": (3, _edit),
    "undo": (5, _undo),
    "import": (4, _import),
    "process new": (2, _process_new),
    "process revise": (1, _process_revise),
    "process adopt": (1, _process_adopt),
}
