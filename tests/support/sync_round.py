"""One round of the fuzzer: some machines, a row of random steps under fire, and the reckoning."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from support import sync_actions, sync_faults, sync_truth
from support.running import Done, Runner, at_work
from support.sync_actions import Action, Fact, Words
from support.sync_machines import Machine, World, git
from support.sync_resolving import answer_sync

_PASSES = 6  # final syncs of each machine, until all are the same
Standing = dict[int, set[Fact]]  # what of each command, by its number, is there
_DEAL = re.compile(r"deals/([^\s:]+)\.toml")


@dataclass
class Command:
    """A command that was run: what it was to record, and whether it was acknowledged."""

    number: int
    machine: Machine
    action: Action
    acknowledged: bool = False
    undone: bool = False

    def __str__(self) -> str:
        return f"#{self.number} {self.action.name} of {self.machine.name}"


@dataclass
class Setup:
    """What a round goes by."""

    faults: tuple[str, ...] = sync_faults.FAULTS
    actions: tuple[str, ...] = ()
    share: float = 0.5
    steps: int = 12


@dataclass
class Round:
    """The state of a round; `failures` is empty when nothing was lost.

    `cut` holds, by machine, what was there before an undo that the next command is to finish.
    """

    world: World
    random: Random
    runner: Runner
    setup: Setup
    scratch: Path
    disk: Path | None
    usual: dict[str, float]
    words: Words = field(default_factory=Words)
    trail: list[str] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    cut: dict[str, Standing] = field(default_factory=dict)
    minute: int = 0

    def run(self, machine: Machine, action: Action, *, safe: bool = False) -> Done:
        """Run an action, under fire unless `safe`; count it, and keep what it acknowledged."""
        for path, text in action.files:
            path.write_text(text)
        env = self.clock(machine, action.editor)
        kinds = [] if safe else sync_faults.draw(self.random, self.setup.faults, self.setup.share)
        fire = sync_faults.Fire(self.random, machine, kinds, self.disk)
        usual = self.usual.get(action.name, 0.1)
        done = fire.watch(lambda: self.runner.start(machine.folder, env, *action.arguments), usual)
        self._keep(machine, action, done, fire)
        if fire.killed and (self.random.random() < 0.7 or action.name == "undo"):
            self.calm()
        return done

    def calm(self) -> None:
        """Wait until all orphans are gone; what they left locked is unlocked, as git says."""
        if not self.world.quiet():
            self.failures.append(f"still at work: {at_work(self.world.folder)}")
        for path in self.world.locks():
            path.unlink(missing_ok=True)
            self.counts["stale locks of git removed"] += 1

    def undo(self, machine: Machine) -> None:
        """Take something back, and see that it is one command, whole.

        An undo that was cut off is finished by the next command: then it is looked at.
        """
        self.calm()
        if machine.name in self.cut:
            self.run(machine, self._make("note", machine), safe=True)
            self.calm()
        before = self._standing(machine)
        self.run(machine, self._make("undo", machine))
        self.calm()
        if machine.journal.exists():
            self.cut[machine.name] = before
            self.counts["undos left to the next command"] += 1
        else:
            self._take_back(machine, before)

    def _make(self, name: str, machine: Machine) -> Action:
        return sync_actions.make(name, self.random, machine, self.words, self.scratch)

    def _take_back(self, machine: Machine, before: Standing) -> None:
        """Mark what an undo took away or brought back; it is one command, and all of that."""
        after, changed = self._standing(machine), []
        for command in self.commands:
            had, left = (each.get(command.number, set()) for each in (before, after))
            if not (left - had if command.undone else had - left):
                continue
            changed.append(command)
            if left not in (set(), set(command.action.facts)):
                self.failures.append(f"undo took away in part: {command}")
            command.undone = not left
        # What another machine's undo took away may have come with a sync meanwhile.
        if len(changed) > 1 + len(self.cut):
            names = ", ".join(map(str, changed))
            self.failures.append(f"undo took away more than a command: {names}")

    def _standing(self, machine: Machine) -> Standing:
        index = sync_truth.places(machine)
        standing: Standing = defaultdict(set)
        for command in self.commands:
            for fact in command.action.facts:
                if not sync_truth.has(index, fact):
                    standing[command.number].add(fact)
        return standing

    def acknowledge(self, machine: Machine, action: Action, text: str) -> None:
        """Keep what was written by hand, and so is there."""
        self.commands.append(Command(len(self.commands), machine, action, acknowledged=True))
        self.trail.append(f"#{self.commands[-1].number} {machine.name}: {text}")

    def _keep(self, machine: Machine, action: Action, done: Done, fire: sync_faults.Fire) -> None:
        number = len(self.commands)
        ended = done.code == 0 and bool(done.out.strip())
        self.commands.append(Command(number, machine, action, acknowledged=ended))
        line = " ".join(action.arguments)
        notes = f"  [{'; '.join(fire.notes)}]" if fire.notes else ""
        last = (done.err.strip().splitlines() or done.out.strip().splitlines() or [""])[0]
        self.trail.append(f"#{number} {machine.name}: {line}{notes} -> {done.code}: {last}")
        hit = fire.killed if done.code < 0 or done.code == 130 else ""
        self.counts.update(sync_faults.tally(fire.kinds, hit))
        self.counts["commands"] += 1
        self.counts["acknowledged"] += ended
        self.counts["syncs"] += action.name == "sync"
        self.counts["syncs killed"] += action.name == "sync" and bool(hit)
        self.counts["kills"] += bool(hit)
        if ended and machine.name in self.cut:
            self._take_back(machine, self.cut.pop(machine.name))
        if "Traceback" in done.err + done.out:
            self.failures.append(f"a traceback of #{number}: {done.err.strip()[-400:]}")
        if not fire.kinds and done.code in (0, 1):
            usual = self.usual.get(action.name, done.seconds)
            self.usual[action.name] = 0.8 * usual + 0.2 * done.seconds
        if action.name == "sync" and done.code == 1:
            self.conflict(machine, done.out + done.err)

    def conflict(self, machine: Machine, screen: str) -> None:
        """Remember which deals the user of a machine was asked about."""
        self.counts["conflicts"] += 1
        machine.conflicted |= set(_DEAL.findall(screen))

    def clock(self, machine: Machine, editor: str = "") -> dict[str, str]:
        """Return the environment of the next command: each is a minute later than the last."""
        self.minute += 1
        hour, minute = divmod(self.minute, 60)
        now = f"2026-11-21T{10 + hour:02}:{minute:02}:00+01:00"
        return {**machine.env, "SALESCLI_NOW": now, "EDITOR": editor or "false"}

    def finish(self, checked: int) -> None:
        """Sync until all are the same, undisturbed, and hold everything against what was kept."""
        self.calm()
        for _ in range(_PASSES):
            for machine in self.world.machines:
                self._sync_clean(machine)
            heads = {git(machine.folder, "rev-parse", "HEAD") for machine in self.world.machines}
            if len(heads) == 1 and all(
                not git(machine.folder, "status", "--porcelain") for machine in self.world.machines
            ):
                break
        self.calm()
        some = self.random.sample(self.world.machines, min(checked, len(self.world.machines)))
        self.failures += sync_truth.world_faults(self.world, self.runner, some)
        for machine in self.world.machines:
            self.failures += self._lost(machine)

    def _sync_clean(self, machine: Machine) -> None:
        action = sync_actions.make("sync", self.random, machine, self.words, self.scratch)
        done = self.run(machine, action, safe=True)
        if done.code == 1:
            code, screen = answer_sync(machine)
            self.trail.append(f"   {machine.name}: sync in a terminal -> {code}")
            machine.conflicted |= set(_DEAL.findall(screen))
            if code:
                self.failures.append(f"stuck: sync in a terminal ends with {code}: {screen[-300:]}")
        elif done.code:
            self.failures.append(
                f"stuck: a clean sync ends with {done.code}: {done.err.strip()[:300]}"
            )

    def _lost(self, machine: Machine) -> list[str]:
        """Return what of the commands is not there as it should be on a machine."""
        index, lost = sync_truth.places(machine), []
        asked = set().union(*(each.conflicted for each in self.world.machines))
        for command in self.commands:
            facts = command.action.facts
            faults = {fact: sync_truth.has(index, fact) for fact in facts}
            missing = [fact for fact in facts if faults[fact] == "lost"]
            if command.undone:
                back = [fact for fact in facts if not faults[fact] and fact.deal not in asked]
                if back:
                    lost.append(f"came back: {back[0].word} of {command}")
                continue
            if missing and len(missing) < len(facts) and not command.acknowledged:
                lost.append(f"half: {len(facts) - len(missing)} of {len(facts)} of {command}")
            lost += [
                f"{fault}: {fact.kind} {fact.word} in {fact.deal or 'the book'} of {command}"
                for fact, fault in faults.items()
                if fault and (command.acknowledged or fault != "lost")
            ]
        return [f"{machine.name}: {text}" for text in lost]
