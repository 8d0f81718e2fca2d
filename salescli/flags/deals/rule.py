"""Explain a finding: what it means, why, how to fix it."""

from dataclasses import dataclass
from typing import Annotated

from salescli.flags.support.declaration import Argument, Command
from salescli.flags.support.shared import Json


@dataclass(frozen=True, slots=True)
class RuleFlags:
    """The flags of `rule`, as they were typed."""

    code: Annotated[
        str | None, Argument("[CODE]", "Such as P02; without it, all with a line each.")
    ] = None
    as_json: Json = False


COMMAND = Command("salescli.commands.rule:rule", RuleFlags, ("rule N02", "rule"))
