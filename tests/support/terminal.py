"""A user at a terminal: the command in a pseudo-terminal of 80 columns and 24 lines."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pexpect

from support.forked_command import Forked

_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[=>]|\x07")

CTRL_C, CTRL_D, TAB = "\x03", "\x04", "\t"


class Terminal:
    """One run of a command, or of some code.

    It is a fork of this process (see `forked_command`), or the installed program itself where it
    is `cold`. `screen` is all that it showed, and what was typed
    with it; `raw` has the escapes too.
    """

    def __init__(
        self,
        *arguments: str,
        term: str = "dumb",
        code: str = "",
        cold: bool = False,
        **environment: str,
    ) -> None:
        script = Path(sys.executable).with_name("salescli")
        program = [str(script)] if script.exists() else [sys.executable, "-m", "salescli"]
        program = [sys.executable, "-c", code] if code else program
        around = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
        spawn = pexpect.spawn if cold else Forked
        self.child = spawn(
            program[0],
            [*program[1:], *arguments],
            env={
                **around,
                "TERM": term,
                "NO_COLOR": "1",
                "LC_ALL": "C.UTF-8",
                **environment,
            },
            dimensions=(24, 80),
            encoding="utf-8",
            codec_errors="surrogateescape",
            timeout=60,
        )
        self.child.delaybeforesend = None
        self.child.ptyproc.delayafterclose = 0
        self.screen = self.raw = ""

    def sees(self, text: str) -> Terminal:
        """Wait for a text to appear, wherever its line was folded."""
        pattern = r"\s+".join(map(re.escape, text.split(" ")))
        try:
            self.child.expect(pattern)
        except (pexpect.EOF, pexpect.TIMEOUT):
            shown = self._read(self.child.before)
            raise AssertionError(f"never saw {text!r}; the screen:\n{self.screen}{shown}") from None
        self.screen += self._read(self.child.before + self.child.after)
        return self

    def types(self, text: str) -> Terminal:
        """Type without Enter."""
        self.child.send(text)
        return self

    def answers(self, question: str, text: str = "") -> Terminal:
        """Wait for a question and answer it; nothing is Enter alone."""
        self.sees(question).sees(": ")
        self.child.send(f"{text}\r")
        return self

    def ends(self, code: int = 0) -> str:
        """Wait for the end; all that was shown. The exit code must be that one."""
        self.child.expect(pexpect.EOF)
        self.screen += self._read(self.child.before)
        self.child.wait()
        self.child.close()
        ended = -self.child.signalstatus if self.child.signalstatus else self.child.exitstatus
        assert ended == code, self.screen
        assert "Traceback" not in self.screen
        return self.screen

    def dies(self, number: signal.Signals) -> None:
        """Send a signal, and wait until the process is gone, whatever its exit code.

        What it started may live on and hold the terminal open: that is not waited for.
        """
        self.child.kill(number)
        while self.child.isalive():
            self.child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=0.01)
        self.child.close()

    def is_closed(self) -> None:
        """Close the window, and wait until the process is gone; nothing else ends it."""
        terminal = self.child.ptyproc
        terminal.fileobj.close()
        terminal.closed = self.child.closed = True
        terminal.fd = self.child.child_fd = -1
        terminal.wait()

    def _read(self, text: str) -> str:
        self.raw += text
        return _ESCAPES.sub("", text).replace("\r\n", "\n")


def history(book: Path) -> list[str]:
    """The messages of the book's commits, the newest first."""
    done = subprocess.run(
        ["git", "log", "--format=%s"], cwd=book, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()
