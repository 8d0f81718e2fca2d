"""Log entries as lines of a screen."""

from __future__ import annotations

from salescli.domain.deal import Entry
from salescli.domain.process import Process
from salescli.text.safe_text import harmless_lines
from salescli.views.phrases import local_when, step_title
from salescli.views.render.document import Block, Span, TextLine


def encounter_lines(entry: Entry, process: Process) -> list[Block]:
    """Return an entry: when and what, with whom; below it what was met, and the note."""
    steps = ", ".join(step_title(process, step) for step in entry.steps)
    what = f"{entry.kind}: {steps}" if steps else entry.kind
    what = f"{what} {entry.result}".strip() if entry.result else what
    present = f" · {', '.join(entry.people)}" if entry.people else ""
    head = (Span(local_when(entry.at), "faint"), f"  {what}{present}")
    lines: list[Block] = [TextLine(head, indent=2, hang=4)]
    if entry.met:
        lines.append(TextLine((Span(f"met: {', '.join(entry.met)}", "good"),), indent=4, hang=6))
    if entry.flags:
        lines.append(TextLine((Span(f"against it: {', '.join(entry.flags)}", "error"),), 4, 6))
    for text in (entry.reason, entry.evidence, entry.note.strip()):
        lines += [
            TextLine((line,), indent=4, hang=4) for line in harmless_lines(text) if line.strip()
        ]
    return lines
