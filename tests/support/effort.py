"""How much a run proves: a sample by default, everything with `SALESCLI_PROOF=full`.

By default the whole suite takes two to three minutes: moderate numbers of examples, every
so-manieth place to crash at, texts of thousands of characters. In full the same tests try thousands
of examples, every place, and texts of megabytes; that takes hours, so name the files to prove:

    SALESCLI_PROOF=full pytest -n auto tests/store/test_crash.py
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

FULL = os.environ.get("SALESCLI_PROOF") == "full"

Case = TypeVar("Case")


def size(usual: int, full: int) -> int:
    """A number of examples, characters or turns: the usual one, or that of a full proof."""
    return full if FULL else usual


def some(cases: Sequence[Case], every: int, start: int = 0) -> Sequence[Case]:
    """Every so-manieth of the cases from `start` on; in a full proof all of them."""
    return cases if FULL else cases[start % every :: every]
