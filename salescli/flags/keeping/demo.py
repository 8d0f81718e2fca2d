"""Write a demo book of example deals, and show its review."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command
from salescli.lazy_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class DemoFlags:
    """The flags of `demo`, as they were typed."""

    folder: Annotated[Path | None, Argument("[DIR]", "Where; without it, a temporary folder.")] = (
        None
    )


COMMAND = Command("salescli.commands.demo:demo", DemoFlags, ("demo", "demo week-48"))
