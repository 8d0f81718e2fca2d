"""The screen of `check`: each finding with its place, what is wrong, and what to type."""

from __future__ import annotations

from collections.abc import Sequence

from salescli.model.finding import Finding, Severity
from salescli.model.spoken import count
from salescli.views.document import Block, Document, Gap, Line, Span, Style

_STYLES: dict[Severity, Style] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "faint",
}


def findings_screen(found: Sequence[Finding], deals: int) -> Document:
    """The findings, and a line that sums them up."""
    blocks: list[Block] = []
    for one in found:
        blocks += finding_lines(one)
    if blocks:
        blocks.append(Gap())
    blocks.append(Line((summary(found, deals),)))
    return tuple(blocks)


def finding_lines(one: Finding) -> list[Block]:
    """One finding: place, code and message on a line, the mend below it."""
    label = Span(f"{one.code} {one.severity}", _STYLES[one.severity])
    place = f"{one.file}:{one.line}: " if one.line else f"{one.file}: "
    lines: list[Block] = [Line((place, label, f": {one.message}"), hang=4)]
    if one.fix and one.severity is not Severity.INFO:
        lines.append(Line((Span(one.fix, "command"),), indent=4, hang=4))
    return lines


def summary(found: Sequence[Finding], deals: int) -> str:
    """How many findings there are, by severity."""
    looked = count(deals, "deal")
    if not found:
        return f"{looked}: nothing to mend."
    parts = [
        count(number, word)
        for severity, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"))
        if (number := sum(one.severity is severity for one in found))
    ]
    infos = sum(one.severity is Severity.INFO for one in found)
    parts += [f"{infos} for information"] if infos else []
    return f"{looked}: {', '.join(parts)}."
