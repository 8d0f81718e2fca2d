"""Asking in a terminal: every question shows its default, takes Enter, and can be left.

What was answered is handed to `keep` at once; what was half typed when the conversation was cut
off (Ctrl-C, the end of input, a closed terminal) is handed over too. A resumed conversation
begins with the answers of the last one and asks on from there.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

from salescli.errors import InterruptedByUserError, SalescliError
from salescli.model.text import harmless

T = TypeVar("T")

HALF = "…"  # marks the key of an answer that was only half typed


class Asker:
    """One conversation. `answers` are those already given, by the key of their question."""

    def __init__(
        self, answers: Mapping[str, str], keep: Callable[[Mapping[str, str]], None]
    ) -> None:
        self._given = dict(answers)
        self._answers: dict[str, str] = {}
        self._keep = keep

    def say(self, text: str) -> None:
        """Show a line between questions."""
        print(harmless(text))

    def ask(
        self,
        key: str,
        question: str,
        read: Callable[[str], T],
        *,
        default: str = "",
        shown: str | None = None,
        offers: Sequence[str] = (),
    ) -> T:
        """The answer to a question, read by `read`; what that refuses is asked again.

        `default` is what Enter stands for, `shown` how the question names it; Tab completes the
        `offers`. Raises InterruptedByUserError when the conversation is cut off.
        """
        hint = default if shown is None else shown
        prompt = harmless(f"{question} [{hint}]: " if hint else f"{question}: ")
        if key in self._given:
            text = self._given.pop(key)
            print(f"{prompt}{harmless(text)}")
        else:
            text = self._hear(key, prompt, offers)
        while True:
            try:
                value = read(text.strip() or default)
            except SalescliError as error:
                print(f"  {harmless(error.message)}")
                if error.fix:
                    print(f"  {harmless(error.fix)}")
                text = self._hear(key, prompt, offers)
            else:
                self._answers[key] = text.strip() or default
                self._keep(self._answers)
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
        half = self._given.pop(key + HALF, "")
        try:
            with _line_editing(offers, half), _hanging_up():
                return input(prompt)
        except (KeyboardInterrupt, EOFError):
            print()
            typed = _typed_so_far()
            if typed.strip():
                self._answers[key + HALF] = typed
            if self._answers:
                self._keep(self._answers)
            raise InterruptedByUserError("interrupted") from None


def _yes_or_no(text: str) -> bool:
    word = text.lower()
    if word in ("y", "yes"):
        return True
    if word in ("n", "no"):
        return False
    raise SalescliError(f"'{text}' is neither yes nor no", fix="answer y or n")


@contextmanager
def _line_editing(offers: Sequence[str], half: str) -> Iterator[None]:
    """Completion of the offers, and a line that begins with what was half typed."""
    import readline

    def complete(text: str, state: int) -> str | None:
        return next(iter([offer for offer in offers if offer.startswith(text)][state:]), None)

    readline.set_completer(complete)
    readline.set_completer_delims(" ,")
    readline.parse_and_bind("tab: complete")
    readline.set_startup_hook((lambda: readline.insert_text(half)) if half else None)
    try:
        yield
    finally:
        readline.set_startup_hook(None)
        readline.set_completer(None)


def _typed_so_far() -> str:
    import readline

    return readline.get_line_buffer()


@contextmanager
def _hanging_up() -> Iterator[None]:
    """A closed terminal, or a request to end, ends the input as Ctrl-D does."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise EOFError

    signals = (signal.SIGHUP, signal.SIGTERM)
    before: list[Any] = [signal.signal(number, end) for number in signals]
    try:
        yield
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
