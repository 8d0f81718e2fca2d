"""The case of family R: a process, to be checked as hard as a deal."""

from __future__ import annotations

from dataclasses import dataclass

from salescli.model.finding import Finding
from salescli.model.process import Process, Step, earlier_steps
from salescli.model.shell import command


@dataclass(frozen=True, slots=True)
class Template:
    """A process to be checked; `known` are the names of all processes that a deal may go on in.

    `faults` are the findings that reading its file gave.
    """

    process: Process
    known: frozenset[str]
    faults: tuple[Finding, ...] = ()

    def waits_for(self, step: Step) -> set[str]:
        """The declared steps that a step directly waits for, by `after` or by order of stages."""
        declared = {other.id for other in self.process.steps}
        return {*step.after, *earlier_steps(step, self.process)} & declared

    def all_before(self, step: Step) -> set[str]:
        """All the steps that must come before a step, itself among them if it waits for itself."""
        steps = {other.id: other for other in self.process.steps}
        found: set[str] = set()
        pending = list(self.waits_for(step))
        while pending:
            name = pending.pop()
            if name not in found:
                found.add(name)
                pending += self.waits_for(steps[name])
        return found

    @property
    def mend(self) -> str:
        """What to type once the file is corrected."""
        name = self.process.name
        return f"correct processes/{name}.toml, then: {command('process check', name)}"
