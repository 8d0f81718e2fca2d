"""Somebody whom a captured encounter brings in, as a person of a deal is typed."""

from __future__ import annotations

from salescli.domain.incoming.captured import Party


def newcomer_text(party: Party) -> str:
    """Return somebody as `--person` takes them, whatever the name has in it."""
    kept = (char if char.isalnum() or char in " .'-" else " " for char in party.name)
    plain = " ".join("".join(kept).split())
    return f"{plain or party.address.partition('@')[0]} <{party.address}>"
