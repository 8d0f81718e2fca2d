"""Books for the review: deals in a few words, as `building` writes logs, put down as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from salescli.store.formats.render import deal_text
from support.building import day, deal

MORNING = "2026-11-24T08:30:00+01:00"  # a Tuesday
HELD = (
    "16 open -> discovery 20 @bob agreed; 16T11:00 skip first-reply reason:met; "
    "20 call discovery =pain-sized =decider-named @bob @kim note:heard"
)
OVERDUE = f"{HELD} -> demo 23 @bob agreed"
TODAY = f"{HELD} -> demo 24 @bob agreed"
AHEAD = f"{HELD} -> demo 25 @bob agreed"
LATER = f"{HELD} -> closing-call 31 @bob agreed"

# Twenty deals; the more they are worth, the earlier they come among those of their group.
TWENTY: dict[str, tuple[str, dict[str, Any]]] = {
    **{f"none-{n}": (HELD, {"value": 90 - n}) for n in range(1, 5)},
    **{f"late-{n}": (OVERDUE, {"value": 80 - n}) for n in range(1, 9)},
    "today-1": (f"{HELD} -> demo 24T08:00 @bob agreed", {}),
    **{f"today-{n}": (f"{HELD} -> demo 24T1{n}:00 @bob agreed", {}) for n in (2, 3, 4)},
    "passed": (AHEAD, {"value": 2, "close": day(20)}),
    "tight": (AHEAD, {"value": 1, "close": day(26)}),
    "ahead": (AHEAD, {}),
    "later": (LATER, {}),
}


def write_deals(book: Path, deals: Mapping[str, tuple[str, dict[str, Any]]]) -> None:
    """Write deals, each a log and header fields, into a book that has the process."""
    for handle, (log, header) in deals.items():
        known = {"company": handle.title(), "process": "small-business", "owner": "ada", **header}
        one = replace(deal(log, "bob:owner kim:end-user", **known), handle=handle)
        (book / f"deals/{handle}.toml").write_text(deal_text(one))
