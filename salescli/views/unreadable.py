"""Deals whose files can't be read, as several screens name them."""

from __future__ import annotations

from collections.abc import Sequence

from salescli.domain.finding import Finding
from salescli.views.render.document import Block, Gap, Heading, Span, TextLine


def unreadable_lines(faults: Sequence[Finding]) -> list[Block]:
    """Return the deals whose files can't be read, each with its place."""
    lines: list[Block] = [Gap(), Heading("Unreadable", str(len(faults)))] if faults else []
    for fault in faults:
        place = Span(f"{fault.file}:{fault.line}", "error")
        lines.append(TextLine((place, f"  {fault.message}"), indent=2, hang=4))
    return lines
