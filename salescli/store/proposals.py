"""Proposals wait in the book's own folder, a TOML file each, until they are applied or dropped."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from salescli.domain.proposal import PROPOSABLE, Proposal, check_name
from salescli.errors import NotFoundError, UsageError
from salescli.store.book import Book
from salescli.store.files.lock import locked
from salescli.store.files.own_folder import OWN, PROPOSALS
from salescli.store.files.private_dir import read_private, write_private
from salescli.store.locate_book import SETTINGS
from salescli.store.write_count import note_write
from salescli.text.safe_text import harmless

_ENDING = ".toml"
_LOCK = "proposals.lock"
_MOST = 1_000  # that wait at a time
_LARGEST = 1_000_000  # bytes of one


def base_of(book: Book, handle: str) -> str:
    """Return what stands for the state of a deal, of the book's processes and of its settings."""
    from hashlib import sha256

    digest = sha256()
    processes = sorted(book.processes.glob("*.toml")) if book.processes.is_dir() else []
    for path in (book.deal_path(handle), book.root / SETTINGS, *processes):
        data = path.read_bytes() if path.is_file() else b""
        digest.update(f"{path.name} {len(data)}\n".encode("utf-8", "surrogateescape") + data)
    return digest.hexdigest()


def digest_of(path: Path) -> str:
    """Return what stands for the content of a deal's file."""
    from hashlib import sha256

    return sha256(path.read_bytes() if path.is_file() else b"").hexdigest()


def is_done(book: Book, proposal: Proposal) -> bool:
    """Return whether a proposal was applied: its deal is what it came to, or has its entries.

    They have their own time, by which they are told from others that say the same.
    """
    path = book.deal_path(proposal.deal)
    if base_of(book, proposal.deal) == proposal.base or not path.is_file():
        return False
    if digest_of(path) == proposal.after:
        return True
    added = "\n".join(line[1:] if line[:1] == "+" else "\0" for line in proposal.change)
    entries = [text.strip("\n") for text in added.split("\0") if "[[log]]" in text]
    text = path.read_text(encoding="utf-8", errors="replace")
    there = "\n".join(harmless(line) for line in text.split("\n"))
    return bool(entries) and all(f"\n{entry}\n" in there for entry in entries)


def free_name(root: Path, handle: str) -> str:
    """Return a name for a new proposal about a deal: `acme-1`."""
    taken = {name.removesuffix(_ENDING) for name in _names(root)}
    numbers = range(1, _MOST + 1)
    name = next((f"{handle}-{n}" for n in numbers if f"{handle}-{n}" not in taken), "")
    if not name or len(taken) >= _MOST:
        raise NotFoundError(
            f"{len(taken)} proposals wait: no more fit", fix="salescli apply   shows them"
        )
    return name


def keep_proposal(root: Path, proposal: Proposal) -> None:
    """Keep a proposal, readable by its owner only. Raises SalescliError."""
    import tomli_w

    table = {
        "version": 1,
        "by": proposal.by,
        "at": proposal.at,
        "why": proposal.why,
        "command": list(proposal.words),
        "plan": proposal.plan,
        "change": "\n".join(proposal.change),
        "base": proposal.base,
        "after": proposal.after,
    }
    text = tomli_w.dumps(table, multiline_strings=True)
    write_private(_path(root, proposal.name), text.encode("utf-8", "replace"), root)


def keep_new(root: Path, proposal: Proposal) -> Proposal:
    """Keep a proposal under a name that is free, and return it with that. Raises SalescliError.

    Its file is there with all that it says or not at all, wherever the command is killed.
    """
    with locked(root, name=_LOCK):  # so that of two at once each gets a name of its own
        named = replace(proposal, name=free_name(root, proposal.deal))
        keep_proposal(root, named)
    note_write(str(root))
    return named


def proposals(root: Path) -> list[Proposal]:
    """Return the proposals that wait, the oldest first; what isn't ours or broken is left out."""
    folder = root / OWN / PROPOSALS
    read = [_read(folder / name) for name in sorted(_names(root))[:_MOST]]
    return sorted(filter(None, read), key=lambda proposal: (proposal.at, proposal.name))


def _names(root: Path) -> list[str]:
    try:
        names = os.listdir(root / OWN / PROPOSALS)  # noqa: PTH208
    except OSError:
        return []
    return [name for name in names if name.endswith(_ENDING)]


def find_proposal(root: Path, name: str) -> Proposal:
    """Return the proposal of that name. Raises NotFoundError, which says which there are."""
    waiting = proposals(root)
    meant = next((one for one in waiting if one.name == name.strip()), None)
    if meant is None:
        there = ", ".join(one.name for one in waiting[:10])
        raise NotFoundError(
            f"there is no proposal '{name}'",
            fix=f"proposals: {there}" if there else "none waits: an assistant makes them",
        )
    return meant


def drop_proposal(root: Path, name: str) -> None:
    """Forget a proposal."""
    _path(root, name).unlink(missing_ok=True)


def _path(root: Path, name: str) -> Path:
    return root / OWN / PROPOSALS / f"{name}{_ENDING}"


def _read(path: Path) -> Proposal | None:
    import tomli

    data = read_private(path)
    if data is None or len(data) > _LARGEST:
        return None
    try:
        return _made(path.name.removesuffix(_ENDING), tomli.loads(data.decode()))
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
        UsageError,
    ):
        return None


def _made(name: str, table: dict[str, Any]) -> Proposal | None:
    words = tuple(str(word) for word in table["command"])
    at, by = table["at"], str(table["by"])
    check_name(by)
    if len(words) < 2 or words[0] not in PROPOSABLE or not isinstance(at, datetime):
        return None
    if not name.isprintable():
        return None
    return Proposal(
        name,
        by,
        at.astimezone(),
        words,
        str(table["why"]),
        str(table["plan"]),
        tuple(str(table["change"]).split("\n")),
        str(table["base"]),
        str(table.get("after", "")),
    )
