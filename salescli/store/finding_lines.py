"""From the key of a finding to the line of its file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from salescli.domain.finding import Finding, Key
from salescli.store.book import Book
from salescli.store.toml.positions import line_number, positions_of
from salescli.store.toml.reader import TomlError, read_toml_text


def locate_findings(
    book: Book, findings: Iterable[Finding], texts: Mapping[str, str] | None = None
) -> list[Finding]:
    """Return the findings, each with its line. A file is read once, however many are about it.

    `texts` are those of files that were read before.
    """
    read = texts or {}
    findings, keys = list(findings), defaultdict[str, set[Key]](set)
    for finding in findings:
        if finding.line is None:
            keys[finding.file].add(finding.key)
    known = {file: _places(book, file, of_file, read.get(file)) for file, of_file in keys.items()}
    located = []
    for finding in findings:
        if finding.line is None:
            line = line_number(known[finding.file], finding.key)
            located.append(finding.placed(finding.deal, finding.file, line))
        else:
            located.append(finding)
    return located


def _places(book: Book, file: str, keys: Iterable[Key], text: str | None) -> Mapping[Key, int]:
    if text is not None:
        return positions_of(text, keys)
    try:
        return positions_of(read_toml_text(book.root / file), keys)
    except TomlError:
        return {}
