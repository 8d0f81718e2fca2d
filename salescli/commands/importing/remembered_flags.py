"""What was asked of an import, as flags: the next one of the same kind need not ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from shlex import quote

from salescli.exchange.csv.conventions import Conventions
from salescli.exchange.csv.foreign_dates import SINCE_1904
from salescli.exchange.csv.stages import StageMapping

_NONE = "-"


@dataclass(frozen=True, slots=True)
class RememberedFlags:
    """What was understood of a file; `made` where its process was made of its stages.

    `typed` are flags that are repeated as they were typed.
    """

    layout: Mapping[str, str]
    settled: Conventions
    ladder: StageMapping
    made: bool
    typed: Mapping[str, str] = field(default_factory=dict)


def remembered_command(files: str, answers: RememberedFlags) -> list[str]:
    """Return the command that says the same as was answered: its start, and each flag."""
    return [f"salescli import {files}", *_flags(answers)]


def _flags(answers: RememberedFlags) -> Iterator[str]:
    for key, column in answers.layout.items():
        yield f"--map {quote(f'{key}={column}')}"
    yield "--yes"
    for name, text in answers.typed.items():
        if text:
            yield f"--{name} {quote(text)}"
    settled = answers.settled
    yield from _conventions(settled)
    for stage, result in settled.endings.items():
        yield f"--stage {quote(f'{stage}={result}')}"
    name = answers.ladder.process.name
    yield f"--process-from-stages {name}" if answers.made else f"--process {name}"
    for stage, step in answers.ladder.steps.items():
        yield f"--stage {quote(stage if answers.made else f'{stage}={step or _NONE}')}"


def _conventions(settled: Conventions) -> Iterator[str]:
    """Yield how dates and amounts are read."""
    orders = {order for order in settled.orders.values() if order}
    if len(orders) == 1:
        yield f"--dates {orders.pop()}"
    elif settled.day_zero == SINCE_1904:
        yield "--dates 1904"
    if settled.amounts.told:
        yield f"--decimals {settled.amounts.told}"
    if settled.currency:
        yield f"--currency {settled.currency}"
    for sign, code in settled.signs.items():
        yield f"--currency {quote(f'{sign}={code}')}"
