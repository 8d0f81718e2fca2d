"""What the checks say of a deal as rows of plain values, as the cache keeps it, and back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from salescli.domain.finding import Finding, Key, Severity
from salescli.store.cache.row_form import Row
from salescli.store.cache.summary_rows import MOMENT, form_of

FINDINGS_FILE = "findings"  # the name of their files
LoggedRows = tuple[tuple[str, Key, str], ...]


@dataclass(frozen=True, slots=True)
class KeptFindings:
    """The findings of a deal with their lines, and when they hold.

    `day` is the day that they are about, nothing where no day changes them. `since`: before that
    time an entry would be ahead of the clock. `made_from` is what they were made from besides the
    deal and its process: the settings. `logged` is what was captured and is logged in it: a ref,
    the key of its entry, and what it is called.
    """

    day: str
    since: datetime | None
    made_from: str
    findings: tuple[Finding, ...]
    logged: LoggedRows = ()


def _rows(findings: Iterable[Finding]) -> list[Row]:
    return [
        [one.code, str(one.severity), one.message, one.fix, one.deal, one.file, one.key, one.line]
        for one in findings
    ]


def _findings(rows: Iterable[Row]) -> tuple[Finding, ...]:
    return tuple([_finding(row) for row in rows])


def _finding(row: Row) -> Finding:
    code, severity, message, fix, deal, file, key, line = row
    return Finding(code, _SEVERITIES[severity], message, fix, deal, file, _key(key), line)


def _logged(rows: Iterable[Row]) -> LoggedRows:
    return tuple([(ref, _key(key), name) for ref, key, name in rows])


def _key(parts: Iterable[str | int]) -> Key:
    return tuple(parts)


_SEVERITIES = {str(severity): severity for severity in Severity}

# Columns that more than one form has.
FINDINGS = _rows, _findings
LOGGED = list, _logged

FINDING_ROWS = form_of(
    "findings",
    KeptFindings,
    {"since": MOMENT, "findings": FINDINGS, "logged": LOGGED},
)
