"""What was begun and not finished on deals that have no card: kept for later, or dropped."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

from salescli.commands.support.asking.conversation import typed_so_far
from salescli.domain.time.moment import local
from salescli.prompts import Asker
from salescli.store.drafts import Draft, drafts, drop_draft
from salescli.text.wording import when_text


def other_drafts(root: Path, handles: Collection[str]) -> list[Draft]:
    """Return the drafts of a book that are not on one of these deals."""
    return [one for one in drafts(root) if one.command == "add" or one.name not in handles]


def ask_to_keep_drafts(root: Path, begun: Iterable[Draft]) -> None:
    """Ask of each draft whether it is still wanted. Raises InterruptedByUserError."""
    for draft in begun:
        asker = Asker({}, lambda _: None)
        asker.say(f"{draft.resume}   begun on {when_text(local(draft.at))}: {typed_so_far(draft)}")
        if not asker.confirm("keep", "Keep this draft?", default=True):
            drop_draft(root, draft.command, draft.name)
