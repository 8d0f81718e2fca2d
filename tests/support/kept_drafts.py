"""The draft that a book keeps of a conversation that was left."""

from __future__ import annotations

import time

from salescli.store.drafts import drafts


def draft(deal) -> dict[str, str] | None:
    """The answers of the one draft in the book, if there is one."""
    kept = drafts(deal.parent.parent)
    assert len({(one.command, one.name) for one in kept}) <= 1
    return dict(kept[0].answers) if kept else None


def wait_for_half(deal, key: str, text: str) -> None:
    """Wait until the draft has an answer that is half typed."""
    until = time.monotonic() + 60
    while (draft(deal) or {}).get(key) != text:
        assert time.monotonic() < until, draft(deal)
        time.sleep(0.05)
