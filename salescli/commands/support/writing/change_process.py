"""What becomes of a deal that follows another process: what is scheduled, and what was done."""

from __future__ import annotations

from dataclasses import replace

from salescli.commands.support.subject import Subject
from salescli.domain.deal import Entry
from salescli.domain.process import Process
from salescli.domain.summary import what_text


def in_words(entry: Entry, about: Subject, process: Process) -> Entry:
    """Return the entry that changes a process, with the title of what was scheduled by step alone.

    Replay puts an item of a step that the new process lacks in words; without words of its own it
    would have the step's id.
    """
    lacking = [item for item in about.standing.agenda if process.step(item.next.step) is None]
    bare = {item.next.step for item in lacking if item.next.step and not item.next.what}
    nexts = tuple(
        replace(item.next, step="", what=what_text(item.next, about.process))
        for item in lacking
        if item.next.step in bare
    )
    drop = tuple(dict.fromkeys(item.next.step for item in lacking if item.next.step in bare))
    return replace(entry, drop=drop, nexts=nexts)


def counted_text(about: Subject, process: Process) -> str:
    """Return which of the steps that were done count in another process, and which don't."""
    done = list(about.standing.trace.held)
    counting = [step for step in done if process.step(step) is not None]
    parts = (
        (f"Already done in {process.name}", counting),
        ("Done, but not one of its steps", [step for step in done if step not in counting]),
    )
    return "; ".join(f"{words}: {', '.join(steps)}" for words, steps in parts if steps)
