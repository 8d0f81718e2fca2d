"""What became of a change that was cut off, and of the commits that were owed."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Settled:
    """The messages of the commits that were made, and why others are owed still.

    `notes` say what else became of them.
    """

    messages: tuple[str, ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recovery:
    """What there is to say of what was cut off, and what became of the commits that were owed."""

    notes: tuple[str, ...] = ()
    settled: Settled = field(default_factory=Settled)
