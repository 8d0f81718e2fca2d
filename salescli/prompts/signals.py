"""A closed terminal, or a request to end, ends a question as Ctrl-D does."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any

_SIGNALS = tuple(map(int, (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)))


@contextmanager
def end_of_input_on_hangup(end: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """Let `end` cut the question off where a signal asks this process to end.

    What it gives makes this process deaf to all of them, for as long as it keeps what was typed.
    """
    before = {number: signal.getsignal(number) for number in _SIGNALS}

    def ignore_signals() -> None:
        _handle(dict.fromkeys(_SIGNALS, signal.SIG_IGN))

    def hang_up(_number: int, _frame: FrameType | None) -> None:
        ignore_signals()
        end()

    try:
        _handle(dict.fromkeys(_SIGNALS[:2], hang_up))
        yield ignore_signals
    finally:
        _handle(before)


def _handle(handlers: Mapping[int, Any]) -> None:
    """Change handlers while no signal is on its way: Python complains of one that gets lost."""
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, handlers)  # those on their way are handled here
        for number, handler in handlers.items():
            signal.signal(number, handler)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
