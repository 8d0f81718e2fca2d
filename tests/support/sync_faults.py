"""What goes wrong while a command runs: kills, another git, a full disk, at random moments."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from support.running import Done, Running, standing, wait_for_change
from support.sync_machines import Machine

SIGNALS = ("KILL", "KILL", "TERM", "INT", "HUP")
FAULTS = ("kill-alone", "kill-group", "lock", "status", "fetch", "disk")
_NEW_MOUNTS = 0x00020000  # CLONE_NEWNS


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens so many seconds after the start."""

    after: float
    act: Callable[[], object]


class Fire:
    """The faults around one command: drawn, then acted out by `watch`."""

    def __init__(self, random: Random, machine: Machine, kinds: Sequence[str], disk: Path | None):
        self._random, self._machine, self._disk = random, machine, disk
        self.kinds = [kind for kind in kinds if kind != "disk" or disk]
        self.killed = ""
        self._held: Path | None = None
        self._others: list[subprocess.Popen[bytes]] = []
        self.notes: list[str] = []

    def watch(self, start: Callable[[], Running], usual: float) -> Done:
        """Start a command that usually takes so many seconds, and let the faults happen."""
        events = sorted(self._events(usual), key=lambda event: event.after)
        for event in [event for event in events if event.after <= 0]:
            event.act()
        begun = time.monotonic()
        self._running = start()
        for event in [event for event in events if event.after > 0]:
            time.sleep(max(0.0, begun + event.after - time.monotonic()))
            event.act()
        done = self._running.end()
        self.over()
        return done

    def over(self) -> None:
        """End all faults."""
        self._release()
        if self._others:
            self._stop_file.touch()
            for other in self._others:
                other.wait(60)
            self._stop_file.unlink()
            self._others.clear()
        if self._disk:
            disk_file(self._disk).unlink(missing_ok=True)

    def _events(self, usual: float) -> list[Event]:
        events = []
        for kind in self.kinds:
            at = self._random.uniform(0, usual * 1.05)
            if kind.startswith("kill"):
                name = self._random.choice(SIGNALS)
                group = kind == "kill-group"
                whom = "the group" if group else "it alone"
                if self._random.random() < 0.4:
                    at = self._random.uniform(0, 0.005)
                    self._note(f"{name} to {whom} {at:.4f} s after the first deal is in place")
                    deals = (
                        self._machine.folder / "deals",
                        standing(self._machine.folder / "deals"),
                    )
                    act = partial(self._kill_writing, name, group, deals, (usual, at))
                    events.append(Event(0.001, act))
                else:
                    self._note(f"{name} to {whom} after {at:.3f} s")
                    events.append(Event(max(at, 0.001), partial(self._kill, name, group)))
            elif kind == "lock":
                begin = self._random.choice((0.0, at))
                for_long = self._random.uniform(0.02, 0.5)
                self._note(f"index.lock held from {begin:.3f} s for {for_long:.3f} s")
                events += [Event(begin, self._hold), Event(begin + for_long, self._release)]
            elif kind == "disk":
                begin, left = self._random.choice((0.0, at)), self._random.randrange(0, 60_000)
                self._note(f"disk full from {begin:.3f} s, {left} bytes free")
                events.append(Event(begin, lambda left=left: fill(self._disk, left)))
            else:
                self._note(f"git {kind} in a loop")
                events.append(Event(0.0, lambda kind=kind: self._loop(kind)))
        return events

    def _note(self, text: str) -> None:
        self.notes.append(text)

    def _kill(self, name: str, group: bool) -> None:
        self.killed = name
        self._running.send(getattr(signal, f"SIG{name}"), group=group)

    def _kill_writing(self, name: str, group: bool, deals, moment: tuple[float, float]) -> None:
        """Kill once the folder of the deals changes, where that happens in time."""
        usual, after = moment
        wait_for_change(*deals, 2 * usual)
        time.sleep(after)
        self._kill(name, group)

    @property
    def _lock(self) -> Path:
        return self._machine.folder / ".git/index.lock"

    def _hold(self) -> None:
        with suppress(FileExistsError):
            os.close(os.open(self._lock, os.O_CREAT | os.O_EXCL))
            self._held = self._lock

    def _release(self) -> None:
        if self._held:
            self._held.unlink(missing_ok=True)
            self._held = None

    @property
    def _stop_file(self) -> Path:
        return self._machine.folder / ".git/proof-stop"

    def _loop(self, what: str) -> None:
        loop = f"while [ -d .git -a ! -e .git/proof-stop ]; do git {what} >/dev/null 2>&1; done"
        line = ["sh", "-c", loop]
        self._others.append(subprocess.Popen(line, cwd=self._machine.folder, env=self._machine.env))


def draw(random: Random, allowed: Sequence[str], share: float) -> list[str]:
    """Return the faults of one command: none, one, or now and then two."""
    if not allowed or random.random() > share:
        return []
    number = 2 if len(allowed) > 1 and random.random() < 0.15 else 1
    kinds = random.sample(list(allowed), number)
    both = {"kill-alone", "kill-group"} <= set(kinds)
    return kinds[:1] if both else kinds


def disk_file(disk: Path) -> Path:
    """Return the file that fills a disk."""
    return disk / "filler"


def fill(disk: Path, left: int) -> None:
    """Leave so many bytes free on a disk."""
    status = os.statvfs(disk)
    size = status.f_bavail * status.f_frsize - left
    if size > 0:
        with disk_file(disk).open("wb") as file, suppress(OSError):
            os.posix_fallocate(file.fileno(), 0, size)


def small_disk(folder: Path, megabytes: int) -> Path | None:
    """Mount a disk of its own on a folder, seen by this process and its children alone.

    None where that is not allowed: only root may, on Linux. It is gone with the process.
    """
    if not shutil.which("mount") or not hasattr(ctypes.CDLL(None), "unshare"):
        return None
    if os.geteuid() or ctypes.CDLL(None).unshare(_NEW_MOUNTS):
        return None
    options = f"size={megabytes}m"
    for line in (
        ("mount", "--make-rprivate", "/"),
        ("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)),
    ):
        if subprocess.run(line, check=False, capture_output=True).returncode:
            return None
    return folder


def unmount(disk: Path) -> None:
    """Take a disk of its own away again."""
    subprocess.run(["umount", "-l", str(disk)], check=False, capture_output=True)


def tally(kinds: Sequence[str], killed: str) -> Counter[str]:
    """Return what is counted of a command's faults."""
    counted = Counter(kinds)
    if killed:
        counted[f"SIG{killed}"] += 1
    return counted
