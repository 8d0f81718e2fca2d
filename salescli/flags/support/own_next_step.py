"""The flags about the next step, of commands that are about nothing else."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Flag
from salescli.flags.support.next_step import NextFlags

_With = Annotated[tuple[str, ...], Flag("--with", "PERSON", "Who will be there (repeatable).")]


@dataclass(frozen=True, slots=True)
class OwnNextFlags(NextFlags):
    """The flags of a command that is about the next step alone: `--with` names its people."""

    people: _With = ()


@dataclass(frozen=True, slots=True)
class ThenFlags(OwnNextFlags):
    """The flags of a command whose `--next` names another one: `--then` is what comes after."""

    step: Annotated[str | None, Flag("--then", "STEP", "What happens instead: a step.")] = None
