"""Many files at once: a disk flushes many of them together in hardly more time than one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_FEW = 8  # up to so many, one after the other is as quick
_THREADS = 16
_WAITING = 512


def in_parallel(make: Callable[[T], R], items: Sequence[T], made: list[R]) -> None:
    """Make something of each item, in parallel where they are many, and add it to `made`.

    The first error is raised when nothing is being made any more; `made` then has what was made
    before and beside it.
    """
    if len(items) <= _FEW:
        for item in items:
            made.append(make(item))  # noqa: PERF401 - an error leaves what was made before it
        return
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(_THREADS) as pool:
        for start in range(0, len(items), _WAITING):  # what waits takes memory
            futures = [pool.submit(make, item) for item in items[start : start + _WAITING]]
            try:
                for future in futures:
                    future.result()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
            finally:
                ended = [task for task in futures if not task.cancelled()]
                made += [task.result() for task in ended if task.exception() is None]
