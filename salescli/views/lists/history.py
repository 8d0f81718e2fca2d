"""The screen of `history`: what changed, the newest first; and the same as JSON has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from salescli.store.git.manual_edits import BY_HAND
from salescli.text.wording import when_text
from salescli.views.render.document import Block, Gap, Span, TextLine

_UNCOMMITTED = "not committed yet"


@dataclass(frozen=True, slots=True)
class HistoryCommit:
    """What happened to one file, in phrases; `deal` is the handle, where it is a deal's file."""

    file: str
    deal: str
    name: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One commit, or what isn't committed yet (then `at` is None), with what it changed.

    `files` may be read once only: a commit may have as many as the book has deals.
    """

    files: Iterable[HistoryCommit]
    at: datetime | None = None
    by: str = ""
    commit: str = ""
    subject: str = ""
    command: bool = False
    merge: bool = False


def history_screen(items: Iterable[HistoryLine], *, named: bool, more: str) -> Iterator[Block]:
    """Yield the items; each file by its name where `named`.

    `more` is the command that shows more.
    """
    for item in items:
        yield _head(item)
        yield from commit_lines(item.files, named=named)
    if more:
        yield from (Gap(), TextLine(("There is more: ", Span(more, "command"))))


def commit_lines(commits: Iterable[HistoryCommit], *, named: bool) -> Iterator[Block]:
    """Yield what happened to each file, on a line of its own."""
    for commit in commits:
        if named:
            spans = (Span(commit.name, "strong"), f": {'; '.join(commit.texts)}")
            yield TextLine(spans, indent=2, hang=4)
        else:
            yield from (TextLine((text,), indent=2, hang=4) for text in commit.texts)


def _head(item: HistoryLine) -> TextLine:
    if item.at is None:
        return TextLine((Span(_UNCOMMITTED, "warning"),))
    when = Span(when_text(item.at), "faint")
    if item.merge:
        return TextLine((when, f"  {item.by}", Span(f"  merged: {item.subject}", "faint")), hang=2)
    if item.command and not item.subject.startswith(("undo: ", "redo: ")):
        return TextLine((when, f"  {item.by}"), hang=2)
    how = item.subject if item.command else f"by hand: {item.subject}"
    if item.subject.endswith(f": {BY_HAND}"):
        how = "by hand"
    return TextLine((when, f"  {item.by}", Span(f"  {how}", "faint")), hang=2)


def history_facts(item: HistoryLine) -> dict[str, Any]:
    """Return an item as JSON has it; commit and time are null for what isn't committed yet."""
    return {
        "commit": item.commit or None,
        "at": item.at,
        "by": item.by,
        "message": item.subject,
        "command": item.command,
        "changes": (
            {"deal": commit.deal or None, "file": commit.file, "text": text}
            for commit in item.files
            for text in commit.texts
        ),
    }
