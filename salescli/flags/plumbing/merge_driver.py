"""Merge two versions of a deal, as git asks for it, into the file of ours."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command


@dataclass(frozen=True, slots=True)
class MergeDriverFlags:
    """What git hands over."""

    base: Annotated[Path, Argument("BASE", "The common version: %O.")]
    ours: Annotated[Path, Argument("OURS", "Our version: %A.")]
    theirs: Annotated[Path, Argument("THEIRS", "Their version: %B.")]
    path: Annotated[str, Argument("PATH", "The deal's file: %P.")] = ""


COMMAND = Command("salescli.commands.merge_driver:merge_versions", MergeDriverFlags)
