"""What `check` shows of a deal in a pipe, laid out, as the cache keeps it, and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from salescli.domain.finding import Finding, Severity
from salescli.store.cache.finding_rows import FINDINGS, LOGGED, LoggedRows
from salescli.store.cache.summary_rows import MOMENT, TEXTS, form_of


@dataclass(frozen=True, slots=True)
class KeptScreen:
    """The lines about a deal, and what is counted of them; nothing where nothing is wrong.

    `day`, `since`, `made_from` and `logged` are as those of `KeptFindings`. `counts` has how many
    findings there are of each severity, the worst first, `hidden` how many are only counted,
    `worst` has none or the one that weighs most, `lines` a text or none.
    """

    day: str
    since: datetime | None
    made_from: str
    counts: tuple[int, ...]
    hidden: int
    worst: tuple[Finding, ...]
    lines: tuple[str, ...]
    logged: LoggedRows = ()


def _counts(numbers: list[int]) -> tuple[int, ...]:
    if len(numbers) not in (0, len(Severity)):
        raise ValueError(numbers)
    return tuple(map(int, numbers))


SCREEN_ROWS = form_of(
    "screen",
    KeptScreen,
    {
        "since": MOMENT,
        "counts": (list, _counts),
        "worst": FINDINGS,
        "lines": TEXTS,
        "logged": LOGGED,
    },
)
