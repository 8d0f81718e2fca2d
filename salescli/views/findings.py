"""The screen of `check`: what matters most in each deal, with its place and what to type."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from salescli.domain.finding import Finding, Severity
from salescli.text.shell_quoting import command
from salescli.text.wording import count
from salescli.views.render.document import Block, Column, Gap, Span, Style, Table, TextLine

STYLES: dict[Severity, Style] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "faint",
}
_MOST = 3  # findings of a deal that are shown, the worst of them
_FAMILIES = "FNQTRP"  # what can't be read, what to do now; last what can't be undone


def findings_screen(
    findings: Iterable[Finding],
    looked: str,
    *,
    everything: bool = False,
    order: Callable[[Collection[str]], Sequence[str]] = tuple,
) -> Iterator[Block]:
    """Yield what to do first, and the worst findings of each deal.

    The findings of a file come together, in any order of files; `looked` is how many deals, in
    words. With `everything` each finding is shown. Of those that weigh most, the first counts by
    the `order` of their deals, which is asked for when all findings were seen; until then what is
    shown is held as bytes, for there may be as many as deals.
    """
    counts: Counter[Severity] = Counter()
    first: list[Finding] = []
    deals = hidden = 0
    held: list[tuple[str, bytes]] = []
    for file, group in groupby(findings, key=lambda finding: finding.file):
        own = list(group)
        counts.update(finding.severity for finding in own)
        worst = sorted(own, key=finding_order)
        if first and _kind(worst[0]) < _kind(first[0]):
            first.clear()
        if not first or _kind(worst[0]) == _kind(first[0]):
            first.append(worst[0])
        deals += 1
        shown = own if everything else _worst(worst)
        hidden += len(own) - len(shown)
        if shown:
            rest = _rest(own, len(shown), file) if len(shown) < len(own) else ""
            held.append((file, _packed(shown, rest)))
    if deals > 1:  # of one deal it stands at the top anyway
        yield from _what_first(_most_urgent(first, order({finding.deal for finding in first})))
    for _, packed in sorted(held):
        yield from _unpacked(packed)
    if held:
        yield Gap()
    more = f" All {counts.total():,}: salescli check --all" if hidden else ""
    yield TextLine((findings_summary(counts, looked), more))


def _most_urgent(findings: Iterable[Finding], order: Sequence[str]) -> Finding:
    places = {deal: place for place, deal in enumerate(order)}

    return min(
        findings,
        key=lambda finding: (places.get(finding.deal, len(places)), finding.code, finding.file),
    )


def _packed(findings: Iterable[Finding], rest: str) -> bytes:
    """Return what is shown of a deal: its findings, and what is said of the others."""
    rows = [
        (one.code, str(one.severity), one.message, one.fix, one.file, one.line) for one in findings
    ]
    return json.dumps((rows, rest)).encode()


def _unpacked(packed: bytes) -> Iterator[Block]:
    rows, rest = json.loads(packed)
    for code, severity, message, fix, file, line in rows:
        yield from finding_lines(
            Finding(code, Severity(severity), message, fix, file=file, line=line)
        )
    if rest:
        yield TextLine((Span(rest, "faint"),), indent=4)


def _worst(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings to show of a deal, the worst first; not all of them of one family."""
    urgent = [one for one in findings if one.severity is not Severity.INFO]
    shown = urgent[:_MOST]
    families = {one.code[0] for one in shown}
    others = [one for one in urgent[_MOST:] if one.code[0] not in families]
    if others and len(families) == 1:
        shown[-1] = min(
            others, key=lambda finding: finding.code[0] != "T"
        )  # the close before the rest
    return shown


def _kind(finding: Finding) -> tuple[int, int]:
    severity, family, _ = finding_order(finding)
    return severity, family


def finding_order(finding: Finding) -> tuple[int, int, str]:
    """Return the place of a finding among others: the worst comes first."""
    return list(STYLES).index(finding.severity), _FAMILIES.index(finding.code[0]), finding.code


def _rest(own: list[Finding], shown: int, file: str) -> str:
    deal = own[0].deal
    more = command("check", *filter(None, (deal,)), flags="--all")
    return f"and {len(own) - shown} more in {deal or file}: {more}"


def _what_first(first: Finding) -> Iterator[Block]:
    """Yield what to do first, where something is to be done."""
    if first.severity is Severity.INFO:
        return
    yield TextLine(
        (Span("First: ", "strong"), f"{first.deal or first.file}: {first.message}"), hang=4
    )
    if first.fix:
        yield TextLine((Span(first.fix, "command"),), indent=4, hang=4)
    yield Gap()


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
    """Return one finding: place, code and message on a line, the fix below it."""
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
