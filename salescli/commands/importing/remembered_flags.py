"""What was asked of an import, as flags: the next one of the same kind need not ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from salescli.exchange.csv.conventions import Conventions
from salescli.exchange.csv.stages import StageMapping

_NONE = "-"


@dataclass(frozen=True, slots=True)
class RememberedFlags:
    """What was understood of a file; `made` where its process was made of its stages."""

    layout: Mapping[str, str]
    settled: Conventions
    ladder: StageMapping
    made: bool


def remembered_command(file: Path, answers: RememberedFlags) -> list[str]:
    """Return the command that says the same as was answered: its start, and each flag."""
    return [f"salescli import {quote(str(file))}", *_flags(answers)]


def _flags(answers: RememberedFlags) -> Iterator[str]:
    for field, column in answers.layout.items():
        yield f"--map {quote(f'{field}={column}')}"
    settled = answers.settled
    orders = {order for order in settled.orders.values() if order}
    if len(orders) == 1:
        yield f"--dates {orders.pop()}"
    if "value" in settled.layout:
        yield f"--decimals {settled.decimals}"
    if settled.currency:
        yield f"--currency {settled.currency}"
    for stage, result in settled.endings.items():
        yield f"--stage {quote(f'{stage}={result}')}"
    name = answers.ladder.process.name
    yield f"--process-from-stages {name}" if answers.made else f"--process {name}"
    for stage, step in answers.ladder.steps.items():
        yield f"--stage {quote(stage if answers.made else f'{stage}={step or _NONE}')}"
