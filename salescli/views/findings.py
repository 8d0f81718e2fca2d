"""The screen of `check`: what matters most in each deal, with its place and what to type."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import add, itemgetter

from salescli.domain.finding import Finding, Severity
from salescli.text.shell_quoting import command
from salescli.text.wording import count
from salescli.views.render.document import (
    Block,
    Column,
    Gap,
    LaidOut,
    Span,
    Style,
    Table,
    TextLine,
)

STYLES: dict[Severity, Style] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "faint",
}
_WEIGHTS = tuple(STYLES)  # the worst first
_MOST = 3  # findings of a deal that are shown, the worst of them
_FAMILIES = "FNQTRP"  # what can't be read, what to do now; last what can't be undone


@dataclass(frozen=True, slots=True)
class FileScreen:
    """What is shown of one file that has findings, and what is counted of them.

    `counts` has how many there are of each severity, `hidden` how many are only counted, `worst`
    the one that weighs most. `content` are its blocks, as bytes, for there may be many files; or
    its lines, where they were laid out; nothing where nothing of it is shown.
    """

    file: str
    counts: tuple[int, ...]
    hidden: int
    worst: Finding
    content: bytes | str

    @property
    def weight(self) -> int:
        """How much its worst finding counts."""
        return weight_of(self.worst)


def severities(counts: Iterable[int]) -> list[Severity]:
    """Return those severities of which there are findings; `counts` are as in `FileScreen`."""
    return [severity for severity, number in zip(_WEIGHTS, counts, strict=True) if number]


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
    groups = groupby(findings, key=lambda finding: finding.file)
    screens = (file_screen(list(group), everything=everything) for _, group in groups)
    return screen_of_files(screens, looked, order)


Keep = Callable[[Sequence[Finding], str], bytes | str]


def file_screen(
    own: Sequence[Finding], *, everything: bool = False, keep: Keep | None = None
) -> FileScreen:
    """Return what is shown of one file: all of its findings, or the worst ones.

    `keep` makes its content of the findings that are shown and what is said of the others; bytes
    where none is named.
    """
    worst = sorted(own, key=finding_order)
    shown = own if everything else _worst(worst)
    counts = Counter(finding.severity for finding in own)
    rest = _rest(own, len(shown)) if len(shown) < len(own) else ""
    return FileScreen(
        own[0].file,
        tuple(counts[severity] for severity in _WEIGHTS),
        len(own) - len(shown),
        worst[0],
        (keep or _packed)(shown, rest) if shown else "",
    )


def screen_of_files(
    screens: Iterable[FileScreen], looked: str, order: Callable[[Collection[str]], Sequence[str]]
) -> Iterator[Block]:
    """Yield what `findings_screen` does of what is shown of each file."""
    counts = [0] * len(_WEIGHTS)
    first: list[Finding] = []
    files = hidden = 0
    held: list[tuple[str, bytes | str]] = []
    for screen in screens:
        counts = list(map(add, counts, screen.counts))
        weight = screen.weight
        if first and weight < weight_of(first[0]):
            first.clear()
        if not first or weight == weight_of(first[0]):
            first.append(screen.worst)
        files += 1
        hidden += screen.hidden
        if screen.content:
            held.append((screen.file, screen.content))
    yield from what_first(first, files, order)
    held.sort(key=itemgetter(0))
    for _, content in held:
        yield from _unpacked(content)
    yield from in_all(counts, hidden, looked, is_below=bool(held))


def what_first(
    first: Iterable[Finding], files: int, order: Callable[[Collection[str]], Sequence[str]]
) -> Iterator[Block]:
    """Yield what to do first of what counts most in a number of files, where that isn't plain."""
    if files > 1:  # of one deal it stands at the top anyway
        first = list(first)
        yield from _what_first(_most_urgent(first, order({finding.deal for finding in first})))


def in_all(counts: Iterable[int], hidden: int, looked: str, *, is_below: bool) -> Iterator[Block]:
    """Yield how many findings there are of each severity; `is_below` findings that are shown."""
    if is_below:
        yield Gap()
    numbers = dict(zip(_WEIGHTS, counts, strict=True))
    more = f" All {sum(numbers.values()):,}: salescli check --all" if hidden else ""
    yield TextLine((findings_summary(numbers, looked), more))


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


def _unpacked(content: bytes | str) -> Iterator[Block]:
    if isinstance(content, str):
        yield LaidOut(content)
        return
    rows, rest = json.loads(content)
    findings = (
        Finding(code, Severity(severity), message, fix, file=file, line=line)
        for code, severity, message, fix, file, line in rows
    )
    yield from shown_of_file(findings, rest)


def shown_of_file(findings: Iterable[Finding], rest: str) -> Iterator[Block]:
    """Yield findings of one file, and what is said of the others."""
    for finding in findings:
        yield from finding_lines(finding)
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


def weight_of(finding: Finding) -> int:
    """Return how much a finding counts, by its severity and its family: the least counts most."""
    severity, family, _ = finding_order(finding)
    return severity * len(_FAMILIES) + family


def finding_order(finding: Finding) -> tuple[int, int, str]:
    """Return the place of a finding among others: the worst comes first."""
    return _WEIGHTS.index(finding.severity), _FAMILIES.index(finding.code[0]), finding.code


def _rest(own: Sequence[Finding], shown: int) -> str:
    deal, file = own[0].deal, own[0].file
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
    if not any(counts.values()):
        return f"{looked}: nothing to fix."
    parts = [
        count(number, word)
        for severity, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"))
        if (number := counts.get(severity))
    ]
    infos = counts.get(Severity.INFO)
    parts += [f"{infos} for information"] if infos else []
    return f"{looked}: {', '.join(parts)}."
