"""The flags about a win."""

from dataclasses import dataclass

from salescli.flags.support.shared import Evidence, SaidBy


@dataclass(frozen=True, slots=True)
class WonFlags:
    """What decided it, and who said so."""

    evidence: Evidence = ""
    said_by: SaidBy = ""
