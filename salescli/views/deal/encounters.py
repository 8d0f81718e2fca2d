"""Log entries as lines of a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from salescli.domain.agenda import Turn
from salescli.domain.deal import Deal, Entry
from salescli.domain.diff.entry_phrases import change_words, next_texts
from salescli.domain.process import Process
from salescli.domain.time.moment import day_of
from salescli.text.safe_text import harmless_lines
from salescli.views.phrases import local_when, names_text, step_title
from salescli.views.render.document import Block, Span, TextLine

HEADS = {"schedule": "next step set", "open": "opened", "reopen": "reopened"}
_SILENT = ("open", "schedule", "change")  # they say little beside what was talked about

_UNDATED = " (done before, day not known)"


def last_entries(log: Sequence[Entry], most: int = 2) -> list[Entry]:
    """Return the last entries that say what happened, the newest first; else the last of all."""
    telling = [entry for entry in log if entry.kind not in _SILENT or entry.note.strip()]
    return list((telling or [entry for entry in log if entry.kind != "open"])[-most:][::-1])


def entry_head(entry: Entry, process: Process, deal: Deal, today: date) -> str:
    """Return what an entry was in a few words: its steps, who was there; what changed."""
    steps = ", ".join(step_title(process, step) for step in entry.steps)
    names = names_text(deal, entry.people)
    if entry.change:
        return "; ".join(change_texts(entry, today))
    if entry.kind in HEADS or entry.kind == "close":
        return " · ".join(filter(None, (HEADS.get(entry.kind) or entry.result, names)))
    is_bare = steps and (entry.is_encounter or entry.undated)
    kind = "" if is_bare else f"{_kind(entry)}{': ' if steps else ''}"
    undated = _UNDATED if entry.undated else ""
    what = f"{kind}{steps} {entry.result}".strip() + undated
    return " · ".join(filter(None, (what, names)))


def _kind(entry: Entry) -> str:
    return "in touch" if entry.kind == "import" and entry.is_contact else entry.kind


def change_texts(entry: Entry, today: date) -> list[str]:
    """Return what a change says: `value 40,000 to 48,000`, `close moved from 23 Nov to 30 Nov`."""
    return [_change(key, old, new, today) for key, (old, new) in entry.change.items()]


def _change(key: str, old: Any, new: Any, today: date) -> str:
    moved = "moved from " if isinstance(old, date) and isinstance(new, date) else ""
    return f"{key} {moved}{change_words(old, new, today)}"


def encounter_lines(entry: Entry, process: Process, today: date) -> list[Block]:
    """Return an entry: when and what, with whom; below it what was met, what changed, the note."""
    steps = ", ".join(step_title(process, step) for step in entry.steps)
    what = f"{_kind(entry)}: {steps}" if steps else _kind(entry)
    what = f"{steps}{_UNDATED}" if steps and entry.undated else what
    what = f"{what} {entry.result}".strip() if entry.result else what
    present = f" · {', '.join(entry.people)}" if entry.people else ""
    head = (Span(local_when(entry.at), "faint"), f"  {what}{present}")
    lines: list[Block] = [TextLine(head, indent=2, hang=4)]
    if entry.met:
        lines.append(TextLine((Span(f"met: {', '.join(entry.met)}", "good"),), indent=4, hang=6))
    if entry.flags:
        lines.append(TextLine((Span(f"against it: {', '.join(entry.flags)}", "error"),), 4, 6))
    for text in (*change_texts(entry, today), entry.reason, entry.evidence, entry.note.strip()):
        lines += [
            TextLine((line,), indent=4, hang=4) for line in harmless_lines(text) if line.strip()
        ]
    return lines


def turn_lines(turn: Turn, process: Process, today: date) -> Iterator[Block]:
    """Yield an entry with what it did to the agenda: what was called off, and what is next."""
    yield from encounter_lines(turn.entry, process, today)
    texts = [f"{name} cancelled" for name in turn.entry.drop]
    for item, before in turn.on:
        texts += next_texts(item.next, before.next if before else None, day_of(turn.entry.at))
    for text in texts:
        yield TextLine((Span(text, "faint"),), indent=4, hang=6)
