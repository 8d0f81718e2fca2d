"""What was done on the deals of a review, to be shown and taken back on the way back to them."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from salescli.commands.review_cards.current_deal import CurrentDeal
from salescli.domain.diff.deal_diff import compare_deals


class DoneHere:
    """The commands that were given on each deal, each as what it changed, in words."""

    def __init__(self) -> None:
        self._by_deal: defaultdict[str, list[str]] = defaultdict(list)

    def texts(self, handle: str) -> tuple[str, ...]:
        """Return what was done on a deal, the last one last."""
        return tuple(self._by_deal[handle])

    def note(self, before: CurrentDeal, after: CurrentDeal) -> None:
        """Note what a command changed."""
        today = after.session.today
        changes = compare_deals(before.subject.deal, after.subject.deal, today)
        if changes:
            self._by_deal[before.handle].append(", ".join(change.text for change in changes))

    def take_back(self, before: CurrentDeal, after: CurrentDeal) -> None:
        """Forget the last command on a deal, where it was taken back."""
        own = self._by_deal[before.handle]
        if own and before.subject.deal != after.subject.deal:
            own.pop()


def undo_here(root: Path, stop: CurrentDeal) -> None:
    """Take back the last own command on a deal. Raises SalescliError."""
    from salescli.commands.undo.undo import undo
    from salescli.flags.keeping.undo import UndoFlags

    undo(UndoFlags(stop.handle, book=root))
