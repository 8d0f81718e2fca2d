"""A finding: one thing that check reports, with its place and the command that fixes it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Key = tuple[str | int, ...]


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, repr=False)
class Finding:
    """Code, severity, message, fix and place.

    `key` is the place by meaning (`("log", 3, "next", "on")`, the log counted in file order);
    `line` is the place in the text, filled in when the finding is to be shown; `deal` and `file`
    are filled in later, where they are known.
    """

    code: str
    severity: Severity
    message: str
    fix: str = ""
    deal: str = ""
    file: str = ""
    key: Key = ()
    line: int | None = None

    def placed(self, deal: str, file: str, line: int | None) -> Finding:
        """Return the finding with its place; `replace` takes three times as long."""
        return Finding(self.code, self.severity, self.message, self.fix, deal, file, self.key, line)
