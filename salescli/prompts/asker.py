"""Asking in a terminal: every question shows its default, takes Enter, and can be left.

What was answered is handed to `keep` at once; what was half typed when the conversation was cut
off (Ctrl-C, the end of input, a closed terminal) is handed over too. A resumed conversation
begins with the answers of the last one and asks on from there; answers that it has not come to
yet are handed on, so that breaking it off once more loses none.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from types import FrameType
from typing import TypeVar

from salescli.errors import InterruptedByUserError, SalescliError
from salescli.model.text import harmless

T = TypeVar("T")

HALF = "…"  # marks the key of an answer that was only half typed
# SystemError: what Python makes of an interruption in the moment in which the line is looked at.
_CUT_OFF = (KeyboardInterrupt, EOFError, SystemError)
_WATCH = 0.2  # seconds between two looks at a line that is being typed


class Asker:
    """One conversation, `begun` then. `answers` are those already given, by the question's key.

    `asked` says whether there was any question in it.
    """

    def __init__(
        self,
        answers: Mapping[str, str],
        keep: Callable[[Mapping[str, str]], None],
        begun: datetime | None = None,
    ) -> None:
        self.begun = begun
        self.asked = False
        self._given = dict(answers)
        self._answers: dict[str, str] = {}
        self._keep = keep

    def say(self, text: str) -> None:
        """Show some words between questions, folded to the terminal's width."""
        print(_folded(text))

    def recall(self, key: str, text: str) -> str:
        """A text that was not asked for, such as a flag's: kept with the answers.

        Without one, the text that the last conversation had under that key.
        """
        text = text or self._given.get(key, "")
        self._given.pop(key, None)
        if text:
            self._answers[key] = text
        return text

    def ask(
        self,
        key: str,
        question: str,
        read: Callable[[str], T],
        *,
        default: str = "",
        shown: str | None = None,
        offers: Sequence[str] = (),
        kept: Callable[[T], str] | None = None,
    ) -> T:
        """The answer to a question, read by `read`; what that refuses is asked again.

        `default` is what Enter stands for, `shown` how the question names it; Tab completes the
        `offers`. The answer is kept as it was typed, or as `kept` writes it. Raises
        InterruptedByUserError when the conversation is cut off.
        """
        self.asked = True
        hint = default if shown is None else shown
        prompt = harmless(f"{question} [{hint}]: " if hint else f"{question}: ")
        if key in self._given:
            text = self._given.pop(key)
            print(f"{prompt}{harmless(text)}")
        else:
            text = self._hear(key, prompt, offers)
        while True:
            text = text.strip() or default
            try:
                value = read(text)
            except SalescliError as error:
                for line in filter(None, (error.message, error.fix)):
                    self.say(f"  {line}")
                text = self._hear(key, prompt, offers)
            else:
                self._answers[key] = text if kept is None else kept(value)
                self._keep({**self._answers, **self._given})
                return value

    def confirm(self, key: str, question: str, *, default: bool) -> bool:
        """A yes or a no."""
        return self.ask(
            key,
            question,
            _yes_or_no,
            default="y" if default else "n",
            shown="Y/n" if default else "y/N",
        )

    def _hear(self, key: str, prompt: str, offers: Sequence[str]) -> str:
        line = _Line(self._given.pop(key + HALF, ""))
        with _hanging_up() as deafen:
            try:
                with _editing(line, offers):
                    return input(prompt)
            except _CUT_OFF:
                deafen()
                line.look()
                if line.typed.strip():
                    self._answers[key + HALF] = line.typed
                if self._answers:
                    self._keep({**self._answers, **self._given})
                with suppress(OSError):  # the terminal may be closed
                    print(flush=True)
                raise InterruptedByUserError("interrupted") from None


def _folded(text: str) -> str:
    """A text on lines of the terminal's width, the later ones set in below the first."""
    import shutil
    import textwrap

    margin = " " * (len(text) - len(text.lstrip(" ")))
    return textwrap.fill(
        harmless(text.strip()),
        shutil.get_terminal_size().columns,
        initial_indent=margin,
        subsequent_indent=f"{margin}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _yes_or_no(text: str) -> bool:
    word = text.lower()
    if word in ("y", "yes"):
        return True
    if word in ("n", "no"):
        return False
    raise SalescliError(f"'{text}' is neither yes nor no", fix="answer y or n")


class _Line:
    """The line that is being typed; `typed` is what it held when last looked at."""

    def __init__(self, half: str) -> None:
        self.half = half
        self.typed = half

    def look(self) -> None:
        """Look at it. A terminal that is closed has emptied it: then what was seen before stays."""
        import readline

        self.typed = readline.get_line_buffer() or self.typed


@contextmanager
def _editing(line: _Line, offers: Sequence[str]) -> Iterator[None]:
    """A line that begins with what was half typed, watched as it grows; Tab completes offers."""
    import readline

    def complete(text: str, state: int) -> str | None:
        return next(iter([offer for offer in offers if offer.startswith(text)][state:]), None)

    def look(_number: int, _frame: FrameType | None) -> None:
        line.typed = readline.get_line_buffer()

    readline.set_completer(complete)
    readline.set_completer_delims(" ,")
    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    readline.set_startup_hook(lambda: readline.insert_text(line.half))
    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _WATCH, _WATCH)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        readline.set_startup_hook(None)
        readline.set_completer(None)


@contextmanager
def _hanging_up() -> Iterator[Callable[[], None]]:
    """A closed terminal, or a request to end, ends the input as Ctrl-D does.

    What it gives makes this process deaf to all of them, for as long as it keeps what was typed.
    """
    signals = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
    before = [signal.getsignal(number) for number in signals]

    def end(_number: int, _frame: FrameType | None) -> None:
        deafen()
        raise EOFError

    def deafen() -> None:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)

    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, end)
    try:
        yield deafen
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
