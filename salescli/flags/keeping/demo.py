"""Write a demo book of example deals, and show its review."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command


@dataclass(frozen=True, slots=True)
class DemoFlags:
    """The flags of `demo`, as they were typed."""

    folder: Annotated[Path | None, Argument("[DIR]", "Where; without it, a temporary folder.")] = (
        None
    )


COMMAND = Command("salescli.commands.demo:demo", DemoFlags, ("demo", "demo week-48"))
