"""A finding: one thing that check has to say, with its place and the command that mends it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Key = tuple[str | int, ...]


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

# Codes are stable and never reused.
SEVERITIES = {
    **dict.fromkeys(("N01", "N02"), _E),
    **dict.fromkeys(("N03", "N04", "N05", "N06", "N07"), _W),
    "N08": _I,
    **dict.fromkeys(("P01", "P02", "P07", "P08", "P09"), _E),
    **dict.fromkeys(("P03", "P04", "P05", "P06"), _W),
    "P10": _I,
    "T03": _E,
    **dict.fromkeys(("T01", "T02", "T04", "T05"), _W),
    **dict.fromkeys(("Q01", "Q02", "Q03", "Q04", "Q05", "Q07"), _W),
    "Q06": _I,
    **dict.fromkeys(("F01", "F03", "F04", "F05", "F06"), _E),
    "F02": _W,
    **dict.fromkeys(("R01", "R02", "R03", "R04", "R05", "R08", "R09", "R11", "R13", "R14"), _E),
    **dict.fromkeys(("R06", "R07", "R10", "R12"), _W),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Code, message, mend and place.

    `key` is the place by meaning (`("log", 3, "next", "on")`, the log counted in file order);
    `line` is the place in the text, filled in when the finding is to be shown.
    """

    code: str
    severity: Severity
    message: str
    fix: str = ""
    deal: str = ""
    file: str = ""
    key: Key = ()
    line: int | None = None


def finding(
    code: str, message: str, *, fix: str = "", key: Key = (), severity: Severity | None = None
) -> Finding:
    """A finding with the severity of its code, unless another one is named.

    The deal and the file are filled in later.
    """
    return Finding(code, severity or SEVERITIES[code], message, fix, key=key)
