"""The screen of `check`: each finding with its place, what is wrong, and what to type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from salescli.domain.finding import Finding, Severity
from salescli.text.wording import count
from salescli.views.render.document import Block, Column, Gap, Span, Style, Table, TextLine

STYLES: dict[Severity, Style] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "faint",
}


def findings_screen(findings: Iterable[Finding], looked: str) -> Iterator[Block]:
    """Yield the findings, and a line that sums them up; `looked` is how many deals, in words."""
    counts: Counter[Severity] = Counter()
    for finding in findings:
        counts[finding.severity] += 1
        yield from finding_lines(finding)
    if counts:
        yield Gap()
    yield TextLine((findings_summary(counts, looked),))


def github_screen(findings: Iterable[Finding]) -> Iterator[Block]:
    """Yield the findings as annotations of GitHub's workflow commands, one line each."""
    kinds = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    for finding in findings:
        yield Table((Column(),), ((_annotation(finding, kinds[finding.severity]),),))


def _annotation(finding: Finding, kind: str) -> str:
    place = f"file={_property(finding.file)},line={finding.line or 1},title={finding.code}"
    return f"::{kind} {place}::{_data(f'{finding.message} ({finding.fix})')}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def finding_lines(finding: Finding) -> list[Block]:
    """Return one finding: place, code and message on a line, the mend below it."""
    label = Span(f"{finding.code} {finding.severity}", STYLES[finding.severity])
    place = f"{finding.file}:{finding.line}: " if finding.line else f"{finding.file}: "
    lines: list[Block] = [TextLine((place, label, f": {finding.message}"), hang=4)]
    if finding.fix and finding.severity is not Severity.INFO:
        lines.append(TextLine((Span(finding.fix, "command"),), indent=4, hang=4))
    return lines


def findings_summary(counts: Mapping[Severity, int], looked: str) -> str:
    """Return how many findings there are, by severity."""
    if not counts:
        return f"{looked}: nothing to fix."
    parts = [
        count(number, word)
        for severity, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"))
        if (number := counts.get(severity))
    ]
    infos = counts.get(Severity.INFO)
    parts += [f"{infos} for information"] if infos else []
    return f"{looked}: {', '.join(parts)}."
