"""A closed terminal, or a request to end, ends a question as Ctrl-D does."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def hanging_up(end: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """Let `end` cut the question off where a signal asks this process to end.

    What it gives makes this process deaf to all of them, for as long as it keeps what was typed.
    """
    signals = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
    before = [signal.getsignal(number) for number in signals]

    def deafen() -> None:
        for number in signals:
            signal.signal(number, signal.SIG_IGN)

    def hang_up(_number: int, _frame: FrameType | None) -> None:
        deafen()
        end()

    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, hang_up)
    try:
        yield deafen
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
