"""The case of family R: a process, to be checked as hard as a deal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from salescli.domain.finding import Finding
from salescli.domain.process import Process, Step, earlier_steps
from salescli.text.shell_quoting import command


@dataclass(frozen=True, slots=True)
class Template:
    """A process to be checked; `known` are the names of all processes that a deal may go on in.

    `faults` are the findings that reading its file gave.
    """

    process: Process
    known: frozenset[str]
    faults: tuple[Finding, ...] = ()

    _before: Mapping[int, frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_before", _closure(self.process))

    def all_before(self, step: Step) -> frozenset[str]:
        """Return all steps that must come before a step, itself included if it waits for itself."""
        return self._before[id(step)]

    @property
    def fix(self) -> str:
        """What to type once the file is corrected."""
        name = self.process.name
        return f"correct processes/{name}.toml, then: {command('process check', name)}"


def _closure(process: Process) -> dict[int, frozenset[str]]:
    """Return what each step waits for, by `after` or by order of stages, however far back.

    Sets of steps are the bits of a number: what a process of many steps declares stays quick.
    """
    names = list({step.id: step for step in process.steps})
    bits = {name: 1 << number for number, name in enumerate(names)}
    direct = [_sum({*step.after, *earlier_steps(step, process)}, bits) for step in process.steps]
    reached = {step.id: mask for step, mask in zip(process.steps, direct, strict=True)}
    for name in names:
        further = reached[name]
        reached = {
            other: mask | further if mask & bits[name] else mask for other, mask in reached.items()
        }
    closure = {}
    for step, mask in zip(process.steps, direct, strict=True):
        far = mask
        for name in names:
            far |= reached[name] if mask & bits[name] else 0
        closure[id(step)] = frozenset(name for name in names if far & bits[name])
    return closure


def _sum(names: set[str], bits: Mapping[str, int]) -> int:
    return sum(bits.get(name, 0) for name in names)
