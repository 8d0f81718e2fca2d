"""The steps of a round: a user's command, and what users do beside commands or two at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from support import sync_actions
from support.sync_actions import FIELDS, Action, Fact
from support.sync_machines import FIRST, PROCESS, Machine
from support.sync_round import Round
from support.sync_truth import content_fault


def step(round_: Round) -> None:
    """Take a random step on a random machine."""
    random = round_.random
    machine = random.choice(round_.world.machines)
    names = [name for name in _STEPS if not round_.setup.actions or name in round_.setup.actions]
    name = random.choices(names, [_STEPS[name][0] for name in names])[0]
    round_.counts[f"step {name}"] += 1
    _STEPS[name][1](round_, machine)


def _command(round_: Round, machine: Machine) -> None:
    action = sync_actions.draw(round_.random, machine, round_.words, round_.scratch)
    if action.name == "undo":
        round_.undo(machine)
    else:
        round_.run(machine, action)


def _named(name: str) -> Callable[[Round, Machine], None]:
    def take(round_: Round, machine: Machine) -> None:
        round_.run(
            machine,
            sync_actions.make(name, round_.random, machine, round_.words, round_.scratch),
        )

    return take


def _by_hand(round_: Round, machine: Machine) -> None:
    """Write into one deal, or into many."""
    files = list(machine.deals().values())
    number = round_.random.choice((1, 2, len(files)))
    _write(round_, machine, round_.random.sample(files, min(len(files), number)))


def _clash(round_: Round, machine: Machine) -> None:
    """Change most deals on two machines, so that a sync under fire has much to merge."""
    others = [other for other in round_.world.machines if other is not machine]
    for each in (machine, round_.random.choice(others)):
        files = list(each.deals().values())
        _write(round_, each, round_.random.sample(files, max(1, len(files) * 3 // 4)))
        _named("sync")(round_, each)
    for _ in range(2):
        _named("sync")(round_, machine)


def _write(round_: Round, machine: Machine, files: list[Path]) -> None:
    """Write into deals as an editor does: whole, and under their own names."""
    round_.calm()
    for path in files:
        text = path.read_bytes()
        if content_fault(f"deals/{path.name}", text):
            continue
        word = round_.words.new()
        beside = path.with_name(f"{path.name}~")
        beside.write_bytes(text + sync_actions.note_entry(word).encode())
        beside.replace(path)
        action = Action("hand edit", (), (Fact("note", word, path.stem),))
        round_.acknowledge(machine, action, f"by hand into {path.name}: note {word}")


def _leftover(round_: Round, machine: Machine) -> None:
    """Leave what a killed command of an earlier version left: a temporary file of its name."""
    for path in round_.random.sample(sorted(machine.deals().values()), 1):
        left = path.with_name(f".{path.name}.{2**22 + round_.random.randrange(999)}.tmp")
        left.write_bytes(path.read_bytes()[: round_.random.randrange(1, 400)])
        round_.trail.append(f"   {machine.name}: left behind: {left.name}")


def _swap(round_: Round, machine: Machine) -> None:
    """Take back a deal that others know by now, and open another one much like it."""
    random, words = round_.random, round_.words
    first, second, said = words.new(), words.new(), words.new()
    others = [other for other in round_.world.machines if other is not machine]
    other = random.choice(others)
    round_.run(machine, _opening(first))
    for each in (machine, other):
        _named("sync")(round_, each)
    line = ("log", first, "-m", f"call {said}", "--what", "then", "--on", "2026-12-01")
    round_.run(other, Action("log", line, (Fact("note", said, first),)))
    round_.undo(machine)
    round_.run(machine, _opening(second))
    for each in random.sample((machine, other), 2):
        _named("sync")(round_, each)


def _opening(word: str) -> Action:
    line = ("add", "Company", "--title", f"T {word}", "--handle", word, "--process", PROCESS)
    return Action("add", (*line, *FIRST), (Fact("title", word, word),))


def _pair(round_: Round, machine: Machine) -> None:
    """Run two commands at once on one machine that can't both be decided as if alone."""
    round_.calm()
    deal = round_.words.new()
    if round_.run(machine, _opening(deal), safe=True).code:
        return
    lines, check = _PAIRS[round_.random.choice(sorted(_PAIRS))](round_.random, machine, deal)
    env = round_.clock(machine)
    running = [round_.runner.start(machine.folder, env, *line) for line in lines]
    done = [command.end() for command in running]
    for line, ended in zip(lines, done, strict=True):
        round_.trail.append(f"   {machine.name}: at once: {' '.join(line)} -> {ended.code}")
    round_.counts["commands"] += 2
    round_.counts["pairs at once"] += 1
    if any(ended.code not in (0, 2) for ended in done):
        return
    table = machine.tables().get(deal, {})
    if fault := check(table, [ended.code == 0 for ended in done]):
        names = " | ".join(" ".join(line) for line in lines)
        round_.failures.append(f"decided before the lock: {fault}: {names}")


def _two_sets(_random: Random, machine: Machine, deal: str):
    name = FIELDS[machine.name]

    def check(table, _ended):
        changes = [
            entry["change"][name] for entry in table["log"] if name in entry.get("change", {})
        ]
        old = [change[0] for change in changes[1:]]
        new = [change[1] for change in changes[:-1]]
        return "" if old == new else f"changes {changes} don't follow each other"

    return [("set", deal, f"{name}=left"), ("set", deal, f"{name}=right")], check


def _log_and_lose(_random: Random, _machine: Machine, deal: str):
    def check(table, _ended):
        kinds = [entry["kind"] for entry in table["log"]]
        after = kinds[kinds.index("close") + 1 :] if "close" in kinds else []
        return f"{after} after the close" if after else ""

    ahead = ("--what", "then", "--on", "2026-12-01")
    losing = ("lose", deal, "--reason", "price", "--evidence", "no")
    return [("log", deal, "-m", "call", *ahead), losing], check


def _two_skips(random: Random, _machine: Machine, deal: str):
    name = random.choice(("first-reply", "demo"))

    def check(table, ended):
        number = sum(
            name in entry.get("steps", ()) for entry in table["log"] if entry["kind"] == "skip"
        )
        return "" if number == sum(ended) == 1 else f"{number} skips, acknowledged {ended}"

    return [("skip", deal, name, "-m", "left"), ("skip", deal, name, "-m", "right")], check


def _two_processes(_random: Random, _machine: Machine, deal: str):
    def check(_table, ended):
        return "" if sum(ended) == 1 else f"both made {deal}" if all(ended) else "none made it"

    other = "enterprise"
    return [("process", "new", f"{deal}p", "--from", source) for source in (PROCESS, other)], check


_PAIRS = {
    "set and set": _two_sets,
    "log and lose": _log_and_lose,
    "skip and skip": _two_skips,
    "process new twice": _two_processes,
}
_STEPS: dict[str, tuple[float, Callable[[Round, Machine], None]]] = {
    "command": (60, _command),
    "sync": (14, _named("sync")),
    "hand": (8, _by_hand),
    "clash": (8, _clash),
    "import": (3, _named("import")),
    "leftover": (3, _leftover),
    "swap": (4, _swap),
    "pair": (5, _pair),
}
