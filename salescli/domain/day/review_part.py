"""What a deal has in the review of a day, in plain values, so that it can be kept. Pure.

Light on purpose: where one deal of a large book has changed, the parts of the others are all that
is known of them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    # The number of its group; its place there, which ends with the deal's handle; its cells. In a
    # pipe they are texts, and how wide each is follows; in a terminal each has pieces of a text and
    # their styles, and how long it is follows what is to be done.
    Line = tuple[int, Any, tuple[Any, ...], tuple[int, ...]]
    # How urgent a deal is ('' where it is not in the review), and whether that is pressing; its
    # bond (`revisit`); the times of today on its agenda in seconds since 1970, 0 for one that has
    # passed; its lines.
    Part = tuple[str, bool, str | None, tuple[float, ...], tuple[Line, ...]]

NOTHING: Part = ("", False, "", (), ())  # of a deal that is not in the review
GROUPS = ("today", "overdue", "none", "ahead", "revisit")


def urgency_of(part: Part) -> str:
    """Return how urgent a deal is; '' where it is not in the review."""
    return part[0]


def is_pressing(part: Part) -> bool:
    """Return whether a deal has no next step, or its next step is overdue."""
    return part[1]


def bond_of(part: Part) -> str | None:
    """Return what a deal is to those that come back."""
    return part[2]


def times_of(part: Part) -> tuple[float, ...]:
    """Return the times of today on a deal's agenda, 0 for one that has passed."""
    return part[3]


def time_passed(part: Part, now: float) -> bool:
    """Return whether one of these times has passed by now."""
    times = part[3]
    return bool(times) and min(times) <= now


def lines_in(part: Part) -> tuple[Line, ...]:
    """Return the lines that a deal has."""
    return part[4]
