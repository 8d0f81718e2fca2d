"""From the key of a finding to the line of its file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from salescli.domain.finding import Finding, Key
from salescli.store.book import Book
from salescli.store.toml.positions import key_positions, line_number
from salescli.store.toml.reader import TomlError, read_toml_text


def locate_findings(book: Book, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings, each with its line. A file is read once, however many are about it."""
    known: dict[str, Mapping[Key, int]] = {}
    located = []
    for finding in findings:
        if finding.line is None:
            if finding.file not in known:
                known[finding.file] = _places(book, finding.file)
            line = line_number(known[finding.file], finding.key)
            located.append(finding.placed(finding.deal, finding.file, line))
        else:
            located.append(finding)
    return located


def _places(book: Book, file: str) -> Mapping[Key, int]:
    try:
        return key_positions(read_toml_text(book.root / file))
    except TomlError:
        return {}
