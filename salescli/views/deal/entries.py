"""The entries of a deal's log with their numbers, for the terminal and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from salescli.domain.agenda import turns
from salescli.domain.deal import Entry
from salescli.domain.diff.entry_phrases import entry_texts
from salescli.domain.time.moment import day_of, local
from salescli.text.wording import when_text
from salescli.views.render.document import Column, Document, Span, Table, TextLine


def entries_screen(log: Sequence[Entry]) -> Document:
    """Return a log in order of time, an entry a row."""
    if not log:
        return (TextLine(("Nothing is logged yet.",)),)
    rows = tuple(
        (Span(str(number), "strong"), when_text(local(entry.at)), entry.kind, text)
        for number, entry, text in _rows(log)
    )
    columns = (
        Column(align="right"),
        Column(),
        Column(),
        Column(grow=True, least=20, wrap=True),
    )
    return (Table(columns, rows),)


def _rows(log: Sequence[Entry]) -> Iterator[tuple[int, Entry, str]]:
    for number, turn in enumerate(turns(log), 1):
        texts = entry_texts(turn, day_of(turn.entry.at))
        yield number, turn.entry, "; ".join(texts)


def entry_facts(log: Sequence[Entry]) -> Iterator[dict[str, Any]]:
    """Return a log as JSON has it."""
    for number, entry, text in _rows(log):
        yield {"number": number, "at": entry.at, "kind": entry.kind, "by": entry.by, "text": text}
