"""The user who answers what `sync` asks: in a pseudo-terminal, every question one way."""

from __future__ import annotations

import re

import pexpect

from support.running import PATIENCE, PROGRAM, SCRIPT
from support.sync_machines import Machine

_QUESTION = re.compile(r"\(([a-z]+(?:, [a-z]+)+)\)[^\n]*$|\[([a-zA-Z])/([a-zA-Z])\][^\n]*$")
_ANSWERS = ("both", "keep", "kept", "ours", "theirs")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[=>]|\x07|\r")


def answer_sync(machine: Machine) -> tuple[int, str]:
    """Run `sync` in a terminal and keep both sides wherever that is offered; code and screen."""
    child = pexpect.spawn(
        str(SCRIPT) if SCRIPT.exists() else PROGRAM[0],
        [*PROGRAM[1:], "sync"],
        cwd=str(machine.folder),
        env={**machine.env, "NO_COLOR": "1"},
        dimensions=(50, 200),
        encoding="utf-8",
        codec_errors="replace",
        timeout=PATIENCE,
    )
    child.delaybeforesend = None
    screen = ""
    for _ in range(60):
        kind = child.expect([r": $", pexpect.EOF, pexpect.TIMEOUT])
        screen += _ESCAPES.sub("", str(child.before) + (": " if kind == 0 else ""))
        if kind == 1:
            break
        question = screen.rstrip(": ").rpartition("\n")[2]
        choices = _QUESTION.search(question)
        offered = choices[1].split(", ") if choices and choices[1] else []
        answer = next((word for word in _ANSWERS if word in offered), offered[0] if offered else "")
        child.send(f"{answer}\r")
    child.close(force=True)
    return child.exitstatus if child.exitstatus is not None else -1, screen
