"""A process as its file declares it: stages, steps, roles, the minimum before the ask."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from salescli.domain.deal_fields import Amount
from salescli.domain.time.duration import Duration
from salescli.text.wording import role_words

BUYER, OURS, PARTNER = "buyer", "ours", "partner"
SIDES = (BUYER, OURS, PARTNER)
STAGES, FREE = "stages", "free"
ORDERS = (STAGES, FREE)


@dataclass(frozen=True, slots=True, repr=False)
class Stage:
    """An ordered group of steps; `buyer` says where the buyer is in buying."""

    id: str
    title: str = ""
    buyer: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Role:
    """A part that somebody plays, on one of three sides."""

    id: str
    side: str = BUYER
    title: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Outcome:
    """What a step must achieve, in a form that the buyer could confirm."""

    id: str
    text: str = ""
    required: bool = True


@dataclass(frozen=True, slots=True, repr=False)
class Step:
    """One conversation or commitment to have with the buyer."""

    id: str
    title: str = ""
    stage: str = ""
    buyer: str = ""
    required: bool = True
    times: int = 1
    at_most: int | None = None
    after: tuple[str, ...] = ()
    leads_to: tuple[str, ...] = ()
    never_with: tuple[str, ...] = ()
    within: Duration | None = None
    takes: Duration | None = None
    ours: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    how: str = ""
    outcomes: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Ask:
    """The minimum before asking for the business. `steps` None: every required step before it."""

    step: str
    roles: tuple[str, ...] = ()
    steps: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Reason:
    """A disqualifying fact or a reason for a loss that the process declares."""

    id: str
    text: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Range:
    """A number's bounds, both included; None leaves a side open."""

    low: Amount | None = None
    high: Amount | None = None


Fit = Range | tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Process:
    """A declared template. Compared by identity: one object stands for one file that was read."""

    name: str
    revision: int = 1
    title: str = ""
    summary: str = ""
    order: str = STAGES
    cycle: Duration | None = None
    stale: Duration | None = None
    then: str = ""
    fits: Mapping[str, Fit] = field(default_factory=dict)
    stages: tuple[Stage, ...] = ()
    roles: tuple[Role, ...] = ()
    steps: tuple[Step, ...] = ()
    ask: Ask | None = None
    disqualify: tuple[Reason, ...] = ()
    loss: tuple[Reason, ...] = ()

    def step(self, name: str) -> Step | None:
        """Return the step with that id, if the process declares it."""
        return _steps(self).get(name)

    def stage(self, name: str | None) -> Stage | None:
        """Return the stage with that id, if the process declares it."""
        return next((stage for stage in self.stages if stage.id == name), None)

    def role(self, name: str) -> Role | None:
        """Return the role with that id, if the process declares it."""
        return _roles(self).get(name)

    def role_name(self, name: str) -> str:
        """Return what a sentence calls a role: the head of its title, else its id's words."""
        declared, words = self.role(name), role_words(name)
        title = declared.title.partition(":")[0].strip() if declared else ""
        return title if title and title.casefold() != words.casefold() else words

    def outcome(self, name: str) -> Outcome | None:
        """Return the outcome with that id, of whichever step."""
        return _outcomes(self).get(name)

    def minimum(self) -> tuple[str, ...]:
        """Return the ids of the steps that must be finished before the ask, in process order."""
        if self.ask is None:
            return ()
        if self.ask.steps is not None:
            return self.ask.steps
        before = []
        for step in self.steps:
            if step.id == self.ask.step:
                break
            if step.required:
                before.append(step.id)
        return tuple(before)


# A process is asked for its parts over and over: of two with one id, the first one counts.


@lru_cache(maxsize=64)
def _steps(process: Process) -> dict[str, Step]:
    return {step.id: step for step in reversed(process.steps)}


@lru_cache(maxsize=64)
def _roles(process: Process) -> dict[str, Role]:
    return {role.id: role for role in reversed(process.roles)}


@lru_cache(maxsize=64)
def _outcomes(process: Process) -> dict[str, Outcome]:
    outcomes = [outcome for step in process.steps for outcome in step.outcomes]
    return {outcome.id: outcome for outcome in reversed(outcomes)}


def decides(name: str, process: Process) -> bool:
    """Return whether a step is one that nobody should be told to skip.

    It is required, and asks for the business, or comes after that, or last of all: decisions,
    approvals and signatures. Or it comes before and calls for whoever the ask is put to.
    """
    step, ask = process.step(name), process.ask
    if step and ask and {*step.theirs} & {*ask.roles}:
        return True
    required = [one.id for one in process.steps if one.required]
    first = required.index(ask.step) if ask and ask.step in required else len(required) - 1
    return name in required[first:]


def earlier_steps(step: Step, process: Process) -> tuple[str, ...]:
    """Return the required steps of the stages before the step's own, which it waits for.

    None with order "free".
    """
    return _earlier(process).get(step.stage, ())


@lru_cache(maxsize=64)
def _earlier(process: Process) -> dict[str, tuple[str, ...]]:
    """Return the required steps before each stage; of a stage declared twice, before the first."""
    earlier: dict[str, tuple[str, ...]] = {}
    before: set[str] = set()
    for stage in process.stages if process.order == STAGES else ():
        if stage.id not in earlier:
            earlier[stage.id] = tuple(
                step.id for step in process.steps if step.required and step.stage in before
            )
        before.add(stage.id)
    return earlier
