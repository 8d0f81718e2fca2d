"""A command of salescli run for the server: a program of its own, ended with a cancelled call."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

_SECONDS = 60  # that a command may take


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> Mapping[str, Any]:
        """The JSON that it printed; nothing where it printed none."""
        try:
            table = json.loads(self.out)
        except ValueError:
            return {}
        return table if isinstance(table, dict) else {}

    @property
    def was_refused(self) -> bool:
        """Whether it could not be done: a command that only found something has its facts."""
        return bool(self.code) and not self.facts


async def ask_salescli(words: Sequence[str]) -> Answer:
    """Run a command of salescli and return what it printed. Ends it where the call is cancelled."""
    pipe = asyncio.subprocess.PIPE
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", "salescli", *words),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=pipe,
        stderr=pipe,
    )
    try:
        out, err = await asyncio.wait_for(program.communicate(), _SECONDS)
    except TimeoutError:
        return Answer(2, "", f"error: it took longer than {_SECONDS} seconds")
    finally:
        with suppress(ProcessLookupError):
            program.kill()
        await asyncio.shield(program.wait())
    return Answer(
        program.returncode or 0, out.decode("utf-8", "replace"), err.decode("utf-8", "replace")
    )
