"""The order in which the review walks through the deals: one at hand, those behind, those to come.

Pure. A queue knows handles only; which deal needs attention is for its caller to decide.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class CardQueue:
    """`ahead` begins with the deal at hand; `behind` ends with the one that was before it."""

    ahead: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()

    @property
    def at_hand(self) -> str | None:
        """The deal whose turn it is; None when all are through."""
        return self.ahead[0] if self.ahead else None

    @property
    def place(self) -> tuple[int, int]:
        """Which deal it is, counted from 1, and of how many; one that comes again counts once."""
        order = list(dict.fromkeys((*self.behind, *self.ahead)))
        return (order.index(self.ahead[0]) if self.ahead else len(order)) + 1, len(order)

    def forward(self) -> CardQueue:
        """Return the queue with the deal at hand left behind."""
        return CardQueue(self.ahead[1:], (*self.behind, *self.ahead[:1]))

    def back(self) -> CardQueue:
        """Return the queue with the deal before at hand once more: the inverse of `forward`."""
        return CardQueue((*self.behind[-1:], *self.ahead), self.behind[:-1])

    def again(self) -> CardQueue:
        """Return the queue with the deal at hand once more, after all others."""
        return self.forward().joined(self.ahead[:1])

    def joined(self, handles: Iterable[str]) -> CardQueue:
        """Return the queue with more deals after those that are there."""
        return replace(self, ahead=(*self.ahead, *handles))

    def after_action(self, *, needs: bool, moved: bool) -> CardQueue:
        """Return the queue after something was done in the deal at hand.

        `needs`: it still needs attention today. Then it comes again: after the others if it was
        given another next step (`moved`), else at once.
        """
        if not needs:
            return self.forward()
        return self.again() if moved else self
