"""Drafts: what was typed at prompts that were left, kept to be offered again.

Each answer is kept as soon as it is given, so that not even a killed terminal loses it. A draft
belongs to a command and to the deal, or the company, that it was about.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from salescli.store.editor_files import EditorFile, left_file, left_files, rename_left_files
from salescli.store.files.cache_file import read_cache
from salescli.store.files.own_folder import OWN
from salescli.store.files.private_dir import write_private
from salescli.text.handles import slug
from salescli.text.shell_quoting import command

OF_COMPANIES = "add"  # the command whose drafts have the name of a company, not of a deal


@dataclass(frozen=True, slots=True)
class Draft:
    """The answers given so far, by the question's key, in a conversation that began `at` a time."""

    command: str
    name: str
    at: datetime
    answers: Mapping[str, str]

    @property
    def resume(self) -> str:
        """Return the command that takes it up again."""
        return command(self.command, self.name)


def _path(root: Path, command: str, name: str) -> Path:
    from hashlib import sha256

    digest = sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return root / OWN / "drafts" / f"{command}-{slug(name)[:40]}-{digest}.json"


def keep_draft(root: Path, draft: Draft) -> None:
    """Keep a draft, readable by its owner only. Raises SalescliError where it can't be written."""
    import json

    path = _path(root, draft.command, draft.name)
    table = {
        "version": 1,
        "command": draft.command,
        "name": draft.name,
        "at": draft.at.isoformat(),
        "answers": dict(draft.answers),
    }
    write_private(path, json.dumps(table).encode(), root)


def find_draft(root: Path, command: str, name: str) -> Draft | None:
    """Return the draft of a command for that name, if there is one that can be read.

    What was saved in the editor is the note of it, where no other was typed since.
    """
    return _with_text(_read(_path(root, command, name)), left_file(root, command, name))


def drop_draft(root: Path, command: str, name: str) -> None:
    """Forget a draft: it was completed, or isn't wanted any more."""
    with suppress(OSError):
        _path(root, command, name).unlink()
    if file := left_file(root, command, name):
        file.drop()


def rename_drafts(root: Path, old: str, new: str) -> None:
    """Let the drafts of commands on a deal be those on its new handle. Raises SalescliError."""
    for draft in _typed(root):
        if draft.name == old and draft.command != OF_COMPANIES:
            keep_draft(root, replace(draft, name=new))
            with suppress(OSError):
                _path(root, draft.command, old).unlink()
    rename_left_files(root, old, new, but=OF_COMPANIES)


def drop_drafts(root: Path, deal: str) -> None:
    """Forget all drafts of commands on a deal."""
    for draft in drafts(root):
        if draft.name == deal and draft.command != OF_COMPANIES:
            drop_draft(root, draft.command, deal)


def drafts(root: Path) -> list[Draft]:
    """All drafts of a book, the oldest first."""
    by_key = {(draft.command, draft.name): draft for draft in _typed(root)}
    files = {(file.command, file.name): file for file in reversed(left_files(root))}
    both = (_with_text(by_key.get(key), files.get(key)) for key in {**by_key, **files})
    readable = [draft for draft in both if draft is not None]
    return sorted(readable, key=lambda draft: (draft.at, draft.command, draft.name))


def _typed(root: Path) -> list[Draft]:
    """Return the drafts of what was typed at prompts, in no order."""
    folder = root / OWN / "drafts"
    try:
        paths = [folder / name for name in os.listdir(folder) if name.endswith(".json")]  # noqa: PTH208
    except OSError:
        return []
    return [draft for path in paths if (draft := _read(path)) is not None]


def _with_text(draft: Draft | None, file: EditorFile | None) -> Draft | None:
    """Return the draft with what was saved in the editor as its note.

    A note typed since at the prompt counts more.
    """
    if file is None or (draft is not None and "note" in draft.answers):
        return draft
    text = (file.saved or b"").decode("utf-8", "replace").strip()
    typed = {} if draft is None else draft.answers
    answers = {key: answer for key, answer in typed.items() if not key.startswith("note")}
    at = file.at if draft is None else min(draft.at, file.at)
    return Draft(file.command, file.name, at, {**answers, "note": text})


def _read(path: Path) -> Draft | None:
    import json

    try:
        table = json.loads(read_cache(os.fspath(path)))
        answers = {str(key): str(value) for key, value in table["answers"].items()}
        at = datetime.fromisoformat(table["at"])
        draft = Draft(str(table["command"]), str(table["name"]), at.astimezone(), answers)
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ):
        return None
    return draft if draft.command.isascii() and draft.command.isalpha() else None
