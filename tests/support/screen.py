"""A user at a capable terminal: the command, and what an emulator shows of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

from support.terminal import Terminal

UP, DOWN, TAB, ENTER, SPACE = "\x1b[A", "\x1b[B", "\t", "\r", " "
SHIFT_TAB, END, BACKSPACE = "\x1b[Z", "\x1b[F", "\x7f"
CTRL_C, CTRL_D, CTRL_U, ALT_ENTER = "\x03", "\x04", "\x15", "\x1b\r"


def pasted(text: str) -> str:
    """What a terminal sends for a paste."""
    return f"\x1b[200~{text}\x1b[201~"


class Screen:
    """One run of a command in a terminal of 80 columns and 24 lines that moves its cursor."""

    def __init__(
        self, *arguments: str, term: str = "xterm-256color", cold: bool = False, **environment: str
    ) -> None:
        self.child = Terminal(*arguments, term=term, cold=cold, **environment).child
        self.emulated = pyte.Screen(80, 24)
        self.stream = pyte.Stream(self.emulated)
        self.raw = ""
        self.lines = [""] * 24  # what each line shows

    @property
    def text(self) -> str:
        return "\n".join(self.lines).rstrip()

    def until(self, holds: Callable[[str], bool], what: str) -> Screen:
        """Wait until the screen is as wanted."""
        until = time.monotonic() + 60
        while not holds(self.text):
            try:
                self._show(
                    self.child.read_nonblocking(65536, timeout=max(0, until - time.monotonic()))
                )
            except (pexpect.EOF, pexpect.TIMEOUT):
                raise AssertionError(f"never saw {what}; the screen:\n{self.text}") from None
        return self

    def sees(self, text: str) -> Screen:
        return self.until(lambda shown: text in shown, repr(text))

    def lacks(self, text: str) -> Screen:
        return self.until(lambda shown: text not in shown, f"{text!r} gone")

    def asks(self, question: str) -> Screen:
        """Wait until the cursor stands behind that question."""

        def there(_shown: str) -> bool:
            line = self.lines[self.emulated.cursor.y]
            return line.startswith("? ") and line[2:].strip().startswith(question)

        return self.until(there, f"the question {question!r}")

    def types(self, *keys: str) -> Screen:
        self.child.send("".join(keys))
        return self

    def answers(self, question: str, *keys: str) -> Screen:
        """Wait for a question, then type, and Enter."""
        return self.asks(question).types(*keys, ENTER)

    def resizes(self, columns: int, rows: int) -> Screen:
        """Change the size as most terminals do: what stands on the screen is wrapped anew."""
        self._comes_to_rest()
        place, column = self.emulated.cursor.y, self.emulated.cursor.x
        wrapped: list[str] = []
        for number, line in enumerate(self.lines[: place + 1]):
            at = len(wrapped) + column // columns if number == place else 0
            wrapped += [line[i : i + columns] for i in range(0, len(line), columns)] or [""]
        below = [line[:columns] for line in self.lines[place + 1 :]]
        scrolled = max(at - rows + 1, 0)
        shown = (wrapped + below)[scrolled : scrolled + rows]
        self.emulated = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.emulated)
        self.lines = [""] * rows
        self._show("\r\n".join(shown) + f"\x1b[{at - scrolled + 1};{column % columns + 1}H")
        self.child.setwinsize(rows, columns)
        return self

    def _comes_to_rest(self) -> None:
        """Show what is on its way: a terminal has it before it wraps its lines."""
        while True:
            try:
                self._show(self.child.read_nonblocking(65536, timeout=0.1))
            except pexpect.TIMEOUT:
                if not self._is_at_work():
                    return

    def _is_at_work(self) -> bool:
        """Whether the process runs, or waits to; not where that can't be known."""
        try:
            status = Path(f"/proc/{self.child.pid}/stat").read_text(encoding="utf-8")
        except OSError:
            return False
        return status.rpartition(")")[2].split()[0] in {"R", "D"}

    def ends(self, code: int = 0) -> str:
        """Wait for the end; what is on the screen then. The exit code must be that one."""
        while True:
            try:
                self._show(self.child.read_nonblocking(65536, timeout=60))
            except pexpect.EOF:
                break
            except pexpect.TIMEOUT:
                raise AssertionError(f"it never ended; the screen:\n{self.text}") from None
        self.child.wait()
        self.child.close()
        ended = -self.child.signalstatus if self.child.signalstatus else self.child.exitstatus
        assert ended == code, self.text
        assert "Traceback" not in self.text
        return self.text

    def _show(self, data: str) -> None:
        self.raw += data
        self.stream.feed(data)
        for number in self.emulated.dirty:
            row = self.emulated.buffer[number]
            shown = "".join(row[cell].data for cell in range(self.emulated.columns))
            self.lines[number : number + 1] = [shown.rstrip()]
        self.emulated.dirty.clear()
