"""The list of what was dismissed, `dismissed.toml`: its text, read, written and merged as a set."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from salescli.store.toml.reader import parse_toml
from salescli.store.toml.write import literal

DISMISSED = "dismissed.toml"
_HEAD = "# Captured, and nothing to log: salescli doesn't ask about these again.\n"


def read_refs(text: str, path: Path | str = DISMISSED) -> frozenset[str]:
    """Return the refs that a text lists. Raises TomlError."""
    refs = parse_toml(text.removeprefix("\ufeff"), path).get("refs", [])
    return frozenset(map(str, refs)) if isinstance(refs, list) else frozenset()


def refs_text(refs: Iterable[str]) -> str:
    """Return the text of a list of refs."""
    lines = "".join(f"    {literal(ref)},\n" for ref in sorted(set(refs)))
    return f"{_HEAD}refs = [\n{lines}]\n"


def merged_refs(base: str, ours: str, theirs: str) -> str:
    """Return what two lists come to: what either side added, less what either took out.

    Raises TomlError.
    """
    before, here, there = map(read_refs, (base, ours, theirs))
    return refs_text(((here | there) - before) | (here & there))
